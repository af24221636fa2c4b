//! From an event as it was sent to an event as it is queued: what only clients
//! can get wrong is checked here, everything else by the rules that the
//! gateway applies, too.

use std::collections::BTreeMap;

use bytes::Bytes;
use prost::Message as _;
use prost_types::Timestamp;
use serde_json::Value as Json;
use telemetry_core::{Context, context::InteractionId};
use telemetry_schema::{EventSchema, Privacy, SampleRate, names};

use super::{
    Accepted, Sent, SentValue,
    id::{self, Sender},
    refusal::{Reason, Refused},
    sampling,
};
use crate::{
    console::{
        local,
        state::{Instance, Linked},
    },
    policy::Mode,
    proto::telemetrygateway::v1::{
        Event, EventBillingMetadata, EventParameters, EventSource, event_source,
    },
    queue::NewEvent,
    validate::MAX_EVENT_BYTES,
};

/// The most bytes of private metadata, as JSON.
const MAX_PRIVATE: usize = 16 << 10;

const NANOS: i128 = 1_000_000_000;
/// How far the time of an event may be from the instance's: clients keep
/// events while they are offline, and their clocks are set by hand.
const PAST: i128 = 366 * 86_400 * NANOS;
const FUTURE: i128 = 86_400 * NANOS;

/// Checks the events of one request.
pub(super) struct Checker<'a> {
    linked: &'a Linked,
    accepted: &'a Accepted,
    instance: &'a Instance,
    mode: &'a Mode,
    now: i128,
    /// User, flags and interaction of the request.
    around: Event,
}

impl<'a> Checker<'a> {
    pub(super) fn new(
        linked: &'a Linked,
        accepted: &'a Accepted,
        instance: &'a Instance,
        context: &Context,
        mode: &'a Mode,
        now: i128,
    ) -> Self {
        let around =
            Event::decode(context.encoded()).expect("a context encodes fields of an event");
        Self { linked, accepted, instance, mode, now, around }
    }

    /// The event as it is queued, nothing if it is good and not in the sample,
    /// or the first rule that it breaks.
    pub(super) fn check(&self, sent: Sent) -> Result<Option<NewEvent>, Refused> {
        let schema = self.schema(&sent)?;
        self.check_client(&sent)?;
        let time = self.time(sent.timestamp)?;
        let user = self.around.user.as_ref().and_then(|user| user.user_id).unwrap_or_default();
        let sender = Sender { key: &self.instance.user_key, user, client: &sent.client };
        let mut event = Event {
            id: id::id_of(&sender, sent.id.as_deref())?,
            timestamp: Some(timestamp(time)),
            feature: schema.feature.clone(),
            action: schema.action.clone(),
            parameters: Some(self.parameters(schema, &sent)?),
            sample_rate: schema.sample_rate.map_or(0.0, SampleRate::get),
            ..self.around.clone()
        };
        set_interaction(&mut event, sent.interaction.as_deref())?;
        let local = local_part(sent.private)?;
        event.source = Some(self.source(sent.client, sent.client_version));
        let recorded = schema.sample_rate.is_none_or(|rate| sampling::takes(rate, &event.id));
        Ok(Some(self.finish(event, time, local)?).filter(|_| recorded))
    }

    fn finish(
        &self,
        mut event: Event,
        time: i128,
        local: Option<Bytes>,
    ) -> Result<NewEvent, Refused> {
        self.linked.rules.check_event(&mut event)?;
        let exportable = event.encode_to_vec();
        if exportable.len() > MAX_EVENT_BYTES {
            return Err(Refused::new(Reason::TooLarge, "the event has more than 65536 bytes"));
        }
        Ok(NewEvent {
            recorded_at: i64::try_from(time.div_euclid(1_000)).unwrap_or(i64::MAX),
            disposition: self.instance.accepted.disposition(
                self.mode,
                &event.feature,
                &event.action,
            ),
            id: event.id,
            feature: event.feature.into(),
            action: event.action.into(),
            exportable: exportable.into(),
            local,
        })
    }

    fn schema(&self, sent: &Sent) -> Result<&'a EventSchema, Refused> {
        names::check_event(&sent.feature, &sent.action).map_err(|error| Refused {
            reason: Reason::InvalidName,
            message: error.to_string().into(),
        })?;
        if self.instance.mode.switched_off().contains(&sent.feature, &sent.action) {
            return Err(Refused::new(
                Reason::SwitchedOff,
                "the event is switched off on this instance; do not send it again",
            ));
        }
        self.linked.catalog.find(&sent.feature, &sent.action).ok_or(Refused::new(
            Reason::UnknownEvent,
            "no event of this feature and action is declared; declare it in the instance's program",
        ))
    }

    fn check_client(&self, sent: &Sent) -> Result<(), Refused> {
        let known = self.accepted.clients.iter().find(|client| client.is(&sent.client));
        let known = known.ok_or(Refused::new(
            Reason::UnknownClient,
            "the client is not in the instance's list; add its name there",
        ))?;
        match &sent.client_version {
            Some(version) if !known.has(version) => Err(Refused::new(
                Reason::UnknownClient,
                "the client's version is neither three numbers nor in the instance's list",
            )),
            _ => Ok(()),
        }
    }

    fn time(&self, sent: Option<i128>) -> Result<i128, Refused> {
        let time = sent.unwrap_or(self.now);
        if (self.now - PAST..=self.now + FUTURE).contains(&time) {
            return Ok(time);
        }
        Err(Refused::new(
            Reason::InvalidTimestamp,
            "the timestamp is more than a year ago or more than a day ahead; check the client's clock",
        ))
    }

    fn parameters(&self, schema: &EventSchema, sent: &Sent) -> Result<EventParameters, Refused> {
        Ok(EventParameters {
            version: version(schema, sent.version)?,
            metadata: metadata(schema, &sent.metadata)?,
            billing_metadata: self.billing(sent.billing.as_ref())?,
            ..EventParameters::default()
        })
    }

    fn billing(
        &self,
        sent: Option<&(String, String)>,
    ) -> Result<Option<EventBillingMetadata>, Refused> {
        let Some(sent) = sent else { return Ok(None) };
        if !self.accepted.billing.iter().any(|known| known.is(sent)) {
            let message = "the billing metadata is not in the instance's list; add the product and category there";
            return Err(Refused::new(Reason::UnknownBilling, message));
        }
        let (product, category) = sent.clone();
        Ok(Some(EventBillingMetadata { product, category }))
    }

    fn source(&self, name: String, version: Option<String>) -> EventSource {
        EventSource {
            server: Some(event_source::Server { version: self.instance.version.clone() }),
            client: Some(event_source::Client { name, version }),
        }
    }
}

/// The published client sends 0 when nobody says a version: then the values
/// are checked against the declaration as it is, and the event says so.
fn version(schema: &EventSchema, sent: i32) -> Result<i32, Refused> {
    if sent == 0 || sent == schema.version {
        return Ok(schema.version);
    }
    Err(Refused {
        reason: Reason::OtherVersion,
        message: format!(
            "the event is declared in version {}; send that version, or 0 for whichever it is",
            schema.version
        )
        .into(),
    })
}

fn metadata(
    schema: &EventSchema,
    sent: &[(String, SentValue)],
) -> Result<BTreeMap<String, f64>, Refused> {
    let mut metadata = BTreeMap::new();
    for (key, value) in sent {
        let declared = schema.field(key).is_some_and(|field| field.privacy == Privacy::Metadata);
        if !declared {
            // The key itself may be anything, and is not repeated.
            let message = "metadata holds a key that the event does not declare, or declares as a text; send declared numbers only";
            return Err(Refused::new(Reason::UnknownKey, message));
        }
        if metadata.insert(key.clone(), number(key, *value)?).is_some() {
            let message = "metadata holds a key twice; send each once";
            return Err(Refused::new(Reason::RepeatedKey, message));
        }
    }
    Ok(metadata)
}

fn number(key: &str, value: SentValue) -> Result<f64, Refused> {
    match value {
        SentValue::Number(number) => Ok(number),
        SentValue::Other(kind) => Err(Refused {
            reason: Reason::NotNumber,
            message: format!("metadata \"{key}\" has invalid value type {kind}").into(),
        }),
    }
}

/// The event's own interaction takes the place of the request's.
fn set_interaction(event: &mut Event, sent: Option<&str>) -> Result<(), Refused> {
    let Some(sent) = sent.filter(|sent| !sent.is_empty()) else { return Ok(()) };
    let id: InteractionId =
        sent.parse().map_err(|error: telemetry_core::context::ParseContextError| Refused {
            reason: Reason::InvalidContext,
            message: error.to_string().into(),
        })?;
    event.interaction.get_or_insert_default().interaction_id = Some(id.as_str().to_owned());
    Ok(())
}

/// Private values as they are kept. A value that is not an object becomes one.
fn local_part(private: Option<Json>) -> Result<Option<Bytes>, Refused> {
    let fields = match private {
        None | Some(Json::Null) => return Ok(None),
        Some(Json::Object(fields)) => fields,
        Some(value) => [("value".to_owned(), value)].into_iter().collect(),
    };
    let bytes = local::from_json(fields);
    if bytes.len() > MAX_PRIVATE {
        let message = "private metadata is limited to 16384 bytes; send less";
        return Err(Refused::new(Reason::TooLarge, message));
    }
    Ok((!bytes.is_empty()).then(|| bytes.into()))
}

fn timestamp(nanos: i128) -> Timestamp {
    Timestamp {
        seconds: i64::try_from(nanos.div_euclid(NANOS)).unwrap_or(i64::MAX),
        nanos: i32::try_from(nanos.rem_euclid(NANOS)).unwrap_or_default(),
    }
}
