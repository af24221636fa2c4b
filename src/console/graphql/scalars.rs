//! The two scalars: times and JSON.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// A time in RFC 3339, in UTC when it is given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateTime(OffsetDateTime);

impl DateTime {
    /// The time of these microseconds since 1970-01-01 UTC. A time that has no
    /// such form, after the year 9999, is shown as the epoch.
    pub(super) fn from_micros(micros: i64) -> Self {
        let time = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000);
        Self(time.unwrap_or(OffsetDateTime::UNIX_EPOCH))
    }

    /// Nanoseconds since 1970-01-01 UTC.
    pub(super) const fn nanos(self) -> i128 {
        self.0.unix_timestamp_nanos()
    }

    /// Microseconds since 1970-01-01 UTC.
    pub(super) fn micros(self) -> i64 {
        i64::try_from(self.nanos().div_euclid(1_000)).unwrap_or(i64::MAX)
    }
}

/// A time in RFC 3339.
#[Scalar(name = "DateTime")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = match &value {
            Value::String(text) => text.as_str(),
            _ => "",
        };
        // Without the text itself, which may be anything.
        OffsetDateTime::parse(text, &Rfc3339)
            .map(Self)
            .map_err(|_| InputValueError::custom("expected a time such as 2026-01-31T12:00:00Z"))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.format(&Rfc3339).unwrap_or_default())
    }
}

/// Any JSON value, as GraphQL holds it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct JsonValue(pub(super) Value);

impl JsonValue {
    pub(super) fn from_json(value: serde_json::Value) -> Self {
        // Objects and lists of what is JSON already.
        Self(Value::from_json(value).unwrap_or_default())
    }

    pub(super) fn into_json(self) -> serde_json::Value {
        self.0.into_json().unwrap_or_default()
    }
}

/// Any JSON value.
#[Scalar(name = "JSONValue")]
impl ScalarType for JsonValue {
    fn parse(value: Value) -> InputValueResult<Self> {
        Ok(Self(value))
    }

    fn to_value(&self) -> Value {
        self.0.clone()
    }
}
