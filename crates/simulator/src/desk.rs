//! The desk at which every request is looked at: waiting, forced refusals, key, rate limit, form, balance.

use crate::fault::Fault;
use crate::faults::Faults;
use crate::form;
use crate::keys::{self, Standing};
use crate::refusal::{self, Refusal};
use crate::server::Shared;
use crate::text::{moment, now_ms};
use crate::visit::Visit;
use axum::http::HeaderMap;
use ssd1b::{Estimate, Request, Seed, estimate};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, Instant};

/// A request for images that can be worked on.
pub(crate) struct Order {
    /// Its seed is drawn.
    pub(crate) request: Request,
    pub(crate) price: Estimate,
    pub(crate) standing: Standing,
}

/// The waiting before an answer that faults ask for.
pub(crate) async fn wait(shared: &Shared, faults: &Faults) {
    let delay = Duration::from_secs_f64(faults.number(Fault::Delay).unwrap_or(0.0) / 1000.0);
    let cold_start = shared
        .config
        .real(faults.number(Fault::ColdStart).unwrap_or(0.0));
    tokio::time::sleep(delay.saturating_add(cold_start)).await;
}

/// Whether the answer will never arrive, so that nothing needs to be painted for it.
pub(crate) fn is_lost(faults: &Faults) -> bool {
    faults.has(Fault::Drop) || faults.has(Fault::Hang)
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

/// Whether the key is good enough to ask.
pub(crate) fn known(standing: Standing) -> Result<(), Refusal> {
    match standing {
        Standing::Missing => Err(refusal::NO_KEY),
        Standing::Bad => Err(refusal::BAD_KEY),
        Standing::Forbidden => Err(refusal::FORBIDDEN),
        Standing::Empty | Standing::NoRecord | Standing::Good => Ok(()),
    }
}

/// What a request passes that counts against the rate limit: a good key, and that limit where there is one.
pub(crate) fn admit(
    shared: &Shared,
    headers: &HeaderMap,
    standing: Standing,
) -> Result<(), Refusal> {
    known(standing)?;
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

/// The order of a request for images that passes everything.
pub(crate) fn accept(
    shared: &Shared,
    visit: &Visit,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Order, Refusal> {
    let standing = Standing::of(headers, &visit.faults, shared.config.key_needed);
    admit(shared, headers, standing)?;
    let order = read(shared, visit, headers, body)?;
    let account = shared.accounts.of(headers, standing, shared.config.balance);
    if account.total() < order.price.dollars {
        return Err(refusal::NO_CREDITS);
    }
    Ok(order)
}

/// The order of a request that succeeds behind an answer the client never sees, where the faults want that.
pub(crate) fn hidden(
    shared: &Shared,
    visit: &Visit,
    headers: &HeaderMap,
    body: &[u8],
) -> Option<Order> {
    let billed = visit.faults.has(Fault::Billed);
    billed
        .then(|| read(shared, visit, headers, body).ok())
        .flatten()
}

fn read(
    shared: &Shared,
    visit: &Visit,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Order, Refusal> {
    let request = with_seed(form::read(headers, body)?);
    shared.ledger.change(visit.entry, |entry| {
        entry.seed = Some(request.seed().get());
        entry.samples = request.samples();
    });
    Ok(Order {
        price: estimate(request.samples(), request.steps()),
        request,
        standing: Standing::of(headers, &visit.faults, shared.config.key_needed),
    })
}

/// The request with the seed that the service draws for -1.
fn with_seed(request: Request) -> Request {
    if !request.seed().is_random() {
        return request;
    }
    // The standard library seeds each of these differently; nothing here needs better chance.
    request.with_seed(Seed::drawn(RandomState::new().build_hasher().finish()))
}
