//! Room kept back for a full disk: a file that is deleted when even settling
//! and deleting find no room, and written again when there is some. It holds
//! zeros and nothing else.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::paths;

/// How often restoring is tried.
const PAUSE: Duration = Duration::from_secs(1);
const CHUNK: usize = 64 * 1024;

/// Gives the room away that is kept back beside `database`, when that cannot even
/// be opened without; false when there was none to give. [`Ballast::open`] takes
/// it back.
pub(super) fn give_away(database: &Path) -> bool {
    let path = beside(database);
    if !fs::metadata(&path).is_ok_and(|file| file.is_file() && file.len() > 0) {
        return false;
    }
    let given = fs::remove_file(&path);
    match &given {
        Ok(()) => {
            tracing::warn!(path = %path.display(), "disk full: ballast released to open the queue");
        }
        Err(error) => {
            tracing::warn!(path = %path.display(), %error, "cannot release the ballast");
        }
    }
    given.is_ok()
}

fn beside(database: &Path) -> PathBuf {
    paths::beside(database, ".ballast")
}

pub(super) struct Ballast {
    path: PathBuf,
    bytes: u64,
    held: bool,
    next_try: Duration,
}

impl Ballast {
    /// Takes over the ballast beside `database`, or makes one.
    pub(super) fn open(database: &Path, bytes: u64) -> Self {
        let path = beside(database);
        let there = fs::metadata(&path).is_ok_and(|file| file.len() == bytes);
        let mut ballast = Self { path, bytes, held: there, next_try: Duration::ZERO };
        ballast.restore_if_due(Duration::ZERO);
        ballast
    }

    /// Whether the room is kept back right now.
    pub(super) const fn is_held(&self) -> bool {
        self.held
    }

    /// Its size when held.
    pub(super) const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Gives the room away; false when there was none to give.
    pub(super) fn release(&mut self, now: Duration) -> bool {
        if self.bytes == 0 || !self.held {
            return false;
        }
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::warn!(path = %self.path.display(), %error, "cannot release the ballast");
            return false;
        }
        tracing::warn!(path = %self.path.display(), "disk full: ballast released to drain the queue");
        self.held = false;
        self.next_try = now + PAUSE;
        true
    }

    /// Takes the room back, at most one try a second; true when it is held
    /// again since this call.
    pub(super) fn restore_if_due(&mut self, now: Duration) -> bool {
        if self.held || now < self.next_try {
            return false;
        }
        self.next_try = now + PAUSE;
        match self.write() {
            Ok(()) => self.held = true,
            Err(error) => {
                tracing::warn!(path = %self.path.display(), %error, "no room for the ballast");
                // A part of it would only take room that draining needs.
                let _ = fs::remove_file(&self.path);
            }
        }
        self.held
    }

    fn write(&self) -> io::Result<()> {
        if self.bytes == 0 {
            return Ok(());
        }
        let mut file = paths::owner_only_file().create(true).truncate(true).open(&self.path)?;
        let zeros = [0; CHUNK];
        let mut left = self.bytes;
        while left > 0 {
            let part = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
            file.write_all(&zeros[..part])?;
            left -= part as u64;
        }
        file.sync_all()
    }
}
