//! `GET /file?path=`: one file with line numbers. `from=search` says that the
//! reader came from a list of results.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query as Parameters, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::app::{App, Died};
use super::failure::{Failure, show_failure};
use super::format::Format;
use super::pages::file_page;
use crate::features::{File, Status};
use crate::index::{OpenError, OpenedFile};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    path: String,
    from: String,
}

/// Why a file was not opened.
#[derive(Debug, thiserror::Error)]
enum FileFailure {
    #[error("the address cannot be read: {0}")]
    Malformed(#[from] QueryRejection),
    #[error(transparent)]
    BadPath(OpenError),
    #[error("{error}")]
    NotFound { path: String, error: OpenError },
    #[error(transparent)]
    Died(#[from] Died),
}

pub(super) async fn file(
    State(app): State<Arc<App>>,
    format: Format,
    asked: Result<Parameters<Asked>, QueryRejection>,
) -> Response {
    let arrived = Instant::now();
    match open(&app, asked).await {
        Ok((file, from_search)) => {
            app.recorders().file.record(File::Opened {
                // A file is bounded in bytes, far below 2^32.
                line_count: file.lines().count() as u32,
                size: file.size,
                latency: arrived.elapsed(),
                from_search,
            });
            file_page(&file).into_response()
        }
        Err(failure) => {
            if let FileFailure::NotFound { path, .. } = &failure {
                app.recorders().file.record(File::NotFound { path: path.clone() });
            }
            show_failure(&app, format, &failure.into())
        }
    }
}

async fn open(
    app: &App,
    asked: Result<Parameters<Asked>, QueryRejection>,
) -> Result<(OpenedFile, bool), FileFailure> {
    let Asked { path, from } = asked?.0;
    let opened = app.read(move |index| index.open(&path).map_err(|error| (path, error))).await?;
    match opened {
        Ok(file) => Ok((file, from == "search")),
        Err((_, error @ OpenError::BadPath)) => Err(FileFailure::BadPath(error)),
        Err((path, error)) => Err(FileFailure::NotFound { path, error }),
    }
}

impl From<FileFailure> for Failure {
    fn from(failure: FileFailure) -> Self {
        let status = match failure {
            FileFailure::Malformed(_) | FileFailure::BadPath(_) => Status::BadRequest,
            FileFailure::NotFound { .. } => Status::NotFound,
            FileFailure::Died(_) => Status::Internal,
        };
        Self::new(status, failure.to_string())
    }
}
