//! The balance of a key: the free way to check it.

use crate::answer::damaged;
use crate::desk;
use crate::fault::Fault;
use crate::keys::Standing;
use crate::refusal::{self, Refusal};
use crate::server::Shared;
use crate::visit::Visit;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::sync::Arc;

/// `GET /v1/get-user-credits`.
pub(crate) async fn credits(
    State(shared): State<Arc<Shared>>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
) -> Response {
    desk::wait(&shared, &visit.faults).await;
    balance(&shared, &visit, &headers).unwrap_or_else(|refusal| refusal.response(&visit.faults))
}

fn balance(shared: &Shared, visit: &Visit, headers: &HeaderMap) -> Result<Response, Refusal> {
    desk::forced(shared, visit)?;
    let standing = Standing::of(headers, &visit.faults, shared.config.key_needed);
    desk::admit(shared, headers, standing)?;
    if standing == Standing::NoRecord || visit.faults.has(Fault::NoRecord) {
        return Err(refusal::NO_RECORD);
    }
    let account = shared.accounts.of(headers, standing, shared.config.balance);
    let json = json!({ "credits": account.paid, "free-credits": account.free }).to_string();
    Ok((
        [(header::CONTENT_TYPE, "application/json")],
        damaged(json.into(), &visit.faults),
    )
        .into_response())
}
