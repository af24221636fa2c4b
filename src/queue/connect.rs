//! Opening the file: what it is, whether it is ours, and how a connection is
//! set up. A file that is not a queue, or not one that this program knows,
//! must leave this module exactly as it came.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags};

use super::error::QueueError;
use super::{ballast, migrate, paths, sql};

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const PAGE_SIZE: u32 = 8192;
/// One page of the smallest size; SQLite takes less for an empty database.
const SMALLEST_DATABASE: u64 = 512;
const STATEMENTS: usize = 64;

/// Durable on return of a commit, and another process may read meanwhile.
/// Deleted content is overwritten where that costs no extra write. The log is
/// moved into the database every 8 MiB, half of the default ballast: a full
/// disk can be drained only if there is room to move it.
const WRITER_SETUP: &str = "
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA secure_delete = FAST;
    PRAGMA cache_size = -16384;
    PRAGMA wal_autocheckpoint = 1000;
    PRAGMA journal_size_limit = 67108864;";

/// A connection that writes, and the lock that makes it the only one.
pub(super) struct Writing {
    /// Declared before the lock, and therefore closed before it is given up.
    pub(super) conn: Connection,
    /// None for a queue in memory, of which no other process knows.
    pub(super) lock: Option<File>,
}

/// What the path of a queue in memory begins with: a name that SQLite knows
/// within this process alone, and no file.
const IN_MEMORY: &str = "file:/telemetry-queue-in-memory-";

/// The path of a new queue in memory.
pub(super) fn in_memory() -> PathBuf {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    format!("{IN_MEMORY}{}?vfs=memdb", NUMBER.fetch_add(1, Ordering::Relaxed)).into()
}

/// Whether this is the path of a queue in memory.
pub(super) fn is_in_memory(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.starts_with(IN_MEMORY))
}

/// Opens the queue at `path` for writing, or makes one.
pub(super) fn open_writer(path: &Path) -> Result<Writing, QueueError> {
    if is_in_memory(path) {
        let conn = make_in_memory(path).map_err(|e| QueueError::from_sqlite(path, e))?;
        return Ok(Writing { conn, lock: None });
    }
    identify(path)?;
    paths::prepare_directory(path)?;
    let lock = paths::lock(path)?;
    // Once more, now that nobody else can be creating it.
    if identify(path)? == Found::Nothing {
        create(path)?;
    }
    let conn = match connect_writer(path) {
        // An older form takes room on its way to the newest.
        Err(QueueError::DiskFull { .. }) if ballast::give_away(path) => connect_writer(path)?,
        connected => connected?,
    };
    Ok(Writing { conn, lock: Some(lock) })
}

/// Opens the queue at `path` for reading.
pub(super) fn open_reader(path: &Path) -> Result<Connection, QueueError> {
    let in_memory = is_in_memory(path);
    if !in_memory && identify(path)? == Found::Nothing {
        return Err(QueueError::Missing { path: path.to_owned() });
    }
    let mut flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags.set(OpenFlags::SQLITE_OPEN_URI, in_memory);
    let failed = |e| QueueError::from_sqlite(path, e);
    let conn = Connection::open_with_flags(path, flags).map_err(failed)?;
    conn.busy_timeout(BUSY_TIMEOUT).map_err(failed)?;
    // One that is gone is found empty.
    if in_memory && migrate::version(&conn).map_err(failed)? == 0 {
        return Err(QueueError::Missing { path: path.to_owned() });
    }
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    check_version(path, &conn)?;
    if migrate::version(&conn).map_err(failed)? < migrate::HELD_RANGES {
        conn.execute_batch(sql::HELD_ONE_BY_ONE).map_err(failed)?;
    }
    Ok(conn)
}

#[derive(Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    Ours,
}

fn identify(path: &Path) -> Result<Found, QueueError> {
    let not_readable = |source| QueueError::NotReadable { path: path.to_owned(), source };
    match fs::metadata(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(e) => return Err(not_readable(e)),
        Ok(file) if !file.is_file() => {
            return Err(not_readable(io::Error::other("not a regular file")));
        }
        // What a crash leaves between creating a file and writing to it.
        Ok(file) if file.len() == 0 => return Ok(Found::Nothing),
        Ok(file) if file.len() < SMALLEST_DATABASE => {
            return Err(QueueError::NotDatabase { path: path.to_owned() });
        }
        Ok(_) => {}
    }
    match application_id(path).map_err(|e| QueueError::from_sqlite(path, e))? {
        sql::APPLICATION_ID => Ok(Found::Ours),
        _ => Err(QueueError::Foreign { path: path.to_owned() }),
    }
}

fn application_id(path: &Path) -> rusqlite::Result<i32> {
    match application_id_at(immutable_uri(path), OpenFlags::SQLITE_OPEN_URI) {
        // So it looks, without its log, while the log is being moved into
        // the database, or when that stopped because the disk was full.
        Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => {
            application_id_at(path, OpenFlags::empty())
        }
        read => read,
    }
}

fn application_id_at(database: impl AsRef<Path>, more: OpenFlags) -> rusqlite::Result<i32> {
    let conn = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY | more)?;
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.pragma_query_value(None, "application_id", |row| row.get(0))
}

/// The database without its log: SQLite then makes no files beside it, which
/// may belong to somebody else.
fn immutable_uri(path: &Path) -> String {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    // An absolute path needs the empty authority, a relative one must not
    // have any.
    let root = if path.starts_with('/') { "//" } else { "" };
    format!("file:{root}{path}?immutable=1")
}

/// Makes an empty queue under another name and moves it into place, so that
/// the file at `path` is whole from its first moment.
fn create(path: &Path) -> Result<(), QueueError> {
    let new = paths::beside(path, ".new");
    let not_writable = |source| QueueError::NotWritable { path: path.to_owned(), source };
    remove_if_there(&new).map_err(not_writable)?;
    remove_if_there(&paths::beside(&new, "-journal")).map_err(not_writable)?;
    paths::owner_only_file().create_new(true).open(&new).map_err(not_writable)?;
    fill(&new).map_err(|e| QueueError::from_sqlite(path, e))?;
    // A log beside an absent or empty database belongs to a lost one; SQLite
    // would take it for ours.
    for suffix in ["-wal", "-shm"] {
        remove_if_there(&paths::beside(path, suffix)).map_err(not_writable)?;
    }
    fs::rename(&new, path).map_err(not_writable)?;
    sync_directory(path).map_err(not_writable)
}

fn fill(new: &Path) -> rusqlite::Result<()> {
    let mut conn = Connection::open_with_flags(new, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    conn.pragma_update(None, "page_size", PAGE_SIZE)?;
    conn.pragma_update(None, "application_id", sql::APPLICATION_ID)?;
    migrate::migrate(&mut conn)?;
    conn.close().map_err(|(_, e)| e)
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn sync_directory(path: &Path) -> io::Result<()> {
    File::open(paths::directory(path))?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_: &Path) -> io::Result<()> {
    Ok(())
}

fn connect_writer(path: &Path) -> Result<Connection, QueueError> {
    let failed = |e| QueueError::from_sqlite(path, e);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags).map_err(failed)?;
    check_writable(path, &conn)?;
    // Until the version is known, not even closing may move the log over.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(failed)?;
    check_version(path, &conn)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false).map_err(failed)?;
    paths::make_private(path)
        .map_err(|source| QueueError::NotWritable { path: path.to_owned(), source })?;
    set_up(&mut conn).map_err(failed)?;
    Ok(conn)
}

/// Makes the queue of this path, which is there as long as this connection.
/// SQLite keeps no log for it, so that reading and writing wait for each other.
fn make_in_memory(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags)?;
    conn.pragma_update(None, "page_size", PAGE_SIZE)?;
    conn.pragma_update(None, "application_id", sql::APPLICATION_ID)?;
    set_up(&mut conn)?;
    Ok(conn)
}

fn check_writable(path: &Path, conn: &Connection) -> Result<(), QueueError> {
    // SQLite falls back to reading when it may not write.
    match conn.is_readonly(MAIN_DB).map_err(|e| QueueError::from_sqlite(path, e))? {
        false => Ok(()),
        true => {
            let source = io::Error::from(io::ErrorKind::PermissionDenied);
            Err(QueueError::NotWritable { path: path.to_owned(), source })
        }
    }
}

fn check_version(path: &Path, conn: &Connection) -> Result<(), QueueError> {
    let found = migrate::version(conn).map_err(|e| QueueError::from_sqlite(path, e))?;
    if found > migrate::KNOWN {
        let path = path.to_owned();
        return Err(QueueError::Newer { path, found, known: migrate::KNOWN });
    }
    Ok(())
}

fn set_up(conn: &mut Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    conn.execute_batch(WRITER_SETUP)?;
    migrate::migrate(conn)
}

/// Lets SQLite refuse to grow the file beyond `bytes`, whole pages only.
pub(super) fn limit_file(conn: &Connection, bytes: u64) -> rusqlite::Result<()> {
    let size: i64 = conn.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let pages = i64::try_from(bytes).unwrap_or(i64::MAX) / size;
    // More is the same as SQLite's own limit, and the pragma reads 32 bits.
    let pages = pages.clamp(1, i64::from(i32::MAX));
    conn.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
}
