//! What a process keeps beside its segments: a lock that says that it lives,
//! the anchors of its clock, the version of the program, and the declarations
//! of the events that it records. With these another build understands its
//! segments.
//!
//! ```text
//! journal/<id of the process>/lock       locked as long as the process lives
//!                             process    version of the program, clock anchors
//!                             schemas    one record for each declaration
//!                             0000…      segments
//! ```
//!
//! The lock is one that a forked child does not inherit and that ends with the
//! process, however it ends. Within a process it locks nothing out, so the
//! process keeps a list of its own.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use super::{
    clock::{Anchor, Anchors},
    format::{self, Kind, SegmentId, VERSION},
    raw::Memory,
    segment::{load, private_file, random_id},
};
use crate::words::{Checksum, Word};

/// `TLMJPRC` and the version of the format.
const MAGIC: u64 = u64::from_be_bytes(*b"TLMJPRC\0");
/// Where the anchors begin, in words.
const ANCHORS: usize = 32;
/// Counter, nanoseconds, rate, checksum.
const ANCHOR_WORDS: usize = 4;
/// The file in words.
const PROCESS_WORDS: usize = ANCHORS + Anchors::MOST * ANCHOR_WORDS;
/// The longest version of a program, in bytes.
const MAX_VERSION: usize = 64;

/// The directories that are locked by this process.
static OWN: Mutex<BTreeSet<[u8; 16]>> = Mutex::new(BTreeSet::new());

/// A directory that this process has locked. Dropping it unlocks it.
#[derive(Debug)]
pub(super) struct Locked {
    pub(super) path: PathBuf,
    pub(super) id: SegmentId,
    /// Closing it ends the lock.
    _lock: File,
}

impl Drop for Locked {
    fn drop(&mut self) {
        own(|own| own.remove(self.id.as_bytes()));
    }
}

fn own<T>(change: impl FnOnce(&mut BTreeSet<[u8; 16]>) -> T) -> T {
    change(&mut OWN.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Locked {
    /// Makes a directory of a new process below `journal`, which it makes, too.
    /// It has its name only when it is locked, so that nobody takes it for one
    /// that was left behind.
    pub(super) fn create(journal: &Path) -> io::Result<Self> {
        let id = random_id()?;
        let name = name_of(id);
        let (unnamed, path) = (journal.join(format!("new-{name}")), journal.join(name));
        // Once more, if the last process here was just clearing up.
        make_directory(&unnamed).or_else(|_| make_directory(&unnamed))?;
        let lock = private_file().create_new(true).open(unnamed.join("lock"))?;
        lock_file(&lock)?;
        own(|own| own.insert(*id.as_bytes()));
        let locked = Self { path, id, _lock: lock };
        fs::rename(unnamed, &locked.path)?;
        Ok(locked)
    }

    /// Locks a directory that another process left behind; none if one still
    /// has it.
    pub(super) fn left_behind(path: PathBuf, id: SegmentId) -> io::Result<Option<Self>> {
        if !own(|own| own.insert(*id.as_bytes())) {
            return Ok(None);
        }
        let locked = private_file().create(true).truncate(false).open(path.join("lock"));
        match locked.and_then(|lock| lock_file(&lock).map(|()| lock)) {
            Ok(lock) => Ok(Some(Self { path, id, _lock: lock })),
            Err(error) => {
                own(|own| own.remove(id.as_bytes()));
                let held = matches!(
                    error.kind(),
                    io::ErrorKind::WouldBlock | io::ErrorKind::PermissionDenied
                );
                if held { Ok(None) } else { Err(error) }
            }
        }
    }

    /// The directories of processes below `journal`, whoever has them.
    pub(super) fn all(journal: &Path) -> io::Result<Vec<(PathBuf, SegmentId)>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(journal)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let id = (name.len() == 32).then(|| u128::from_str_radix(name, 16).ok()).flatten();
            found.extend(id.map(|id| (path, SegmentId(id.to_be_bytes()))));
        }
        found.sort_unstable();
        Ok(found)
    }

    /// Deletes the directory with all that is in it.
    pub(super) fn remove(self) -> io::Result<()> {
        fs::remove_dir_all(&self.path)
    }
}

fn name_of(id: SegmentId) -> String {
    format!("{:032x}", u128::from_be_bytes(*id.as_bytes()))
}

fn make_directory(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(target_os = "linux")]
fn lock_file(file: &File) -> io::Result<()> {
    use rustix::fs::{FlockOperation, fcntl_lock};
    Ok(fcntl_lock(file, FlockOperation::NonBlockingLockExclusive)?)
}

#[cfg(not(target_os = "linux"))]
fn lock_file(_: &File) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The file with the anchors, written by the process that it is about.
#[derive(Debug)]
pub(super) struct ProcessFile {
    memory: Memory,
    seed: u64,
    next: usize,
}

impl ProcessFile {
    pub(super) fn create(directory: &Locked, version: &str) -> io::Result<Self> {
        let file = private_file().create_new(true).open(directory.path.join("process"))?;
        let memory = Memory::mapped(&file, PROCESS_WORDS)?;
        let seed = directory.id.seed();
        let mut body = vec![version.len() as u64];
        format::put_bytes(&mut body, &version.as_bytes()[..version.len().min(MAX_VERSION)]);
        memory[1..].iter().zip(&body).for_each(|(word, value)| word.set(*value));
        memory[ANCHORS - 1].set(checksum(seed, 0, &memory[1..ANCHORS - 1]));
        memory[0].set_release(MAGIC | VERSION);
        Ok(Self { memory, seed, next: 0 })
    }

    /// Adds an anchor, in the place of the oldest when there are too many.
    pub(super) fn push(&mut self, anchor: Anchor) {
        let at = ANCHORS + self.next % Anchors::MOST * ANCHOR_WORDS;
        self.next += 1;
        let words = &self.memory[at..at + ANCHOR_WORDS];
        words[3].set_release(0);
        words.iter().zip(anchor.words()).for_each(|(word, value)| word.set_release(value));
        words[3].set_release(checksum(self.seed, at, &words[..3]));
    }
}

fn checksum(seed: u64, at: usize, words: &[impl Word]) -> u64 {
    u64::from(
        Checksum::new(seed ^ MAGIC, at as u64).with_all(words.iter().map(Word::get)).finish(0),
    )
}

/// What is in the file of another process. What is damaged is left out.
#[derive(Debug, Default)]
pub(super) struct FoundProcess {
    pub(super) anchors: Anchors,
    pub(super) version: Option<String>,
    /// Written by a newer release, and to be left alone.
    pub(super) newer: bool,
}

impl FoundProcess {
    pub(super) fn read(directory: &Locked) -> Self {
        let Ok(words) = load(&directory.path.join("process")) else { return Self::default() };
        let Some((header, anchors)) = words.split_at_checked(ANCHORS) else {
            return Self::default();
        };
        let (seed, magic) = (directory.id.seed(), header[0].get());
        let entries = anchors.chunks_exact(ANCHOR_WORDS).enumerate().filter_map(|(place, it)| {
            let at = ANCHORS + place * ANCHOR_WORDS;
            let whole = it[3].get() == checksum(seed, at, &it[..3]) && it[2].get() != 0;
            whole.then(|| Anchor::from_words([it[0].get(), it[1].get(), it[2].get()]))
        });
        let whole = header[ANCHORS - 1].get() == checksum(seed, 0, &header[1..ANCHORS - 1]);
        let body: Vec<u64> = header[2..ANCHORS - 1].iter().map(Word::get).collect();
        let length = header[1].get() as usize;
        let version = (whole && length <= MAX_VERSION)
            .then(|| format::take_bytes(&mut &body[..], length))
            .flatten();
        Self {
            anchors: Anchors::of(entries.collect()),
            version: version.and_then(|bytes| String::from_utf8(bytes).ok()),
            newer: magic & !0xff == MAGIC && magic & 0xff > VERSION,
        }
    }
}

/// The file with the declarations, written by the process that it is about.
#[derive(Debug)]
pub(super) struct SchemaFile {
    file: File,
    /// In words.
    length: usize,
    seed: u64,
}

impl SchemaFile {
    pub(super) fn create(directory: &Locked) -> io::Result<Self> {
        let file = private_file().create_new(true).open(directory.path.join("schemas"))?;
        Ok(Self { file, length: 0, seed: directory.id.seed() })
    }

    /// Adds a declaration under this number. When this returns, a kill does
    /// not undo it.
    pub(super) fn push(&mut self, number: u32, record: &[u8]) -> io::Result<()> {
        let mut body = vec![u64::from(number) | (record.len() as u64) << 32];
        format::put_bytes(&mut body, record);
        // The place is that in the file.
        let first = format::frame(self.length, self.seed, Kind::Schema, &body)
            .ok_or(io::ErrorKind::FileTooLarge)?;
        let words = std::iter::once(first).chain(body.iter().copied());
        let out: Vec<u8> = words.flat_map(u64::to_ne_bytes).collect();
        if let Err(error) = self.file.write_all(&out) {
            // What was written of it would shift all that follows.
            self.file.set_len((self.length * 8) as u64)?;
            io::Seek::seek(&mut self.file, io::SeekFrom::End(0))?;
            return Err(error);
        }
        self.length += body.len() + 1;
        Ok(())
    }
}

/// The declarations in the file of another process, by their numbers, and how
/// many places were damaged.
pub(super) fn read_schemas(directory: &Locked) -> (Vec<(u32, Vec<u8>)>, u64) {
    let Ok(words) = load(&directory.path.join("schemas")) else { return (Vec::new(), 0) };
    let (mut schemas, mut damaged, mut at) = (Vec::new(), 0, 0);
    let seed = directory.id.seed();
    while at < words.len() {
        let format::Found::Record { body, .. } = format::read(&words, at, seed) else {
            damaged += 1;
            let Some(next) = format::find_record(&words, at + 1, seed) else { break };
            at = next;
            continue;
        };
        at = body.end;
        let body: Vec<u64> = words[body].iter().map(Word::get).collect();
        let Some((first, mut rest)) = body.split_first() else { continue };
        let bytes = format::take_bytes(&mut rest, (first >> 32) as usize);
        schemas.extend(bytes.map(|bytes| (*first as u32, bytes)));
    }
    (schemas, damaged)
}
