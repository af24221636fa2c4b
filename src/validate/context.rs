//! The form of what surrounds an event: who, where, which program, which
//! flags. Every text here is bounded and of a closed alphabet, because none of
//! it is in the catalog.

use telemetry_core::context::{CountryCode, InteractionId};

use super::Refusal;
use crate::proto::telemetrygateway::v1::{
    Event, EventFeatureFlags, EventInteraction, EventParameters, EventSource, EventUser,
    RefusalCode,
};

const MAX_FLAGS: usize = 256;
const MAX_NAME: usize = 128;
const MAX_VERSION: usize = 64;
const MAX_HASH: usize = 64;

/// Checks everything around the values of an event.
pub(super) fn check(event: &Event) -> Result<(), Refusal> {
    check_source(event.source.as_ref())?;
    check_user(event.user.as_ref())?;
    check_flags(event.feature_flags.as_ref())?;
    check_interaction(event.interaction.as_ref())?;
    check_sampling(event)
}

/// Printable ASCII, 1 to `most` bytes; a space counts as printable.
pub(super) fn is_text(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// A name as programs write it: `[a-zA-Z0-9._-]{1,128}`.
fn is_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (1..=MAX_NAME).contains(&text.len()) && text.bytes().all(allowed)
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A country as it is written on the wire, which is in upper case.
fn is_country(code: &str) -> bool {
    code.parse::<CountryCode>().is_ok_and(|country| country.as_str() == code)
}

fn require(holds: bool, message: &'static str) -> Result<(), Refusal> {
    if holds { Ok(()) } else { Err(Refusal::new(RefusalCode::InvalidContext, message)) }
}

fn check_source(source: Option<&EventSource>) -> Result<(), Refusal> {
    let Some(source) = source else { return Ok(()) };
    if let Some(server) = &source.server {
        require(
            server.version.is_empty() || is_text(&server.version, MAX_VERSION),
            "the server's version must be at most 64 printable ASCII characters",
        )?;
    }
    let Some(client) = &source.client else { return Ok(()) };
    require(
        is_text(&client.name, MAX_NAME),
        "the client's name must be 1 to 128 printable ASCII characters",
    )?;
    let version = client.version.as_deref().unwrap_or_default();
    require(
        version.is_empty() || is_text(version, MAX_VERSION),
        "the client's version must be at most 64 printable ASCII characters",
    )
}

fn check_user(user: Option<&EventUser>) -> Result<(), Refusal> {
    let Some(user) = user else { return Ok(()) };
    require(
        user.user_id.is_none_or(|id| id > 0),
        "the user id must be positive; leave the user out when there is none",
    )?;
    let others = [&user.anonymous_user_id, &user.sams_external_id];
    require(
        others.into_iter().flatten().all(|id| is_text(id, MAX_NAME)),
        "ids of the user must be 1 to 128 printable ASCII characters",
    )
}

fn check_flags(flags: Option<&EventFeatureFlags>) -> Result<(), Refusal> {
    let Some(EventFeatureFlags { flags }) = flags else { return Ok(()) };
    require(flags.len() <= MAX_FLAGS, "an event has at most 256 feature flags")?;
    require(
        flags.keys().all(|name| is_name(name)),
        "the name of a feature flag must be 1 to 128 of a-z A-Z 0-9 . _ -",
    )?;
    require(
        flags.values().all(|value| matches!(value.as_str(), "true" | "false")),
        "a feature flag is `true` or `false`",
    )
}

fn check_interaction(interaction: Option<&EventInteraction>) -> Result<(), Refusal> {
    let Some(interaction) = interaction else { return Ok(()) };
    require(
        interaction.trace_id.as_deref().is_none_or(|id| is_hex(id, 32)),
        "the trace id must be 32 hexadecimal digits",
    )?;
    require(
        interaction.interaction_id.as_deref().is_none_or(|id| id.parse::<InteractionId>().is_ok()),
        "the interaction id must be a UUID, or 16 or 32 hexadecimal digits",
    )?;
    let country = interaction.geolocation.as_ref().map(|place| place.country_code.as_str());
    require(
        country.is_none_or(is_country),
        "the country code must be one of ISO 3166-1, in upper case",
    )
}

fn check_sampling(event: &Event) -> Result<(), Refusal> {
    if !event.sample_rate.is_finite() {
        return Err(Refusal::new(RefusalCode::NotFinite, "the sample rate is not finite"));
    }
    require(
        (0.0..=1.0).contains(&event.sample_rate),
        "the sample rate must be above 0 and at most 1, or absent",
    )?;
    require(event.schema_hash.len() <= MAX_HASH, "the schema hash is limited to 64 bytes")
}

/// Checks the product that the event counts towards.
pub(super) fn check_billing(parameters: Option<&EventParameters>) -> Result<(), Refusal> {
    let billing = parameters.and_then(|parameters| parameters.billing_metadata.as_ref());
    let Some(billing) = billing else { return Ok(()) };
    let fits = |name: &str| name.is_empty() || is_name(name);
    require(
        fits(&billing.product) && fits(&billing.category),
        "product and category of billing must be at most 128 of a-z A-Z 0-9 . _ -",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_their_forms() {
        assert!(is_hex("0123456789abcdef", 16) && !is_hex("0123456789abcde", 16));
        assert!(is_country("DE") && !is_country("de") && !is_country("XX") && !is_country(""));
        assert!(is_name("new-search.v2_x") && !is_name("") && !is_name("a b") && !is_name("ä"));
        assert!(is_text("a b", 3) && !is_text("a\nb", 9) && !is_text("", 9) && !is_text("abcd", 3));
    }
}
