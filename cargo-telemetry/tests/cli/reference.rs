//! A check of a workspace that has a generated reference.

use crate::site::{COUNT, Site, event};

#[test]
fn t0024_fires_for_a_reference_of_another_lock() {
    let site = Site::of_one("reference", &event("reference", "opened", 0, COUNT));
    site.telemetry("", &["accept"]).expect(0, &[]);
    site.docs();
    site.telemetry("", &["check"]).expect(0, &[]);
    // Of words that are not accepted yet, lock and reference say the old ones.
    site.edit("src/lib.rs", "How many", "How very many");
    site.telemetry("", &["check"]).expect(1, &["warn[telemetry::C0036]", "protocol/reference"]);
    site.telemetry("", &["accept"]).expect(0, &[]);
    let stale = ["warn[telemetry::T0024] the reference: `", "not what the lock says"];
    site.telemetry("", &["check"]).expect(1, &stale);
    site.docs();
    site.telemetry("", &["check"]).expect(0, &[]);
}

#[test]
fn t0024_is_silent_without_a_reference() {
    let site = Site::of_one("unreferenced", &event("unreferenced", "opened", 0, COUNT));
    site.telemetry("", &["accept"]).expect(0, &[]);
    site.edit("src/lib.rs", "How many", "How very many");
    site.telemetry("", &["check"]).expect(0, &["free[telemetry::C0036]"]);
}
