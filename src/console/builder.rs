//! Collects what a console needs, and checks it once.

use std::{path::PathBuf, sync::Arc};

use telemetry_core::Catalog;

use super::{
    Console,
    auth::Authorize,
    clients::{Accepted, Billing, ClientName},
    guard::Guard,
    state::{Instance, State},
};
use crate::{instance::Telemetry, queue::QueueError};

/// Collects what a [`Console`] needs.
#[must_use = "a builder does nothing until `build`"]
pub struct ConsoleBuilder {
    path: PathBuf,
    instance: Option<Instance>,
    catalog: Option<Catalog>,
    hosts: Vec<String>,
    origins: Vec<String>,
    accepted: Accepted,
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
        let path = instance.queue.path().to_owned();
        Self { instance: Some(instance), catalog, ..Self::read_only(path) }
    }

    pub(super) fn read_only(path: PathBuf) -> Self {
        Self {
            path,
            instance: None,
            catalog: None,
            hosts: Vec::new(),
            origins: Vec::new(),
            accepted: Accepted::default(),
        }
    }

    /// The declarations of the program that records, for a console that only
    /// reads. Without them, events are shown without descriptions.
    pub fn catalog(mut self, catalog: Catalog) -> Self {
        self.catalog = Some(catalog);
        self
    }

    /// Answers to this name, too, as browsers send it, without the port.
    /// Besides these names only those of the machine itself are answered, so
    /// that no foreign page can make a name of its own point here.
    pub fn host(mut self, name: impl Into<String>) -> Self {
        self.hosts.push(name.into());
        self
    }

    /// Takes requests of pages of this origin, too, such as
    /// `https://app.example.com`. By default only pages of the same origin may
    /// send anything.
    pub fn origin(mut self, origin: impl Into<String>) -> Self {
        self.origins.push(origin.into());
        self
    }

    /// Takes events of this client application. Without any, clients cannot
    /// record.
    pub fn client(mut self, client: ClientName) -> Self {
        self.accepted.clients.push(client);
        self
    }

    /// Takes events of clients that count towards this product.
    pub fn billing(mut self, billing: Billing) -> Self {
        self.accepted.billing.push(billing);
        self
    }

    /// The console, with this authorisation.
    ///
    /// # Errors
    /// When the queue cannot be read.
    pub fn build(self, authorize: impl Authorize) -> Result<Console, ConsoleError> {
        let authorize = Arc::new(authorize);
        let state = State::open(self.path, self.catalog, self.instance, authorize, self.accepted)?;
        let guard = Arc::new(Guard::new(self.hosts, self.origins));
        Ok(Console { state: Arc::new(state), guard })
    }
}
