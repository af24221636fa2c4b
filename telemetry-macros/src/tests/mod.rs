//! Tests of the inner functions, which take and return tokens.

mod half_typed;
mod records;
mod reviews;
mod snapshots;
