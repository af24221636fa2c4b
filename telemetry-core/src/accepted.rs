//! A field whose type only the compiler can resolve, against what was accepted
//! of it.
//!
//! The rules and their words are `telemetry_schema::compare`'s. Everything here
//! is evaluated when the program is built and costs nothing afterwards; each
//! check panics where it is evaluated, which the compiler shows at the type of
//! the field.

use telemetry_schema::{
    Kind,
    compare::{
        BECOMES_OPTIONAL, BECOMES_REQUIRED, CodeWords, Elsewhere, KEY_TAKEN, KIND_CHANGED, Said,
        declared_code, missing_code, same,
    },
};

use crate::{codes::Entries, message::Message, value::ValueKind};

/// What was accepted of a field.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Accepted {
    kind: u8,
    optional: bool,
    /// The field was removed, and its key is declared again.
    removed: bool,
    fingerprint: u64,
    /// The codes of its enum, those that were given up included.
    codes: &'static [u8],
}

impl Accepted {
    /// A field of this kind.
    pub(crate) const fn live(kind: u8, optional: bool) -> Self {
        Self { kind, optional, removed: false, fingerprint: 0, codes: &[] }
    }

    /// A field of this kind that was removed.
    pub(crate) const fn removed(kind: u8) -> Self {
        Self { kind, optional: false, removed: true, fingerprint: 0, codes: &[] }
    }

    /// The codes of its enum.
    pub(crate) const fn codes(mut self, fingerprint: u64, codes: &'static [u8]) -> Self {
        self.fingerprint = fingerprint;
        self.codes = codes;
        self
    }

    /// Checks that the type is what was accepted.
    #[track_caller]
    pub(crate) const fn check(self, kind: ValueKind) {
        if self.kind != kind.code {
            let said = if self.removed { KEY_TAKEN } else { KIND_CHANGED };
            refuse(said, kind_name(self.kind), kind_name(kind.code));
        }
        if self.optional != kind.optional && !self.removed {
            let said = if kind.optional { BECOMES_OPTIONAL } else { BECOMES_REQUIRED };
            refuse(said, optional(self.optional), optional(kind.optional));
        }
        if self.fingerprint != kind.fingerprint {
            self.check_codes(kind.table);
        }
    }

    /// Every number against what it meant, then every one that is gone.
    #[track_caller]
    const fn check_codes(self, table: &'static [u8]) {
        let mut entries = Entries::of(table);
        while let Some(new) = entries.next() {
            let old = numbered(self.codes, new.code);
            let namesake = self.namesake(new);
            let old_name_is = match old {
                Some(old) => declares(table, old.name),
                None => false,
            };
            let elsewhere = Elsewhere { new_name_was: namesake.is_some(), old_name_is };
            if let Some(said) = declared_code(old, new, elsewhere) {
                let before = if old.is_some() { old } else { namesake };
                refuse_code(said, before, Some(new));
            }
        }
        let mut accepted = Entries::of(self.codes);
        while let Some(old) = accepted.next() {
            let elsewhere =
                Elsewhere { new_name_was: false, old_name_is: declares(table, old.name) };
            if numbered(table, old.code).is_none()
                && let Some(said) = missing_code(old, elsewhere)
            {
                refuse_code(said, Some(old), None);
            }
        }
    }

    /// What was accepted under this name and another number.
    const fn namesake(&self, new: CodeWords<'_>) -> Option<CodeWords<'static>> {
        let mut entries = Entries::of(self.codes);
        while let Some(code) = entries.next() {
            if code.code != new.code && same(code.name, new.name) {
                return Some(code);
            }
        }
        None
    }
}

const fn numbered(table: &'static [u8], number: i32) -> Option<CodeWords<'static>> {
    let mut entries = Entries::of(table);
    while let Some(code) = entries.next() {
        if code.code == number {
            return Some(code);
        }
    }
    None
}

const fn declares(table: &'static [u8], name: &str) -> bool {
    let mut entries = Entries::of(table);
    while let Some(code) = entries.next() {
        if same(code.name, name) {
            return true;
        }
    }
    false
}

const fn kind_name(code: u8) -> &'static str {
    match Kind::from_code(code as u64) {
        Some(kind) => kind.as_str(),
        None => "a kind that this version does not know",
    }
}

const fn optional(optional: bool) -> &'static str {
    if optional { "optional" } else { "required" }
}

#[track_caller]
const fn refuse(said: Said, old: &str, new: &str) -> ! {
    let message = begun(said).put(" (accepted: ").put(old).put("; declared: ").put(new);
    refuse_as(said, message)
}

#[track_caller]
const fn refuse_code(said: Said, old: Option<CodeWords<'_>>, new: Option<CodeWords<'_>>) -> ! {
    let mut message = begun(said).put(" (");
    if let Some(old) = old {
        message = message.put("accepted: ").put_code(old);
    }
    if let Some(new) = new {
        let divide = if old.is_some() { "; " } else { "" };
        message = message.put(divide).put("declared: ").put_code(new);
    }
    refuse_as(said, message)
}

const fn begun(said: Said) -> Message {
    Message::EMPTY.put(said.message)
}

/// Ends the message as those of the macro end.
#[track_caller]
const fn refuse_as(said: Said, message: Message) -> ! {
    let class = match said.rule.class {
        Some(class) => class.as_str(),
        None => "",
    };
    let message = message.put("); ").put(said.fix).put(" [telemetry::").put(said.rule.id);
    let message = message.put(", ").put(class).put(", ").put(said.rule.level.as_str()).put("]");
    panic!("{}", message.as_str())
}
