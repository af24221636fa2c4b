//! The lock and the reviews of cases: what was accepted of them, step by step,
//! by the crates that `cargo telemetry` uses.

use std::collections::BTreeMap;

use telemetry_artifact::Artifact;
use telemetry_schema::{
    EventSchema,
    compare::accept,
    lock::{Declared, Lock, lock_path},
};

use crate::{
    case::{Case, Source, Step},
    place::{Place, review},
};

/// The entries that the build asks for, by the module that has the text.
pub(crate) type Entries = BTreeMap<String, Vec<String>>;

/// The module of a case's step.
fn step_slug(case: &Case, at: usize) -> String {
    // Only letters, as in a slug, so that no two are the same module.
    format!("{}-step-{}", case.slug, ["first", "second", "third", "fourth"][at])
}

fn now_slug(case: &Case) -> String {
    format!("{}-now", case.slug)
}

/// Asks the build, once for all, which reviews the cases need.
pub(crate) fn entries(name: &str, cases: &[Case]) -> Entries {
    let mut modules: Vec<(String, &Source)> = Vec::new();
    for case in cases {
        modules.push((now_slug(case), &case.now));
        for (at, step) in case.steps.iter().enumerate() {
            if let Step::Accepted(source) = step {
                modules.push((step_slug(case, at), source));
            }
        }
    }
    modules.retain(|(_, source)| source.has_texts());
    let modules = modules.iter().map(|(slug, source)| (slug.as_str(), *source));
    let place = Place::of(&format!("{name}_asking"), modules);
    let mut entries = Entries::new();
    for error in place.check().errors {
        let head =
            error.message.split("[[audited]]").nth(1).and_then(|it| it.split("\nreason").next());
        let head = head.unwrap_or_else(|| panic!("no entry in {error:?}"));
        entries
            .entry(error.module.replace('_', "-"))
            .or_default()
            .push(format!("[[audited]]{head}\n"));
    }
    entries
}

/// The reviews of a module: its entries with its terms.
fn reviews(entries: &Entries, slug: &str, source: &Source) -> String {
    let entries = entries.get(slug).map(Vec::as_slice).unwrap_or_default();
    let reviewed = entries.iter().map(|entry| {
        let key = entry.split("field = \"").nth(1).and_then(|it| it.split('"').next());
        let terms = key.and_then(|key| source.reviews.get(key)).cloned().unwrap_or_default();
        review(entry, &terms)
    });
    reviewed.collect()
}

/// The reviews of what is declared now.
pub(crate) fn reviews_now<'a>(
    entries: &Entries,
    cases: impl IntoIterator<Item = &'a Case>,
) -> String {
    let reviews = cases.into_iter().map(|case| reviews(entries, &now_slug(case), &case.now));
    reviews.collect()
}

/// What was accepted of each case, by its slug.
pub(crate) fn accepted(name: &str, cases: &[Case], entries: &Entries) -> BTreeMap<String, Lock> {
    let mut locks: BTreeMap<String, Lock> = BTreeMap::new();
    let last = cases.iter().map(|case| case.steps.len()).max().unwrap_or_default();
    for at in 0..last {
        let built = built(&format!("{name}_accepted_{at}"), cases, entries, at);
        for case in cases.iter().filter(|case| case.steps.len() > at) {
            let lock = locks.entry(case.slug.clone()).or_default();
            match &case.steps[at] {
                Step::Removed(action) => {
                    lock.remove(&format!("{}.{action}", case.slug)).expect("a live event");
                }
                Step::Accepted(_) => *lock = with(lock, case, &built),
            }
        }
    }
    locks
}

fn with(lock: &Lock, case: &Case, built: &[EventSchema]) -> Lock {
    let own = built.iter().filter(|event| is_of(case, event));
    let declared: Vec<Declared<'_>> = own.map(Declared::from).collect();
    assert!(!declared.is_empty(), "{}: nothing was declared", case.slug);
    accept(lock, &declared).unwrap_or_else(|denied| panic!("{}: {denied:#?}", case.slug))
}

fn is_of(case: &Case, event: &EventSchema) -> bool {
    event.feature == case.slug || event.feature.starts_with(&format!("{}.", case.slug))
}

/// The events of the cases at this step, as the compiler made them.
fn built(name: &str, cases: &[Case], entries: &Entries, at: usize) -> Vec<EventSchema> {
    let sources: Vec<(&Case, &Source)> = cases
        .iter()
        .filter_map(|case| match case.steps.get(at) {
            Some(Step::Accepted(source)) => Some((case, source)),
            _ => None,
        })
        .collect();
    let modules = sources.iter().map(|(case, source)| (case.slug.as_str(), *source));
    let place = Place::of(name, modules);
    let texts: String = sources
        .iter()
        .map(|(case, source)| reviews(entries, &step_slug(case, at), source))
        .collect();
    place.write("protocol/reviews.toml", &texts);
    let output = place.build_unaccepted();
    output.expect_success();
    let artifact = Artifact::open(&output.library.expect("a library")).expect("readable");
    assert!(artifact.damage.is_empty(), "{:?}", artifact.damage);
    artifact.events
}

/// Writes the locks into the workspace of a place.
pub(crate) fn write<'a>(place: &Place, locks: impl IntoIterator<Item = &'a Lock>) {
    for (feature, locked) in locks.into_iter().flat_map(|lock| &lock.features) {
        place.write(&lock_path(feature), &locked.write(feature));
    }
}
