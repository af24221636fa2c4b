//! What the benches share: how rounds are compared, and how results are shown
//! to people and programs. It knows numbers, names and files of the system, and
//! nothing of what is measured: no recorder, queue or peer may be named here.
//!
//! | file | its one job |
//! |---|---|
//! | `stats` | medians, percentiles and ratios |
//! | `rounds` | all sides in turn, in another order each time |
//! | `series` | a line of a plot: figures along an axis, as a table and as JSON |
//! | `svg` | the plot |
//! | `target` | a figure and its bound |
//! | `report` | the results for programs, and where the plot goes |
//! | `machine` | what the bench ran on, and what else ran there |

pub mod machine;
pub mod report;
pub mod rounds;
pub mod series;
pub mod stats;
pub mod svg;
pub mod target;

pub use report::{Findings, Report};
pub use series::Series;
pub use target::Target;
