//! A code that is computed is no literal.

macro_rules! made {
    ($code:expr) => {
        /// Which engine.
        #[derive(telemetry_core::MetadataValue)]
        enum Engine {
            /// The index.
            Indexed = $code,
        }
    };
}

made!(1 + 1);

fn main() {}
