//! Answering a query. The two engines differ in one thing only: which files
//! they read. What is in a file is always decided by reading it, so the index
//! can be small and slightly out of date, and never invents a result.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::Index;
use super::matcher::{Matcher, Snippet};
use super::postings::FileId;
use super::query::Query;
use super::trigram::trigrams;
use crate::features::Engine;

/// The most file names shown beside the results.
const MAX_NAMES: usize = 10;

/// What was found.
#[derive(Debug)]
pub struct Answer {
    /// The engine that answered.
    pub engine: Engine,
    /// Lines with a match, in the order of paths and lines.
    pub hits: Vec<Hit>,
    /// Whether there are more than were asked for.
    pub truncated: bool,
    /// Paths that match by name, the first few.
    pub names: Vec<String>,
    /// How many files were read.
    pub files_read: usize,
    /// How many files have gone, or are no longer text, since they were
    /// indexed.
    pub files_lost: usize,
    /// How long it took.
    pub elapsed: Duration,
}

/// A line with a match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The file, relative to the tree, joined by `/`.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The first match in the line, in characters, from 1.
    pub column: u32,
    /// What is shown of the line.
    pub snippet: Snippet,
}

/// Why a query was not answered.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SearchError {
    /// Over [`super::Limits::max_search_time`].
    #[error("the search took longer than {limit:?}: look for something longer, or in one language")]
    TimedOut {
        /// The time allowed.
        limit: Duration,
    },
}

impl Index {
    /// Answers a query. Reads files; not for an async task.
    ///
    /// # Errors
    /// When it takes too long.
    pub fn search(&self, query: &Query) -> Result<Answer, SearchError> {
        let started = Instant::now();
        let matcher = Matcher::new(query);
        let mut answer = Answer::empty(query.engine());
        for id in self.candidates(query) {
            if started.elapsed() >= self.max_search_time {
                return Err(SearchError::TimedOut { limit: self.max_search_time });
            }
            if self.in_language(id, query) {
                self.read_candidate(id, query, &matcher, &mut answer);
            }
            if answer.hits.len() > query.limit() {
                break;
            }
        }
        answer.truncated = answer.hits.len() > query.limit();
        answer.hits.truncate(query.limit());
        answer.names = self.names(query, &matcher);
        answer.elapsed = started.elapsed();
        Ok(answer)
    }

    /// The files that may hold a match, ascending.
    fn candidates(&self, query: &Query) -> Vec<FileId> {
        let all = 0..self.files.len();
        match query.engine() {
            Engine::Unindexed => all.collect(),
            Engine::Indexed => {
                let with_trigrams = all.end - self.report.files_without_trigrams;
                let mut files = self.postings.files_with_all(trigrams(query.text().as_bytes()));
                files.extend(with_trigrams..all.end);
                files
            }
        }
    }

    fn in_language(&self, id: FileId, query: &Query) -> bool {
        query.language.is_none() || self.files.get(id).language == query.language
    }

    fn read_candidate(&self, id: FileId, query: &Query, matcher: &Matcher, answer: &mut Answer) {
        let path = &self.files.get(id).path;
        let Ok(text) = self.tree.read(path) else {
            answer.files_lost += 1;
            return;
        };
        answer.files_read += 1;
        // One more than wanted tells that there are more.
        let wanted = query.limit() + 1 - answer.hits.len();
        answer.hits.extend(matcher.lines(&text, wanted).into_iter().map(|found| Hit {
            path: path.to_string(),
            line: found.line,
            column: found.column,
            snippet: found.snippet,
        }));
    }

    fn names(&self, query: &Query, matcher: &Matcher) -> Vec<String> {
        let in_language = |language| query.language.is_none() || query.language == language;
        self.files
            .iter()
            .filter(|file| in_language(file.language) && matcher.is_in(&file.path))
            .map(|file| file.path.to_string())
            .take(MAX_NAMES)
            .collect()
    }
}

impl Answer {
    fn empty(engine: Engine) -> Self {
        Self {
            engine,
            hits: Vec::new(),
            truncated: false,
            names: Vec::new(),
            files_read: 0,
            files_lost: 0,
            elapsed: Duration::ZERO,
        }
    }
}
