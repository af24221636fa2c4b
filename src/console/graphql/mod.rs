//! `/.api/graphql`: the types that administrators and client applications
//! speak, and the one way in.
//!
//! Here lives what is GraphQL about them; what an event is shown as, and what
//! is taken from a client, is decided elsewhere. A request passes these, in
//! this order: a body of JSON and bounded size, a document of bounded text,
//! depth and number of fields, the cost of what it asks for, and time.

mod cursor;
mod document;
mod endpoint;
mod input;
mod mutation;
mod nodes;
mod query;
mod scalars;
mod status;
mod values;

use std::sync::Arc;

use async_graphql::{EmptySubscription, Request, Response};

pub(super) use endpoint::routes;
use mutation::Mutation;
use query::Query;

use super::{auth::Access, state::State};

type Schema = async_graphql::Schema<Query, Mutation, EmptySubscription>;

/// What a query may cost; see `query::cost`.
const MAX_COST: usize = 3_000;

/// The most directives on one field.
const MAX_DIRECTIVES: usize = 4;

static SCHEMA: std::sync::LazyLock<Schema> = std::sync::LazyLock::new(|| {
    Schema::build(Query, Mutation, EmptySubscription)
        .limit_complexity(MAX_COST)
        .limit_depth(document::MAX_DEPTH)
        .limit_directives(MAX_DIRECTIVES)
        .finish()
});

/// The types in the language of GraphQL, for people who write queries.
pub(super) fn types() -> String {
    SCHEMA.sdl()
}

/// Answers a request. Its errors are part of the answer.
pub(super) async fn answer(state: &Arc<State>, access: Access, mut request: Request) -> Response {
    if let Err(error) = document::check(&mut request) {
        return Response::from_errors(vec![error]);
    }
    input::keep_null_values(&mut request.variables);
    if !access.is_administrator() {
        request = request.disable_introspection();
    }
    SCHEMA.execute(request.data(Arc::clone(state)).data(access)).await
}
