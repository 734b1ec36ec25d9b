//! v2: one POST that hands a job in, and the two questions about it.

use crate::fault::Fault;
use crate::jobs::{Job, hand_in};
use crate::keys::{self, Standing};
use crate::refusal::Refusal;
use crate::server::Shared;
use crate::visit::Visit;
use crate::{desk, report};
use axum::body::Bytes;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use ssd1b::{ApiKey, redact};
use std::sync::Arc;

/// `POST /v2/ssd-1b`. The job lives on whatever becomes of the client.
pub(crate) async fn submit(
    State(shared): State<Arc<Shared>>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let faults = visit.faults.clone();
    // A client that goes away during the wait has been heard all the same.
    let taking = tokio::spawn(async move {
        desk::wait(&shared, &visit.faults).await;
        take(&shared, &visit, &headers, &body)
    });
    match taking.await {
        Ok(Ok(response)) => response,
        Ok(Err(refusal)) => refusal.response(&faults),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

fn take(
    shared: &Arc<Shared>,
    visit: &Visit,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Response, Refusal> {
    let forced = desk::forced(shared, visit);
    if forced.is_err() || desk::is_lost(&visit.faults) {
        if let Some(order) = desk::hidden(shared, visit, headers, body) {
            hand_in(shared, visit, headers, order);
        }
        return forced.map(|()| StatusCode::OK.into_response());
    }
    let order = desk::accept(shared, visit, headers, body)?;
    let id = hand_in(shared, visit, headers, order);
    Ok(report::submitted(&id, visit))
}

/// `GET /v2/requests/{id}/status`.
pub(crate) async fn status(
    State(shared): State<Arc<Shared>>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    match look_up(&shared, &visit, &headers, &id).await {
        Ok(job) => report::standing(&job, &visit),
        Err(refusal) => refusal.response(&visit.faults),
    }
}

/// `GET /v2/requests/{id}`.
pub(crate) async fn result(
    State(shared): State<Arc<Shared>>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    match look_up(&shared, &visit, &headers, &id).await {
        Ok(job) => report::result(&job, &visit),
        Err(refusal) => refusal.response(&visit.faults),
    }
}

/// How many simulated seconds a record lasts from its submit.
const HOUR: f64 = 3600.0;

/// Any good key may ask: whether the service wants the one that sent the job is not known. Questions don't count against
/// the rate limit; a client that asks every second would never get through the published ones.
async fn look_up(
    shared: &Shared,
    visit: &Visit,
    headers: &HeaderMap,
    id: &str,
) -> Result<Job, Refusal> {
    desk::wait(shared, &visit.faults).await;
    desk::forced(shared, visit)?;
    desk::known(Standing::of(
        headers,
        &visit.faults,
        shared.config.key_needed,
    ))?;
    let life = shared
        .config
        .real(visit.faults.number(Fault::Expired).unwrap_or(HOUR));
    let job = shared.jobs.get(id);
    job.filter(|job| job.submitted.elapsed() < life)
        .ok_or_else(|| {
            let key = keys::literal(headers).and_then(|key| ApiKey::parse(key).ok());
            Refusal::no_such_job(&redact(id, key.as_ref()))
        })
}
