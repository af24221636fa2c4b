//! What an application embeds that has accepted some declarations, as
//! `telemetry_sdk::accepted!()` would: the lock as text, and reviews.

use telemetry_schema::{
    EventSchema,
    lock::{Declared, Lock},
};
use telemetry_sdk::Accepted;

/// An application that has accepted every event that is linked into it, without
/// a review of any text.
pub(crate) fn all_linked() -> Accepted {
    accepting(telemetry_sdk::linked_catalog().unwrap().events(), "")
}

/// An application that has accepted these declarations and has these reviews.
pub(crate) fn accepting(events: &[EventSchema], reviews: &str) -> Accepted {
    let declared: Vec<Declared<'_>> = events.iter().map(Declared::from).collect();
    let lock = Lock::merge_accept(&Lock::default(), &declared);
    let text = |text: String| -> &'static str { text.leak() };
    let files: Vec<_> = lock
        .features
        .iter()
        .map(|(feature, locked)| (text(feature.clone()), text(locked.write(feature))))
        .collect();
    Accepted::embedded(files.leak(), text(reviews.to_owned()), "0.0.0")
}
