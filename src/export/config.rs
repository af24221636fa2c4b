//! Where events go and how: the settings of the exporter, checked before
//! anything is sent.

use std::{fmt, path::PathBuf, time::Duration};

use http::Uri;

/// The longest interval between two drains.
pub const MAX_INTERVAL: Duration = Duration::from_secs(60 * 60);

/// The smallest batch.
pub const MIN_BATCH: usize = 100;

/// The settings of the exporter.
#[derive(Clone)]
pub struct ExportConfig {
    /// The gateway, `https://host[:port]`.
    pub address: Uri,
    /// A PEM file with the certificate authorities to trust instead of those
    /// of the system.
    pub ca_file: Option<PathBuf>,
    /// A PEM file with a client certificate and one with its key, for gateways
    /// that ask for one.
    pub client_certificate: Option<(PathBuf, PathBuf)>,
    /// A file with the token that the gateway issued. Read again for each
    /// connection, so that a new token needs no restart.
    pub token_file: Option<PathBuf>,
    /// How often the queue is drained. Default 5 minutes, at most 1 hour.
    pub interval: Duration,
    /// How many events are leased at once. Default 10,000, at least 100.
    pub batch_size: usize,
    /// Allows `http` to this machine itself. For development only.
    pub development: bool,
    /// The longest wait for a connection, and for the answer to one message.
    /// Default 30 seconds.
    pub timeout: Duration,
    /// The longest wait after repeated failures. Default 5 minutes.
    pub max_backoff: Duration,
    /// Who the gateway sees.
    pub identity: Identity,
}

/// Who an instance says that it is, once per stream.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// The license, if the instance runs under one.
    pub license_key: Option<String>,
    /// A random id of the installation; empty means the one in the data
    /// directory.
    pub instance_id: String,
    /// The address at which users reach the instance; may be empty.
    pub external_url: String,
}

/// Without the license: settings end up in logs.
impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("instance_id", &self.instance_id).finish_non_exhaustive()
    }
}

impl fmt::Debug for ExportConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExportConfig")
            .field("address", &self.address)
            .field("ca_file", &self.ca_file)
            .field("interval", &self.interval)
            .field("batch_size", &self.batch_size)
            .finish_non_exhaustive()
    }
}

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportConfigError {
    /// The address is not a URL.
    #[error("the export address `{0}` is not a URL; write `https://gateway.example.com`")]
    Address(String),
    /// The address has a part that would not be used. It is not repeated,
    /// because such a part may be a password.
    #[error(
        "the export address has a {0}, which is not used; write `https://gateway.example.com`, and put a token into the token file"
    )]
    AddressPart(&'static str),
    /// The address would send events in the clear.
    #[error(
        "the export address `{0}` is not https, so events would travel in the clear; use https, \
         or, to this machine only, development mode"
    )]
    NotEncrypted(Uri),
    /// The interval is outside its range.
    #[error("the export interval {} is not between 1ms and 1h; write `5m`", humantime::format_duration(*.0))]
    Interval(Duration),
    /// The batch is too small.
    #[error("the export batch size {0} is below {MIN_BATCH}; write `10000`")]
    BatchSize(usize),
    /// The longest wait for an answer, or after failures, is outside its range.
    #[error("the {what} {} is not between 1ms and 1h; write `30s`", humantime::format_duration(*.wait))]
    Wait {
        /// Which of the two.
        what: &'static str,
        /// What it was set to.
        wait: Duration,
    },
    /// A file of the settings cannot be read.
    #[error("the {what} `{path}` cannot be read: {source}; check the path and its permissions", path = path.display())]
    File {
        /// Which setting names it.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A file holds nothing of the kind it should.
    #[error("the {what} `{path}` holds no {wanted} in PEM form; check that it is the right file", path = path.display())]
    Pem {
        /// Which setting names it.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What it should hold.
        wanted: &'static str,
    },
    /// A token that cannot be sent.
    #[error("the token in `{path}` is empty or has characters that no token has; store the token alone in the file", path = .0.display())]
    Token(PathBuf),
    /// TLS cannot be set up from these files.
    #[error("TLS cannot be set up: {0}; check the certificate files")]
    Tls(String),
}

impl ExportConfig {
    /// The defaults for a gateway.
    ///
    /// # Errors
    /// When the address is not a URL, or one with more than scheme, host and
    /// port.
    pub fn new(address: &str) -> Result<Self, ExportConfigError> {
        Ok(Self {
            address: parse_address(address)?,
            ca_file: None,
            client_certificate: None,
            token_file: None,
            interval: Duration::from_secs(5 * 60),
            batch_size: crate::queue::DEFAULT_BATCH,
            development: false,
            timeout: Duration::from_secs(30),
            max_backoff: Duration::from_secs(5 * 60),
            identity: Identity::default(),
        })
    }

    /// Checks the settings against each other and the files that they name.
    ///
    /// # Errors
    /// The first that is wrong.
    pub fn check(&self) -> Result<(), ExportConfigError> {
        self.check_encrypted()?;
        if !is_wait(self.interval) {
            return Err(ExportConfigError::Interval(self.interval));
        }
        for (what, wait) in [("timeout", self.timeout), ("longest back-off", self.max_backoff)] {
            if !is_wait(wait) {
                return Err(ExportConfigError::Wait { what, wait });
            }
        }
        if self.batch_size < MIN_BATCH {
            return Err(ExportConfigError::BatchSize(self.batch_size));
        }
        super::connect::endpoint(self)?;
        super::connect::token(self)?;
        Ok(())
    }

    fn check_encrypted(&self) -> Result<(), ExportConfigError> {
        match self.address.scheme_str() {
            Some("https") => Ok(()),
            Some("http") if self.development && is_loopback(&self.address) => Ok(()),
            _ => Err(ExportConfigError::NotEncrypted(self.address.clone())),
        }
    }
}

fn is_wait(duration: Duration) -> bool {
    (Duration::from_millis(1)..=MAX_INTERVAL).contains(&duration)
}

fn parse_address(text: &str) -> Result<Uri, ExportConfigError> {
    let not_a_url = || ExportConfigError::Address(text.to_owned());
    let authority = text.split_once("://").map_or(text, |(_, rest)| rest);
    if authority.split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@')) {
        return Err(ExportConfigError::AddressPart("user name or password"));
    }
    let address: Uri = text.parse().map_err(|_| not_a_url())?;
    if address.host().is_none() || address.scheme().is_none() {
        return Err(not_a_url());
    }
    if text.contains('#') || address.path_and_query().is_some_and(|path| path.as_str() != "/") {
        return Err(ExportConfigError::AddressPart("path, query or fragment"));
    }
    Ok(address)
}

fn is_loopback(address: &Uri) -> bool {
    let Some(host) = address.host() else { return false };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(address: &str, development: bool) -> Result<(), ExportConfigError> {
        let mut config = ExportConfig::new(address)?;
        config.development = development;
        config.check_encrypted()
    }

    #[test]
    fn only_https_or_this_machine_in_development() {
        assert!(checked("https://gateway.example.com", false).is_ok());
        assert!(checked("http://127.0.0.1:1", true).is_ok());
        assert!(checked("http://[::1]:1", true).is_ok());
        for (address, development) in [
            ("http://127.0.0.1:1", false),
            ("http://gateway.example.com", true),
            ("http://localhost.example.com", true),
            ("ftp://127.0.0.1", true),
        ] {
            assert!(
                matches!(checked(address, development), Err(ExportConfigError::NotEncrypted(_))),
                "{address}"
            );
        }
        for address in ["", "gateway", "gateway:443", "/path"] {
            assert!(
                matches!(checked(address, true), Err(ExportConfigError::Address(_))),
                "{address}"
            );
        }
    }

    #[test]
    fn what_would_not_be_used_is_refused_and_not_repeated() {
        for secret in [
            "https://user:hunter2@gateway.example.com",
            "https://hunter2@gateway.example.com/",
            "https://gateway.example.com/hunter2",
            "https://gateway.example.com?token=hunter2",
            "https://gateway.example.com/#hunter2",
        ] {
            let error = checked(secret, false).expect_err(secret).to_string();
            assert!(error.contains("is not used") && !error.contains("hunter2"), "{error}");
        }
        assert!(checked("https://gateway.example.com/", false).is_ok());
    }

    #[test]
    fn ranges_are_those_of_the_protocol() {
        let mut config = ExportConfig::new("https://gateway.example.com").expect("a URL");
        config.interval = Duration::from_secs(3_601);
        assert!(matches!(config.check(), Err(ExportConfigError::Interval(_))));
        config.interval = MAX_INTERVAL;
        config.batch_size = 99;
        assert!(matches!(config.check(), Err(ExportConfigError::BatchSize(99))));
    }
}
