//! The closed list of units.
//!
//! Symbols are those of the SI, of IEC 80000-13 for binary sizes and of
//! ISO 4217 for currencies. An amount of money is in whole units of its
//! currency.

use std::fmt;

/// The unit of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(usize);

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// A span of time.
    Time,
    /// An amount of data.
    Size,
    /// A number of things.
    Count,
    /// A share of a whole.
    Ratio,
    /// How often something happens.
    Frequency,
    /// An amount in one currency.
    Money,
}

impl Dimension {
    /// The words for it in a sentence: `a unit of time`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Time => "a unit of time",
            Self::Size => "a unit of size",
            Self::Count => "a count",
            Self::Ratio => "a ratio",
            Self::Frequency => "a frequency",
            Self::Money => "a currency",
        }
    }

    /// A unit to propose to somebody who has to choose one.
    #[must_use]
    pub const fn example(self) -> &'static str {
        match self {
            Self::Time => "ms",
            Self::Size => "B",
            Self::Count => "count",
            Self::Ratio => "ratio",
            Self::Frequency => "1/s",
            Self::Money => "EUR",
        }
    }
}

struct Row {
    symbol: &'static str,
    dimension: Dimension,
    /// Nanoseconds in one unit of time; 0 for the others.
    nanoseconds: u64,
}

const fn time(symbol: &'static str, nanoseconds: u64) -> Row {
    Row { symbol, dimension: Dimension::Time, nanoseconds }
}

const fn other(symbol: &'static str, dimension: Dimension) -> Row {
    Row { symbol, dimension, nanoseconds: 0 }
}

// The position of a row is not stored anywhere: schemas carry the symbol.
const ROWS: [Row; 20] = [
    time("ns", 1),
    time("us", 1_000),
    time("ms", 1_000_000),
    time("s", 1_000_000_000),
    time("min", 60_000_000_000),
    time("h", 3_600_000_000_000),
    time("d", 86_400_000_000_000),
    other("B", Dimension::Size),
    other("kB", Dimension::Size),
    other("MB", Dimension::Size),
    other("GB", Dimension::Size),
    other("KiB", Dimension::Size),
    other("MiB", Dimension::Size),
    other("GiB", Dimension::Size),
    other("count", Dimension::Count),
    other("ratio", Dimension::Ratio),
    other("%", Dimension::Ratio),
    other("ppm", Dimension::Ratio),
    other("1/s", Dimension::Frequency),
    other("1/min", Dimension::Frequency),
];

/// The currencies of ISO 4217 that are in use.
#[rustfmt::skip]
const CURRENCIES: [&str; 153] = [
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT",
    "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD",
    "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP",
    "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD",
    "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR",
    "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD",
    "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK",
    "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO",
    "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR",
    "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE",
    "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP",
    "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VED", "VES", "VND",
    "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW",
];

impl Unit {
    /// Every unit.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..ROWS.len() + CURRENCIES.len()).map(Self)
    }

    /// The units that are no currency, few enough to be listed.
    pub fn measures() -> impl Iterator<Item = Self> {
        (0..ROWS.len()).map(Self)
    }

    /// The unit of this symbol, if there is one.
    #[must_use]
    pub fn from_symbol(symbol: &str) -> Option<Self> {
        Self::all().find(|unit| unit.symbol() == symbol)
    }

    /// The symbol that declarations and schemas use.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self.row() {
            Some(row) => row.symbol,
            None => CURRENCIES[self.0 - ROWS.len()],
        }
    }

    /// What it measures.
    #[must_use]
    pub const fn dimension(self) -> Dimension {
        match self.row() {
            Some(row) => row.dimension,
            None => Dimension::Money,
        }
    }

    /// Nanoseconds in one of this unit, for units of time.
    #[must_use]
    pub fn nanoseconds(self) -> Option<u64> {
        self.row().map(|row| row.nanoseconds).filter(|nanoseconds| *nanoseconds != 0)
    }

    const fn row(self) -> Option<&'static Row> {
        if self.0 < ROWS.len() { Some(&ROWS[self.0]) } else { None }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_names_one_unit() {
        for unit in Unit::all() {
            assert_eq!(Unit::from_symbol(unit.symbol()), Some(unit));
            assert_eq!(unit.nanoseconds().is_some(), unit.dimension() == Dimension::Time);
        }
        assert_eq!(Unit::from_symbol("EUR").map(Unit::dimension), Some(Dimension::Money));
        assert_eq!(Unit::from_symbol("eur"), None);
    }

    #[test]
    fn examples_are_units_of_their_dimension() {
        for unit in Unit::all() {
            let dimension = unit.dimension();
            let example = Unit::from_symbol(dimension.example()).expect("an example is a unit");
            assert_eq!(example.dimension(), dimension);
        }
    }
}
