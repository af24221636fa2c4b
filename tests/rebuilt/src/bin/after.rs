//! The program as it is now: of the events that it had before one has other
//! fields and another version, one has lost its text, and one is gone. Queues
//! what it finds, and records one event of its own.
//!
//! ```text
//! rebuilt-after DATA_DIR
//! ```

use std::{env, error::Error, path::Path, time::Duration};

use telemetry_core::telemetry_event;
use telemetry_sdk::Telemetry;

/// Something was counted, otherwise than before.
#[telemetry_event(
    feature = "rebuilt",
    action = "counted",
    version = 2,
    owner = "core",
    purpose = "reliability"
)]
struct Counted {
    /// How far it is, finely.
    distance: f64,
    /// Which one.
    number: Option<u32>,
    /// Whether it is new.
    is_new: bool,
}

/// Something was said.
#[telemetry_event(
    feature = "rebuilt",
    action = "said",
    version = 2,
    owner = "core",
    purpose = "reliability"
)]
struct Said {
    /// Which one.
    number: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [data_dir] = arguments.as_slice() else { return Err("rebuilt-after DATA_DIR".into()) };
    let builder = Telemetry::builder(telemetry_sdk::accepted!()).version("9.9.9");
    let telemetry = builder.data_dir(Path::new(data_dir)).start()?;
    telemetry.recorder().record(Counted { distance: 0.5, number: None, is_new: true });
    telemetry.recorder().record(Said { number: 0 });
    telemetry.flush(Duration::from_secs(120))?;
    let losses = telemetry.status()?.losses;
    if losses.total() > 0 {
        return Err(format!("something was lost: {losses:?}").into());
    }
    Ok(())
}
