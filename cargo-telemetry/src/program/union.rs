//! The events of several files as those of one program.

use std::collections::BTreeMap;

use telemetry_schema::{Catalog, EventSchema};

/// Every declaration as often as it is in the file that has it most often: the
/// library that is linked into a program is the same declaration once more,
/// while two in one file are two.
pub(super) fn of(files: Vec<Vec<EventSchema>>) -> Vec<EventSchema> {
    let mut union: BTreeMap<Vec<u8>, Vec<EventSchema>> = BTreeMap::new();
    for events in files {
        let mut file: BTreeMap<Vec<u8>, Vec<EventSchema>> = BTreeMap::new();
        for event in events {
            file.entry(identity(&event)).or_default().push(event);
        }
        for (identity, events) in file {
            let known = union.entry(identity).or_default();
            if known.len() < events.len() {
                *known = events;
            }
        }
    }
    union.into_values().flatten().collect()
}

/// The declaration in its written form, which is the same for the same one.
fn identity(event: &EventSchema) -> Vec<u8> {
    let alone = Catalog::new(vec![event.clone()]);
    alone.expect("one event is declared once").encode()
}

#[cfg(test)]
mod tests {
    use super::of;
    use telemetry_schema::{EventSchema, Purpose};

    fn event(action: &str) -> EventSchema {
        EventSchema::new("search", action, Purpose::Reliability)
    }

    #[test]
    fn a_declaration_counts_as_often_as_in_one_file() {
        let library = || vec![event("shown")];
        let program = || vec![event("failed"), event("shown")];
        assert_eq!(of(vec![library(), program(), library()]).len(), 2);
        assert_eq!(of(vec![library(), vec![event("shown"), event("shown")]]).len(), 2);
        let other = EventSchema { version: 1, ..event("shown") };
        assert_eq!(of(vec![library(), vec![other]]).len(), 2);
    }
}
