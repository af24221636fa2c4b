//! Safe code does not make a type an enum of values.

use telemetry_core::__private::{CodeTable, Coded};

struct Letter(u8);

impl Coded for Letter {
    const TABLE: CodeTable = CodeTable::declare(b"", &[], 0);
    fn code(&self) -> i32 {
        i32::from(self.0)
    }
}

fn main() {}
