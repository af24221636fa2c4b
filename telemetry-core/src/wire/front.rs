//! What begins every event on the wire: its id and its time. Both are as short
//! as they can be put together on the stack, and appended at once. Numbers in,
//! bytes out.

use std::time::Duration;

use telemetry_schema::put_varint;

use crate::id::{EventId, TEXT_LEN};

/// The tag of `Event.id`, and its length.
const ID: [u8; 2] = [0x0a, TEXT_LEN as u8];
/// The tag of `Event.timestamp`.
const TIMESTAMP: u8 = 0x12;
/// The tag of `Timestamp.seconds`.
const SECONDS: u8 = 0x08;
/// The tag of `Timestamp.nanos`.
const NANOSECONDS: u8 = 0x10;

/// Where the timestamp begins behind the id.
const TIME: usize = ID.len() + TEXT_LEN;
/// Its tag and length.
const BODY: usize = TIME + 2;
/// With the largest number of seconds and of nanoseconds, and what
/// [`put_short`] writes beyond them.
const ROOM: usize = 64;

/// From here on, in the year 10,889, a number of seconds has more than five
/// bytes.
const LONG: u64 = 1 << 35;

/// Appends id and time.
pub(super) fn put(out: &mut Vec<u8>, id: &EventId, at: Duration) {
    let (seconds, nanoseconds) = (at.as_secs(), u64::from(at.subsec_nanos()));
    let mut front = [0; ROOM];
    front[..ID.len()].copy_from_slice(&ID);
    front[ID.len()..TIME].copy_from_slice(&id.to_text());
    if seconds >= LONG {
        out.extend_from_slice(&front[..TIME]);
        return put_long(out, seconds, nanoseconds);
    }
    let mut end = BODY;
    if seconds != 0 {
        end = put_short(&mut front, end, SECONDS, seconds);
    }
    if nanoseconds != 0 {
        end = put_short(&mut front, end, NANOSECONDS, nanoseconds);
    }
    front[TIME] = TIMESTAMP;
    front[TIME + 1] = (end - BODY) as u8;
    out.extend_from_slice(&front[..end]);
}

/// Writes a tag and a number below [`LONG`]; says where it ends.
#[inline]
fn put_short(front: &mut [u8; ROOM], at: usize, tag: u8, number: u64) -> usize {
    let length = (u64::BITS - (number | 1).leading_zeros()).div_ceil(7);
    // Groups of seven bits, one in each byte; all but the last are continued.
    let group = |which: u32| (number >> (7 * which) & 0x7f) << (8 * which);
    let groups = group(0) | group(1) | group(2) | group(3) | group(4);
    let continued = 0x80_8080_8080_u64 & !(u64::MAX << (8 * (length - 1)));
    front[at] = tag;
    front[at + 1..at + 9].copy_from_slice(&(groups | continued).to_le_bytes());
    at + 1 + length as usize
}

/// Appends a timestamp of any size.
#[cold]
fn put_long(out: &mut Vec<u8>, seconds: u64, nanoseconds: u64) {
    let mut body = vec![SECONDS];
    put_varint(&mut body, seconds);
    if nanoseconds != 0 {
        body.push(NANOSECONDS);
        put_varint(&mut body, nanoseconds);
    }
    out.extend([TIMESTAMP, body.len() as u8]);
    out.extend_from_slice(&body);
}
