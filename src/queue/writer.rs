//! The one thread that writes. Calls that arrive while a commit waits for the
//! disk share the next one. When a shared transaction fails, each call is
//! tried alone, so that an error reaches exactly the calls it concerns.

use std::sync::mpsc::{Receiver, SyncSender};
use std::time::{Duration, Instant};

use rusqlite::Result;

use super::error::QueueError;
use super::store::Store;

/// The most events that share one transaction, unless one call alone has more.
const MAX_EVENTS: usize = 20_000;
/// The most calls that share one transaction.
const MAX_JOBS: usize = 1_000;

/// The longest that a call waits for others to share its commit.
const MAX_WAIT: Duration = Duration::from_millis(2);

/// What a call does to the room on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// It takes some.
    Takes,
    /// It gives some back in the end, and may use the ballast for it.
    Gives,
}

/// A call on its way through the writer.
pub(super) trait Job: Send {
    /// How many events it carries.
    fn events(&self) -> usize;
    /// What it does to the room on the disk.
    fn room(&self) -> Room;
    /// Does it, inside a transaction; again, when that was rolled back.
    fn run(&mut self, store: &mut Store) -> Result<()>;
    /// Tells the caller, once the transaction is durable or has failed.
    fn answer(self: Box<Self>, result: Result<(), QueueError>);
}

/// A job made of a closure.
pub(super) struct Call<T, F> {
    pub(super) events: usize,
    pub(super) room: Room,
    pub(super) work: F,
    pub(super) output: Option<T>,
    pub(super) reply: SyncSender<Result<T, QueueError>>,
}

impl<T, F> Job for Call<T, F>
where
    T: Send,
    F: FnMut(&mut Store) -> Result<T> + Send,
{
    fn events(&self) -> usize {
        self.events
    }

    fn room(&self) -> Room {
        self.room
    }

    fn run(&mut self, store: &mut Store) -> Result<()> {
        self.output = Some((self.work)(store)?);
        Ok(())
    }

    fn answer(self: Box<Self>, result: Result<(), QueueError>) {
        let Self { output, reply, .. } = *self;
        let output = result.map(|()| output.expect("a job that succeeded has run"));
        // A caller that no longer listens has given up its answer.
        let _ = reply.send(output);
    }
}

/// Serves until all senders are gone.
pub(super) fn serve(mut store: Store, jobs: &Receiver<Box<dyn Job>>) {
    let mut last = LastCommit { jobs: 0, took: Duration::ZERO };
    while let Ok(first) = jobs.recv() {
        let group = gather(first, jobs, &last);
        let (start, jobs) = (Instant::now(), group.len());
        commit(&mut store, group);
        last = LastCommit { jobs, took: start.elapsed() };
    }
}

/// What the next group may expect.
struct LastCommit {
    jobs: usize,
    took: Duration,
}

/// What already waits, within the bounds of a group; and as many as were
/// served last, if they come soon. Those are on their way: they were just
/// woken by their answers, and without them the next commit would carry few
/// and the one after it the rest.
fn gather(
    first: Box<dyn Job>,
    jobs: &Receiver<Box<dyn Job>>,
    last: &LastCommit,
) -> Vec<Box<dyn Job>> {
    let until = Instant::now() + last.took.min(MAX_WAIT);
    let mut events = first.events();
    let mut group = vec![first];
    while events < MAX_EVENTS && group.len() < MAX_JOBS {
        let wait = if group.len() < last.jobs {
            until.saturating_duration_since(Instant::now())
        } else {
            Duration::ZERO
        };
        let Ok(job) = jobs.recv_timeout(wait) else { break };
        events += job.events();
        group.push(job);
    }
    group
}

fn commit(store: &mut Store, mut group: Vec<Box<dyn Job>>) {
    if !store.lets_in() {
        group = turn_away(store, group);
    }
    let together = store.transact(|store| group.iter_mut().try_for_each(|job| job.run(store)));
    if together.is_ok() {
        group.into_iter().for_each(|job| job.answer(Ok(())));
        return;
    }
    for job in group {
        commit_alone(store, job);
    }
}

/// Answers the jobs that take room, and gives back the others.
fn turn_away(store: &Store, group: Vec<Box<dyn Job>>) -> Vec<Box<dyn Job>> {
    let (stay, go): (Vec<_>, Vec<_>) = group.into_iter().partition(|job| job.room() == Room::Gives);
    for job in go {
        job.answer(Err(QueueError::DiskFull { path: store.path().to_owned() }));
    }
    stay
}

fn commit_alone(store: &mut Store, mut job: Box<dyn Job>) {
    let done = match job.room() {
        Room::Takes if !store.lets_in() => {
            turn_away(store, vec![job]);
            return;
        }
        Room::Takes => store.transact(|store| job.run(store)),
        Room::Gives => store.drain(|store| job.run(store)),
    };
    job.answer(done.map_err(|error| store.error(error)));
}
