//! Starts the telemetry of the service: the environment's settings, with the
//! command's flags before them.

use std::path::Path;

use telemetry_sdk::Telemetry;
use telemetry_sdk::config::{Settings, SettingsError};
use telemetry_sdk::{StartError, TelemetryBuilder};

use crate::cli::Export;

/// Why telemetry cannot start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TelemetryError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Start(#[from] StartError),
}

/// The settings of the environment and of these flags.
pub(crate) fn settings(flags: &Export) -> Result<Settings, SettingsError> {
    let mut settings = Settings::from_env()?;
    if let Some(address) = &flags.export_addr {
        settings.export_addr = Some(address.clone());
    }
    if let Some(file) = &flags.ca_file {
        settings.ca_file = Some(file.clone());
    }
    if let Some(file) = &flags.token_file {
        settings.token_file = Some(file.clone());
    }
    Ok(settings)
}

/// Telemetry that keeps its data here.
pub(crate) fn start(data_dir: &Path, settings: &Settings) -> Result<Telemetry, TelemetryError> {
    Ok(settings.apply(builder(data_dir))?.start()?)
}

fn builder(data_dir: &Path) -> TelemetryBuilder {
    Telemetry::builder(telemetry_sdk::accepted!()).data_dir(data_dir)
}
