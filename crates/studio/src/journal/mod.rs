//! The journal: one row for every job, on the disk before anything of it leaves the device.
//!
//! A row says what was asked for, where it goes, how it stands and what it may have cost. Its state changes only by
//! [`JobRow::apply`], along the table in [`State::after`]. Whatever happens to the page, the rows tell the truth of
//! what is known: what was sent and not answered is unknown, and never sent again without the person's word.

mod key;
mod saved;
mod state;
mod target;

pub use key::{JobKey, TabId};
pub use state::{Asked, Choice, Event, Handle, Head, Illegal, Outcome, State};
pub use target::{Api, Maker, Target};

use ssd1b::Request;

use crate::money::{Charge, Micros};

/// A job as the journal has it.
#[derive(Clone, Debug, PartialEq)]
pub struct JobRow {
    /// Its name.
    pub key: JobKey,
    /// What was asked for.
    pub request: Request,
    /// Where it goes.
    pub target: Target,
    /// When it was asked for, Unix milliseconds.
    pub asked_ms: u64,
    /// Its place in the queue: smaller goes first.
    pub rank: i64,
    /// The tab that minds it.
    pub home: TabId,
    /// How it stands.
    pub state: State,
    /// v2: what the service calls it.
    pub handle: Option<Handle>,
    /// What it was charged, the last sending alone.
    pub charge: Charge,
    /// What earlier sendings may have been charged, where the person chose to send again without knowing.
    pub before: Charge,
    /// How often its request was sent, by whatever right.
    pub sendings: u32,
    /// How often it was sent again unasked since the person last decided.
    pub repeats: u8,
    /// What the person decided, with the time in Unix milliseconds.
    pub choices: Vec<(u64, Choice)>,
    /// How the last sending went.
    pub outcome: Outcome,
    /// The balance in dollars before it was sent and after, where it could be read: evidence for who must decide.
    pub balance: (Option<Micros>, Option<Micros>),
    /// When it ended, Unix milliseconds.
    pub ended_ms: Option<u64>,
}

impl JobRow {
    /// A job that is drawn up and not yet in the queue.
    pub fn draft(
        key: JobKey,
        request: Request,
        target: Target,
        home: TabId,
        now_ms: u64,
    ) -> JobRow {
        JobRow {
            key,
            request,
            target,
            asked_ms: now_ms,
            rank: i64::try_from(now_ms).unwrap_or(i64::MAX),
            home,
            state: State::Draft,
            handle: None,
            charge: Charge::None,
            before: Charge::None,
            sendings: 0,
            repeats: 0,
            choices: Vec::new(),
            outcome: Outcome::None,
            balance: (None, None),
            ended_ms: None,
        }
    }

    /// What its request will cost, roughly; nothing where it is free.
    pub fn estimate(&self) -> Micros {
        if self.target.is_paid() {
            Micros::estimate(&self.request)
        } else {
            Micros(0)
        }
    }

    /// Lets the event happen: the new state, and what follows from it for money, counters and times.
    ///
    /// # Errors
    /// [`Illegal`] where it cannot happen in this state. Nothing is changed then.
    pub fn apply(&mut self, event: &Event, now_ms: u64) -> Result<(), Illegal> {
        let mut next = self.state.after(event)?;
        if next == State::Unknown && !self.target.is_paid() {
            // Where nothing is paid there is nothing to find out.
            next = match event {
                Event::Lost => State::Failed,
                _ => State::Cancelled,
            };
        }
        let estimate = self.estimate();
        let maybe = self.charge_of(Charge::Unknown(estimate));
        match event {
            Event::Claim { .. } => {
                self.sendings = self.sendings.saturating_add(1);
                self.outcome = Outcome::None;
                self.handle = None;
                self.charge = maybe;
            }
            Event::HeldBack => {
                self.repeats = self.repeats.saturating_add(1);
                self.charge = Charge::None;
            }
            Event::Refused | Event::JobFailed => self.charge = Charge::None,
            Event::Submitted(handle) => {
                self.handle = Some(handle.clone());
                self.charge = maybe;
            }
            Event::Orphaned => {
                self.outcome = Outcome::TabGone;
                self.charge = maybe;
            }
            Event::Lost => self.charge = maybe,
            Event::Expired { completed: false } if next == State::Unknown => self.charge = maybe,
            // Only a success is answered so, and a success is charged. A price that the service names comes later.
            Event::Received | Event::Expired { .. } => {
                if !matches!(self.charge, Charge::Exact(_)) {
                    self.charge = self.charge_of(Charge::About(estimate));
                }
            }
            Event::Cancel => {
                let sent = self.state.is_out();
                self.outcome = Outcome::Cancelled { sent };
                self.charge = if sent { maybe } else { Charge::None };
            }
            Event::Choose(choice) => {
                self.choices.push((now_ms, *choice));
                self.choose(*choice);
            }
            Event::Queue | Event::Unusable | Event::Decoded | Event::Painted | Event::Saved => {}
        }
        self.ended_ms = next.has_ended().then_some(now_ms);
        self.state = next;
        Ok(())
    }

    fn choose(&mut self, choice: Choice) {
        match choice {
            Choice::Again => {
                self.before = add(self.before, self.charge);
                self.charge = Charge::None;
                self.repeats = 0;
                self.outcome = Outcome::None;
            }
            Choice::Charged => {
                let amount = self.estimate();
                self.charge = self.charge_of(Charge::About(amount));
            }
            Choice::NotCharged => self.charge = Charge::None,
        }
    }

    /// The service named its price.
    pub fn name_price(&mut self, price: Micros) {
        if self.target.is_paid() {
            self.charge = Charge::Exact(price);
        }
    }

    /// All that it was or may have been charged, every sending together.
    pub fn charged(&self) -> Charge {
        add(self.before, self.charge)
    }

    /// It may be sent again if the person says so.
    pub fn can_go_again(&self) -> bool {
        self.state.after(&Event::Choose(Choice::Again)).is_ok()
    }

    /// Sending it again may pay for it twice.
    pub fn may_pay_twice(&self) -> bool {
        self.target.is_paid() && self.charged() != Charge::None
    }

    /// The key of the answer to its last sending, in the table of answers.
    pub fn answer_key(&self) -> String {
        [self.key.as_str(), "/", &self.sendings.to_string()].concat()
    }

    fn charge_of(&self, charge: Charge) -> Charge {
        if self.target.is_paid() {
            charge
        } else {
            Charge::None
        }
    }
}

/// Both together. What is not known of one is not known of the sum.
fn add(one: Charge, other: Charge) -> Charge {
    use Charge::{About, Exact, None, Unknown};
    match (one, other) {
        (None, charge) | (charge, None) => charge,
        (Unknown(a), Unknown(b) | About(b) | Exact(b)) | (About(a) | Exact(a), Unknown(b)) => {
            Unknown(a.plus(b))
        }
        (Exact(a), Exact(b)) => Exact(a.plus(b)),
        (About(a), About(b) | Exact(b)) | (Exact(a), About(b)) => About(a.plus(b)),
    }
}
