//! v2: asking how a job stands and what it brought. Both questions are free, and both may be asked again at any time.

use super::head::{Head, Status};
use super::received::{keep, unusable};
use super::{Answer, Facts, Generated, Method, Outgoing, RequestId};
use super::{errors, html, images, message};
use crate::failure::About;
use crate::{ApiKey, Charge, Endpoint, Failure, Kind, NetworkFacts, Next, Output, Picture};

/// The question how a job stands: `GET {base}/v2/requests/{id}/status`. It costs nothing.
#[must_use]
pub fn poll(endpoint: &Endpoint, id: &RequestId) -> Outgoing {
    get(endpoint, &["/v2/requests/", id.as_str(), "/status"])
}

/// The question what a job brought: `GET {base}/v2/requests/{id}`. It costs nothing.
#[must_use]
pub fn result(endpoint: &Endpoint, id: &RequestId) -> Outgoing {
    get(endpoint, &["/v2/requests/", id.as_str()])
}

fn get(endpoint: &Endpoint, path: &[&str]) -> Outgoing {
    Outgoing {
        method: Method::Get,
        url: endpoint.join(&path.concat()),
        body: None,
    }
}

/// What became of a question about a job.
///
/// `Completed`, `Failed` and `Gone` end a job; after the others it lives on, for about an hour from its submit, and is
/// to be asked about again.
#[derive(Clone, Debug, PartialEq)]
pub enum Lookup<T> {
    /// The job waits its turn.
    Queued,
    /// The job is being worked on.
    Processing,
    /// The job is done, with what was asked for: facts by [`decode_poll`], images by [`decode_result`].
    Completed(T),
    /// The job is over without an image that could be used: it failed, which comes as 422 or as 200, or what it brought
    /// is none, and then [`Failure::received`] keeps it.
    Failed {
        /// Why, and whether it was charged.
        failure: Failure,
        /// What the service told beside it, the cost among it.
        facts: Facts,
    },
    /// The service has forgotten the job: the documented 404. It may have been done and charged.
    Gone(Failure),
    /// The door is shut, and the job lives behind it: the key is missing, wrong or not the one that sent it (401, 403),
    /// or a proxy wants somebody to sign in. Asking again helps once the person has done something.
    Barred(Failure),
    /// Nothing was learnt: no answer, a gateway's error, a rate limit, a body that makes no sense. Ask again, and after
    /// a 429 not before [`Next::Wait`] says so.
    Transient(Failure),
}

impl<T> Lookup<T> {
    /// A question that got no answer, or only part of one. Always [`Lookup::Transient`]: a GET changes nothing, so
    /// whatever broke on the way says nothing of the job and the same may be asked again.
    #[must_use]
    pub fn unanswered(facts: NetworkFacts) -> Lookup<T> {
        Lookup::Transient(Failure::job_unreached(facts))
    }

    /// The same with every key taken out of what the server sent; see [`Failure::redacted`].
    #[must_use]
    pub fn redacted(self, key: Option<&ApiKey>) -> Lookup<T> {
        match self {
            Lookup::Failed { failure, facts } => Lookup::Failed {
                failure: failure.redacted(key),
                facts,
            },
            Lookup::Gone(failure) => Lookup::Gone(failure.redacted(key)),
            Lookup::Barred(failure) => Lookup::Barred(failure.redacted(key)),
            Lookup::Transient(failure) => Lookup::Transient(failure.redacted(key)),
            other => other,
        }
    }
}

/// Reads the answer to [`poll`].
#[must_use]
pub fn decode_poll(answer: Answer) -> Lookup<Facts> {
    if !answer.is_success() {
        return refused(&answer);
    }
    if html::is_html(&answer) {
        return page(&answer);
    }
    let head = Head::read(&answer.body);
    match head.status {
        Some(Status::Queued) => Lookup::Queued,
        Some(Status::Processing) => Lookup::Processing,
        Some(Status::Completed) => Lookup::Completed(Facts::of_headers(&answer).or(head.facts)),
        Some(Status::Failed) => failed(&answer, head),
        None => {
            let said = message::of_json(&answer.body).or_else(|| message::of_text(&answer.body));
            Lookup::Transient(unclear(Kind::NoStatus, answer.status, said))
        }
    }
}

/// Reads the answer to [`result`], for so many images.
///
/// They are looked for under `images`, then `output` (a text, a list, or absent), then `image`; any of them may hold
/// addresses or base64. An address may be on any host: the key must not go there, and [`download`](super::download)
/// makes a request that cannot carry it.
///
/// A body that is cut short and holds fewer images than asked for is [`Lookup::Transient`], since the next answer may
/// bring the rest; what came is kept in its failure.
#[must_use]
pub fn decode_result(answer: Answer, asked: u8) -> Lookup<Generated> {
    if !answer.is_success() {
        return refused(&answer);
    }
    let facts = Facts::of_headers(&answer);
    let status = answer.status;
    if answer.body.trim_ascii().is_empty() {
        return Lookup::Transient(unclear(Kind::EmptyBody, status, None));
    }
    // A proxy may follow the address by itself.
    let body = match Picture::sniffed(answer.body) {
        Ok(picture) if picture.is_whole() => {
            return Lookup::Completed(Generated {
                outputs: vec![Output::Picture(picture)],
                asked,
                facts,
            });
        }
        Ok(torn) => {
            let failure = unclear(Kind::TruncatedBody, status, None);
            return Lookup::Transient(keep(failure, torn.into_bytes()));
        }
        Err(body) if body.starts_with(b"PK\x03\x04") => {
            let failure = unusable(Kind::Archive, status, body, None);
            return Lookup::Failed { failure, facts };
        }
        Err(body) => body,
    };
    let answer = Answer { body, ..answer };
    if html::is_html(&answer) {
        return page(&answer);
    }
    let head = Head::read(&answer.body);
    match head.status {
        Some(Status::Queued) => return Lookup::Queued,
        Some(Status::Processing) => return Lookup::Processing,
        Some(Status::Failed) => return failed(&answer, head),
        Some(Status::Completed) | None => {}
    }
    let torn = head.torn && answer.body.trim_ascii_start().starts_with(b"{");
    let facts = facts.or(head.facts);
    match images::find(&answer.body, images::Order::V2) {
        Ok(found) if torn && found.outputs.len() < usize::from(asked) => {
            let failure = unclear(Kind::TruncatedBody, status, None);
            Lookup::Transient(keep(failure, answer.body))
        }
        Ok(found) => Lookup::Completed(Generated {
            outputs: found.outputs,
            asked,
            facts: facts.or(found.facts),
        }),
        Err(images::Nothing { kind, said }) if head.status.is_some() && !torn => Lookup::Failed {
            failure: unusable(kind, status, answer.body, said),
            facts,
        },
        Err(images::Nothing { kind, said }) => {
            Lookup::Transient(keep(unclear(kind, status, said), answer.body))
        }
    }
}

/// An answer that says nothing of the job.
fn unclear(kind: Kind, status: u16, said: Option<String>) -> Failure {
    Failure::new(kind, Charge::None, Next::TryAgain, About::Job)
        .with_status(status)
        .with_said(said)
}

/// A job that failed. Only a job that is done is billed, as far as anybody knows; its own numbers know better.
fn failed<T>(answer: &Answer, head: Head) -> Lookup<T> {
    let said = message::of_json(&answer.body);
    let facts = Facts::of_headers(answer).or(head.facts);
    let (charge, next) = if facts.cost.is_some_and(|cost| cost > 0.0) {
        (Charge::Likely, Next::AskBeforeRepeating)
    } else {
        let field = said.as_deref().and_then(message::field_named);
        (Charge::None, field.map_or(Next::TryAgain, Next::EditField))
    };
    let failure = Failure::new(Kind::JobFailed, charge, next, About::Images)
        .with_status(answer.status)
        .with_said(said);
    Lookup::Failed { failure, facts }
}

/// A web page under a good status.
fn page<T>(answer: &Answer) -> Lookup<T> {
    let failure = errors::page(answer, About::Job);
    match failure.kind() {
        Kind::LoginPage => Lookup::Barred(failure),
        _ => Lookup::Transient(failure),
    }
}

fn refused<T>(answer: &Answer) -> Lookup<T> {
    match answer.status {
        422 => {
            let head = Head::read(&answer.body);
            // Under `error` it is the service that speaks; a validator on the way words its complaints otherwise.
            if head.status == Some(Status::Failed) || head.error {
                return failed(answer, head);
            }
        }
        404 | 410 if is_forgotten(answer) => {
            let failure = Failure::new(
                Kind::JobGone,
                Charge::Unknown,
                Next::AskBeforeRepeating,
                About::Images,
            );
            let said = message::of_json(&answer.body);
            return Lookup::Gone(failure.with_status(answer.status).with_said(said));
        }
        _ => {}
    }
    let failure = errors::failure(answer, About::Job);
    if matches!(answer.status, 401 | 403 | 407) {
        Lookup::Barred(failure)
    } else {
        Lookup::Transient(failure)
    }
}

/// Whether a 404 is the service's word on this job (`Request <id> not found`). A wrong address or a proxy that lost its
/// way answers 404 too, and a paid job must not be given up for that.
fn is_forgotten(answer: &Answer) -> bool {
    let words = message::of_json(&answer.body).unwrap_or_default();
    let words = words.to_ascii_lowercase();
    words.contains("request") && (words.contains("not found") || words.contains("expired"))
}
