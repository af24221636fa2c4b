//! The settings of an instance from its environment, under the names that
//! operators already use.
//!
//! One typed structure; an unknown name under our prefix is an error that
//! names the nearest known one, because a setting that is silently ignored
//! is found out by an audit.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use telemetry_schema::nearest;

use crate::{
    export::{ExportConfig, ExportConfigError},
    instance::TelemetryBuilder,
    policy::{Mode, ParseModeError},
    queue::DEFAULT_RETENTION,
};

/// What every name begins with.
pub const PREFIX: &str = "TELEMETRY_GATEWAY_EXPORTER_";

/// The settings of an instance. `None` means the default.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `EXPORT_ADDR`: the gateway, an https address. Without it nothing leaves.
    pub export_addr: Option<String>,
    /// `EXPORT_INTERVAL`: how often to drain, `5m` by default, at most `1h`.
    pub export_interval: Option<Duration>,
    /// `EXPORT_BATCH_SIZE`: events leased at once, 10000 by default, at least 100.
    pub export_batch_size: Option<usize>,
    /// `EXPORTED_EVENTS_RETENTION`: how long exported events stay readable, `24h` by default.
    pub exported_events_retention: Option<Duration>,
    /// `QUEUE_CLEANUP_INTERVAL`: how often to delete them after that, `30m` by default.
    pub queue_cleanup_interval: Option<Duration>,
    /// `CA_FILE`: the certificate authorities to trust, PEM; those of the system by default.
    pub ca_file: Option<PathBuf>,
    /// `TOKEN_FILE`: a file with the token that the gateway issued.
    pub token_file: Option<PathBuf>,
    /// `CLIENT_CERT_FILE` and `CLIENT_KEY_FILE`: a client certificate, PEM.
    pub client_cert_file: Option<PathBuf>,
    /// See `client_cert_file`.
    pub client_key_file: Option<PathBuf>,
    /// `MODE`: `on`, `on:feature,other.*`, `local` or `off`.
    pub mode: Option<Mode>,
    /// `EXTERNAL_URL`: the address of this instance as its users know it.
    pub external_url: Option<String>,
    /// `LICENSE_KEY_FILE`: a file with the license of this instance.
    pub license_key_file: Option<PathBuf>,
    /// `DEVELOPMENT`: `true` allows an address of this machine without TLS.
    pub development: bool,
}

/// Every name behind the prefix.
const NAMES: [&str; 13] = [
    "EXPORT_ADDR",
    "EXPORT_INTERVAL",
    "EXPORT_BATCH_SIZE",
    "EXPORTED_EVENTS_RETENTION",
    "QUEUE_CLEANUP_INTERVAL",
    "CA_FILE",
    "TOKEN_FILE",
    "CLIENT_CERT_FILE",
    "CLIENT_KEY_FILE",
    "MODE",
    "EXTERNAL_URL",
    "LICENSE_KEY_FILE",
    "DEVELOPMENT",
];

/// What is wrong with the environment.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// A name that means nothing.
    #[error("unknown setting `{PREFIX}{name}`{hint}; remove it or correct its name")]
    Unknown {
        /// The name behind the prefix.
        name: String,
        /// The nearest known one, as `, did you mean …`.
        hint: String,
    },
    /// A value that cannot be read.
    #[error("`{PREFIX}{name}` is `{value}`, which is not {expected}")]
    Value {
        /// The name behind the prefix.
        name: &'static str,
        /// What it holds.
        value: String,
        /// What it should hold, with an example.
        expected: &'static str,
    },
    /// A mode that is none.
    #[error("`{PREFIX}MODE`: {0}")]
    Mode(#[from] ParseModeError),
    /// One of a pair is missing.
    #[error("`{PREFIX}{given}` is set but `{PREFIX}{missing}` is not; set both or none")]
    Pair {
        /// The one that is set.
        given: &'static str,
        /// The one that is not.
        missing: &'static str,
    },
    /// The license's file holds none.
    #[error("`{PREFIX}LICENSE_KEY_FILE` names `{path}`, which is empty; store the license in it, or remove the setting", path = .0.display())]
    License(PathBuf),
    /// The exporter's own settings are wrong.
    #[error(transparent)]
    Export(#[from] ExportConfigError),
}

impl Settings {
    /// Reads the environment of this process.
    ///
    /// # Errors
    /// The first name or value that is wrong.
    pub fn from_env() -> Result<Self, SettingsError> {
        // A name that is not UTF-8 is not ours; a value that is not is shown
        // with replacement characters by the error that follows.
        let variables = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
        });
        Self::from_variables(variables)
    }

    /// Reads these names and values; those without our prefix are skipped.
    ///
    /// # Errors
    /// The first name or value that is wrong.
    pub fn from_variables(
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, SettingsError> {
        let mut given = BTreeMap::new();
        for (name, value) in variables {
            let Some(name) = name.strip_prefix(PREFIX) else { continue };
            if !NAMES.contains(&name) {
                return Err(unknown(name));
            }
            // An empty value is how a shell says "not set".
            if !value.is_empty() {
                given.insert(name.to_owned(), value);
            }
        }
        let read = Variables(given);
        let settings = Self {
            export_addr: read.text("EXPORT_ADDR"),
            export_interval: read.duration("EXPORT_INTERVAL")?,
            export_batch_size: read.count("EXPORT_BATCH_SIZE")?,
            exported_events_retention: read.duration("EXPORTED_EVENTS_RETENTION")?,
            queue_cleanup_interval: read.duration("QUEUE_CLEANUP_INTERVAL")?,
            ca_file: read.path("CA_FILE"),
            token_file: read.path("TOKEN_FILE"),
            client_cert_file: read.path("CLIENT_CERT_FILE"),
            client_key_file: read.path("CLIENT_KEY_FILE"),
            mode: read.text("MODE").map(|mode| mode.parse()).transpose()?,
            external_url: read.text("EXTERNAL_URL"),
            license_key_file: read.path("LICENSE_KEY_FILE"),
            development: read.flag("DEVELOPMENT")?,
        };
        Ok(settings)
    }

    /// The exporter's part, if there is an address.
    ///
    /// # Errors
    /// What is wrong with it; files are read to find that out.
    pub fn export(&self) -> Result<Option<ExportConfig>, SettingsError> {
        let Some(address) = &self.export_addr else { return Ok(None) };
        let mut config = ExportConfig::new(address)?;
        config.ca_file = self.ca_file.clone();
        config.token_file = self.token_file.clone();
        config.client_certificate = self.client_certificate()?;
        config.development = self.development;
        config.interval = self.export_interval.unwrap_or(config.interval);
        config.batch_size = self.export_batch_size.unwrap_or(config.batch_size);
        config.identity.external_url = self.external_url.clone().unwrap_or_default();
        config.identity.license_key = self.license_key()?;
        config.check()?;
        Ok(Some(config))
    }

    /// Puts all settings into a builder.
    ///
    /// # Errors
    /// As [`export`](Self::export).
    pub fn apply(&self, mut builder: TelemetryBuilder) -> Result<TelemetryBuilder, SettingsError> {
        builder = builder.retention(self.exported_events_retention.unwrap_or(DEFAULT_RETENTION));
        if let Some(interval) = self.queue_cleanup_interval {
            builder = builder.clean_up_every(interval);
        }
        if let Some(mode) = &self.mode {
            builder = builder.mode(mode.clone());
        }
        if let Some(export) = self.export()? {
            builder = builder.export(export);
        }
        Ok(builder)
    }

    fn client_certificate(&self) -> Result<Option<(PathBuf, PathBuf)>, SettingsError> {
        let pair = |given, missing| Err(SettingsError::Pair { given, missing });
        match (&self.client_cert_file, &self.client_key_file) {
            (Some(certificate), Some(key)) => Ok(Some((certificate.clone(), key.clone()))),
            (None, None) => Ok(None),
            (Some(_), None) => pair("CLIENT_CERT_FILE", "CLIENT_KEY_FILE"),
            (None, Some(_)) => pair("CLIENT_KEY_FILE", "CLIENT_CERT_FILE"),
        }
    }

    fn license_key(&self) -> Result<Option<String>, SettingsError> {
        let Some(path) = &self.license_key_file else { return Ok(None) };
        let text = std::fs::read_to_string(path).map_err(|source| ExportConfigError::File {
            what: "license key file",
            path: path.clone(),
            source,
        })?;
        match text.trim() {
            "" => Err(SettingsError::License(path.clone())),
            license => Ok(Some(license.to_owned())),
        }
    }
}

fn unknown(name: &str) -> SettingsError {
    let hint = nearest(name, NAMES)
        .map(|near| format!(", did you mean `{PREFIX}{near}`?"))
        .unwrap_or_default();
    SettingsError::Unknown { name: name.to_owned(), hint }
}

struct Variables(BTreeMap<String, String>);

impl Variables {
    fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    fn path(&self, name: &str) -> Option<PathBuf> {
        self.text(name).map(PathBuf::from)
    }

    fn duration(&self, name: &'static str) -> Result<Option<Duration>, SettingsError> {
        self.read(name, "a duration such as `5m`, `30s` or `1h`", |value| {
            humantime::parse_duration(value).ok()
        })
    }

    fn count(&self, name: &'static str) -> Result<Option<usize>, SettingsError> {
        self.read(name, "a whole number such as `10000`", |value| value.parse().ok())
    }

    fn flag(&self, name: &'static str) -> Result<bool, SettingsError> {
        let flag = self.read(name, "`true` or `false`", |value| value.parse().ok())?;
        Ok(flag.unwrap_or(false))
    }

    fn read<T>(
        &self,
        name: &'static str,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, SettingsError> {
        let Some(value) = self.0.get(name) else { return Ok(None) };
        let error = || SettingsError::Value { name, value: value.clone(), expected };
        parse(value).map(Some).ok_or_else(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let owned =
            pairs.iter().map(|(name, value)| (format!("{PREFIX}{name}"), (*value).to_owned()));
        Settings::from_variables(owned)
    }

    #[test]
    fn the_names_of_operators_are_read() {
        let settings = read(&[
            ("EXPORT_ADDR", "https://gateway.example.com"),
            ("EXPORT_INTERVAL", "10m"),
            ("EXPORT_BATCH_SIZE", "500"),
            ("EXPORTED_EVENTS_RETENTION", "48h"),
            ("QUEUE_CLEANUP_INTERVAL", ""),
            ("MODE", "on:search"),
        ])
        .expect("valid settings");
        let export = settings.export().expect("valid").expect("an address");
        assert_eq!((export.interval, export.batch_size), (Duration::from_secs(600), 500));
        assert_eq!(settings.exported_events_retention, Some(Duration::from_secs(48 * 3600)));
        assert_eq!(settings.queue_cleanup_interval, None);
    }

    #[test]
    fn a_wrong_name_or_value_is_an_error_that_helps() {
        let text = |pairs: &[(&str, &str)]| read(pairs).expect_err("wrong").to_string();
        assert!(
            text(&[("EXPORT_ADRR", "x")])
                .contains("did you mean `TELEMETRY_GATEWAY_EXPORTER_EXPORT_ADDR`?")
        );
        assert!(text(&[("EXPORT_INTERVAL", "often")]).contains("such as `5m`"));
        assert!(text(&[("EXPORT_BATCH_SIZE", "-1")]).contains("whole number"));
        assert!(text(&[("DEVELOPMENT", "yes")]).contains("`true` or `false`"));
        assert!(text(&[("MODE", "loud")]).contains("`loud` is not a mode"));
    }

    #[test]
    fn a_pair_is_whole() {
        let settings =
            read(&[("EXPORT_ADDR", "https://g.example.com"), ("CLIENT_CERT_FILE", "/c.pem")]);
        let error = settings.expect("names are fine").export().expect_err("no key");
        assert!(error.to_string().contains("CLIENT_KEY_FILE` is not"), "{error}");
    }

    #[test]
    fn without_an_address_nothing_is_exported() {
        assert!(read(&[]).expect("valid").export().expect("valid").is_none());
    }
}
