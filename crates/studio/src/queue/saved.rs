//! The shared row as it lies in the database.

use serde::{Deserialize, Serialize};

use super::{Budget, Lane, Limits, Pause, Queue};
use crate::money::Micros;

/// The version this build writes. Readers take any older one.
const VERSION: u32 = 1;

impl Queue {
    /// The row as text.
    pub fn save(&self) -> String {
        let Queue {
            pauses,
            lanes,
            budget,
        } = self;
        let saved = Saved {
            version: VERSION,
            pauses: pauses
                .iter()
                .map(|pause| pause_name(*pause).to_owned())
                .collect(),
            lanes: lanes.iter().map(SavedLane::of).collect(),
            budget: budget.map(|budget| budget.limit.0),
            session_since_ms: budget.and_then(|budget| budget.session_since_ms),
        };
        serde_json::to_string(&saved).unwrap_or_default()
    }

    /// Reads what [`save`](Self::save) wrote. What can't be read stands still: a queue that forgot why it was paused
    /// could spend money.
    pub fn restore(text: &str) -> Queue {
        let Ok(saved) = serde_json::from_str::<Saved>(text) else {
            return Queue {
                pauses: vec![Pause::ByPerson],
                ..Queue::default()
            };
        };
        let mut queue = Queue {
            pauses: Vec::new(),
            lanes: saved.lanes.into_iter().map(SavedLane::restore).collect(),
            budget: saved.budget.map(|limit| Budget {
                limit: Micros(limit),
                session_since_ms: saved.session_since_ms,
            }),
        };
        for name in &saved.pauses {
            queue.halt(pause_named(name));
        }
        queue
    }
}

#[derive(Serialize, Deserialize)]
struct Saved {
    #[serde(default)]
    version: u32,
    #[serde(default)]
    pauses: Vec<String>,
    #[serde(default)]
    lanes: Vec<SavedLane>,
    budget: Option<u64>,
    session_since_ms: Option<u64>,
}

#[derive(Serialize, Deserialize)]
struct SavedLane {
    name: String,
    at_once: Option<u8>,
    a_minute: Option<u16>,
    paused_until_ms: Option<u64>,
    #[serde(default)]
    sent_ms: Vec<u64>,
}

impl SavedLane {
    fn of(lane: &Lane) -> SavedLane {
        let Lane {
            name,
            limits,
            paused_until_ms,
            sent_ms,
        } = lane.clone();
        SavedLane {
            name,
            at_once: limits.map(|limits| limits.at_once),
            a_minute: limits.and_then(|limits| limits.a_minute),
            paused_until_ms,
            sent_ms,
        }
    }

    fn restore(self) -> Lane {
        Lane {
            name: self.name,
            limits: self.at_once.map(|at_once| Limits {
                at_once,
                a_minute: self.a_minute,
            }),
            paused_until_ms: self.paused_until_ms,
            sent_ms: self.sent_ms,
        }
    }
}

const fn pause_name(pause: Pause) -> &'static str {
    match pause {
        Pause::ByPerson => "person",
        Pause::NotSaved => "not saved",
        Pause::Budget => "budget",
    }
}

fn pause_named(name: &str) -> Pause {
    match name {
        "not saved" => Pause::NotSaved,
        "budget" => Pause::Budget,
        _ => Pause::ByPerson,
    }
}
