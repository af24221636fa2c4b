//! The thread that keeps a journal going: compares the clocks, and makes
//! segments before they are needed, so that the record path waits for neither.

use std::{
    io::{self, PipeReader, PipeWriter, Read as _, Write as _},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use super::segments::Segments;

/// Wakes the keeper before its time, at the cost of a system call for many
/// segments and none for an event.
#[derive(Debug)]
pub(super) struct Wake {
    reader: PipeReader,
    writer: PipeWriter,
    /// A byte is in the pipe: another would say nothing more.
    asked: AtomicBool,
    stop: AtomicBool,
}

impl Wake {
    pub(super) fn new() -> io::Result<Self> {
        let (reader, writer) = io::pipe()?;
        let (asked, stop) = (AtomicBool::new(false), AtomicBool::new(false));
        Ok(Self { reader, writer, asked, stop })
    }

    pub(super) fn now(&self) {
        if !self.asked.swap(true, Ordering::AcqRel) {
            // A pipe that is broken costs punctuality only.
            let _ = (&self.writer).write_all(&[1]);
        }
    }

    fn woken(&self) {
        let _ = (&self.reader).read(&mut [0]);
        self.asked.store(false, Ordering::Release);
    }
}

/// The running thread. Dropping it ends it.
#[derive(Debug)]
pub(super) struct Keeper {
    segments: Arc<Segments>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    pub(super) fn start(segments: Arc<Segments>) -> Self {
        let kept = Arc::clone(&segments);
        let thread = thread::Builder::new().name("telemetry-journal".to_owned());
        let thread = thread.spawn(move || keep(&kept));
        if let Err(error) = &thread {
            segments.set_problem(Some(format!(
                "the thread of the journal cannot be started: {error}; times may be wrong after the clock is set, check the limits of the process"
            )));
        }
        Self { segments, thread: thread.ok() }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // A forked child has no such thread.
        if self.segments.switch.was_wiped() {
            return;
        }
        self.segments.wake.stop.store(true, Ordering::Relaxed);
        self.segments.wake.now();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn keep(segments: &Segments) {
    let alarm = alarm::Alarm::new();
    loop {
        let woken = alarm.wait(&segments.wake.reader);
        if woken {
            segments.wake.woken();
        }
        if segments.wake.stop.load(Ordering::Relaxed) {
            return;
        }
        segments.compare_clocks();
        segments.fill_up();
    }
}

/// Waits for the pipe, for the time to compare the clocks, and for somebody to
/// set the system's clock.
#[cfg(target_os = "linux")]
mod alarm {
    use std::{
        io::PipeReader,
        os::fd::{AsFd as _, OwnedFd},
    };

    use rustix::{
        event::{PollFd, PollFlags, Timespec, poll},
        time::{
            Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, timerfd_create,
            timerfd_settime,
        },
    };

    use crate::journal::clock::COMPARE_EVERY;

    /// Far beyond any clock, within what the kernel takes.
    const NEVER: i64 = 1 << 40;

    pub(super) struct Alarm {
        /// A timer that never fires and is cancelled when the clock is set.
        timer: Option<OwnedFd>,
    }

    impl Alarm {
        pub(super) fn new() -> Self {
            let flags = TimerfdFlags::CLOEXEC | TimerfdFlags::NONBLOCK;
            let timer = timerfd_create(TimerfdClockId::Realtime, flags).ok();
            let alarm = Self { timer };
            alarm.set();
            alarm
        }

        fn set(&self) {
            let Some(timer) = &self.timer else { return };
            let zero = Timespec { tv_sec: 0, tv_nsec: 0 };
            let never = Timespec { tv_sec: NEVER, tv_nsec: 0 };
            let flags = TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET;
            // Without it a set clock is seen at the next comparison.
            let _ =
                timerfd_settime(timer, flags, &Itimerspec { it_interval: zero, it_value: never });
        }

        /// Whether the pipe has something.
        pub(super) fn wait(&self, pipe: &PipeReader) -> bool {
            let period = Timespec { tv_sec: 0, tv_nsec: COMPARE_EVERY.subsec_nanos().into() };
            let pipe = pipe.as_fd();
            let timer = self.timer.as_ref().map_or(pipe, |timer| timer.as_fd());
            let mut fds = [pipe, timer].map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN));
            let ready = poll(&mut fds, Some(&period)).unwrap_or(0);
            if ready > 0 && self.timer.is_some() && !fds[1].revents().is_empty() {
                // Setting it again also takes the news away.
                self.set();
            }
            ready > 0 && !fds[0].revents().is_empty()
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod alarm {
    use std::io::PipeReader;

    use crate::journal::clock::COMPARE_EVERY;

    pub(super) struct Alarm;

    impl Alarm {
        pub(super) fn new() -> Self {
            Self
        }

        pub(super) fn wait(&self, _: &PipeReader) -> bool {
            std::thread::sleep(COMPARE_EVERY);
            false
        }
    }
}
