//! As many short keys are a small one.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// A number.
    a_count: u32,
    /// A number.
    b_count: u32,
    /// A number.
    c_count: u32,
    /// A number.
    d_count: u32,
    /// A number.
    e_count: u32,
    /// A number.
    f_count: u32,
    /// A number.
    g_count: u32,
    /// A number.
    h_count: u32,
    /// A number.
    i_count: u32,
    /// A number.
    j_count: u32,
    /// A number.
    k_count: u32,
    /// A number.
    l_count: u32,
    /// A number.
    m_count: u32,
    /// A number.
    n_count: u32,
}

fn main() {}
