//! The ordinary way of events: sent, acknowledged, in the files, once.

use std::{collections::BTreeSet, fs, time::Duration};

use telemetry_sdk::proto::telemetrygateway::v1::{RecordEventRequest, record_events_request::*};
use tokio::time::timeout;
use tonic::Code;

use crate::world::{Session, TENANT, World, event, events, ids, metadata};

#[tokio::test]
async fn what_is_acknowledged_is_in_the_files() {
    let world = World::new();
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    let mut session = Session::open(&mut client).await;
    for batch in [0..1, 1..50, 50..51] {
        let sent = events(batch);
        let answer = session.record(sent.clone()).await.expect("an answer");
        assert_eq!(answer.succeeded_events, ids(&sent));
        assert!(answer.refused_events.is_empty());
    }
    let answer = session.record(Vec::new()).await.expect("an answer to an empty batch");
    assert!(answer.succeeded_events.is_empty());
    assert_eq!(world.stored_ids(TENANT), ids(&events(0..51)));
    let expected: serde_json::Value = serde_json::from_str(
        r#"{"id": "018f3b1c-7d2a-7c3e-9a4b-000000000000", "timestamp": "2023-11-14T22:13:20.005Z",
            "feature": "search", "action": "resultsShown", "source": {"server": {"version": "1.2.3"}},
            "parameters": {"version": 1, "metadata":
                {"result_count": 7.0, "latency_ms": 12.5, "engine": 2.0, "ratio": 0.25}}}"#,
    )
    .expect("JSON");
    assert_eq!(world.stored(TENANT)[0], expected);
    drop(session);
    gateway.stop().await;
}

/// A large batch takes longer to check than the small one behind it.
#[tokio::test(flavor = "multi_thread")]
async fn a_stream_is_stored_in_its_order() {
    let world = World::new();
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    let mut session = Session::open(&mut client).await;
    let batches = [0..2_000, 2_000..2_001, 2_001..2_002, 2_002..4_000, 4_000..4_001];
    for batch in batches.clone() {
        session.send(Payload::Events(EventsPayload { events: events(batch) })).await;
    }
    for batch in batches {
        assert_eq!(
            session.answer().await.expect("an answer").succeeded_events,
            ids(&events(batch))
        );
    }
    assert_eq!(world.stored_ids(TENANT), ids(&events(0..4_001)));
    gateway.stop().await;
}

/// One may be checked at a time: who is behind must not take the place of who is
/// before, and wait for it.
#[tokio::test(flavor = "multi_thread")]
async fn streams_that_wait_for_each_other_go_on() {
    let world = World::new();
    let mut config = world.config();
    config.limits.batches = 1;
    let gateway = world.start_with(config).await;
    let mut client = world.connect(gateway.address).await;
    for round in 0..20 {
        let mut sessions = [Session::open(&mut client).await, Session::open(&mut client).await];
        for session in &sessions {
            for batch in (0..8).map(|at| round + at * 50..round + at * 50 + 40) {
                session.send(Payload::Events(EventsPayload { events: events(batch) })).await;
            }
        }
        for session in &mut sessions {
            for _ in 0..8 {
                let answer = timeout(Duration::from_secs(60), session.answer()).await;
                assert_eq!(answer.expect("in time").expect("stored").succeeded_events.len(), 40);
            }
        }
    }
    gateway.stop().await;
}

#[tokio::test]
async fn a_stream_ends_well_when_its_sender_is_done() {
    let world = World::new();
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    let mut session = Session::open(&mut client).await;
    session.record(events(0..3)).await.expect("an answer");
    drop(session.sender);
    assert!(session.answers.message().await.expect("no error").is_none());
    gateway.stop().await;
}

#[tokio::test]
async fn duplicates_are_acknowledged_and_stored_once() {
    let world = World::new();
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    let twice = [events(0..5), events(0..5)].concat();
    let answer = Session::open(&mut client).await.record(twice.clone()).await.expect("answered");
    assert_eq!(answer.succeeded_events, ids(&twice));
    let again = Session::open(&mut client).await.record(events(3..8)).await.expect("answered");
    assert_eq!(again.succeeded_events, ids(&events(3..8)));
    let counts = gateway.stats.snapshot();
    assert_eq!((counts.accepted, counts.duplicates, counts.streams), (8, 7, 2));
    gateway.stop().await;

    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    let later = Session::open(&mut client).await.record(events(0..9)).await.expect("answered");
    assert_eq!(later.succeeded_events, ids(&events(0..9)));
    assert_eq!(gateway.stats.snapshot().duplicates, 8, "known across restarts");
    assert_eq!(world.stored_ids(TENANT), ids(&events(0..9)));
    gateway.stop().await;
}

#[tokio::test]
async fn concurrent_streams_store_each_event_once() {
    let world = World::new();
    let gateway = world.start().await;
    let mut senders = Vec::new();
    for n in 0..8 {
        let mut client = world.connect(gateway.address).await;
        senders.push(tokio::spawn(async move {
            let mut session = Session::open(&mut client).await;
            for batch in 0..10 {
                // Neighbouring senders overlap by half.
                let first = n * 50 + batch * 10;
                let sent = events(first..first + 10);
                let answer = session.record(sent.clone()).await.expect("an answer");
                assert_eq!(answer.succeeded_events, ids(&sent));
            }
        }));
    }
    for sender in senders {
        sender.await.expect("no panic");
    }
    let stored = world.stored_ids(TENANT);
    let expected: BTreeSet<_> = ids(&events(0..450)).into_iter().collect();
    assert_eq!(stored.len(), expected.len());
    assert_eq!(stored.into_iter().collect::<BTreeSet<_>>(), expected);
    gateway.stop().await;
}

#[tokio::test]
async fn a_single_event_is_stored_or_refused() {
    let world = World::new();
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    let request = |event| RecordEventRequest { metadata: Some(metadata()), event };
    client.record_event(request(Some(event(1)))).await.expect("stored");
    let mut bad = event(2);
    bad.action = "neverDeclared".into();
    let status = client.record_event(request(Some(bad))).await.expect_err("unknown event");
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("catalog"), "{status}");
    let status = client.record_event(request(None)).await.expect_err("no event");
    assert_eq!(status.code(), Code::InvalidArgument);
    assert_eq!(world.stored_ids(TENANT), ids(&[event(1)]));
    gateway.stop().await;
}

#[tokio::test]
async fn the_metadata_is_sent_first_and_once() {
    let world = World::new();
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;

    let mut session = Session::bare(&mut client, None).await.expect("a stream");
    let status = session.record(events(0..1)).await.expect_err("events first");
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("first message"), "{status}");

    let mut session = Session::open(&mut client).await;
    session.record(events(0..1)).await.expect("an answer");
    session.send(Payload::Metadata(metadata())).await;
    let status = session.answer().await.expect_err("metadata again");
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("twice"), "{status}");

    let mut session = Session::bare(&mut client, None).await.expect("a stream");
    session.send(Payload::Metadata(Default::default())).await;
    let status = session.answer().await.expect_err("no instance id");
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().contains("instance"), "{status}");
    assert_eq!(world.stored_ids(TENANT), ids(&events(0..1)));
    gateway.stop().await;
}

#[tokio::test]
async fn a_store_that_fails_acknowledges_nothing_and_recovers() {
    let world = World::new();
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    Session::open(&mut client).await.record(events(0..1)).await.expect("an answer");
    let directory = world.path("data").join("sink").join(TENANT);
    fs::rename(&directory, world.path("aside")).expect("moved");
    fs::write(&directory, "in the way").expect("written");

    let status = Session::open(&mut client).await.record(events(0..4)).await.expect_err("no room");
    assert_eq!(status.code(), Code::Unavailable);
    assert!(status.message().contains("send it again"), "{status}");
    assert_eq!(gateway.stats.snapshot().failed_batches, 1);

    fs::remove_file(&directory).expect("removed");
    fs::rename(world.path("aside"), &directory).expect("moved");
    let answer = Session::open(&mut client).await.record(events(0..4)).await.expect("an answer");
    assert_eq!(answer.succeeded_events, ids(&events(0..4)));
    assert_eq!(world.stored_ids(TENANT), ids(&events(0..4)));
    gateway.stop().await;
}

#[tokio::test]
async fn stopping_finishes_the_batch_and_tells_the_sender() {
    let world = World::new();
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    let mut session = Session::open(&mut client).await;
    session.record(events(0..2)).await.expect("an answer");
    let stopping = tokio::spawn(gateway.stop());
    let status = session.answer().await.expect_err("the gateway stops");
    assert_eq!(status.code(), Code::Unavailable);
    drop((session, client));
    stopping.await.expect("a clean end");
    assert_eq!(world.stored_ids(TENANT), ids(&events(0..2)));
}

/// A small file system of its own, where the machine allows to make one.
struct SmallDisk(std::path::PathBuf);

impl SmallDisk {
    fn mount(path: std::path::PathBuf) -> Option<Self> {
        fs::create_dir(&path).expect("created");
        let mut mount = std::process::Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"]).arg(&path);
        let mounted = mount.status().is_ok_and(|status| status.success());
        if !mounted {
            eprintln!("skipped: a small file system cannot be mounted here");
        }
        mounted.then_some(Self(path))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let world = World::new();
    let Some(_disk) = SmallDisk::mount(world.path("data")) else { return };
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    let filler = world.path("data").join("filler");
    let mut acknowledged = Vec::new();
    let mut failures = 0;
    for batch in 0..40 {
        let sent = events(batch * 100..(batch + 1) * 100);
        match Session::open(&mut client).await.record(sent).await {
            Ok(answer) => acknowledged.extend(answer.succeeded_events),
            Err(status) => {
                assert_eq!(status.code(), Code::Unavailable);
                failures += 1;
            }
        }
        match batch {
            5 => fill(&filler),
            15 => fs::remove_file(&filler).expect("removed"),
            _ => {}
        }
    }
    assert!(failures > 0, "the disk was never full");
    assert_eq!(world.stored_ids(TENANT), acknowledged);
    assert_eq!(acknowledged.last(), Some(&event(3_999).id), "it stores again with space");
    drop(client);
    gateway.stop().await;
}

/// Writes until there is no space.
fn fill(path: &std::path::Path) {
    use std::io::Write as _;
    let mut file = fs::File::create(path).expect("created");
    for chunk in [4096, 1] {
        while file.write_all(&vec![0; chunk]).is_ok() {}
    }
}
