//! Tests of the journal by its parts.

mod damage;
mod format;
mod kept;
mod model;
