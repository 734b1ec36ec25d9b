//! v1: one POST that waits for its images.

use crate::answer::{self, Facts};
use crate::desk::{self, Order};
use crate::refusal::Refusal;
use crate::server::Shared;
use crate::visit::Visit;
use axum::body::Bytes;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// `POST /v1/ssd-1b`.
///
/// The work goes on, and is billed, when the client goes away: the service cannot know, and does not say otherwise.
pub(crate) async fn generate(
    State(shared): State<Arc<Shared>>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let faults = visit.faults.clone();
    let work = tokio::spawn(async move {
        desk::wait(&shared, &visit.faults).await;
        work(&shared, &visit, &headers, &body).await
    });
    match work.await {
        Ok(Ok(response)) => response,
        Ok(Err(refusal)) => refusal.response(&faults),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

async fn work(
    shared: &Arc<Shared>,
    visit: &Visit,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Response, Refusal> {
    let bill = |order: &Order| {
        let (start, price) = (shared.config.balance, order.price.dollars);
        let account = shared
            .accounts
            .charge(headers, order.standing, start, price);
        shared.ledger.bill(visit.entry, price);
        account.total()
    };
    let forced = desk::forced(shared, visit);
    if forced.is_err() || desk::is_lost(&visit.faults) {
        if let Some(order) = desk::hidden(shared, visit, headers, body) {
            bill(&order);
        }
        return forced.map(|()| StatusCode::OK.into_response());
    }
    let order = desk::accept(shared, visit, headers, body)?;
    tokio::time::sleep(shared.config.delay).await;
    let painter = (shared.clone(), order.request.clone());
    let images = tokio::task::spawn_blocking(move || painter.0.gallery.paint(&painter.1)).await;
    let images =
        images.map_err(|_| Refusal::bad_request("The practice engine could not paint this"))?;

    let id = shared.request_id();
    shared
        .ledger
        .change(visit.entry, |entry| entry.request_id = Some(id.clone()));
    let facts = Facts {
        id,
        cost: order.price.dollars,
        left: bill(&order),
        seconds: order.price.seconds,
    };
    Ok(answer::success(
        &order.request,
        images,
        &facts,
        &visit.faults,
        &shared.gallery,
        &visit.pictures(),
    ))
}
