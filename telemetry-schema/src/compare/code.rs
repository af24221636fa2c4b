//! What became of one code. Constant, because the codes of an enum are known to
//! the compiler alone when an event is built.

use super::said::{REMOVED, RENAMED, RENUMBERED, REUSED, Said};
use crate::suggest::is_near;

/// A code by what people know of it.
#[derive(Debug, Clone, Copy)]
pub struct CodeWords<'a> {
    /// The number.
    pub code: i32,
    /// The name of the variant.
    pub name: &'a str,
    /// What it means.
    pub description: &'a str,
    /// Whether it is still declared.
    pub live: bool,
}

/// A number that stands for all numbers and names of an enum: equal enums have
/// the same, and unequal ones hardly ever (64 bits of FNV-1a). It spares the
/// compiler the comparison of each name; nothing rests on it but which of two
/// honest declarations is looked at closely.
#[must_use]
pub fn fingerprint<'a>(codes: impl IntoIterator<Item = (i32, &'a str)>) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut codes: Vec<(i32, &str)> = codes.into_iter().collect();
    codes.sort_unstable();
    // A name ends where no byte of UTF-8 can be.
    let bytes = codes
        .iter()
        .flat_map(|(code, name)| code.to_le_bytes().into_iter().chain(name.bytes()).chain([0xff]));
    bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// What is known elsewhere of the names that meet in one number.
#[derive(Debug, Clone, Copy)]
pub struct Elsewhere {
    /// The new name was accepted under another number.
    pub new_name_was: bool,
    /// The accepted name is now declared under another number.
    pub old_name_is: bool,
}

/// What is wrong with a code that is declared, given the one that was accepted
/// under its number; nothing if it is the same or new.
#[must_use]
pub const fn declared(
    old: Option<CodeWords<'_>>,
    new: CodeWords<'_>,
    elsewhere: Elsewhere,
) -> Option<Said> {
    match old {
        None if elsewhere.new_name_was => Some(RENUMBERED),
        None => None,
        Some(old) if same(old.name, new.name) => None,
        Some(old) if old.live && is_renamed(old, new, elsewhere) => Some(RENAMED),
        Some(_) => Some(REUSED),
    }
}

/// What is wrong if the number of a code that was accepted is not declared;
/// that its name has another number is said of that one.
#[must_use]
pub const fn missing(old: CodeWords<'_>, elsewhere: Elsewhere) -> Option<Said> {
    if old.live && !elsewhere.old_name_is { Some(REMOVED) } else { None }
}

/// Another word for the same thing: neither name is known elsewhere, and the
/// description is the same or the name nearly so.
const fn is_renamed(old: CodeWords<'_>, new: CodeWords<'_>, elsewhere: Elsewhere) -> bool {
    let described = !old.description.is_empty() && same(old.description, new.description);
    !elsewhere.new_name_was && !elsewhere.old_name_is && (described || is_near(old.name, new.name))
}

/// Whether two texts are equal.
#[must_use]
pub const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}
