//! Writing HTML. Markup is text that stands in the source; everything else
//! comes in through [`Html::text`], which escapes. The types leave no third
//! way, so nothing that a file or a user says can become markup.

use axum::response::{IntoResponse, Response};

/// A piece of HTML.
pub(super) struct Html(String);

impl Html {
    /// The beginning of a page.
    pub(super) fn page(title: &str) -> Self {
        let mut html = Self(String::new());
        html.raw(concat!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
            "<meta name=\"viewport\" content=\"width=device-width\">\n",
            "<meta name=\"color-scheme\" content=\"light dark\">\n",
            "<link rel=\"icon\" href=\"data:,\">\n",
            "<link rel=\"stylesheet\" href=\"/style.css\">\n<title>",
        ));
        html.text(title).raw("</title>\n</head>\n<body>\n");
        html
    }

    /// Markup, word for word.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text, between elements or inside a quoted attribute.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
        self
    }

    /// A number.
    pub(super) fn number(&mut self, number: impl Into<u64>) -> &mut Self {
        self.text(&number.into().to_string())
    }

    /// Markup that stands only under a condition.
    pub(super) fn raw_if(&mut self, condition: bool, markup: &'static str) -> &mut Self {
        if condition { self.raw(markup) } else { self }
    }
}

impl IntoResponse for Html {
    fn into_response(self) -> Response {
        axum::response::Html(self.0 + "</body>\n</html>\n").into_response()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn escaped_text_is_never_markup_and_can_be_read_back(text in "[&<>\"'a-z;é\n]{0,40}") {
            let mut html = Html(String::new());
            html.text(&text);
            prop_assert!(!html.0.contains(['<', '>', '"', '\'']));
            let back = html.0.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            prop_assert_eq!(back.replace("&#39;", "'").replace("&amp;", "&"), text);
        }
    }
}
