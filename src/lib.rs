//! The pipeline behind the recorder: queue, export, gateway and sink.

pub mod proto;
#[cfg(feature = "client")]
pub mod queue;
