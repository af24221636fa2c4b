//! The thread that owns the sink. Batches of concurrent streams that wait for
//! it are stored together, so that one sync and one commit serve them all.
//!
//! Knows the trait [`Sink`] and nothing of gRPC. What waits is bounded by the
//! channel; whoever sends more waits.

use std::{io, thread};

use tokio::sync::{mpsc, oneshot};

use crate::sink::{Outcome, Record, Sink, SinkError};

/// Batches that may wait for the thread.
const WAITING: usize = 32;

/// From how many records on no further batch joins a commit.
const GROUP: usize = 32_768;

/// The batch was not stored; nothing of it may be acknowledged.
#[derive(Debug, thiserror::Error)]
#[error("the batch was not stored")]
pub(super) struct NotStored;

struct Job {
    records: Vec<Record>,
    reply: oneshot::Sender<Result<Vec<Outcome>, NotStored>>,
}

enum Message {
    Store(Job),
    Stop,
}

/// The running thread.
#[derive(Debug)]
pub(super) struct Store {
    sender: mpsc::Sender<Message>,
    thread: thread::JoinHandle<()>,
}

/// A way to hand batches to the thread.
#[derive(Debug, Clone)]
pub(super) struct StoreHandle(mpsc::Sender<Message>);

impl Store {
    pub(super) fn start(sink: Box<dyn Sink>) -> io::Result<Self> {
        let (sender, receiver) = mpsc::channel(WAITING);
        let thread =
            thread::Builder::new().name("gateway-store".into()).spawn(|| run(sink, receiver))?;
        Ok(Self { sender, thread })
    }

    pub(super) fn handle(&self) -> StoreHandle {
        StoreHandle(self.sender.clone())
    }

    /// Stores what waits and closes the sink.
    pub(super) async fn stop(self) {
        // Neither can fail in a way that matters: the thread has ended already.
        let _ = self.sender.send(Message::Stop).await;
        let _ = tokio::task::spawn_blocking(|| self.thread.join()).await;
    }
}

impl StoreHandle {
    /// Stores the records; returns once they are durable. What is handed in after
    /// the call of `handed_in` is stored behind them.
    pub(super) async fn store(
        &self,
        records: Vec<Record>,
        handed_in: impl FnOnce(),
    ) -> Result<Vec<Outcome>, NotStored> {
        let (reply, answer) = oneshot::channel();
        self.0.send(Message::Store(Job { records, reply })).await.map_err(|_| NotStored)?;
        handed_in();
        answer.await.map_err(|_| NotStored)?
    }
}

fn run(mut sink: Box<dyn Sink>, mut receiver: mpsc::Receiver<Message>) {
    let mut stopping = false;
    while !stopping {
        let Some(Message::Store(first)) = receiver.blocking_recv() else { return };
        let mut jobs = vec![first];
        stopping = collect(&mut jobs, &mut receiver);
        store_group(&mut *sink, jobs);
    }
}

/// Adds the batches that wait already; true when the thread is to stop.
fn collect(jobs: &mut Vec<Job>, receiver: &mut mpsc::Receiver<Message>) -> bool {
    let mut records = jobs[0].records.len();
    while records < GROUP {
        match receiver.try_recv() {
            Ok(Message::Store(job)) => {
                records += job.records.len();
                jobs.push(job);
            }
            Ok(Message::Stop) => return true,
            Err(_) => return false,
        }
    }
    false
}

fn store_group(sink: &mut dyn Sink, mut jobs: Vec<Job>) {
    let mut records = Vec::new();
    let lengths: Vec<usize> = jobs.iter().map(|job| job.records.len()).collect();
    jobs.iter_mut().for_each(|job| records.append(&mut job.records));
    match sink.store(&records) {
        Ok(outcomes) => answer(jobs, &lengths, &outcomes),
        Err(error) if jobs.len() == 1 => refuse(jobs, &error),
        // One tenant's trouble is not the others': each batch by itself.
        Err(_) => store_each(sink, jobs, &lengths, &records),
    }
}

fn answer(jobs: Vec<Job>, lengths: &[usize], outcomes: &[Outcome]) {
    let mut rest = outcomes;
    for (job, length) in jobs.into_iter().zip(lengths) {
        let (own, others) = rest.split_at(*length);
        rest = others;
        // A sender that has gone sends again and is told that it is a duplicate.
        let _ = job.reply.send(Ok(own.to_vec()));
    }
}

fn store_each(sink: &mut dyn Sink, jobs: Vec<Job>, lengths: &[usize], records: &[Record]) {
    let mut rest = records;
    for (job, length) in jobs.into_iter().zip(lengths) {
        let (own, others) = rest.split_at(*length);
        rest = others;
        match sink.store(own) {
            Ok(outcomes) => drop(job.reply.send(Ok(outcomes))),
            Err(error) => refuse(vec![job], &error),
        }
    }
}

fn refuse(jobs: Vec<Job>, error: &SinkError) {
    tracing::error!(%error, batches = jobs.len(), "events could not be stored and are not acknowledged");
    for job in jobs {
        let _ = job.reply.send(Err(NotStored));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sink::{Form, Tenant};

    /// Fails whatever holds the tenant `bad`.
    struct Picky;

    impl Sink for Picky {
        fn form(&self) -> Form {
            Form::Protobuf
        }

        fn store(&mut self, records: &[Record]) -> Result<Vec<Outcome>, SinkError> {
            if records.iter().any(|record| record.tenant.as_str() == "bad") {
                return Err(SinkError::Foreign { path: "bad".into() });
            }
            Ok(vec![Outcome::Stored; records.len()])
        }
    }

    fn job(tenant: &str) -> (Job, oneshot::Receiver<Result<Vec<Outcome>, NotStored>>) {
        let tenant = Tenant::new(tenant).expect("a good name");
        let (reply, answer) = oneshot::channel();
        let record = Record { tenant, id: "1".into(), event: Vec::new() };
        (Job { records: vec![record; 2], reply }, answer)
    }

    #[tokio::test]
    async fn one_tenants_trouble_is_not_the_others() {
        let ((good, good_answer), (bad, bad_answer)) = (job("good"), job("bad"));
        store_group(&mut Picky, vec![good, bad]);
        let stored = good_answer.await.expect("answered").expect("stored");
        assert_eq!(stored, [Outcome::Stored; 2]);
        assert!(bad_answer.await.expect("answered").is_err());
    }

    #[tokio::test]
    async fn what_waits_is_stored_before_the_end() {
        let store = Store::start(Box::new(Picky)).expect("a thread");
        let handle = store.handle();
        let (job, answer) = job("good");
        handle.0.send(Message::Store(job)).await.expect("sent");
        store.stop().await;
        assert!(answer.await.expect("answered").is_ok());
        assert!(handle.store(Vec::new(), || ()).await.is_err(), "stopped");
    }
}
