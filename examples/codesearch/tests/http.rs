//! The service as a browser and a program meet it, through a real socket.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on may end here")]

mod common;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use codesearch::features::Recorders;
use codesearch::index::Limits;
use codesearch::service::{App, BindError, Server};
use common::{serve, serve_with, tree};
use serde_json::json;
use telemetry_core::testing::Capture;

#[test]
fn the_search_page_says_what_there_is_to_search() {
    let root = tree(&[("a.rs", "fn main() {}\n"), ("b", "\0")]);
    let page = serve(root.path()).get("/");
    assert_eq!(page.status, 200);
    assert!(page.head.contains("content-type: text/html; charset=utf-8"));
    assert!(page.body.contains("<form action=\"/search\""));
    assert!(page.body.contains("1 files with 13 bytes"));
    assert!(page.body.contains("Left out: 1 binary files"));
}

#[test]
fn pages_need_nothing_from_elsewhere() {
    let root = tree(&[("a.rs", "needle http://example.org/\n")]);
    let service = serve(root.path());
    for target in ["/", "/search?q=needle", "/file?path=a.rs", "/nowhere"] {
        let page = service.get(target);
        assert!(page.head.contains("content-security-policy: default-src 'none'"), "{target}");
        assert!(page.head.contains("x-content-type-options: nosniff"), "{target}");
        for (_, after) in
            page.body.match_indices("src=\"").chain(page.body.match_indices("href=\""))
        {
            assert!(!after.contains("http"), "{target}");
        }
        assert!(!page.body.contains("<script"), "{target}");
    }
    let style = service.get("/style.css");
    assert_eq!(style.status, 200);
    assert!(style.head.contains("content-type: text/css"));
    assert!(style.body.contains("prefers-color-scheme: dark"));
}

#[test]
fn a_search_shows_results_that_lead_to_their_lines() {
    let root = tree(&[("src/a b.rs", "one\n  let needle = 1;\n"), ("c.md", "needle\n")]);
    let service = serve(root.path());
    let page = service.get("/search?q=needle&lang=rust");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("let <mark>needle</mark> = 1;"));
    assert!(page.body.contains("1 result in"));
    let address = "/file?path=src%2Fa+b.rs&amp;from=search#L2";
    assert!(page.body.contains(address), "{}", page.body);

    let file = service.get("/file?path=src%2Fa+b.rs&from=search");
    assert_eq!(file.status, 200);
    assert!(file.body.contains("<tr id=\"L2\">"));
    assert!(file.body.contains("  let needle = 1;"));
}

#[test]
fn a_program_gets_json() {
    let root = tree(&[("a.rs", "x\n  Needle é\n"), ("needle.md", "")]);
    let (status, mut answer) = serve(root.path()).get_json("/search?q=needle&case=ignore");
    assert_eq!(status, 200);
    assert!(answer["latency_ms"].take().is_f64());
    let expected = json!({
        "query": "needle", "engine": "indexed", "language": null, "ignore_case": true,
        "result_count": 1, "truncated": false, "latency_ms": null, "files_read": 1,
        "names": ["needle.md"],
        "results": [{
            "path": "a.rs", "line": 2, "column": 3,
            "snippet": { "before": "", "matched": "Needle", "after": " é" },
        }],
    });
    assert_eq!(answer, expected);
}

#[test]
fn the_engine_can_be_chosen() {
    let root = tree(&[("a.rs", "needle"), ("b.rs", "hay")]);
    let service = serve(root.path());
    let engine = |target: &str| service.get_json(target).1["engine"].clone();
    assert_eq!(engine("/search?q=needle"), "indexed");
    assert_eq!(engine("/search?q=needle&engine=indexed"), "indexed");
    assert_eq!(engine("/search?q=needle&engine=unindexed"), "unindexed");
    assert_eq!(engine("/search?q=ne"), "unindexed");
}

#[test]
fn searches_that_cannot_be_answered_say_why() {
    let root = tree(&[("a.rs", "needle")]);
    let service = serve(root.path());
    let long = format!("/search?q={}", "a".repeat(257));
    let cases = [
        ("/search", "the query is empty"),
        ("/search?q=", "the query is empty"),
        ("/search?q=%20%09", "the query is empty"),
        ("/search?q=a%0Ab", "control character"),
        (&long, "257 bytes, more than 256"),
        ("/search?q=a&lang=klingon", "there is no language `klingon`"),
        ("/search?q=a&engine=steam", "`engine` cannot be `steam`"),
        ("/search?q=a&case=upper", "`case` cannot be `upper`"),
        ("/search?q=a&q=b", "duplicate field"),
    ];
    for (target, reason) in cases {
        let (status, failure) = service.get_json(target);
        assert_eq!((status, &failure["status"]), (400, &json!(400)), "{target}");
        let shown = failure["reason"].as_str().unwrap();
        assert!(shown.contains(reason), "{target}: {shown}");
        let page = service.get(target);
        assert_eq!(page.status, 400, "{target}");
        assert!(page.body.contains("<p class=\"reason\">"), "{target}");
    }
}

#[test]
fn a_search_that_takes_too_long_is_said_to_be_unavailable() {
    let root = tree(&[("a.rs", "needle")]);
    let limits = Limits { max_search_time: Duration::ZERO, ..Limits::default() };
    let (status, failure) = serve_with(root.path(), limits).get_json("/search?q=needle");
    assert_eq!(status, 503);
    assert!(failure["reason"].as_str().unwrap().contains("took longer"));
}

#[test]
fn unknown_pages_and_methods_are_refused() {
    let root = tree(&[("a.rs", "needle")]);
    let service = serve(root.path());
    assert_eq!(service.get("/nowhere").status, 404);
    assert_eq!(service.get("/file/../a.rs").status, 404);
    let posted = service.send("POST", "/search?q=a", "text/html");
    assert_eq!(posted.status, 405);
    assert!(posted.head.contains("allow: get,head"), "{}", posted.head);
}

#[test]
fn no_path_leads_out_of_the_tree() {
    let above = tree(&[("secret.txt", "SECRET"), ("tree/a.rs", "x"), ("tree/.env", "SECRET")]);
    let service = serve(&above.path().join("tree"));
    let absolute = format!("/file?path={}/secret.txt", above.path().display());
    let refused = [
        "/file?path=../secret.txt",
        "/file?path=%2e%2e%2fsecret.txt",
        "/file?path=./../secret.txt",
        "/file?path=a.rs/../../secret.txt",
        "/file?path=../tree/a.rs",
        "/file?path=/etc/passwd",
        "/file?path=%2Fetc%2Fpasswd",
        "/file?path=",
        "/file",
        &absolute,
    ];
    let missing = [
        "/file?path=%252e%252e%252fsecret.txt",
        "/file?path=..%5Csecret.txt",
        "/file?path=a.rs%00.txt",
        "/file?path=.env",
        "/file?path=secret.txt",
        "/file?path=%ff",
    ];
    for (status, targets) in [(400, &refused[..]), (404, &missing[..])] {
        for target in targets {
            let page = service.get(target);
            assert_eq!(page.status, status, "{target}");
            assert!(!page.body.contains("SECRET") && !page.body.contains("root:"), "{target}");
        }
    }
    assert_eq!(service.get("/file?path=a.rs").status, 200);
}

#[cfg(unix)]
#[test]
fn nothing_that_is_shown_becomes_markup() {
    let evil = "<script>alert('\"&')</script>";
    let name = "\"><img src=x onerror='alert(1)'>.rs";
    let root = tree(&[(name, evil)]);
    let service = serve(root.path());
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let targets = [
        format!("/search?q={}", encode("<script>")),
        format!("/search?q={}", encode("\"><img")),
        format!("/search?q=a&lang={}", encode(evil)),
        format!("/search?q=a&engine={}", encode(evil)),
        format!("/file?path={}", encode(name)),
    ];
    for target in targets {
        let page = service.get(&target);
        assert!(!page.body.contains("<script"), "{target}");
        assert!(!page.body.contains("<img"), "{target}");
        assert!(page.body.contains("&lt;"), "{target}");
    }
}

#[test]
fn a_server_stops_though_a_connection_is_open() {
    let root = tree(&[("a.rs", "needle")]);
    let mut service = serve(root.path());
    let mut idle = TcpStream::connect(service.address).unwrap();
    idle.write_all(b"GET / HTTP/1.1\r\nhost: test\r\n\r\n").unwrap();
    let mut first = [0; 15];
    idle.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");
    service.stop();
    assert!(TcpStream::connect(service.address).is_err());
}

#[tokio::test]
async fn an_address_in_use_is_named() {
    let root = tree(&[("a.rs", "needle")]);
    let app =
        || App::open(root.path(), Limits::default(), Recorders::new(&Capture::new())).unwrap();
    let first = Server::bind(app(), "127.0.0.1:0".parse().unwrap()).await.unwrap();
    let second = Server::bind(app(), first.address()).await;
    let Err(error @ BindError::Taken { .. }) = second else { panic!("two servers, one port") };
    assert!(error.to_string().contains(&first.address().to_string()));
}
