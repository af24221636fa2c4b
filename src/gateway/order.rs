//! The batches of one stream are checked at the same time and stored in their
//! order, however long each of them takes. Knows no batch, only how far each is.

use tokio::sync::watch;

/// How far a batch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Begun,
    /// It may be in memory, decoded. Who waits for a batch before it must not
    /// have that right instead of it, or both would wait for ever.
    Admitted,
    /// It is on its way to the sink, behind all that came before.
    HandedIn,
}

/// The batches of a stream, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Line {
    last: Option<watch::Receiver<Stage>>,
}

/// The place of one batch. What is behind goes on when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    before: Option<watch::Receiver<Stage>>,
    own: watch::Sender<Stage>,
}

impl Line {
    /// The place behind all others.
    pub(super) fn place(&mut self) -> Place {
        let (own, reached) = watch::channel(Stage::Begun);
        Place { before: self.last.replace(reached), own }
    }
}

impl Place {
    /// Waits until the batch before is so far, or gone.
    pub(super) async fn behind(&mut self, stage: Stage) {
        if let Some(before) = &mut self.before {
            let _ = before.wait_for(|reached| *reached >= stage).await;
        }
    }

    pub(super) fn reach(&self, stage: Stage) {
        self.own.send_replace(stage);
    }
}
