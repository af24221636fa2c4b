//! The debug console beside the service: on this machine only, for whoever has
//! the token that it prints.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};

use telemetry_sdk::console::{ClientName, Console, PAGE_PATH, TokenLogin};
use telemetry_sdk::{Context, Telemetry};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// The names under which client applications may record into the demo.
const CLIENTS: [&str; 2] = ["WEB", "VSCODE"];

/// A console that serves until it is dropped or stopped.
pub(crate) struct RunningConsole {
    /// Where it is, with the token: one line for people.
    pub(crate) heading: String,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl RunningConsole {
    pub(crate) async fn start(telemetry: &Telemetry, port: u16) -> Result<Self, Box<dyn Error>> {
        let (login, token) = TokenLogin::generate()?;
        // Whoever has the token may also record, as nobody in particular.
        let login = login.record_as(Context::builder().build());
        let mut console = Console::of(telemetry);
        for name in CLIENTS {
            console = console.client(ClientName::new(name)?);
        }
        let console = console.build(login)?;
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
            .await
            .map_err(|error| {
                format!("the console cannot listen at port {port}: {error}; choose another with --console-port")
            })?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(async move {
            if let Err(error) = console.serve(listener, async { drop(stopped.await) }).await {
                tracing::error!(%error, "the console ended");
            }
        });
        let heading = format!("console   http://{address}{PAGE_PATH}   token {token}");
        Ok(Self { heading, stop, serving })
    }

    /// Ends it, so that the queue has no reader left.
    pub(crate) async fn stop(self) {
        drop(self.stop);
        let _ = self.serving.await;
    }
}
