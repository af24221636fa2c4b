//! The `cargo telemetry` command: what a compiled program is able to send, told
//! from its file, without running it.
//!
//! Each subcommand is a module with its arguments and a `run`; they share
//! [`artifact`], the package that alone knows file formats. Rules are not here but
//! in `telemetry-schema`, and no module needs the crates that record or send.
//! The library exists for the command and its tests.

mod accept;
mod changes;
mod check;
mod command;
mod diff;
mod docs;
mod error;
mod inspect;
mod json;
mod lockfiles;
mod output;
mod program;
mod workspace;

pub use command::run;
pub use telemetry_artifact as artifact;
