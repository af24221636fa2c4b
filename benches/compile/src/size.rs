//! What events add to a released program: the difference between a program that
//! records them and one that records none, read from the section headers of the
//! two stripped files. Depends on `cargo`; prints nothing.

use std::{fs, path::Path};

use object::{Object as _, ObjectSection as _, SectionFlags, SectionKind, elf::SHF_ALLOC};

use crate::{
    cargo::{self, Mode},
    error::Error,
    package::Rooms,
    plan::Plan,
};

const SCHEMA_SECTION: &str = "telemetry_events";

/// Bytes of a program, by what they are.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bytes {
    /// Machine code.
    pub(crate) code: u64,
    /// Everything else that is loaded from the file: constants, addresses to
    /// relocate, tables to unwind the stack.
    pub(crate) data: u64,
    /// The schemas of the events.
    pub(crate) schema: u64,
    /// The file as a whole.
    pub(crate) file: u64,
}

/// What each event adds.
pub(crate) struct Size {
    pub(crate) events: usize,
    pub(crate) without: Bytes,
    pub(crate) with: Bytes,
}

impl Size {
    /// Bytes that each event adds, of the kind that `pick` tells.
    pub(crate) fn per_event(&self, pick: impl Fn(&Bytes) -> u64) -> f64 {
        (pick(&self.with) as f64 - pick(&self.without) as f64) / self.events as f64
    }
}

pub(crate) fn compare(rooms: &Rooms, plan: &Plan) -> Result<Size, Error> {
    eprintln!("building programs with 0 and {} events", plan.events);
    let without = program(rooms, 0)?;
    let with = program(rooms, plan.events)?;
    Ok(Size { events: plan.events, without, with })
}

fn program(rooms: &Rooms, events: usize) -> Result<Bytes, Error> {
    let package = rooms.recording_program(events)?;
    cargo::fetch(&package)?;
    cargo::build(&package, &rooms.target(), Mode::Release)?;
    read(&rooms.target().join("release").join(&package.name))
}

fn read(path: &Path) -> Result<Bytes, Error> {
    let content = fs::read(path).map_err(Error::files(path))?;
    let not_elf = |source| Error::NotElf { path: path.to_owned(), source };
    let program = object::File::parse(content.as_slice()).map_err(not_elf)?;
    let mut bytes = Bytes { file: content.len() as u64, ..Bytes::default() };
    for section in program.sections().filter(|section| is_loaded(section.flags())) {
        let place = match section.kind() {
            SectionKind::UninitializedData | SectionKind::UninitializedTls => continue,
            SectionKind::Text => &mut bytes.code,
            _ if section.name() == Ok(SCHEMA_SECTION) => &mut bytes.schema,
            _ => &mut bytes.data,
        };
        *place += section.size();
    }
    Ok(bytes)
}

fn is_loaded(flags: SectionFlags) -> bool {
    matches!(flags, SectionFlags::Elf { sh_flags } if sh_flags & u64::from(SHF_ALLOC) != 0)
}
