//! What an event is, does not depend on its value.

use telemetry_core::{
    Event,
    __private::{Schema, Values},
};

struct Made(Vec<Schema>);

unsafe impl Event for Made {
    const SCHEMAS: &'static [Schema] = &self.0;
    fn hand_over(&self, _: &mut Values) {}
}

fn main() {}
