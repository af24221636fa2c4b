//! What recording one event of five numbers costs: into the journal that
//! survives a kill, against the least that any recorder has to do.
//!
//! All sides take turns in one run; figures are medians of the rounds.
#![allow(
    unsafe_code,
    clippy::print_stdout,
    reason = "the floor reads the counter of the processor, and a bench prints"
)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::RefCell,
    hint::black_box,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use telemetry_core::{
    Recorder,
    journal::{Batch, Journal},
    telemetry_event,
};

/// Counts what the sides allocate.
struct Counting;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

// SAFETY: hands everything on to the allocator of the system.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: as the caller promised.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: as the caller promised.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The results of a search were shown.
#[telemetry_event(feature = "bench", action = "shown", owner = "core", purpose = "reliability")]
struct Shown {
    /// How many.
    result_count: u32,
    /// How fast.
    #[telemetry(unit = "ms")]
    latency: f64,
    /// How many were looked through.
    repo_count: u32,
    /// How good.
    #[telemetry(unit = "ratio")]
    hit_ratio: f64,
    /// How often before.
    retry_count: u64,
}

const EVENTS: usize = 4_000;
const ROUNDS: usize = 201;
const WORDS: usize = 7;

fn counter() -> u64 {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: every processor of this architecture has the instruction.
    return unsafe { core::arch::x86_64::_rdtsc() };
    #[cfg(not(target_arch = "x86_64"))]
    return Instant::now().elapsed().as_nanos() as u64;
}

thread_local! {
    static BUFFER: RefCell<Vec<u64>> = RefCell::new(vec![0; 32 * 1024]);
}

/// The counter and 56 bytes into memory of the thread.
fn floor(at: usize) {
    BUFFER.with(|buffer| {
        let mut buffer = buffer.borrow_mut();
        let at = at * WORDS % (32 * 1024 - WORDS);
        let slot = &mut buffer[at..at + WORDS];
        slot[0] = counter();
        slot[1] = 1;
        slot[2] = black_box(at) as u64;
        slot[3] = 2.5_f64.to_bits();
        slot[4] = 4;
        slot[5] = 0.5_f64.to_bits();
        slot[6] = at as u64;
    });
}

fn shown(at: usize) -> Shown {
    Shown {
        result_count: black_box(at as u32),
        latency: 2.5,
        repo_count: 4,
        hit_ratio: 0.5,
        retry_count: at as u64,
    }
}

/// Nanoseconds and allocations of an event.
fn timed(events: usize, work: impl Fn(usize)) -> (f64, f64) {
    let allocations = ALLOCATIONS.load(Ordering::Relaxed);
    let start = Instant::now();
    (0..events).for_each(work);
    let took = start.elapsed().as_nanos() as f64 / events as f64;
    let allocated = ALLOCATIONS.load(Ordering::Relaxed) - allocations;
    (took, allocated as f64 / events as f64)
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_unstable_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// Takes what is recorded and throws it away, as fast as it can.
fn drain(journal: &Journal) {
    let mut batch = Batch::default();
    loop {
        journal.take(&mut batch, Duration::ZERO);
        journal.stored(batch.entries().len());
        if batch.entries().is_empty() {
            return;
        }
    }
}

struct Side<'a> {
    name: &'static str,
    work: &'a (dyn Fn(usize) + Sync),
    figures: Vec<f64>,
    both: Vec<f64>,
    allocations: Vec<f64>,
}

fn main() {
    let directory = tempfile::Builder::new().tempdir_in("target").expect("a directory");
    let journal = Journal::open(directory.path(), 1_000_000, "0.0.0").expect("a journal");
    assert_eq!(journal.problem(), None);
    let off = Journal::in_memory(10);
    off.set_on(false);
    let recorder: Recorder<Shown> = Recorder::new(&journal);
    let silent: Recorder<Shown> = Recorder::new(&off);
    if std::env::args().any(|argument| argument == "--only-record") {
        for _ in 0..1_000 {
            (0..EVENTS).for_each(|at| recorder.record(shown(at)));
            drain(&journal);
        }
        return;
    }
    let flag = AtomicBool::new(false);
    let record = |at| recorder.record(shown(at));
    let record_off = |at| silent.record(shown(at));
    let check = |at| {
        if flag.load(Ordering::Relaxed) {
            black_box(shown(at));
        }
    };
    if std::env::args().any(|argument| argument == "--direct") {
        for _ in 0..9 {
            let t = Instant::now();
            (0..EVENTS).for_each(floor);
            let a = t.elapsed().as_nanos() as f64 / EVENTS as f64;
            let t = Instant::now();
            (0..EVENTS).for_each(|_| { black_box(counter()); });
            let b = t.elapsed().as_nanos() as f64 / EVENTS as f64;
            let mut figures = Vec::new();
            for n in [100, 500, 1000, 3000, 3000] {
                let t = Instant::now();
                (0..n).for_each(|at| recorder.record(shown(at)));
                figures.push(t.elapsed().as_nanos() as f64 / n as f64);
            }
            println!("floor {a:.2} rdtsc {b:.2} record {figures:.2?}");
            drain(&journal);
        }
        return;
    }
    let mut sides: Vec<Side<'_>> = [
        ("floor", &floor as &(dyn Fn(usize) + Sync)),
        ("record", &record),
        ("off", &record_off),
        ("flag", &check),
    ]
    .into_iter()
    .map(|(name, work)| Side {
        name,
        work,
        figures: Vec::new(),
        both: Vec::new(),
        allocations: Vec::new(),
    })
    .collect();
    for _ in 0..ROUNDS {
        for side in &mut sides {
            let (took, allocated) = timed(EVENTS, side.work);
            side.figures.push(took);
            side.allocations.push(allocated);
            drain(&journal);
            let two: Vec<f64> = thread::scope(|scope| {
                let work = side.work;
                let threads = [(); 2].map(|()| scope.spawn(move || timed(EVENTS, work).0));
                threads.into_iter().map(|it| it.join().expect("no panic")).collect()
            });
            side.both.push(two.iter().sum::<f64>() / 2.0);
            drain(&journal);
        }
    }
    assert_eq!(journal.losses().total(), 0);
    let floor = median(sides[0].figures.clone());
    println!("{:10} {:>8} {:>9} {:>8} {:>12}", "", "ns", "2 threads", "x floor", "allocations");
    for side in sides {
        let one = median(side.figures);
        println!(
            "{:10} {one:8.2} {:9.2} {:8.2} {:12.5}",
            side.name,
            median(side.both),
            one / floor,
            median(side.allocations)
        );
    }
}
