//! Who is logged in: a bounded list that forgets by itself.

use std::{collections::VecDeque, time::Instant};

use super::{SESSION, secret::Secret};

/// The most sessions at a time; with more the oldest ends.
const MOST: usize = 64;

/// The sessions, oldest first.
#[derive(Debug, Default)]
pub(super) struct Sessions(VecDeque<(Secret, Instant)>);

impl Sessions {
    pub(super) fn begin(&mut self, session: Secret, now: Instant) {
        self.forget_expired(now);
        if self.0.len() == MOST {
            self.0.pop_front();
        }
        self.0.push_back((session, now));
    }

    pub(super) fn has(&mut self, session: &Secret, now: Instant) -> bool {
        self.forget_expired(now);
        // Each is looked at, so that the time does not say which one it is.
        self.0.iter().filter(|(known, _)| known == session).count() > 0
    }

    pub(super) fn end(&mut self, session: &Secret) {
        self.0.retain(|(known, _)| known != session);
    }

    fn forget_expired(&mut self, now: Instant) {
        self.0.retain(|(_, began)| now.duration_since(*began) < SESSION);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_end_by_time_by_number_and_by_hand() {
        let (mut sessions, start) = (Sessions::default(), Instant::now());
        let secret = |n: usize| Secret::of(&n.to_string());
        for n in 0..=MOST {
            sessions.begin(secret(n), start);
        }
        assert!(!sessions.has(&secret(0), start) && sessions.has(&secret(1), start));
        sessions.end(&secret(1));
        assert!(!sessions.has(&secret(1), start) && sessions.has(&secret(2), start));
        assert!(!sessions.has(&secret(2), start + SESSION));
        assert!(sessions.0.is_empty());
    }
}
