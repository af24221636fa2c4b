//! TLS: from settings to a channel, and the token that goes with a stream.

use std::path::Path;

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
        Some(path) => {
            let pem = read_pem("CA file", path, "certificate", "CERTIFICATE")?;
            tls.ca_certificate(Certificate::from_pem(pem))
        }
        None => tls.with_native_roots(),
    };
    if let Some((certificate, key)) = &config.client_certificate {
        let certificate =
            read_pem("client certificate", certificate, "certificate", "CERTIFICATE")?;
        let key = read_pem("client key", key, "private key", "PRIVATE KEY")?;
        tls = tls.identity(Identity::from_pem(certificate, key));
    }
    Ok(tls)
}

fn read_pem(
    what: &'static str,
    path: &Path,
    wanted: &'static str,
    label: &str,
) -> Result<Vec<u8>, ExportConfigError> {
    let bytes = read(what, path)?;
    let text = String::from_utf8_lossy(&bytes);
    if text.contains("-----BEGIN ") && text.contains(&format!("{label}-----")) {
        return Ok(bytes);
    }
    Err(ExportConfigError::Pem { what, path: path.to_owned(), wanted })
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
    let value = format!("Bearer {text}").parse::<MetadataValue<Ascii>>();
    match value {
        Ok(mut value) if !text.is_empty() => {
            value.set_sensitive(true);
            Ok(Some(value))
        }
        _ => Err(ExportConfigError::Token(path.clone())),
    }
}

/// A new connection to the gateway.
pub(super) async fn connect(config: &ExportConfig) -> Result<Channel, Failure> {
    let endpoint = endpoint(config)?;
    endpoint.connect().await.map_err(|error| Failure::of_connection(&config.address, &error))
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
