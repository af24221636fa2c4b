//! The server's certificate and key: read, checked against each other and
//! against the clock before anything listens, so that a bad one is a message
//! here and not a riddle at every client.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use rustls::{
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    sign::CertifiedKey,
};
use time::OffsetDateTime;
use tonic::transport::{Certificate, Identity, ServerTlsConfig};
use x509_parser::{certificate::X509Certificate, prelude::FromDer as _};

/// From when on the start warns that a certificate ends.
const WARN_BEFORE: Duration = Duration::from_secs(14 * 86_400);

/// Why a certificate or key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// A file cannot be read.
    #[error("cannot read {what} {}: {source}; check the path and that this user may read it", path.display())]
    Unreadable {
        /// What the file should hold.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A file holds something else.
    #[error("{} holds no usable {what}; give a PEM file that does (`telemetry certificates DIR` writes a set for trying out)", path.display())]
    Unusable {
        /// What the file should hold.
        what: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// The key is another certificate's.
    #[error("the key {} does not belong to the certificate {}; give the key that the certificate was made with", key.display(), certificate.display())]
    Mismatch {
        /// The certificate's file.
        certificate: PathBuf,
        /// The key's file.
        key: PathBuf,
    },
    /// The certificate has ended.
    #[error("the certificate {} expired on {date}; renew it and start again", path.display())]
    Expired {
        /// The certificate's file.
        path: PathBuf,
        /// The day on which it ended, UTC.
        date: String,
    },
    /// The certificate does not hold yet.
    #[error("the certificate {} is not valid before {date}; check this machine's clock, or use a certificate that is valid now", path.display())]
    NotYetValid {
        /// The certificate's file.
        path: PathBuf,
        /// The day on which it begins, UTC.
        date: String,
    },
}

/// Reads and checks what TLS needs.
pub(super) fn load(
    certificate: &Path,
    key: &Path,
    client_ca: Option<&Path>,
) -> Result<ServerTlsConfig, CertificateError> {
    let identity = load_identity(certificate, key)?;
    let config = ServerTlsConfig::new().identity(identity);
    let Some(path) = client_ca else { return Ok(config) };
    const WHAT: &str = "the client authority";
    let pem = read(WHAT, path)?;
    check_validity(path, &parse_chain(WHAT, path, &pem)?, SystemTime::now())?;
    Ok(config.client_ca_root(Certificate::from_pem(pem)))
}

fn load_identity(certificate: &Path, key: &Path) -> Result<Identity, CertificateError> {
    let (certificate_pem, key_pem) = (read("the certificate", certificate)?, read("the key", key)?);
    let chain = parse_chain("certificate", certificate, &certificate_pem)?;
    let private = PrivateKeyDer::from_pem_slice(&key_pem).map_err(|_| unusable("key", key))?;
    check_validity(certificate, &chain, SystemTime::now())?;
    check_match(certificate, chain, key, private)?;
    Ok(Identity::from_pem(certificate_pem, key_pem))
}

fn read(what: &'static str, path: &Path) -> Result<Vec<u8>, CertificateError> {
    fs::read(path).map_err(|source| CertificateError::Unreadable {
        what,
        path: path.to_owned(),
        source,
    })
}

fn unusable(what: &'static str, path: &Path) -> CertificateError {
    CertificateError::Unusable { what, path: path.to_owned() }
}

/// The certificates of a PEM file, at least one, each of them readable.
fn parse_chain(
    what: &'static str,
    path: &Path,
    pem: &[u8],
) -> Result<Vec<CertificateDer<'static>>, CertificateError> {
    let chain: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|_| unusable(what, path))?;
    let readable = |der: &CertificateDer<'_>| X509Certificate::from_der(der).is_ok();
    let usable = !chain.is_empty() && chain.iter().all(readable);
    if usable { Ok(chain) } else { Err(unusable(what, path)) }
}

fn check_match(
    certificate: &Path,
    chain: Vec<CertificateDer<'static>>,
    key: &Path,
    private: PrivateKeyDer<'static>,
) -> Result<(), CertificateError> {
    match CertifiedKey::from_der(chain, private, &ring::default_provider()) {
        Ok(_) => Ok(()),
        Err(rustls::Error::InconsistentKeys(_)) => Err(CertificateError::Mismatch {
            certificate: certificate.to_owned(),
            key: key.to_owned(),
        }),
        Err(_) => Err(unusable("key", key)),
    }
}

/// Every certificate of the chain holds now; warns when one ends soon.
fn check_validity(
    path: &Path,
    chain: &[CertificateDer<'_>],
    now: SystemTime,
) -> Result<(), CertificateError> {
    let now = seconds(now);
    for der in chain {
        let Ok((_, certificate)) = X509Certificate::from_der(der) else { continue };
        let validity = certificate.validity();
        let (begin, end) = (validity.not_before.timestamp(), validity.not_after.timestamp());
        let path = path.to_owned();
        if now > end {
            return Err(CertificateError::Expired { path, date: date(end) });
        }
        if now < begin {
            return Err(CertificateError::NotYetValid { path, date: date(begin) });
        }
        if end - now < WARN_BEFORE.as_secs().cast_signed() {
            tracing::warn!(file = %path.display(), until = date(end), "the certificate expires soon; renew it and restart the gateway");
        }
    }
    Ok(())
}

/// Whether the files hold a matching certificate and key that are valid for
/// at least this long from now on.
pub(super) fn holds_for(certificate: &Path, key: &Path, margin: Duration) -> bool {
    let holds = || {
        load_identity(certificate, key)?;
        let chain = parse_chain("certificate", certificate, &read("certificate", certificate)?)?;
        check_validity(certificate, &chain, SystemTime::now() + margin)
    };
    holds().is_ok()
}

fn seconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs().cast_signed()
}

fn date(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds)
        .map_or_else(|_| "an unknown day".to_owned(), |time| time.date().to_string())
}
