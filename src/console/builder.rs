//! Collects what a console needs, and checks it once.

use std::{path::PathBuf, sync::Arc};

use super::{
    Console,
    auth::Authorize,
    clients::{Accepted, Billing, ClientName},
    guard::Guard,
    state::{Instance, Linked, Readers, State},
};
use crate::{declarations::Declarations, instance::Telemetry, queue::QueueError};

/// Collects what a [`Console`] needs.
#[must_use = "a builder does nothing until `build`"]
pub struct ConsoleBuilder {
    path: PathBuf,
    instance: Option<Instance>,
    linked: Option<Linked>,
    declarations: Declarations,
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
        let linked = Some(Linked::new(telemetry.catalog().clone()));
        // What this program declares itself comes before what was accepted once.
        let declarations = Declarations::from(telemetry.catalog()).and(instance.accepted.lock());
        let path = instance.queue.path().to_owned();
        Self { instance: Some(instance), linked, declarations, ..Self::read_only(path) }
    }

    pub(super) fn read_only(path: PathBuf) -> Self {
        Self {
            path,
            instance: None,
            linked: None,
            declarations: Declarations::default(),
            hosts: Vec::new(),
            origins: Vec::new(),
            accepted: Accepted::default(),
        }
    }

    /// Shows events by these declarations, too: a lock, so that what older
    /// versions recorded is read as it was declared then, or the catalog of the
    /// program that records, for a console that only reads. The console of a
    /// running instance begins with those of its program and the lock that its
    /// application embeds. What client
    /// applications may record is not widened by it.
    ///
    /// Without any, events are shown without descriptions.
    pub fn catalog(mut self, declarations: impl Into<Declarations>) -> Self {
        self.declarations = self.declarations.and(declarations);
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
        let state = State {
            readers: Readers::open(self.path.clone())?,
            path: self.path,
            declarations: self.declarations,
            instance: self.instance,
            linked: self.linked,
            authorize: Arc::new(authorize),
            accepted: self.accepted,
        };
        let guard = Arc::new(Guard::new(self.hosts, self.origins));
        Ok(Console { state: Arc::new(state), guard })
    }
}
