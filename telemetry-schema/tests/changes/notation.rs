//! How cases are written:
//!
//! ```text
//! # what the case is about
//! accepted
//!   (search, shown) version 1
//!     count: u32 in ms, optional, round 10, "How many there were."
//!     off unix_only: u8                  declared, and no part of this build
//! now
//!   (search, shown) version 1
//!     count: u64 in ms, optional, round 10, "How many there were.", named hits
//! says C0005
//! ```
//!
//! Before `now` there can be more steps: `accepted` again, `removed
//! search.shown`, `later` (what is above is an earlier revision). In the place
//! of `now` there can be `rewritten`, a lock of these events alone against the
//! lock, and `compared`, the lock against that of the earlier revision.

use telemetry_schema::{
    Billing, DefinitionHash, EnumCode, EnumSchema, EventSchema, FieldSchema, Granularity, Kind,
    Privacy, Purpose, Rounding, SampleRate, Stability, TextReview, Unit, Waiver,
    audit::{Allowed, Limits},
};

use crate::case::Step;

/// The steps of a case.
pub(crate) fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match line.len() - line.trim_start().len() {
            0 => steps.push(step(line)),
            2 => events(&mut steps).push(event(Words::of(line))),
            4 => field(events(&mut steps).last_mut().expect("an event above"), Words::of(line)),
            _ => panic!("indented in another way: {line}"),
        }
    }
    steps
}

fn step(line: &str) -> Step {
    match line.split_once(' ').unwrap_or((line, "")) {
        ("accepted", "") => Step::Accepted(Vec::new()),
        ("removed", name) => Step::Removed(name.to_owned()),
        ("later", "") => Step::Later,
        ("now", "") => Step::Now(Vec::new()),
        ("rewritten", "") => Step::Rewritten(Vec::new()),
        ("compared", "") => Step::Compared,
        _ => panic!("no step: {line}"),
    }
}

fn events(steps: &mut [Step]) -> &mut Vec<EventSchema> {
    match steps.last_mut() {
        Some(Step::Accepted(events) | Step::Now(events) | Step::Rewritten(events)) => events,
        _ => panic!("this step has no events"),
    }
}

/// The words of a line; what stands in quotes is one, commas are none.
struct Words(std::vec::IntoIter<String>);

impl Words {
    fn of(line: &str) -> Self {
        let mut words = Vec::new();
        for (at, part) in line.split('"').enumerate() {
            if at % 2 == 1 {
                words.push(format!("\"{part}"));
            } else {
                let parts = part.split([' ', ',', '(', ')', ':']);
                words.extend(parts.filter(|it| !it.is_empty()).map(str::to_owned));
            }
        }
        Self(words.into_iter())
    }

    fn next(&mut self) -> Option<String> {
        self.0.next()
    }

    fn need(&mut self) -> String {
        self.next().expect("another word")
    }

    fn text(&mut self) -> String {
        self.need().trim_start_matches('"').to_owned()
    }

    fn number<T: std::str::FromStr<Err: std::fmt::Debug>>(&mut self) -> T {
        let word = self.need();
        word.parse().unwrap_or_else(|error| panic!("{word}: {error:?}"))
    }

    /// The words up to `end`.
    fn list(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.next()).take_while(|word| word != "end").collect()
    }
}

fn event(mut words: Words) -> EventSchema {
    let (feature, action) = (words.need(), words.need());
    let mut event = EventSchema::new(feature, action, Purpose::Reliability);
    event.description = format!("It was {}.", event.action);
    event.owner = "search-team".to_owned();
    while let Some(word) = words.next() {
        match word.as_str() {
            "version" => event.version = words.number(),
            "purpose" => event.purpose = purpose(&words.need()),
            "owner" => event.owner = words.need(),
            "experimental" => event.stability = Stability::Experimental,
            "until" => event.expires = Some(words.number()),
            "from" => event.renamed_from = Some(words.need()),
            "sampled" => event.sample_rate = SampleRate::new(words.number()).ok(),
            "billing" => event.billing = Some(billing(&mut words)),
            "waives" => event.waivers.push(waiver(&mut words)),
            text => event.description = quoted(text),
        }
    }
    event
}

fn quoted(word: &str) -> String {
    word.strip_prefix('"').unwrap_or_else(|| panic!("no such word: {word}")).to_owned()
}

fn purpose(word: &str) -> Purpose {
    Purpose::ALL.into_iter().find(|it| it.to_string() == word).expect("a purpose")
}

fn billing(words: &mut Words) -> Billing {
    Billing { product: words.need(), category: words.need() }
}

fn waiver(words: &mut Words) -> Waiver {
    Waiver { rule: words.need(), reason: words.text() }
}

fn field(event: &mut EventSchema, mut words: Words) {
    let first = words.need();
    if first == "off" {
        return event.absent_keys.push(words.need());
    }
    let (privacy, kind) = kind(&words.need());
    let mut field = FieldSchema::new(first, privacy, kind);
    field.description = format!("About {}.", field.key);
    while let Some(word) = words.next() {
        match word.as_str() {
            "in" => field.unit = Some(Unit::from_symbol(&words.need()).expect("a unit")),
            "optional" => field.optional = true,
            "named" => field.name = Some(words.need()),
            "unreviewed" => event.unaccepted = Some(DefinitionHash([9; 32])),
            "waives" => field.waivers.push(waiver(&mut words)),
            "codes" => event.enums.push(table(event.fields.len(), &mut words)),
            "values" | "pattern" => field.review = Some(review(&word, &mut words)),
            "max" | "round" | "powers" | "buckets" => {
                granularity(&mut field.granularity, &word, &mut words);
            }
            text => field.description = quoted(text),
        }
    }
    event.fields.push(field);
}

fn kind(word: &str) -> (Privacy, Kind) {
    match word {
        "private" => (Privacy::Private, Kind::Text),
        "audited" => (Privacy::Audited, Kind::Text),
        word => {
            let kind = Kind::ALL.into_iter().find(|kind| kind.as_str() == word);
            (Privacy::Metadata, kind.unwrap_or_else(|| panic!("no kind: {word}")))
        }
    }
}

fn granularity(granularity: &mut Granularity, word: &str, words: &mut Words) {
    match word {
        "max" => granularity.max = Some(words.number()),
        "round" => granularity.rounding = Rounding::Step(words.number()),
        "powers" => granularity.rounding = Rounding::PowerOfTwo,
        _ => {
            let bounds = words.list();
            let bounds = bounds.iter().map(|bound| bound.parse().expect("a bound"));
            granularity.rounding = Rounding::Buckets(bounds.collect());
        }
    }
}

/// `codes Cause 1 Timeout "It took too long." 2 Denied end`
fn table(field: usize, words: &mut Words) -> EnumSchema {
    let name = words.need();
    let mut codes: Vec<EnumCode> = Vec::new();
    while let Some(word) = words.next().filter(|word| word != "end") {
        match word.strip_prefix('"') {
            Some(text) => codes.last_mut().expect("a code").description = text.to_owned(),
            None => {
                let (code, name) = (word.parse().expect("a code"), words.need());
                let description = format!("It was {name}.");
                codes.push(EnumCode { code, name, description });
            }
        }
    }
    let field = u32::try_from(field).expect("few fields");
    EnumSchema { field, name, description: "What it was.".to_owned(), codes }
}

/// `values go rust end bytes 8, with user, expires 2028-01-01, hash 7`
fn review(form: &str, words: &mut Words) -> TextReview {
    let allowed = match form {
        "pattern" => Allowed::Pattern(words.text()),
        _ => Allowed::Values(words.list()),
    };
    let mut review = TextReview {
        limits: Limits::new(256, allowed.clone()).expect("valid limits"),
        with_user: false,
        definition: DefinitionHash([1; 32]),
        reason: "A closed list.".to_owned(),
        reviewer: "ada@example.com".to_owned(),
        link: "https://example.com/reviews/1".to_owned(),
        date: "2026-01-01".parse().expect("a day"),
        expires: "2028-01-01".parse().expect("a day"),
    };
    while let Some(word) = words.next() {
        match word.as_str() {
            "bytes" => {
                review.limits = Limits::new(words.number(), allowed.clone()).expect("valid limits");
            }
            "with" => review.with_user = words.need() == "user",
            "hash" => review.definition = DefinitionHash([words.number(); 32]),
            "dated" => review.date = words.number(),
            "expires" => review.expires = words.number(),
            "by" => review.reviewer = words.need(),
            _ => panic!("no word of a review: {word}"),
        }
    }
    review
}
