//! Our gateway over TLS on loopback, in this process.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use telemetry_sdk::{
    export::ExportConfig,
    gateway::{
        Gateway, GatewayConfig,
        certificates::{self, Certificates},
    },
    sink::{Form, Outcome, Record, Sink, SinkError},
    write_catalog,
};
use tokio::{runtime::Runtime, sync::oneshot, task::JoinHandle};

/// What becomes of what the gateway accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Store {
    /// It is forgotten.
    Discarding,
    /// The sink that a gateway has by default: files, synced, and ids.
    Durable,
}

/// Accepts everything and keeps nothing.
struct Discard;

impl Sink for Discard {
    fn form(&self) -> Form {
        Form::Protobuf
    }

    fn store(&mut self, records: &[Record]) -> Result<Vec<Outcome>, SinkError> {
        Ok(vec![Outcome::Stored; records.len()])
    }
}

/// A gateway that runs. Ends when it is stopped.
pub(crate) struct Running {
    pub(crate) address: String,
    pub(crate) ca: PathBuf,
    runtime: Runtime,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// Certificates for this machine.
pub(crate) fn tls(directory: &Path) -> Certificates {
    certificates::ensure(directory, &["localhost".to_owned()], 1).unwrap()
}

impl Running {
    pub(crate) fn start(directory: &Path, store: Store) -> Self {
        let files = tls(directory);
        let catalog = directory.join("catalog.binpb");
        write_catalog(&catalog).unwrap();
        let (listen, data) = ("127.0.0.1:0".parse().unwrap(), directory.join("gateway"));
        let config = GatewayConfig::new(listen, data, catalog, files.certificate, files.key);
        let runtime = Runtime::new().unwrap();
        let gateway = runtime.block_on(async {
            match store {
                Store::Discarding => Gateway::bind_with(config, |_| Ok(Box::new(Discard))).await,
                Store::Durable => Gateway::bind(config).await,
            }
        });
        let gateway = gateway.unwrap();
        let address = format!("https://localhost:{}", gateway.local_addr().port());
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = runtime.spawn(async {
            gateway.serve(async { drop(stopped.await) }).await.unwrap();
        });
        Self { address, ca: files.ca, runtime, stop, serving }
    }

    /// What an exporter needs to know of it.
    pub(crate) fn exporting(&self) -> ExportConfig {
        exporting(&self.address, Some(&self.ca))
    }

    pub(crate) fn stop(self) {
        drop(self.stop);
        self.runtime.block_on(self.serving).unwrap();
    }
}

/// An export that happens when it is asked for, after the one at the start.
pub(crate) fn exporting(address: &str, ca: Option<&Path>) -> ExportConfig {
    let mut config = ExportConfig::new(address).unwrap();
    config.ca_file = ca.map(Path::to_owned);
    config.interval = Duration::from_secs(3_600);
    config
}
