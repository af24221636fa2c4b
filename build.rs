//! Compiles the wire contract. protox reads the `.proto` files in Rust, so a
//! build needs neither `protoc` nor a network.

use std::{env, fs, path::PathBuf};

use prost::Message as _;

const PROTOCOL: &str = "protocol";
const FILES: [&str; 2] =
    ["telemetrygateway/v1/telemetrygateway.proto", "telemetry/v1/schema.proto"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for file in FILES {
        println!("cargo::rerun-if-changed={PROTOCOL}/{file}");
    }
    let descriptors = protox::compile(FILES, [PROTOCOL])?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    // The gateway and the reference render messages from these descriptors.
    fs::write(out.join("descriptors.bin"), descriptors.encode_to_vec())?;
    tonic_prost_build::configure()
        // Ordered maps make encoding a pure function of the message.
        .btree_map(".")
        .build_client(true)
        .build_server(true)
        .compile_fds(descriptors)?;
    Ok(())
}
