//! Makes a package ready for the rounds: everything it depends on is built, and
//! its workspace has accepted what its side says. Depends on `package`, `cargo`
//! and `accept`; measures nothing.

use crate::{
    accept,
    cargo::{self, Mode},
    error::Error,
    package::{Package, Rooms},
    source::{Lock, Shape, Subject},
};

/// A library of so many structs, of which only the library itself is left to
/// build.
pub(crate) fn library(
    rooms: &Rooms,
    subject: Subject,
    shape: Shape,
    structs: usize,
) -> Result<Package, Error> {
    let package = rooms.library(subject, shape, structs)?;
    cargo::fetch(&package)?;
    build(rooms, &package)?;
    if let Subject::Ours(lock @ (Lock::Own | Lock::Large)) = subject {
        accept::accept(rooms, &package)?;
        if lock == Lock::Large {
            accept::enlarge(&package)?;
        }
        // A lock that refuses them is to be noticed before anything is measured.
        build(rooms, &package)?;
    }
    Ok(package)
}

fn build(rooms: &Rooms, package: &Package) -> Result<(), Error> {
    cargo::build(package, &rooms.target(), Mode::Check)?;
    cargo::build(package, &rooms.target(), Mode::Build).map(drop)
}
