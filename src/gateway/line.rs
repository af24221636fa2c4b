//! An accepted event as one line of JSON, written straight from the message:
//! the protobuf JSON mapping with sorted keys, as [`json`](crate::json) gives
//! it by reflection, which takes ten times as long. A test compares the two.
//! What is rare is left to reflection.

use std::{collections::BTreeMap, fmt::Display, io::Write as _};

use prost::Message as _;
use prost_types::Timestamp;

use crate::{
    json::{self, JsonError},
    proto::telemetrygateway::v1::{
        Event, EventBillingMetadata, EventFeatureFlags, EventInteraction, EventParameters,
        EventSource, EventUser,
    },
};

/// The seconds of the years 1 to 9999, which the mapping can write.
const SECONDS: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;

/// The line, without its end.
pub(super) fn json_line(event: &Event) -> Result<Vec<u8>, JsonError> {
    if !is_common(event) {
        return json::event_to_json_line(&event.encode_to_vec()).map(String::into_bytes);
    }
    let mut line = Vec::with_capacity(512);
    Object::write(&mut line, |it| put_event(it, event));
    Ok(line)
}

fn is_common(event: &Event) -> bool {
    let time_fits = |time: &Timestamp| {
        SECONDS.contains(&time.seconds) && (0..1_000_000_000).contains(&time.nanos)
    };
    let has_numbers_only = |parameters: &EventParameters| {
        #[allow(deprecated)]
        let no_legacy = parameters.legacy_metadata.is_empty();
        no_legacy
            && parameters.private_metadata.is_none()
            && parameters.metadata.values().all(|value| value.is_finite())
    };
    event.timestamp.as_ref().is_none_or(time_fits)
        && event.parameters.as_ref().is_none_or(has_numbers_only)
        && event.marketing_tracking.is_none()
        && event.sample_rate.is_finite()
}

// The fields of each message in the order of their names in JSON.

fn put_event(it: &mut Object<'_>, event: &Event) {
    it.text("action", &event.action);
    it.text("feature", &event.feature);
    it.part("featureFlags", event.feature_flags.as_ref(), put_flags);
    it.text("id", &event.id);
    it.part("interaction", event.interaction.as_ref(), put_interaction);
    it.part("parameters", event.parameters.as_ref(), put_parameters);
    if event.sample_rate != 0.0 {
        it.number("sampleRate", event.sample_rate);
    }
    if !event.schema_hash.is_empty() {
        it.base64("schemaHash", &event.schema_hash);
    }
    it.part("source", event.source.as_ref(), put_source);
    if let Some(time) = &event.timestamp {
        it.display("timestamp", time);
    }
    it.part("user", event.user.as_ref(), put_user);
}

fn put_flags(it: &mut Object<'_>, EventFeatureFlags { flags }: &EventFeatureFlags) {
    it.map("flags", flags, |out, value: &String| write_text(out, value));
}

fn put_interaction(it: &mut Object<'_>, interaction: &EventInteraction) {
    it.part("geolocation", interaction.geolocation.as_ref(), |it, place| {
        it.text("countryCode", &place.country_code);
    });
    it.optional("interactionId", interaction.interaction_id.as_ref());
    it.optional("traceId", interaction.trace_id.as_ref());
}

fn put_parameters(it: &mut Object<'_>, parameters: &EventParameters) {
    it.part("billingMetadata", parameters.billing_metadata.as_ref(), put_billing);
    it.map("metadata", &parameters.metadata, |out, value: &f64| write_number(out, *value));
    if parameters.version != 0 {
        it.key("version");
        write!(it.out, "{}", parameters.version).expect(MEMORY);
    }
}

fn put_billing(it: &mut Object<'_>, billing: &EventBillingMetadata) {
    it.text("category", &billing.category);
    it.text("product", &billing.product);
}

fn put_source(it: &mut Object<'_>, source: &EventSource) {
    it.part("client", source.client.as_ref(), |it, client| {
        it.text("name", &client.name);
        it.optional("version", client.version.as_ref());
    });
    it.part("server", source.server.as_ref(), |it, server| it.text("version", &server.version));
}

fn put_user(it: &mut Object<'_>, user: &EventUser) {
    it.optional("anonymousUserId", user.anonymous_user_id.as_ref());
    it.optional("samsExternalId", user.sams_external_id.as_ref());
    if let Some(id) = &user.user_id {
        it.display("userId", id);
    }
}

/// A JSON object that is being written. What has its default is left out.
struct Object<'o> {
    out: &'o mut Vec<u8>,
    empty: bool,
}

impl Object<'_> {
    fn write(out: &mut Vec<u8>, fill: impl FnOnce(&mut Object<'_>)) {
        out.push(b'{');
        fill(&mut Object { out, empty: true });
        out.push(b'}');
    }

    /// A name that needs no escape.
    fn key(&mut self, name: &str) {
        self.comma();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    fn comma(&mut self) {
        if !std::mem::replace(&mut self.empty, false) {
            self.out.push(b',');
        }
    }

    fn text(&mut self, name: &str, text: &String) {
        self.optional(name, Some(text).filter(|text| !text.is_empty()));
    }

    fn optional(&mut self, name: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.key(name);
            write_text(self.out, text);
        }
    }

    fn number(&mut self, name: &str, number: f64) {
        self.key(name);
        write_number(self.out, number);
    }

    /// In quotes; nothing that needs an escape.
    fn display(&mut self, name: &str, value: impl Display) {
        self.key(name);
        write!(self.out, "\"{value}\"").expect(MEMORY);
    }

    fn part<T>(&mut self, name: &str, part: Option<&T>, fill: impl FnOnce(&mut Object<'_>, &T)) {
        if let Some(part) = part {
            self.key(name);
            Object::write(self.out, |it| fill(it, part));
        }
    }

    fn map<T>(&mut self, name: &str, map: &BTreeMap<String, T>, put: impl Fn(&mut Vec<u8>, &T)) {
        if map.is_empty() {
            return;
        }
        self.key(name);
        Object::write(self.out, |it| {
            for (key, value) in map {
                it.comma();
                write_text(it.out, key);
                it.out.push(b':');
                put(it.out, value);
            }
        });
    }

    fn base64(&mut self, name: &str, bytes: &[u8]) {
        self.key(name);
        self.out.push(b'"');
        bytes.chunks(3).for_each(|three| self.out.extend_from_slice(&base64(three)));
        self.out.push(b'"');
    }
}

const MEMORY: &str = "writing to memory does not fail";

fn write_text(out: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(out, text).expect(MEMORY);
}

/// On the wire, minus zero in a map is the default, and is read as zero.
fn write_number(out: &mut Vec<u8>, number: f64) {
    serde_json::to_writer(out, &(number + 0.0)).expect(MEMORY);
}

/// Up to three bytes in the standard alphabet, padded.
fn base64(bytes: &[u8]) -> [u8; 4] {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let byte = |at: usize| u32::from(bytes.get(at).copied().unwrap_or(0));
    let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
    std::array::from_fn(|at| match at > bytes.len() {
        true => b'=',
        false => ALPHABET[(bits >> (18 - 6 * at) & 63) as usize],
    })
}

#[cfg(test)]
mod tests;
