//! Where a bench writes: below the directory of the build, because the
//! temporary directory of the system may be memory, where a commit costs
//! nothing.

use std::path::{Path, PathBuf};

use telemetry_bench::Report;
use tempfile::TempDir;

/// A directory that is gone when the bench is done with it.
pub(crate) fn directory() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// Where an instance with this directory keeps its queue.
pub(crate) fn queue(directory: &Path) -> PathBuf {
    directory.join("queue.db")
}

/// Draws the plot of this bench.
pub(crate) fn draw(bench: &str, report: &Report) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{bench}.svg"));
    report.draw(&path).unwrap();
}
