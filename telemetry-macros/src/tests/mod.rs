//! Tests of the inner functions, which take and return tokens.

mod records;
mod reviews;
mod snapshots;
