//! v2: one POST that hands the job in. How it stands is asked for in `job`.

use super::head::Head;
use super::received::keep;
use super::{Answer, Facts, Method, Outgoing, RequestId, body, errors, html, message};
use crate::failure::About;
use crate::{Charge, Endpoint, Failure, Kind, Next, Request};

/// The request that hands a job in: `POST {base}/v2/ssd-1b`, with the body of v1. It costs money once the job is done.
///
/// There is no idempotency and no cancelling: sent twice it makes two jobs. See [`decode_submit`] for the one error
/// after which it may be sent again unasked.
#[must_use]
pub fn submit(endpoint: &Endpoint, request: &Request) -> Outgoing {
    Outgoing {
        method: Method::Post,
        url: endpoint.join("/v2/ssd-1b"),
        body: Some(body::of(request)),
    }
}

/// A job that the service has taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Submitted {
    /// Under which id. Whoever loses it loses the images, so keep it before anything else is done.
    pub id: RequestId,
    /// What the service told beside it; seldom anything yet.
    pub facts: Facts,
}

/// Reads the answer to [`submit`].
///
/// The id alone counts. `poll_url`, `status_url` and `response_url` are passed over on purpose: whoever answers could
/// point them, and the key with them, to any host.
///
/// # Errors
///
/// A [`Failure`]. [`Failure::may_repeat_unasked`] is true for a 429, and for a 5xx that carries the service's own JSON
/// error; for a gateway's 5xx it is not, nor for a success that names no usable id ([`Kind::NoRequestId`]): that job was
/// taken and may be charged.
pub fn decode_submit(answer: Answer) -> Result<Submitted, Failure> {
    if !answer.is_success() {
        return Err(refused(&answer));
    }
    if html::is_html(&answer) {
        return Err(errors::page(&answer, About::Images));
    }
    let head = Head::read(&answer.body);
    if let Some(id) = head.id.as_deref().and_then(RequestId::parse) {
        let facts = Facts::of_headers(&answer).or(head.facts);
        return Ok(Submitted { id, facts });
    }
    let failure = Failure::new(
        Kind::NoRequestId,
        Charge::Unknown,
        Next::AskBeforeRepeating,
        About::Images,
    )
    .with_status(answer.status)
    .with_said(message::of_json(&answer.body));
    Err(keep(failure, answer.body))
}

fn refused(answer: &Answer) -> Failure {
    let failure = errors::failure(answer, About::Images);
    if failure.kind() != Kind::ServerError || failure.charge() != Charge::None {
        return failure;
    }
    // The documented `{"error":"text"}` is the service's own. Gateways word theirs in JSON too, under other names.
    if !Head::read(&answer.body).error {
        return failure.with_charge(Charge::Unknown, Next::AskBeforeRepeating);
    }
    if failure.next() == Next::TryAgain {
        failure.declined()
    } else {
        failure
    }
}
