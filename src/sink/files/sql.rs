//! Every statement of the ledger, with the index that serves it.

/// Remembers an id; changes nothing when it is known (key of `seen`).
pub(super) const NOTE: &str =
    "INSERT INTO seen (tenant, id, day) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

/// The last part of a tenant's day (key of `file`, backwards).
pub(super) const CURRENT: &str = "SELECT part, length FROM file WHERE tenant = ?1 AND day = ?2 \
     ORDER BY part DESC LIMIT 1";

/// Announces a file before it is created.
pub(super) const ANNOUNCE: &str =
    "INSERT INTO file (tenant, day, part, length) VALUES (?1, ?2, ?3, 0)";

/// How much of a file counts from this commit on (key of `file`).
pub(super) const GROW: &str =
    "UPDATE file SET length = ?4 WHERE tenant = ?1 AND day = ?2 AND part = ?3";

/// All files of the horizon; few rows, read at start and after a failure.
pub(super) const FILES: &str = "SELECT tenant, day, part, length FROM file";

/// Forgets some of the ids before a day (`seen_by_day`); a bounded number, so
/// that no call waits for a long clean-up.
pub(super) const FORGET: &str = "DELETE FROM seen WHERE (tenant, id) IN \
     (SELECT tenant, id FROM seen WHERE day < ?1 LIMIT 5000)";

/// Forgets the files before a day; few rows.
pub(super) const FORGET_FILES: &str = "DELETE FROM file WHERE day < ?1";

/// Any change: its success overwrites what an unknown commit left behind.
pub(super) const SETTLE: &str = "UPDATE settled SET count = count + 1";
