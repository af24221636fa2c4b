//! What a merge of two branches left, understood so that it can be written
//! anew. Numbers are what must not get lost here: the content of an event
//! follows from its declaration in Rust.

use super::{
    LockError, LockFault, LockedEvent, LockedFeature, LockedField,
    index::{blocks, is_marker, read_block},
    syntax::Fault,
};

/// Both sides of the text together.
pub(super) fn read(feature: &str, text: &str) -> Result<LockedFeature, LockError> {
    let (ours, theirs) = sides(text).map_err(|(at, fault)| fault.at(feature, text, at))?;
    let mut together = LockedFeature::default();
    for side in [&ours, &theirs] {
        read_side(feature, side, &mut together)
            .map_err(|(at, fault)| fault.at(feature, side, at))?;
    }
    Ok(together)
}

/// Whose line it is.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Both,
    Ours,
    /// What both branches began with; of neither side.
    Base,
    Theirs,
}

/// The text as each branch would have it. Lines of the other one are left
/// empty, so that lines keep their numbers.
fn sides(text: &str) -> Result<(String, String), Fault> {
    let (mut ours, mut theirs) = (String::new(), String::new());
    let (mut side, mut at) = (Side::Both, 0);
    for line in text.split_inclusive('\n') {
        let marker = is_marker(line);
        if marker {
            side = after(side, line).ok_or((at, LockFault::Conflict))?;
        }
        for (out, own) in [(&mut ours, Side::Ours), (&mut theirs, Side::Theirs)] {
            let kept = !marker && (side == Side::Both || side == own);
            out.push_str(if kept { line } else { "\n" });
        }
        at += line.len();
    }
    if side == Side::Both { Ok((ours, theirs)) } else { Err((text.len(), LockFault::Conflict)) }
}

fn after(side: Side, marker: &str) -> Option<Side> {
    match (side, marker.as_bytes().first()?) {
        (Side::Both, b'<') => Some(Side::Ours),
        (Side::Ours, b'|') => Some(Side::Base),
        (Side::Ours | Side::Base, b'=') => Some(Side::Theirs),
        (Side::Theirs, b'>') => Some(Side::Both),
        _ => None,
    }
}

fn read_side(feature: &str, text: &str, together: &mut LockedFeature) -> Result<(), Fault> {
    for block in blocks(text, end_of_head(text)?)? {
        let event = read_block(feature, text, block)?;
        match together.events.get_mut(&event.head.action) {
            Some(first) => first.take_numbers_of(event),
            None => {
                together.events.insert(event.head.action.clone(), event);
            }
        }
    }
    Ok(())
}

fn end_of_head(text: &str) -> Result<usize, Fault> {
    const LAST: &str = "\nimport \"telemetry/v1/options.proto\";";
    text.find(LAST).map(|at| at + LAST.len()).ok_or((0, LockFault::Header))
}

impl LockedEvent {
    /// Adds the fields and codes that only the other side has. Both sides may
    /// have given out the same number: then the other's field gets the next
    /// one, and of a code this side's meaning stays.
    fn take_numbers_of(&mut self, other: Self) {
        self.next_number = self.next_number.max(other.next_number);
        for mut field in other.fields {
            let known = self.fields.iter_mut().find(|it| it.schema.key == field.schema.key);
            if let Some(known) = known {
                known.take_codes_of(field);
                continue;
            }
            if self.fields.iter().any(|taken| taken.number == field.number) {
                field.number = self.next_number;
                self.next_number += 1;
            }
            self.fields.push(field);
        }
        self.fields.sort_by_key(|field| field.number);
    }
}

impl LockedField {
    /// Also a code that is gone keeps its number taken.
    fn take_codes_of(&mut self, other: Self) {
        let (Some(table), Some(other)) = (&mut self.table, other.table) else { return };
        for code in other.codes {
            if !table.codes.iter().any(|known| known.code.code == code.code.code) {
                table.codes.push(code);
            }
        }
        table.codes.sort_by_key(|code| code.code.code);
    }
}
