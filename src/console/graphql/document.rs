//! What the text of a query may be, before it is worth validating: how long,
//! how deep, how many fields. Works on the document alone; knows no types.
//!
//! The nesting is measured on the text, because the parser follows it with its
//! own stack. The fields are counted as they would be answered, with each
//! fragment wherever it is used, but each fragment is walked once: a chain of
//! fragments that each use the next one twice stays cheap to refuse.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned, Request, ServerError,
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};

/// The most bytes of a document.
const MAX_BYTES: usize = 64 << 10;
/// How deep brackets of any kind may be nested.
const MAX_NESTING: usize = 40;
/// How deep fields may be nested. What tools ask to learn the types is 15.
pub(super) const MAX_DEPTH: usize = 20;
/// The most fields, aliases counted each.
const MAX_FIELDS: usize = 500;

/// Checks the document and leaves it in the request, parsed.
pub(super) fn check(request: &mut Request) -> Result<(), ServerError> {
    if request.query.len() > MAX_BYTES {
        return Err(refusal("the query has more than 65536 bytes; pass values as variables"));
    }
    if nesting(&request.query) > MAX_NESTING {
        return Err(refusal("the query is nested too deeply; ask for fewer levels"));
    }
    let document = request.parsed_query()?;
    Fields { document, known: HashMap::new() }.check()
}

fn refusal(message: &str) -> ServerError {
    ServerError::new(message, None)
}

/// The deepest nesting of brackets outside of strings and comments.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = match first {
            b'"' => behind_string(rest),
            b'#' => {
                &after
                    [after.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(after.len())..]
            }
            _ => after,
        };
        match first {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// What follows the string that `text` begins with.
fn behind_string(text: &[u8]) -> &[u8] {
    const BLOCK: &[u8] = b"\"\"\"";
    let (mut at, end, escape): (_, &[u8], &[u8]) = match text.strip_prefix(BLOCK) {
        Some(_) => (3, BLOCK, b"\\\"\"\""),
        None => (1, b"\"", b"\\"),
    };
    while at < text.len() && !text[at..].starts_with(end) {
        let escaped = text[at..].starts_with(escape);
        at += if escaped { escape.len() + usize::from(escape.len() == 1) } else { 1 };
    }
    text.get(at + end.len()..).unwrap_or_default()
}

/// How deep and how many, of fields or of a fragment.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    depth: usize,
    fields: usize,
}

/// Measures a document.
struct Fields<'a> {
    document: &'a ExecutableDocument,
    /// The fragments measured so far; none while one is being measured.
    known: HashMap<&'a Name, Option<Size>>,
}

impl<'a> Fields<'a> {
    fn check(mut self) -> Result<(), ServerError> {
        let document = self.document;
        let mut fields = 0_usize;
        for (_, operation) in document.operations.iter() {
            let size = self.of_set(&operation.node.selection_set)?;
            if size.depth > MAX_DEPTH {
                return Err(refusal("the query is nested too deeply; ask for at most 20 levels"));
            }
            fields = fields.saturating_add(size.fields);
        }
        if fields > MAX_FIELDS {
            return Err(refusal(
                "the query asks for too many fields; at most 500, aliases counted each",
            ));
        }
        Ok(())
    }

    fn of_set(&mut self, set: &'a Positioned<SelectionSet>) -> Result<Size, ServerError> {
        let mut sum = Size::default();
        for selection in &set.node.items {
            let size = self.of_selection(&selection.node)?;
            sum.depth = sum.depth.max(size.depth);
            sum.fields = sum.fields.saturating_add(size.fields);
        }
        Ok(sum)
    }

    fn of_selection(&mut self, selection: &'a Selection) -> Result<Size, ServerError> {
        match selection {
            Selection::Field(field) => {
                let below = self.of_set(&field.node.selection_set)?;
                Ok(Size { depth: below.depth + 1, fields: below.fields.saturating_add(1) })
            }
            Selection::InlineFragment(fragment) => self.of_set(&fragment.node.selection_set),
            Selection::FragmentSpread(spread) => self.of_fragment(&spread.node.fragment_name.node),
        }
    }

    fn of_fragment(&mut self, name: &Name) -> Result<Size, ServerError> {
        // One that is missing is the validation's business.
        let Some((name, fragment)) = self.document.fragments.get_key_value(name) else {
            return Ok(Size::default());
        };
        match self.known.get(name) {
            Some(Some(size)) => return Ok(*size),
            Some(None) => return Err(refusal("a fragment uses itself; remove the circle")),
            None => {}
        }
        self.known.insert(name, None);
        let size = self.of_set(&fragment.node.selection_set)?;
        // A spread costs something even when its fragment is empty of fields.
        let size = Size { fields: size.fields.saturating_add(1), ..size };
        self.known.insert(name, Some(size));
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(query: impl Into<String>) -> Option<String> {
        check(&mut Request::new(query)).err().map(|error| error.message)
    }

    #[test]
    fn the_nesting_is_that_outside_of_strings_and_comments() {
        assert_eq!(nesting("{ a(b: [{c: 1}]) { d } }"), 4);
        assert_eq!(nesting(r#"{ a(b: "{{{\"{{") }"#), 2);
        assert_eq!(nesting(r#"{ a(b: """{{ " \""" {{{""") { b } }"#), 2);
        assert_eq!(nesting("{ a # }}}\n { b # {{{\r } }"), 2);
        assert_eq!(nesting("{\"{"), 1);
    }

    #[test]
    fn documents_are_bounded() {
        let fields = |n: usize| (0..n).map(|n| format!(" a{n}: b")).collect::<String>();
        assert_eq!(refused(format!("{{{}}}", fields(MAX_FIELDS))), None);
        assert!(
            refused(format!("{{{}}}", fields(MAX_FIELDS + 1)))
                .expect("refused")
                .contains("too many fields")
        );
        let nested = |n| format!("{}a{}", "{a".repeat(n - 1) + "{", "}".repeat(n));
        assert_eq!(refused(nested(MAX_DEPTH)), None);
        for levels in [MAX_DEPTH + 1, 64, 20_000] {
            assert!(refused(nested(levels)).expect("refused").contains("too deeply"), "{levels}");
        }
        assert!(
            refused(format!("{{a}}{}", " ".repeat(MAX_BYTES))).expect("refused").contains("bytes")
        );
    }

    #[test]
    fn fragments_count_wherever_they_are_used() {
        let chain: String = (0..60)
            .map(|n| format!("fragment f{n} on Q {{ ...f{} ...f{} }}", n + 1, n + 1))
            .collect();
        let bomb = format!("{{ ...f0 }} {chain} fragment f60 on Q {{ a }}");
        assert!(refused(bomb).expect("refused").contains("too many fields"));
        let circle = "{ ...a } fragment a on Q { ...b } fragment b on Q { ...a }";
        assert!(refused(circle).expect("refused").contains("uses itself"));
    }
}
