//! The states of a job, and which may follow which.

use ssd1b::{NetworkFacts, RequestId};

use super::TabId;

/// How a job stands.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Drawn up; the person has not decided yet. Never stored.
    Draft,
    /// In the queue: nothing was sent, or what was sent was refused without a charge.
    Waiting,
    /// Its request is on the way. Committed before the request leaves.
    Sending {
        /// The tab that sends.
        tab: TabId,
        /// Since when, Unix milliseconds.
        since_ms: u64,
    },
    /// v2: the service has it, under the id of its handle.
    Submitted,
    /// The answer is on the disk as it came, and not yet decoded.
    Received,
    /// Decoded; its images are being fetched and stored.
    Saving,
    /// All images it brought are stored.
    Done,
    /// It ended without images, for the reason that its outcome tells.
    Failed,
    /// Called off by the person.
    Cancelled,
    /// What became of it is not known: it may have been charged. Ends by the person's word, or by a late answer.
    Unknown,
    /// Paid for, and its images can no longer be had.
    Gone,
}

/// What happens to a job.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The person wants it.
    Queue,
    /// A tab takes it to send it.
    Claim {
        /// The tab.
        tab: TabId,
        /// When, Unix milliseconds.
        now_ms: u64,
    },
    /// The service refused it for now, without a charge, in a way that may be repeated unasked.
    HeldBack,
    /// The service refused the request, without a charge.
    Refused,
    /// No answer, or one that hides what the service did.
    Lost,
    /// The tab that sent it is gone.
    Orphaned,
    /// v2: the service took it, was seen to have completed it, or is to be asked about it once more.
    Submitted(Handle),
    /// An answer came that is to be decoded.
    Received,
    /// The answer holds nothing usable. It is kept.
    Unusable,
    /// v2: the service says that it failed.
    JobFailed,
    /// v2: the service no longer knows it.
    Expired {
        /// It was seen completed before, so it was charged.
        completed: bool,
    },
    /// The answer was decoded.
    Decoded,
    /// The practice engine painted its images.
    Painted,
    /// All of its images are stored.
    Saved,
    /// The person calls it off.
    Cancel,
    /// The person decides.
    Choose(Choice),
}

/// A decision that only the person can take. Recorded with the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Send it again. Where the first sending may have been charged this may pay twice.
    Again,
    /// It was charged, and its images are lost.
    Charged,
    /// It was not charged.
    NotCharged,
}

/// That event cannot happen to a job in that state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Illegal;

impl State {
    /// The state after the event, as far as states alone can tell; [`JobRow::apply`](super::JobRow::apply) knows more.
    ///
    /// # Errors
    /// [`Illegal`] where the table has no such row. The job stays as it is.
    pub fn after(&self, event: &Event) -> Result<State, Illegal> {
        use Event as E;
        use State as S;
        let next = match (self, event) {
            (S::Draft, E::Queue) => S::Waiting,
            (S::Waiting, E::Claim { tab, now_ms }) => S::Sending {
                tab: tab.clone(),
                since_ms: *now_ms,
            },
            (S::Waiting, E::Cancel) => S::Cancelled,

            (S::Sending { .. }, E::HeldBack) => S::Waiting,
            // What the practice engine painted lies in memory until it is stored.
            (S::Sending { .. } | S::Saving, E::Orphaned) => S::Unknown,
            // Nobody can call back what was sent.
            (S::Sending { .. } | S::Submitted, E::Cancel) => S::Unknown,
            // From here on a late answer may still turn up what was thought unknown.
            (S::Sending { .. } | S::Received | S::Unknown, E::Lost) => S::Unknown,
            (S::Sending { .. } | S::Received | S::Unknown, E::Refused) => S::Failed,
            (S::Sending { .. } | S::Submitted | S::Received | S::Unknown, E::Submitted(_)) => {
                S::Submitted
            }
            // A late answer is good news even after the person gave it up.
            (
                S::Sending { .. } | S::Submitted | S::Unknown | S::Cancelled | S::Gone,
                E::Received,
            ) => S::Received,
            (S::Sending { .. }, E::Painted) => S::Saving,

            (S::Submitted | S::Received | S::Unknown, E::JobFailed) => S::Failed,
            (S::Submitted | S::Unknown, E::Expired { completed: true }) => S::Gone,
            (S::Submitted, E::Expired { completed: false }) => S::Unknown,

            (S::Received, E::Decoded) => S::Saving,
            (S::Submitted | S::Received, E::Unusable) => S::Failed,
            (S::Saving, E::Saved) => S::Done,
            // The addresses of its images answer no more, or never did.
            (S::Saving, E::Expired { .. }) => S::Gone,

            (S::Failed | S::Cancelled | S::Unknown | S::Gone, E::Choose(Choice::Again)) => {
                S::Waiting
            }
            (S::Unknown, E::Choose(Choice::Charged)) => S::Gone,
            (S::Unknown, E::Choose(Choice::NotCharged)) => S::Cancelled,
            _ => return Err(Illegal),
        };
        Ok(next)
    }

    /// It has ended: nothing happens to it any more unless the person decides so, or a late answer turns up.
    pub fn has_ended(&self) -> bool {
        matches!(
            self,
            State::Done | State::Failed | State::Cancelled | State::Unknown | State::Gone
        )
    }

    /// Its request is on the way or with the service: it takes a place of those that run at once.
    pub fn is_out(&self) -> bool {
        matches!(self, State::Sending { .. } | State::Submitted)
    }

    /// The name in the saved form.
    pub const fn name(&self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Waiting => "waiting",
            State::Sending { .. } => "sending",
            State::Submitted => "submitted",
            State::Received => "received",
            State::Saving => "saving",
            State::Done => "done",
            State::Failed => "failed",
            State::Cancelled => "cancelled",
            State::Unknown => "unknown",
            State::Gone => "gone",
        }
    }
}

/// What the service calls a job of v2. With it the images can be fetched, without it never.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    /// The service's name for it.
    pub id: RequestId,
    /// Since when, Unix milliseconds. The service forgets it about an hour later.
    pub since_ms: u64,
    /// It was seen completed, so it was charged.
    pub completed: bool,
}

/// What is known of how the last sending went. The failure that a person reads is made from it again at any time.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Nothing yet.
    None,
    /// An answer with this head; its body lies in the table of answers.
    Answer(Head),
    /// None, and this is all that can be known.
    Network(NetworkFacts),
    /// The person called it off; whether it had been sent.
    Cancelled {
        /// The request had left.
        sent: bool,
    },
    /// The tab that sent it went away before an answer was on the disk.
    TabGone,
    /// The practice engine failed, for this reason.
    Stopped(String),
}

/// The head of an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// The HTTP status.
    pub status: u16,
    /// The headers that could be read.
    pub headers: Vec<(String, String)>,
    /// The question it answers.
    pub of: Asked,
}

/// Which of the questions an answer belongs to: each is decoded in its own way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// v1: the request for images.
    #[default]
    Images,
    /// v2: the handing in.
    Submit,
    /// v2: how it stands.
    Poll,
    /// v2: what it brought.
    Result,
}

impl Asked {
    /// All of them.
    pub const ALL: [Asked; 4] = [Asked::Images, Asked::Submit, Asked::Poll, Asked::Result];
}
