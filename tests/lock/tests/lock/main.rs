//! What `cargo build` says of a declaration that has changed since it was
//! accepted. Each case in `cases/` is built by the real cargo against a real
//! lock; how cases are written is said in [`case`].

mod case;
mod corpus;
mod diagnostics;
mod files;
mod judged;
mod lockfile;
mod pages;
mod place;
