//! What client applications send, in the types that their published client
//! uses.

use async_graphql::{ID, InputObject, Name, Value, Variables};

use super::scalars::{DateTime, JsonValue};
use crate::console::clients::{Sent, SentValue};

/// One event of a client application.
#[derive(InputObject)]
pub(super) struct TelemetryEventInput {
    /// When it happened; the time of its arrival when it is absent.
    timestamp: Option<DateTime>,
    /// The feature, as it is declared.
    feature: String,
    /// The action, as it is declared.
    action: String,
    /// The client application.
    source: TelemetryEventSourceInput,
    /// What happened, in numbers.
    parameters: TelemetryEventParametersInput,
    /// Taken for compatibility, and thrown away.
    marketing_tracking: Option<TelemetryEventMarketingTrackingInput>,
    /// A UUID of the client's own: an event that is sent again under it is
    /// recorded once.
    #[graphql(name = "clientEventID")]
    client_event_id: Option<ID>,
}

/// The client application.
#[derive(InputObject)]
struct TelemetryEventSourceInput {
    /// Its name, one of the instance's list.
    client: String,
    /// Its version.
    client_version: Option<String>,
}

/// What happened.
#[derive(InputObject)]
struct TelemetryEventParametersInput {
    /// The version of the declaration; 0 for whichever it is.
    version: i32,
    /// Numbers under declared keys.
    metadata: Option<Vec<TelemetryEventMetadataInput>>,
    /// Anything; it stays on the instance.
    private_metadata: Option<JsonValue>,
    /// The product that the event counts towards, one of the instance's list.
    billing_metadata: Option<TelemetryEventBillingMetadataInput>,
    /// The interaction that the event is part of.
    #[graphql(name = "interactionID")]
    interaction_id: Option<String>,
}

/// One number.
#[derive(InputObject)]
struct TelemetryEventMetadataInput {
    /// A declared key.
    key: String,
    /// A number.
    value: JsonValue,
}

/// A product and a category of it.
#[derive(InputObject)]
struct TelemetryEventBillingMetadataInput {
    /// The product.
    product: String,
    /// The category.
    category: String,
}

/// Taken for compatibility, and thrown away.
#[derive(InputObject)]
#[allow(dead_code, reason = "nothing of it is ever read")]
struct TelemetryEventMarketingTrackingInput {
    /// Thrown away.
    url: Option<String>,
    /// Thrown away.
    #[graphql(name = "firstSourceURL")]
    first_source_url: Option<String>,
    /// Thrown away.
    #[graphql(name = "cohortID")]
    cohort_id: Option<String>,
    /// Thrown away.
    referrer: Option<String>,
    /// Thrown away.
    #[graphql(name = "lastSourceURL")]
    last_source_url: Option<String>,
    /// Thrown away.
    #[graphql(name = "deviceSessionID")]
    device_session_id: Option<String>,
    /// Thrown away.
    session_referrer: Option<String>,
    /// Thrown away.
    #[graphql(name = "sessionFirstURL")]
    session_first_url: Option<String>,
}

impl From<TelemetryEventInput> for Sent {
    fn from(event: TelemetryEventInput) -> Self {
        let TelemetryEventInput { source, parameters, .. } = event;
        let metadata = parameters.metadata.unwrap_or_default();
        let private = parameters.private_metadata.map(|value| value.into_json());
        Self {
            timestamp: event.timestamp.map(DateTime::nanos),
            feature: event.feature,
            action: event.action,
            client: source.client,
            client_version: source.client_version.filter(|version| !version.is_empty()),
            version: parameters.version,
            metadata: metadata.into_iter().map(|entry| (entry.key, sent(&entry.value.0))).collect(),
            private,
            billing: parameters.billing_metadata.map(|billing| (billing.product, billing.category)),
            interaction: parameters.interaction_id,
            id: event.client_event_id.map(|id| id.0),
        }
    }
}

fn sent(value: &Value) -> SentValue {
    match value {
        Value::Number(number) => SentValue::Number(number.as_f64().unwrap_or(f64::NAN)),
        Value::Boolean(_) => SentValue::Other("boolean"),
        Value::List(_) => SentValue::Other("array"),
        Value::Object(_) => SentValue::Other("object"),
        Value::Enum(name) if name == NULL => SentValue::Other("null"),
        Value::Enum(_) => SentValue::Other("enum"),
        Value::Null => SentValue::Other("null"),
        Value::String(_) | Value::Binary(_) => SentValue::Other("string"),
    }
}

/// Stands for null; no text is read as an enum value of this name.
const NULL: &str = "null";

/// Lets a metadata value of null through the types, which would refuse the
/// whole request for it: JavaScript writes NaN and infinity as null, and such
/// an event is refused by itself.
pub(super) fn keep_null_values(variables: &mut Variables) {
    for value in variables.values_mut() {
        keep_null_value(value);
    }
}

fn keep_null_value(value: &mut Value) {
    match value {
        Value::List(values) => values.iter_mut().for_each(keep_null_value),
        Value::Object(fields) => {
            let is_entry = fields.len() == 2 && matches!(fields.get("key"), Some(Value::String(_)));
            if is_entry && let Some(value @ Value::Null) = fields.get_mut("value") {
                *value = Value::Enum(Name::new(NULL));
            }
            // Private values are not ours to change.
            let inner = fields.iter_mut().filter(|(name, _)| *name != "privateMetadata");
            inner.for_each(|(_, value)| keep_null_value(value));
        }
        _ => {}
    }
}
