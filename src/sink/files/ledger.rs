//! The database beside the files: which ids are stored, and how many bytes of
//! each file count. One commit makes a batch real.
//!
//! Knows SQLite and no file but its own; the events themselves are never in
//! here.

use std::path::{Path, PathBuf};

use rusqlite::{
    Connection, ErrorCode, OptionalExtension as _, Statement, Transaction, TransactionBehavior,
};

use super::sql;
use crate::sink::{SinkError, Tenant, at, private};

/// Marks the file as ours ("TGWL").
const APPLICATION_ID: i64 = 0x5447_574c;

/// The migrations in order; the position of the last is the format.
const MIGRATIONS: [&str; 1] = [include_str!("migrations/0001_ledger.sql")];

/// Above this size the start does not read the whole database to check it;
/// damage is then reported when it is met.
const FULL_CHECK_BYTES: u64 = 64 << 20;

/// A file and how much of it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileRow {
    pub(super) tenant: String,
    pub(super) day: i64,
    pub(super) part: i64,
    pub(super) length: u64,
}

/// The open database.
#[derive(Debug)]
pub(super) struct Ledger {
    connection: Connection,
    path: PathBuf,
}

impl Ledger {
    /// Opens the database, creates or migrates it, and checks it.
    pub(super) fn open(path: &Path) -> Result<Self, SinkError> {
        private::options().write(true).create(true).truncate(false).open(path).map_err(at(path))?;
        let named = |error| name_error(path, error);
        let connection = Connection::open(path).map_err(named)?;
        let mut ledger = Self { connection, path: path.to_owned() };
        ledger.configure().map_err(named)?;
        ledger.migrate()?;
        ledger.check()?;
        Ok(ledger)
    }

    fn configure(&self) -> rusqlite::Result<()> {
        self.connection.busy_timeout(std::time::Duration::from_secs(5))?;
        // The first read of the file: tells a foreign one before it is changed.
        self.pragma("schema_version")?;
        self.connection.pragma_update(None, "synchronous", "FULL")
    }

    fn migrate(&mut self) -> Result<(), SinkError> {
        let named = |error| name_error(&self.path, error);
        let application = self.pragma("application_id").map_err(named)?;
        let format = self.pragma("user_version").map_err(named)?;
        let tables = self.pragma("schema_version").map_err(named)?;
        if application != APPLICATION_ID && (application, format, tables) != (0, 0, 0) {
            return Err(SinkError::Foreign { path: self.path.clone() });
        }
        let known = MIGRATIONS.len() as i64;
        if format > known {
            return Err(SinkError::Newer { path: self.path.clone(), found: format, known });
        }
        let path = self.path.clone();
        self.apply(format).map_err(|error| name_error(&path, error))
    }

    fn apply(&mut self, format: i64) -> rusqlite::Result<()> {
        self.connection.pragma_update(None, "journal_mode", "WAL")?;
        for (at, migration) in (0_i64..).zip(MIGRATIONS).filter(|(at, _)| *at >= format) {
            let change = self.connection.transaction()?;
            change.execute_batch(migration)?;
            change.pragma_update(None, "application_id", APPLICATION_ID)?;
            change.pragma_update(None, "user_version", at + 1)?;
            change.commit()?;
        }
        Ok(())
    }

    fn check(&self) -> Result<(), SinkError> {
        let size = std::fs::metadata(&self.path).map_err(at(&self.path))?.len();
        if size > FULL_CHECK_BYTES {
            return Ok(());
        }
        let detail: String = self
            .connection
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
            .map_err(|error| name_error(&self.path, error))?;
        if detail == "ok" {
            return Ok(());
        }
        Err(SinkError::Damaged { path: self.path.clone(), detail })
    }

    fn pragma(&self, name: &str) -> rusqlite::Result<i64> {
        self.connection.pragma_query_value(None, name, |row| row.get(0))
    }

    /// Begins the change that makes one batch real.
    pub(super) fn begin(&mut self) -> Result<Entry<'_>, SinkError> {
        let Self { connection, path } = self;
        let change = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| name_error(path, error))?;
        Ok(Entry { change, path })
    }

    /// The last part of a tenant's day, and how much of it counts.
    pub(super) fn current(
        &self,
        tenant: &Tenant,
        day: i64,
    ) -> Result<Option<(i64, u64)>, SinkError> {
        let read = || {
            self.connection
                .query_row(sql::CURRENT, (tenant.as_str(), day), |row| {
                    Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
                })
                .optional()
        };
        read().map_err(|error| self.named(error))
    }

    /// Announces a file. Only a file that was announced is ever cut.
    pub(super) fn announce(&self, tenant: &Tenant, day: i64, part: i64) -> Result<(), SinkError> {
        self.execute(sql::ANNOUNCE, (tenant.as_str(), day, part)).map(drop)
    }

    /// All files and how much of each counts.
    pub(super) fn files(&self) -> Result<Vec<FileRow>, SinkError> {
        let read = || {
            let mut statement = self.connection.prepare(sql::FILES)?;
            let rows = statement.query_map([], |row| {
                let (tenant, day, part) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let length = row.get::<_, i64>(3)?.cast_unsigned();
                Ok(FileRow { tenant, day, part, length })
            })?;
            rows.collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.named(error))
    }

    /// Makes sure that what the database says now is what it will say after a
    /// crash. A commit that failed may have reached the log on disk; the next
    /// commit that succeeds overwrites it there.
    pub(super) fn settle(&self) -> Result<(), SinkError> {
        self.execute(sql::SETTLE, ()).map(drop)
    }

    /// Forgets some of what is before `day`; true while there may be more.
    pub(super) fn forget(&self, day: i64) -> Result<bool, SinkError> {
        self.execute(sql::FORGET_FILES, [day])?;
        self.execute(sql::FORGET, [day]).map(|rows| rows > 0)
    }

    fn execute(&self, sql: &str, params: impl rusqlite::Params) -> Result<usize, SinkError> {
        self.connection.execute(sql, params).map_err(|error| self.named(error))
    }

    fn named(&self, error: rusqlite::Error) -> SinkError {
        name_error(&self.path, error)
    }
}

/// A batch that becomes real with [`Entry::commit`], or never.
pub(super) struct Entry<'a> {
    change: Transaction<'a>,
    path: &'a Path,
}

impl Entry<'_> {
    /// Remembers ids, with the statement compiled once for all of them.
    pub(super) fn noting(&self) -> Result<Noting<'_>, SinkError> {
        let statement =
            self.change.prepare(sql::NOTE).map_err(|error| name_error(self.path, error))?;
        Ok(Noting { statement, path: self.path })
    }

    /// How much of a file counts once this is committed.
    pub(super) fn grow(
        &self,
        tenant: &Tenant,
        day: i64,
        part: i64,
        length: u64,
    ) -> Result<(), SinkError> {
        self.change
            .execute(sql::GROW, (tenant.as_str(), day, part, length.cast_signed()))
            .map(drop)
            .map_err(|error| name_error(self.path, error))
    }

    /// Makes it real. After an error it is unknown whether it is: see
    /// [`Ledger::settle`].
    pub(super) fn commit(self) -> Result<(), SinkError> {
        let path = self.path;
        self.change.commit().map_err(|error| name_error(path, error))
    }
}

/// Remembers ids as part of an [`Entry`].
pub(super) struct Noting<'a> {
    statement: Statement<'a>,
    path: &'a Path,
}

impl Noting<'_> {
    /// Remembers an id; false when it is known already.
    pub(super) fn note(&mut self, tenant: &Tenant, id: &str, day: i64) -> Result<bool, SinkError> {
        self.statement
            .execute((tenant.as_str(), id, day))
            .map(|rows| rows == 1)
            .map_err(|error| name_error(self.path, error))
    }
}

fn name_error(path: &Path, source: rusqlite::Error) -> SinkError {
    let path = path.to_owned();
    match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => SinkError::Foreign { path },
        Some(ErrorCode::DatabaseCorrupt) => SinkError::Damaged { path, detail: source.to_string() },
        _ => SinkError::Database { path, source },
    }
}
