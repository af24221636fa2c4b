//! Stands for an application's own telemetry crate: the core crate is found
//! below it, and a macro declares events for those who do not know the core
//! crate at all.

/// Instruments.
pub mod instruments {
    pub use telemetry_core as telemetry;
}

/// Declares an event with one number.
#[macro_export]
macro_rules! counted {
    ($(#[$attribute:meta])* $name:ident: $action:literal) => {
        $(#[$attribute])*
        #[$crate::instruments::telemetry::telemetry_event(
            crate = $crate::instruments::telemetry,
            feature = "facade",
            action = $action,
            owner = "team",
            purpose = "support"
        )]
        struct $name {
            /// How many.
            count: u64,
            /// Why.
            why: Why,
        }

        /// Why it was counted.
        #[derive($crate::instruments::telemetry::MetadataValue)]
        #[telemetry(crate = $crate::instruments::telemetry)]
        enum Why {
            /// Because.
            Because = 7,
        }
    };
}
