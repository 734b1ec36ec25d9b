//! v1: one POST that waits for its images.

use crate::answer::{self, Facts};
use crate::fault::Fault;
use crate::faults::Faults;
use crate::form;
use crate::keys::{self, Standing};
use crate::refusal::{self, Refusal};
use crate::server::Shared;
use crate::text::{moment, now_ms};
use crate::visit::Visit;
use axum::body::Bytes;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use ssd1b::{Request, Seed, estimate};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, Instant};

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
        wait(&shared, &visit.faults).await;
        work(&shared, &visit, &headers, &body).await
    });
    match work.await {
        Ok(Ok(response)) => response,
        Ok(Err(refusal)) => refusal.response(&faults),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// The waiting before an answer that faults ask for.
pub(crate) async fn wait(shared: &Shared, faults: &Faults) {
    let delay = Duration::from_secs_f64(faults.number(Fault::Delay).unwrap_or(0.0) / 1000.0);
    let cold_start = shared
        .config
        .real(faults.number(Fault::ColdStart).unwrap_or(0.0));
    tokio::time::sleep(delay.saturating_add(cold_start)).await;
}

async fn work(
    shared: &Arc<Shared>,
    visit: &Visit,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Response, Refusal> {
    let faults = &visit.faults;
    let standing = Standing::of(headers, faults, shared.config.key_needed);
    if let Err(refusal) = forced(shared, visit) {
        bill_hidden(shared, visit, headers, body);
        return Err(refusal);
    }
    if faults.has(Fault::Drop) || faults.has(Fault::Hang) {
        // There will be no answer, so nothing needs to be painted for it.
        bill_hidden(shared, visit, headers, body);
        return Ok(StatusCode::OK.into_response());
    }
    admit(shared, headers, standing)?;
    let request = form::read(headers, body)?;
    let price = estimate(request.samples(), request.steps());
    let config = &shared.config;
    if shared
        .accounts
        .of(headers, standing, config.balance)
        .total()
        < price.dollars
    {
        return Err(refusal::NO_CREDITS);
    }

    let request = with_seed(request);
    tokio::time::sleep(config.delay).await;
    let painter = (shared.clone(), request.clone());
    let images = tokio::task::spawn_blocking(move || painter.0.gallery.paint(&painter.1)).await;
    let images =
        images.map_err(|_| Refusal::bad_request("The practice engine could not paint this"))?;

    let left = shared
        .accounts
        .charge(headers, standing, config.balance, price.dollars)
        .total();
    shared
        .ledger
        .change(visit.entry, |entry| entry.billed = price.dollars);
    let facts = Facts {
        id: shared.request_id(),
        cost: price.dollars,
        left,
        seconds: price.seconds,
    };
    Ok(answer::success(
        &request,
        images,
        &facts,
        faults,
        &shared.gallery,
        &visit.pictures,
    ))
}

/// The refusals that faults ask for: the plain ones, and those of the first few requests.
pub(crate) fn forced(shared: &Shared, visit: &Visit) -> Result<(), Refusal> {
    let faults = &visit.faults;
    if let Some(refusal) = Refusal::forced(faults) {
        return Err(refusal);
    }
    let with_reset = faults.number(Fault::RateLimitReset);
    if let Some(first) = with_reset.or(faults.number(Fault::RateLimit))
        && shared.limits.is_early(visit.counter(), first)
    {
        let in_a_minute = shared.config.real(60.0);
        return Err(Refusal::rate_limited(
            with_reset.map(|_| reset(in_a_minute, faults)),
        ));
    }
    Ok(())
}

/// What every request of the API passes: a good key, and the rate limit where there is one.
pub(crate) fn admit(
    shared: &Shared,
    headers: &HeaderMap,
    standing: Standing,
) -> Result<(), Refusal> {
    match standing {
        Standing::Missing => return Err(refusal::NO_KEY),
        Standing::Bad => return Err(refusal::BAD_KEY),
        Standing::Forbidden => return Err(refusal::FORBIDDEN),
        Standing::Empty | Standing::NoRecord | Standing::Good => {}
    }
    let Some(limit) = shared.config.rate_limit else {
        return Ok(());
    };
    let (key, minute) = (
        keys::literal(headers).unwrap_or_default(),
        shared.config.real(60.0),
    );
    let refused = |left| Refusal::rate_limited(Some(reset(left, &Faults::default())));
    shared
        .limits
        .admit(key, limit, minute, Instant::now())
        .map_err(refused)
}

fn reset(ahead: Duration, faults: &Faults) -> String {
    let ms = now_ms().saturating_add(ahead.as_millis().try_into().unwrap_or(0));
    moment(ms, faults.word(Fault::ResetFormat).unwrap_or("iso"))
}

/// Bills a request whose success the client never sees.
fn bill_hidden(shared: &Shared, visit: &Visit, headers: &HeaderMap, body: &[u8]) {
    let Ok(request) = form::read(headers, body) else {
        return;
    };
    if visit.faults.has(Fault::Billed) {
        let price = estimate(request.samples(), request.steps()).dollars;
        let standing = Standing::of(headers, &visit.faults, shared.config.key_needed);
        shared
            .accounts
            .charge(headers, standing, shared.config.balance, price);
        shared
            .ledger
            .change(visit.entry, |entry| entry.billed = price);
    }
}

/// The request with the seed that the service draws for -1.
fn with_seed(request: Request) -> Request {
    if !request.seed().is_random() {
        return request;
    }
    // The standard library seeds each of these differently; nothing here needs better chance.
    request.with_seed(Seed::drawn(RandomState::new().build_hasher().finish()))
}
