//! Packs events into messages under the limit.

use bytes::{BufMut as _, Bytes, BytesMut};
use prost::encoding::{encode_varint, encoded_len_varint};

use crate::queue::ExportableEvent;

/// The most bytes of a message. The protocol says under 1 MiB; the rest is
/// room for framing.
const MAX_MESSAGE: usize = 1024 * 1024 - 1024;

/// From how many bytes on no further event joins a message. A quarter of what
/// may be: with several messages under way, one is written while others are
/// checked and stored, and the end of a lease waits for a small one only.
const FULL: usize = MAX_MESSAGE / 4;

/// Field 2 of `RecordEventsRequest`, length-delimited: the events.
const PAYLOAD_TAG: u8 = 0x12;
/// Field 1 of `EventsPayload`, length-delimited: one event.
const EVENT_TAG: u8 = 0x0a;

/// One encoded message and the events in it.
#[derive(Debug)]
pub(super) struct Message<'e> {
    pub(super) bytes: Bytes,
    pub(super) events: &'e [ExportableEvent],
}

/// Divides events into messages of at most `limit` events and [`FULL`] bytes,
/// in their order. A larger event makes a message by itself: the queue hands out
/// none that is larger than [`MAX_MESSAGE`].
pub(super) fn pack(
    mut events: &[ExportableEvent],
    limit: usize,
) -> impl Iterator<Item = Message<'_>> {
    std::iter::from_fn(move || {
        let count = fitting(events, limit)?;
        let (taken, rest) = events.split_at(count);
        events = rest;
        Some(Message { bytes: encode(taken), events: taken })
    })
}

/// How many of the events go into the next message; none when nothing is left.
fn fitting(events: &[ExportableEvent], limit: usize) -> Option<usize> {
    let mut size = 0;
    let fits = |event: &&ExportableEvent| {
        size += framed_len(event.bytes().len());
        size + framed_len(0) + 8 <= FULL
    };
    let count = events.iter().take(limit.max(1)).take_while(fits).count();
    (!events.is_empty()).then_some(count.max(1))
}

fn framed_len(length: usize) -> usize {
    1 + encoded_len_varint(length as u64) + length
}

fn encode(events: &[ExportableEvent]) -> Bytes {
    let payload: usize = events.iter().map(|event| framed_len(event.bytes().len())).sum();
    let mut out = BytesMut::with_capacity(framed_len(payload));
    out.put_u8(PAYLOAD_TAG);
    encode_varint(payload as u64, &mut out);
    for event in events {
        out.put_u8(EVENT_TAG);
        encode_varint(event.bytes().len() as u64, &mut out);
        out.put_slice(event.bytes());
    }
    out.freeze()
}
