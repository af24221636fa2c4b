//! The events of a library that is linked and not otherwise used.

#![forbid(unsafe_code)]

use telemetry_core::linked_catalog;
use telemetry_hygiene_tests as _;

#[test]
fn an_unused_module_of_a_library_is_in_the_catalog() {
    let catalog = linked_catalog().expect("no duplicates");
    let [event] = catalog.events() else { panic!("one event, not {catalog:?}") };
    assert_eq!(event.declared_by, "telemetry_hygiene_tests::Happened");
}
