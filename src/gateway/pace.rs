//! How fast a tenant may send: who is ahead of the allowance waits, which
//! holds the sender back through the transport. Knows counts and times only.

use std::{
    collections::BTreeMap,
    num::NonZeroU32,
    sync::Mutex,
    time::{Duration, Instant},
};

use crate::sink::Tenant;

/// How far a tenant may be ahead of its allowance before it waits.
const BURST: Duration = Duration::from_secs(1);

/// The allowances of all tenants. Holds one entry for each configured tenant,
/// so its size is bounded.
#[derive(Debug)]
pub(super) struct Pace {
    events_per_second: Option<NonZeroU32>,
    /// Until when each tenant's events so far would have taken.
    paid: Mutex<BTreeMap<Option<Tenant>, Instant>>,
}

impl Pace {
    pub(super) fn new(events_per_second: Option<NonZeroU32>) -> Self {
        Self { events_per_second, paid: Mutex::default() }
    }

    /// How long these events have to wait. `None` is the allowance that all
    /// senders of an open gateway share.
    pub(super) fn charge(&self, tenant: Option<&Tenant>, events: usize, now: Instant) -> Duration {
        let Some(rate) = self.events_per_second else { return Duration::ZERO };
        let cost = Duration::from_secs(1) / rate.get() * u32::try_from(events).unwrap_or(u32::MAX);
        let mut paid = self.paid.lock().expect("no code panics while it holds this lock");
        let until = paid.entry(tenant.cloned()).or_insert(now);
        *until = (*until).max(now) + cost;
        until.duration_since(now).saturating_sub(BURST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_ahead_waits_and_others_do_not() {
        let pace = Pace::new(NonZeroU32::new(1_000));
        let (a, b) = (Tenant::new("a"), Tenant::new("b"));
        let now = Instant::now();
        assert_eq!(pace.charge(a.as_ref(), 1_000, now), Duration::ZERO);
        assert_eq!(pace.charge(a.as_ref(), 500, now), Duration::from_millis(500));
        assert_eq!(pace.charge(b.as_ref(), 1_000, now), Duration::ZERO);
        let later = now + Duration::from_secs(10);
        assert_eq!(pace.charge(a.as_ref(), 1_000, later), Duration::ZERO, "time pays");
    }

    #[test]
    fn without_a_limit_nobody_waits() {
        assert_eq!(Pace::new(None).charge(None, usize::MAX, Instant::now()), Duration::ZERO);
    }
}
