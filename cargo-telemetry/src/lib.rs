//! The `cargo telemetry` command: what a program is able to send, told from what
//! was built of it, without running it, and compared with what was accepted.
//!
//! Each subcommand is a module with its arguments and a `run`; they share
//! [`artifact`], the package that alone knows file formats. Rules are not here but
//! in `telemetry-schema`, and no module needs the crates that record or send.
//! The library exists for the command and its tests.

mod accept;
mod build;
mod changes;
mod check;
mod command;
mod diagnostic;
mod diff;
mod difference;
mod docs;
mod error;
mod facts;
mod inspect;
mod json;
mod lockfiles;
mod output;
mod program;
mod review;
mod texts;
mod workspace;
mod wrapper;

pub use command::run;
pub use telemetry_artifact as artifact;
