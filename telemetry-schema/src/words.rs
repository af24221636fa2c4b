//! What the words of a key promise: that the value is an amount of something,
//! or that it identifies somebody.
//!
//! A key is read by its last word, because that is the noun: `token_count` is
//! a count, `user_count` is one too, and `count_token` is a token.

use crate::{Dimension, Unit};

/// The words of a key in lower case: `latencyMs` and `latency_ms` are both
/// `latency`, `ms`.
#[must_use]
pub fn words(key: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut begin = true;
    let mut after_lower = false;
    for letter in key.chars() {
        if letter == '_' {
            (begin, after_lower) = (true, false);
            continue;
        }
        if begin || (after_lower && letter.is_ascii_uppercase()) {
            words.push(String::new());
        }
        let word = words.last_mut().expect("the first letter begins a word");
        word.extend(letter.to_lowercase());
        (begin, after_lower) = (false, !letter.is_ascii_uppercase());
    }
    words
}

/// What the last word of a key says about the unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitWord {
    /// The word.
    pub word: String,
    /// The units that agree with it.
    pub agrees: Agrees,
    /// Whether the key makes no sense without a unit.
    pub demands: bool,
}

/// The units that agree with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agrees {
    /// Exactly this one: `ms`.
    Unit(Unit),
    /// Those that measure one of these: `latency`, `size`.
    Dimensions(&'static [Dimension]),
    /// None: the word names a part of a unit that is not in the list.
    Nothing,
}

impl UnitWord {
    /// What the key says, if it says anything about a unit.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        let words = words(key);
        let (word, before) = words.split_last()?;
        // `frames_per_second` is no time.
        if before.last().is_some_and(|before| before == "per") {
            return None;
        }
        let (agrees, demands) = meaning(word)?;
        Some(Self { word: word.clone(), agrees, demands })
    }

    /// Whether a value with this key can be in this unit.
    #[must_use]
    pub fn agrees_with(&self, unit: Unit) -> bool {
        match self.agrees {
            Agrees::Unit(exact) => exact == unit,
            Agrees::Dimensions(dimensions) => dimensions.contains(&unit.dimension()),
            Agrees::Nothing => false,
        }
    }

    /// A unit to propose.
    #[must_use]
    pub fn example(&self) -> Option<&'static str> {
        match self.agrees {
            Agrees::Unit(unit) => Some(unit.symbol()),
            Agrees::Dimensions(dimensions) => dimensions.first().map(|first| first.example()),
            Agrees::Nothing => None,
        }
    }
}

fn meaning(word: &str) -> Option<(Agrees, bool)> {
    if let Some(symbol) = symbol_of(word) {
        return Some((Agrees::Unit(Unit::from_symbol(symbol)?), true));
    }
    if matches!(word, "cent" | "cents" | "pence") {
        return Some((Agrees::Nothing, true));
    }
    // Rather too few words than too many: each forbids a use of the word in
    // another sense.
    let dimensions: &'static [Dimension] = match word {
        "duration" | "latency" | "elapsed" | "time" | "age" | "delay" | "timeout" | "ttl"
        | "uptime" | "downtime" | "runtime" | "interval" | "wait" | "lifetime" => {
            &[Dimension::Time]
        }
        "size" | "memory" => &[Dimension::Size, Dimension::Count],
        "rate" => &[Dimension::Ratio, Dimension::Frequency],
        "share" | "fraction" | "proportion" | "probability" | "utilization" | "utilisation" => {
            &[Dimension::Ratio]
        }
        // Of messages that wait, as well.
        "lag" => &[Dimension::Time, Dimension::Count],
        "frequency" => &[Dimension::Frequency, Dimension::Count],
        "price" | "revenue" | "fee" | "salary" | "wage" | "profit" | "money" => &[Dimension::Money],
        "cost" | "spend" => &[Dimension::Money, Dimension::Count, Dimension::Size],
        "count" => return Some((Agrees::Dimensions(&[Dimension::Count]), false)),
        _ => return None,
    };
    Some((Agrees::Dimensions(dimensions), true))
}

/// The unit that a word spells out. Left out are `min`, which mostly says "the
/// smallest", single letters but `s`, and the singular of hours and days, which
/// is one of the calendar.
fn symbol_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "ns" | "nanos" | "nanosecond" | "nanoseconds" => "ns",
        "us" | "micros" | "microsecond" | "microseconds" => "us",
        "ms" | "msec" | "msecs" | "millis" | "millisecond" | "milliseconds" => "ms",
        "s" | "sec" | "secs" | "seconds" => "s",
        "mins" | "minutes" => "min",
        "hrs" | "hours" => "h",
        "days" => "d",
        "byte" | "bytes" => "B",
        "kb" | "kilobyte" | "kilobytes" => "kB",
        "mb" | "megabyte" | "megabytes" => "MB",
        "gb" | "gigabyte" | "gigabytes" => "GB",
        "kib" | "kibibyte" | "kibibytes" => "KiB",
        "mib" | "mebibyte" | "mebibytes" => "MiB",
        "gib" | "gibibyte" | "gibibytes" => "GiB",
        "ratio" => "ratio",
        "percent" | "pct" | "percentage" => "%",
        "ppm" => "ppm",
        "hz" => "1/s",
        "usd" | "dollars" => "USD",
        "eur" | "euros" => "EUR",
        "gbp" => "GBP",
        "jpy" | "yen" => "JPY",
        "chf" => "CHF",
        "cny" => "CNY",
        _ => return None,
    })
}

/// The words that identify somebody or something secret, as the end of a key.
const IDENTIFYING: [&str; 66] = [
    // People and what reaches them.
    "user",
    "username",
    "person",
    "customer",
    "employee",
    "author",
    "committer",
    "owner",
    "patient",
    "student",
    "subscriber",
    "visitor",
    "assignee",
    "reviewer",
    "recipient",
    "login",
    "name",
    "surname",
    "nickname",
    "email",
    "mail",
    "phone",
    "telephone",
    "fax",
    "msisdn",
    "dob",
    "birthday",
    "birthdate",
    "ssn",
    "passport",
    "iban",
    "imei",
    "imsi",
    "iccid",
    "uid",
    "uuid",
    "guid",
    "cookie",
    "fingerprint",
    "hostname",
    // Places.
    "ip",
    "ipv4",
    "ipv6",
    "address",
    "addr",
    "lat",
    "lon",
    "lng",
    "latitude",
    "longitude",
    "gps",
    "geohash",
    "geolocation",
    "location",
    "coordinate",
    "coordinates",
    "zip",
    "zipcode",
    "postcode",
    // Secrets, and what stands for a text.
    "token",
    "password",
    "passwd",
    "passphrase",
    "secret",
    "credential",
    "hash",
];

/// More of them, which say the same in two forms.
const IDENTIFYING_TOO: [&str; 8] =
    ["digest", "checksum", "signature", "otp", "cvv", "city", "street", "credentials"];

/// Words after which `id`, `number` or `key` is that of a person, a device or
/// a secret.
const PERSON_LIKE: [&str; 47] = [
    "user",
    "person",
    "customer",
    "employee",
    "author",
    "committer",
    "owner",
    "patient",
    "student",
    "subscriber",
    "visitor",
    "assignee",
    "reviewer",
    "recipient",
    "sender",
    "account",
    "member",
    "client",
    "device",
    "session",
    "contact",
    "profile",
    "login",
    "creator",
    "staff",
    "worker",
    "guest",
    "buyer",
    "seller",
    "driver",
    "passenger",
    "player",
    "viewer",
    "speaker",
    "follower",
    "friend",
    "admin",
    "operator",
    "phone",
    "card",
    "passport",
    "license",
    "licence",
    "machine",
    "host",
    "people",
    "tenant",
];

/// The part of a key that names a person, a place or a secret, if its last
/// word does, or its last two together.
#[must_use]
pub fn identifying(key: &str) -> Option<String> {
    let words = words(key);
    let (last, before) = words.split_last()?;
    if IDENTIFYING.contains(&last.as_str()) || IDENTIFYING_TOO.contains(&last.as_str()) {
        return Some(last.clone());
    }
    if let Some(person) = last.strip_suffix("id").filter(|person| is_person_like(person)) {
        return Some(format!("{person}id"));
    }
    let before = before.last()?;
    let two = match last.as_str() {
        "id" | "number" | "no" => is_person_like(before),
        "key" => {
            is_person_like(before)
                || ["api", "access", "private", "secret"].contains(&before.as_str())
        }
        "code" => ["postal", "zip"].contains(&before.as_str()),
        _ => false,
    };
    two.then(|| format!("{before}_{last}"))
}

fn is_person_like(word: &str) -> bool {
    PERSON_LIKE.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_divided_into_words() {
        assert_eq!(words("latency_ms"), ["latency", "ms"]);
        assert_eq!(words("latencyMs"), ["latency", "ms"]);
        assert_eq!(words("userID"), ["user", "id"]);
        assert_eq!(words("p99"), ["p99"]);
        assert_eq!(words("__a__b_"), ["a", "b"]);
        assert_eq!(words(""), [""; 0]);
    }

    #[test]
    fn the_last_word_says_what_is_measured() {
        let example = |key| UnitWord::of(key).filter(|it| it.demands).and_then(|it| it.example());
        assert_eq!(example("latency_ms"), Some("ms"));
        assert_eq!(example("response_time"), Some("ms"));
        assert_eq!(example("indexBytes"), Some("B"));
        assert_eq!(example("hit_rate"), Some("ratio"));
        assert_eq!(example("price"), Some("EUR"));
        for plain in ["result_count", "frames_per_second", "timeouts", "size_class", "latency_min"]
        {
            assert_eq!(example(plain), None, "{plain}");
        }
        let unit = |symbol| Unit::from_symbol(symbol).expect("a unit");
        let agrees = |key, symbol| UnitWord::of(key).expect("a word").agrees_with(unit(symbol));
        assert!(agrees("batch_size", "count") && agrees("batch_size", "KiB"));
        assert!(!agrees("result_count", "ms") && !agrees("latency_ms", "s"));
        assert!(!agrees("price_cents", "EUR"));
    }

    #[test]
    fn a_key_that_identifies_is_found_and_a_count_is_not() {
        for key in [
            "email",
            "client_ip",
            "userEmail",
            "customer_id",
            "customerid",
            "session_id",
            "lat",
            "home_lon",
            "access_token",
            "api_key",
            "phone_number",
            "email_hash",
            "user_name",
        ] {
            assert!(identifying(key).is_some(), "{key}");
        }
        for key in [
            "token_count",
            "name_length",
            "repo_id",
            "tokens",
            "user_count",
            "users",
            "hash_ms",
            "latency",
            "key_count",
            "number",
            "id_count",
            "valid",
            "grid",
            "paid",
            "platform",
        ] {
            assert_eq!(identifying(key), None, "{key}");
        }
    }
}
