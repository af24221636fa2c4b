//! Names for generated structs. Features and actions consist of letters, so the
//! index is spelled in letters. Depends on nothing.

/// The digits: no vowels, so that no word comes out that a rule about names
/// could know.
const LETTERS: [char; 10] = ['b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'm', 'n'];

/// The index in four letters; unique below 10,000.
pub(crate) fn letters(index: usize) -> String {
    let digit = |power: usize| LETTERS[index / power % 10];
    [1000, 100, 10, 1].map(digit).iter().collect()
}

/// The same with its first letter large, to end a name in camel case.
pub(crate) fn capitalised(index: usize) -> String {
    let mut name = letters(index);
    name[..1].make_ascii_uppercase();
    name
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{capitalised, letters};

    #[test]
    fn indices_have_different_names() {
        let names: BTreeSet<_> = (0..10_000).map(letters).collect();
        assert_eq!(names.len(), 10_000);
    }

    #[test]
    fn names_consist_of_letters() {
        assert_eq!(letters(1203), "cdbf");
        assert_eq!(capitalised(1203), "Cdbf");
    }
}
