//! Writing HTML. Markup is text that stands in the source; everything else
//! comes in through [`Html::text`], which escapes. The type leaves no third
//! way, so nothing that a client, a gateway or a declaration says can become
//! markup. It depends on nothing, and no page's wording is ever here.

/// A piece of HTML.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Html(String);

impl Html {
    /// Nothing yet.
    pub(super) const fn new() -> Self {
        Self(String::new())
    }

    /// Markup, word for word.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Markup that stands only under a condition.
    pub(super) fn raw_if(&mut self, condition: bool, markup: &'static str) -> &mut Self {
        if condition { self.raw(markup) } else { self }
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
                // A payload must not be able to turn the line around it.
                bidi if is_bidi_control(bidi) => {
                    self.0.push_str(&bidi.escape_unicode().to_string());
                }
                other => self.0.push(other),
            }
        }
        self
    }

    /// An element without attributes around text.
    pub(super) fn code(&mut self, text: &str) -> &mut Self {
        self.raw("<code>").text(text).raw("</code>")
    }

    /// Prose in which words between backticks are code.
    pub(super) fn prose(&mut self, prose: &str) -> &mut Self {
        for (position, part) in prose.split('`').enumerate() {
            if position % 2 == 0 {
                self.text(part)
            } else {
                self.code(part)
            };
        }
        self
    }

    /// The text of it.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}

/// Whether this character changes the direction of the text around it.
const fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn escaped_text_is_never_markup_and_can_be_read_back(text in "[&<>\"'a-z;é\n]{0,40}") {
            let mut html = Html::new();
            html.text(&text);
            let written = html.into_string();
            prop_assert!(!written.contains(['<', '>', '"', '\'']));
            let back = written.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            prop_assert_eq!(back.replace("&#39;", "'").replace("&amp;", "&"), text);
        }
    }

    #[test]
    fn text_cannot_turn_its_direction() {
        let mut html = Html::new();
        html.text("a\u{202e}b");
        assert_eq!(html.into_string(), "a\\u{202e}b");
    }

    #[test]
    fn prose_marks_what_stands_between_backticks() {
        let mut html = Html::new();
        html.prose("see `Event` & go");
        assert_eq!(html.into_string(), "see <code>Event</code> &amp; go");
    }
}
