//! The context layer around a real HTTP service.

use std::{convert::Infallible, net::SocketAddr, sync::Arc};

use axum::{Router, extract::Path, routing::get};
use prost::Message as _;
use telemetry_core::{Context, Recorder, testing::Capture};
use telemetry_sdk::{
    UserKey,
    context_layer::{ContextLayer, from_headers},
    proto::telemetrygateway::v1::Event,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use crate::events::{Asked, Searched, searched};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const INTERACTION: &str = "0b2b7a7e-0f4f-4c3e-9d4e-2f6d1a3b5c7d";

fn key() -> UserKey {
    UserKey::from_bytes(*b"no secret: key of the tests only").unwrap()
}

async fn handle(search: Recorder<Searched>, chat: Recorder<Asked>, number: u64) -> String {
    search.record(searched(number));
    tokio::task::yield_now().await;
    // On whichever thread it goes on, and behind another task's turn.
    tokio::time::sleep(std::time::Duration::from_millis(number % 5)).await;
    search.record(searched(number));
    // A spawned task takes the context along only when told to.
    let alone = chat.clone();
    tokio::spawn(async move { alone.record(Asked { number }) }).await.unwrap();
    let context = Context::current().unwrap();
    let taken = context.scope(async move { chat.record(Asked { number: number + 1_000 }) });
    tokio::spawn(taken).await.unwrap();
    "done".to_owned()
}

async fn serve(capture: &Capture) -> SocketAddr {
    let (search, chat) = (capture.recorder(), capture.recorder());
    let key = key();
    let layer = ContextLayer::new(move |parts: &http::request::Parts| {
        let user = parts.headers.get("x-user").and_then(|user| user.to_str().ok()?.parse().ok());
        from_headers(&parts.headers).user(user.and_then(|user| key.user(user))).build()
    });
    let router = Router::new()
        .route(
            "/{number}",
            get(move |Path(number): Path<u64>| handle(search.clone(), chat.clone(), number)),
        )
        .layer(layer);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Requests over one connection, one after the other.
async fn ask(address: SocketAddr, requests: &[(u64, &str)]) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    for (number, headers) in requests {
        let request = format!("GET /{number} HTTP/1.1\r\nhost: test\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"done") {
            assert_ne!(stream.read_buf(&mut answer).await.unwrap(), 0, "closed");
        }
    }
}

fn wire(capture: &Capture, feature: &str, number: u64) -> Vec<Event> {
    let of = capture
        .events()
        .into_iter()
        .filter(|event| event.feature == feature && event.number("number") == Some(number as f64));
    of.map(|event| Event::decode(&event.wire[..]).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_request_has_its_own_context_and_leaves_none_behind() {
    let capture = Capture::new();
    let address = serve(&capture).await;
    let full = format!(
        "traceparent: 00-{TRACE}-00f067aa0ba902b7-01\r\nx-sourcegraph-interaction-id: {INTERACTION}\r\nx-user: 42\r\n"
    );
    let wrong =
        "traceparent: nonsense\r\nx-sourcegraph-interaction-id: ada@example.com\r\nx-user: ada\r\n";
    ask(address, &[(1, &full), (2, ""), (3, wrong), (4, "x-user: 43\r\n")]).await;

    let [before, after] = &wire(&capture, "search", 1)[..] else { panic!("two events") };
    for event in [before, after] {
        let interaction = event.interaction.as_ref().unwrap();
        assert_eq!(interaction.trace_id.as_deref(), Some(TRACE));
        assert_eq!(interaction.interaction_id.as_deref(), Some(INTERACTION));
        assert_eq!(interaction.geolocation, None);
        let user = event.user.as_ref().unwrap();
        assert_eq!(user.user_id, key().user(42).map(|user| user.get()));
    }
    for number in [2, 3] {
        for event in wire(&capture, "search", number) {
            assert_eq!((&event.interaction, &event.user), (&None, &None), "request {number}");
        }
    }
    let [event, _] = &wire(&capture, "search", 4)[..] else { panic!("two events") };
    assert_eq!(event.user.as_ref().unwrap().user_id, key().user(43).map(|user| user.get()));
    assert_eq!(event.interaction, None);
    let alone = wire(&capture, "cody.chat", 1);
    assert_eq!((alone.len(), &alone[0].user), (1, &None));
    assert!(wire(&capture, "cody.chat", 1_001)[0].user.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_at_the_same_time_do_not_mix() {
    let capture = Arc::new(Capture::new());
    let address = serve(&capture).await;
    let asked = (1..=40u64).map(|number| {
        tokio::spawn(async move {
            ask(address, &[(number, &format!("x-user: {number}\r\n"))]).await;
        })
    });
    for task in Vec::from_iter(asked) {
        task.await.unwrap();
    }
    for number in 1..=40 {
        let expected = key().user(number).map(|user| user.get());
        let events = wire(&capture, "search", number);
        assert_eq!(events.len(), 2);
        for event in events {
            assert_eq!(event.user.unwrap().user_id, expected, "request {number}");
        }
    }
}

/// What a handler does before its first `await` counts, too.
#[test]
fn the_context_is_there_while_the_inner_service_is_called() {
    use std::task::{self, Poll};
    use tower_layer::Layer as _;
    use tower_service::Service;

    struct Records(Recorder<Searched>);
    impl Service<http::Request<()>> for Records {
        type Response = ();
        type Error = Infallible;
        type Future = std::future::Ready<Result<(), Infallible>>;

        fn poll_ready(&mut self, _: &mut task::Context<'_>) -> Poll<Result<(), Infallible>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, _: http::Request<()>) -> Self::Future {
            self.0.record(searched(9));
            std::future::ready(Ok(()))
        }
    }

    let capture = Capture::new();
    let layer =
        ContextLayer::new(|parts: &http::request::Parts| from_headers(&parts.headers).build());
    let mut service = layer.layer(Records(capture.recorder()));
    let request = http::Request::builder()
        .header("traceparent", format!("00-{TRACE}-00f067aa0ba902b7-01"))
        .body(())
        .unwrap();
    drop(service.call(request));
    assert_eq!(Context::current(), None, "nothing is left behind");
    assert!(wire(&capture, "search", 9)[0].interaction.is_some());
}
