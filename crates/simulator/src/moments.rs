//! Moments: what happened to each POST and when, in the order it happened, for a harness to wait on.

use serde::Serialize;

/// A step in the life of a POST.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Its head has arrived.
    Arrived,
    /// Its body has arrived, to the last byte.
    BodyComplete,
    /// v2: a job was made for it.
    Taken,
    /// It was billed. Under v2 that is when its job is done, unless the simulator bills at the submit.
    Billed,
    /// v2: its job is over; whether it failed shows in the answers.
    JobOver,
    /// Its answer was handed to the network, to the last byte.
    AnswerWritten,
    /// Its connection was closed instead.
    Dropped,
}

/// One step of one POST.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moment {
    /// Counted from 1 over all moments and never used again.
    pub number: u64,
    /// Milliseconds since 1970 (UTC).
    pub when_ms: u64,
    /// What happened.
    pub step: Step,
    /// The number of the POST in the ledger.
    pub entry: u64,
    /// Its path.
    pub path: String,
    /// The name its `case` fault gave it.
    pub case: Option<String>,
    /// The id the service gave it, once it has one.
    pub request_id: Option<String>,
}

/// Something that came where no key must go: to a picture's address, or to one that a `foreign-urls` answer named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stray {
    /// Milliseconds since 1970 (UTC).
    pub when_ms: u64,
    /// The path that was asked for.
    pub path: String,
    /// Whether a key came along.
    pub key: bool,
}
