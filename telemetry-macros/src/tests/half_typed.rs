//! Somebody is typing. Whatever stands there at any moment, nothing panics,
//! and all tokens of the item come out of the attribute in their order, so
//! that an editor finds in the expansion what it asks about.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use proptest::prelude::*;

use super::fresh;
use crate::{expand, forward, hover};

const ARGS: &str = r#"feature = "search", action = "made", version = 2, owner = "search-team",
    purpose = "reliability", crate = facade::telemetry, billing(product = "a", category = "b")"#;

const ITEMS: [&str; 5] = [
    r#"
    /// A search was made.
    #[derive(Debug)]
    pub(crate) struct Made {
        /// How many results were found.
        pub result_count: Option<u32>,
        /// Time until the first result.
        #[cfg(unix)]
        #[telemetry(unit = "ms", round = 10, max = 60000, key = "firstResult")]
        latency: std::collections::HashMap<fn(A) -> B, Duration>,
        #[telemetry(private)]
        r#type: String,
        #[cfg_attr(unix, telemetry(audited, allow(T0009, reason = "no person")))]
        text: String,
    }"#,
    r#"
    /// Search in code.
    #[telemetry(owner = "index-team")]
    pub enum Search {
        /// The results were shown.
        #[telemetry(action = "resultsShown", version = 2)]
        Shown { #[telemetry(buckets = [0, 10, 100])] count: u32 },
    }"#,
    r#"
    enum Search {
        /// The results were shown.
        #[telemetry(action = "resultsShown", version = 2)]
        Shown { /** How many. */ #[telemetry(buckets = [0, 10, 100])] count: u32 },
        #[telemetry(action = "failed")]
        #[cfg(unix)]
        Failed = 3,
        Other(u32, T),
        Last { a: [u8; { 1 < 2 } as usize], b: <T as U<'a>>::V }
    }"#,
    "#[doc = \"A place.\"] pub struct Place<T>(u32, #[telemetry(unit = \"ms\")] pub Duration);",
    "/// Nothing.\n pub(in crate::a) struct Nothing;",
];

fn tokens(code: &str) -> TokenStream {
    code.parse().expect("tokens")
}

/// The tokens for which `keep` says so; a group goes with all that is in it.
fn retained(stream: TokenStream, keep: &mut impl FnMut() -> bool) -> TokenStream {
    let kept = stream.into_iter().filter_map(|token| match token {
        TokenTree::Group(group) if keep() => {
            let inner = retained(group.stream(), keep);
            Some(TokenTree::Group(Group::new(group.delimiter(), inner)))
        }
        TokenTree::Group(_) => None,
        token => keep().then_some(token),
    });
    kept.collect()
}

/// What is there after so many tokens; an editor closes what is open.
fn cut(stream: TokenStream, mut after: usize) -> TokenStream {
    retained(stream, &mut || {
        let keep = after > 0;
        after = after.saturating_sub(1);
        keep
    })
}

fn count(stream: TokenStream) -> usize {
    let mut count = 0;
    let _ = retained(stream, &mut || {
        count += 1;
        true
    });
    count
}

/// Every token as a word, groups as their two ends.
fn words(stream: TokenStream, out: &mut Vec<String>) {
    for token in stream {
        match token {
            TokenTree::Group(group) => {
                out.push(format!("open {:?}", group.delimiter()));
                words(group.stream(), out);
                out.push(format!("close {:?}", group.delimiter()));
            }
            token => out.push(token.to_string()),
        }
    }
}

fn contains_in_order(emitted: TokenStream, item: TokenStream) -> bool {
    let (mut all, mut wanted) = (Vec::new(), Vec::new());
    words(emitted, &mut all);
    words(item, &mut wanted);
    let mut all = all.into_iter();
    wanted.iter().all(|word| all.any(|other| other == *word))
}

/// Everything that is promised of any tokens.
fn check(args: TokenStream, item: TokenStream) {
    let emitted = forward::attach(args.clone(), item.clone());
    assert!(contains_in_order(emitted.clone(), item.clone()), "{item}\nbecomes\n{emitted}");
    let documented = hover::document(&args, item.clone());
    assert!(contains_in_order(documented.clone(), item.clone()), "{item}\nbecomes\n{documented}");
    // What is no item has its error, of the attribute or of the derive.
    let input = quote::quote!(#[telemetry(#args)] #documented);
    let parses = syn::parse2::<syn::DeriveInput>(input.clone()).is_ok();
    let code = expand::derive_event(input, &fresh("the_crate"));
    assert!(parses || code.to_string().contains("compile_error"), "{item} is silently no event");
    let _ = expand::derive_value(item);
}

#[test]
fn an_item_can_be_cut_off_after_each_token() {
    for item in ITEMS.map(tokens) {
        for after in 0..=count(item.clone()) {
            check(tokens(ARGS), cut(item.clone(), after));
        }
    }
}

#[test]
fn the_arguments_can_be_cut_off_after_each_token() {
    for item in ITEMS.map(tokens) {
        for after in 0..=count(tokens(ARGS)) {
            check(cut(tokens(ARGS), after), item.clone());
        }
    }
}

/// What is complete has a text, so that the tests above do not pass for want
/// of one.
#[test]
fn whole_items_have_a_text() {
    for (item, texts) in ITEMS.map(tokens).into_iter().zip([1, 1, 0, 0, 1]) {
        let documented = hover::document(&tokens(ARGS), item).to_string();
        assert_eq!(documented.matches("**Telemetry event**").count(), texts, "{documented}");
    }
}

/// A `macro_rules` macro hands on an item in an invisible group.
#[test]
fn an_item_in_an_invisible_group_has_the_same_text() {
    for item in ITEMS.map(tokens) {
        let group = Group::new(Delimiter::None, item.clone());
        let grouped = hover::document(&tokens(ARGS), TokenTree::Group(group).into());
        let plain = hover::document(&tokens(ARGS), item);
        assert_eq!(grouped.to_string(), plain.to_string());
    }
}

proptest! {
    #[test]
    fn any_tokens_can_be_missing(
        at in 0..ITEMS.len(),
        missing in proptest::collection::vec(proptest::bool::weighted(0.9), 200),
    ) {
        let mut keep = missing.into_iter().cycle();
        let mut keep = move || keep.next().unwrap_or(true);
        let args = retained(tokens(ARGS), &mut keep);
        check(args, retained(tokens(ITEMS[at]), &mut keep));
    }
}
