//! The program as it was: records from several threads until it is killed, and
//! notes in a file how often `record` has returned on each.
//!
//! ```text
//! rebuilt-before DATA_DIR RETURNED THREADS FIRST
//! ```
//!
//! The numbers of a thread begin with a million times its own number, which is
//! `FIRST` and what follows.

use std::{
    env,
    error::Error,
    fs::File,
    io,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use telemetry_core::{Recorder, telemetry_event};
use telemetry_sdk::Telemetry;

const SPAN: u64 = 1_000_000;

/// Something was counted.
#[telemetry_event(feature = "rebuilt", action = "counted", owner = "core", purpose = "reliability")]
struct Counted {
    /// Which one.
    number: u64,
    /// Half of it.
    half: f64,
    /// How far it is.
    distance: u32,
}

/// Something was said.
#[telemetry_event(feature = "rebuilt", action = "said", owner = "core", purpose = "reliability")]
struct Said {
    /// Which one.
    number: u64,
    /// What.
    #[telemetry(private)]
    words: String,
}

/// Something that nobody says any more.
#[telemetry_event(feature = "rebuilt", action = "dropped", owner = "core", purpose = "reliability")]
struct Dropped {
    /// Which one.
    number: u64,
    /// Whether it mattered.
    mattered: Option<bool>,
}

struct Recorders {
    counted: Recorder<Counted>,
    said: Recorder<Said>,
    dropped: Recorder<Dropped>,
}

impl Recorders {
    fn of(telemetry: &Telemetry) -> Self {
        Self {
            counted: telemetry.recorder(),
            said: telemetry.recorder(),
            dropped: telemetry.recorder(),
        }
    }

    fn record(&self, number: u64) {
        match number % 5 {
            0 => self.said.record(Said { number, words: format!("number {number}") }),
            1 => self
                .dropped
                .record(Dropped { number, mattered: number.is_multiple_of(2).then_some(true) }),
            _ => self.counted.record(Counted { number, half: number as f64 / 2.0, distance: 7 }),
        }
    }
}

fn work(recorders: &Recorders, returned: &File, (at, thread): (u64, u64)) -> io::Result<()> {
    for count in 0..SPAN {
        recorders.record(thread * SPAN + count);
        // The system keeps this as it keeps the journal.
        write_at(returned, &(count + 1).to_ne_bytes(), at * 8)?;
        if count % 4 == 0 {
            // The queue is to keep up: what is dropped is no proof.
            thread::sleep(Duration::from_micros(200));
        }
    }
    Ok(())
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], place: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, place)
}

#[cfg(not(unix))]
fn write_at(_: &File, _: &[u8], _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [data_dir, returned, threads, first] = arguments.as_slice() else {
        return Err("rebuilt-before DATA_DIR RETURNED THREADS FIRST".into());
    };
    let (threads, first): (u64, u64) = (threads.parse()?, first.parse()?);
    let returned = File::options().write(true).open(PathBuf::from(returned))?;
    let telemetry =
        Telemetry::builder(telemetry_sdk::accepted!()).data_dir(Path::new(data_dir)).start()?;
    let recorders = Recorders::of(&telemetry);
    thread::scope(|scope| {
        let one = |at| {
            scope.spawn({
                let (r, f) = (&recorders, &returned);
                move || work(r, f, (at, first + at))
            })
        };
        let all: Vec<_> = (0..threads).map(one).collect();
        all.into_iter().try_for_each(|it| {
            it.join().map_err(|_| "a thread panicked")?.map_err(Box::<dyn Error>::from)
        })
    })
}
