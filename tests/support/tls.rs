//! Certificates, good ones and bad ones.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rcgen::{CertificateParams, KeyPair};
use telemetry_sdk::gateway::certificates;
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};

/// A server's certificate and its key, and what a client has to trust.
pub(crate) struct Tls {
    directory: TempDir,
}

impl Tls {
    /// Good for `localhost` and 127.0.0.1.
    pub(crate) fn new() -> Self {
        let directory = TempDir::new().unwrap();
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        certificates::ensure(directory.path(), &names, 30).unwrap();
        Self { directory }
    }

    /// For another host than the one that answers.
    pub(crate) fn for_another_name() -> Self {
        Self::self_signed("gateway.example.com", -3_600, 3_600)
    }

    pub(crate) fn expired() -> Self {
        Self::self_signed("localhost", -7_200, -3_600)
    }

    pub(crate) fn not_yet_valid() -> Self {
        Self::self_signed("localhost", 3_600, 7_200)
    }

    /// Valid between two offsets from now, in seconds.
    fn self_signed(name: &str, from: i64, until: i64) -> Self {
        let directory = TempDir::new().unwrap();
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        let now = OffsetDateTime::now_utc();
        params.not_before = now + Duration::seconds(from);
        params.not_after = now + Duration::seconds(until);
        let tls = Self { directory };
        let pem = params.self_signed(&key).unwrap().pem();
        fs::write(tls.ca(), &pem).unwrap();
        fs::write(tls.certificate(), &pem).unwrap();
        fs::write(tls.key(), key.serialize_pem()).unwrap();
        tls
    }

    pub(crate) fn ca(&self) -> PathBuf {
        self.path("ca.pem")
    }

    pub(crate) fn certificate(&self) -> PathBuf {
        self.path("gateway.pem")
    }

    pub(crate) fn key(&self) -> PathBuf {
        self.path("gateway.key")
    }

    /// A file with this text beside the certificates.
    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn directory(&self) -> &Path {
        self.directory.path()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }
}
