//! The list of mutations, in the order of the rules.

use super::*;

const fn mutation(
    name: &'static str,
    rules: &'static [&'static str],
    apply: fn(&mut EventSchema),
) -> Mutation {
    Mutation { name, rules, apply }
}

/// A new version of the event.
fn next(event: &mut EventSchema) {
    event.version += 1;
}

fn replace(event: &mut EventSchema, key: &str, field: FieldSchema) {
    next(event);
    remove(event, key);
    add(event, field);
}

/// Every mutation.
pub(crate) const MUTATIONS: &[Mutation] = &[
    mutation("nothing", &[], |_| {}),
    mutation("another crate", &[], |e| e.declared_by = "other::Event".into()),
    mutation("another order of fields", &[], |e| {
        let last = e.fields.len() as u32 - 1;
        e.fields.reverse();
        e.enums.iter_mut().for_each(|table| table.field = last - table.field);
    }),
    mutation("another order of codes", &[], |e| codes(e).reverse()),
    mutation("another order of texts", &[], |e| {
        review(e, "m_language").limits = values(8, &["rust", "go"]);
    }),
    mutation("field added", &["C0002"], |e| {
        next(e);
        add(e, number("m_new", Kind::U8, None, Rounding::Exact));
    }),
    mutation("optional field added", &["C0002"], |e| {
        next(e);
        let field = number("m_new", Kind::U8, None, Rounding::Exact);
        add(e, FieldSchema { optional: true, ..field });
    }),
    mutation("field added without a version", &["C0002", "C0003"], |e| {
        add(e, number("m_new", Kind::U8, None, Rounding::Exact));
    }),
    mutation("version lowered", &["C0003"], |e| e.version -= 1),
    mutation("version skipped", &["C0003"], |e| e.version += 2),
    mutation("version skipped with a field", &["C0002", "C0003"], |e| {
        e.version += 2;
        add(e, number("m_new", Kind::U8, None, Rounding::Exact));
    }),
    mutation("version raised", &["C0004"], next),
    mutation("wider kind", &["C0005"], |e| field(e, "m_count").kind = Kind::U64),
    mutation("number to duration", &["C0005"], |e| field(e, "m_count").kind = Kind::Duration),
    mutation("float to bool", &["C0005"], |e| field(e, "m_exact").kind = Kind::Bool),
    mutation("number to text", &["C0005", "C0023"], |e| {
        let text = audited("m_exact", reviewed(values(8, &["go"]), true));
        let description = field(e, "m_exact").description.clone();
        *field(e, "m_exact") = FieldSchema { description, ..text };
        let definition = DefinitionHash([8; 32]);
        review(e, "m_exact").definition = definition;
    }),
    mutation("unit changed", &["C0006"], |e| field(e, "m_count").unit = Unit::from_symbol("s")),
    mutation("unit removed", &["C0006"], |e| field(e, "m_count").unit = None),
    mutation("unit added", &["C0006"], |e| field(e, "m_exact").unit = Unit::from_symbol("B")),
    mutation("rounding changed", &["C0007"], |e| {
        field(e, "m_count").granularity.rounding = Rounding::Step(5.0);
    }),
    mutation("rounding removed", &["C0007"], |e| {
        field(e, "m_count").granularity.rounding = Rounding::Exact;
    }),
    mutation("maximum raised", &["C0007"], |e| field(e, "m_count").granularity.max = Some(200.0)),
    mutation("bounds changed", &["C0007"], |e| {
        field(e, "m_size").granularity.rounding = buckets(&[0.0, 20.0]);
    }),
    mutation("rounding added", &["C0007"], |e| {
        field(e, "m_exact").granularity.rounding = Rounding::PowerOfTwo;
    }),
    mutation("key changed", &["C0008"], |e| {
        next(e);
        field(e, "m_count").key = "m_other".into();
    }),
    mutation("key of an enum changed", &["C0008"], |e| {
        next(e);
        field(e, "m_cause").key = "m_reason".into();
    }),
    mutation("key changed without a version", &["C0003", "C0008"], |e| {
        field(e, "m_count").key = "m_other".into();
    }),
    mutation("field removed", &["C0010"], |e| {
        next(e);
        remove(e, "m_count");
    }),
    mutation("field removed without a version", &["C0003", "C0010"], |e| remove(e, "m_cause")),
    mutation("field made optional or required", &["C0011"], |e| {
        let field = field(e, "m_count");
        field.optional = !field.optional;
    }),
    mutation("code renumbered", &["C0012"], |e| codes(e)[0].code = 9),
    mutation("codes swapped", &["C0012"], |e| {
        codes(e)[0].code = 2;
        codes(e)[1].code = 1;
    }),
    mutation("code given to another", &["C0012"], |e| {
        codes(e)[0] = code(1, "Offline", "There is no network.");
    }),
    mutation("code taken over", &["C0012"], |e| {
        codes(e).remove(1);
        codes(e)[0].code = 2;
    }),
    mutation("code added", &["C0013"], |e| codes(e).push(code(7, "Offline", "No network."))),
    mutation("code renamed", &["C0014"], |e| codes(e)[0].name = "TooSlow".into()),
    mutation("code respelled and described", &["C0014"], |e| {
        codes(e)[0] = code(1, "Timeouts", "It took longer than allowed.");
    }),
    mutation("code removed", &["C0015"], |e| drop(codes(e).remove(0))),
    mutation("made experimental", &["C0021"], |e| e.stability = Stability::Experimental),
    mutation("private text audited", &["C0023"], |e| {
        let review = TextReview {
            definition: DefinitionHash([8; 32]),
            ..reviewed(values(8, &["go"]), true)
        };
        let field = field(e, "m_query");
        (field.privacy, field.review) = (Privacy::Audited, Some(review));
    }),
    mutation("number replaced by a text", &["C0002", "C0010", "C0023"], |e| {
        let review = TextReview {
            definition: DefinitionHash([8; 32]),
            ..reviewed(values(8, &["go"]), true)
        };
        replace(e, "m_count", audited("m_count_text", review));
    }),
    mutation("text kept", &["C0024"], |e| {
        let field = field(e, "m_release");
        (field.privacy, field.review) = (Privacy::Private, None);
    }),
    mutation("last text without identity kept", &["C0024", "C0029"], |e| {
        let field = field(e, "m_language");
        (field.privacy, field.review) = (Privacy::Private, None);
    }),
    mutation("value added", &["C0025"], |e| {
        review(e, "m_language").limits = values(8, &["go", "rust", "c"]);
    }),
    mutation("value exchanged", &["C0025"], |e| {
        review(e, "m_language").limits = values(8, &["go", "c"]);
    }),
    mutation("longer maximum", &["C0025"], |e| {
        review(e, "m_language").limits = values(9, &["go", "rust"]);
    }),
    mutation("another pattern", &["C0025"], |e| {
        review(e, "m_release").limits = pattern(40, "[a-z]{1,33}");
    }),
    mutation("list to pattern", &["C0025"], |e| {
        review(e, "m_language").limits = pattern(8, "[a-z]{1,8}");
    }),
    mutation("value removed", &["C0026"], |e| {
        review(e, "m_language").limits = values(8, &["go"]);
    }),
    mutation("shorter maximum", &["C0026"], |e| {
        review(e, "m_release").limits = pattern(36, "[a-z]{1,32}");
    }),
    mutation("finer buckets under a new key", &["C0002", "C0010", "C0027"], |e| {
        let bounds = buckets(&[0.0, 5.0, 10.0, 100.0]);
        replace(e, "m_size", number("m_size_fine", Kind::U64, None, bounds));
    }),
    mutation("buckets removed under a new key", &["C0002", "C0010", "C0027"], |e| {
        replace(e, "m_size", number("m_bytes", Kind::U64, None, Rounding::Exact));
    }),
    mutation("finer rounding under a new key", &["C0002", "C0010", "C0027"], |e| {
        let field = number("m_count_fine", Kind::U32, Some(100.0), Rounding::Step(5.0));
        replace(e, "m_count", FieldSchema { unit: Unit::from_symbol("ms"), ..field });
    }),
    mutation("finer unit under a new key", &["C0002", "C0010", "C0027"], |e| {
        let field = number("m_count_us", Kind::U32, Some(100_000.0), Rounding::Step(1000.0));
        replace(e, "m_count", FieldSchema { unit: Unit::from_symbol("us"), ..field });
    }),
    mutation("fewer buckets under a new key", &["C0002", "C0010", "C0028"], |e| {
        replace(e, "m_size", number("m_size_coarse", Kind::U64, None, buckets(&[0.0, 100.0])));
    }),
    mutation("the same under a new key", &["C0002", "C0010"], |e| {
        replace(e, "m_exact", number("m_exactly", Kind::F64, None, Rounding::Exact));
    }),
    mutation("text with an identity", &["C0029"], |e| review(e, "m_language").with_user = true),
    mutation("text without an identity", &["C0030"], |e| review(e, "m_release").with_user = false),
    mutation("last text without identity removed", &["C0010", "C0029"], |e| {
        next(e);
        remove(e, "m_language");
    }),
    mutation("another purpose", &["C0031"], |e| e.purpose = Purpose::Security),
    mutation("expiry extended", &["C0032"], |e| e.expires = Some(day("2028-01-02"))),
    mutation("expiry removed", &["C0032"], |e| e.expires = None),
    mutation("review extended", &["C0032"], |e| review(e, "m_release").expires = day("2029-01-01")),
    mutation("expiry brought forward", &["C0033"], |e| e.expires = Some(day("2027-01-01"))),
    mutation("review shortened", &["C0033"], |e| {
        review(e, "m_release").expires = day("2027-01-01");
    }),
    mutation("sampled more often", &["C0043"], |e| e.sample_rate = SampleRate::new(0.2).ok()),
    mutation("no longer sampled", &["C0043"], |e| e.sample_rate = None),
    mutation("sampled less often", &["C0044"], |e| e.sample_rate = SampleRate::new(0.09).ok()),
    mutation("waiver of the event added", &["C0034"], |e| {
        e.waivers.push(Waiver { rule: "T0009".into(), reason: "Why not.".into() });
    }),
    mutation("waiver of a field added", &["C0034"], |e| {
        let waiver = Waiver { rule: "T0009".into(), reason: "Why not.".into() };
        field(e, "m_size").waivers = vec![waiver];
    }),
    mutation("waiver removed", &["C0035"], |e| e.waivers.clear()),
    mutation("waiver of a field removed", &["C0035"], |e| field(e, "m_count").waivers.clear()),
    mutation("reason of a waiver", &["C0036"], |e| e.waivers[0].reason = "Older clients.".into()),
    mutation("owner", &["C0036"], |e| e.owner = "other-team".into()),
    mutation("description", &["C0036"], |e| e.description = "A search was made.".into()),
    mutation("description of a field", &["C0036"], |e| {
        field(e, "m_count").description = "How many.".into();
    }),
    mutation("description of a code", &["C0036"], |e| codes(e)[0].description = "Slow.".into()),
    mutation("name of an enum", &["C0036"], |e| {
        let at = e.fields.iter().position(|field| field.key == "m_cause").expect("there");
        let table = e.enums.iter_mut().find(|table| table.field as usize == at);
        table.expect("an enum").name = "Reason".into();
    }),
    mutation("link of a review", &["C0036"], |e| review(e, "m_release").link = "elsewhere".into()),
    mutation("review of another declaration", &["C0037"], |e| {
        review(e, "m_release").definition = DefinitionHash([9; 32]);
    }),
    mutation("edited under an old review", &["C0036", "C0037"], |e| {
        e.owner = "other-team".into();
        reviews(e).for_each(|review| review.definition = DefinitionHash([7; 32]));
    }),
    mutation("something is charged for", &["C0038"], |e| {
        e.billing =
            Some(telemetry_schema::Billing { product: "search".into(), category: "query".into() });
    }),
];
