//! Everything that can be wrong with a gateway and the way to it: each with
//! words that say what to do, and the events still there.

use std::{net::SocketAddr, time::Duration};

use telemetry_sdk::export::{ExportConfig, ExportConfigError, Failure};
use tokio::{io::AsyncReadExt as _, net::TcpListener};
use tonic::Status;

use crate::{
    place::{Place, fails, ids},
    support::{
        cable::Cable,
        scripted::{Act, Incoming, Scripted},
        tls::Tls,
    },
};

/// The failure of a drain to this address, while three events wait.
async fn failure_at(
    place: &Place,
    address: SocketAddr,
    change: impl Fn(&mut ExportConfig),
) -> Failure {
    let mut config = place.config(address);
    config.timeout = Duration::from_millis(500);
    change(&mut config);
    let failure = fails(&mut place.exporter_with(config)).await;
    assert_eq!(place.counts(), [3, 0, 0, 0], "events wait");
    failure
}

fn says(failure: &Failure, words: &[&str]) {
    let text = failure.to_string();
    for word in words {
        assert!(text.contains(word), "`{text}` does not say `{word}`");
    }
}

#[tokio::test]
async fn a_gateway_that_does_not_know_us_is_named_with_the_next_step() {
    let place = Place::with(3);
    let gateway = Scripted::start(&place.tls).await;
    for status in [Status::unauthenticated("who are you"), Status::permission_denied("not you")] {
        gateway.turn_away(Some(status.clone()));
        let failure = failure_at(&place, gateway.address, |_| ()).await;
        assert!(matches!(failure, Failure::Unauthorized(_)), "{failure}");
        says(&failure, &[status.message(), "check the token file"]);
    }
    // In the middle of a stream, too.
    gateway.turn_away(None);
    gateway.script(|_| Act::Fail(Status::unauthenticated("the token was revoked")));
    let failure = failure_at(&place, gateway.address, |_| ()).await;
    says(&failure, &["the token was revoked", "check the token file"]);
}

#[tokio::test]
async fn a_gateway_that_cannot_now_is_asked_again() {
    let place = Place::with(3);
    let gateway = Scripted::start(&place.tls).await;
    for status in [Status::unavailable("later"), Status::resource_exhausted("too fast")] {
        gateway.turn_away(Some(status.clone()));
        let failure = failure_at(&place, gateway.address, |_| ()).await;
        assert!(matches!(failure, Failure::Busy(_)), "{failure}");
        says(&failure, &[status.message(), "sent again"]);
    }
}

#[tokio::test]
async fn a_server_without_this_service_is_not_taken_for_a_gateway() {
    let place = Place::with(3);
    let gateway = Scripted::start(&place.tls).await;
    gateway.turn_away(Some(Status::unimplemented("no such method")));
    let failure = failure_at(&place, gateway.address, |_| ()).await;
    assert!(matches!(failure, Failure::WrongService { .. }), "{failure}");
    says(&failure, &["no such method", "check that the address"]);
}

#[tokio::test]
async fn a_stream_that_ends_early_and_one_without_an_answer_lose_nothing() {
    let place = Place::with(3);
    let gateway = Scripted::start(&place.tls).await;
    gateway.script(|_| Act::End);
    let failure = failure_at(&place, gateway.address, |_| ()).await;
    assert!(matches!(failure, Failure::Ended), "{failure}");

    gateway.script(|_| Act::Silence);
    let failure = failure_at(&place, gateway.address, |_| ()).await;
    assert!(matches!(failure, Failure::NoAnswer(_)), "{failure}");
    says(&failure, &["did not answer within 500ms"]);

    gateway.script(Incoming::accept);
    place.exporter(&gateway).drain().await.unwrap();
    assert_eq!(place.counts(), [0, 3, 0, 0]);
}

#[tokio::test]
async fn what_was_answered_before_a_failure_is_settled() {
    let place = Place::with(300);
    let gateway = Scripted::start(&place.tls).await;
    gateway.script(|message| match message.message {
        2 => Act::Fail(Status::unavailable("going down")),
        _ => message.accept(),
    });
    let mut config = place.config(gateway.address);
    config.batch_size = 100;
    let failure = fails(&mut place.exporter_with(config)).await;
    says(&failure, &["going down"]);
    assert_eq!(place.counts(), [100, 200, 0, 0]);
}

#[tokio::test]
async fn a_server_that_sends_its_headers_late_is_waited_for() {
    let place = Place::with(3);
    let gateway = Scripted::start_with_late_headers(&place.tls).await;
    place.exporter(&gateway).drain().await.unwrap();
    assert_eq!(place.counts(), [0, 3, 0, 0]);
}

#[tokio::test]
async fn nobody_at_the_address_and_somebody_who_says_nothing() {
    let place = Place::with(3);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let silent = tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            open.push(stream);
        }
    });
    let failure = failure_at(&place, address, |_| ()).await;
    assert!(matches!(failure, Failure::Unreachable { .. } | Failure::NoAnswer(_)), "{failure}");
    silent.abort();
    let _ = silent.await;
    let failure = failure_at(&place, address, |_| ()).await;
    assert!(matches!(failure, Failure::Unreachable { .. }), "{failure}");
    says(&failure, &["localhost", "refused", "check that it runs"]);
}

#[tokio::test]
async fn a_server_without_tls_gets_nothing() {
    let place = Place::with(3);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let plain = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut received = vec![0; 16 * 1024];
        let length = stream.read(&mut received).await.unwrap();
        let answer = b"HTTP/1.1 400 Bad Request\r\n\r\n";
        tokio::io::AsyncWriteExt::write_all(&mut stream, answer).await.unwrap();
        received.truncate(length);
        received
    });
    let failure = failure_at(&place, address, |_| ()).await;
    says(&failure, &["check that the address is that of a TLS server"]);
    let received = plain.await.unwrap();
    assert_eq!(received[0], 0x16, "a TLS handshake and nothing else");
}

#[tokio::test]
async fn a_gateway_that_cannot_be_trusted_gets_nothing() {
    let place = Place::with(3);
    let cases = [
        (Tls::new(), false, "set the CA file"),
        (Tls::expired(), true, "has expired; renew it"),
        (Tls::not_yet_valid(), true, "not valid yet; check the clocks"),
        (Tls::for_another_name(), true, "for another name; check the address"),
    ];
    for (tls, trusted, words) in cases {
        let gateway = Scripted::start(&tls).await;
        let failure = failure_at(&place, gateway.address, |config| {
            if trusted {
                config.ca_file = Some(tls.ca());
            }
        })
        .await;
        assert!(matches!(failure, Failure::Untrusted { .. }), "{failure}");
        says(&failure, &["localhost", words]);
        assert!(gateway.streams().is_empty(), "{words}");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_loses_nothing_and_the_next_one_goes_on() {
    let place = Place::with(5_000);
    let gateway = Scripted::start(&place.tls).await;
    let cable = Cable::to(gateway.address).await;
    let mut config = place.config(cable.address);
    config.batch_size = 500;
    let mut exporter = place.exporter_with(config);
    for kilobytes in [5, 40, 150, 300] {
        cable.cut_next_after(kilobytes * 1024);
        let failure = fails(&mut exporter).await;
        assert!(
            matches!(failure, Failure::Unreachable { .. } | Failure::Ended),
            "{kilobytes}: {failure}"
        );
        assert_eq!(place.counts()[2], 0);
    }
    exporter.drain().await.unwrap();
    assert_eq!(place.counts(), [0, 5_000, 0, 0]);
    let mut received = gateway.received_ids();
    received.sort();
    received.dedup();
    assert_eq!(received, ids(0..5_000));
}

#[tokio::test]
async fn a_token_is_read_again_for_each_connection() {
    let place = Place::with(1);
    let gateway = Scripted::start(&place.tls).await;
    let mut config = place.config(gateway.address);
    config.token_file = Some(place.tls.file("token", "old"));
    let mut exporter = place.exporter_with(config);
    exporter.drain().await.unwrap();
    place.fill(1..2);
    place.tls.file("token", "new");
    exporter.drain().await.unwrap();
    place.fill(2..3);
    std::fs::remove_file(place.tls.directory().join("token")).unwrap();
    let failure = fails(&mut exporter).await;
    says(&failure, &["token file", "check the path and its permissions"]);
    let tokens: Vec<_> = gateway.streams().into_iter().map(|log| log.authorization).collect();
    assert_eq!(tokens, [Some("Bearer old".to_owned()), Some("Bearer new".to_owned())]);
}

#[test]
fn files_that_are_not_what_they_should_be_are_told_apart() {
    let tls = Tls::new();
    let config = |change: &dyn Fn(&mut ExportConfig)| {
        let mut config = ExportConfig::new("https://localhost:1").unwrap();
        config.ca_file = Some(tls.ca());
        change(&mut config);
        config.check()
    };
    assert!(config(&|_| ()).is_ok());
    let is_pem = |result| matches!(result, Err(ExportConfigError::Pem { .. }));
    let text = tls.file("text", "no certificate");
    let torn = tls.file("torn", "-----BEGIN CERTIFICATE-----\nAAAA\n");
    let request = "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n";
    let request = tls.file("request", request);
    for wrong in [&text, &torn, &request, &tls.key()] {
        assert!(is_pem(config(&|config| config.ca_file = Some(wrong.clone()))), "{wrong:?}");
        let pair = |certificate, key| Some((certificate, key));
        assert!(is_pem(config(
            &|config| config.client_certificate = pair(wrong.clone(), tls.key())
        )));
    }
    for wrong in [&text, &torn, &tls.ca()] {
        assert!(is_pem(config(&|config| {
            config.client_certificate = Some((tls.certificate(), wrong.clone()));
        })));
    }
    let junk = tls.file("junk", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assert!(is_pem(config(&|config| config.ca_file = Some(junk.clone()))));
    for token in ["", " \n", "two words\u{e9}", "line\nbreak"] {
        let file = tls.file("token", token);
        let error = config(&|config| config.token_file = Some(file.clone())).unwrap_err();
        assert!(matches!(error, ExportConfigError::Token(_)), "{token:?}: {error}");
    }
    let missing = tls.directory().join("missing");
    let error = config(&|config| config.ca_file = Some(missing.clone())).unwrap_err();
    assert!(matches!(error, ExportConfigError::File { .. }), "{error}");
}
