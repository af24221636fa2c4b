//! The debug console in a real browser: headless Chromium, driven over the
//! WebDriver protocol, against a console on loopback and a queue on disk.
//!
//! Needs `chromium` and `chromedriver` (Debian: `chromium chromium-driver`).
//! Without them the tests fail where `CI=true` and otherwise say that they
//! were skipped. `UPDATE_SCREENSHOTS=1` writes the pictures of `docs/console`.

mod driver;
mod events;
mod fixture;

mod access;
mod looks;
mod reading;
