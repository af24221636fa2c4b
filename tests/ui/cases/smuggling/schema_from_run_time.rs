//! A schema holds what lives for ever.

use telemetry_core::__private::Schema;

fn schema(key: &str) -> Schema {
    Schema::declare(key.as_bytes())
}

fn main() {
    schema("repo_name");
}
