//! What all requests share: the index, and a bound on how many of them read
//! files at the same time. Knows nothing of HTTP.

use std::path::Path;
use std::sync::Arc;

use telemetry_core::UserKey;
use tokio::sync::Semaphore;
use tokio::task::JoinError;

use crate::features::{IndexBuilt, Recorders};
use crate::index::{BuildError, Index, Limits};

/// Requests that read files at the same time; the others wait. It bounds the
/// memory: each of them holds one file.
const READERS: usize = 8;

/// The service without its socket.
pub struct App {
    index: Arc<Index>,
    readers: Arc<Semaphore>,
    recorders: Recorders,
    users: Option<UserKey>,
}

/// The work for a request died; a fault of ours.
#[derive(Debug, thiserror::Error)]
#[error("the work for this request failed: {0}")]
pub(super) struct Died(#[from] JoinError);

impl App {
    /// Indexes the tree below `root`. Takes as long as reading the tree once.
    ///
    /// # Errors
    /// When `root` cannot be read.
    pub fn open(root: &Path, limits: Limits, recorders: Recorders) -> Result<Self, BuildError> {
        let index = Index::build(root, limits)?;
        let report = index.report();
        recorders.index.record(IndexBuilt {
            file_count: report.files.into(),
            size: report.bytes,
            duration: report.elapsed,
        });
        let readers = Arc::new(Semaphore::new(READERS));
        Ok(Self { index: Arc::new(index), readers, recorders, users: None })
    }

    /// Says in its events which user asked, as a number made with this key.
    #[must_use]
    pub fn with_users(mut self, key: UserKey) -> Self {
        self.users = Some(key);
        self
    }

    pub(super) fn users(&self) -> Option<&UserKey> {
        self.users.as_ref()
    }

    /// The index that answers.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Where outcomes are recorded.
    pub(super) fn recorders(&self) -> &Recorders {
        &self.recorders
    }

    /// Runs work that reads files on a thread where it may.
    ///
    /// # Errors
    /// When the work panics.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Index) -> T + Send + 'static,
    ) -> Result<T, Died> {
        let readers = Arc::clone(&self.readers);
        let place = readers.acquire_owned().await.expect("the semaphore is never closed");
        let index = Arc::clone(&self.index);
        let work = tokio::task::spawn_blocking(move || {
            // Kept until the work ends, also when the client leaves before.
            let _place = place;
            work(&index)
        });
        Ok(work.await?)
    }
}
