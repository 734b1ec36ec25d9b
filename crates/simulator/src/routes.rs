//! Which address is answered by what.

use crate::answer::damaged;
use crate::desk;
use crate::fault::Fault;
use crate::faults::Faults;
use crate::refusal::Refusal;
use crate::server::Shared;
use crate::visit::Visit;
use crate::{credits, refusal, site, v1, v2};
use axum::Router;
use axum::extract::{Extension, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// The whole address space.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v1/ssd-1b", post(v1::generate).fallback(wrong_verb))
        .route(
            "/v1/get-user-credits",
            get(credits::credits).fallback(wrong_verb),
        )
        .route("/v2/ssd-1b", post(v2::submit).fallback(wrong_verb))
        .route(
            "/v2/requests/{id}/status",
            get(v2::status).fallback(wrong_verb),
        )
        .route("/v2/requests/{id}", get(v2::result).fallback(wrong_verb))
        .route("/v1/{*model}", any(unknown))
        .route("/v2/{*model}", any(unknown))
        .route("/pictures/{name}", get(picture))
        .route("/elsewhere/{*path}", any(elsewhere))
        .route("/sim/ledger", get(ledger))
        .route("/sim/moments", get(moments))
        .route("/sim/strays", get(strays))
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

/// Where `foreign-urls` lead. Whoever comes here is misled, and written down for it.
async fn elsewhere() -> Response {
    let lie = r#"{"status":"FAILED","error":"No client should ask this host"}"#;
    ([(header::CONTENT_TYPE, "application/json")], lie).into_response()
}

/// A picture that an answer gave the address of. It needs no key.
async fn picture(
    State(shared): State<Arc<Shared>>,
    Extension(visit): Extension<Visit>,
    Path(name): Path<String>,
) -> Response {
    // Faults of the API reach a picture only where they are meant for it.
    let faults = match visit.faults.word(Fault::On) {
        Some("picture") => visit.faults.clone(),
        _ => Faults::default(),
    };
    desk::wait(&shared, &faults).await;
    if let Some(refusal) = Refusal::forced(&faults) {
        return refusal.response(&faults);
    }
    match shared.gallery.published(&name) {
        Some(picture) => {
            let bytes = damaged(picture.bytes, &faults);
            ([(header::CONTENT_TYPE, picture.mime)], bytes).into_response()
        }
        None => (
            StatusCode::NOT_FOUND,
            "There is no such picture, or no longer.",
        )
            .into_response(),
    }
}

async fn ledger(State(shared): State<Arc<Shared>>) -> Response {
    json(&shared.ledger.entries())
}

/// From which moment on somebody wants to hear, and how many milliseconds they wait for the first.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    after: u64,
    wait: u64,
}

async fn moments(State(shared): State<Arc<Shared>>, Query(wanted): Query<Wanted>) -> Response {
    let patience = Duration::from_millis(wanted.wait.min(LONGEST_WAIT_MS));
    json(&shared.ledger.next_moments(wanted.after, patience).await)
}

/// A harness that waits longer asks again.
const LONGEST_WAIT_MS: u64 = 60_000;

async fn strays(State(shared): State<Arc<Shared>>) -> Response {
    json(&shared.ledger.strays())
}

fn json(what: &impl Serialize) -> Response {
    match serde_json::to_string_pretty(what) {
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
