//! What the version of a program may look like. It leaves with every event and
//! is given at run time, so its form leaves no room for a name: numbers, words
//! of a closed list and a revision. Nothing here knows whose version it is.

use std::fmt;

/// The most characters of a version.
pub const MAX_VERSION: usize = 64;

/// The words of a pre-release.
const WORDS: [&str; 8] = ["alpha", "beta", "rc", "dev", "pre", "nightly", "snapshot", "test"];
/// The most characters behind the plus sign: a whole revision of git.
const MAX_BUILD: usize = 40;

/// Why a text is not the version of a program. The text is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionError;

impl fmt::Display for VersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a version is `MAJOR.MINOR[.PATCH[.BUILD]]` in numbers of at most 6 digits, \
             perhaps with `-` and at most two of {}, each perhaps with a number, \
             perhaps with `+` and one of these words or at most {MAX_BUILD} lower-case hexadecimal digits, \
             and has at most {MAX_VERSION} characters; pass `env!(\"CARGO_PKG_VERSION\")`",
            WORDS.join(", ")
        )
    }
}

impl std::error::Error for VersionError {}

/// Checks that a text is the version of a program.
///
/// # Errors
/// When it is of another form.
pub fn check(version: &str) -> Result<(), VersionError> {
    let (rest, build) = divide(version, '+');
    let (numbers, pre_release) = divide(rest, '-');
    let valid = version.len() <= MAX_VERSION
        && are_numbers(numbers)
        && pre_release.is_none_or(is_pre_release)
        && build.is_none_or(is_build);
    if valid { Ok(()) } else { Err(VersionError) }
}

fn divide(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, behind)| (before, Some(behind)))
}

fn are_numbers(text: &str) -> bool {
    (2..=4).contains(&text.split('.').count()) && text.split('.').all(is_number)
}

fn is_number(text: &str) -> bool {
    (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// One word, or a word and behind a dot a number or another word.
fn is_pre_release(text: &str) -> bool {
    let (first, second) = divide(text, '.');
    is_word(first) && second.is_none_or(|second| is_number(second) || is_word(second))
}

/// A word of the list with a number or nothing behind it.
fn is_word(text: &str) -> bool {
    let rest = WORDS.iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| rest.is_empty() || is_number(rest))
}

/// A revision, or a word: programs that are not released say `0.0.0+dev`.
fn is_build(text: &str) -> bool {
    let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    WORDS.contains(&text) || (1..=MAX_BUILD).contains(&text.len()) && text.bytes().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn versions_are_numbers_and_known_words() {
        let revision = "0123456789abcdef0123456789abcdef01234567";
        for good in ["1.2", "1.2.3", "2024.01.5.999999", "0.0.0-test", "1.0.0-rc.1", "1.0.0-rc1"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for good in [
            "1.0.0-alpha.beta2",
            "1.0.0-pre",
            "1.0-nightly.240131",
            "0.0.0+dev",
            "1.2.3-dev+0a1b2c3",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        assert_eq!(check(&format!("1.2.3+{revision}")), Ok(()));
        assert_eq!(check(env!("CARGO_PKG_VERSION")), Ok(()));
        assert!(check(&format!("1.2.3+{revision}0")).is_err());
    }

    #[test]
    fn nothing_else_is_a_version() {
        let numbers = ["", "1", "1.", "1.2.3.4.5", "1.1234567", "v1.2", "1.x", "1.2.٣", "+1.2"];
        let words = ["1.2-", "1.2-ada", "1.2-rc.ada", "1.2-rc.1.2", "1.2-1", "1.2-RC1", "1.2-rc-1"];
        let others = [
            "1.2+",
            "1.2+eve",
            "1.2+dev.1",
            "1.2+ABC",
            "1.2+a+b",
            "ada-laptop",
            "1.2 ",
            "1.2-rc1234567",
        ];
        for bad in [&numbers[..], &words, &others].concat() {
            assert_eq!(check(bad), Err(VersionError), "{bad}");
        }
        let long = format!("999999.999999.999999-snapshot999999+{}", "a".repeat(40));
        assert!(long.len() > MAX_VERSION && check(&long).is_err());
    }

    proptest! {
        #[test]
        fn all_words_of_a_version_are_of_the_list(text in "[0-9]\\.[0-9](-(rc|dev|ada|[a-z]{1,4})[.0-9]{0,2}(pre|ada|[0-9])?)?(\\+[0-9a-z]{1,3})?") {
            prop_assume!(check(&text).is_ok());
            let before_build = text.split('+').next().unwrap_or_default();
            let mut words = before_build.split(|c: char| !c.is_ascii_lowercase());
            prop_assert!(words.all(|word| word.is_empty() || WORDS.contains(&word)), "{text}");
        }
    }
}
