//! A program without unsafe code has no flag by hand.

#![deny(unsafe_code)]

use telemetry_core::__private::{FeatureFlag, Name};

struct Spell<const C: u8>;

unsafe impl<const C: u8> FeatureFlag for Spell<C> {
    const NAME: Name = Name::declare("spell");
}

fn main() {}
