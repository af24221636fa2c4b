//! Events of a library, which the tests find in the catalog though nothing
//! mentions them.

#![forbid(unsafe_code)]
#![deny(warnings)]

mod unused;
