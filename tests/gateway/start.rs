//! What can be wrong at start: each a clear message with the next step, and
//! exit status 1 from the command.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Command, Output},
    time::Duration,
};

use rcgen::{CertificateParams, KeyPair};
use telemetry_sdk::declarations::DeclarationsError;
use telemetry_sdk::gateway::{CertificateError, GatewayError};
use telemetry_sdk::sink::SinkError;
use time::OffsetDateTime;

use crate::world::{Session, World, events};

/// Writes a self-signed certificate for the time between two offsets from now,
/// in seconds, over the world's own.
fn write_certificate(world: &World, from: i64, until: i64) {
    let key = KeyPair::generate().expect("a key");
    let mut params = CertificateParams::new(vec!["localhost".into()]).expect("a name");
    let now = OffsetDateTime::now_utc();
    params.not_before = now + time::Duration::seconds(from);
    params.not_after = now + time::Duration::seconds(until);
    let pem = params.self_signed(&key).expect("signed").pem();
    for path in [&world.certificates.certificate, &world.certificates.ca] {
        fs::write(path, &pem).expect("written");
    }
    fs::write(&world.certificates.key, key.serialize_pem()).expect("written");
}

fn source_text(error: &dyn std::error::Error) -> String {
    std::iter::successors(Some(error), |error| error.source())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}

#[tokio::test]
async fn an_expired_certificate_is_refused_at_start() {
    let world = World::new();
    write_certificate(&world, -7_200, -3_600);
    let error = world.refused(world.config()).await;
    assert!(
        matches!(error, GatewayError::Certificate(CertificateError::Expired { .. })),
        "{error}"
    );
    write_certificate(&world, 3_600, 7_200);
    let error = world.refused(world.config()).await;
    assert!(
        matches!(error, GatewayError::Certificate(CertificateError::NotYetValid { .. })),
        "{error}"
    );
}

#[tokio::test]
async fn a_client_sees_that_the_certificate_expired() {
    let world = World::new();
    write_certificate(&world, -3_600, 2);
    let gateway = world.start().await;
    tokio::time::sleep(Duration::from_secs(4)).await;
    let error = world.try_connect(gateway.address).await.expect_err("expired");
    assert!(source_text(&error).to_lowercase().contains("expired"), "{}", source_text(&error));
    gateway.stop().await;
}

#[tokio::test]
async fn a_client_that_does_not_trust_the_authority_sends_nothing() {
    let (world, other) = (World::new(), World::new());
    let gateway = world.start().await;
    let error = other.try_connect(gateway.address).await.expect_err("another authority");
    assert!(source_text(&error).contains("certificate"), "{}", source_text(&error));
    gateway.stop().await;
}

#[tokio::test]
async fn bad_certificates_and_keys_are_told_apart() {
    let world = World::new();
    let config = world.config();

    let mut missing = config.clone();
    missing.key = world.path("nowhere.key");
    let error = world.refused(missing).await;
    let expected = matches!(error, GatewayError::Certificate(CertificateError::Unreadable { .. }));
    assert!(expected, "{error}");

    let other = World::new();
    let mut mismatch = config.clone();
    mismatch.key = other.certificates.key.clone();
    let error = world.refused(mismatch).await;
    let expected = matches!(error, GatewayError::Certificate(CertificateError::Mismatch { .. }));
    assert!(expected, "{error}");

    for wrong in [&world.certificates.key, &world.path("catalog.bin")] {
        let mut unusable = config.clone();
        unusable.certificate = wrong.clone();
        let error = world.refused(unusable).await;
        let expected =
            matches!(error, GatewayError::Certificate(CertificateError::Unusable { .. }));
        assert!(expected, "{error}");
    }
}

#[tokio::test]
async fn a_missing_or_damaged_catalog_is_refused() {
    let world = World::new();
    let mut config = world.config();
    config.catalogs = vec![world.path("catalog.bin"), world.certificates.ca.clone()];
    let error = world.refused(config.clone()).await;
    let unusable = matches!(error, GatewayError::Catalog(DeclarationsError::Unusable { .. }));
    assert!(unusable, "{error}");
    config.catalogs[1] = world.path("nowhere.bin");
    let error = world.refused(config).await;
    let unreadable = matches!(error, GatewayError::Catalog(DeclarationsError::Unreadable { .. }));
    assert!(unreadable, "{error}");
}

#[tokio::test]
async fn a_busy_port_and_a_busy_directory_are_refused() {
    let world = World::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let mut config = world.config();
    config.listen = taken.local_addr().expect("bound");
    let error = world.refused(config).await;
    assert!(matches!(error, GatewayError::Listen { .. }), "{error}");

    let gateway = world.start().await;
    let error = world.refused(world.config()).await;
    assert!(matches!(error, GatewayError::InUse { .. }), "{error}");
    gateway.stop().await;
    world.start().await.stop().await;
}

#[tokio::test]
async fn an_unusable_data_directory_is_refused() {
    let world = World::new();
    fs::write(world.path("data"), "a file").expect("written");
    let error = world.refused(world.config()).await;
    assert!(matches!(error, GatewayError::DataDirectory { .. }), "{error}");
}

#[tokio::test]
async fn foreign_and_damaged_databases_are_refused_and_left_alone() {
    let world = World::new();
    let ledger = world.path("data").join("sink").join("ledger.sqlite");
    fs::create_dir_all(ledger.parent().expect("a parent")).expect("created");
    let foreign = "this is somebody's text and not a database";
    fs::write(&ledger, foreign).expect("written");
    let error = world.refused(world.config()).await;
    assert!(matches!(error, GatewayError::Sink(SinkError::Foreign { .. })), "{error}");
    assert_eq!(fs::read_to_string(&ledger).expect("text"), foreign);

    fs::remove_file(&ledger).expect("removed");
    fill(&world).await;
    damage(&ledger);
    let error = world.refused(world.config()).await;
    assert!(matches!(error, GatewayError::Sink(SinkError::Damaged { .. })), "{error}");
}

async fn fill(world: &World) {
    let gateway = world.start().await;
    let mut client = world.connect(gateway.address).await;
    Session::open(&mut client).await.record(events(0..2_000)).await.expect("an answer");
    drop(client);
    gateway.stop().await;
}

/// Overwrites the middle of a file.
fn damage(path: &Path) {
    let mut bytes = fs::read(path).expect("read");
    let (from, until) = (bytes.len() / 4, bytes.len() * 3 / 4);
    bytes[from..until].fill(0xa5);
    fs::write(path, bytes).expect("written");
}

fn telemetry(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_telemetry")).args(arguments).output().expect("it runs")
}

#[test]
fn the_command_says_what_is_wrong_and_exits_with_1() {
    let world = World::new();
    let path = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let (data, catalog) = (path(&world.path("data")), path(&world.path("nowhere.bin")));
    let (cert, key) = (path(&world.certificates.certificate), path(&world.certificates.key));
    let flags = ["--data-dir", &data, "--catalog", &catalog, "--cert", &cert, "--key", &key];
    let cases: [(&[&str], &str); 4] = [
        (&[], "cannot read the catalog"),
        (&["--listen", "nonsense"], "--listen"),
        (&["--listen", "0.0.0.0:0"], "--tenant NAME=TOKEN_FILE"),
        (&["--tenant", "acme"], "openssl rand"),
    ];
    for (more, text) in cases {
        let output = telemetry(&[&["gateway"], &flags[..], more].concat());
        let message = String::from_utf8(output.stderr).expect("text");
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(message.contains(text), "{message}");
    }
    let output = telemetry(&["gateway"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).expect("text").contains("--data-dir"));
    assert_eq!(telemetry(&["--help"]).status.code(), Some(0));
}

#[test]
fn the_command_writes_certificates_once() {
    let world = World::new();
    let directory = world.path("new");
    let directory = directory.to_str().expect("UTF-8");
    for word in ["written: ", "kept: "] {
        let output = telemetry(&["certificates", directory, "--name", "localhost", "--days", "2"]);
        assert_eq!(output.status.code(), Some(0));
        let text = String::from_utf8(output.stdout).expect("text");
        assert_eq!(text.lines().filter(|line| line.starts_with(word)).count(), 3, "{text}");
    }
    let output = telemetry(&["certificates", directory, "--days", "0"]);
    assert_eq!(output.status.code(), Some(1));
}
