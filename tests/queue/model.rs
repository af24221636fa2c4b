//! Random operations against a model in memory: after each of them the
//! figures agree with the model, with the pages, and with what counting the
//! rows says.

use std::collections::BTreeMap;
use std::time::Duration;

use proptest::prelude::*;
use rusqlite::Connection;
use telemetry_sdk::queue::{
    CountRequest, Disposition, EventState, Inserted, Lease, LeaseRequest, LossReason, NewEvent,
    Outcome, PageRequest, Queue, QueueLimits, RefusedReason, StateName, StoredEvent,
    WithheldReason,
};

use crate::support::{Place, all, ids, limits};

const MAX_ROWS: u64 = 30;
const MAX_BYTES: u64 = 400;
const RETENTION: Duration = Duration::from_secs(10);

#[derive(Debug, Clone)]
struct New {
    id: u8,
    time: i64,
    kind: u8,
    exportable: usize,
    local: Option<usize>,
    withheld: Option<WithheldReason>,
}

#[derive(Debug, Clone)]
enum Step {
    Insert(Vec<New>),
    Lease {
        max_events: usize,
        max_bytes: usize,
    },
    /// The n-th open lease, with an outcome for each of its events.
    Settle(usize, Vec<u8>),
    Release(usize),
    Policy([Option<WithheldReason>; 3]),
    Purge,
    Pass(u64),
    JumpWall(i64),
    CleanUp,
    Reopen,
}

fn reason() -> impl Strategy<Value = Option<WithheldReason>> {
    prop_oneof![
        3 => Just(None),
        1 => Just(Some(WithheldReason::Local)),
        1 => Just(Some(WithheldReason::Scope)),
        1 => Just(Some(WithheldReason::NotAccepted)),
    ]
}

fn new() -> impl Strategy<Value = New> {
    (0..60_u8, -2..3_i64, 0..3_u8, 0..30_usize, proptest::option::of(0..10_usize), reason())
        .prop_map(|(id, time, kind, exportable, local, withheld)| New {
            id,
            time,
            kind,
            exportable,
            local,
            withheld,
        })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => proptest::collection::vec(new(), 0..12).prop_map(Step::Insert),
        4 => (0..8_usize, 0..100_usize)
            .prop_map(|(max_events, max_bytes)| Step::Lease { max_events, max_bytes }),
        4 => (0..4_usize, proptest::collection::vec(0..6_u8, 0..8))
            .prop_map(|(lease, outcomes)| Step::Settle(lease, outcomes)),
        1 => (0..4_usize).prop_map(Step::Release),
        2 => [reason(), reason(), reason()].prop_map(Step::Policy),
        1 => Just(Step::Purge),
        3 => (0..8_u64).prop_map(Step::Pass),
        1 => (-10_i64..10).prop_map(Step::JumpWall),
        2 => Just(Step::CleanUp),
        1 => Just(Step::Reopen),
    ]
}

const BIG: usize = 25;
const HOLD: u64 = 15;

struct Row {
    event: NewEvent,
    size: u64,
    state: EventState,
    /// The model's time of settling.
    settled: u64,
    /// Its number in the order of arrival.
    seq: u64,
}

#[derive(Default)]
struct Model {
    rows: BTreeMap<String, Row>,
    losses: BTreeMap<LossReason, u64>,
    leases: Vec<(Lease, u64)>,
    now: u64,
    seq: u64,
}

impl Model {
    fn sum(&self, keep: impl Fn(&EventState) -> bool) -> (u64, u64) {
        let rows = self.rows.values().filter(|row| keep(&row.state));
        rows.fold((0, 0), |(events, bytes), row| (events + 1, bytes + row.size))
    }

    fn fits(&self, keep: impl Fn(&EventState) -> bool, size: u64) -> Result<(), LossReason> {
        match self.sum(keep) {
            (events, _) if events >= MAX_ROWS => Err(LossReason::MaxRows),
            (_, bytes) if bytes + size > MAX_BYTES => Err(LossReason::MaxBytes),
            _ => Ok(()),
        }
    }

    fn insert(&mut self, event: NewEvent) -> Inserted {
        if self.rows.contains_key(&event.id) {
            return Inserted { duplicates: 1, ..Inserted::default() };
        }
        let size = (event.exportable.len() + event.local.as_ref().map_or(0, |l| l.len())) as u64;
        if let Err(reason) = self.fits(|_| true, size) {
            if self.fits(|state| !is_settled(state), size).is_err() {
                *self.losses.entry(reason).or_default() += 1;
                return Inserted { dropped: 1, ..Inserted::default() };
            }
            while self.fits(|_| true, size).is_err() {
                self.evict();
            }
        }
        let state = match event.disposition {
            Disposition::Queue => EventState::Queued,
            Disposition::Withhold(reason) => EventState::Withheld(reason),
        };
        self.rows.insert(event.id.clone(), Row { event, size, state, settled: 0, seq: self.seq });
        self.seq += 1;
        Inserted { stored: 1, ..Inserted::default() }
    }

    fn evict(&mut self) {
        let settled = self.rows.iter().filter(|(_, row)| is_settled(&row.state));
        let order =
            |(_, row): &(&String, &Row)| (row.state != EventState::Exported, row.settled, row.seq);
        let id = settled.min_by_key(order).map(|(id, _)| id.clone()).unwrap();
        let reason = match self.rows.remove(&id).unwrap().state {
            EventState::Exported => LossReason::ExportedEvicted,
            _ => LossReason::RefusedEvicted,
        };
        *self.losses.entry(reason).or_default() += 1;
    }

    fn expire(&mut self) {
        let now = self.now;
        let expired = |(_, until): &mut (Lease, u64)| *until <= now;
        for (lease, _) in self.leases.extract_if(.., expired).collect::<Vec<_>>() {
            self.give_back(&lease);
        }
    }

    fn give_back(&mut self, lease: &Lease) {
        for event in &lease.events {
            if let Some(row) = self.rows.get_mut(event.id())
                && row.state == EventState::Leased
            {
                row.state = EventState::Queued;
            }
        }
    }

    /// What a lease must hand out, and which events it must refuse.
    fn lease(&mut self, max_events: usize, max_bytes: usize) -> Vec<String> {
        self.expire();
        let mut queued: Vec<_> =
            self.rows.values_mut().filter(|row| row.state == EventState::Queued).collect();
        queued.sort_by_key(|row| (row.event.recorded_at, row.event.id.clone()));
        let (mut picked, mut bytes) = (Vec::new(), 0);
        for row in queued {
            if picked.len() == max_events {
                break;
            }
            let length = row.event.exportable.len();
            if length > BIG {
                row.state = EventState::Refused(RefusedReason::Oversized);
                row.settled = self.now;
                continue;
            }
            bytes += length;
            if bytes > max_bytes && !picked.is_empty() {
                break;
            }
            row.state = EventState::Leased;
            picked.push(row.event.id.clone());
        }
        picked
    }

    fn settle(&mut self, id: &str, outcome: &Outcome) {
        let now = self.now;
        let row = self.rows.get_mut(id).unwrap();
        row.settled = now;
        row.state = match outcome {
            Outcome::Exported => EventState::Exported,
            Outcome::Refused(reason) => EventState::Refused(reason.clone()),
            Outcome::Released => EventState::Queued,
            Outcome::Withheld(reason) => EventState::Withheld(*reason),
        };
    }
}

fn is_settled(state: &EventState) -> bool {
    matches!(state, EventState::Exported | EventState::Refused(_))
}

const FEATURES: [&str; 3] = ["search", "search.deep", "cody"];

fn event(new: &New) -> NewEvent {
    let feature = FEATURES[usize::from(new.kind)];
    let exportable = vec![new.id; new.exportable];
    // Some of one microsecond, some of another span.
    let mut event =
        NewEvent::new(format!("id-{:02}", new.id), new.time * 3000, feature, "shown", exportable);
    if let Some(length) = new.local {
        event = event.with_local(vec![0xee; length]);
    }
    match new.withheld {
        Some(reason) => event.withheld(reason),
        None => event,
    }
}

fn outcome(n: u8) -> Option<Outcome> {
    match n {
        0 | 1 => Some(Outcome::Exported),
        2 => Some(Outcome::Refused(RefusedReason::Gateway { code: 5, message: "no".to_owned() })),
        3 => Some(Outcome::Released),
        4 => Some(Outcome::Withheld(WithheldReason::ReviewExpired)),
        // Left in the lease.
        _ => None,
    }
}

fn open(place: &Place) -> Queue {
    let limits = QueueLimits { max_rows: MAX_ROWS, max_bytes: MAX_BYTES, ..limits() };
    place.open_with(limits)
}

fn run(place: &Place, queue: &mut Option<Queue>, model: &mut Model, step: Step) {
    let open_queue = queue.as_ref().unwrap();
    match step {
        Step::Insert(batch) => {
            let batch: Vec<_> = batch.iter().map(event).collect();
            let inserted = open_queue.insert(batch.clone()).unwrap();
            let mut expected = Inserted::default();
            for one in batch.into_iter().map(|event| model.insert(event)) {
                expected.stored += one.stored;
                expected.duplicates += one.duplicates;
                expected.dropped += one.dropped;
            }
            assert_eq!(inserted, expected);
        }
        Step::Lease { max_events, max_bytes } => {
            let hold = Duration::from_secs(HOLD);
            let request = LeaseRequest { max_events, max_bytes, max_event_bytes: BIG, hold };
            let lease = open_queue.lease(request).unwrap();
            assert_eq!(ids(&lease), model.lease(max_events, max_bytes));
            model.leases.push((lease, model.now + HOLD));
        }
        Step::Settle(n, outcomes) => settle(open_queue, model, n, &outcomes),
        Step::Release(n) if n < model.leases.len() => {
            let (lease, _) = model.leases.swap_remove(n);
            open_queue.release(lease.id, None).unwrap();
            model.give_back(&lease);
        }
        Step::Release(_) => {}
        Step::Policy(reasons) => policy(open_queue, model, reasons),
        Step::Purge => {
            let purged = open_queue.purge_waiting().unwrap();
            let before = model.rows.len();
            model.rows.retain(|_, row| is_settled(&row.state));
            assert_eq!(purged as usize, before - model.rows.len());
            model.leases.clear();
            if purged > 0 {
                *model.losses.entry(LossReason::Purged).or_default() += purged;
            }
        }
        Step::Pass(seconds) => {
            place.hands.pass(Duration::from_secs(seconds));
            model.now += seconds;
        }
        Step::JumpWall(years) => {
            place.hands.set_wall(place.hands.now() + years * 365 * 24 * 3600 * 1_000_000);
        }
        Step::CleanUp => {
            open_queue.clean_up(RETENTION).unwrap();
            let now = model.now;
            let kept = |row: &Row| now < row.settled + RETENTION.as_secs();
            model.rows.retain(|_, row| row.state != EventState::Exported || kept(row));
        }
        Step::Reopen => {
            *queue = None;
            *queue = Some(open(place));
            for (lease, _) in std::mem::take(&mut model.leases) {
                model.give_back(&lease);
            }
        }
    }
}

fn settle(queue: &Queue, model: &mut Model, n: usize, outcomes: &[u8]) {
    let Some((lease, _)) = model.leases.get(n) else { return };
    let pairs = ids(lease).into_iter().zip(outcomes);
    let mut told: Vec<_> = pairs.filter_map(|(id, n)| Some((id, outcome(*n)?))).collect();
    let held = |id: &String| model.rows.get(id).is_some_and(|r| r.state == EventState::Leased);
    let taken: Vec<_> = told.iter().filter(|(id, _)| held(id)).cloned().collect();
    told.push(("made up".to_owned(), Outcome::Exported));

    let settled = queue.settle(lease.id, told.clone()).unwrap();
    assert_eq!(settled.unknown, told.len() - taken.len());
    for (id, outcome) in &taken {
        model.settle(id, outcome);
        model.leases[n].0.events.retain(|event| event.id() != id);
    }
}

fn policy(queue: &Queue, model: &mut Model, reasons: [Option<WithheldReason>; 3]) {
    let decide = |feature: &str| {
        let kind = FEATURES.iter().position(|known| *known == feature).unwrap();
        reasons[kind].map_or(Disposition::Queue, Disposition::Withhold)
    };
    let applied = queue.apply_policy(&|feature, _| decide(feature)).unwrap();
    let (mut withheld, mut requeued) = (0, 0);
    for row in model.rows.values_mut() {
        let next = match decide(&row.event.feature) {
            Disposition::Queue => EventState::Queued,
            Disposition::Withhold(reason) => EventState::Withheld(reason),
        };
        let waits = matches!(row.state, EventState::Queued | EventState::Withheld(_));
        if waits && row.state != next {
            match next {
                EventState::Queued => requeued += 1,
                _ => withheld += 1,
            }
            row.state = next;
        }
    }
    assert_eq!((applied.withheld, applied.requeued), (withheld, requeued));
}

fn compare(place: &Place, queue: &Queue, model: &Model) {
    let shown: BTreeMap<_, _> = all(queue).into_iter().map(|row| (row.id.clone(), row)).collect();
    assert_eq!(shown.len(), model.rows.len());
    for (id, row) in &model.rows {
        let StoredEvent { state, exportable, local, feature, .. } = &shown[id];
        assert_eq!(state, &row.state, "{id}");
        assert_eq!((exportable, local), (&row.event.exportable, &row.event.local), "{id}");
        assert_eq!(feature, &row.event.feature, "{id}");
    }
    compare_figures(queue, model);
    compare_counts(place, queue);
    compare_spans(place);
    FEATURES.iter().for_each(|feature| compare_feature(queue, model, feature));
}

/// The page and the counts of one feature, which are found another way.
fn compare_feature(queue: &Queue, model: &Model, feature: &str) {
    let reader = queue.reader().unwrap();
    let of_feature = || model.rows.values().filter(|row| row.event.feature == feature);
    let request =
        PageRequest { feature: Some(feature.to_owned()), limit: 1000, ..PageRequest::default() };
    let mut expected: Vec<_> =
        of_feature().map(|row| (row.event.recorded_at, row.event.id.clone())).collect();
    expected.sort_unstable_by(|a, b| b.cmp(a));
    let expected: Vec<_> = expected.into_iter().map(|(_, id)| id).collect();
    let shown = reader.page(&request).unwrap();
    assert_eq!(shown.into_iter().map(|row| row.id).collect::<Vec<_>>(), expected);
    for (since, until) in [(None, None), (Some(-1), Some(6000)), (Some(0), Some(0))] {
        let filter =
            CountRequest { feature: Some(feature.to_owned()), since, until, ..Default::default() };
        let within = |row: &&Row| {
            let at = row.event.recorded_at;
            since.is_none_or(|since| at >= since) && until.is_none_or(|until| at < until)
        };
        let expected = of_feature().filter(within).count() as u64;
        for most in [2, 1000] {
            let counted = reader.count_of(&StateName::ALL, &filter, most).unwrap();
            assert_eq!(counted, expected.min(most), "{since:?} {until:?}");
        }
    }
}

/// What is kept of spans against counting the rows.
fn compare_spans(place: &Place) {
    let conn = Connection::open(place.path()).unwrap();
    let rows = |sql: &str| -> Vec<[i64; 4]> {
        let mut statement = conn.prepare(sql).unwrap();
        let row =
            |row: &rusqlite::Row<'_>| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]);
        statement.query_map([], row).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(
        rows("SELECT kind, state, span, events FROM kind_spans ORDER BY 1, 2, 3"),
        rows(
            "SELECT kind, state, recorded_at >> 12, count(*) FROM events
             GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        ),
    );
}

fn compare_figures(queue: &Queue, model: &Model) {
    let stats = queue.stats().unwrap();
    let expect = |tally: telemetry_sdk::queue::Tally, keep: &dyn Fn(&EventState) -> bool| {
        assert_eq!((tally.events, tally.bytes), model.sum(keep));
    };
    expect(stats.queued, &|state| *state == EventState::Queued);
    expect(stats.leased, &|state| *state == EventState::Leased);
    expect(stats.exported, &|state| *state == EventState::Exported);
    expect(stats.refused, &|state| matches!(state, EventState::Refused(_)));
    expect(stats.withheld, &|state| matches!(state, EventState::Withheld(_)));
    let losses: BTreeMap<_, _> =
        stats.losses.iter().map(|loss| (loss.reason, loss.lost.events)).collect();
    assert_eq!(losses, model.losses);
    let waiting =
        model.rows.values().filter(|r| matches!(r.state, EventState::Queued | EventState::Leased));
    assert_eq!(stats.oldest_waiting, waiting.map(|row| row.event.recorded_at).min());
}

/// The kept counts against counting the rows.
fn compare_counts(place: &Place, queue: &Queue) {
    let conn = Connection::open(place.path()).unwrap();
    let counted = |condition: &str| -> (u64, u64) {
        let sql = format!(
            "SELECT count(*), coalesce(sum(length(exportable) + coalesce(length(bytes), 0)), 0)
             FROM events LEFT JOIN local_parts USING (seq) LEFT JOIN held ON seq BETWEEN first AND last
             WHERE {condition}"
        );
        let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
        let (events, bytes) = conn.query_row(&sql, [], row).unwrap();
        (events as u64, bytes as u64)
    };
    let stats = queue.stats().unwrap();
    for (tally, condition) in [
        (stats.queued, "state = 0 AND lease IS NULL"),
        (stats.leased, "lease IS NOT NULL"),
        (stats.exported, "state = 1"),
        (stats.refused, "state = 2"),
        (stats.withheld, "state = 3"),
    ] {
        assert_eq!((tally.events, tally.bytes), counted(condition), "{condition}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn agrees_with_the_model(steps in proptest::collection::vec(step(), 1..40)) {
        let place = Place::new();
        let mut queue = Some(open(&place));
        let mut model = Model::default();
        for step in steps {
            run(&place, &mut queue, &mut model, step);
            compare(&place, queue.as_ref().unwrap(), &model);
        }
    }
}
