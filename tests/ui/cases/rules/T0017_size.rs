//! Many long keys together are a large event.

use telemetry_core::telemetry_event;

/// A search was made.
#[telemetry_event(feature = "search", action = "made", owner = "search-team", purpose = "reliability")]
struct Made {
    /// A number.
    a_count_of_something_that_has_a_very_long_name_and_says_so_a: u32,
    /// A number.
    b_count_of_something_that_has_a_very_long_name_and_says_so_b: u32,
    /// A number.
    c_count_of_something_that_has_a_very_long_name_and_says_so_c: u32,
    /// A number.
    d_count_of_something_that_has_a_very_long_name_and_says_so_d: u32,
    /// A number.
    e_count_of_something_that_has_a_very_long_name_and_says_so_e: u32,
    /// A number.
    f_count_of_something_that_has_a_very_long_name_and_says_so_f: u32,
    /// A number.
    g_count_of_something_that_has_a_very_long_name_and_says_so_g: u32,
    /// A number.
    h_count_of_something_that_has_a_very_long_name_and_says_so_h: u32,
    /// A number.
    i_count_of_something_that_has_a_very_long_name_and_says_so_i: u32,
    /// A number.
    j_count_of_something_that_has_a_very_long_name_and_says_so_j: u32,
    /// A number.
    k_count_of_something_that_has_a_very_long_name_and_says_so_k: u32,
    /// A number.
    l_count_of_something_that_has_a_very_long_name_and_says_so_l: u32,
    /// A number.
    m_count_of_something_that_has_a_very_long_name_and_says_so_m: u32,
    /// A number.
    n_count_of_something_that_has_a_very_long_name_and_says_so_n: u32,
}

fn main() {}
