//! Which part of a workspace is built, in cargo's own words.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use clap::Args;

/// What to build; without any of these, what `cargo build` would build.
#[derive(Debug, Args)]
#[command(next_help_heading = "Build")]
pub(crate) struct Selection {
    /// Build only this package; may be given more than once.
    #[arg(short, long, value_name = "SPEC")]
    package: Vec<String>,
    /// Build all packages of the workspace.
    #[arg(long)]
    workspace: bool,
    /// Build all packages of the workspace but this one.
    #[arg(long, value_name = "SPEC", requires = "workspace")]
    exclude: Vec<String>,
    /// Build only the library.
    #[arg(long)]
    lib: bool,
    /// Build only the programs.
    #[arg(long)]
    bins: bool,
    /// Build only this program; may be given more than once.
    #[arg(long, value_name = "NAME")]
    bin: Vec<String>,
    /// Build the examples.
    #[arg(long)]
    examples: bool,
    /// Build all targets, tests and benches too.
    #[arg(long)]
    all_targets: bool,
    /// The features to build with, separated by commas or spaces.
    #[arg(short = 'F', long, value_name = "FEATURES")]
    features: Vec<String>,
    /// Build with all features.
    #[arg(long)]
    all_features: bool,
    /// Build without the default features.
    #[arg(long)]
    no_default_features: bool,
    /// Build with this profile, always without LTO; `dev` if it is left out.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Build for this target; may be given more than once.
    #[arg(long, value_name = "TRIPLE")]
    target: Vec<String>,
    /// Where cargo keeps what it builds.
    #[arg(long, value_name = "DIRECTORY")]
    pub(super) target_dir: Option<PathBuf>,
    /// Use Cargo.lock as it is.
    #[arg(long)]
    locked: bool,
    /// Use no network.
    #[arg(long)]
    offline: bool,
    /// Both `--locked` and `--offline`.
    #[arg(long)]
    frozen: bool,
}

impl Selection {
    /// The profile by its name.
    pub(super) fn profile(&self) -> &str {
        self.profile.as_deref().unwrap_or("dev")
    }

    /// The arguments of cargo that say what is built.
    pub(super) fn to_arguments(&self) -> Vec<OsString> {
        let mut arguments = Vec::new();
        let flags = [
            ("--workspace", self.workspace),
            ("--lib", self.lib),
            ("--bins", self.bins),
            ("--examples", self.examples),
            ("--all-targets", self.all_targets),
            ("--all-features", self.all_features),
            ("--no-default-features", self.no_default_features),
        ];
        let given = flags.into_iter().filter(|(_, given)| *given);
        arguments.extend(given.map(|(flag, _)| flag.into()));
        let values = [
            ("--package", &self.package),
            ("--exclude", &self.exclude),
            ("--bin", &self.bin),
            ("--features", &self.features),
            ("--target", &self.target),
        ];
        for (flag, values) in values {
            arguments.extend(values.iter().map(|value| format!("{flag}={value}").into()));
        }
        arguments.push(format!("--profile={}", self.profile()).into());
        arguments
    }

    /// The arguments of every call of cargo: which workspace it is, and how it
    /// may be resolved.
    pub(super) fn shared_arguments(&self, manifest: Option<&Path>) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = Vec::new();
        if let Some(manifest) = manifest {
            arguments.extend(["--manifest-path".into(), manifest.into()]);
        }
        let flags =
            [("--locked", self.locked), ("--offline", self.offline), ("--frozen", self.frozen)];
        let given = flags.into_iter().filter(|(_, given)| *given);
        arguments.extend(given.map(|(flag, _)| flag.into()));
        arguments
    }
}
