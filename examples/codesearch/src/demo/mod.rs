//! The demo: a gateway, the service, visitors and a live table, in one command.
//!
//! What lives here is only what shows the rest at work. `gateway` starts the
//! real gateway as a process of its own, so that it can be killed; `sink`
//! reads what the gateway stored; `table` draws; `verdict` compares what was
//! recorded with what arrived. Nothing is simulated.

mod gateway;
mod sink;
mod table;
mod verdict;

use std::error::Error;
use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use codesearch::features::Recorders;
use codesearch::index::Limits;
use codesearch::service::{App, Server};
use codesearch::visitor::{Counts, Pace, Visitor, words_from};
use telemetry_sdk::Telemetry;
use telemetry_sdk::config::Settings;
use tokio::sync::{oneshot, watch};

use crate::cli::Demo;
use crate::console::RunningConsole;
use crate::stop::StopSignals;
use crate::telemetry;
use gateway::OwnGateway;
use sink::Sink;
use table::{Place, Table};

/// How often the demo exports: soon enough to watch.
const INTERVAL: Duration = Duration::from_secs(1);

/// How long --once waits for the last event to arrive.
const ONCE_PATIENCE: Duration = Duration::from_secs(60);

/// How long Ctrl-C waits for it.
const STOP_PATIENCE: Duration = Duration::from_secs(10);

/// How many words of the tree the visitors search for.
const WORDS: usize = 200;

pub(crate) async fn run(demo: Demo) -> Result<(), Box<dyn Error>> {
    let stop = StopSignals::catch()?;
    let since = verdict::now();
    let mut settings = telemetry::settings(&demo.export)?;
    settings.export_interval = settings.export_interval.or(Some(INTERVAL));
    let own = own_gateway(&demo, &mut settings)?;
    let address = settings.export_addr.clone().unwrap_or_default();
    let telemetry = Arc::new(telemetry::start(&demo.data_dir.join("service"), &settings)?);

    let path = demo.path.clone();
    let recorders = Recorders::new(telemetry.as_ref());
    let app = tokio::task::spawn_blocking(move || App::open(&path, Limits::default(), recorders))
        .await??;
    let app = app.with_users(telemetry.user_key().clone());
    let words = words_from(app.index(), WORDS);
    let server = Server::bind(app, SocketAddr::from((Ipv4Addr::LOCALHOST, demo.port))).await?;
    let service = server.address();
    let console = RunningConsole::start(&telemetry, demo.console_port).await?;
    let place = Place {
        service,
        gateway: address,
        console: console.heading.clone(),
        data_dir: demo.data_dir.clone(),
    };
    let table = Table::new(place, own, &telemetry)?;

    let (ended, end) = oneshot::channel::<()>();
    let serving = tokio::spawn(server.run(async { drop(end.await) }));
    let visitor = Visitor::new(service, words)?;
    let (table, counts) = visit(visitor, &demo, table, stop).await?;
    drop(ended);
    serving.await??;
    console.stop().await;
    finish(&demo, telemetry, table, since, counts).await
}

/// Starts the demo's own gateway, unless the events go elsewhere.
fn own_gateway(demo: &Demo, settings: &mut Settings) -> Result<Option<OwnGateway>, Box<dyn Error>> {
    if settings.export_addr.is_some() {
        return Ok(None);
    }
    std::fs::create_dir_all(&demo.data_dir).map_err(|error| unusable(&demo.data_dir, &error))?;
    let gateway = OwnGateway::start(&demo.data_dir, demo.gateway_port)?;
    settings.export_addr = Some(gateway.address().to_owned());
    settings.ca_file = Some(gateway.ca_file());
    settings.token_file = Some(gateway.token_file());
    Ok(Some(gateway))
}

fn unusable(path: &Path, error: &std::io::Error) -> String {
    format!("cannot use `{}`: {error}; choose another directory with --data-dir", path.display())
}

/// Lets the visitors search while the table shows what comes of it.
async fn visit(
    mut visitor: Visitor,
    demo: &Demo,
    mut table: Table,
    stop: StopSignals,
) -> Result<(Table, Counts), Box<dyn Error>> {
    let pace = if demo.once {
        Pace { requests: Some(demo.requests), per_second: None }
    } else {
        Pace { requests: None, per_second: Some(demo.per_second) }
    };
    let (done, watching) = watch::channel(());
    let drawing = tokio::spawn(async move {
        table.draw_until(watching).await;
        table
    });
    let visited = visitor.run(pace, stop.received()).await;
    drop(done);
    Ok((drawing.await?, visited?))
}

/// Exports what is left, shows the last table and says whether all arrived.
async fn finish(
    demo: &Demo,
    telemetry: Arc<Telemetry>,
    mut table: Table,
    since: i64,
    counts: Counts,
) -> Result<(), Box<dyn Error>> {
    let patience = if demo.once { ONCE_PATIENCE } else { STOP_PATIENCE };
    let exporting = Arc::clone(&telemetry);
    let exported = tokio::task::spawn_blocking(move || exporting.export_now(patience)).await?;
    table.draw_last();
    exported?;
    let sink = table.sink();
    let verdict = verdict::compare(&telemetry, sink, since, counts)?;
    table.stop_gateway();
    writeln!(std::io::stdout(), "{verdict}")?;
    Ok(())
}
