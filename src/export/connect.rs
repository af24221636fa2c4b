//! TLS: from settings to a channel, and the token that goes with a stream.

use std::path::Path;

use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};
use tokio::time::timeout;
use tonic::{
    metadata::{Ascii, MetadataValue},
    transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Identity},
};

use super::{ExportConfig, ExportConfigError, Failure};

/// The endpoint of the gateway, with its TLS settings read from their files.
pub(super) fn endpoint(config: &ExportConfig) -> Result<Endpoint, ExportConfigError> {
    let endpoint = Endpoint::from(config.address.clone())
        .connect_timeout(config.timeout)
        .tcp_nodelay(true)
        // A gateway that vanished is noticed while a stream is quiet.
        .http2_keep_alive_interval(config.timeout)
        .keep_alive_timeout(config.timeout);
    if config.address.scheme_str() == Some("http") {
        return Ok(endpoint);
    }
    endpoint.tls_config(tls(config)?).map_err(|error| ExportConfigError::Tls(chain(&error)))
}

fn tls(config: &ExportConfig) -> Result<ClientTlsConfig, ExportConfigError> {
    let mut tls = ClientTlsConfig::new();
    tls = match &config.ca_file {
        Some(path) => tls.ca_certificate(Certificate::from_pem(read_authorities(path)?)),
        None => tls.with_native_roots(),
    };
    if let Some((certificate, key)) = &config.client_certificate {
        let certificate = read_certificates("client certificate", certificate)?;
        tls = tls.identity(Identity::from_pem(certificate, read_key("client key", key)?));
    }
    Ok(tls)
}

/// An authority that cannot be read would be left out silently, and every
/// gateway that it vouches for would look like a stranger.
fn read_authorities(path: &Path) -> Result<Vec<u8>, ExportConfigError> {
    let pem = read_certificates("CA file", path)?;
    let mut store = RootCertStore::empty();
    let readable = CertificateDer::pem_slice_iter(&pem)
        .all(|certificate| certificate.is_ok_and(|certificate| store.add(certificate).is_ok()));
    if readable { Ok(pem) } else { Err(not_pem("CA file", path, "readable certificate")) }
}

fn read_certificates(what: &'static str, path: &Path) -> Result<Vec<u8>, ExportConfigError> {
    let pem = read(what, path)?;
    let mut count = 0;
    let whole = CertificateDer::pem_slice_iter(&pem)
        .inspect(|_| count += 1)
        .all(|certificate| certificate.is_ok());
    if whole && count > 0 { Ok(pem) } else { Err(not_pem(what, path, "certificate")) }
}

fn read_key(what: &'static str, path: &Path) -> Result<Vec<u8>, ExportConfigError> {
    let pem = read(what, path)?;
    match PrivateKeyDer::from_pem_slice(&pem) {
        Ok(_) => Ok(pem),
        Err(_) => Err(not_pem(what, path, "private key without a password")),
    }
}

fn not_pem(what: &'static str, path: &Path, wanted: &'static str) -> ExportConfigError {
    ExportConfigError::Pem { what, path: path.to_owned(), wanted }
}

fn read(what: &'static str, path: &Path) -> Result<Vec<u8>, ExportConfigError> {
    std::fs::read(path).map_err(|source| ExportConfigError::File {
        what,
        path: path.to_owned(),
        source,
    })
}

/// The `authorization` of a stream, if a token is configured.
pub(super) fn token(
    config: &ExportConfig,
) -> Result<Option<MetadataValue<Ascii>>, ExportConfigError> {
    let Some(path) = &config.token_file else { return Ok(None) };
    let bytes = read("token file", path)?;
    let text = std::str::from_utf8(&bytes).unwrap_or("").trim();
    let unusable = || ExportConfigError::Token(path.clone());
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(unusable());
    }
    let value = format!("Bearer {text}").parse::<MetadataValue<Ascii>>();
    let mut value = value.map_err(|_| unusable())?;
    value.set_sensitive(true);
    Ok(Some(value))
}

/// A new connection to the gateway.
pub(super) async fn connect(config: &ExportConfig) -> Result<Channel, Failure> {
    let endpoint = endpoint(config)?;
    // The endpoint's own timeout ends with the TLS handshake.
    match timeout(config.timeout, endpoint.connect()).await {
        Ok(connected) => connected.map_err(|error| Failure::of_connection(&config.address, &error)),
        Err(_) => Err(Failure::NoAnswer(config.timeout)),
    }
}

/// An error and its causes, each once, in one line.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        next = cause.source();
    }
    text
}
