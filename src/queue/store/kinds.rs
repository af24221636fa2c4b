//! The numbers of the (feature, action) pairs. A cache of the table `kinds`,
//! forgotten whenever a transaction is rolled back.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, Result};

use crate::queue::sql;

#[derive(Default)]
pub(super) struct Kinds {
    by_feature: HashMap<String, HashMap<String, i64>>,
    /// The pair that was asked for last: neighbours are mostly of one kind.
    last: Option<(String, String, i64)>,
}

impl Kinds {
    /// The number of the pair, given now if it has none.
    pub(super) fn number(&mut self, conn: &Connection, feature: &str, action: &str) -> Result<i64> {
        match &self.last {
            Some((of, what, kind)) if of == feature && what == action => Ok(*kind),
            _ => self.look_up(conn, feature, action),
        }
    }

    fn look_up(&mut self, conn: &Connection, feature: &str, action: &str) -> Result<i64> {
        let known = self.by_feature.get(feature).and_then(|actions| actions.get(action)).copied();
        let kind = known.map_or_else(|| find_or_add(conn, feature, action), Ok)?;
        if known.is_none() {
            self.by_feature.entry(feature.to_owned()).or_default().insert(action.to_owned(), kind);
        }
        self.last = Some((feature.to_owned(), action.to_owned(), kind));
        Ok(kind)
    }

    pub(super) fn forget(&mut self) {
        self.by_feature.clear();
        self.last = None;
    }
}

fn find_or_add(conn: &Connection, feature: &str, action: &str) -> Result<i64> {
    let found = conn.prepare_cached(sql::FIND_KIND)?.query_row([feature, action], |row| row.get(0));
    match found.optional()? {
        Some(kind) => Ok(kind),
        None => conn.prepare_cached(sql::ADD_KIND)?.insert([feature, action]),
    }
}
