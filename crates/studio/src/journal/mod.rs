//! The journal: one row for every job, on the disk before anything of it leaves the device.
//!
//! A row says what was asked for, where it goes, how it stands and what it may have cost. Its state changes only by
//! [`JobRow::apply`], along the table in [`State::after`]. Whatever happens to the page, the rows tell the truth of
//! what is known: what was sent and not answered is unknown, and never sent again without the person's word.

mod apply;
mod key;
mod saved;
mod state;
mod target;
mod verdict;

pub use key::{JobKey, TabId};
pub use state::{Asked, Choice, Event, Handle, Head, Illegal, Outcome, State};
pub use target::{Api, Maker, Target};

use ssd1b::Request;

use crate::money::{Charge, Micros, Payment};

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
    /// When its request was last sent, Unix milliseconds.
    pub sent_ms: Option<u64>,
    /// What it was charged, the last sending alone.
    pub charge: Charge,
    /// Earlier sendings that were or may have been charged, where the person chose to send again.
    pub before: Vec<Earlier>,
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

/// A sending that the person gave up by choosing to send again.
#[derive(Clone, Debug, PartialEq)]
pub struct Earlier {
    /// Which of the job's sendings it was, from 1 on.
    pub attempt: u32,
    /// What it was or may have been charged.
    pub payment: Payment,
    /// v2: what the service calls it.
    pub handle: Option<Handle>,
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
            sent_ms: None,
            charge: Charge::None,
            before: Vec::new(),
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

    /// The service named its price. Before there is a result such a number says nothing: a job that waits has cost 0
    /// so far.
    pub fn name_price(&mut self, price: Micros) {
        let final_word = matches!(
            self.state,
            State::Received | State::Saving | State::Done | State::Failed | State::Gone
        );
        if self.target.is_paid() && final_word {
            self.charge = Charge::Exact(price);
        }
    }

    /// Every sending that was or may have been charged, oldest first.
    pub fn payments(&self) -> impl Iterator<Item = Payment> {
        let last = (self.charge != Charge::None).then(|| self.payment());
        let before = self.before.iter().map(|earlier| earlier.payment);
        before.chain(last)
    }

    /// The last sending.
    fn payment(&self) -> Payment {
        Payment {
            at_ms: self.sent_ms.unwrap_or(self.asked_ms),
            charge: self.charge,
        }
    }

    /// All that it was or may have been charged, every sending together.
    pub fn charged(&self) -> Charge {
        self.payments()
            .fold(Charge::None, |sum, payment| sum.plus(payment.charge))
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
