//! Throw-away certificates for trying out and for tests: an authority and a
//! server certificate that it signed. The authority's key is never written, so
//! that nobody can sign anything else with it.
//!
//! Not for a gateway that others rely on: its operators have an authority.

use std::{
    fs, io,
    net::IpAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};
use rustls::pki_types::{CertificateDer, pem::PemObject as _};
use time::OffsetDateTime;
use x509_parser::{certificate::X509Certificate, extensions::GeneralName, prelude::FromDer as _};

use super::tls;
use crate::sink::private;

/// Marks certificates as ours: only these are ever replaced.
const AUTHORITY: &str = "telemetry throw-away authority";

/// Existing certificates are kept while they are valid for this long.
const MARGIN: Duration = Duration::from_secs(3_600);

/// Clocks of other machines may be behind by this much.
const CLOCK_SKEW: Duration = Duration::from_secs(3_600);

/// The most days that a throw-away certificate may be valid.
pub const MAX_DAYS: u16 = 825;

/// Where the files are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificates {
    /// The authority's certificate, `ca.pem`; what clients trust.
    pub ca: PathBuf,
    /// The server's certificate, `gateway.pem`.
    pub certificate: PathBuf,
    /// The server's key, `gateway.key`, mode 0600.
    pub key: PathBuf,
    /// Written just now; false when valid ones were there.
    pub renewed: bool,
}

/// Why certificates could not be written.
#[derive(Debug, thiserror::Error)]
pub enum CertificatesError {
    /// No name, or one that is neither a host name nor an address.
    #[error(
        "`{name}` cannot be in a certificate; give host names or IP addresses, for example `localhost,127.0.0.1`"
    )]
    Name {
        /// The name.
        name: String,
    },
    /// An impossible number of days.
    #[error(
        "a throw-away certificate is valid for 1 to 825 days, not {days}; give a number in between"
    )]
    Days {
        /// The days asked for.
        days: u16,
    },
    /// A file of that name was not written by us.
    #[error("{} was not written by this command and is left alone; choose another directory", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A file cannot be written.
    #[error("cannot write {}: {source}; check that the directory belongs to this user", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The library that signs failed.
    #[error(
        "could not make the certificates: {source}; try again, and report it if it happens again"
    )]
    Sign {
        /// What the library said.
        source: rcgen::Error,
    },
}

/// Makes sure that `directory` holds an authority, a server certificate for
/// these names and its key. Valid ones are kept; expired, mismatched or
/// differently named ones of ours are replaced, with a new authority.
///
/// # Errors
/// When a name or the days are impossible, a file is not ours, or a file
/// cannot be written.
pub fn ensure(
    directory: &Path,
    names: &[String],
    days: u16,
) -> Result<Certificates, CertificatesError> {
    check_input(names, days)?;
    let mut files = Certificates {
        ca: directory.join("ca.pem"),
        certificate: directory.join("gateway.pem"),
        key: directory.join("gateway.key"),
        renewed: false,
    };
    if !is_current(&files, names)? {
        private::create_dir(directory).map_err(failed(directory))?;
        write(&files, names, days)?;
        files.renewed = true;
    }
    Ok(files)
}

fn check_input(names: &[String], days: u16) -> Result<(), CertificatesError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '*');
    let is_host = |name: &str| (1..=253).contains(&name.len()) && name.chars().all(allowed);
    let fits = |name: &&String| name.parse::<IpAddr>().is_ok() || is_host(name);
    if let Some(name) = names.iter().find(|name| !fits(name)) {
        return Err(CertificatesError::Name { name: name.clone() });
    }
    if names.is_empty() {
        return Err(CertificatesError::Name { name: String::new() });
    }
    if (1..=MAX_DAYS).contains(&days) { Ok(()) } else { Err(CertificatesError::Days { days }) }
}

/// Whether the files are there and good; an error when they are not ours.
fn is_current(files: &Certificates, names: &[String]) -> Result<bool, CertificatesError> {
    let mut current = files.key.exists();
    for path in [&files.ca, &files.certificate] {
        if !path.exists() {
            current = false;
        } else if !is_ours(path) {
            return Err(CertificatesError::Foreign { path: path.clone() });
        }
    }
    Ok(current
        && tls::holds_for(&files.certificate, &files.key, MARGIN)
        && has_names(&files.certificate, names)
        && is_signed_by(&files.certificate, &files.ca))
}

fn is_ours(path: &Path) -> bool {
    inspect(path, |certificate| {
        certificate.issuer().iter_common_name().any(|name| name.as_str() == Ok(AUTHORITY))
    })
}

fn has_names(path: &Path, names: &[String]) -> bool {
    inspect(path, |certificate| {
        let Ok(Some(found)) = certificate.subject_alternative_name() else { return false };
        let found: Vec<_> = found.value.general_names.iter().filter_map(name_of).collect();
        names.iter().all(|name| found.contains(name))
    })
}

fn name_of(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(bytes) => match **bytes {
            [a, b, c, d] => Some(IpAddr::from([a, b, c, d]).to_string()),
            _ => <[u8; 16]>::try_from(*bytes).ok().map(|bytes| IpAddr::from(bytes).to_string()),
        },
        _ => None,
    }
}

/// Each authority has a name with a number of its own, so equal names mean
/// that this authority signed.
fn is_signed_by(certificate: &Path, ca: &Path) -> bool {
    let mut issuer = Vec::new();
    let mut subject = Vec::new();
    inspect(certificate, |found| {
        issuer = found.issuer().as_raw().to_vec();
        true
    }) && inspect(ca, |found| {
        subject = found.subject().as_raw().to_vec();
        true
    }) && issuer == subject
}

/// Looks into a certificate; false when it cannot be read.
fn inspect(path: &Path, look: impl FnOnce(&X509Certificate<'_>) -> bool) -> bool {
    let Ok(pem) = fs::read(path) else { return false };
    let Ok(der) = CertificateDer::from_pem_slice(&pem) else { return false };
    X509Certificate::from_der(&der).is_ok_and(|(_, certificate)| look(&certificate))
}

fn write(files: &Certificates, names: &[String], days: u16) -> Result<(), CertificatesError> {
    let sign = |source| CertificatesError::Sign { source };
    let authority = authority(days).map_err(sign)?;
    let key = KeyPair::generate().map_err(sign)?;
    let certificate =
        server(names, days).and_then(|params| params.signed_by(&key, &authority)).map_err(sign)?;
    // When this stops in between, the three do not match and are written anew.
    put(&files.key, &key.serialize_pem())?;
    put(&files.certificate, &certificate.pem())?;
    put(&files.ca, &authority.pem())
}

fn put(path: &Path, text: &str) -> Result<(), CertificatesError> {
    private::replace(path, text.as_bytes()).map_err(failed(path))
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> CertificatesError {
    let path = path.to_owned();
    move |source| CertificatesError::Io { path, source }
}

fn authority(days: u16) -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let key = KeyPair::generate()?;
    let mut params = valid_for(CertificateParams::new(Vec::new())?, days);
    params.distinguished_name.push(DnType::CommonName, AUTHORITY);
    params.distinguished_name.push(DnType::OrganizationalUnitName, fingerprint(&key));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    CertifiedIssuer::self_signed(params, key)
}

/// A number of the authority's own, from its public key.
fn fingerprint(key: &KeyPair) -> String {
    key.public_key_raw().iter().rev().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn server(names: &[String], days: u16) -> Result<CertificateParams, rcgen::Error> {
    let mut params = valid_for(CertificateParams::new(names.to_vec())?, days);
    params.distinguished_name.push(DnType::CommonName, "telemetry gateway");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    Ok(params)
}

fn valid_for(mut params: CertificateParams, days: u16) -> CertificateParams {
    let now = OffsetDateTime::now_utc();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.not_before = now - CLOCK_SKEW;
    params.not_after = now + Duration::from_secs(u64::from(days) * 86_400);
    params
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn valid_certificates_are_kept_and_others_renewed() {
        let dir = TempDir::new().expect("a directory");
        let local = names(&["localhost", "127.0.0.1", "::1"]);
        let first = ensure(dir.path(), &local, 30).expect("written");
        assert!(first.renewed && tls::load(&first.certificate, &first.key, None).is_ok());
        assert!(!ensure(dir.path(), &local, 30).expect("kept").renewed);
        assert!(!ensure(dir.path(), &local[..1], 30).expect("kept").renewed, "fewer names");
        let other = names(&["gateway.example"]);
        assert!(ensure(dir.path(), &other, 1).expect("renewed").renewed, "other names");
        assert!(!ensure(dir.path(), &other, 1).expect("kept").renewed);
        write(&first, &other, 0).expect("written");
        assert!(ensure(dir.path(), &other, 30).expect("renewed").renewed, "expired");
        fs::write(&first.key, "damaged").expect("written");
        assert!(ensure(dir.path(), &other, 30).expect("renewed").renewed, "damaged");
    }

    #[test]
    fn an_authority_of_another_set_is_noticed() {
        let (a, b) = (TempDir::new().expect("a directory"), TempDir::new().expect("a directory"));
        let local = names(&["localhost"]);
        let files = ensure(a.path(), &local, 30).expect("written");
        let other = ensure(b.path(), &local, 30).expect("written");
        fs::copy(&other.ca, &files.ca).expect("copied");
        assert!(ensure(a.path(), &local, 30).expect("renewed").renewed);
    }

    #[test]
    fn files_of_others_are_left_alone() {
        let dir = TempDir::new().expect("a directory");
        fs::write(dir.path().join("gateway.pem"), "mine").expect("written");
        let error = ensure(dir.path(), &names(&["localhost"]), 30).expect_err("not ours");
        assert!(matches!(error, CertificatesError::Foreign { .. }), "{error}");
    }

    #[test]
    fn impossible_input_is_refused() {
        let dir = TempDir::new().expect("a directory");
        for bad in [&[][..], &[""], &["a b"], &["ä"]] {
            let error = ensure(dir.path(), &names(bad), 30).expect_err("no name");
            assert!(matches!(error, CertificatesError::Name { .. }), "{error}");
        }
        for days in [0, 826] {
            let error = ensure(dir.path(), &names(&["localhost"]), days).expect_err("days");
            assert!(matches!(error, CertificatesError::Days { .. }), "{error}");
        }
    }
}
