//! What pages and GraphQL share: readers of the queue, the declarations, the
//! running instance if there is one, and who may do what.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use telemetry_core::{
    Catalog, UserKey,
    journal::{Journal, Losses, SwitchedOff},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

use super::{
    auth::{Access, Authorize},
    clients::Accepted,
    graphql,
};
use crate::{
    data_dir::SWITCHES,
    declarations::Declarations,
    drain::Progress,
    losses,
    policy::{AcceptedEvents, CurrentMode, Mode},
    queue::{EventState, Queue, QueueError, QueueReader, Stats, StoredEvent, WithheldReason},
    switches::SwitchesFile,
    validate::Rules,
};

/// How many requests read the queue at once; more wait for their turn.
const READERS: usize = 4;

/// The parts of a running instance that the console uses.
pub(crate) struct Instance {
    pub(crate) journal: Journal,
    pub(crate) queue: Queue,
    pub(crate) mode: CurrentMode,
    pub(crate) accepted: AcceptedEvents,
    pub(crate) progress: Arc<Progress>,
    pub(crate) user_key: UserKey,
    pub(crate) version: String,
}

/// How an instance stands beside what its queue holds.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// Everything is in memory.
    pub(super) in_memory: bool,
    /// The mode in force; none if that is not known.
    pub(super) mode: Option<Mode>,
    /// Events that are switched off.
    pub(super) not_recorded: SwitchedOff,
    /// Why recorded events are not being queued, if they are not.
    pub(super) problem: Option<String>,
    /// Why recorded events would not survive a kill, if they would not.
    pub(super) journal_problem: Option<String>,
    /// What the running program recorded; none for a console that only reads.
    pub(super) recorded: Option<Recorded>,
}

/// What a program recorded since its start.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recorded {
    pub(super) events: u64,
    /// Not kept, by reason.
    pub(super) losses: Losses,
    /// Switched off before they were queued.
    pub(super) discarded: u64,
}

impl Recorded {
    /// What did not get into the queue, by reason; reasons without any left out.
    pub(super) fn lost(&self) -> impl Iterator<Item = (&'static str, u64)> + use<> {
        let discarded = (losses::DISCARDED, self.discarded);
        self.losses.by_reason().chain([discarded]).filter(|(_, count)| *count > 0)
    }
}

impl Standing {
    fn of(instance: &Instance) -> Self {
        let Instance { journal, queue, mode, progress, .. } = instance;
        Self {
            in_memory: queue.is_in_memory(),
            mode: Some(mode.get()),
            not_recorded: SwitchedOff::clone(&mode.switched_off()),
            problem: progress.problem(),
            journal_problem: journal.problem(),
            recorded: Some(Recorded {
                events: journal.recorded(),
                losses: journal.losses(),
                discarded: progress.discarded(),
            }),
        }
    }

    /// What the data directory of this queue remembers. Modes other than `off`
    /// are not those of a program that starts, or started, later.
    fn remembered(queue: &Path) -> Self {
        match SwitchesFile::new(queue.with_file_name(SWITCHES)).read() {
            Ok(found) => Self {
                mode: found.is_off().then_some(Mode::Off),
                not_recorded: found.not_recorded,
                ..Self::default()
            },
            Err(error) => Self { problem: Some(error.to_string()), ..Self::default() },
        }
    }
}

/// What every request may use.
pub(super) struct State {
    /// Of the queue.
    pub(super) path: PathBuf,
    pub(super) readers: Readers,
    /// What events are shown by.
    pub(super) declarations: Declarations,
    /// The running instance; none for a console that only reads.
    pub(super) instance: Option<Instance>,
    /// What the running program declares, and nothing else: what clients record
    /// is checked against it.
    pub(super) linked: Option<Linked>,
    pub(super) authorize: Arc<dyn Authorize>,
    /// What is taken from client applications.
    pub(super) accepted: Accepted,
}

/// The declarations of the running program, and what follows from them.
pub(super) struct Linked {
    pub(super) catalog: Catalog,
    pub(super) rules: Rules,
}

impl Linked {
    pub(super) fn new(catalog: Catalog) -> Self {
        Self { rules: Rules::new(&catalog), catalog }
    }
}

impl State {
    /// What the application says about an event that is withheld because it is
    /// not accepted; empty for others, and where no application runs.
    pub(super) fn not_accepted(&self, event: &StoredEvent) -> Vec<String> {
        let (EventState::Withheld(WithheldReason::NotAccepted), Some(instance)) =
            (&event.state, &self.instance)
        else {
            return Vec::new();
        };
        let all = instance.accepted.not_accepted().iter();
        let of_it = all.filter(|it| it.feature == event.feature && it.action == event.action);
        of_it.map(ToString::to_string).collect()
    }

    /// The figures of the queue, by state.
    ///
    /// # Errors
    /// When the queue cannot be read.
    pub(super) async fn stats(&self) -> Result<Stats, QueueError> {
        self.read(QueueReader::stats).await
    }

    /// How the instance stands; of one that may not run, what is certain.
    pub(super) fn standing(&self) -> Standing {
        self.instance.as_ref().map_or_else(|| Standing::remembered(&self.path), Standing::of)
    }

    /// How many events this program left out because they are sampled.
    pub(super) fn sampled_out(&self) -> Option<u64> {
        Some(self.instance.as_ref()?.journal.sampled_out())
    }

    /// Answers the query of an administrator, as `/.api/graphql` does: the
    /// JSON of `{"data": …, "errors": …}`.
    pub(super) async fn answer_query(self: &Arc<Self>, query: &str) -> serde_json::Value {
        let access = Access::none().administrator(true);
        let request = async_graphql::Request::new(query);
        let answer = graphql::answer(self, access, request).await;
        serde_json::to_value(answer).unwrap_or_default()
    }

    /// Reads the queue on a thread that may block.
    ///
    /// # Errors
    /// When the queue cannot be read.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&QueueReader) -> Result<T, QueueError> + Send + 'static,
    ) -> Result<T, QueueError> {
        self.readers.read(read).await
    }
}

/// A few open readers, each used by one request at a time.
pub(super) struct Readers {
    path: PathBuf,
    idle: Arc<Mutex<Vec<QueueReader>>>,
    turns: Arc<Semaphore>,
}

impl Readers {
    /// Opens the first one, to find out now whether that works.
    pub(super) fn open(path: PathBuf) -> Result<Self, QueueError> {
        let first = QueueReader::open(&path)?;
        let idle = Arc::new(Mutex::new(vec![first]));
        Ok(Self { path, idle, turns: Arc::new(Semaphore::new(READERS)) })
    }

    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&QueueReader) -> Result<T, QueueError> + Send + 'static,
    ) -> Result<T, QueueError> {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let (idle, path) = (Arc::clone(&self.idle), self.path.clone());
        let work = move || {
            let _turn = turn.expect("the semaphore is never closed");
            let taken = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let reader = taken.map_or_else(|| QueueReader::open(&path), Ok)?;
            let output = read(&reader);
            idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
            output
        };
        // It runs to its end even when the request is given up, so that the
        // reader comes back.
        spawn_blocking(work).await.expect("reading the queue does not panic")
    }
}
