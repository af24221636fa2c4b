//! Policy over what waits: one statement for each (feature, action), in steps
//! of bounded size so that producers get their turn in between. Leased events
//! are left alone: they may already be on their way.

use rusqlite::{Result, params};

use super::Store;
use super::totals::Totals;
use crate::queue::event::Disposition;
use crate::queue::row::{self, Stored, int};
use crate::queue::sql;
use crate::queue::stats::{PolicyApplied, Tally};

/// A part of applying a policy.
pub(in crate::queue) struct PolicyStep {
    /// What this part changed.
    pub(in crate::queue) applied: PolicyApplied,
    /// The first decision that still has to be applied.
    pub(in crate::queue) next: usize,
}

impl Store {
    /// Every (feature, action) that the queue has ever held, with its number.
    pub(in crate::queue) fn kinds(&self) -> Result<Vec<(i64, String, String)>> {
        let mut all = self.conn.prepare_cached(sql::ALL_KINDS)?;
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.collect()
    }

    /// Applies `decisions` from number `next` on to at most `limit` events.
    pub(in crate::queue) fn apply_policy(
        &self,
        decisions: &[(i64, Disposition)],
        mut next: usize,
        limit: usize,
    ) -> Result<PolicyStep> {
        let mut totals = Totals::load(&self.conn)?;
        let mut applied = PolicyApplied::default();
        let mut left = limit as u64;
        while let Some((kind, disposition)) = decisions.get(next)
            && left > 0
        {
            let changed = match disposition {
                Disposition::Queue => self.requeue(*kind, left, &mut totals)?,
                Disposition::Withhold(reason) => {
                    self.withhold(*kind, reason.as_str(), left, &mut totals)?
                }
            };
            match disposition {
                Disposition::Queue => applied.requeued += changed,
                Disposition::Withhold(_) => applied.withheld += changed,
            }
            left -= changed.min(left);
            next += usize::from(left > 0);
        }
        totals.save(&self.conn)?;
        Ok(PolicyStep { applied, next })
    }

    fn requeue(&self, kind: i64, limit: u64, totals: &mut Totals) -> Result<u64> {
        let row = params![kind, self.clock.wall(), int(limit)];
        let moved = row::sizes(&self.conn, sql::REQUEUE_WITHHELD, row)?;
        totals.shift(Stored::Withheld, Stored::Queued, moved);
        Ok(moved.events)
    }

    fn withhold(&self, kind: i64, reason: &str, limit: u64, totals: &mut Totals) -> Result<u64> {
        let change = |sql, limit: u64| -> Result<Tally> {
            row::sizes(&self.conn, sql, params![kind, reason, self.clock.wall(), int(limit)])
        };
        let moved = change(sql::WITHHOLD_QUEUED, limit)?;
        totals.shift(Stored::Queued, Stored::Withheld, moved);
        let changed = change(sql::CHANGE_WITHHELD, limit - moved.events)?;
        Ok(moved.events + changed.events)
    }
}
