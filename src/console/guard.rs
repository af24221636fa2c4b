//! What every request must satisfy before anything reads it: it names this
//! host, it comes from this site, there is room for it, and it ends in time.
//! And what every answer says to the browser. Knows HTTP and nothing of
//! events.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Request, State as Shared},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use tokio::{sync::Semaphore, time::timeout};

/// Requests at a time; one more is refused rather than queued.
const REQUESTS: usize = 64;

/// How long a request may take, its body included.
const LONGEST: Duration = Duration::from_secs(15);

/// Names of this machine that no other machine can answer to.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Nothing but what this site serves as a file of its own; in no frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// What a request is told that does not pass.
type Refusal = (StatusCode, &'static str);

/// The names and origins that requests may carry, and the room for them.
pub(super) struct Guard {
    hosts: Vec<String>,
    origins: Vec<String>,
    room: Semaphore,
}

impl Guard {
    /// Besides the names of this machine, these hosts and foreign origins.
    pub(super) fn new(hosts: Vec<String>, origins: Vec<String>) -> Self {
        Self { hosts, origins, room: Semaphore::new(REQUESTS) }
    }

    /// The first thing that is wrong with a request.
    fn check(&self, request: &Request) -> Result<(), Refusal> {
        let host = host_of(request.uri(), request.headers()).unwrap_or_default();
        if !self.is_own(host) {
            // What a page of somebody else's gets that made its own name
            // point to this machine.
            let why = "this name is not served here; open the console by the address that it printed, or configure the name\n";
            return Err((StatusCode::MISDIRECTED_REQUEST, why));
        }
        if !is_safe(request.method()) && !self.comes_from_here(request.headers(), host) {
            let why = "this request comes from another site; use the console's own pages, or configure the origin\n";
            return Err((StatusCode::FORBIDDEN, why));
        }
        Ok(())
    }

    fn is_own(&self, host: &str) -> bool {
        let name = without_port(host);
        let names = || LOOPBACK.into_iter().chain(self.hosts.iter().map(String::as_str));
        names().any(|own| own.eq_ignore_ascii_case(name))
    }

    /// Whether no browser sent it, or one did from a page of ours. Browsers
    /// say where a request comes from in either header or in both.
    fn comes_from_here(&self, headers: &HeaderMap, host: &str) -> bool {
        let text =
            |name| headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or("?"));
        let origin = text(header::ORIGIN);
        if origin.is_some_and(|origin| self.origins.iter().any(|allowed| allowed == origin)) {
            return true;
        }
        let site = text(HeaderName::from_static("sec-fetch-site"));
        let same = |origin: &str| {
            origin.split_once("://").is_some_and(|(_, from)| from.eq_ignore_ascii_case(host))
        };
        site.is_none_or(|site| matches!(site, "same-origin" | "none")) && origin.is_none_or(same)
    }
}

/// Lets a request pass, or answers it.
pub(super) async fn guard(
    Shared(guard): Shared<Arc<Guard>>,
    request: Request,
    next: Next,
) -> Response {
    let mut answer = match guard.check(&request) {
        Ok(()) => answer_in_time(&guard, request, next).await,
        Err(refused) => refused.into_response(),
    };
    for (name, value) in HEADERS {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

async fn answer_in_time(guard: &Guard, request: Request, next: Next) -> Response {
    let Ok(_room) = guard.room.try_acquire() else {
        let why = "too many requests at once; try again\n";
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")], why)
            .into_response();
    };
    match timeout(LONGEST, next.run(request)).await {
        Ok(answer) => answer,
        Err(_) => {
            let why = "the request took too long; ask for less\n";
            (StatusCode::REQUEST_TIMEOUT, why).into_response()
        }
    }
}

/// One host, from the request line or from the one header. Two headers are
/// none: proxies and servers differ in which one they believe.
fn host_of<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    let mut named = headers.get_all(header::HOST).iter();
    let first = named.next().and_then(|value| value.to_str().ok());
    if named.next().is_some() {
        return None;
    }
    uri.authority().map(|authority| authority.as_str()).or(first)
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        // An IPv6 address has colons of its own, and ends with a bracket.
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(lines: &[(&str, &str)]) -> Option<StatusCode> {
        let mut request = Request::builder().method("POST").uri("/");
        for (name, value) in lines {
            request = request.header(*name, *value);
        }
        let request = request.body(axum::body::Body::empty()).expect("a request");
        let guard = Guard::new(vec!["console.example".into()], vec!["vscode://editor".into()]);
        guard.check(&request).err().map(|(status, _)| status)
    }

    #[test]
    fn only_own_names_are_answered() {
        let own = [
            "localhost",
            "LOCALHOST:80",
            "127.0.0.1:7071",
            "[::1]",
            "[::1]:1",
            "console.example:443",
        ];
        for host in own {
            assert_eq!(checked(&[("host", host)]), None, "{host}");
        }
        let foreign = [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:80",
            "",
            "[::1",
            "localhost:x",
        ];
        for host in foreign {
            assert_eq!(checked(&[("host", host)]), Some(StatusCode::MISDIRECTED_REQUEST), "{host}");
        }
        assert!(
            checked(&[]).is_some()
                && checked(&[("host", "localhost"), ("host", "localhost")]).is_some()
        );
    }

    #[test]
    fn only_own_pages_change_anything() {
        let from = |lines: &[(&str, &str)]| checked(&[&[("host", "localhost:7")], lines].concat());
        let good: [&[(&str, &str)]; 5] = [
            &[],
            &[("origin", "http://localhost:7")],
            &[("origin", "http://localhost:7"), ("sec-fetch-site", "same-origin")],
            &[("sec-fetch-site", "none")],
            &[("origin", "vscode://editor"), ("sec-fetch-site", "cross-site")],
        ];
        assert!(good.iter().all(|lines| from(lines).is_none()));
        let bad: [&[(&str, &str)]; 5] = [
            &[("origin", "null")],
            &[("origin", "http://localhost:8")],
            &[("origin", "https://evil.example")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site"), ("origin", "http://localhost:7")],
        ];
        assert!(bad.iter().all(|lines| from(lines) == Some(StatusCode::FORBIDDEN)));
    }
}
