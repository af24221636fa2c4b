//! What processes left behind that are gone: found by their unlocked
//! directories, read with what they wrote down about themselves, deleted when
//! all of it is stored.

use std::{
    collections::BTreeMap,
    collections::VecDeque,
    io,
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
};

use super::{
    batch::Batch,
    clock::{Anchor, Anchors},
    cursor::{Cursor, Explained, Progress},
    directory::{FoundProcess, Locked, read_schemas},
    format::{self, FoundHeader, Header, SEGMENT_WORDS, SegmentId},
    losses::Counters,
    raw::Memory,
    segment::{Segment, load},
    segments::Segments,
};
use crate::{Declaration, journal::segments::lock, wire::Source, words::Word as _};

/// Positions as the pipeline has stored them.
pub(super) type Positions = BTreeMap<SegmentId, u64>;

/// One process that is gone.
#[derive(Debug)]
pub(super) struct Recovered {
    directory: Locked,
    files: VecDeque<PathBuf>,
    current: Option<Cursor>,
    read: Vec<SegmentId>,
    positions: Positions,
    declarations: BTreeMap<u32, &'static Declaration>,
    anchors: Anchors,
    source: Option<Arc<Source>>,
    /// Damaged places beside the segments, counted when all is read: until then a
    /// kill would have them counted again.
    damaged: u64,
    /// Something was read that was not read before.
    fresh: bool,
    /// Something in it is of a newer release.
    newer: bool,
}

impl Recovered {
    /// What is in this directory; none if it was written by a newer release.
    fn open(directory: Locked, positions: &Positions) -> io::Result<Option<Self>> {
        let process = FoundProcess::read(&directory);
        if process.newer {
            return Ok(None);
        }
        let (schemas, damaged) = read_schemas(&directory);
        let declared = schemas
            .into_iter()
            .filter_map(|(number, record)| Some((number, Declaration::of_another_build(&record)?)));
        let mut files: Vec<PathBuf> = Vec::new();
        for entry in std::fs::read_dir(&directory.path)? {
            let entry = entry?;
            let is_segment = entry.file_name().as_encoded_bytes().iter().all(u8::is_ascii_digit);
            files.extend(is_segment.then(|| entry.path()));
        }
        files.sort_unstable();
        Ok(Some(Self {
            files: files.into(),
            current: None,
            read: Vec::new(),
            positions: positions.clone(),
            declarations: declared.collect(),
            anchors: process.anchors,
            source: process.version.and_then(|it| Source::new(&it).ok()).map(Arc::new),
            damaged,
            fresh: false,
            newer: false,
            directory,
        }))
    }

    /// Adds what is left to the batch.
    pub(super) fn read(&mut self, batch: &mut Batch, counters: &Counters) -> Progress {
        let declaration = |number| self.declarations.get(&number).copied();
        let from = Explained {
            declaration: &declaration,
            anchors: &self.anchors,
            source: self.source.as_ref(),
        };
        loop {
            if let Some(cursor) = &mut self.current {
                let before = batch.positions.len();
                let progress = cursor.read(&from, batch, counters);
                self.fresh |= batch.positions.len() > before;
                if progress == Progress::Full {
                    return Progress::Full;
                }
                self.read.push(cursor.segment.id);
                self.current = None;
            }
            let Some(file) = self.files.pop_front() else {
                if self.fresh || self.read.is_empty() {
                    let places = std::mem::take(&mut self.damaged);
                    counters.damaged.fetch_add(places, Ordering::Relaxed);
                }
                return Progress::End;
            };
            match open_segment(file) {
                Ok(Some((segment, places))) => {
                    let position = self.positions.get(&segment.id).copied();
                    if position.is_none() {
                        counters.damaged.fetch_add(places, Ordering::Relaxed);
                    }
                    self.current = Some(Cursor::new(Arc::new(segment), position.unwrap_or(0)));
                }
                Ok(None) => {}
                Err(Unread::Newer) => self.newer = true,
                Err(Unread::Io) => {
                    counters.damaged.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
    }

    /// Deletes it; all of it is stored. The segments whose positions nobody
    /// will ask for again.
    pub(super) fn finish(self) -> Vec<SegmentId> {
        if self.newer || self.directory.remove().is_err() {
            // With their positions, the next start passes them over.
            return Vec::new();
        }
        self.read
    }
}

enum Unread {
    Newer,
    Io,
}

/// The segment in a file, and how many places of it are damaged that have no
/// record; none if it was not in use.
fn open_segment(file: PathBuf) -> Result<Option<(Segment, u64)>, Unread> {
    let memory = load(&file).map_err(|_| Unread::Io)?;
    // A file in use has all its room.
    let cut = u64::from(memory.len() < SEGMENT_WORDS);
    match Header::read(&memory) {
        FoundHeader::Newer => Err(Unread::Newer),
        FoundHeader::Header(Header { id, anchor, .. }) => {
            Ok(Some((Segment::found(id, memory, Anchor::from_words(anchor), file), cut)))
        }
        FoundHeader::Unused | FoundHeader::Damaged => {
            Ok(without_header(memory, file).map(|segment| (segment, 1 + cut)))
        }
    }
}

/// A segment whose header is damaged, if its id is not and there are records.
fn without_header(memory: Memory, file: PathBuf) -> Option<Segment> {
    let words: [u64; 7] = std::array::from_fn(|at| memory.get(1 + at).map_or(0, |it| it.get()));
    let id = SegmentId::from_words([words[0], words[1]]);
    if id == SegmentId::from_words([0, 0]) {
        return None;
    }
    format::find_record(&memory, super::segment::begin(), id.seed())?;
    let anchor = Anchor::from_words([words[4], words[5], words[6]]);
    Some(Segment::found(id, memory, anchor, file))
}

/// As `Journal::discard_ended`.
pub(super) fn discard_ended(journal: &Path) -> io::Result<usize> {
    if !journal.try_exists()? {
        return Ok(0);
    }
    let mut found = 0;
    for (path, id) in Locked::all(journal)? {
        if let Some(directory) = Locked::left_behind(path, id)? {
            directory.remove()?;
            found += 1;
        }
    }
    Ok(found)
}

impl Segments {
    /// Whether it is certain that no other process has a directory here.
    pub(super) fn is_alone(&self) -> bool {
        let others = |all: Vec<(PathBuf, SegmentId)>| all.iter().all(|(_, id)| self.is_own(*id));
        self.is_on_disk() && Locked::all(&self.journal).is_ok_and(others)
    }

    /// Takes over what processes left behind that are gone. How many did.
    pub(super) fn recover(&self, positions: &Positions) -> io::Result<usize> {
        if !self.is_on_disk() {
            return Ok(0);
        }
        let mut found = 0;
        for (path, id) in Locked::all(&self.journal)? {
            let Some(directory) = Locked::left_behind(path, id)? else { continue };
            if let Some(recovered) = Recovered::open(directory, positions)? {
                found += 1;
                lock(&self.taker).adopt(recovered);
            }
        }
        Ok(found)
    }
}
