//! Cold builds: a program with a single declaration, from nothing, with all of
//! its dependencies. Depends on `cargo`; prints nothing.

use crate::{
    cargo::{self, Mode},
    error::Error,
    package::{self, Package, Rooms},
    plan::Plan,
    source::{Lock, Subject},
    stats::Samples,
};

pub(crate) struct Cold {
    pub(crate) ours: Samples,
    pub(crate) serde: Samples,
}

pub(crate) fn build(rooms: &Rooms, plan: &Plan) -> Result<Cold, Error> {
    let ours = prepare(rooms, Subject::Ours(Lock::Absent))?;
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
    package::remove(&target)?;
    let cost = cargo::build(package, &target, Mode::Build)?;
    package::remove(&target)?;
    Ok(cost)
}
