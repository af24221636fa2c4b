//! `telemetry mode`: the mode of an instance, set from outside.

use std::{io::Write as _, path::PathBuf};

use clap::Args;
use telemetry_sdk::{
    policy::Mode,
    switches::{self, Reach},
};

use super::{Failure, queue::time};

/// Set what an instance records and exports, or show what was set.
///
/// Every process that records into the data directory learns it within a
/// second. `off` records nothing and purges what waits; it stays in force, also
/// for programs that start later, until another mode is set. The other modes
/// hold for the processes that run; one that starts later has its own.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The data directory of the instance
    #[arg(long, value_name = "DIR")]
    data_dir: PathBuf,
    /// `on`, `on:feature,other.*`, `local` or `off`; without it, what was set
    /// last is shown
    #[arg(value_name = "MODE")]
    mode: Option<Mode>,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let Some(mode) = &arguments.mode else {
        match switches::remembered(&arguments.data_dir)?.mode {
            None => writeln!(out, "no mode was set at run time; each process has its own")?,
            Some((Mode::Off, at)) => {
                writeln!(out, "off since {}, also for programs that start", time(at))?;
            }
            Some((mode, at)) => writeln!(
                out,
                "{mode}, set {} for the processes that ran then; one that started later has its own",
                time(at)
            )?,
        }
        return Ok(());
    };
    match switches::set_mode(&arguments.data_dir, mode)? {
        Reach::Running => writeln!(out, "{mode}; the running instance learns it within a second")?,
        Reach::Stopped if *mode == Mode::Off => {
            writeln!(out, "off; what waited is purged, and no program that starts records")?;
        }
        Reach::Stopped => {
            writeln!(out, "{mode}; no process runs, and one that starts has its own mode")?
        }
    }
    Ok(())
}
