//! The codes that were accepted, as the compiler compares them: a table as of
//! an enum, in which an entry that was given up says so.

use telemetry_schema::{
    EnumCode,
    compare::fingerprint,
    lock::{LockedCode, LockedTable},
    put_bytes_field, put_varint,
};

/// The entries of the table, and the fingerprint of the live ones.
pub(crate) fn encoded(table: &LockedTable) -> (Vec<u8>, u64) {
    let live = table.codes.iter().filter(|code| code.last_version.is_none());
    let named = live.map(|code| (code.code.code, code.code.name.as_str()));
    let mut out = Vec::new();
    table.codes.iter().for_each(|code| put_bytes_field(&mut out, 4, &entry(code)));
    (out, fingerprint(named))
}

fn entry(LockedCode { code, last_version }: &LockedCode) -> Vec<u8> {
    let EnumCode { code, name, description } = code;
    let mut out = vec![0x08];
    put_varint(&mut out, i64::from(*code) as u64);
    put_bytes_field(&mut out, 2, name.as_bytes());
    put_bytes_field(&mut out, 3, description.as_bytes());
    if last_version.is_some() {
        out.extend([0x20, 1]);
    }
    out
}
