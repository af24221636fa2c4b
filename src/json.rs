//! The protobuf JSON mapping of an event, as people and tools read it:
//! lowerCamelCase names, 64-bit integers as strings, doubles as numbers, times
//! in RFC 3339 UTC, defaults omitted.
//!
//! Depends on the compiled descriptors alone. It renders what it is given and
//! decides nothing: what may be shown or stored is the caller's business.

use std::sync::LazyLock;

use prost_reflect::{DescriptorPool, DynamicMessage, MessageDescriptor};

use crate::proto;

static EVENT: LazyLock<MessageDescriptor> =
    LazyLock::new(|| descriptor("telemetrygateway.v1.Event"));

static LOCAL_PART: LazyLock<MessageDescriptor> =
    LazyLock::new(|| descriptor("google.protobuf.Struct"));

fn descriptor(message: &str) -> MessageDescriptor {
    DescriptorPool::decode(proto::DESCRIPTORS)
        .expect("the build wrote the descriptors")
        .get_message_by_name(message)
        .expect("the wire contract has this message")
}

/// Why an event has no JSON form.
#[derive(Debug, thiserror::Error)]
pub enum JsonError {
    /// The bytes are not the message that they should be.
    #[error(
        "the bytes are not of the wire contract: {0}; the row is damaged or newer than this program"
    )]
    Decode(#[source] prost::DecodeError),
    /// A value has no JSON form, such as a time after the year 9999.
    #[error(
        "the event holds a value that JSON cannot express: {0}; such an event is not accepted by a gateway"
    )]
    Render(#[source] serde_json::Error),
}

/// The JSON of an encoded event, as a value whose keys are sorted, so that
/// the same event always gives the same text.
///
/// Fields that this build does not know are left out.
///
/// # Errors
/// [`JsonError::Decode`] when the bytes are not an event, [`JsonError::Render`]
/// when a value has no JSON form.
pub fn event_to_json(event: &[u8]) -> Result<serde_json::Value, JsonError> {
    to_json(&EVENT, event)
}

/// The JSON of an event's local part: private values by key.
///
/// # Errors
/// As [`event_to_json`].
pub fn local_part_to_json(local: &[u8]) -> Result<serde_json::Value, JsonError> {
    to_json(&LOCAL_PART, local)
}

fn to_json(kind: &MessageDescriptor, bytes: &[u8]) -> Result<serde_json::Value, JsonError> {
    let message = DynamicMessage::decode(kind.clone(), bytes).map_err(JsonError::Decode)?;
    serde_json::to_value(&message).map_err(JsonError::Render)
}

/// The same as one line of text, without the line's end.
///
/// # Errors
/// As [`event_to_json`].
pub fn event_to_json_line(event: &[u8]) -> Result<String, JsonError> {
    event_to_json(event).map(|value| value.to_string())
}
