//! What is switched at run time: the mode of an instance, and single events.
//!
//! Here lives what an administrator or the application says while the program
//! runs, how it is remembered in the data directory, and how every process of
//! that directory learns it. It may use the journal, the queue and the policy;
//! it must never decide what a mode means for an event, which is the policy's,
//! and no event's content passes through here.
//!
//! Two rules hold everywhere in here. What keeps more back is done in memory
//! first and then written down; what keeps less back is written down first. So
//! a crash in between leaves the stricter of the two.

mod check;
mod control;
mod error;
mod file;
mod outside;
mod watch;

pub use check::UnknownEvent;
pub(crate) use check::check_recorded;
pub(crate) use control::{Control, Kept};
pub use error::SwitchError;
pub use file::Remembered;
pub(crate) use file::SwitchesFile;
pub use outside::{Reach, remembered, set_mode, set_recorded};
pub(crate) use watch::Watch;
