//! The reference as `cargo telemetry docs` writes it, used by what it is for: a
//! browser, a compiler of TypeScript, two databases, and people who compare two
//! versions of it.

mod catalogue;
mod committed;
mod files;
mod lines;
mod place;
mod strings;
mod tables;
mod typescript;

#[path = "../support/databases.rs"]
mod databases;

#[allow(dead_code, reason = "shared with the tests of the console")]
#[path = "../../../tests/browser/driver.rs"]
mod driver;

#[allow(unreachable_pub, reason = "shared with the tests of the lock")]
#[path = "../../../telemetry-schema/tests/arbitrary/mod.rs"]
mod arbitrary;
