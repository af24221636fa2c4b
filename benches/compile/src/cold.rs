//! Cold builds: a program with a single declaration, from nothing, with all of
//! its dependencies. Depends on `cargo`; prints nothing.

use std::fs;

use crate::{
    cargo::{self, Mode},
    error::Error,
    package::{Package, Rooms},
    plan::Plan,
    source::Subject,
    stats::Samples,
};

pub(crate) struct Cold {
    pub(crate) ours: Samples,
    pub(crate) serde: Samples,
}

pub(crate) fn build(rooms: &Rooms, plan: &Plan) -> Result<Cold, Error> {
    let ours = prepare(rooms, Subject::Ours)?;
    let serde = prepare(rooms, Subject::Serde)?;
    let mut cold = Cold { ours: Samples::default(), serde: Samples::default() };
    for round in 0..plan.cold_rounds {
        eprintln!("cold round {} of {}", round + 1, plan.cold_rounds);
        cold.ours.0.push(from_nothing(rooms, &ours)?);
        cold.serde.0.push(from_nothing(rooms, &serde)?);
    }
    Ok(cold)
}

fn prepare(rooms: &Rooms, subject: Subject) -> Result<Package, Error> {
    let package = rooms.single_program(subject)?;
    cargo::fetch(&package)?;
    Ok(package)
}

fn from_nothing(rooms: &Rooms, package: &Package) -> Result<cargo::Cost, Error> {
    let target = rooms.generated().join("cold");
    let remove = || match fs::remove_dir_all(&target) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::files(&target)(error))
        }
        _ => Ok(()),
    };
    remove()?;
    let cost = cargo::build(package, &target, Mode::Build)?;
    remove()?;
    Ok(cost)
}
