//! HTML for people, JSON for programs: what a request accepts decides. Only
//! the choice lives here.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT;
use axum::http::request::Parts;

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Html,
    Json,
}

impl<S: Sync> FromRequestParts<S> for Format {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let accept = parts.headers.get(ACCEPT).and_then(|value| value.to_str().ok());
        Ok(Self::from_accept(accept.unwrap_or_default()))
    }
}

impl Format {
    /// The first of the two that is named wins; HTML when neither is. Weights
    /// are not looked at: no client of this service sends them against the
    /// order.
    fn from_accept(accept: &str) -> Self {
        accept
            .split(',')
            .filter_map(|range| match range.split(';').next()?.trim() {
                "text/html" => Some(Self::Html),
                "application/json" => Some(Self::Json),
                _ => None,
            })
            .next()
            .unwrap_or(Self::Html)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_form_wins() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert_eq!(Format::from_accept(browser), Format::Html);
        assert_eq!(Format::from_accept("application/json"), Format::Json);
        assert_eq!(Format::from_accept("image/png, application/json;q=0.9"), Format::Json);
        assert_eq!(Format::from_accept("*/*"), Format::Html);
        assert_eq!(Format::from_accept(""), Format::Html);
    }
}
