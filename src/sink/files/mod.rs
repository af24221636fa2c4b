//! The default sink: one NDJSON file per tenant and day, and a small database
//! that says which ids are stored and how many bytes of each file count.
//!
//! A batch is appended and synced first, then one commit of the database makes
//! it real. Bytes past the committed length were never acknowledged and are
//! cut, so however the process dies an event is in the files once, and an id is
//! never remembered without its event. Nothing here looks into an event.

mod append;
mod day;
mod ledger;
mod sql;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    time::SystemTime,
};

use self::{
    append::{append, cut},
    ledger::{Entry, Ledger},
};
use crate::sink::{Form, Outcome, Record, Sink, SinkError, Tenant, at, private};

/// How the files are kept.
#[derive(Debug, Clone)]
pub struct FileSinkConfig {
    /// Where the files go: `<directory>/<tenant>/<YYYY-MM-DD>.ndjson`, the
    /// database beside the tenants.
    pub directory: PathBuf,
    /// For how many days of receipt an id is remembered, 1 or more; an event
    /// that arrives again later than that is stored again.
    pub horizon_days: u16,
    /// From how many bytes on a day is continued in its next part
    /// (`<YYYY-MM-DD>.2.ndjson`). A part exceeds this by one batch at most.
    pub part_bytes: u64,
}

impl FileSinkConfig {
    /// The defaults: 30 days, parts of 256 MiB.
    #[must_use]
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into(), horizon_days: 30, part_bytes: 256 << 20 }
    }
}

/// The default sink; see the module's description.
#[derive(Debug)]
pub struct FileSink {
    config: FileSinkConfig,
    ledger: Ledger,
    /// What the database holds is not known: a commit failed.
    doubtful: bool,
    /// The day whose clean-up is done.
    cleaned: Option<i64>,
}

/// The file that a batch of one tenant goes to.
#[derive(Debug)]
struct Target {
    path: PathBuf,
    part: i64,
    /// How much of the file counts.
    length: u64,
}

impl FileSink {
    /// Opens or creates the directory and its database, and cuts each file to
    /// its committed length.
    ///
    /// The caller makes sure that no other process uses the directory.
    ///
    /// # Errors
    /// When the directory cannot be written, or the database is foreign,
    /// damaged or newer than this program.
    pub fn open(config: FileSinkConfig) -> Result<Self, SinkError> {
        private::create_dir(&config.directory).map_err(at(&config.directory))?;
        let ledger = Ledger::open(&config.directory.join("ledger.sqlite"))?;
        let sink = Self { config, ledger, doubtful: false, cleaned: None };
        sink.cut_files()?;
        Ok(sink)
    }

    fn cut_files(&self) -> Result<(), SinkError> {
        for file in self.ledger.files()? {
            let directory = self.config.directory.join(&file.tenant);
            let path = directory.join(day::file_name(file.day, file.part));
            cut(&path, file.length).map_err(at(&path))?;
        }
        Ok(())
    }

    /// After a failed commit, finds out what the database holds and makes the
    /// files agree, before anything is added.
    fn settle(&mut self) -> Result<(), SinkError> {
        if self.doubtful {
            self.ledger.settle()?;
            self.cut_files()?;
            self.doubtful = false;
        }
        Ok(())
    }

    /// The files that the tenants of these records append to today.
    fn targets(
        &self,
        records: &[Record],
        today: i64,
    ) -> Result<BTreeMap<Tenant, Target>, SinkError> {
        let tenants: BTreeSet<&Tenant> = records.iter().map(|record| &record.tenant).collect();
        tenants
            .into_iter()
            .map(|tenant| Ok((tenant.clone(), self.target(tenant, today)?)))
            .collect()
    }

    fn target(&self, tenant: &Tenant, today: i64) -> Result<Target, SinkError> {
        let directory = self.config.directory.join(tenant.as_str());
        private::create_dir(&directory).map_err(at(&directory))?;
        let Some((part, length)) = self.ledger.current(tenant, today)? else {
            return self.announce(&directory, tenant, today, 1);
        };
        let path = directory.join(day::file_name(today, part));
        let whole = length == 0 || append::length(&path).map_err(at(&path))? >= length;
        if whole && length < self.config.part_bytes {
            return Ok(Target { path, part, length });
        }
        if !whole {
            tracing::warn!(file = %path.display(), "the file was moved or shortened by another program; continuing in a new one");
        }
        self.announce(&directory, tenant, today, part + 1)
    }

    /// Announces the next part whose name is free. A file that is there but
    /// was never announced belongs to someone else, or to a lost database, and
    /// is left alone.
    fn announce(
        &self,
        directory: &Path,
        tenant: &Tenant,
        today: i64,
        first: i64,
    ) -> Result<Target, SinkError> {
        let path_of = |part| directory.join(day::file_name(today, part));
        let part = (first..)
            .find(|part| !path_of(*part).exists())
            .expect("a directory has fewer files than there are numbers");
        self.ledger.announce(tenant, today, part)?;
        Ok(Target { path: path_of(part), part, length: 0 })
    }

    /// Forgets what is past the horizon, a little per call. Fails silently:
    /// what cannot be forgotten now is forgotten later.
    fn clean(&mut self, today: i64) {
        if self.cleaned == Some(today) {
            return;
        }
        match self.ledger.forget(today - i64::from(self.config.horizon_days)) {
            Ok(true) => {}
            Ok(false) => self.cleaned = Some(today),
            Err(error) => tracing::warn!(%error, "could not forget ids past the horizon"),
        }
    }
}

impl Sink for FileSink {
    fn form(&self) -> Form {
        Form::JsonLine
    }

    fn store(&mut self, records: &[Record]) -> Result<Vec<Outcome>, SinkError> {
        self.settle()?;
        let today = day::of(SystemTime::now());
        let targets = self.targets(records, today)?;
        let entry = self.ledger.begin()?;
        let Noted { outcomes, lines } = note(&entry, records, today)?;
        if let Err(error) = write(&entry, &targets, lines, today) {
            // Nothing is committed, so what was appended can go at once and
            // give its space back.
            drop(entry);
            cut_targets(&targets);
            return Err(error);
        }
        if let Err(error) = entry.commit() {
            self.doubtful = true;
            return Err(error);
        }
        self.clean(today);
        Ok(outcomes)
    }
}

/// What a batch adds.
#[derive(Debug, Default)]
struct Noted {
    outcomes: Vec<Outcome>,
    /// The new lines of each tenant.
    lines: BTreeMap<Tenant, Vec<u8>>,
}

/// Remembers the ids, and collects per tenant the lines that are new.
fn note(entry: &Entry<'_>, records: &[Record], today: i64) -> Result<Noted, SinkError> {
    let mut noted = Noted::default();
    let mut noting = entry.noting()?;
    for record in records {
        if !noting.note(&record.tenant, &record.id, today)? {
            noted.outcomes.push(Outcome::Duplicate);
            continue;
        }
        let lines = noted.lines.entry(record.tenant.clone()).or_default();
        lines.extend_from_slice(&record.event);
        lines.push(b'\n');
        noted.outcomes.push(Outcome::Stored);
    }
    Ok(noted)
}

/// Appends each tenant's lines durably and enters the new lengths.
fn write(
    entry: &Entry<'_>,
    targets: &BTreeMap<Tenant, Target>,
    lines: BTreeMap<Tenant, Vec<u8>>,
    today: i64,
) -> Result<(), SinkError> {
    for (tenant, text) in lines {
        let target = &targets[&tenant];
        let length = append(&target.path, target.length, &text).map_err(at(&target.path))?;
        entry.grow(&tenant, today, target.part, length)?;
    }
    Ok(())
}

fn cut_targets(targets: &BTreeMap<Tenant, Target>) {
    for target in targets.values() {
        // An error here is met again, and reported, by the next append.
        let _ = cut(&target.path, target.length);
    }
}

#[cfg(test)]
mod tests;
