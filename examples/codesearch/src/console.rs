//! The debug console beside the service: on this machine only, for whoever has
//! the token that it prints.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};

use telemetry_core::context::Client;
use telemetry_sdk::console::{ClientName, Console, PAGE_PATH, TokenLogin};
use telemetry_sdk::{Context, Telemetry};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// The page in a browser, which may record into the demo.
#[derive(Client)]
#[telemetry(name = "WEB")]
struct Web;

/// The extension of an editor, which may, too.
#[derive(Client)]
#[telemetry(name = "VSCODE")]
struct Editor;

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
        let console = Console::of(telemetry)
            .client(ClientName::of::<Web>())
            .client(ClientName::of::<Editor>())
            .build(login)?;
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
