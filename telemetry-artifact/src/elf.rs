//! The section of records in an ELF file.
//!
//! Only headers and that section are looked at, no symbols and no code. A file
//! in which the section cannot be found with certainty, or of which the bytes
//! are not those that the program will see, is refused.

use std::collections::BTreeSet;

use object::{
    Endianness, elf,
    read::elf::{Dyn, FileHeader, ProgramHeader, SectionHeader},
};
use thiserror::Error;

use super::ArtifactKind;

/// The section in which the macros put one record for each event.
const SECTION: &[u8] = b"telemetry_events";

/// Why a file, or a member of an archive, tells nothing.
#[derive(Debug, Error)]
pub enum Problem {
    /// None of the known formats.
    #[error(
        "this is neither an ELF file, nor an archive of such files, nor a catalog; \
         name a program, a library or an object file that was built for Linux or another \
         system with ELF, or a file that `write_catalog` wrote"
    )]
    Unknown,
    /// Headers that contradict themselves or the file's length.
    #[error("the file is damaged: {0}; build it anew")]
    Malformed(#[source] object::read::Error),
    /// An ELF file that is neither a program, nor a library, nor an object.
    #[error("this ELF file is of type {0}; name a program, a library or an object file")]
    NoProgram(u16),
    /// The table by which sections are found was removed.
    #[error(
        "the table of sections was removed, so nobody can tell its events; \
         inspect the file as it was before that"
    )]
    NoSections,
    /// The section is not stored as it is.
    #[error(
        "the section `telemetry_events` is compressed or not stored; build it anew without that"
    )]
    NotPlain,
    /// The section is completed by the linker.
    #[error(
        "the linker has still to fill in the section `telemetry_events`; \
         inspect the program that this is linked into"
    )]
    Relocated,
    /// The code of a build with link-time optimisation.
    #[error(
        "this is bitcode of a build with LTO, which has no sections yet; \
         inspect the program that it is linked into, or build without LTO"
    )]
    Bitcode,
    /// An archive that only names its members.
    #[error("this is a thin archive, which only names its members; inspect those")]
    Thin,
}

/// Where a section begins, from the beginning of the ELF file, and its bytes.
pub(super) struct Section<'data> {
    pub(super) offset: u64,
    pub(super) bytes: &'data [u8],
}

/// What is to be known of an ELF file.
pub(super) struct ElfFile<'data> {
    pub(super) kind: ArtifactKind,
    /// More than one in object files, where nobody has joined them.
    pub(super) sections: Vec<Section<'data>>,
}

pub(super) fn is_elf(bytes: &[u8]) -> bool {
    bytes.starts_with(&elf::ELFMAG)
}

/// Whether these bytes are LLVM's, plain or in its wrapper.
pub(super) fn is_bitcode(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BC\xc0\xde") || bytes.starts_with(&0x0b17_c0de_u32.to_le_bytes())
}

pub(super) fn read(bytes: &[u8]) -> Result<ElfFile<'_>, Problem> {
    if !is_elf(bytes) {
        return Err(Problem::Unknown);
    }
    match bytes.get(4) {
        Some(&elf::ELFCLASS32) => read_class::<elf::FileHeader32<Endianness>>(bytes),
        _ => read_class::<elf::FileHeader64<Endianness>>(bytes),
    }
}

fn read_class<Elf: FileHeader<Endian = Endianness>>(bytes: &[u8]) -> Result<ElfFile<'_>, Problem> {
    let header = Elf::parse(bytes).map_err(Problem::Malformed)?;
    let endian = header.endian().map_err(Problem::Malformed)?;
    let kind = kind(header, endian, bytes)?;
    let headers = header.section_headers(endian, bytes).map_err(Problem::Malformed)?;
    if headers.is_empty() {
        return Err(Problem::NoSections);
    }
    let strings = header.section_strings_index(endian, bytes).map_err(Problem::Malformed)?;
    let strings = headers.get(strings.0).ok_or(Problem::NoSections)?;
    let names = strings.data(endian, bytes).map_err(Problem::Malformed)?;
    let relocated = relocated(headers, endian);
    let mut sections = Vec::new();
    for (index, section) in headers.iter().enumerate() {
        if is_named(names, section.sh_name(endian)) {
            if relocated.contains(&index) {
                return Err(Problem::Relocated);
            }
            sections.push(plain::<Elf>(section, endian, bytes)?);
        }
    }
    Ok(ElfFile { kind, sections })
}

/// Whether the name that begins here is that of the section.
fn is_named(names: &[u8], offset: u32) -> bool {
    let name = names.get(offset as usize..).and_then(|name| name.strip_prefix(SECTION));
    name.is_some_and(|rest| rest.first() == Some(&0))
}

/// The sections that relocations change.
fn relocated<S: SectionHeader>(headers: &[S], endian: S::Endian) -> BTreeSet<usize> {
    let changes = |section: &&S| {
        let kind = section.sh_type(endian);
        matches!(kind, elf::SHT_REL | elf::SHT_RELA | elf::SHT_CREL)
            && section.sh_size(endian).into() > 0
    };
    headers.iter().filter(changes).map(|section| section.sh_info(endian) as usize).collect()
}

fn plain<'data, Elf: FileHeader>(
    section: &Elf::SectionHeader,
    endian: Elf::Endian,
    bytes: &'data [u8],
) -> Result<Section<'data>, Problem> {
    let compressed = section.sh_flags(endian).into() & u64::from(elf::SHF_COMPRESSED) != 0;
    let stored = section.sh_type(endian) != elf::SHT_NOBITS || section.sh_size(endian).into() == 0;
    if compressed || !stored {
        return Err(Problem::NotPlain);
    }
    let bytes = section.data(endian, bytes).map_err(Problem::Malformed)?;
    Ok(Section { offset: section.sh_offset(endian).into(), bytes })
}

fn kind<Elf: FileHeader>(
    header: &Elf,
    endian: Elf::Endian,
    bytes: &[u8],
) -> Result<ArtifactKind, Problem> {
    match header.e_type(endian) {
        elf::ET_REL => Ok(ArtifactKind::Object),
        elf::ET_EXEC => Ok(ArtifactKind::Executable),
        elf::ET_DYN if is_program(header, endian, bytes)? => Ok(ArtifactKind::Executable),
        elf::ET_DYN => Ok(ArtifactKind::SharedLibrary),
        other => Err(Problem::NoProgram(other)),
    }
}

/// A program that can be loaded anywhere looks like a library, except that it
/// names a loader or says that it is one.
fn is_program<Elf: FileHeader>(
    header: &Elf,
    endian: Elf::Endian,
    bytes: &[u8],
) -> Result<bool, Problem> {
    for segment in header.program_headers(endian, bytes).map_err(Problem::Malformed)? {
        if segment.p_type(endian) == elf::PT_INTERP {
            return Ok(true);
        }
        let entries = segment.dynamic(endian, bytes).map_err(Problem::Malformed)?;
        let says_so = |entry: &Elf::Dyn| {
            entry.tag(endian) == elf::DT_FLAGS_1
                && entry.val(endian) & u64::from(elf::DF_1_PIE) != 0
        };
        if entries.is_some_and(|entries| entries.iter().any(says_so)) {
            return Ok(true);
        }
    }
    Ok(false)
}
