//! The row as it lies in the database: a format of its own, so that renaming a field here loses nobody's jobs.

mod parts;

use serde::{Deserialize, Serialize};

use self::parts::{
    SavedEarlier, SavedHandle, SavedOutcome, SavedRequest, SavedTarget, choice_name, choice_named,
};
use super::{JobKey, JobRow, State, TabId};
use crate::money::{Charge, Micros};

/// The version this build writes. Readers take any older one.
const VERSION: u32 = 1;

impl JobRow {
    /// The row as text.
    pub fn save(&self) -> String {
        // Exhaustive on purpose: a new field must be given a place here before this compiles again.
        let JobRow {
            key,
            request,
            target,
            asked_ms,
            rank,
            home,
            state,
            handle,
            sent_ms,
            charge,
            before,
            sendings,
            repeats,
            choices,
            outcome,
            balance,
            ended_ms,
        } = self;
        let (tab, since_ms) = match state {
            State::Sending { tab, since_ms } => (Some(tab.as_str().to_owned()), Some(*since_ms)),
            _ => (None, None),
        };
        let saved = Saved {
            version: VERSION,
            key: key.as_str().to_owned(),
            request: SavedRequest::of(request),
            target: SavedTarget::of(target),
            asked_ms: *asked_ms,
            rank: *rank,
            home: home.as_str().to_owned(),
            state: state.name().to_owned(),
            tab,
            since_ms,
            handle: handle.as_ref().map(SavedHandle::of),
            sent_ms: *sent_ms,
            charge: charge_text(*charge),
            before: before.iter().map(SavedEarlier::of).collect(),
            sendings: *sendings,
            repeats: *repeats,
            choices: choices
                .iter()
                .map(|(ms, choice)| (*ms, choice_name(*choice).to_owned()))
                .collect(),
            outcome: SavedOutcome::of(outcome),
            balance_before: balance.0.map(|Micros(amount)| amount),
            balance_after: balance.1.map(|Micros(amount)| amount),
            ended_ms: *ended_ms,
        };
        serde_json::to_string(&saved).unwrap_or_default()
    }

    /// Reads what [`save`](Self::save) wrote. What is missing gets its default; what is unknown is passed over, save
    /// where it would turn paid into unpaid: a state this build does not know is read as unknown.
    ///
    /// # Errors
    /// A sentence, where the row has no name or no request.
    pub fn restore(text: &str) -> Result<JobRow, &'static str> {
        const UNREADABLE: &str =
            "A job in this browser's database could not be read. It is left there untouched.";
        let saved: Saved = serde_json::from_str(text).map_err(|_| UNREADABLE)?;
        let key = JobKey::stored(&saved.key).ok_or(UNREADABLE)?;
        let request = saved.request.restore().ok_or(UNREADABLE)?;
        let home = TabId::stored(&saved.home).unwrap_or(TabId::new(0));
        let handle = saved.handle.and_then(SavedHandle::restore);
        let tab = saved.tab.as_deref().and_then(TabId::stored);
        let state = match saved.state.as_str() {
            "waiting" => State::Waiting,
            "sending" => State::Sending {
                tab: tab.unwrap_or_else(|| home.clone()),
                since_ms: saved.since_ms.unwrap_or(saved.asked_ms),
            },
            "submitted" if handle.is_some() => State::Submitted,
            "received" => State::Received,
            "saving" => State::Saving,
            "done" => State::Done,
            "failed" => State::Failed,
            "cancelled" => State::Cancelled,
            "gone" => State::Gone,
            _ => State::Unknown,
        };
        let mut row = JobRow {
            key,
            request,
            target: saved.target.restore(),
            asked_ms: saved.asked_ms,
            rank: saved.rank,
            home,
            state,
            handle,
            sent_ms: saved.sent_ms,
            charge: Charge::named(&saved.charge.0, Micros(saved.charge.1)),
            before: saved
                .before
                .into_iter()
                .map(SavedEarlier::restore)
                .collect(),
            sendings: saved.sendings,
            repeats: saved.repeats,
            choices: saved
                .choices
                .iter()
                .filter_map(|(ms, name)| Some((*ms, choice_named(name)?)))
                .collect(),
            outcome: saved.outcome.restore(),
            balance: (
                saved.balance_before.map(Micros),
                saved.balance_after.map(Micros),
            ),
            ended_ms: saved.ended_ms,
        };
        row.charge_at_least();
        Ok(row)
    }

    /// No row is read as unpaid in a state in which a request has left.
    fn charge_at_least(&mut self) {
        if self.charge != Charge::None {
            return;
        }
        let estimate = self.estimate();
        self.charge = self.charge_of(match self.state {
            State::Draft | State::Waiting | State::Failed | State::Cancelled => Charge::None,
            State::Sending { .. } | State::Submitted | State::Unknown => Charge::Unknown(estimate),
            State::Received | State::Saving | State::Done | State::Gone => Charge::About(estimate),
        });
    }
}

fn charge_text(charge: Charge) -> (String, u64) {
    let (name, Micros(amount)) = charge.parts();
    (name.to_owned(), amount)
}

#[derive(Serialize, Deserialize)]
struct Saved {
    #[serde(default)]
    version: u32,
    key: String,
    request: SavedRequest,
    #[serde(default)]
    target: SavedTarget,
    #[serde(default)]
    asked_ms: u64,
    #[serde(default)]
    rank: i64,
    #[serde(default)]
    home: String,
    #[serde(default)]
    state: String,
    tab: Option<String>,
    since_ms: Option<u64>,
    handle: Option<SavedHandle>,
    sent_ms: Option<u64>,
    #[serde(default)]
    charge: (String, u64),
    #[serde(default)]
    before: Vec<SavedEarlier>,
    #[serde(default)]
    sendings: u32,
    #[serde(default)]
    repeats: u8,
    #[serde(default)]
    choices: Vec<(u64, String)>,
    #[serde(default)]
    outcome: SavedOutcome,
    balance_before: Option<u64>,
    balance_after: Option<u64>,
    ended_ms: Option<u64>,
}
