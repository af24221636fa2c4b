//! Records of events, one after the other, as they stand in a section or in a
//! catalog. A damaged one does not hide those behind it, as long as it can be
//! told where the next one begins.

use telemetry_schema::{Catalog, CatalogError, EventSchema, catalog_entries};

use super::{Artifact, ArtifactKind, Damage, MAX_DAMAGE, MAX_RECORDS, elf::Section};

/// What was found so far in one file.
#[derive(Default)]
pub(super) struct Records {
    events: Vec<EventSchema>,
    damage: Vec<Damage>,
    /// How many bytes were looked at.
    size: usize,
}

impl Records {
    /// Reads sections whose offsets count from `base`.
    pub(super) fn add_all(&mut self, sections: &[Section<'_>], base: u64, member: Option<&str>) {
        for section in sections {
            self.add(section.bytes, base + section.offset, member);
        }
    }

    /// Reads the records of these bytes, which begin at `base` in the file.
    pub(super) fn add(&mut self, bytes: &[u8], base: u64, member: Option<&str>) {
        self.size = self.size.saturating_add(bytes.len());
        if self.size > MAX_RECORDS {
            let problem =
                format!("there are more than {MAX_RECORDS} bytes of records in this file");
            return self.refuse(base, member, problem);
        }
        let mut offset = 0;
        for entry in catalog_entries(bytes) {
            match read_entry(entry) {
                Ok(events) => self.events.extend(events),
                Err(problem) => self.refuse(base + offset as u64, member, problem),
            }
            offset += entry.len();
        }
        if let Some(rest @ [_, ..]) = bytes.get(offset..) {
            self.refuse(base + offset as u64, member, end_of_entries(rest));
        }
    }

    /// Notes what could not be read.
    pub(super) fn refuse(&mut self, offset: u64, member: Option<&str>, problem: String) {
        if self.damage.len() < MAX_DAMAGE {
            self.damage.push(Damage { member: member.map(str::to_owned), offset, problem });
        }
    }

    pub(super) fn finish(mut self, kind: ArtifactKind) -> Artifact {
        let order = |event: &EventSchema| {
            (event.feature.clone(), event.action.clone(), event.declared_by.clone())
        };
        self.events.sort_by_cached_key(order);
        Artifact { kind, events: self.events, damage: self.damage }
    }
}

/// The event of one entry. An entry of another kind is from a version that
/// knows more than this one, and then so is the event that it may hold.
fn read_entry(entry: &[u8]) -> Result<Vec<EventSchema>, String> {
    let catalog = Catalog::decode(entry).map_err(|error| problem(&error))?;
    match catalog.events() {
        [] => Err("an entry that is no event as this version knows them".to_owned()),
        events => Ok(events.to_vec()),
    }
}

/// Why no entry begins here: only that can end the entries early.
fn end_of_entries(rest: &[u8]) -> String {
    let error = Catalog::decode(rest).err().map(|error| problem(&error));
    let error = error.unwrap_or_else(|| "no entry begins here".to_owned());
    format!("{error}; the {} bytes from here on are unread", rest.len())
}

fn problem(error: &CatalogError) -> String {
    match error {
        CatalogError::Decode(error) => error.to_string(),
        CatalogError::Duplicate { .. } => error.to_string(),
    }
}
