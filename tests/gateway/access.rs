//! Who may send: tokens, client certificates, and what a stranger learns.

use std::fs;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use telemetry_sdk::{
    gateway::{GatewayError, TenantError},
    proto::telemetrygateway::v1::{
        RecordEventRequest, RecordEventsRequestMetadata, record_events_request::Payload,
    },
};
use tonic::{
    Code, Request,
    transport::{Channel, Identity},
};

use crate::world::{Client, Session, World, bearer, event, events, ids, metadata};

#[tokio::test]
async fn a_token_names_the_tenant() {
    let world = World::new();
    let (mut config, acme) = world.config_with_tenant("acme");
    let (other_config, other) = world.config_with_tenant("other");
    config.tenants.extend(other_config.tenants);
    let gateway = world.start_with(config).await;
    let mut client = world.connect(gateway.address).await;
    for (token, tenant) in [(&acme, "acme"), (&other, "other")] {
        let mut session = Session::bare(&mut client, Some(token)).await.expect("a stream");
        // What the sender states about itself does not matter.
        session.send(Payload::Metadata(RecordEventsRequestMetadata::default())).await;
        let answer = session.record(events(0..3)).await.expect("an answer");
        assert_eq!(answer.succeeded_events.len(), 3);
        assert_eq!(world.stored_ids(tenant), ids(&events(0..3)), "ids are per tenant");
    }
    gateway.stop().await;
}

#[tokio::test]
async fn without_the_right_token_nothing_is_read() {
    let world = World::new();
    let (config, token) = world.config_with_tenant("acme");
    let gateway = world.start_with(config).await;
    let mut client = world.connect(gateway.address).await;
    for (presented, hint) in [
        (None, "authorization: Bearer"),
        (Some("wrong"), "does not know this token"),
        (Some(&token[1..]), "does not know this token"),
        (Some(""), "does not know this token"),
    ] {
        let status = Session::bare(&mut client, presented).await.err().expect("refused");
        assert_eq!(status.code(), Code::Unauthenticated);
        assert!(status.message().contains(hint), "{status}");
        assert!(!status.message().contains(&token), "{status}");

        let message = RecordEventRequest { metadata: Some(metadata()), event: Some(event(1)) };
        let mut request = Request::new(message);
        if let Some(presented) = presented {
            request.metadata_mut().insert("authorization", bearer(presented));
        }
        let status = client.record_event(request).await.expect_err("refused");
        assert_eq!(status.code(), Code::Unauthenticated);
    }
    assert_eq!(gateway.stats.snapshot().streams, 0);
    gateway.stop().await;
}

#[tokio::test]
async fn bad_tenants_are_refused_at_start() {
    let world = World::new();
    let (good, _) = world.config_with_tenant("acme");
    let tenant = good.tenants[0].clone();

    let mut config = good.clone();
    config.tenants.push(tenant.clone());
    let error = world.refused(config).await;
    assert!(matches!(error, GatewayError::Tenant(TenantError::Twice { .. })), "{error}");

    let mut config = good.clone();
    config.tenants[0].name = "../acme".into();
    let error = world.refused(config).await;
    assert!(matches!(error, GatewayError::Tenant(TenantError::Name { .. })), "{error}");

    let mut config = good.clone();
    config.tenants.push(telemetry_sdk::gateway::TenantConfig { name: "b".into(), ..tenant });
    let error = world.refused(config).await;
    assert!(matches!(error, GatewayError::Tenant(TenantError::SameToken { .. })), "{error}");

    fs::write(&good.tenants[0].token_file, "short\n").expect("written");
    let error = world.refused(good.clone()).await;
    assert!(matches!(error, GatewayError::Tenant(TenantError::Token { .. })), "{error}");

    fs::remove_file(&good.tenants[0].token_file).expect("removed");
    let error = world.refused(good).await;
    assert!(matches!(error, GatewayError::Tenant(TenantError::TokenFile { .. })), "{error}");
}

#[tokio::test]
async fn without_tenants_only_loopback_is_served() {
    let world = World::new();
    let mut config = world.config();
    config.listen = "0.0.0.0:0".parse().expect("an address");
    let error = world.refused(config.clone()).await;
    assert!(matches!(error, GatewayError::TenantsRequired { .. }), "{error}");
    config.tenants = world.config_with_tenant("acme").0.tenants;
    world.start_with(config).await.stop().await;
}

#[tokio::test]
async fn client_certificates_are_required_when_an_authority_is_given() {
    let world = World::new();
    let authority = authority();
    let mut config = world.config();
    config.client_ca = Some(world.path("client-ca.pem"));
    fs::write(world.path("client-ca.pem"), authority.pem()).expect("written");
    let gateway = world.start_with(config).await;

    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(vec!["client".into()]).expect("a name");
    let signed = params.signed_by(&key, &authority).expect("signed");
    let identity = Identity::from_pem(signed.pem(), key.serialize_pem());
    let endpoint = Channel::from_shared(format!("https://{}", gateway.address)).expect("good");
    let endpoint = endpoint.tls_config(world.tls().identity(identity)).expect("good");
    let mut client = Client::new(endpoint.connect().await.expect("a connection"));
    let answer = Session::open(&mut client).await.record(events(0..1)).await.expect("an answer");
    assert_eq!(answer.succeeded_events.len(), 1);

    // With TLS 1.3 a client learns of the refusal with its first call.
    if let Ok(mut stranger) = world.try_connect(gateway.address).await {
        assert!(Session::bare(&mut stranger, None).await.is_err(), "no certificate");
    }
    drop(client);
    gateway.stop().await;
}

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).expect("no names");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("signed")
}
