//! Draws where the events are, from the queue's own record.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use prost::Message as _;
use prost_types::value::Kind;
use telemetry_sdk::proto::telemetrygateway::v1::Event;
use telemetry_sdk::queue::{PageRequest, QueueReader, StoredEvent};
use telemetry_sdk::{QueueError, Status, Telemetry};
use tokio::sync::watch;
use tokio::time;

use super::gateway::OwnGateway;
use super::sink::Sink;

/// How many of the latest events are shown.
const LATEST: usize = 8;

/// How often a terminal is drawn anew, and how often a log gets a line.
const REDRAW: Duration = Duration::from_millis(500);
const REPORT: Duration = Duration::from_secs(5);

/// Where everything is.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) service: SocketAddr,
    pub(crate) gateway: String,
    /// Where the console is, in one line.
    pub(crate) console: String,
    pub(crate) data_dir: PathBuf,
}

/// The live table.
pub(crate) struct Table {
    place: Place,
    own: Option<OwnGateway>,
    sink: Option<Sink>,
    telemetry: Arc<Telemetry>,
    reader: QueueReader,
    /// How many lines the last drawing took, to be drawn over.
    drawn: usize,
    terminal: bool,
}

impl Table {
    pub(crate) fn new(
        place: Place,
        own: Option<OwnGateway>,
        telemetry: &Arc<Telemetry>,
    ) -> Result<Self, QueueError> {
        Ok(Self {
            sink: own.as_ref().map(|own| Sink::new(own.sink())),
            reader: telemetry.queue_reader()?,
            telemetry: Arc::clone(telemetry),
            terminal: io::stdout().is_terminal(),
            place,
            own,
            drawn: 0,
        })
    }

    /// Draws until nobody waits for the end any more.
    pub(crate) async fn draw_until(&mut self, mut end: watch::Receiver<()>) {
        self.say(&self.heading());
        let mut ticks = time::interval(if self.terminal { REDRAW } else { REPORT });
        loop {
            tokio::select! {
                _ = end.changed() => return,
                _ = ticks.tick() => self.draw(),
            }
        }
    }

    /// Draws the whole table once more, to stay.
    pub(crate) fn draw_last(&mut self) {
        let table = self.text();
        self.redraw(&table);
    }

    pub(crate) fn sink(&mut self) -> Option<&mut Sink> {
        self.sink.as_mut()
    }

    pub(crate) fn stop_gateway(&mut self) {
        drop(self.own.take());
    }

    fn draw(&mut self) {
        let table = self.text();
        if self.terminal {
            self.redraw(&table);
        } else if let Some((figures, _)) = table.split_once("\n  latest events") {
            // A log gets the figures, not the picture.
            self.say(figures);
        }
    }

    fn redraw(&mut self, table: &str) {
        let mut screen = String::new();
        if self.drawn > 0 && self.terminal {
            // Up to the first line of the last drawing, and clear from there.
            let _ = write!(screen, "\x1b[{}A\x1b[J", self.drawn);
        }
        screen.push_str(table);
        self.drawn = table.lines().map(rows_on_screen).sum();
        self.say(&screen);
    }

    /// A closed standard output ends the demo soon enough by itself.
    fn say(&self, text: &str) {
        let mut out = io::stdout().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    fn heading(&self) -> String {
        let Place { service, gateway, console, data_dir } = &self.place;
        let mut text =
            format!("service   http://{service}/   (search there, and watch)\ngateway   {gateway}");
        if let Some(own) = &self.own {
            let _ = write!(text, "   (process {})", own.pid());
        }
        let _ = write!(text, "\n{console}\ndata      {}\n", data_dir.display());
        if let Some(sink) = &self.own {
            let _ = writeln!(text, "sink      {}", sink.sink().display());
        }
        text.push('\n');
        text
    }

    fn text(&mut self) -> String {
        match self.figures() {
            Ok(text) => text,
            Err(error) => format!("the queue cannot be read: {error}\n"),
        }
    }

    fn figures(&mut self) -> Result<String, QueueError> {
        let status = self.telemetry.status()?;
        let latest = self.reader.page(&PageRequest { limit: LATEST, ..PageRequest::default() })?;
        let mut text = self.counts(&status);
        text.push_str(&self.why(&status));
        text.push_str("\n  latest events\n");
        for event in &latest {
            let _ = writeln!(text, "  {}", row(event));
        }
        Ok(text)
    }

    fn counts(&mut self, status: &Status) -> String {
        let queue = &status.queue;
        let at_sink = match &mut self.sink {
            Some(sink) => {
                let _ = sink.refresh();
                sink.len().to_string()
            }
            None => "-".to_owned(),
        };
        let waiting = queue.queued.events + queue.leased.events;
        format!(
            "{:>12}{:>12}{:>12}{:>12}{:>12}{:>16}\n{:>12}{:>12}{:>12}{:>12}{:>12}{:>16}\n",
            "recorded",
            "queued",
            "exported",
            "refused",
            "withheld",
            "at the gateway",
            status.recorded,
            waiting,
            queue.exported.events,
            queue.refused.events,
            queue.withheld.events,
            at_sink,
        )
    }

    /// Why events wait, and what was lost, if anything.
    fn why(&mut self, status: &Status) -> String {
        let mut text = String::new();
        if let Some(waiting) = &status.queue.waiting {
            let _ = writeln!(text, "  events wait: {}", waiting.text);
            if let Some(ended) = self.own.as_mut().and_then(OwnGateway::ended) {
                let _ = writeln!(text, "  {ended}");
            }
        }
        if let Some(problem) = &status.problem {
            let _ = writeln!(text, "  events wait in memory: {problem}");
        }
        if status.losses.total() > 0 {
            let _ = writeln!(text, "  lost: {:?}", status.losses);
        }
        text
    }
}

/// How many rows of the terminal a line takes, which breaks long ones.
fn rows_on_screen(line: &str) -> usize {
    let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
    line.chars().count().div_ceil(width.max(1)).max(1)
}

/// One event on one line: when, what, where it is, what of it may leave.
fn row(event: &StoredEvent) -> String {
    let seconds = event.recorded_at.div_euclid(1_000_000).rem_euclid(86_400);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let name = format!("{}.{}", event.feature, event.action);
    let state = event.state.to_string();
    let values = values(event);
    let kept = if event.local.is_some() { "  + private" } else { "" };
    format!("{hour:02}:{minute:02}:{second:02}  {name:<20} {state:<9} {values}{kept}")
}

/// Numbers, then audited texts.
fn values(event: &StoredEvent) -> String {
    let decoded = Event::decode(event.exportable.clone()).unwrap_or_default();
    let parameters = decoded.parameters.unwrap_or_default();
    let rounded = |value: f64| (value * 1e3).round() / 1e3;
    let numbers = parameters.metadata.iter();
    let numbers = numbers.map(|(key, value)| format!("{key}={}", rounded(*value)));
    let texts = parameters.private_metadata.unwrap_or_default().fields.into_iter();
    let texts = texts.filter_map(|(key, value)| match value.kind? {
        Kind::StringValue(text) => Some(format!("{key}={text:?}")),
        _ => None,
    });
    numbers.chain(texts).collect::<Vec<_>>().join(" ")
}
