//! How a build becomes part of the lock. What the build does not contain stays
//! as it is: absent is not removed. Whether a change is allowed has been
//! decided before, see [`compare::accept`](crate::compare::accept).

use std::{error::Error, fmt};

use super::{Declared, Lock, LockedCode, LockedEvent, LockedField, LockedTable, State, normal};
use crate::{EnumSchema, EventSchema, FieldSchema};

/// An event that is to be removed is not in the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownEvent {
    /// The event, as `feature.action`.
    pub name: String,
}

impl fmt::Display for UnknownEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name.escape_debug();
        write!(
            f,
            "there is no live event `{name}` in the lock; name one as its file under `{}` does, `feature.action`",
            super::LOCK_FOLDER
        )
    }
}

impl Error for UnknownEvent {}

impl Lock {
    /// The lock once this build is part of it. Fields and codes that a
    /// declaration no longer has become tombstones; events never do.
    #[must_use]
    pub fn merge_accept(old: &Self, built: &[Declared<'_>]) -> Self {
        let mut lock = old.clone();
        for declared in built {
            lock.put(*declared);
        }
        lock
    }

    /// Makes a tombstone of the event that is written as `feature.action`.
    ///
    /// # Errors
    /// When there is no such event, or it was removed before.
    pub fn remove(&mut self, name: &str) -> Result<(), UnknownEvent> {
        match self.find_mut(name) {
            Some(event) if event.state == State::Live => {
                event.state = State::Removed;
                Ok(())
            }
            _ => Err(UnknownEvent { name: name.to_owned() }),
        }
    }

    fn find_mut(&mut self, name: &str) -> Option<&mut LockedEvent> {
        let head = &self.find(name)?.head;
        let (feature, action) = (head.feature.clone(), head.action.clone());
        self.features.get_mut(&feature)?.events.get_mut(&action)
    }

    fn put(&mut self, declared: Declared<'_>) {
        let EventSchema { feature, action, renamed_from, .. } = declared.event;
        let event = match self.event(feature, action) {
            Some(known) => known.updated(declared),
            None => {
                let from = renamed_from.as_ref().and_then(|name| self.continuation(name));
                let from = from.map(|event| (event.dotted_name(), event.updated(declared)));
                match from {
                    Some((name, event)) => {
                        self.rename(&name, &event.dotted_name());
                        event
                    }
                    None => LockedEvent::accepted(declared),
                }
            }
        };
        let events = &mut self.features.entry(feature.clone()).or_default().events;
        events.insert(action.clone(), event);
    }

    /// Everything that went on as the one event now goes on as the other.
    fn rename(&mut self, from: &str, to: &str) {
        let before = State::RenamedTo(from.to_owned());
        for event in self.features.values_mut().flat_map(|it| it.events.values_mut()) {
            if event.state == before || event.dotted_name() == from {
                event.state = State::RenamedTo(to.to_owned());
            }
        }
    }
}

impl LockedEvent {
    /// An event that was never accepted before.
    #[must_use]
    pub fn accepted(declared: Declared<'_>) -> Self {
        let nothing = Self {
            head: EventSchema { fields: Vec::new(), enums: Vec::new(), ..declared.event.clone() },
            fields: Vec::new(),
            conditional_keys: Vec::new(),
            next_number: 1,
            state: State::Live,
        };
        nothing.updated(declared)
    }

    /// The event once this declaration is accepted.
    #[must_use]
    pub fn updated(&self, declared: Declared<'_>) -> Self {
        let mut head = normal(declared.event);
        let (fields, enums) = (std::mem::take(&mut head.fields), std::mem::take(&mut head.enums));
        let version = self.head.version;
        let mut event = Self { head, state: State::Live, ..self.clone() };
        for field in &mut event.fields {
            if !declared.declares(&field.schema.key) {
                field.last_version.get_or_insert(version);
            }
        }
        for (at, field) in fields.into_iter().enumerate() {
            let table = enums.iter().find(|table| table.field as usize == at);
            event.put(field, table, version);
        }
        event.conditional_keys = event.unseen(declared.absent);
        event
    }

    fn put(&mut self, schema: FieldSchema, table: Option<&EnumSchema>, version: i32) {
        let known = self.fields.iter_mut().find(|field| field.schema.key == schema.key);
        if let Some(known) = known {
            let before = known.table.take();
            known.table = table.map(|table| LockedTable::updated(before, table, version));
            (known.schema, known.last_version) = (schema, None);
            return;
        }
        let table = table.map(|table| LockedTable::updated(None, table, version));
        let number = self.next_number;
        self.fields.push(LockedField { number, schema, table, last_version: None });
        self.next_number += 1;
    }

    /// Declared keys of which the lock knows nothing but that they are.
    fn unseen(&self, absent: &[String]) -> Vec<String> {
        let live = |key: &String| self.live_fields().any(|field| field.schema.key == *key);
        let mut keys: Vec<String> = absent.iter().filter(|key| !live(key)).cloned().collect();
        keys.sort();
        keys.dedup();
        keys
    }
}

impl LockedTable {
    fn updated(before: Option<Self>, new: &EnumSchema, version: i32) -> Self {
        let before = before.map(|table| table.codes).unwrap_or_default();
        let mut codes: Vec<LockedCode> = new
            .codes
            .iter()
            .map(|code| LockedCode { code: code.clone(), last_version: None })
            .collect();
        for mut code in before {
            if !new.codes.iter().any(|new| new.code == code.code.code) {
                code.last_version.get_or_insert(version);
                codes.push(code);
            }
        }
        codes.sort_by_key(|code| code.code.code);
        Self { name: new.name.clone(), description: new.description.clone(), codes }
    }
}
