//! What processes left behind that are gone: found by their unlocked
//! directories, read with what they wrote down about themselves, deleted when
//! all of it is stored.

use std::{
    collections::BTreeMap,
    collections::VecDeque,
    io,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{
    batch::Batch,
    clock::{Anchor, Anchors},
    cursor::{Cursor, Explained, Progress},
    directory::{FoundProcess, Locked, read_schemas},
    format::{self, FoundHeader, Header, SegmentId, Word as _},
    raw::Memory,
    segment::{Segment, load},
    segments::Segments,
};
use crate::{Declaration, journal::segments::lock, wire::Source};

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
    /// Something in it is of a newer release.
    newer: bool,
}

impl Recovered {
    /// What is in this directory; none if it was written by a newer release.
    fn open(
        directory: Locked,
        positions: &Positions,
        damaged: &AtomicU64,
    ) -> io::Result<Option<Self>> {
        let process = FoundProcess::read(&directory);
        if process.newer {
            return Ok(None);
        }
        let (schemas, places) = read_schemas(&directory);
        damaged.fetch_add(places, Ordering::Relaxed);
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
            newer: false,
            directory,
        }))
    }

    /// Adds what is left to the batch.
    pub(super) fn read(&mut self, batch: &mut Batch, damaged: &AtomicU64) -> Progress {
        let declaration = |number| self.declarations.get(&number).copied();
        let from = Explained {
            declaration: &declaration,
            anchors: &self.anchors,
            source: self.source.as_ref(),
        };
        loop {
            if let Some(cursor) = &mut self.current {
                if cursor.read(&from, batch, damaged) == Progress::Full {
                    return Progress::Full;
                }
                self.read.push(cursor.segment.id);
                self.current = None;
            }
            let Some(file) = self.files.pop_front() else { return Progress::End };
            match open_segment(file, damaged) {
                Ok(Some(segment)) => {
                    let position = self.positions.get(&segment.id).copied().unwrap_or(0);
                    self.current = Some(Cursor::new(Arc::new(segment), position));
                }
                Ok(None) => {}
                Err(Unread::Newer) => self.newer = true,
                Err(Unread::Io) => {
                    damaged.fetch_add(1, Ordering::Relaxed);
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

/// The segment in a file; none if it was not in use.
fn open_segment(file: PathBuf, damaged: &AtomicU64) -> Result<Option<Segment>, Unread> {
    let memory = load(&file).map_err(|_| Unread::Io)?;
    match Header::read(&memory) {
        FoundHeader::Newer => Err(Unread::Newer),
        FoundHeader::Header(Header { id, anchor, .. }) => {
            Ok(Some(Segment::found(id, memory, Anchor::from_words(anchor), file)))
        }
        FoundHeader::Unused | FoundHeader::Damaged => {
            let segment = without_header(memory, file);
            damaged.fetch_add(u64::from(segment.is_some()), Ordering::Relaxed);
            Ok(segment)
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

impl Segments {
    /// Whether it is certain that no other process has a directory here.
    pub(super) fn is_alone(&self) -> bool {
        let others = |all: Vec<(PathBuf, SegmentId)>| all.iter().all(|(_, id)| self.is_own(*id));
        self.is_on_disk() && Locked::all(&self.journal).is_ok_and(others)
    }

    /// Takes over what processes left behind that are gone. How many did.
    pub(super) fn recover(&self, positions: &Positions, damaged: &AtomicU64) -> io::Result<usize> {
        if !self.is_on_disk() {
            return Ok(0);
        }
        let mut found = 0;
        for (path, id) in Locked::all(&self.journal)? {
            let Some(directory) = Locked::left_behind(path, id)? else { continue };
            if let Some(recovered) = Recovered::open(directory, positions, damaged)? {
                found += 1;
                lock(&self.taker).adopt(recovered);
            }
        }
        Ok(found)
    }
}
