//! What can go wrong, for the person who runs the benchmark. Depends on
//! nothing of this package; no measuring and no printing in here.

use std::{io, path::PathBuf};

use telemetry_schema::{CatalogError, lock::LockError};

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("cannot read or write `{path}`; see that the disk has space and `target` is yours")]
    Files { path: PathBuf, source: io::Error },
    #[error("cannot start `{command}`; see that cargo is installed and on the path")]
    NoCargo { command: String, source: io::Error },
    #[error(
        "`{command}` failed; run it by hand, and repair the declaration or the dependency:\n{output}"
    )]
    Cargo { command: String, output: String },
    #[error("`{path}` is not as `cargo telemetry accept` writes it")]
    Lock { path: PathBuf, source: LockError },
    #[error("the operating system does not tell the CPU time of finished processes; run on Unix")]
    NoCpuTime { source: nix::Error },
    #[error("`{path}` is no ELF program; sizes are read on Linux only, leave out `size`")]
    NotElf { path: PathBuf, source: object::Error },
    #[error("the events of the lock are no catalog; no two may have nearly the same names")]
    Catalog { source: CatalogError },
    #[error("unknown argument `{given}`; parts are {parts}, and `--quick` makes them short")]
    Argument { given: String, parts: String },
}

impl Error {
    /// For `map_err` of file operations on this path.
    pub(crate) fn files(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::Files { path, source }
    }
}
