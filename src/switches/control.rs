//! Switches one process: what records, what the drain and the exporter ask, and
//! what waits.

use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use telemetry_core::journal::Journal;

use super::{Remembered, SwitchError, SwitchesFile};
use crate::{
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
#[derive(Debug)]
struct Wish {
    /// What the data directory remembered when this process looked last.
    remembered: Remembered,
    mode: Mode,
    /// How many changes were asked for, and up to which the journal and the
    /// queue are in line.
    asked: u64,
    done: u64,
    /// Which of them was the last that purges, and up to which that is done.
    purge: u64,
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
        let wish = Wish {
            remembered: remembered.unwrap_or_default(),
            mode: mode.get(),
            asked: 0,
            done: 0,
            purge: 0,
            purged: 0,
            problem: None,
        };
        let (wish, in_line) = (Mutex::new(wish), Mutex::default());
        Self { journal, queue, mode, accepted, kept, wish, in_line }
    }

    /// Sets the mode here, in the data directory, and so in all processes of it.
    pub(crate) fn set_mode(&self, mode: &Mode) -> Result<(), SwitchError> {
        let remembered = self.wish_mode(mode);
        if let Err(SwitchError::NotChanged(_)) = remembered {
            return remembered;
        }
        let in_line = self.bring_in_line();
        remembered.and(in_line)
    }

    fn wish_mode(&self, mode: &Mode) -> Result<(), SwitchError> {
        let mut wish = lock(&self.wish);
        let stricter = match mode {
            Mode::Off => true,
            Mode::Local => wish.mode != Mode::Off,
            Mode::On(_) => false,
        };
        if stricter {
            self.aim(&mut wish, mode);
            return self.remember(&mut wish, mode).map_err(SwitchError::NotRemembered);
        }
        self.remember(&mut wish, mode).map_err(SwitchError::NotChanged)?;
        self.aim(&mut wish, mode);
        Ok(())
    }

    fn remember(&self, wish: &mut Wish, mode: &Mode) -> Result<(), crate::DataDirError> {
        let Some(kept) = &self.kept else { return Ok(()) };
        let (before, after) = kept.file.change(|it| it.set_mode(mode))?;
        if before.purged_at != wish.remembered.purged_at {
            // Another process purged, and this one has not seen it yet.
            self.aim_to_purge(wish);
        }
        wish.remembered = after;
        Ok(())
    }

    /// Says what is to be. What keeps more back holds at once, and what was
    /// recorded before `off` is purged before anything is recorded again.
    fn aim(&self, wish: &mut Wish, mode: &Mode) {
        if *mode == Mode::Off || wish.mode == Mode::Off {
            self.aim_to_purge(wish);
        }
        wish.mode = mode.clone();
        wish.asked += 1;
        if wish.purge == wish.purged {
            self.mode.set(mode.clone());
        }
    }

    fn aim_to_purge(&self, wish: &mut Wish) {
        self.journal.set_on(false);
        self.mode.set(Mode::Off);
        wish.asked += 1;
        wish.purge = wish.asked;
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
        let before = std::mem::replace(&mut wish.remembered, found.clone());
        if found.purged_at != before.purged_at {
            self.aim_to_purge(&mut wish);
        }
        if let Some((mode, _)) = found.mode.as_ref().filter(|_| found.mode_at() != before.mode_at())
        {
            tracing::info!(%mode, "another process of this data directory has set the mode");
            self.aim(&mut wish, mode);
        }
        None
    }

    /// Brings the journal and the queue in line with what is to be.
    fn bring_in_line(&self) -> Result<(), SwitchError> {
        let _alone = lock(&self.in_line);
        loop {
            let (asked, purge, purged) = {
                let wish = lock(&self.wish);
                (wish.asked, wish.purge, wish.purged)
            };
            if purge > purged {
                self.purge()?;
            }
            let Some(mode) = self.enter(purge) else { continue };
            if mode != Mode::Off {
                drain::apply(&self.queue, &mode, &self.accepted)?;
            }
            let mut wish = lock(&self.wish);
            wish.done = asked;
            if wish.asked == asked {
                return Ok(());
            }
        }
    }

    /// Lets the mode hold that is to be, now that what was to be purged up to
    /// here is gone; none if more is to be purged by now.
    fn enter(&self, purged: u64) -> Option<Mode> {
        let mut wish = lock(&self.wish);
        wish.purged = purged;
        if wish.purge > purged {
            return None;
        }
        self.mode.set(wish.mode.clone());
        self.journal.set_on(wish.mode != Mode::Off);
        Some(wish.mode.clone())
    }

    /// Gives up what waits: in the journal of this process, in those of ended
    /// ones, in the queue. Nothing is recorded meanwhile.
    fn purge(&self) -> Result<(), SwitchError> {
        self.journal.flush(PATIENCE).map_err(SwitchError::NotPurged)?;
        if let Some(kept) = &self.kept {
            Journal::discard_ended(&kept.journals).map_err(SwitchError::NotDeleted)?;
        }
        self.queue.purge_waiting()?;
        Ok(())
    }
}
