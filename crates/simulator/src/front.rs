//! What happens to every request around its own answer: faults, ledger, preflight, CORS, transport, log.

use crate::cors::Cors;
use crate::fault::Fault;
use crate::keys::{self, Standing};
use crate::ledger::Entry;
use crate::moments::Step;
use crate::server::Shared;
use crate::text::now_ms;
use crate::visit::Visit;
use crate::wire::{Connection, Pace, Paced};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, header};
use axum::response::IntoResponse;
use hyper::body::Incoming;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use ssd1b::{ApiKey, redact};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Instant;

/// An answer with this extension carries no CORS headers, whatever the mode.
#[derive(Clone, Copy)]
pub(crate) struct Foreign;

/// The largest request body: far above any prompt.
const LONGEST_BODY: usize = 1 << 20;

/// Pieces of a slow drip.
const DRIPS: u32 = 100;

/// Answers one request.
pub(crate) async fn answer(
    shared: Arc<Shared>,
    connection: Arc<Connection>,
    router: TowerToHyperService<Router>,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let (mut parts, body) = request.into_parts();
    let (mut visit, problem) = Visit::read(&mut parts.uri, &parts.headers, &shared.config.faults);
    let key = keys::literal(&parts.headers).and_then(|key| ApiKey::parse(key).ok());
    let hide = |text: &str| redact(text, key.as_ref());
    let mut line = Line::new(
        &shared,
        connection.number,
        &parts.method,
        hide(&visit.path),
        hide(&visit.faults.to_string()),
    );

    let key_came = keys::literal(&parts.headers).is_some();
    if visit.path.starts_with("/elsewhere/") || (visit.path.starts_with("/pictures/") && key_came) {
        shared.ledger.stray(hide(&visit.path), key_came);
    }
    let own = visit.path.starts_with("/sim/");
    if parts.method == Method::POST && !own {
        let standing = Standing::of(&parts.headers, &visit.faults, shared.config.key_needed);
        visit.entry = Some(shared.ledger.open(Entry {
            when_ms: now_ms(),
            connection: connection.number,
            path: hide(&visit.path),
            faults: hide(&visit.faults.to_string()),
            case: visit.case().map(hide),
            key: standing.word(&parts.headers),
            ..Entry::default()
        }));
    }
    let Ok(body) = to_bytes(Body::new(body), LONGEST_BODY).await else {
        let words = "The body was cut short, or is larger than a megabyte.";
        let refusal = (StatusCode::BAD_REQUEST, words).into_response();
        return Ok(leave(refusal, &visit, &shared, &connection, &mut line).await);
    };
    let step = Step::BodyComplete;
    shared.ledger.step(visit.entry, step, |entry, now| {
        entry.body_complete = true;
        entry.body_complete_ms = Some(now);
        entry.body = std::str::from_utf8(&body).map(hide).unwrap_or_default();
    });

    let api = is_api(&visit.path);
    let cors = visit.faults.cors().unwrap_or(shared.config.cors);
    let mut response = if api && Cors::is_preflight(&parts.method, &parts.headers) {
        // The rest of the faults waits for the request itself.
        visit.faults = visit.faults.only(Fault::KeepAlive);
        cors.preflight()
    } else if let Err(problem) = problem {
        (StatusCode::BAD_REQUEST, hide(&problem.to_string())).into_response()
    } else {
        visit.narrow(&parts.method, &shared.limits);
        parts.extensions.insert(visit.clone());
        let Ok(response) = router
            .call(Request::from_parts(parts, Body::from(body)))
            .await;
        response
    };
    if api && response.extensions_mut().remove::<Foreign>().is_none() {
        cors.apply(response.status(), response.headers_mut());
    }
    if !api {
        visit.faults = visit.faults.only(Fault::KeepAlive);
    }
    Ok(leave(response, &visit, &shared, &connection, &mut line).await)
}

/// The part of the address space where faults work: the API and the pictures.
fn is_api(path: &str) -> bool {
    ["/v1/", "/v2/", "/pictures/", "/elsewhere/"]
        .iter()
        .any(|start| path.starts_with(start))
}

/// Sends the answer away, in whatever shape the transport faults leave it.
async fn leave(
    response: Response<Body>,
    visit: &Visit,
    shared: &Shared,
    connection: &Arc<Connection>,
    line: &mut Line<'_>,
) -> Response<Body> {
    let faults = &visit.faults;
    if faults.has(Fault::Hang) {
        // Ends when the client goes away or the simulator stops: either drops this future.
        std::future::pending::<()>().await;
    }
    let (mut parts, body) = response.into_parts();
    if !faults.has(Fault::KeepAlive) {
        parts
            .headers
            .insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    // Our own bodies are bytes in memory: gathering them cannot fail.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    if faults.has(Fault::Drop) {
        connection.drop_it();
        shared.ledger.step(visit.entry, Step::Dropped, |_, _| ());
        line.end("dropped");
        return Response::from_parts(parts, Body::empty());
    }
    shared.ledger.change(visit.entry, |entry| {
        entry.status = Some(parts.status.as_u16())
    });
    line.end(parts.status.as_str());
    let paced = Paced::new(
        body.clone(),
        pace(visit, shared, &body),
        connection.clone(),
        visit.entry,
    );
    Response::from_parts(parts, Body::new(paced))
}

fn pace(visit: &Visit, shared: &Shared, body: &Bytes) -> Pace {
    if visit.faults.has(Fault::Cut) {
        Pace::Cut
    } else if let Some(seconds) = visit.faults.number(Fault::Drip) {
        Pace::Drip(
            body.len().div_ceil(DRIPS as usize).max(1),
            shared.config.real(seconds / f64::from(DRIPS)),
        )
    } else {
        Pace::Whole
    }
}

/// The log's line of one request: written when its answer starts, or when its client went away without one.
struct Line<'a> {
    shared: &'a Shared,
    start: Instant,
    text: Option<String>,
}

impl Line<'_> {
    fn new<'a>(
        shared: &'a Shared,
        connection: u64,
        method: &Method,
        path: String,
        faults: String,
    ) -> Line<'a> {
        let faults = if faults.is_empty() {
            faults
        } else {
            format!(" [{faults}]")
        };
        Line {
            shared,
            start: Instant::now(),
            text: Some(format!("connection {connection}: {method} {path}{faults}")),
        }
    }

    fn end(&mut self, outcome: &str) {
        if let (Some(text), Some(log)) = (self.text.take(), &self.shared.config.log) {
            log(&format!(
                "{text} -> {outcome}, {} ms",
                self.start.elapsed().as_millis()
            ));
        }
    }
}

impl Drop for Line<'_> {
    fn drop(&mut self) {
        self.end("no answer, the client went away");
    }
}
