//! Reads the value of one entry. A reader gives the value and the tokens that
//! it was written with, or says what is wrong and how to write it.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{LitFloat, LitInt, LitStr};
use telemetry_schema::{Date, Rounding, SampleRate, SampleRateError, names};

use super::{Waived, entry::Entry, keys::row};
use crate::tokens::is_punct;

/// What is wrong with a value, and at which tokens if not at the whole entry.
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) at: Option<TokenStream>,
}

impl Problem {
    fn new(message: impl Into<String>, at: Option<TokenStream>) -> Self {
        Self { message: message.into(), at }
    }

    fn at(message: impl Into<String>, at: TokenStream) -> Self {
        Self::new(message, Some(at))
    }
}

pub(super) type Read<T> = Result<(T, TokenStream), Problem>;

/// The value's tokens, or the problem that there are none.
fn present(value: Option<TokenStream>, message: &str) -> Result<TokenStream, Problem> {
    value.filter(|value| !value.is_empty()).ok_or_else(|| Problem::new(message, None))
}

pub(super) fn text(name: &'static str, value: Option<TokenStream>) -> Read<String> {
    let message = format!(
        "`{name}` is a string literal, known when the program is built; write `{}`",
        row(name).example
    );
    let value = ungroup_value(present(value, &message)?);
    match syn::parse2::<LitStr>(value.clone()) {
        Ok(literal) if literal.suffix().is_empty() => Ok((literal.value(), value)),
        _ => Err(Problem::at(message, value)),
    }
}

pub(super) fn version(value: Option<TokenStream>) -> Read<i32> {
    let message = format!("`version` is an integer from 0 to {}; write `version = 1`", i32::MAX);
    let value = present(value, &message)?;
    let literal = syn::parse2::<LitInt>(value.clone());
    match literal.as_ref().map(|literal| (literal.suffix(), literal.base10_parse::<i32>())) {
        Ok(("", Ok(version @ 0..))) => Ok((version, value)),
        _ => Err(Problem::at(message, value)),
    }
}

pub(super) fn path(value: Option<TokenStream>) -> Read<TokenStream> {
    let message =
        "`crate` is the path of the core crate; write `crate = my_facade::telemetry_core`";
    let value = present(value, message)?;
    match syn::parse::Parser::parse2(syn::Path::parse_mod_style, value.clone()) {
        Ok(_) => Ok((value.clone(), value)),
        Err(_) => Err(Problem::at(message, value)),
    }
}

/// A key without a value, which is written with the tokens of its entry.
pub(super) fn word(name: &'static str, entry: &Entry) -> Read<()> {
    match entry.value {
        None => Ok(((), entry.tokens.clone())),
        Some(_) => Err(Problem::new(format!("`{name}` takes no value; write `{name}`"), None)),
    }
}

/// A key with a list of texts, which may be left out.
pub(super) fn texts(entry: &Entry) -> Read<Vec<String>> {
    let list = entry.value.clone().and_then(|value| group(value, Delimiter::Parenthesis));
    let texts = list.map(between_commas).unwrap_or_default().into_iter();
    let text = |text: TokenStream| syn::parse2::<LitStr>(text).map(|text| text.value());
    let texts: Result<Vec<String>, _> = texts.map(text).collect();
    let message = format!("`{}` takes a list of texts", entry.name);
    let texts = texts.map_err(|_| Problem::new(message, None))?;
    Ok((texts, entry.tokens.clone()))
}

pub(super) fn date(name: &'static str, value: Option<TokenStream>) -> Read<Date> {
    let (written, value) = text(name, value)?;
    match written.parse() {
        Ok(date) => Ok((date, value)),
        Err(_) => Err(Problem::at(
            format!("`{written}` is no day of the calendar; write `{}`", row(name).example),
            value,
        )),
    }
}

/// 1 is every event, which is how one of a sampled feature says that it is not.
pub(super) fn sample(value: Option<TokenStream>) -> Read<Option<SampleRate>> {
    let message = "`sample` is the share of events that is recorded, a number literal above 0 \
                   and at most 1; write `sample = 0.1` for one event of ten";
    let value = present(value, message)?;
    let rate = number(value.clone()).ok_or_else(|| Problem::at(message, value.clone()))?;
    match SampleRate::new(rate) {
        Ok(rate) => Ok((Some(rate), value)),
        Err(SampleRateError::Every) => Ok((None, value)),
        Err(SampleRateError::OutOfRange) => Err(Problem::at(message, value)),
        Err(error) => Err(Problem::at(error.to_string(), value)),
    }
}

pub(super) fn max(value: Option<TokenStream>) -> Read<f64> {
    let message = "`max` is a number literal; write `max = 1000`";
    let value = present(value, message)?;
    match number(value.clone()) {
        Some(max) => Ok((max, value)),
        None => Err(Problem::at(message, value)),
    }
}

pub(super) fn round(value: Option<TokenStream>) -> Read<Rounding> {
    let message = "values are rounded to multiples of a number literal or to powers of two; \
                   write `round = 10` or `round = \"pow2\"`";
    let value = present(value, message)?;
    let pow2 = syn::parse2::<LitStr>(value.clone()).is_ok_and(|word| word.value() == "pow2");
    match number(value.clone()) {
        _ if pow2 => Ok((Rounding::PowerOfTwo, value)),
        Some(step) => Ok((Rounding::Step(step), value)),
        None => Err(Problem::at(message, value)),
    }
}

pub(super) fn buckets(value: Option<TokenStream>) -> Read<Vec<f64>> {
    let message = "`buckets` is a list of number literals, the lower bounds; \
                   write `buckets = [0, 10, 100]`";
    let value = present(value, message)?;
    let wrong = |at| Problem::at(message, at);
    let list = group(value.clone(), Delimiter::Bracket).ok_or_else(|| wrong(value.clone()))?;
    let bounds = between_commas(list).into_iter().map(|bound| number(bound.clone()).ok_or(bound));
    Ok((bounds.collect::<Result<_, _>>().map_err(wrong)?, value))
}

pub(super) fn billing(value: Option<TokenStream>) -> Read<telemetry_schema::Billing> {
    let message =
        format!("`billing` names a product and a category; write `{}`", row("billing").example);
    let value = present(value, &message)?;
    let list = group(value.clone(), Delimiter::Parenthesis);
    let parts = list.map(between_commas).unwrap_or_default();
    let [Some((product, at_product)), Some((category, at_category))] =
        ["product", "category"].map(|name| parts.iter().find_map(|part| assigned(part, name)))
    else {
        return Err(Problem::at(message, value));
    };
    if parts.len() != 2 {
        return Err(Problem::at(message, value));
    }
    for (name, at) in [(&product, at_product), (&category, at_category)] {
        names::check_billing(name).map_err(|error| {
            Problem::at(format!("{error}; write `{}`", row("billing").example), at)
        })?;
    }
    Ok((telemetry_schema::Billing { product, category }, value))
}

/// `(T0009, reason = "…")`.
pub(super) fn waiver(value: Option<TokenStream>) -> Read<Waived> {
    let message = "a waiver names one rule and the reason; write `allow(T0009, reason = \"…\")`";
    let value = present(value, message)?;
    let wrong = || Problem::at(message, value.clone());
    let list = group(value.clone(), Delimiter::Parenthesis).ok_or_else(wrong)?;
    let [rule, reason] = between_commas(list).try_into().map_err(|_| wrong())?;
    let (reason, at_reason) = assigned(&reason, "reason").ok_or_else(wrong)?;
    let id = rule.clone().into_iter().last().map(|last| last.to_string()).unwrap_or_default();
    let prefix: String = rule.to_string().split_whitespace().collect();
    if prefix != id && prefix != format!("telemetry::{id}") {
        return Err(Problem::at(message, rule));
    }
    Ok((Waived { id, reason, at_rule: rule, at_reason }, value))
}

/// The value without the invisible group that a `macro_rules` fragment is in.
fn ungroup_value(value: TokenStream) -> TokenStream {
    match group(value.clone(), Delimiter::None) {
        Some(inner) => ungroup_value(inner),
        None => value,
    }
}

/// A number literal with or without a sign.
fn number(tokens: TokenStream) -> Option<f64> {
    let mut tokens = tokens.into_iter().peekable();
    let sign = if tokens.next_if(|token| is_punct(token, '-')).is_some() { -1.0 } else { 1.0 };
    let rest: TokenStream = tokens.collect();
    let plain = |suffix: &str| suffix.is_empty().then_some(sign);
    if let Ok(literal) = syn::parse2::<LitInt>(rest.clone()) {
        return Some(plain(literal.suffix())? * literal.base10_digits().parse::<f64>().ok()?);
    }
    let literal = syn::parse2::<LitFloat>(rest).ok()?;
    Some(plain(literal.suffix())? * literal.base10_parse::<f64>().ok()?)
}

/// What stands in the one group of this kind.
fn group(tokens: TokenStream, delimiter: Delimiter) -> Option<TokenStream> {
    let mut tokens = tokens.into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == delimiter => {
            Some(group.stream())
        }
        _ => None,
    }
}

fn between_commas(list: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in list {
        if is_punct(&token, ',') {
            parts.push(TokenStream::new());
        } else {
            parts.last_mut().expect("begins with one and only grows").extend([token]);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The literal of `name = "…"`, and its tokens.
fn assigned(part: &TokenStream, name: &str) -> Option<(String, TokenStream)> {
    let mut tokens = part.clone().into_iter();
    let named = matches!(tokens.next(), Some(TokenTree::Ident(ident)) if ident == name);
    let assigned = tokens.next().is_some_and(|token| is_punct(&token, '='));
    let value: TokenStream = tokens.collect();
    let literal = syn::parse2::<LitStr>(value.clone()).ok()?;
    (named && assigned).then(|| (literal.value(), value))
}
