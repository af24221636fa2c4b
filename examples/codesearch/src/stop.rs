//! Being told to stop: Ctrl-C, or the system asking the process to end.
//! Signals are caught from the moment a [`StopSignals`] exists, so make it
//! before anybody can know that the service runs.

use std::io;

#[cfg(unix)]
pub(crate) use on_unix::StopSignals;
#[cfg(windows)]
pub(crate) use on_windows::StopSignals;

#[cfg(unix)]
mod on_unix {
    use tokio::signal::unix::{Signal, SignalKind, signal};

    use super::io;

    pub(crate) struct StopSignals {
        interrupt: Signal,
        terminate: Signal,
    }

    impl StopSignals {
        /// # Errors
        /// When the operating system refuses.
        pub(crate) fn catch() -> io::Result<Self> {
            let interrupt = signal(SignalKind::interrupt())?;
            let terminate = signal(SignalKind::terminate())?;
            Ok(Self { interrupt, terminate })
        }

        /// Ready with the first signal.
        pub(crate) async fn received(mut self) {
            tokio::select! {
                _ = self.interrupt.recv() => {}
                _ = self.terminate.recv() => {}
            }
        }
    }
}

#[cfg(windows)]
mod on_windows {
    use tokio::signal::windows::{CtrlC, ctrl_c};

    use super::io;

    pub(crate) struct StopSignals(CtrlC);

    impl StopSignals {
        /// # Errors
        /// When the operating system refuses.
        pub(crate) fn catch() -> io::Result<Self> {
            ctrl_c().map(Self)
        }

        /// Ready with the first signal.
        pub(crate) async fn received(mut self) {
            self.0.recv().await;
        }
    }
}
