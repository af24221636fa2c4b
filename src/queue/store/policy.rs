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
        self.spans.save(&self.conn)?;
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::queue::clock::SystemClock;
    use crate::queue::event::NewEvent;
    use crate::queue::limits::QueueLimits;
    use crate::queue::reason::WithheldReason;

    const LOCAL: Disposition = Disposition::Withhold(WithheldReason::Local);

    fn event(n: i64) -> NewEvent {
        NewEvent::new(format!("id-{n}"), n << 12, "search", "shown", vec![1])
    }

    /// Calls that share a transaction see what those before them did.
    #[test]
    fn what_this_transaction_added_and_moved_is_found() {
        let directory = tempfile::tempdir().expect("a directory");
        let limits = QueueLimits { ballast_bytes: 4096, ..QueueLimits::default() };
        let path = directory.path().join("queue.db");
        let mut store =
            Store::open(path, limits, Arc::new(SystemClock::default())).expect("a store");
        let done = store.transact(|store| {
            store.insert(&[event(1), event(2), event(3).withheld(WithheldReason::Local)])?;
            let (kind, ..) = store.kinds()?.remove(0);
            let apply = |to| store.apply_policy(&[(kind, to)], 0, 100).map(|it| it.applied);
            let requeued = apply(Disposition::Queue)?.requeued;
            let withheld = apply(LOCAL)?.withheld;
            let again = apply(Disposition::Queue)?.requeued;
            store.insert(&[event(4)])?;
            Ok((requeued, withheld, again, store.purge_kind(kind, 100)?))
        });
        assert_eq!(done.expect("room"), (1, 3, 3, 4));
    }
}
