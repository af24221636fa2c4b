//! Which events a page shows: read from an address, written back into one, and
//! turned into a request to the queue. Pure; it knows no HTML.

use form_urlencoded::Serializer;

use super::verdict::word;
use super::words::{form_time, parse_time};
use crate::queue::{Cursor, PageRequest, StateName, StoredEvent};

/// How many events a page shows.
pub(super) const PAGE_SIZE: usize = 50;

/// Which events a page shows.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Filter {
    /// Only this state.
    pub(super) state: Option<StateName>,
    /// Only this feature, exactly.
    pub(super) feature: Option<String>,
    /// Only this action, exactly.
    pub(super) action: Option<String>,
    /// Only events recorded at this time or later, in microseconds.
    pub(super) since: Option<i64>,
    /// Only events recorded before this time, in microseconds.
    pub(super) until: Option<i64>,
    /// Only events behind this one.
    pub(super) after: Option<Cursor>,
}

/// Why an address names no events.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum FilterError {
    /// The state is not one of the five.
    #[error("`{0}` is not a state; choose queued, leased, exported, refused or withheld")]
    State(String),
    /// A time cannot be read.
    #[error("`{0}` is not a time; write it as 2026-01-31T12:00, in UTC")]
    Time(String),
    /// The place of the page cannot be read.
    #[error("`{0}` is no place in the list; start again with the newest events")]
    Place(String),
}

impl Filter {
    /// Reads the query part of an address. Empty values count as none, since
    /// a form sends all of its fields; unknown ones are left alone.
    pub(super) fn parse(query: &str) -> Result<Self, FilterError> {
        let mut filter = Self::default();
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            if !value.is_empty() {
                filter.set(&key, value)?;
            }
        }
        Ok(filter)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), FilterError> {
        let time = || parse_time(value).ok_or_else(|| FilterError::Time(value.to_owned()));
        match key {
            "state" => self.state = Some(state(value)?),
            "feature" => self.feature = Some(value.to_owned()),
            "action" => self.action = Some(value.to_owned()),
            "since" => self.since = Some(time()?),
            "until" => self.until = Some(time()?),
            "after" => self.after = Some(place(value)?),
            _ => {}
        }
        Ok(())
    }

    /// The query part of an address that gives this filter.
    pub(super) fn to_query(&self) -> String {
        let mut query = Serializer::new(String::new());
        let texts = [
            ("state", self.state.map(|state| word(state).to_owned())),
            ("feature", self.feature.clone()),
            ("action", self.action.clone()),
            ("since", self.since.map(form_time)),
            ("until", self.until.map(form_time)),
            ("after", self.after.as_ref().map(|at| format!("{}_{}", at.recorded_at, at.id))),
        ];
        for (key, value) in texts {
            if let Some(value) = value {
                query.append_pair(key, &value);
            }
        }
        query.finish()
    }

    /// The same filter from its first page on.
    pub(super) fn first_page(&self) -> Self {
        Self { after: None, ..self.clone() }
    }

    /// The same filter for another state, from its first page on.
    pub(super) fn with_state(&self, state: Option<StateName>) -> Self {
        Self { state, ..self.first_page() }
    }

    /// Whether something other than the state narrows the list.
    pub(super) fn is_narrow(&self) -> bool {
        let Self { feature, action, since, until, .. } = self;
        feature.is_some() || action.is_some() || since.is_some() || until.is_some()
    }

    /// The request for one page, and one event more, which says whether there
    /// is a next page.
    pub(super) fn request(&self) -> PageRequest {
        // Before every event of that time, for no id is smaller than none.
        let until = self.until.map(|recorded_at| Cursor { recorded_at, id: String::new() });
        let before = match (self.after.clone(), until) {
            (Some(after), Some(until)) => Some(after.min(until)),
            (after, until) => after.or(until),
        };
        PageRequest {
            state: self.state,
            feature: self.feature.clone(),
            action: self.action.clone(),
            before,
            since: self.since,
            limit: PAGE_SIZE + 1,
        }
    }

    /// Makes a page of what the queue answered to [`request`](Self::request).
    pub(super) fn page(&self, mut events: Vec<StoredEvent>) -> Page {
        let more = events.len() > PAGE_SIZE;
        events.truncate(PAGE_SIZE);
        let next = events
            .last()
            .filter(|_| more)
            .map(|last| Self { after: Some(last.cursor()), ..self.clone() });
        Page { events, next }
    }
}

/// One page of events.
pub(super) struct Page {
    /// The events, newest first.
    pub(super) events: Vec<StoredEvent>,
    /// Where the next page is.
    pub(super) next: Option<Filter>,
}

fn state(value: &str) -> Result<StateName, FilterError> {
    let found = StateName::ALL.into_iter().find(|state| word(*state) == value);
    found.ok_or_else(|| FilterError::State(value.to_owned()))
}

fn place(value: &str) -> Result<Cursor, FilterError> {
    let parse = || {
        let (time, id) = value.split_once('_')?;
        Some(Cursor { recorded_at: time.parse().ok()?, id: id.to_owned() })
    };
    parse().ok_or_else(|| FilterError::Place(value.to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::option::of;
    use proptest::prelude::*;

    use super::*;

    fn filters() -> impl Strategy<Value = Filter> {
        let text = || of("[a-zA-Z.&=+ é%]{1,12}".prop_filter("trimmed", |t| t.trim() == t));
        let time = || of((0_i64..4_000_000_000).prop_map(|seconds| seconds * 1_000_000));
        let cursor = (any::<i64>(), "[a-z0-9_-]{1,36}")
            .prop_map(|(recorded_at, id)| Cursor { recorded_at, id });
        (of(0..5_usize), text(), text(), time(), time(), of(cursor)).prop_map(
            |(state, feature, action, since, until, after)| Filter {
                state: state.map(|position| StateName::ALL[position]),
                feature,
                action,
                since,
                until,
                after,
            },
        )
    }

    proptest! {
        #[test]
        fn an_address_gives_the_filter_that_wrote_it(filter in filters()) {
            prop_assert_eq!(Filter::parse(&filter.to_query()), Ok(filter));
        }

        #[test]
        fn any_address_is_read_or_refused(query in ".{0,60}") {
            let _ = Filter::parse(&query);
        }
    }

    #[test]
    fn a_form_sends_empty_fields() {
        let filter = Filter::parse("state=&feature=&since=&action=+").expect("a filter");
        assert_eq!(filter, Filter::default());
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert!(matches!(Filter::parse("state=gone"), Err(FilterError::State(_))));
        assert!(matches!(Filter::parse("until=soon"), Err(FilterError::Time(_))));
        assert!(matches!(Filter::parse("after=1"), Err(FilterError::Place(_))));
    }

    #[test]
    fn a_page_never_reaches_behind_its_end() {
        let filter = Filter {
            until: Some(5),
            after: Some(Cursor { recorded_at: 7, id: "x".to_owned() }),
            ..Filter::default()
        };
        let before = filter.request().before.expect("a place");
        assert_eq!(before, Cursor { recorded_at: 5, id: String::new() });
    }
}
