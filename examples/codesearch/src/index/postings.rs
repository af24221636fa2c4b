//! For each trigram, the files that hold it: ascending numbers, stored as
//! differences of one byte where possible. Knows numbers of files, not their
//! names; how much memory it takes is counted, so that its owner can stop.

use std::collections::HashMap;

use super::trigram::Trigram;

/// The number of a file, in the order of paths.
pub(super) type FileId = u32;

/// What an entry costs beside its bytes: key, list head, free slots of the map.
const ENTRY_BYTES: usize = 64;

#[derive(Default)]
pub(super) struct Postings {
    lists: HashMap<Trigram, List>,
    bytes: usize,
}

#[derive(Default)]
struct List {
    differences: Vec<u8>,
    /// The last file, plus one; 0 while the list is empty.
    next: FileId,
}

impl Postings {
    /// Notes that `file` holds `trigram`. Files come in ascending order.
    pub(super) fn add(&mut self, trigram: Trigram, file: FileId) {
        let list = self.lists.entry(trigram).or_insert_with(|| {
            self.bytes += ENTRY_BYTES;
            List::default()
        });
        let before = list.differences.capacity();
        list.push(file);
        self.bytes += list.differences.capacity() - before;
    }

    /// An estimate of the memory taken, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The files that hold every one of the trigrams, ascending.
    pub(super) fn files_with_all(&self, trigrams: impl Iterator<Item = Trigram>) -> Vec<FileId> {
        let lists: Option<Vec<&List>> = trigrams.map(|trigram| self.lists.get(&trigram)).collect();
        let Some(mut lists) = lists else { return Vec::new() };
        // The rarest first: every later step only shrinks what is left.
        lists.sort_by_key(|list| list.differences.len());
        let Some((rarest, others)) = lists.split_first() else { return Vec::new() };
        let mut files: Vec<FileId> = rarest.files().collect();
        for list in others {
            keep_common(&mut files, list.files());
        }
        files
    }
}

impl List {
    fn push(&mut self, file: FileId) {
        debug_assert!(file >= self.next, "files come in ascending order");
        let mut difference = file - self.next;
        self.next = file + 1;
        while difference >= 0x80 {
            self.differences.push(difference as u8 | 0x80);
            difference >>= 7;
        }
        self.differences.push(difference as u8);
    }

    fn files(&self) -> impl Iterator<Item = FileId> {
        let mut bytes = self.differences.iter();
        let mut next = 0;
        std::iter::from_fn(move || {
            let file = next + difference(&mut bytes)?;
            next = file + 1;
            Some(file)
        })
    }
}

fn difference<'a>(bytes: &mut impl Iterator<Item = &'a u8>) -> Option<u32> {
    let mut value = 0;
    for shift in (0..32).step_by(7) {
        let byte = *bytes.next()?;
        value |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// Both sides ascend, so one pass over each is enough.
fn keep_common(files: &mut Vec<FileId>, others: impl Iterator<Item = FileId>) {
    let mut others = others.peekable();
    files.retain(|&file| {
        while others.next_if(|&other| other < file).is_some() {}
        others.peek() == Some(&file)
    });
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn sets() -> impl Strategy<Value = Vec<BTreeSet<FileId>>> {
        let file = prop_oneof![0..50u32, 0..1_000_000u32];
        proptest::collection::vec(proptest::collection::btree_set(file, 1..60), 1..4)
    }

    proptest! {
        #[test]
        fn the_intersection_is_that_of_sets(sets in sets()) {
            let mut postings = Postings::default();
            let names: Vec<_> = super::super::trigram::trigrams(b"abcdef").collect();
            for (&trigram, files) in names.iter().zip(&sets) {
                files.iter().for_each(|&file| postings.add(trigram, file));
            }
            let common = sets.iter().skip(1).fold(sets[0].clone(), |all, set| &all & set);
            let found = postings.files_with_all(names.into_iter().take(sets.len()));
            prop_assert_eq!(found, common.into_iter().collect::<Vec<_>>());
        }
    }
}
