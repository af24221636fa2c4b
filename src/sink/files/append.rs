//! Appending to a file at a known length, durably, and cutting a file back to
//! it. Nothing here knows what the bytes mean.

use std::{
    fs::OpenOptions,
    io::{self, Seek as _, SeekFrom, Write as _},
    path::Path,
};

use crate::sink::private;

/// The length of a file; 0 when there is none.
pub(super) fn length(path: &Path) -> io::Result<u64> {
    match std::fs::metadata(path) {
        Ok(found) => Ok(found.len()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}

/// Writes `bytes` after the first `length` bytes of the file, drops whatever
/// was there, and returns the new length once it is durable.
pub(super) fn append(path: &Path, length: u64, bytes: &[u8]) -> io::Result<u64> {
    let mut file = private::options().write(true).create(true).truncate(false).open(path)?;
    file.set_len(length)?;
    file.seek(SeekFrom::Start(length))?;
    file.write_all(bytes)?;
    file.sync_data()?;
    if length == 0 {
        private::sync_dir(private::parent_of(path))?;
    }
    Ok(length + bytes.len() as u64)
}

/// Cuts a file that is longer than `length`; leaves a shorter one, and one
/// that is not there, as they are.
pub(super) fn cut(path: &Path, length: u64) -> io::Result<()> {
    if self::length(path)? <= length {
        return Ok(());
    }
    let file = OpenOptions::new().write(true).open(path)?;
    file.set_len(length)?;
    file.sync_all()
}
