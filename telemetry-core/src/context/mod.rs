//! What stands around an event, set once per request: who, which interaction,
//! which trace, which client, which flags. The author of an event never
//! passes it.
//!
//! Every part has a type of its own whose values are bounded numbers, random
//! ids of at most 128 bits, one of a closed list, or names that are literals of
//! the source code; no part is free text, and no part grows with the request. A
//! context is encoded once, when it is built, and shared.

mod country;
mod ids;
mod names;
mod scope;

use std::{ops::Range, sync::Arc};

use telemetry_schema::{put_bytes_field, put_varint};

use crate::UserId;

pub use country::CountryCode;
pub use ids::{InteractionId, ParseContextError, TraceId};
#[doc(hidden)]
pub use names::Name;
pub use names::{Client, ClientVersion, FeatureFlag};
pub use scope::{Entered, Scoped};
pub(crate) use scope::{current, current_address};

/// Declares a client application, a unit struct with a literal name: see the
/// trait [`Client`](trait@Client).
///
/// ```
/// #[derive(telemetry_core::context::Client)]
/// #[telemetry(name = "web")]
/// struct Web;
/// ```
///
/// The name has 1 to 64 ASCII letters, digits, dots, dashes and underscores.
/// `#[telemetry(crate = path)]` says where the core crate is found when it goes
/// by another name.
pub use telemetry_macros::Client;
/// Declares a feature flag, a unit struct with a literal name: see the trait
/// [`FeatureFlag`](trait@FeatureFlag).
///
/// ```
/// #[derive(telemetry_core::context::FeatureFlag)]
/// #[telemetry(name = "fast-index")]
/// struct FastIndex;
/// ```
///
/// The name has 1 to 64 ASCII letters, digits, dots, dashes and underscores.
/// `#[telemetry(crate = path)]` says where the core crate is found when it goes
/// by another name.
pub use telemetry_macros::FeatureFlag;

/// The most feature flags of a context.
pub const MAX_FLAGS: usize = 32;

/// The surroundings of an event. Cheap to clone.
///
/// ```
/// use telemetry_core::{Context, UserKey, context::FeatureFlag};
///
/// #[derive(FeatureFlag)]
/// #[telemetry(name = "fast-index")]
/// struct FastIndex;
///
/// let key = UserKey::generate()?; // once; it lives with the instance's data
/// let context = Context::builder()
///     .user(key.user(42))
///     .trace("4bf92f3577b34da6a3ce929d0e0e4736".parse().ok())
///     .flag::<FastIndex>(true)
///     .build();
/// let _entered = context.enter();
/// // Everything recorded on this thread until `_entered` is dropped carries it.
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Context(Arc<Encoded>);

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Encoded {
    /// `EventSource.client`, as a field.
    pub(crate) client: Vec<u8>,
    /// The fields of the event: user, flags, interaction.
    pub(crate) fields: Vec<u8>,
    /// Where the flags stand among these fields.
    pub(crate) flags: Range<usize>,
    /// How many flags there were beyond [`MAX_FLAGS`].
    pub(crate) flags_left_out: usize,
}

impl Context {
    /// An empty context, to be filled.
    pub fn builder() -> ContextBuilder {
        ContextBuilder::default()
    }

    /// The context that recording on this thread uses now.
    #[must_use]
    pub fn current() -> Option<Self> {
        current()
    }

    /// The fields of a `telemetrygateway.v1.Event` that it fills, encoded: user,
    /// feature flags and interaction.
    #[must_use]
    pub fn encoded(&self) -> &[u8] {
        &self.0.fields
    }

    /// The same without user and interaction, for an event with a text that
    /// must not leave beside them: an interaction joins it to events that say
    /// who the user is.
    #[must_use]
    pub fn without_identity(&self) -> Self {
        let Encoded { client, fields, flags, flags_left_out } = &*self.0;
        let fields = fields[flags.clone()].to_vec();
        Self(Arc::new(Encoded {
            client: client.clone(),
            flags: 0..fields.len(),
            fields,
            flags_left_out: *flags_left_out,
        }))
    }

    /// How many flags are missing here because there were more than
    /// [`MAX_FLAGS`]; 0 unless the program evaluates that many for one context.
    #[must_use]
    pub fn flags_left_out(&self) -> usize {
        self.0.flags_left_out
    }

    /// The same for all clones, and for no other context while one of them
    /// lives; not 0.
    pub(crate) fn address(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }

    pub(crate) fn encoded_parts(&self) -> &Encoded {
        &self.0
    }

    /// The context of these parts, as the journal has kept them. The flags
    /// stand within the fields.
    pub(crate) fn of_parts(parts: Encoded) -> Self {
        Self(Arc::new(parts))
    }

    pub(crate) fn encoded_client(&self) -> &[u8] {
        &self.0.client
    }
}

impl PartialEq for Context {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

/// Collects the parts of a [`Context`]. Each takes an `Option`, because most
/// are read from a request that may not have them.
#[derive(Debug, Default)]
#[must_use]
pub struct ContextBuilder {
    user: Option<UserId>,
    trace: Option<TraceId>,
    interaction: Option<InteractionId>,
    country: Option<CountryCode>,
    client: Vec<u8>,
    flags: Vec<(&'static str, bool)>,
}

impl ContextBuilder {
    /// Who: a number of this instance, from [`UserKey`](crate::UserKey).
    pub fn user(mut self, user: Option<UserId>) -> Self {
        self.user = user;
        self
    }

    /// The OpenTelemetry trace.
    pub fn trace(mut self, trace: Option<TraceId>) -> Self {
        self.trace = trace;
        self
    }

    /// The interaction, from the header `X-Sourcegraph-Interaction-ID`.
    pub fn interaction(mut self, interaction: Option<InteractionId>) -> Self {
        self.interaction = interaction;
        self
    }

    /// The country, no finer. An address is never recorded.
    pub fn country(mut self, country: Option<CountryCode>) -> Self {
        self.country = country;
        self
    }

    /// The client application that sent the event.
    pub fn client<C: Client>(mut self, version: Option<ClientVersion>) -> Self {
        let mut body = Vec::new();
        put_bytes_field(&mut body, 1, C::NAME.as_str().as_bytes());
        if let Some(version) = version {
            put_bytes_field(&mut body, 2, version.to_string().as_bytes());
        }
        self.client.clear();
        put_bytes_field(&mut self.client, 2, &body);
        self
    }

    /// A flag that was evaluated, and to what. The last word on a flag counts.
    ///
    /// A context holds at most [`MAX_FLAGS`]. Of more, those that come first by
    /// name are kept, whatever the order in which they were evaluated; the
    /// number of the others is [`Context::flags_left_out`].
    pub fn flag<F: FeatureFlag>(mut self, evaluated: bool) -> Self {
        let flag = F::NAME.as_str();
        self.flags.retain(|(name, _)| *name != flag);
        self.flags.push((flag, evaluated));
        self
    }

    /// Encodes the parts; those without a value are absent.
    #[must_use]
    pub fn build(mut self) -> Context {
        let mut fields = Vec::new();
        self.put_user(&mut fields);
        let start = fields.len();
        let flags_left_out = self.bound_flags();
        self.put_flags(&mut fields);
        let flags = start..fields.len();
        self.put_interaction(&mut fields);
        Context(Arc::new(Encoded { client: self.client, fields, flags, flags_left_out }))
    }

    /// Keeps the first flags by name, and says how many were more.
    fn bound_flags(&mut self) -> usize {
        self.flags.sort_unstable();
        let left_out = self.flags.len().saturating_sub(MAX_FLAGS);
        self.flags.truncate(MAX_FLAGS);
        left_out
    }

    fn put_user(&self, out: &mut Vec<u8>) {
        let Some(user) = self.user else { return };
        let mut body = vec![0x08];
        put_varint(&mut body, user.get().unsigned_abs());
        put_bytes_field(out, 7, &body);
    }

    fn put_flags(&self, out: &mut Vec<u8>) {
        if self.flags.is_empty() {
            return;
        }
        let mut body = Vec::new();
        for (name, evaluated) in &self.flags {
            let mut entry = Vec::new();
            put_bytes_field(&mut entry, 1, name.as_bytes());
            put_bytes_field(&mut entry, 2, if *evaluated { b"true" } else { b"false" });
            put_bytes_field(&mut body, 1, &entry);
        }
        put_bytes_field(out, 8, &body);
    }

    fn put_interaction(&self, out: &mut Vec<u8>) {
        let mut body = Vec::new();
        if let Some(trace) = &self.trace {
            put_bytes_field(&mut body, 1, trace.to_string().as_bytes());
        }
        if let Some(interaction) = &self.interaction {
            put_bytes_field(&mut body, 2, interaction.as_str().as_bytes());
        }
        if let Some(country) = &self.country {
            let mut place = Vec::new();
            put_bytes_field(&mut place, 1, country.as_str().as_bytes());
            put_bytes_field(&mut body, 3, &place);
        }
        if !body.is_empty() {
            put_bytes_field(out, 10, &body);
        }
    }
}
