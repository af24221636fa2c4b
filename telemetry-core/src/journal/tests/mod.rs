//! Tests of the journal by its parts.

mod kept;
