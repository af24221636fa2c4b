//! `telemetry queue`: what an instance has queued, exported, refused and
//! withheld, read from its file while it runs.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use clap::{Args, ValueEnum};
use telemetry_sdk::{
    json,
    losses::LossOnTheWay,
    queue::{LostOnTheWay, PageRequest, QueueReader, StateName, Stats, StoredEvent, Tally},
    switches,
};

use super::Failure;

/// Show what an instance has queued, exported, refused and withheld.
///
/// Without --state and --event: the figures, and why events wait. Reads only,
/// also while the instance runs.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The data directory of the instance
    #[arg(long, value_name = "DIR")]
    data_dir: PathBuf,
    /// List the newest events in this state
    #[arg(long, value_name = "STATE")]
    state: Option<State>,
    /// How many events to list
    #[arg(long, value_name = "N", default_value_t = 20, requires = "state")]
    limit: usize,
    /// Show one event in full
    #[arg(long, value_name = "ID", conflicts_with = "state")]
    event: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum State {
    All,
    Queued,
    Leased,
    Exported,
    Refused,
    Withheld,
}

impl State {
    const fn name(self) -> Option<StateName> {
        match self {
            Self::All => None,
            Self::Queued => Some(StateName::Queued),
            Self::Leased => Some(StateName::Leased),
            Self::Exported => Some(StateName::Exported),
            Self::Refused => Some(StateName::Refused),
            Self::Withheld => Some(StateName::Withheld),
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let reader = QueueReader::open(queue_of(&arguments.data_dir))?;
    let mut out = io::stdout().lock();
    let printed = match (&arguments.event, arguments.state) {
        (Some(id), _) => show_event(&mut out, &reader, id),
        (None, Some(state)) => list(&mut out, &reader, state, arguments.limit),
        (None, None) => show_figures(&mut out, &reader.stats()?)
            .and_then(|()| show_switches(&mut out, &arguments.data_dir)),
    };
    match printed {
        // The reader has seen enough: `telemetry queue … | head`.
        Err(error) if is_closed(&error) => Ok(()),
        printed => printed,
    }
}

fn is_closed(error: &Failure) -> bool {
    let io = error.downcast_ref::<io::Error>();
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// The queue's file; a path to the file itself is understood too.
fn queue_of(data_dir: &Path) -> PathBuf {
    if data_dir.is_file() { data_dir.to_owned() } else { data_dir.join("queue.db") }
}

fn show_figures(out: &mut impl Write, stats: &Stats) -> Result<(), Failure> {
    let rows = [
        ("queued", stats.queued),
        ("leased", stats.leased),
        ("exported", stats.exported),
        ("refused", stats.refused),
        ("withheld", stats.withheld),
    ];
    writeln!(out, "{:<10}{:>12}{:>16}", "state", "events", "bytes")?;
    for (state, Tally { events, bytes }) in rows {
        writeln!(out, "{state:<10}{events:>12}{bytes:>16}")?;
    }
    if let Some(oldest) = stats.oldest_waiting {
        writeln!(out, "oldest waiting event: recorded {}", time(oldest))?;
    }
    if let Some(waiting) = &stats.waiting {
        writeln!(out, "events wait since {}: {}", time(waiting.since), waiting.text)?;
    }
    for loss in &stats.losses {
        let reason = loss.reason.as_str();
        writeln!(out, "given up ({reason}): {}, last {}", loss.lost.events, time(loss.last_at))?;
    }
    if let Some(since) = stats.lost_since {
        writeln!(out, "lost on the way to the queue since {}:", time(since))?;
        if stats.lost_on_the_way.is_empty() {
            writeln!(out, "  nothing")?;
        }
    }
    for LostOnTheWay { reason, count, first_at, last_at } in &stats.lost_on_the_way {
        let (first, last, what) = (time(*first_at), time(*last_at), LossOnTheWay::what(reason));
        writeln!(out, "  {reason}: {count} {what}, first {first}, last {last}")?;
        writeln!(out, "    {}", LossOnTheWay::advice(reason).replace('`', ""))?;
    }
    Ok(())
}

/// What keeps events from being recorded, if anything was switched.
fn show_switches(out: &mut impl Write, data_dir: &Path) -> Result<(), Failure> {
    let remembered = switches::remembered(data_dir)?;
    if let Some((_, since)) = remembered.mode.as_ref().filter(|_| remembered.is_off()) {
        writeln!(out, "nothing is recorded: the mode is off since {}", time(*since))?;
    }
    for (feature, action) in remembered.not_recorded.iter() {
        writeln!(out, "not recorded: {feature}.{}", action.unwrap_or("*"))?;
    }
    Ok(())
}

fn list(
    out: &mut impl Write,
    reader: &QueueReader,
    state: State,
    limit: usize,
) -> Result<(), Failure> {
    let request = PageRequest { state: state.name(), limit, ..PageRequest::default() };
    for event in reader.page(&request)? {
        let StoredEvent { id, feature, action, state, .. } = &event;
        let recorded = time(event.recorded_at);
        let local = if event.local.is_some() { "  + local values" } else { "" };
        writeln!(out, "{recorded}  {id}  {feature}.{action}  {state}{local}")?;
    }
    Ok(())
}

fn show_event(out: &mut impl Write, reader: &QueueReader, id: &str) -> Result<(), Failure> {
    let Some(event) = reader.event(id)? else {
        return Err(format!(
            "no event `{id}` is in this queue; it may be past its retention, or of another instance"
        )
        .into());
    };
    writeln!(out, "event     {}.{}", event.feature, event.action)?;
    writeln!(out, "state     {}, since {}", event.state, time(event.state_at))?;
    writeln!(out, "recorded  {}", time(event.recorded_at))?;
    writeln!(out, "leaves    {} bytes, in JSON:", event.exportable.len())?;
    writeln!(out, "{:#}", json::event_to_json(&event.exportable)?)?;
    match &event.local {
        Some(local) => writeln!(out, "stays here:\n{:#}", json::local_part_to_json(local)?)?,
        None => writeln!(out, "nothing stays here")?,
    }
    Ok(())
}

/// RFC 3339 in UTC, from microseconds since the epoch.
pub(super) fn time(micros: i64) -> impl std::fmt::Display {
    let at = Duration::from_micros(u64::try_from(micros).unwrap_or(0));
    humantime::format_rfc3339_millis(SystemTime::UNIX_EPOCH + at)
}
