//! The closed list of units.

use std::fmt;

/// The unit of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(usize);

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// A span of time.
    Time,
    /// An amount of data.
    Size,
    /// A share of a whole.
    Ratio,
}

struct Row {
    symbol: &'static str,
    dimension: Dimension,
    /// Nanoseconds in one unit of time; 0 for the others.
    nanoseconds: u64,
}

const fn time(symbol: &'static str, nanoseconds: u64) -> Row {
    Row { symbol, dimension: Dimension::Time, nanoseconds }
}

const fn other(symbol: &'static str, dimension: Dimension) -> Row {
    Row { symbol, dimension, nanoseconds: 0 }
}

// The position of a row is not stored anywhere: schemas carry the symbol.
const ROWS: [Row; 17] = [
    time("ns", 1),
    time("us", 1_000),
    time("ms", 1_000_000),
    time("s", 1_000_000_000),
    time("min", 60_000_000_000),
    time("h", 3_600_000_000_000),
    time("d", 86_400_000_000_000),
    other("B", Dimension::Size),
    other("kB", Dimension::Size),
    other("MB", Dimension::Size),
    other("GB", Dimension::Size),
    other("KiB", Dimension::Size),
    other("MiB", Dimension::Size),
    other("GiB", Dimension::Size),
    other("ratio", Dimension::Ratio),
    other("%", Dimension::Ratio),
    other("ppm", Dimension::Ratio),
];

impl Unit {
    /// Every unit.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..ROWS.len()).map(Self)
    }

    /// The unit of this symbol, if there is one.
    #[must_use]
    pub fn from_symbol(symbol: &str) -> Option<Self> {
        Self::all().find(|unit| unit.symbol() == symbol)
    }

    /// The symbol that declarations and schemas use.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        ROWS[self.0].symbol
    }

    /// What it measures.
    #[must_use]
    pub const fn dimension(self) -> Dimension {
        ROWS[self.0].dimension
    }

    /// Nanoseconds in one of this unit, for units of time.
    #[must_use]
    pub fn nanoseconds(self) -> Option<u64> {
        (self.dimension() == Dimension::Time).then(|| ROWS[self.0].nanoseconds)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}
