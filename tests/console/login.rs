//! The token and the cookie.

use serde_json::json;
use telemetry_sdk::console::{Console, ServeError, TokenLogin};
use telemetry_sdk::queue::{Queue, QueueLimits};
use tokio::net::TcpListener;

use crate::world::{Answer, World, errors};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const QUERY: &str = "{ telemetry { status { queued } } }";

async fn give(world: &World, token: &str) -> Answer {
    world.send("POST /debug/console/login", &[FORM], &format!("token={token}")).await
}

/// The cookie as a browser sends it back.
fn cookie(answer: &Answer) -> String {
    let set = answer.header("set-cookie").unwrap();
    format!("Cookie: other=1; {}", set.split(';').next().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_gives_a_cookie_that_opens_the_console() {
    let world = World::recording().await;
    let answer = give(&world, &world.token).await;
    assert_eq!((answer.status, answer.header("location")), (303, Some("/debug/console")));
    let set = answer.header("set-cookie").unwrap();
    for part in ["httponly", "secure", "samesite=strict", "path=/", "max-age=43200"] {
        assert!(set.contains(part), "{set}");
    }
    assert!(!set.contains(&world.token));
    let cookie = cookie(&answer);
    assert_eq!(world.send("GET /debug/console", &[&cookie], "").await.status, 200);
    let answer = world.post(&[&cookie], &json!({ "query": QUERY })).await.json();
    assert_eq!(answer["data"]["telemetry"]["status"]["queued"], 0);

    let out = world.send("POST /debug/console/logout", &[&cookie], "").await;
    assert!(out.header("set-cookie").unwrap().contains("max-age=0"));
    assert_eq!(world.send("GET /debug/console", &[&cookie], "").await.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_wrong_tokens_are_not_even_looked_at() {
    let world = World::recording().await;
    let session = cookie(&give(&world, &world.token).await);
    let mut statuses = Vec::new();
    for n in 0..1_000 {
        statuses.push(give(&world, &format!("{n:064}")).await.status);
    }
    let looked_at = statuses.iter().filter(|status| **status == 401).count();
    assert!((10..40).contains(&looked_at), "{looked_at} were compared");
    assert!(statuses.iter().all(|status| matches!(status, 401 | 429)));
    // Whoever is in stays in.
    assert_eq!(world.send("GET /debug/console", &[&session], "").await.status, 200);
    let wrong = "Authorization: Bearer wrong";
    let answer = world.post(&[wrong], &json!({ "query": QUERY })).await.json();
    assert_eq!(errors(&answer), ["must be site admin"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_others_can_reach_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("queue.db");
    drop(Queue::open(&path, QueueLimits::default()).unwrap());
    let (login, _) = TokenLogin::generate().unwrap();
    let console = Console::read_only(path).build(login).unwrap();
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let error = console.serve(listener, std::future::pending()).await.unwrap_err();
    assert!(matches!(error, ServeError::NotLoopback(_)), "{error}");
}
