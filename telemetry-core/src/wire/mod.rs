//! Expands a recorded event into its two parts: the wire form that may leave
//! (`telemetrygateway.v1.Event`) and the private values that stay.
//!
//! Most of an event was encoded when the program was built; here the time, the
//! id, the context and the doubles are filled in. The two parts are two
//! buffers from the beginning, so that no code path can mix them. What is
//! written follows from the entry alone: the same bytes whoever writes it, and
//! whenever.

mod front;
mod stencil;
#[cfg(test)]
mod tests;
mod texts;

use telemetry_schema::{Privacy, put_bytes_field, put_varint};

pub(crate) use self::stencil::Stencil;
use crate::journal::{Batch, Entry};
pub use crate::version::{MAX_VERSION, VersionError, check as check_version};

/// The tag of `Event.source`.
const SOURCE: u8 = 0x2a;

/// The program that records, as every event names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// `EventSource.server`, encoded.
    server: Vec<u8>,
    /// `Event.source` of an event without a client, encoded.
    alone: Vec<u8>,
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
        let mut alone = Vec::new();
        put_source(&mut alone, &server, &[]);
        Ok(Self { server, alone })
    }
}

/// Appends the exportable bytes of an event. `source` is this program; an event
/// that another one recorded names that.
pub fn put_event(out: &mut Vec<u8>, batch: &Batch, entry: &Entry, source: &Source) {
    let stencil = &entry.declaration.stencil;
    let source = entry.source.as_deref().unwrap_or(source);
    front::put(out, &entry.id, entry.at);
    let (numbers, client) = (batch.numbers(entry), client(entry));
    let is_plain = client.is_empty() && entry.texts.is_empty();
    if !is_plain || !stencil.put_middle(out, &source.alone, numbers) {
        out.extend_from_slice(stencil.head());
        put_source(out, &source.server, client);
        stencil.put_parameters(out, &audited_part(entry), numbers);
    }
    if let Some(context) = &entry.context {
        out.extend_from_slice(context.encoded());
    }
    out.extend_from_slice(stencil.sampling());
}

/// The private values of an event (`google.protobuf.Struct`), if it has any.
#[must_use]
pub fn local_part(entry: &Entry) -> Option<Vec<u8>> {
    if entry.texts.is_empty() {
        return None;
    }
    let mut out = Vec::new();
    texts::put(&mut out, entry, Privacy::Private);
    (!out.is_empty()).then_some(out)
}

/// `EventSource.client` of an event, encoded; empty if it has none.
fn client(entry: &Entry) -> &[u8] {
    entry.context.as_ref().map_or(&[], |context| context.encoded_client())
}

fn put_source(out: &mut Vec<u8>, server: &[u8], client: &[u8]) {
    out.push(SOURCE);
    put_varint(out, (server.len() + client.len()) as u64);
    out.extend_from_slice(server);
    out.extend_from_slice(client);
}

/// `EventParameters.private_metadata` with the audited texts, if there are any.
fn audited_part(entry: &Entry) -> Vec<u8> {
    let mut part = Vec::new();
    if entry.texts.is_empty() {
        return part;
    }
    let mut audited = Vec::new();
    texts::put(&mut audited, entry, Privacy::Audited);
    if !audited.is_empty() {
        put_bytes_field(&mut part, 3, &audited);
    }
    part
}
