//! A key may speak of people and secrets as long as the value does not.

use telemetry_core::{MetadataValue, telemetry_event};

/// The kind of a phone.
#[derive(MetadataValue)]
#[allow(dead_code)]
enum Phone {
    /// With buttons.
    Plain = 1,
    /// With a screen.
    Smart = 2,
}

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// How many tokens.
    token_count: u32,
    /// The length of the name in characters.
    name_length: u32,
    /// Whether a password is set.
    has_password: bool,
    /// Which kind of phone it is.
    phone: Phone,
    /// The number of the repository on this instance.
    repo_id: u64,
    /// How many customers are in the list.
    customers: u32,
    /// Who asked; stays here.
    #[telemetry(private)]
    email: String,
}

fn main() {}
