//! A schema is not put together.

use telemetry_core::__private::Schema;

fn main() {
    Schema { record: b"", head: b"", parameters: b"", metadata: b"", private: b"" };
}
