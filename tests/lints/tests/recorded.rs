//! What was declared under all these lints works.

use telemetry_core::{linked_catalog, testing::Capture};
use telemetry_lint_tests::{Closed, Search};

#[test]
fn it_is_in_the_catalog_and_is_recorded() {
    let capture = Capture::new();
    capture.recorder().record(Search::Failed);
    capture.recorder().record(Closed::default());
    let catalog = linked_catalog().expect("no duplicates");
    let actions: Vec<_> = catalog.events().iter().map(|event| event.action.as_str()).collect();
    assert_eq!(actions, ["closed", "failed", "opened", "resultsShown"]);
    let never = capture.never_recorded(&catalog);
    let never: Vec<_> = never.iter().map(|event| event.action.as_str()).collect();
    assert_eq!(never, ["opened", "resultsShown"]);
}
