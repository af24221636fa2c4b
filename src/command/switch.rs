//! `telemetry switch`: single events of an instance, switched from outside.

use std::{io::Write as _, path::PathBuf};

use clap::{Args, ValueEnum};
use telemetry_sdk::{
    declarations::Declarations,
    switches::{self, Reach},
};

use super::Failure;

/// Switch events off or on again, or show which are off.
///
/// Every process that records into the data directory learns it within a
/// second, and programs that start later know it. What waits of an event that
/// is switched off is purged.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The data directory of the instance
    #[arg(long, value_name = "DIR")]
    data_dir: PathBuf,
    /// What declares the instance's events, so that no name is mistyped: the
    /// folder of a lock (`protocol/events`) or its workspace, a compiled program
    /// or library, or a catalog that a program wrote; several are divided by
    /// commas
    #[arg(long = "catalog", value_name = "PATH", value_delimiter = ',', required = false)]
    catalogs: Vec<PathBuf>,
    /// Without it, the events that are off are shown
    #[arg(value_name = "off|on", requires = "feature")]
    to: Option<To>,
    /// The feature; without an action, all of it and of what is below it
    #[arg(value_name = "FEATURE", requires = "catalogs")]
    feature: Option<String>,
    /// The action
    #[arg(value_name = "ACTION")]
    action: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    On,
    Off,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let Arguments { data_dir, catalogs, to, feature, action } = arguments;
    let mut out = std::io::stdout().lock();
    let (Some(to), Some(feature)) = (to, feature) else {
        let off = switches::remembered(data_dir)?.not_recorded;
        if off.is_empty() {
            writeln!(out, "no event is switched off")?;
        }
        for (feature, action) in off.iter() {
            writeln!(out, "off  {feature}  {}", action.unwrap_or("*"))?;
        }
        return Ok(());
    };
    let (declared, on) = (Declarations::read_all(catalogs)?, *to == To::On);
    let reach = switches::set_recorded(data_dir, &declared, feature, action.as_deref(), on)?;
    let (name, word) = (action.as_deref().unwrap_or("*"), if on { "on" } else { "off" });
    match reach {
        Reach::Running => {
            writeln!(
                out,
                "{word}  {feature}  {name}; the running instance learns it within a second"
            )?;
        }
        Reach::Stopped => writeln!(out, "{word}  {feature}  {name}; for the programs that start")?,
    }
    Ok(())
}
