//! Jobs of v2: handing them in and asking about them as the client does.

use super::{ask, endpoint, last, post, submit, until};
use simulator::{Config, Running};
use ssd1b::wire::{self, Lookup, decode_submit};
use ssd1b::{Facts, Generated, NetworkFacts, Next, RequestId};

/// Small pictures in plain time, so that nothing expires while a test looks at it.
pub(crate) async fn plain() -> Running {
    let config = Config {
        edge: 16,
        ..Config::default()
    };
    simulator::serve(config).await.unwrap()
}

/// Faults under which a job is done at once.
pub(crate) const AT_ONCE: &str = "queue=0;work=0";
/// Longer than any test runs.
pub(crate) const NEVER: &str = "86400000";

pub(crate) async fn submitted(running: &Running, faults: &str, samples: u8) -> RequestId {
    let reply = post(running, &submit(running, faults, &ask(samples, false)))
        .await
        .unwrap();
    decode_submit(reply.answer).unwrap().id
}

fn unanswered<T>() -> Lookup<T> {
    Lookup::unanswered(NetworkFacts {
        online: None,
        elapsed_ms: 0,
        host_answered_before: true,
        post: false,
        cut_mid_body: false,
    })
}

pub(crate) async fn poll(running: &Running, faults: &str, id: &RequestId) -> Lookup<Facts> {
    match post(running, &wire::poll(&endpoint(running, faults), id)).await {
        Some(reply) if reply.whole => wire::decode_poll(reply.answer),
        _ => unanswered(),
    }
}

pub(crate) async fn result(
    running: &Running,
    faults: &str,
    id: &RequestId,
    asked: u8,
) -> Lookup<Generated> {
    match post(running, &wire::result(&endpoint(running, faults), id)).await {
        Some(reply) if reply.whole => wire::decode_result(reply.answer, asked),
        _ => unanswered(),
    }
}

pub(crate) async fn over(running: &Running) {
    until("the job is over", || last(running).job_over_ms.is_some()).await;
}

/// A lookup in a word or two.
pub(crate) fn word<T>(lookup: &Lookup<T>) -> String {
    match lookup {
        Lookup::Queued => "queued".into(),
        Lookup::Processing => "processing".into(),
        Lookup::Completed(_) => "completed".into(),
        Lookup::Failed { failure, .. } => format!("failed {:?}", failure.kind()),
        Lookup::Gone(_) => "gone".into(),
        Lookup::Barred(failure) => format!("barred {:?}", failure.kind()),
        Lookup::Transient(failure) => match failure.next() {
            Next::Wait { until_ms: Some(_) } => format!("transient {:?} until", failure.kind()),
            _ => format!("transient {:?}", failure.kind()),
        },
    }
}
