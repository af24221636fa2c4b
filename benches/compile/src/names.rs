//! Names for generated structs. Features and actions consist of letters, so the
//! index is spelled in letters. Depends on nothing.

/// The digits: no vowels, so that no word comes out that a rule about names
/// could know.
const LETTERS: [char; 10] = ['b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'm', 'n'];

/// The index in five letters; unique below 10,000. The last one is made from
/// the others, so that two names never differ in a single letter, which would
/// look like a slip of the pen.
pub(crate) fn letters(index: usize) -> String {
    let digits = [1000, 100, 10, 1].map(|power| index / power % 10);
    let check = digits.iter().sum::<usize>() % 10;
    digits.into_iter().chain([check]).map(|digit| LETTERS[digit]).collect()
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
    fn names_differ_in_two_letters() {
        let names: BTreeSet<_> = (0..10_000).map(letters).collect();
        assert_eq!(names.len(), 10_000);
        // Without any one of the letters they are different still.
        for at in 0..5 {
            let shorter = names.iter().map(|name| format!("{}{}", &name[..at], &name[at + 1..]));
            assert_eq!(shorter.collect::<BTreeSet<_>>().len(), 10_000);
        }
    }

    #[test]
    fn names_consist_of_letters() {
        assert_eq!(letters(1203), "cdbfj");
        assert_eq!(capitalised(1203), "Cdbfj");
    }
}
