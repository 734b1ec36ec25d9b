//! Which address is answered by what.

use crate::faults::Faults;
use crate::server::Shared;
use crate::visit::Visit;
use crate::{credits, refusal, site, v1};
use axum::Router;
use axum::extract::{Extension, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use std::sync::Arc;

/// The whole address space. v2 will add its routes beside those of v1.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v1/ssd-1b", post(v1::generate).fallback(wrong_verb))
        .route(
            "/v1/get-user-credits",
            get(credits::credits).fallback(wrong_verb),
        )
        .route("/v1/{*model}", any(unknown))
        .route("/v2/{*model}", any(unknown))
        .route("/pictures/{name}", get(picture))
        .route("/sim/ledger", get(ledger))
        .route("/sim/ledger/clear", post(clear))
        .fallback(site::page)
        .with_state(shared)
}

async fn wrong_verb() -> Response {
    refusal::WRONG_VERB.response(&Faults::default())
}

async fn unknown(Extension(visit): Extension<Visit>) -> Response {
    refusal::UNKNOWN.response(&visit.faults)
}

/// A picture that an answer gave the address of. It needs no key.
async fn picture(State(shared): State<Arc<Shared>>, Path(name): Path<String>) -> Response {
    match shared.gallery.published(&name) {
        Some(picture) => ([(header::CONTENT_TYPE, picture.mime)], picture.bytes).into_response(),
        None => (
            StatusCode::NOT_FOUND,
            "There is no such picture, or no longer.",
        )
            .into_response(),
    }
}

async fn ledger(State(shared): State<Arc<Shared>>) -> Response {
    match serde_json::to_string_pretty(&shared.ledger.entries()) {
        Ok(json) => (
            [
                (header::CONTENT_TYPE, "application/json"),
                (header::CACHE_CONTROL, "no-store"),
            ],
            json,
        )
            .into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

async fn clear(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.ledger.clear();
    shared.limits.clear();
    StatusCode::NO_CONTENT
}
