//! The queue through its public surface, over real files and real processes.
#![allow(clippy::unwrap_used, missing_docs)]

mod caps;
mod crash;
mod files;
mod full_disk;
mod leases;
mod model;
mod pages;
mod policy;
mod retention;
mod support;
mod writing;
