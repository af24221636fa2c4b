//! Archives: static libraries and rlibs, member by member.

use object::{
    archive::{MAGIC, THIN_MAGIC},
    read::archive::{ArchiveFile, ArchiveMember},
};

use super::{
    Artifact, ArtifactKind,
    elf::{self, Problem, Section},
    records::Records,
};

/// The member of an rlib that holds what the compiler knows of the crate. On
/// some targets it is no object file.
const METADATA: &[u8] = b"lib.rmeta";

pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC) || bytes.starts_with(&THIN_MAGIC)
}

/// Reads every member; what is damaged in one does not hide the others.
pub(super) fn read(bytes: &[u8]) -> Result<Artifact, Problem> {
    let archive = ArchiveFile::parse(bytes).map_err(Problem::Malformed)?;
    if archive.is_thin() {
        return Err(Problem::Thin);
    }
    let mut records = Records::default();
    for member in archive.members() {
        match member {
            Ok(member) => add_member(&member, bytes, &mut records)?,
            // Where the next one would begin is not known.
            Err(error) => {
                let problem = Problem::Malformed(error).to_string();
                records.refuse(bytes.len() as u64, None, problem);
                break;
            }
        }
    }
    Ok(records.finish(ArtifactKind::Archive))
}

/// One member of bitcode says how the archive was built, and is told once.
fn add_member(
    member: &ArchiveMember<'_>,
    archive: &[u8],
    records: &mut Records,
) -> Result<(), Problem> {
    let (base, _) = member.file_range();
    let name = String::from_utf8_lossy(member.name());
    match read_member(member, archive) {
        Ok(sections) => records.add_all(&sections, base, Some(&name)),
        Err(Problem::Bitcode) => return Err(Problem::Bitcode),
        Err(problem) => records.refuse(base, Some(&name), problem.to_string()),
    }
    Ok(())
}

fn read_member<'data>(
    member: &ArchiveMember<'data>,
    archive: &'data [u8],
) -> Result<Vec<Section<'data>>, Problem> {
    let bytes = member.data(archive).map_err(Problem::Malformed)?;
    if elf::is_bitcode(bytes) {
        Err(Problem::Bitcode)
    } else if member.name() == METADATA && !elf::is_elf(bytes) {
        Ok(Vec::new())
    } else {
        elf::read(bytes).map(|file| file.sections)
    }
}
