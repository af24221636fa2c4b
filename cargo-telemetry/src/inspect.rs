//! `cargo telemetry inspect`: every event that a file can emit.
//!
//! It shows what is there and judges nothing. Exit status 2 if a part of the
//! file could not be read, with everything shown that could.

mod json;
mod text;

use std::path::PathBuf;

use clap::Args;

use crate::{
    artifact::Artifact,
    command::Outcome,
    error::CommandError,
    output::{Color, Style, print},
};

/// List every event that a compiled program can emit, without running it.
///
/// Exit status: 0 if everything was read, also if there are no events; 2 if the
/// file, or a part of it, could not be read.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A program, shared library, object file, static library or rlib, or a
    /// catalog that a program wrote of itself.
    path: PathBuf,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments, color: Color) -> Result<Outcome, CommandError> {
    let artifact = Artifact::open(&arguments.path)?;
    let text = if arguments.json {
        json::document(&arguments.path, &artifact)
    } else {
        text::document(&arguments.path, &artifact, Style::of(color, &std::io::stdout()))
    };
    print(&text)?;
    Ok(if artifact.damage.is_empty() { Outcome::Clean } else { Outcome::Incomplete })
}
