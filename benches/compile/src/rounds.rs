//! Interleaved rounds: each round rebuilds every package once, so that what the
//! machine does meanwhile falls on all of them. Depends on `cargo`; knows no
//! peers.

use std::path::Path;

use crate::{
    cargo::{self, Mode},
    error::Error,
    package::Package,
    stats::Samples,
};

/// What one package took, with its dependencies already built.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    pub(crate) check: Samples,
    pub(crate) build: Samples,
}

impl Measured {
    pub(crate) const fn of(&self, mode: Mode) -> &Samples {
        match mode {
            Mode::Check => &self.check,
            Mode::Build | Mode::Release => &self.build,
        }
    }
}

/// So many rounds over the prepared packages; the results are in their order.
pub(crate) fn measure(
    packages: &[Package],
    target: &Path,
    rounds: usize,
) -> Result<Vec<Measured>, Error> {
    let mut measured: Vec<_> = packages.iter().map(|_| Measured::default()).collect();
    for round in 0..rounds {
        eprintln!("round {} of {rounds}", round + 1);
        for turn in 0..packages.len() {
            // Nobody is always the first, or behind the same neighbour.
            let at = (turn + round) % packages.len();
            let package = &packages[at];
            measured[at].check.0.push(cargo::rebuild(package, target, Mode::Check)?);
            measured[at].build.0.push(cargo::rebuild(package, target, Mode::Build)?);
        }
    }
    Ok(measured)
}
