//! What a review does, from the declaration to what leaves. Each test makes
//! packages of its own and builds them with cargo.

mod accepted;
mod compiling;
mod leaving;
mod places;
