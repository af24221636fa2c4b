//! Between stored values and types: state numbers, reasons, counts. A value
//! that is in no closed list is damage, never a guess.

use bytes::Bytes;
use rusqlite::types::Type;
use rusqlite::{Connection, Error, Result, Row};

use super::page::{StateName, StoredEvent};
use super::reason::{EventState, LossReason, RefusedReason, WithheldReason};
use super::sql;
use super::stats::{Loss, Tally};

/// The states that an event's row can have; `leased` is not one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stored {
    Queued = 0,
    Exported = 1,
    Refused = 2,
    Withheld = 3,
}

/// What [`sql::ROW`] gives for an event that is leased.
const LEASED: i64 = -1;

impl Stored {
    /// The row state behind `name`; none for leased.
    pub(super) const fn of(name: StateName) -> Option<Self> {
        match name {
            StateName::Queued => Some(Self::Queued),
            StateName::Leased => None,
            StateName::Exported => Some(Self::Exported),
            StateName::Refused => Some(Self::Refused),
            StateName::Withheld => Some(Self::Withheld),
        }
    }
}

/// As SQLite keeps it; beyond its range the largest number.
pub(super) fn int<N: TryInto<i64>>(n: N) -> i64 {
    n.try_into().unwrap_or(i64::MAX)
}

/// A count; below zero would be damage that a figure may show as zero.
pub(super) fn count(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

/// Events and bytes from two columns.
pub(super) fn tally(row: &Row<'_>, first: usize) -> Result<Tally> {
    Ok(Tally { events: count(row.get(first)?), bytes: count(row.get(first + 1)?) })
}

/// The number and the sum of the sizes that a statement returned.
pub(super) fn sizes(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Tally> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut sum = Tally::default();
    while let Some(row) = rows.next()? {
        sum.events += 1;
        sum.bytes += count(row.get(0)?);
    }
    Ok(sum)
}

/// The stored totals, by [`Stored`] number.
pub(super) fn totals(conn: &Connection) -> Result<[Tally; 4]> {
    let mut totals = [Tally::default(); 4];
    let mut statement = conn.prepare_cached(sql::TOTALS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let state: usize = row.get::<_, u8>(0)?.into();
        *totals.get_mut(state).ok_or_else(|| damage(0))? = tally(row, 1)?;
    }
    Ok(totals)
}

/// A row of [`sql::LOSSES`].
pub(super) fn loss(row: &Row<'_>) -> Result<Loss> {
    let reason = LossReason::parse(row.get_ref(0)?.as_str()?).ok_or_else(|| damage(0))?;
    Ok(Loss { reason, lost: tally(row, 1)?, last_at: row.get(3)? })
}

/// A row of [`sql::ROW`].
pub(super) fn stored_event(row: &Row<'_>) -> Result<StoredEvent> {
    Ok(StoredEvent {
        id: row.get(0)?,
        feature: row.get(1)?,
        action: row.get(2)?,
        recorded_at: row.get(3)?,
        queued_at: row.get(4)?,
        state: state(row)?,
        state_at: row.get(6)?,
        exportable: Bytes::from(row.get::<_, Vec<u8>>(10)?),
        local: row.get::<_, Option<Vec<u8>>>(11)?.map(Bytes::from),
    })
}

fn state(row: &Row<'_>) -> Result<EventState> {
    let reason = row.get::<_, Option<String>>(7)?.unwrap_or_default();
    let state = match row.get(5)? {
        LEASED => Some(EventState::Leased),
        0 => Some(EventState::Queued),
        1 => Some(EventState::Exported),
        2 => RefusedReason::parse(&reason, row.get(8)?, row.get(9)?).map(EventState::Refused),
        _ => WithheldReason::parse(&reason).map(EventState::Withheld),
    };
    state.ok_or_else(|| damage(7))
}

fn damage(column: usize) -> Error {
    Error::FromSqlConversionFailure(column, Type::Text, "not in the closed list".into())
}
