//! Collects what a console needs, and checks it once.

use std::{path::PathBuf, sync::Arc};

use telemetry_core::Catalog;

use super::{
    Console,
    auth::Authorize,
    state::{Instance, State},
};
use crate::{instance::Telemetry, queue::QueueError};

/// Collects what a [`Console`] needs.
#[must_use = "a builder does nothing until `build`"]
pub struct ConsoleBuilder {
    path: PathBuf,
    instance: Option<Instance>,
    catalog: Option<Catalog>,
}

/// Why there is no console.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConsoleError {
    /// The queue cannot be read.
    #[error(transparent)]
    Queue(#[from] QueueError),
}

impl ConsoleBuilder {
    pub(super) fn of(telemetry: &Telemetry) -> Self {
        let instance = telemetry.for_console();
        let catalog = Some(telemetry.catalog().clone());
        Self { path: instance.queue.path().to_owned(), instance: Some(instance), catalog }
    }

    pub(super) const fn read_only(path: PathBuf) -> Self {
        Self { path, instance: None, catalog: None }
    }

    /// The declarations of the program that records, for a console that only
    /// reads. Without them, events are shown without descriptions.
    pub fn catalog(mut self, catalog: Catalog) -> Self {
        self.catalog = Some(catalog);
        self
    }

    /// The console, with this authorisation.
    ///
    /// # Errors
    /// When the queue cannot be read.
    pub fn build(self, authorize: impl Authorize) -> Result<Console, ConsoleError> {
        let state = State::open(self.path, self.catalog, self.instance, Arc::new(authorize))?;
        Ok(Console { state: Arc::new(state) })
    }
}
