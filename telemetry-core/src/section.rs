//! The linker section that holds the schema records of the whole program.
//!
//! One of two modules of this crate with `unsafe` blocks; the other is the
//! journal's `raw`. The macros place one record per event in the section
//! `telemetry_events`; the linker puts the records of all crates one behind the
//! other and defines two symbols around them. Records are arrays of bytes, alignment 1, so nothing stands between
//! them and the section as a whole is the protobuf form of a `Catalog`.

use std::borrow::Cow;
#[cfg(all(unix, not(target_vendor = "apple"), not(miri)))]
use std::collections::BTreeMap;

/// The records of all events that are linked into the program.
#[cfg(all(unix, not(target_vendor = "apple"), not(miri)))]
pub(crate) fn linked() -> Cow<'static, [u8]> {
    Cow::Borrowed(own())
}

#[cfg(all(unix, not(target_vendor = "apple"), not(miri)))]
#[allow(unsafe_code)]
fn own() -> &'static [u8] {
    // Zero bytes in the section, so that the linker defines its bounds also
    // in a program without events.
    #[used]
    #[unsafe(link_section = "telemetry_events")]
    static ANCHOR: [u8; 0] = [];

    unsafe extern "C" {
        #[link_name = "__start_telemetry_events"]
        static START: u8;
        #[link_name = "__stop_telemetry_events"]
        static STOP: u8;
    }

    let start = &raw const START;
    let length = (&raw const STOP).addr() - start.addr();
    // SAFETY: for a section whose name is a C identifier the linker defines
    // `__start_` and `__stop_` as its first byte and the byte behind its last
    // one, so the `length` bytes from `start` are one object of the running
    // program, mapped and initialised from its file for as long as it runs. The
    // section is read-only: everything in it is an immutable `static` without
    // interior mutability (`ANCHOR` here, `[u8; N]` in generated code), so no
    // one writes to it while the slice lives. `ANCHOR` makes the section exist.
    unsafe { std::slice::from_raw_parts(start, length) }
}

/// Whether these bytes are one whole record of the section, where only the
/// macros put any: bytes from elsewhere may have been made at run time.
#[cfg(all(unix, not(target_vendor = "apple"), not(miri)))]
pub(crate) fn holds(record: &'static [u8]) -> bool {
    use std::sync::OnceLock;
    static RECORDS: OnceLock<BTreeMap<usize, usize>> = OnceLock::new();
    let records = RECORDS.get_or_init(|| {
        let sized = |record: &[u8]| (record.as_ptr().addr(), record.len());
        telemetry_schema::catalog_entries(own()).map(sized).collect()
    });
    records.get(&record.as_ptr().addr()) == Some(&record.len())
}

/// Without a section it cannot be told where bytes come from.
#[cfg(not(all(unix, not(target_vendor = "apple"), not(miri))))]
pub(crate) fn holds(_: &'static [u8]) -> bool {
    true
}

/// Without such a section (other object formats, and Miri, which has no
/// linker) the events whose recorders were made are known.
#[cfg(not(all(unix, not(target_vendor = "apple"), not(miri))))]
pub(crate) fn linked() -> Cow<'static, [u8]> {
    Cow::Owned(first_use::known())
}

/// Notes the records of a recorder that was made. With a section there is
/// nothing to note.
pub(crate) fn note(records: impl Iterator<Item = &'static [u8]>) {
    #[cfg(not(all(unix, not(target_vendor = "apple"), not(miri))))]
    first_use::note(records);
    #[cfg(all(unix, not(target_vendor = "apple"), not(miri)))]
    drop(records);
}

#[cfg(not(all(unix, not(target_vendor = "apple"), not(miri))))]
mod first_use {
    use std::{
        collections::BTreeSet,
        sync::{Mutex, PoisonError},
    };

    static KNOWN: Mutex<BTreeSet<&'static [u8]>> = Mutex::new(BTreeSet::new());

    pub(super) fn known() -> Vec<u8> {
        let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().copied().collect::<Vec<_>>().concat()
    }

    pub(super) fn note(records: impl Iterator<Item = &'static [u8]>) {
        KNOWN.lock().unwrap_or_else(PoisonError::into_inner).extend(records);
    }
}
