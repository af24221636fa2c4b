//! A few users, played over real HTTP.
//!
//! What lives here: `words` takes what to look for from the tree itself,
//! `client` speaks HTTP, this file decides what to do next and counts what
//! came of it. Counts come from the answers of the service, never from what
//! was intended, so that they can be compared with what was recorded. It must
//! not reach into the service or record anything itself.

mod client;
mod words;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::pin::pin;
use std::time::Duration;

use form_urlencoded::Serializer;
use telemetry_core::id::EventId;
use tokio::sync::watch;
use tokio::time::{Interval, MissedTickBehavior};

pub use client::VisitError;
use client::{Answer, Client, Who};
pub use words::words_from;

/// How much a visitor does, and how fast.
#[derive(Debug, Clone, Default)]
pub struct Pace {
    /// Stop after so many requests; without it, only when told to.
    pub requests: Option<u64>,
    /// At most so many requests a second; without it, as fast as answers come.
    pub per_second: Option<NonZeroU32>,
}

/// What came of the requests. Every one is in `requests`; beyond that, it is in
/// the field of what was shown, and every error page is in `errors_shown` too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requests that were answered.
    pub requests: u64,
    /// The search page was shown.
    pub homes_shown: u64,
    /// Results were shown, perhaps none.
    pub results_shown: u64,
    /// A search was refused or failed.
    pub searches_failed: u64,
    /// A file was opened.
    pub files_opened: u64,
    /// A file was not found.
    pub files_not_found: u64,
    /// An error page was shown, for whatever reason.
    pub errors_shown: u64,
}

/// One user after another, always in the same order of steps.
pub struct Visitor {
    client: Client,
    words: Vec<String>,
    step: u64,
    who: Who,
    /// Where the last search led.
    found: Vec<String>,
    counts: watch::Sender<Counts>,
}

/// The steps of one visit.
#[derive(Debug, Clone, Copy)]
enum Step {
    Home,
    Search,
    SearchIgnoringCase,
    SearchShort,
    SearchNonsense,
    SearchBadly,
    Open,
    OpenMissing,
}

const VISIT: [Step; 12] = [
    Step::Home,
    Step::Search,
    Step::Open,
    Step::Open,
    Step::SearchIgnoringCase,
    Step::Open,
    Step::SearchNonsense,
    Step::SearchShort,
    Step::Open,
    Step::OpenMissing,
    Step::SearchBadly,
    Step::Search,
];

/// How many users take turns.
const USERS: u64 = 7;

/// The user after this one, at the beginning of a visit.
fn next_visitor(user: u64) -> Who {
    Who { user: user % USERS + 1, interaction: EventId::generate().to_string() }
}

impl Visitor {
    /// A visitor of the service at `address` who looks for `words`; see
    /// [`words_from`].
    ///
    /// # Errors
    /// When there are no words.
    pub fn new(address: SocketAddr, words: Vec<String>) -> Result<Self, VisitError> {
        if words.is_empty() {
            return Err(VisitError::NoWords);
        }
        Ok(Self {
            client: Client::new(address),
            words,
            step: 0,
            who: next_visitor(0),
            found: Vec::new(),
            counts: watch::Sender::default(),
        })
    }

    /// The counts as they grow.
    pub fn watch(&self) -> watch::Receiver<Counts> {
        self.counts.subscribe()
    }

    /// Visits until the pace says that it is enough, or `stop` is ready. A
    /// request under way is finished first, so that the counts are complete.
    ///
    /// # Errors
    /// When the service does not answer, or not as it should; the counts up to
    /// then remain in [`Visitor::watch`].
    pub async fn run(
        &mut self,
        pace: Pace,
        stop: impl Future<Output = ()>,
    ) -> Result<Counts, VisitError> {
        let mut stop = pin!(stop);
        let mut ticks = pace.per_second.map(interval);
        for _ in 0..pace.requests.unwrap_or(u64::MAX) {
            tokio::select! {
                biased;
                () = &mut stop => break,
                () = next(&mut ticks) => self.visit().await?,
            }
        }
        Ok(*self.counts.borrow())
    }

    async fn visit(&mut self) -> Result<(), VisitError> {
        let step = VISIT[(self.step % VISIT.len() as u64) as usize];
        self.step += 1;
        if matches!(step, Step::Home) {
            self.who = next_visitor(self.who.user);
        }
        let target = self.target(step);
        let answer = self.client.get(&target, &self.who).await?;
        self.counts.send_modify(|counts| counts.add(&target, answer.status));
        if target.starts_with("/search") {
            self.found = answer.file_addresses();
        }
        Ok(())
    }

    fn target(&mut self, step: Step) -> String {
        match step {
            Step::Home => "/".to_owned(),
            Step::Search => search(&[("q", self.word())]),
            Step::SearchIgnoringCase => {
                search(&[("q", &self.word().to_ascii_uppercase()), ("case", "ignore")])
            }
            Step::SearchShort => search(&[("q", &two_characters(self.word())), ("lang", "rust")]),
            Step::SearchNonsense => search(&[("q", &format!("{}~{}", self.word(), self.step))]),
            Step::SearchBadly => search(&[("q", self.word()), ("lang", "klingon")]),
            Step::Open => self.found.pop().unwrap_or_else(|| search(&[("q", self.word())])),
            Step::OpenMissing => file(&format!("missing/{}-{}.rs", self.word(), self.step)),
        }
    }

    fn word(&self) -> &str {
        &self.words[(self.step % self.words.len() as u64) as usize]
    }
}

impl Counts {
    fn add(&mut self, target: &str, status: u16) {
        self.requests += 1;
        let ok = status == 200;
        self.errors_shown += u64::from(!ok);
        let count = match target.split('?').next() {
            Some("/search") if ok => &mut self.results_shown,
            Some("/search") => &mut self.searches_failed,
            Some("/file") if ok => &mut self.files_opened,
            Some("/file") if status == 404 => &mut self.files_not_found,
            _ if ok => &mut self.homes_shown,
            _ => return,
        };
        *count += 1;
    }
}

impl Answer {
    /// Where the results lead, as a browser would follow them.
    fn file_addresses(&self) -> Vec<String> {
        self.result_paths().iter().map(|path| file(path)).collect()
    }
}

fn two_characters(word: &str) -> String {
    word.chars().take(2).collect()
}

fn search(parameters: &[(&str, &str)]) -> String {
    format!("/search?{}", Serializer::new(String::new()).extend_pairs(parameters).finish())
}

fn file(path: &str) -> String {
    let parameters = [("path", path), ("from", "search")];
    format!("/file?{}", Serializer::new(String::new()).extend_pairs(parameters).finish())
}

fn interval(per_second: NonZeroU32) -> Interval {
    // Above a billion a second, the pause would round to none, which tokio refuses.
    let pause = (Duration::from_secs(1) / per_second.get()).max(Duration::from_nanos(1));
    let mut interval = tokio::time::interval(pause);
    // A slow answer is not made up for by a burst.
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}

async fn next(ticks: &mut Option<Interval>) {
    if let Some(ticks) = ticks {
        ticks.tick().await;
    }
}
