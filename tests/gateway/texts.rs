//! An audited text on its way into the files: as it was sent, under its key.

use serde_json::json;

use crate::{
    refusals::text,
    world::{Session, TENANT, World, event, ids},
};

/// Also when the review has expired since: the event may have waited long.
#[tokio::test]
async fn a_reviewed_text_is_stored_as_the_mapping_says() {
    let world = World::new();
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    let mut session = Session::open(&mut client).await;
    let mut sent = event(1);
    sent.parameters.as_mut().expect("set by the fixture").private_metadata =
        text("language", "rust");
    let without = event(2);
    let both = vec![sent, without];
    let answer = session.record(both.clone()).await.expect("an answer");
    assert_eq!(answer.succeeded_events, ids(&both), "{:?}", answer.refused_events);
    let stored = world.stored(TENANT);
    assert_eq!(stored[0]["parameters"]["privateMetadata"], json!({ "language": "rust" }));
    assert!(stored[1]["parameters"].get("privateMetadata").is_none());
    drop(session);
    gateway.stop().await;
}
