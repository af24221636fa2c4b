//! Switches one process: what records, what the drain and the exporter ask, and
//! what waits.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use telemetry_core::journal::{Journal, SwitchedOff};

use super::{Remembered, SwitchError, SwitchesFile};
use crate::{
    data_dir::DataDirError,
    drain,
    policy::{AcceptedEvents, CurrentMode, Mode},
    queue::Queue,
};

/// How long a switch waits for the journal to be read to its end.
const PATIENCE: Duration = Duration::from_secs(5);

/// The switches of one process.
#[derive(Debug)]
pub(crate) struct Control {
    pub(crate) journal: Journal,
    pub(crate) queue: Queue,
    pub(crate) mode: CurrentMode,
    pub(crate) accepted: AcceptedEvents,
    /// None for an instance in memory.
    kept: Option<Kept>,
    wish: Mutex<Wish>,
    /// Held while the journal and the queue are brought in line: two at a time
    /// would leave a part of each.
    in_line: Mutex<()>,
}

/// Where the data directory keeps what concerns switching.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) file: SwitchesFile,
    /// The journals of all processes.
    pub(crate) journals: PathBuf,
}

/// What is to be, and how far it is.
#[derive(Debug, Default)]
struct Wish {
    /// What the data directory remembered when this process looked last.
    remembered: Remembered,
    mode: Mode,
    off: SwitchedOff,
    /// How many changes were asked for, and up to which the journal and the
    /// queue are in line.
    asked: u64,
    done: u64,
    /// Which of them was the last that purges everything, or single events, and
    /// up to which that is done.
    purge_all: u64,
    purge_events: u64,
    purged: u64,
    /// What was told last, so that it is told once.
    problem: Option<String>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a panic leaves behind is whole in all of these.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Control {
    /// For a process that starts with the mode that `mode` has, when this is
    /// remembered.
    pub(crate) fn new(
        journal: Journal,
        queue: Queue,
        mode: CurrentMode,
        accepted: AcceptedEvents,
        kept: Option<(Kept, Remembered)>,
    ) -> Self {
        let (kept, remembered) = kept.unzip();
        let remembered = remembered.unwrap_or_default();
        let off = remembered.not_recorded.clone();
        let wish = Wish { remembered, mode: mode.get(), off, ..Wish::default() };
        let (wish, in_line) = (Mutex::new(wish), Mutex::default());
        Self { journal, queue, mode, accepted, kept, wish, in_line }
    }

    /// Sets the mode here, in the data directory, and so in all processes of it.
    pub(crate) fn set_mode(&self, mode: &Mode) -> Result<(), SwitchError> {
        let stricter = match mode {
            Mode::Off => true,
            Mode::Local => lock(&self.wish).mode != Mode::Off,
            Mode::On(_) => false,
        };
        self.switch(stricter, |it| it.set_mode(mode))
    }

    /// Switches an event, or all of a feature, off or on again: here, in the
    /// data directory, and so in all processes of it.
    pub(crate) fn set_recorded(
        &self,
        feature: &str,
        action: Option<&str>,
        recorded: bool,
    ) -> Result<(), SwitchError> {
        self.switch(!recorded, |it| it.set_recorded(feature, action, recorded))
    }

    /// What the data directory remembered when this process looked last.
    pub(crate) fn remembered(&self) -> Remembered {
        lock(&self.wish).remembered.clone()
    }

    fn switch(&self, stricter: bool, change: impl Fn(&mut Remembered)) -> Result<(), SwitchError> {
        let remembered = self.wish(stricter, change);
        match remembered {
            Err(error) if !stricter => Err(SwitchError::NotChanged(error)),
            remembered => {
                let in_line = self.bring_in_line();
                remembered.map_err(SwitchError::NotRemembered).and(in_line)
            }
        }
    }

    /// Says what is to be, and writes it down; the stricter first.
    fn wish(&self, stricter: bool, change: impl Fn(&mut Remembered)) -> Result<(), DataDirError> {
        let mut wish = lock(&self.wish);
        let known = wish.remembered.clone();
        let mut wanted = known.clone();
        change(&mut wanted);
        let Some(kept) = &self.kept else {
            self.aim(&mut wish, wanted);
            return Ok(());
        };
        if stricter {
            self.aim(&mut wish, wanted);
            wish.remembered = known;
        }
        let (before, after) = kept.file.change(change)?;
        // What others switched meanwhile, and then what is switched here.
        self.aim(&mut wish, before);
        self.aim(&mut wish, after);
        Ok(())
    }

    /// Says what is to be, as far as this differs from what was known. What
    /// keeps more back holds at once; what was recorded before is purged before
    /// anything of it is recorded again.
    fn aim(&self, wish: &mut Wish, found: Remembered) {
        let known = std::mem::replace(&mut wish.remembered, found.clone());
        let sets_mode = found.mode_at() != known.mode_at();
        let mode = found.mode.map_or_else(|| wish.mode.clone(), |(mode, _)| mode);
        if found.purged_at != known.purged_at || sets_mode && wish.mode == Mode::Off {
            self.journal.set_on(false);
            self.mode.set(Mode::Off);
            wish.asked += 1;
            wish.purge_all = wish.asked;
        }
        if sets_mode {
            wish.mode = mode;
            wish.asked += 1;
            if wish.purge_all <= wish.purged {
                self.mode.set(wish.mode.clone());
            }
        }
        if found.not_recorded != known.not_recorded {
            self.aim_events(wish, found.not_recorded);
        }
    }

    fn aim_events(&self, wish: &mut Wish, off: SwitchedOff) {
        let before = self.mode.switched_off();
        wish.asked += 1;
        if off.adds_to(&before) {
            wish.purge_events = wish.asked;
        }
        self.switch_off(before.union(&off));
        wish.off = off;
    }

    fn switch_off(&self, off: SwitchedOff) {
        let off = Arc::new(off);
        self.journal.switch_off(Arc::clone(&off));
        self.mode.switch_off(off);
    }

    /// Looks at what the data directory remembers, and does what is new or was
    /// not done yet.
    pub(crate) fn look(&self) {
        let problem = self.learn().or_else(|| {
            let wish = lock(&self.wish);
            let behind = wish.done < wish.asked;
            drop(wish);
            behind.then(|| self.bring_in_line().err()).flatten().map(|error| error.to_string())
        });
        let mut wish = lock(&self.wish);
        if wish.problem != problem {
            if let Some(problem) = &problem {
                tracing::warn!("{problem}");
            }
            wish.problem = problem;
        }
    }

    /// What is wrong with what the data directory remembers, if anything.
    fn learn(&self) -> Option<String> {
        let kept = self.kept.as_ref()?;
        // Locked before it is read: what this process writes is never older.
        let mut wish = lock(&self.wish);
        let found = match kept.file.read() {
            Ok(found) => found,
            Err(error) => return Some(format!("what is in force stays in force: {error}")),
        };
        // A file that is gone says nothing new.
        if found == wish.remembered || found == Remembered::default() {
            return None;
        }
        tracing::info!(
            mode = %found.mode.as_ref().map_or(&wish.mode, |(mode, _)| mode),
            "another process of this data directory has switched something"
        );
        self.aim(&mut wish, found);
        None
    }

    /// Brings the journal and the queue in line with what is to be.
    fn bring_in_line(&self) -> Result<(), SwitchError> {
        let _alone = lock(&self.in_line);
        loop {
            let (asked, all, events) = {
                let wish = lock(&self.wish);
                (wish.asked, wish.purge_all > wish.purged, wish.purge_events > wish.purged)
            };
            if all {
                self.purge_all()?;
            } else if events {
                self.purge_events()?;
            }
            if !self.enter(asked) {
                continue;
            }
            drain::apply(&self.queue, &self.mode, &self.accepted)?;
            let mut wish = lock(&self.wish);
            wish.done = asked;
            if wish.asked == asked {
                return Ok(());
            }
        }
    }

    /// Lets hold what is to be, now that what was to be purged up to here is
    /// gone; false if more is to be purged by now.
    fn enter(&self, purged: u64) -> bool {
        let mut wish = lock(&self.wish);
        wish.purged = purged;
        if wish.purge_all > purged || wish.purge_events > purged {
            return false;
        }
        self.switch_off(wish.off.clone());
        self.mode.set(wish.mode.clone());
        self.journal.set_on(wish.mode != Mode::Off);
        true
    }

    /// Gives up what waits: in the journal of this process, in those of ended
    /// ones, in the queue. Nothing is recorded meanwhile.
    fn purge_all(&self) -> Result<(), SwitchError> {
        self.journal.flush(PATIENCE).map_err(SwitchError::NotPurged)?;
        if let Some(kept) = &self.kept {
            Journal::discard_ended(&kept.journals).map_err(SwitchError::NotDeleted)?;
        }
        self.queue.purge_waiting()?;
        Ok(())
    }

    /// The same for what is switched off of events. The drain leaves them out;
    /// `drain::apply` deletes those that the queue has.
    fn purge_events(&self) -> Result<(), SwitchError> {
        drain::recover(&self.queue, &self.journal).map_err(SwitchError::NotRead)?;
        self.journal.flush(PATIENCE).map_err(SwitchError::NotPurged)?;
        let off = self.mode.switched_off();
        self.queue.purge_events(&|feature, action| off.contains(feature, action))?;
        Ok(())
    }
}
