//! The messages of `protocol/`, as prost generates them.

/// The wire contract between an instance and a gateway.
#[allow(missing_docs, unreachable_pub, unused_qualifications, clippy::all)]
pub mod telemetrygateway {
    /// Version 1.
    pub mod v1 {
        tonic::include_proto!("telemetrygateway.v1");
    }
}

/// What a schema is.
#[allow(missing_docs, unreachable_pub, unused_qualifications, clippy::all)]
pub mod telemetry {
    /// Version 1.
    pub mod v1 {
        tonic::include_proto!("telemetry.v1");
    }
}

/// The descriptors of all messages above (`google.protobuf.FileDescriptorSet`),
/// with their comments.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));
