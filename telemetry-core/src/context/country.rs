//! The country of a context: one of a closed list, and nothing finer.

use std::str::FromStr;

use super::ParseContextError;

/// A country of ISO 3166-1, as its code of two letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountryCode(&'static str);

/// The 249 codes that ISO 3166-1 assigns. Those that it leaves to users (`AA`,
/// `QM` to `QZ`, `XA` to `XZ`, `ZZ`) name no country and are not among them.
const CODES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ \
    BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ \
    DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR \
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY \
    HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP \
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY \
    MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ \
    NA NC NE NF NG NI NL NO NP NR NU NZ OM \
    PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW \
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ \
    TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ \
    UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

impl CountryCode {
    /// The text on the wire, in upper case.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        self.0
    }
}

impl FromStr for CountryCode {
    type Err = ParseContextError;

    /// Reads a code in letters of either case.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = CODES.split(' ').find(|code| code.eq_ignore_ascii_case(text));
        known.map(Self).ok_or(ParseContextError::expected("a country code of ISO 3166-1"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_countries_are_taken() {
        assert_eq!("de".parse::<CountryCode>().expect("a country").as_str(), "DE");
        for bad in ["", "D", "DEU", "1.", "é", "XX", "ZZ", "AA", "UK", " ", "AD AE"] {
            assert!(bad.parse::<CountryCode>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_list_is_whole_and_in_order() {
        let codes: Vec<_> = CODES.split(' ').collect();
        assert_eq!(codes.len(), 249);
        assert!(codes.is_sorted_by(|a, b| a < b));
        assert!(codes.iter().all(|code| matches!(code.as_bytes(), [b'A'..=b'Z', b'A'..=b'Z'])));
    }
}
