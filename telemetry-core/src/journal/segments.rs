//! The journal in segments: what threads write into, and what the keeper and
//! the taker share.
//!
//! Locks are held for the time of a push or a copy, never over I/O but for the
//! one of the declarations, which only making a recorder takes.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use super::{
    clock::{Anchor, Anchors, Counter, Timeline, Today},
    directory::{Locked, ProcessFile, SchemaFile},
    flow::Flow,
    format::SegmentId,
    keeper::Wake,
    local::{Local, journal_number},
    pool::{Pool, Taken},
    segment::{Ready, Segment, random_id},
    switch::Switch,
    taker::Taker,
    writer::{Recorded, Writer},
};
use crate::{Declaration, context};

/// What an event takes about, with ten numbers: how a number of events becomes
/// a number of segments.
const EVENT_BYTES: usize = 160;
/// A segment with less room than this, in words, is not worth going on with.
const WORTH_LEAVING: usize = 256;
/// How many surplus segments are deleted in one go, so that the clocks are
/// compared in time.
const DELETED_AT_ONCE: usize = 64;

/// See the module.
#[derive(Debug)]
pub(super) struct Segments {
    /// Different for each journal of the process.
    pub(super) number: u64,
    pub(super) counter: Counter,
    pub(super) today: Today,
    pub(super) switch: Arc<Switch>,
    pub(super) wake: Wake,
    pub(super) flow: Flow,
    pub(super) taker: Mutex<Taker>,
    /// Where the directories of processes are.
    pub(super) journal: PathBuf,
    pool: Mutex<Pool>,
    clock: Mutex<Clock>,
    declarations: Mutex<Declarations>,
    /// For threads that find no segment left.
    shared: Mutex<Writer>,
    process: SegmentId,
    /// None if everything is in memory.
    directory: Option<Locked>,
    problem: Mutex<Option<String>>,
    next_file: AtomicU64,
    /// The taker is woken each time that so many segments were handed out.
    wake_every: u64,
    handed_out: AtomicU64,
}

#[derive(Debug)]
struct Clock {
    timeline: Timeline,
    anchors: Anchors,
    file: Option<ProcessFile>,
}

#[derive(Debug, Default)]
struct Declarations {
    /// By their numbers.
    all: Vec<&'static Declaration>,
    /// By the address of their record.
    numbers: BTreeMap<usize, u32>,
    file: Option<SchemaFile>,
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a panic leaves behind is whole in all of these.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Segments {
    /// A journal below this directory; in memory, and with a problem to tell,
    /// when there can be none. In memory and without one when none is wanted.
    pub(super) fn open(
        journal: Option<&Path>,
        events: usize,
        version: &str,
        switch: Arc<Switch>,
    ) -> io::Result<Self> {
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let counter = Counter::choose();
        let timeline = Timeline::start(counter);
        let limit = (events.saturating_mul(EVENT_BYTES) / super::SEGMENT_BYTES).clamp(2, 65_536);
        let opened = journal.map(|journal| {
            let opened = if switch.sees_forks() {
                open_directory(journal, version)
            } else {
                Err(io::Error::other("this system does not tell a process that it was forked"))
            };
            opened.map_err(|error| in_memory(journal, &error))
        });
        let (directory, process_file, schema_file, problem) = match opened {
            Some(Ok((directory, process, schemas))) => {
                (Some(directory), Some(process), Some(schemas), None)
            }
            Some(Err(problem)) => (None, None, None, Some(problem)),
            None => (None, None, None, None),
        };
        let process = directory.as_ref().map_or_else(random_id, |it| Ok(it.id))?;
        let segments = Self {
            number: journal_number(NUMBER.fetch_add(1, Ordering::Relaxed)),
            counter,
            today: Today::new(),
            switch,
            wake: Wake::new()?,
            flow: Flow::default(),
            taker: Mutex::default(),
            journal: journal.unwrap_or(Path::new("")).to_owned(),
            pool: Mutex::new(Pool::new(limit)),
            clock: Mutex::new(Clock { timeline, anchors: Anchors::default(), file: process_file }),
            declarations: Mutex::new(Declarations { file: schema_file, ..Default::default() }),
            shared: Mutex::new(Writer::new(0)),
            process,
            directory,
            problem: Mutex::new(problem),
            next_file: AtomicU64::new(0),
            wake_every: (limit as u64 / 8).max(1),
            handed_out: AtomicU64::new(0),
        };
        let first = lock(&segments.clock).timeline.anchor();
        segments.add_anchor(first);
        segments.fill_up();
        Ok(segments)
    }

    /// Writes the event whose values the thread has, with the context of the
    /// thread; false if there is no room.
    pub(super) fn record(
        &self,
        local: &mut Local,
        (declaration, count): (u64, usize),
        identity: bool,
    ) -> bool {
        let (writer, numbers, texts) = local.parts(self, count);
        let context = context::current();
        let event = Recorded { declaration, numbers, texts, context, identity };
        writer.event(self, &event) || self.record_in_shared(&event)
    }

    #[cold]
    fn record_in_shared(&self, event: &Recorded<'_>) -> bool {
        lock(&self.shared).event(self, event)
    }

    /// The number of a declaration in this journal, and the declaration in the
    /// journal, so that another build understands its events.
    pub(super) fn number_of(
        &self,
        record: &'static [u8],
        declaration: &'static Declaration,
    ) -> u32 {
        if self.switch.was_wiped() {
            return u32::MAX;
        }
        let mut known = lock(&self.declarations);
        if let Some(number) = known.numbers.get(&record.as_ptr().addr()) {
            return *number;
        }
        let number = known.all.len() as u32;
        let written = known.file.as_mut().map(|file| file.push(number, record));
        known.all.push(declaration);
        known.numbers.insert(record.as_ptr().addr(), number);
        drop(known);
        if let Some(Err(error)) = written {
            self.set_problem(Some(format!(
                "a declaration cannot be written to the journal below `{}`: {error}; its events are lost if the process is killed, make room and start it again",
                self.journal.display()
            )));
        }
        number
    }

    /// The next segment of a thread, and where it goes on; none if the journal
    /// is full.
    pub(super) fn next_segment(&self) -> Option<(Arc<Segment>, usize)> {
        let mut pool = lock(&self.pool);
        let (taken, low) = (pool.take(), pool.is_low());
        drop(pool);
        let ready = match taken {
            Taken::Left(segment, at) => return Some((segment, at)),
            Taken::Full => return None,
            Taken::Ready(ready) => Some(ready),
            Taken::Make => self.make(),
        };
        if low {
            self.wake.now();
        }
        let Some(ready) = ready else {
            lock(&self.pool).not_made(1);
            return None;
        };
        let segment = Arc::new(ready.begin(self.process.words(), self.anchor()));
        lock(&self.pool).fresh.push(Arc::clone(&segment));
        if self.handed_out.fetch_add(1, Ordering::Relaxed) % self.wake_every == self.wake_every - 1
        {
            self.flow.filled();
        }
        Some((segment, super::segment::begin()))
    }

    /// Takes back what a thread leaves.
    pub(super) fn leave(&self, segment: Arc<Segment>, at: usize) {
        // Locks may be held for ever in a forked child.
        if self.switch.was_wiped() {
            return;
        }
        if segment.memory.len() - at < WORTH_LEAVING {
            segment.seal();
        } else {
            lock(&self.pool).left.push((segment, at));
        }
    }

    /// Segments that were handed out since the last call.
    pub(super) fn fresh(&self) -> Vec<Arc<Segment>> {
        // Their list stays where it is: who records need not make a new one.
        lock(&self.pool).fresh.drain(..).collect()
    }

    /// Makes segments ahead, and deletes some that are too many. The keeper's.
    pub(super) fn fill_up(&self) {
        let missing = lock(&self.pool).missing(Instant::now());
        for _ in 0..missing {
            let ready = self.make();
            let mut pool = lock(&self.pool);
            match ready {
                Some(ready) => pool.put(ready),
                None => pool.not_made(1),
            }
        }
        let surplus = || lock(&self.pool).surplus();
        std::iter::from_fn(surplus).take(DELETED_AT_ONCE).for_each(Ready::remove);
    }

    /// Makes a segment, in memory if there can be none in a file.
    fn make(&self) -> Option<Ready> {
        let Some(directory) = &self.directory else { return Ready::on_heap().ok() };
        let number = self.next_file.fetch_add(1, Ordering::Relaxed);
        match Ready::in_file(directory.path.join(format!("{number:08}"))) {
            Ok(ready) => {
                self.set_problem(None);
                Some(ready)
            }
            Err(error) => {
                self.set_problem(Some(in_memory(&self.journal, &error)));
                Ready::on_heap().ok()
            }
        }
    }

    /// Makes segments whose records are all stored ready again; gives back
    /// those that somebody still has in hand.
    pub(super) fn recycle(&self, done: Vec<Arc<Segment>>) -> Vec<Arc<Segment>> {
        let mut in_hand = Vec::new();
        for segment in done {
            match Arc::try_unwrap(segment) {
                Ok(segment) => {
                    // One that is in memory because the disk was full is not
                    // used again: the next one may be in a file.
                    let again = segment.file.is_some() || !self.is_on_disk();
                    let ready = Some(segment).filter(|_| again).and_then(Segment::recycle);
                    let mut pool = lock(&self.pool);
                    match ready {
                        Some(ready) => pool.put(ready),
                        None => pool.not_made(1),
                    }
                }
                Err(segment) => in_hand.push(segment),
            }
        }
        in_hand
    }

    fn anchor(&self) -> Anchor {
        lock(&self.clock).timeline.anchor()
    }

    /// Compares the clocks. The keeper's.
    pub(super) fn compare_clocks(&self) {
        self.today.update();
        let now = self.counter.compare();
        let anchor = lock(&self.clock).timeline.compare(now);
        if let Some(anchor) = anchor {
            self.add_anchor(anchor);
        }
    }

    fn add_anchor(&self, anchor: Anchor) {
        let mut clock = lock(&self.clock);
        clock.anchors.push(anchor);
        if let Some(file) = &mut clock.file {
            file.push(anchor);
        }
    }

    /// What explains this process's own segments.
    pub(super) fn with_own<T>(
        &self,
        read: impl FnOnce(&dyn Fn(u32) -> Option<&'static Declaration>, &Anchors) -> T,
    ) -> T {
        let anchors = lock(&self.clock).anchors.clone();
        let declarations = lock(&self.declarations);
        read(&|number| declarations.all.get(number as usize).copied(), &anchors)
    }

    /// As `Journal::flush`; how many are not stored when the time is over.
    pub(super) fn flush(&self, end: Instant) -> Option<u64> {
        let is_idle = || !self.flow.is_busy() && lock(&self.taker).is_idle(self);
        if is_idle() || self.flow.flush(end) {
            return None;
        }
        // Of what other processes left, the number is not known.
        Some(self.waiting().max(1))
    }

    /// Own events that are recorded and not stored.
    fn waiting(&self) -> u64 {
        let mut taker = lock(&self.taker);
        taker.recorded(self) - taker.stored_events()
    }

    pub(super) fn recorded(&self) -> u64 {
        lock(&self.taker).recorded(self)
    }

    /// Why events are not safe from a kill, if they are not.
    pub(super) fn problem(&self) -> Option<String> {
        lock(&self.problem).clone()
    }

    pub(super) fn set_problem(&self, problem: Option<String>) {
        *lock(&self.problem) = problem;
    }

    /// Whether this is the id of this process's directory.
    pub(super) fn is_own(&self, id: SegmentId) -> bool {
        self.process == id
    }

    /// Whether there is a directory, and so anything to recover.
    pub(super) const fn is_on_disk(&self) -> bool {
        self.directory.is_some()
    }
}

type Opened = (Locked, ProcessFile, SchemaFile);

fn open_directory(journal: &Path, version: &str) -> io::Result<Opened> {
    let directory = Locked::create(journal)?;
    let process = ProcessFile::create(&directory, version)?;
    let schemas = SchemaFile::create(&directory)?;
    Ok((directory, process, schemas))
}

fn in_memory(journal: &Path, error: &io::Error) -> String {
    format!(
        "the journal below `{}` cannot be written: {error}; events are kept in memory and are lost if the process is killed before they are queued, make room or give the directory to this user",
        journal.display()
    )
}

impl Drop for Segments {
    /// Deletes the directory if everything in it is stored. What is not, or
    /// belongs to the parent of a fork, stays for the next start.
    fn drop(&mut self) {
        if self.switch.was_wiped() {
            return;
        }
        let fresh = self.fresh();
        let all_stored = lock(&self.taker).is_finished(fresh);
        if let Some(directory) = self.directory.take()
            && all_stored
        {
            // What cannot be deleted is deleted at the next start; the journal
            // itself only goes with the last process's directory.
            let _ = directory.remove().and_then(|()| std::fs::remove_dir(&self.journal));
        }
    }
}
