//! The data directory and the lock that keeps a second gateway out of it. What
//! is inside belongs to the sink.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};

use super::GatewayError;
use crate::sink::private;

/// A data directory that belongs to this gateway until it is dropped. The
/// operating system releases the lock when the process dies, however it dies.
#[derive(Debug)]
pub(super) struct DataDir {
    path: PathBuf,
    _lock: File,
}

impl DataDir {
    pub(super) fn open(path: &Path) -> Result<Self, GatewayError> {
        let failed = |source| GatewayError::DataDirectory { path: path.to_owned(), source };
        private::create_dir(path).map_err(failed)?;
        let lock = private::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path.join("gateway.lock"))
            .map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(GatewayError::InUse { path: path.to_owned() }),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }

    /// Where the default sink keeps its files.
    pub(super) fn sink(&self) -> PathBuf {
        self.path.join("sink")
    }
}
