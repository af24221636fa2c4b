//! ELF files taken apart, to damage them where it hurts. Those of this machine:
//! 64 bits, little-endian.

use std::{fs, ops::Range, path::Path};

use object::{
    Object, ObjectSection,
    read::{archive::ArchiveFile, elf::ElfFile64},
};

/// Section headers begin at the offset that stands here.
const SECTION_HEADERS: Range<usize> = 0x28..0x30;
const SECTION_HEADER: usize = 64;
pub(crate) const TYPE: usize = 4;
pub(crate) const FLAGS: usize = 8;
pub(crate) const SIZE: usize = 32;
pub(crate) const INFO: usize = 44;

const SECTION: &str = "telemetry_events";

/// The members of an archive that have the section.
pub(crate) fn members(archive: &Path) -> Vec<Vec<u8>> {
    let bytes = fs::read(archive).expect("it was built");
    let archive = ArchiveFile::parse(&*bytes).expect("an archive");
    let members = archive.members().map(|member| {
        member.and_then(|member| member.data(&*bytes)).expect("a whole member").to_vec()
    });
    members.filter(|member| section(member).is_some()).collect()
}

/// Number and place of the section with records in it.
pub(crate) fn section(bytes: &[u8]) -> Option<(usize, Range<usize>)> {
    let file = ElfFile64::<object::Endianness>::parse(bytes).expect("an ELF file");
    let section = file.sections().find(|it| it.name() == Ok(SECTION) && it.size() > 0)?;
    let (offset, size) = section.file_range().expect("stored");
    Some((section.index().0, offset as usize..(offset + size) as usize))
}

/// Where the description of the event that nobody mentions begins. In an rlib
/// what the compiler knows of the crate stands before the object files.
pub(crate) fn description(bytes: &[u8]) -> usize {
    let text = b"Nobody mentions it.";
    bytes.windows(text.len()).rposition(|window| window == text).expect("it has the event")
}

/// Where this part of the header of this section is.
pub(crate) fn header(bytes: &[u8], index: usize, part: usize) -> usize {
    let offset = bytes[SECTION_HEADERS].try_into().expect("eight bytes");
    u64::from_le_bytes(offset) as usize + index * SECTION_HEADER + part
}

/// The file without a table of sections, as the strictest strippers leave it.
pub(crate) fn without_sections(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes[SECTION_HEADERS].fill(0);
    // How many there are, and which one has the names.
    bytes[0x3c..0x40].fill(0);
    bytes
}
