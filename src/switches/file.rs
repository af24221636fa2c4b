//! The file in which the data directory remembers what was switched at run
//! time. Replaced whole, so that a reader sees the old or the new one and
//! nothing in between; whoever changes it holds a lock beside it.
//!
//! ```text
//! telemetry switches 1
//! changed 1769763600000000
//! mode 1769763600000000 off
//! purged 1769763600000000
//! not search resultsShown
//! not cody
//! end
//! ```
//!
//! `not` names an event that is not recorded, or all of a feature. Numbers are microseconds since 1970-01-01 UTC, later ones always greater.
//! What cannot be read in full is an error: what was switched off must not
//! come back because a disk forgot it.

use std::{
    fmt::Write as _,
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    time::SystemTime,
};

use telemetry_core::journal::SwitchedOff;

use crate::{
    data_dir::{DataDirError, unusable},
    policy::Mode,
};

const FIRST_LINE: &str = "telemetry switches 1";

/// What was switched at run time and is remembered in the data directory. The
/// default is that nothing ever was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remembered {
    /// When it was changed last: microseconds since 1970-01-01 UTC.
    pub changed_at: i64,
    /// The mode that was set last, and when.
    pub mode: Option<(Mode, i64)>,
    /// When the mode was set to `off` for the last time; 0 for never. What was
    /// recorded before is purged, also by whoever looks only afterwards.
    pub(crate) purged_at: i64,
    /// The events that are not recorded, whatever the mode.
    pub not_recorded: SwitchedOff,
}

impl Remembered {
    /// Whether nothing is recorded until another mode is set.
    #[must_use]
    pub fn is_off(&self) -> bool {
        matches!(self.mode, Some((Mode::Off, _)))
    }

    /// When the mode was set last, for comparing.
    pub(super) fn mode_at(&self) -> i64 {
        self.mode.as_ref().map_or(0, |(_, at)| *at)
    }

    pub(super) fn set_mode(&mut self, mode: &Mode) {
        let at = self.next_time();
        if *mode == Mode::Off {
            self.purged_at = at;
        }
        self.mode = Some((mode.clone(), at));
    }

    pub(super) fn set_recorded(&mut self, feature: &str, action: Option<&str>, recorded: bool) {
        self.next_time();
        if recorded {
            self.not_recorded.remove(feature, action);
        } else {
            self.not_recorded.insert(feature, action);
        }
    }

    /// Later than every change before it, whatever the clock says.
    fn next_time(&mut self) -> i64 {
        let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_micros();
        self.changed_at = i64::try_from(now).unwrap_or(i64::MAX).max(self.changed_at + 1);
        self.changed_at
    }

    fn write(&self) -> String {
        let mut text = format!("{FIRST_LINE}\nchanged {}\n", self.changed_at);
        if let Some((mode, at)) = &self.mode {
            let _ = writeln!(text, "mode {at} {mode}");
        }
        let _ = writeln!(text, "purged {}", self.purged_at);
        for (feature, action) in self.not_recorded.iter() {
            let (space, action) = action.map_or(("", ""), |action| (" ", action));
            let _ = writeln!(text, "not {feature}{space}{action}");
        }
        text.push_str("end\n");
        text
    }

    fn read(text: &str) -> Option<Self> {
        let lines = text.strip_prefix(FIRST_LINE)?.strip_prefix('\n')?.strip_suffix("end\n")?;
        let mut found = Self::default();
        for line in lines.lines() {
            let (word, rest) = line.split_once(' ')?;
            match word {
                "changed" => found.changed_at = rest.parse().ok()?,
                "purged" => found.purged_at = rest.parse().ok()?,
                "mode" => {
                    let (at, mode) = rest.split_once(' ')?;
                    found.mode = Some((mode.parse().ok()?, at.parse().ok()?));
                }
                "not" => {
                    let (feature, action) = rest.split_once(' ').unzip();
                    found.not_recorded.insert(name(feature.unwrap_or(rest))?, action);
                    action.map_or(Some(""), name)?;
                }
                _ => return None,
            }
        }
        Some(found)
    }
}

/// The name of a feature or an action, which has no space in it.
fn name(text: &str) -> Option<&str> {
    (!text.is_empty() && !text.contains(' ')).then_some(text)
}

/// See the module.
#[derive(Debug, Clone)]
pub(crate) struct SwitchesFile {
    path: PathBuf,
}

impl SwitchesFile {
    pub(crate) const fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// What it holds; nothing if there is none.
    pub(crate) fn read(&self) -> Result<Remembered, DataDirError> {
        let text = match fs::read_to_string(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Default::default()),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(self.damaged()),
            read => read.map_err(|source| unusable(&self.path, source))?,
        };
        Remembered::read(&text).ok_or_else(|| self.damaged())
    }

    /// Changes what it holds, durably on return; what it held before, and what
    /// it holds now.
    pub(super) fn change(
        &self,
        change: impl FnOnce(&mut Remembered),
    ) -> Result<(Remembered, Remembered), DataDirError> {
        let failed = |source| unusable(&self.path, source);
        let lock = owner_only().truncate(false).open(self.path.with_extension("lock"));
        let lock = lock.map_err(failed)?;
        lock.lock().map_err(failed)?;
        let before = self.read()?;
        let mut after = before.clone();
        change(&mut after);
        self.replace(&after.write()).map_err(failed)?;
        Ok((before, after))
    }

    fn replace(&self, text: &str) -> io::Result<()> {
        let new = self.path.with_extension("new");
        let mut file = owner_only().truncate(true).open(&new)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, &self.path)?;
        File::open(self.path.parent().unwrap_or(Path::new(".")))?.sync_all()
    }

    fn damaged(&self) -> DataDirError {
        DataDirError::Damaged {
            path: self.path.clone(),
            wanted: "what was switched at run time, as this release writes it",
            consequence: "what was switched off is recorded again",
        }
    }
}

fn owner_only() -> OpenOptions {
    let mut options = File::options();
    options.write(true).create(true).mode(0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remembered(mode: &str) -> Remembered {
        let mut all = Remembered::default();
        all.set_mode(&mode.parse().expect("a mode"));
        all
    }

    #[test]
    fn what_is_written_is_read() {
        for mode in ["on", "on:search,cody.chat", "local", "off"] {
            let all = remembered(mode);
            assert_eq!(Remembered::read(&all.write()), Some(all), "{mode}");
        }
        let mut all = remembered("local");
        all.set_recorded("cody", None, false);
        all.set_recorded("search.files", Some("opened"), false);
        assert_eq!(Remembered::read(&all.write()), Some(all.clone()));
        all.set_recorded("cody", None, true);
        assert_eq!(Remembered::read(&all.write()), Some(all));
        assert_eq!(Remembered::read(&Remembered::default().write()), Some(Default::default()));
    }

    #[test]
    fn a_part_of_it_is_not_read() {
        let whole = remembered("off").write();
        for length in 0..whole.len() {
            assert_eq!(Remembered::read(&whole[..length]), None, "{length} bytes");
        }
        for other in [
            whole.replace("1\n", "2\n"),
            whole.replace("off", "of"),
            whole.clone() + "x",
            whole.replace("end", "not \nend"),
            whole.replace("end", "not a b c\nend"),
        ] {
            assert_eq!(Remembered::read(&other), None, "{other}");
        }
    }

    #[test]
    fn times_only_grow() {
        let mut all = Remembered { changed_at: i64::MAX - 10, ..Default::default() };
        all.set_mode(&Mode::Off);
        let off = all.mode_at();
        all.set_mode(&Mode::Local);
        assert!(off > i64::MAX - 10 && all.mode_at() > off);
        assert_eq!(all.purged_at, off);
    }
}
