//! Of a sampled event, a share is queued, with the rate; the rest is counted
//! and is no loss.

use prost::Message as _;
use telemetry_core::telemetry_event;
use telemetry_sdk::{json::event_to_json, proto::telemetrygateway::v1::Event};

use crate::place::{PATIENCE, Place};

/// A key was pressed.
#[telemetry_event(
    feature = "editor",
    action = "pressed",
    owner = "tests",
    purpose = "reliability",
    sample = 0.1
)]
struct Pressed {
    /// Which one of the test's events.
    number: u64,
}

#[test]
fn a_share_is_queued_with_its_rate_and_the_rest_is_no_loss() {
    const EACH: u64 = 20_000;
    let place = Place::new();
    let telemetry = place.start();
    let recorder = telemetry.recorder();
    // From one: prost leaves a zero out of a map's entry, other writers and ours do not.
    (1..=EACH).for_each(|number| recorder.record(Pressed { number }));
    telemetry.flush(PATIENCE).unwrap();

    let status = telemetry.status().unwrap();
    assert_eq!((status.recorded + status.sampled_out, status.losses.total()), (EACH, 0));
    // Six and a half standard deviations: outside once in 10^10 runs.
    assert!(status.recorded.abs_diff(EACH / 10) <= 276, "{} of {EACH}", status.recorded);
    let stored = place.stored();
    assert_eq!(stored.len() as u64, status.recorded);
    for event in &stored {
        let wire = Event::decode(event.exportable.clone()).unwrap();
        assert_eq!(wire.sample_rate, 0.1);
        assert_eq!(wire.encode_to_vec(), event.exportable, "as protobuf writes it");
    }
    assert_eq!(event_to_json(&stored[0].exportable).unwrap()["sampleRate"], 0.1);
}
