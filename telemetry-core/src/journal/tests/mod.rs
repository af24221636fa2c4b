//! Tests of the journal by its parts.

mod ahead;
mod damage;
mod format;
mod kept;
mod model;
mod sampled;
