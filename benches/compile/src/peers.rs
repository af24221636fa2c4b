//! The comparison: the same structs under ours and under the derives of peers.
//! Depends on `rounds`; prints nothing.

use crate::{
    error::Error,
    package::{Package, Rooms},
    plan::Plan,
    prepare,
    rounds::{self, Measured},
    source::{Lock, Shape, Subject},
};

/// The sides of each shape.
const SIDES: [(Shape, &[Subject]); 2] = [
    (
        Shape::Literal,
        &[
            Subject::OURS,
            Subject::Ours(Lock::Absent),
            Subject::Ours(Lock::Large),
            Subject::Floor,
            Subject::Std,
            Subject::ThisError,
            Subject::Serde,
            Subject::Tracing,
            Subject::Prost,
            Subject::Metrique,
        ],
    ),
    (
        Shape::Resolved,
        &[
            Subject::OURS,
            Subject::Ours(Lock::Absent),
            Subject::Ours(Lock::Large),
            Subject::Floor,
            Subject::Std,
            Subject::Serde,
        ],
    ),
];

/// One side of the comparison.
pub(crate) struct Side {
    pub(crate) shape: Shape,
    pub(crate) subject: Subject,
    /// Of the peer's crate.
    pub(crate) version: Option<String>,
    pub(crate) measured: Measured,
}

pub(crate) struct Comparison {
    pub(crate) structs: usize,
    pub(crate) rounds: usize,
    pub(crate) sides: Vec<Side>,
    /// The peers that could not be fetched, and why.
    pub(crate) left_out: Vec<(Subject, String)>,
}

impl Comparison {
    /// The sides of a shape.
    pub(crate) fn of(&self, shape: Shape) -> impl Iterator<Item = &Side> {
        self.sides.iter().filter(move |side| side.shape == shape)
    }

    /// What one side of a shape took.
    pub(crate) fn side(&self, shape: Shape, subject: Subject) -> Option<&Measured> {
        self.of(shape).find(|side| side.subject == subject).map(|side| &side.measured)
    }
}

pub(crate) fn compare(rooms: &Rooms, plan: &Plan) -> Result<Comparison, Error> {
    let (mut sides, mut packages, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for (shape, subject) in all() {
        eprintln!("preparing {} ({})", subject.name(), shape.name());
        match prepare::library(rooms, subject, shape, plan.structs) {
            Ok(package) => {
                sides.push((shape, subject, version(&package, subject)?));
                packages.push(package);
            }
            // Not in the lock file of this workspace: without a network it is missing.
            Err(error) if subject == Subject::Metrique => {
                left_out.push((subject, error.to_string()))
            }
            Err(error) => return Err(error),
        }
    }
    let measured = rounds::measure(&packages, &rooms.target(), plan.rounds)?;
    let sides = sides.into_iter().zip(measured).map(|((shape, subject, version), measured)| Side {
        shape,
        subject,
        version,
        measured,
    });
    Ok(Comparison { structs: plan.structs, rounds: plan.rounds, sides: sides.collect(), left_out })
}

fn all() -> impl Iterator<Item = (Shape, Subject)> {
    SIDES.into_iter().flat_map(|(shape, subjects)| subjects.iter().map(move |each| (shape, *each)))
}

fn version(package: &Package, subject: Subject) -> Result<Option<String>, Error> {
    subject.peer_crate().map_or(Ok(None), |name| package.locked_version(name))
}
