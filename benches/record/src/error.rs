//! Why the bench could not run.

use std::{fmt, io};

#[derive(Debug)]
pub(crate) enum Error {
    Argument(String),
    Directory(io::Error),
    Thread(io::Error),
    Plot(io::Error),
    Version(telemetry_core::wire::VersionError),
    /// A library that must be set up once refused.
    SetUp(&'static str, String),
    /// A thread that measures ended.
    Crew,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument(given) => write!(
                f,
                "unknown argument '{given}'; give --quick or nothing, and any of the parts off, peers, growth"
            ),
            Self::Directory(error) => {
                write!(f, "no directory for journals can be made below target: {error}")
            }
            Self::Thread(error) => write!(f, "no thread can be started: {error}"),
            Self::Plot(error) => write!(f, "the plot cannot be written: {error}"),
            Self::Version(error) => write!(f, "the version is not one: {error}"),
            Self::SetUp(what, error) => write!(f, "{what} could not be set up: {error}"),
            Self::Crew => f.write_str("a measuring thread has panicked; see above"),
        }
    }
}

impl std::error::Error for Error {}
