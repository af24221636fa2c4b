//! Expands a recorded event into its two parts: the wire form that may leave
//! (`telemetrygateway.v1.Event`) and the private values that stay.
//!
//! Most of an event was encoded when the program was built; here the time, the
//! id, the context and the doubles are filled in. The two parts are two
//! buffers from the beginning, so that no code path can mix them.

use std::time::Duration;

use telemetry_schema::{Privacy, put_bytes_field, put_varint, varint_len};

use crate::journal::{Batch, Entry};
pub use crate::version::{MAX_VERSION, VersionError, check as check_version};

/// The program that records, as every event names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// `EventSource.server`, encoded.
    server: Vec<u8>,
}

impl Source {
    /// The program with this version. It leaves with every event, so its form
    /// is that of a version and nothing else:
    /// `MAJOR.MINOR[.PATCH[.BUILD]]` with numbers of at most 6 digits, then
    /// perhaps `-rc.1` and the like, then perhaps `+dev` or `+` and a revision
    /// of at most 40 lower-case hexadecimal digits. [`VersionError`] tells it in
    /// full.
    ///
    /// ```
    /// # use telemetry_core::wire::Source;
    /// assert!(Source::new(env!("CARGO_PKG_VERSION")).is_ok());
    /// assert!(Source::new("5.2.0-rc.1+0a1b2c3").is_ok());
    /// assert!(Source::new("ada-laptop").is_err());
    /// ```
    ///
    /// # Errors
    /// When the text is not of that form.
    pub fn new(version: &str) -> Result<Self, VersionError> {
        check_version(version)?;
        let mut body = Vec::new();
        put_bytes_field(&mut body, 1, version.as_bytes());
        let mut server = Vec::new();
        put_bytes_field(&mut server, 1, &body);
        Ok(Self { server })
    }
}

/// The bytes of a metadata entry behind the key: a tag and the double.
const DOUBLE: usize = 8;

/// Appends the exportable bytes of an event. `source` is this program; an event
/// that another one recorded names that.
pub fn put_event(out: &mut Vec<u8>, batch: &Batch, entry: &Entry, source: &Source) {
    put_bytes_field(out, 1, &entry.id().to_text());
    put_timestamp(out, entry.recorded_at());
    out.extend_from_slice(&entry.declaration.template.head);
    put_source(out, entry, entry.source.as_deref().unwrap_or(source));
    put_parameters(out, entry, batch.numbers(entry));
    if let Some(context) = &entry.context {
        out.extend_from_slice(context.encoded());
    }
}

/// The private values of an event (`google.protobuf.Struct`), if it has any.
#[must_use]
pub fn local_part(entry: &Entry) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    put_texts(&mut out, entry, Privacy::Private);
    (!out.is_empty()).then_some(out)
}

/// Appends the texts of this privacy as entries of a `google.protobuf.Struct`.
fn put_texts(out: &mut Vec<u8>, entry: &Entry, privacy: Privacy) {
    for ((code, key), text) in texts(&entry.declaration.template.texts).zip(&entry.texts) {
        let Some(text) = text.as_ref().filter(|_| code == privacy.code()) else { continue };
        let mut value = Vec::new();
        put_bytes_field(&mut value, 3, text.as_bytes());
        let mut field = Vec::new();
        put_bytes_field(&mut field, 1, key);
        put_bytes_field(&mut field, 2, &value);
        put_bytes_field(out, 1, &field);
    }
}

fn put_timestamp(out: &mut Vec<u8>, at: Duration) {
    let (seconds, nanoseconds) = (at.as_secs(), u64::from(at.subsec_nanos()));
    let mut length = 0;
    if seconds != 0 {
        length += 1 + varint_len(seconds);
    }
    if nanoseconds != 0 {
        length += 1 + varint_len(nanoseconds);
    }
    out.extend([0x12, length as u8]);
    if seconds != 0 {
        out.push(0x08);
        put_varint(out, seconds);
    }
    if nanoseconds != 0 {
        out.push(0x10);
        put_varint(out, nanoseconds);
    }
}

fn put_source(out: &mut Vec<u8>, entry: &Entry, source: &Source) {
    let client = entry.context.as_ref().map_or(&[][..], |context| context.encoded_client());
    out.push(0x2a);
    put_varint(out, (source.server.len() + client.len()) as u64);
    out.extend_from_slice(&source.server);
    out.extend_from_slice(client);
}

fn put_parameters(out: &mut Vec<u8>, entry: &Entry, numbers: &[f64]) {
    let template = &entry.declaration.template;
    let audited = audited_part(entry);
    let present =
        || metadata(&template.metadata).zip(numbers).filter(|(_, number)| number.is_finite());
    let length: usize = present().map(|(entry, _)| entry.len()).sum();
    out.push(0x32);
    put_varint(
        out,
        (template.version.len() + audited.len() + template.billing.len() + length) as u64,
    );
    out.extend_from_slice(&template.version);
    out.extend_from_slice(&audited);
    out.extend_from_slice(&template.billing);
    for (entry, number) in present() {
        out.extend_from_slice(&entry[..entry.len() - DOUBLE]);
        out.extend_from_slice(&number.to_le_bytes());
    }
}

/// `EventParameters.private_metadata` with the audited texts, if there are any.
fn audited_part(entry: &Entry) -> Vec<u8> {
    let mut part = Vec::new();
    if entry.texts.is_empty() {
        return part;
    }
    let mut texts = Vec::new();
    put_texts(&mut texts, entry, Privacy::Audited);
    if !texts.is_empty() {
        put_bytes_field(&mut part, 3, &texts);
    }
    part
}

/// Divides the prepared metadata into its entries: tag, length, that many bytes.
fn metadata(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        // A key has at most 64 characters, so the length is one byte.
        let length = 2 + usize::from(*rest.get(1)?);
        let (entry, next) = rest.split_at_checked(length)?;
        rest = next;
        Some(entry)
    })
}

/// Divides the prepared texts: a privacy, a length, that many bytes of a key.
fn texts(mut rest: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    std::iter::from_fn(move || {
        let ([privacy, length], next) = rest.split_first_chunk()?;
        let (key, next) = next.split_at_checked(usize::from(*length))?;
        rest = next;
        Some((*privacy, key))
    })
}
