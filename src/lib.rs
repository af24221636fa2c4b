//! The pipeline behind the recorder: queue, export, gateway and sink.

#[cfg(feature = "gateway")]
pub mod gateway;
#[cfg(feature = "gateway")]
pub mod json;
pub mod proto;
#[cfg(feature = "gateway")]
pub mod sink;
