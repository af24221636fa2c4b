//! How the time grows with the number of structs: ours in both shapes, with a
//! lock of them all and without one, and serde beside it. Depends on `rounds`;
//! prints nothing.

use crate::{
    cargo::Mode,
    error::Error,
    package::Rooms,
    plan::Plan,
    prepare,
    rounds::{self, Measured},
    source::{Lock, Shape, Subject},
    stats::Clock,
};

/// By how much the milliseconds per struct may grow and still be called linear:
/// the noise of a machine that does other things too.
const TOLERANCE: f64 = 1.1;

const SERIES: [(Subject, Shape); 6] = [
    (Subject::OURS, Shape::Literal),
    (Subject::OURS, Shape::Resolved),
    (Subject::Ours(Lock::Absent), Shape::Literal),
    (Subject::Ours(Lock::Absent), Shape::Resolved),
    (Subject::Serde, Shape::Literal),
    (Subject::Serde, Shape::Resolved),
];

/// The same structs in ascending numbers.
pub(crate) struct Series {
    pub(crate) subject: Subject,
    pub(crate) shape: Shape,
    pub(crate) points: Vec<(usize, Measured)>,
}

impl Series {
    /// Milliseconds of CPU time per struct, at each size.
    pub(crate) fn per_struct(&self, mode: Mode) -> impl Iterator<Item = (usize, f64)> {
        let each = move |(structs, measured): &(usize, Measured)| {
            (*structs, measured.of(mode).per_struct(Clock::Cpu, *structs))
        };
        self.points.iter().map(each)
    }

    /// Milliseconds that each further struct takes between the two largest
    /// sizes: without what any build costs, which small sizes hide behind.
    pub(crate) fn further(&self, mode: Mode) -> f64 {
        let points: Vec<_> = self.per_struct(mode).collect();
        let [.., (fewer, low), (more, high)] = points.as_slice() else { return f64::NAN };
        let (fewer, more) = (*fewer as f64, *more as f64);
        (high * more - low * fewer) / (more - fewer)
    }

    /// Milliseconds per struct at the largest size, as a multiple of those at
    /// the smallest.
    pub(crate) fn steepness(&self, mode: Mode) -> f64 {
        let first = self.per_struct(mode).next();
        let last = self.per_struct(mode).last();
        first.zip(last).map_or(f64::NAN, |((_, first), (_, last))| last / first)
    }

    pub(crate) fn is_linear(&self, mode: Mode) -> bool {
        self.steepness(mode) <= TOLERANCE
    }
}

pub(crate) fn grow(rooms: &Rooms, plan: &Plan) -> Result<Vec<Series>, Error> {
    let mut packages = Vec::new();
    for (subject, shape) in SERIES {
        for size in plan.sizes {
            eprintln!("preparing {} ({}), {size} structs", subject.name(), shape.name());
            packages.push(prepare::library(rooms, subject, shape, *size)?);
        }
    }
    let measured = rounds::measure(&packages, &rooms.target(), plan.growth_rounds)?;
    let mut measured = measured.into_iter();
    let series = SERIES.map(|(subject, shape)| {
        let points = plan.sizes.iter().copied().zip(measured.by_ref());
        Series { subject, shape, points: points.collect() }
    });
    Ok(series.into())
}
