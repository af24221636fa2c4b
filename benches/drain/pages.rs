//! How long the console takes for a page: the newest events, those in the
//! middle, the oldest ones, with and without a filter, one event, the counts.

use std::{path::Path, time::Instant};

use axum::{Router, body::Body};
use http::{Request, StatusCode, request::Parts};
use rusqlite::{Connection, OpenFlags};
use telemetry_bench::stats::median;
use telemetry_sdk::{
    console::{Access, Authorize, Console},
    linked_catalog,
};
use tokio::runtime::Runtime;
use tower_service::Service as _;

/// How often each is asked for; the median counts.
const TIMES: usize = 9;

struct Administrator;

impl Authorize for Administrator {
    fn access(&self, _: &Parts) -> Access {
        Access::none().administrator(true)
    }
}

/// The milliseconds of the slowest page, and which it is.
pub(crate) fn slowest(queue: &Path) -> (f64, String) {
    let console = Console::read_only(queue).catalog(linked_catalog().unwrap());
    let router = console.build(Administrator).unwrap().router();
    let runtime = Runtime::new().unwrap();
    let timed = pages(queue).into_iter().map(|page| {
        let times: Vec<_> = (0..TIMES).map(|_| runtime.block_on(get(&router, &page))).collect();
        (median(&times), page)
    });
    timed.max_by(|(one, _), (other, _)| one.total_cmp(other)).unwrap()
}

/// The addresses of the pages.
fn pages(queue: &Path) -> Vec<String> {
    let list = |place: &str| format!("/debug/console?{place}");
    let mut pages = vec![list(""), "/debug/console/counts".to_owned()];
    for (recorded_at, id) in places(queue) {
        let after = format!("after={recorded_at}_{id}");
        for filter in ["", "&state=queued", "&state=exported", "&feature=bench&action=five"] {
            pages.push(list(&format!("{after}{filter}")));
        }
        pages.push(format!("/debug/console/event/{id}"));
    }
    pages
}

/// Events near the newest, in the middle, and near the oldest.
fn places(queue: &Path) -> Vec<(i64, String)> {
    let conn = Connection::open_with_flags(queue, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let last: i64 = conn.query_row("SELECT max(seq) FROM events", [], |row| row.get(0)).unwrap();
    let place = |seq: i64| {
        let event = "SELECT recorded_at, id FROM events WHERE seq = ?1";
        conn.query_row(event, [seq], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
    };
    [last, last * 3 / 4, last / 2, last / 4, 100].map(place).into()
}

async fn get(router: &Router, page: &str) -> f64 {
    let request = Request::get(page).header("host", "localhost").body(Body::empty()).unwrap();
    let start = Instant::now();
    let response = router.clone().call(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{page}");
    axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    start.elapsed().as_secs_f64() * 1e3
}
