//! What an event costs as the queue grows: stored by the drain, and leased and
//! settled as the exporter does, beside a bare table of the same size. And what
//! is not to grow with it: the time to start, the slowest page of the console,
//! the memory of an exporter.
//!
//! Up to 1,000,000 rows, or to as many as `--rows` says; 10,000,000 take about
//! 8 GB on the disk, which are given back.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use telemetry_bench::{Findings, Series, Target};
use telemetry_sdk::queue::{LeaseRequest, Outcome, Queue};

use crate::{
    commit::{BATCH, instance, record_and_flush, some_rows},
    exporter::{self, Exported, limits},
    pages,
    pipeline::{
        arguments::Arguments,
        bare::Bare,
        events::Five,
        place,
        rows::{self, Row},
    },
};

/// Events in each of the rounds at one size.
const EVENTS: usize = 20_000;
/// As many as the process exports that is looked at.
const EXPORTED: usize = 50_000;

/// The two tables, and where they are.
struct Tables {
    directory: PathBuf,
    bare: Bare,
    /// What all rows are copies of.
    model: Row,
    /// Copies so far.
    rows: usize,
}

/// What was found at one size, in microseconds per event.
#[derive(Default)]
struct Grown {
    drain: Vec<f64>,
    bare: Vec<f64>,
    export: Vec<f64>,
}

/// What was found beside that.
struct Beside {
    exported: Exported,
    page: (f64, String),
}

pub(crate) fn grow(arguments: &Arguments) -> Findings {
    let most = arguments.rows.unwrap_or(arguments.either(1_000_000, 20_000));
    let sizes = (4..).map(|power| 10_usize.pow(power)).take_while(|size| *size < most);
    let sizes: Vec<_> = sizes.chain([most]).collect();
    let directory = place::directory();
    let mut tables = Tables::new(directory.path());
    let mut found = Vec::new();
    for size in sizes {
        tables.fill(size);
        let grown = tables.measure(arguments.either(5, 1));
        let beside = tables.beside();
        print(size, &beside);
        found.push((size, grown, beside));
    }
    let series = |name: &str, of: fn(&Grown) -> &Vec<f64>| {
        Series::new(name, found.iter().map(|(at, grown, _)| (*at, of(grown).clone())).collect())
    };
    let series = vec![
        series("bare table", |it| &it.bare),
        series("recorded to committed", |it| &it.drain),
        series("leased and settled", |it| &it.export),
    ];
    let last = found.last().map(|(_, _, beside)| beside).expect("at least one size");
    let targets = targets(most, &series, last);
    Findings {
        title: "In a queue with so many events",
        unit: "µs per event",
        axis: "rows",
        logarithmic: true,
        series,
        targets,
    }
}

fn print(size: usize, Beside { exported, page }: &Beside) {
    println!(
        "{size:>9} rows: start {:.3} s, exporter {:.1} MiB at {:.0} events/s, slowest page {:.1} ms ({})",
        exported.start_seconds, exported.peak, exported.rate, page.0, page.1
    );
}

/// Flat is what grows by less than a quarter, or less than the bare table does.
fn targets(rows: usize, series: &[Series], last: &Beside) -> Vec<Target> {
    let [bare, drain, export] = series else { return Vec::new() };
    let grows = |series: &Series| {
        Target::at_most(
            format!("{}: cost at {rows} rows of that at the fewest", series.name),
            bare.growth().max(1.25),
            series.growth(),
        )
    };
    let Beside { exported, page: (milliseconds, page) } = last;
    vec![
        grows(drain),
        grows(export),
        Target::at_most("MiB resident, exporter", 64.0, exported.peak),
        Target::at_most("s to start", 2.0, exported.start_seconds),
        Target::at_most(
            format!("ms for {}", page.split('?').next().unwrap_or(page)),
            50.0,
            *milliseconds,
        ),
    ]
}

fn per_event(took: Duration, count: usize) -> f64 {
    took.as_secs_f64() * 1e6 / count as f64
}

impl Tables {
    fn new(directory: &Path) -> Self {
        let model = some_rows::<Five>(1).remove(0);
        let bare = Bare::create(&directory.join("bare.db"));
        Self { directory: directory.to_owned(), bare, model, rows: 0 }
    }

    fn queue(&self) -> PathBuf {
        place::queue(&self.directory)
    }

    /// Fills both up to this size.
    fn fill(&mut self, size: usize) {
        let queue = Queue::open(self.queue(), limits()).unwrap();
        while self.rows < size {
            let count = BATCH.min(size - self.rows);
            let rows = self.model.many(self.model.recorded_at + self.rows as i64, count);
            queue.insert(rows.iter().map(Row::to_event).collect()).unwrap();
            self.bare.insert(&rows, BATCH);
            self.rows += count;
        }
    }

    fn measure(&mut self, rounds: usize) -> Grown {
        let mut grown = Grown::default();
        // Not so many that the size would be another afterwards.
        let count = EVENTS.min(self.rows / 5);
        for _ in 0..rounds {
            let telemetry = instance(&self.directory, 100_000, limits());
            grown.drain.push(per_event(record_and_flush::<Five>(&telemetry, count), count));
            drop(telemetry);
            grown.bare.push(self.insert_bare(count));
            grown.export.push(self.lease_and_settle(count / 4));
        }
        grown
    }

    fn insert_bare(&mut self, count: usize) -> f64 {
        let rows = self.model.many(rows::now(), count);
        let start = Instant::now();
        self.bare.insert(&rows, BATCH);
        per_event(start.elapsed(), count)
    }

    fn lease_and_settle(&self, count: usize) -> f64 {
        let queue = Queue::open(self.queue(), limits()).unwrap();
        let start = Instant::now();
        let request = LeaseRequest { max_events: count, ..LeaseRequest::default() };
        let lease = queue.lease(request).unwrap();
        assert_eq!(lease.events.len(), count, "fewer wait than were stored");
        let settled = lease.events.iter().map(|it| (it.ticket(), Outcome::Exported));
        queue.settle_tickets(lease.id, settled.collect()).unwrap();
        per_event(start.elapsed(), count)
    }

    fn beside(&self) -> Beside {
        let gateway = self.directory.join(format!("gateway-{}", self.rows));
        std::fs::create_dir(&gateway).unwrap();
        let exported = exporter::run(&self.directory, &gateway, EXPORTED.min(self.rows / 5));
        Beside { exported, page: pages::slowest(&self.queue()) }
    }
}
