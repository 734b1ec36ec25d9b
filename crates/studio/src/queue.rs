//! Who may send next: how many at once, how many a minute, pauses and the budget, over all tabs together.
//!
//! Everything here is decided inside one transaction, from rows that no other tab can change meanwhile.

mod saved;

use crate::journal::{JobKey, JobRow, Maker, State, TabId, Target};
use crate::money::Micros;
use crate::{polling, retry};

/// The span of "requests a minute", in milliseconds.
const MINUTE_MS: u64 = 60_000;

/// The longest that a service can ask to wait, in milliseconds.
const LONGEST_PAUSE_MS: u64 = retry::LONGEST_WAIT_MS as u64;

/// What a connection is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many requests may be out at once, 1 to 8.
    pub at_once: u8,
    /// How many may be sent within a minute, 1 to 600; `None` for as many as come.
    pub a_minute: Option<u16>,
}

impl Limits {
    /// The most requests that may be out at once.
    pub const MOST_AT_ONCE: u8 = 8;
    /// The highest limit of requests a minute.
    pub const MOST_A_MINUTE: u16 = 600;

    /// Two at once, and as many a minute as the strictest of the service's published limits allows. The practice engine
    /// and the simulator know no limit.
    pub fn usual(maker: Maker) -> Limits {
        Limits {
            at_once: 2,
            a_minute: (maker == Maker::Service).then_some(5),
        }
    }
}

/// A connection: its limits, and what was sent over it of late.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// See [`Target::lane`].
    pub name: String,
    /// What it is held to, where the person chose so.
    pub limits: Option<Limits>,
    /// The service asked to wait until then, Unix milliseconds; see [`paused_until`](Self::paused_until).
    pub paused_until_ms: Option<u64>,
    /// When requests were sent within the last minute, Unix milliseconds, oldest first.
    pub sent_ms: Vec<u64>,
}

/// Why the whole queue stands still until the person says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// The person paused it.
    ByPerson,
    /// A paid image could not be stored. Only paid jobs wait.
    NotSaved,
    /// The budget would be passed. Only paid jobs wait.
    Budget,
}

/// Stop before more than that is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// So much.
    pub limit: Micros,
    /// Since then, Unix milliseconds, where it counts from one moment on; `None` for each day anew.
    pub session_since_ms: Option<u64>,
}

/// What all tabs share of the queue. One row of the database.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queue {
    /// It stands still for these reasons, each until the person has dealt with it.
    pauses: Vec<Pause>,
    /// The connections that were used or set up.
    pub lanes: Vec<Lane>,
    /// The budget, if there is one.
    pub budget: Option<Budget>,
}

/// Whether a job may go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Now.
    Now,
    /// Not before then, Unix milliseconds, for this reason.
    NotBefore(u64, Wait),
    /// Once another job has ended.
    WhenFree,
    /// Once the person has done something about the pause.
    Paused(Pause),
    /// It is not waiting.
    NotWaiting,
}

/// Why a job waits for a moment in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// The service asked to wait.
    Asked,
    /// So many were sent within the last minute.
    Rate,
}

impl Queue {
    /// Why it stands still: the reason that holds most back.
    pub fn pause(&self) -> Option<Pause> {
        let first = [Pause::ByPerson, Pause::NotSaved, Pause::Budget];
        first.into_iter().find(|pause| self.pauses.contains(pause))
    }

    /// Stands still for this reason, whatever else it stands still for.
    pub fn halt(&mut self, why: Pause) {
        if !self.pauses.contains(&why) {
            self.pauses.push(why);
        }
    }

    /// The person has dealt with this reason. Others still hold.
    pub fn resume(&mut self, from: Pause) {
        self.pauses.retain(|pause| *pause != from);
    }

    /// The lane of that target, as it is or as it would begin.
    pub fn lane(&self, target: &Target) -> Lane {
        let found = self.lanes.iter().find(|lane| lane.name == target.lane());
        found.cloned().unwrap_or_else(|| Lane {
            name: target.lane().to_owned(),
            limits: None,
            paused_until_ms: None,
            sent_ms: Vec::new(),
        })
    }

    /// What that target is held to.
    pub fn limits(&self, target: &Target) -> Limits {
        let usual = Limits::usual(target.maker);
        let Limits { at_once, a_minute } = self.lane(target).limits.unwrap_or(usual);
        Limits {
            at_once: at_once.clamp(1, Limits::MOST_AT_ONCE),
            a_minute: a_minute.map(|most| most.clamp(1, Limits::MOST_A_MINUTE)),
        }
    }

    /// Whether `row` may go out. `rows` are all rows of the journal, `row` among them or not; `spent` is what a budget
    /// counts so far, as [`crate::ledger::counted`] has it.
    pub fn turn(&self, row: &JobRow, rows: &[JobRow], spent: Micros, now_ms: u64) -> Turn {
        if row.state != State::Waiting {
            return Turn::NotWaiting;
        }
        let paid = row.target.is_paid();
        match self.pause() {
            Some(Pause::ByPerson) => return Turn::Paused(Pause::ByPerson),
            Some(pause) if paid => return Turn::Paused(pause),
            _ => {}
        }
        let lane = self.lane(&row.target);
        if let Some(until) = lane.paused_until(now_ms) {
            return Turn::NotBefore(until, Wait::Asked);
        }
        let limits = self.limits(&row.target);
        let out = rows
            .iter()
            .filter(|other| other.key != row.key && other.target.lane() == lane.name)
            .filter(|other| takes_place(other, now_ms))
            .count();
        if out >= usize::from(limits.at_once) {
            return Turn::WhenFree;
        }
        if let Some(most) = limits.a_minute {
            let of_late = lane.of_late(now_ms);
            if let Some(oldest) = of_late.len().checked_sub(usize::from(most)) {
                let until = of_late[oldest].saturating_add(MINUTE_MS);
                return Turn::NotBefore(until, Wait::Rate);
            }
        }
        if let Some(budget) = self.budget.filter(|_| paid) {
            let reserve = row.estimate().plus(row.estimate());
            if spent.plus(reserve) > budget.limit {
                return Turn::Paused(Pause::Budget);
            }
        }
        Turn::Now
    }

    /// Notes that a request goes out now.
    pub fn note_sent(&mut self, target: &Target, now_ms: u64) {
        let mut lane = self.lane(target);
        lane.sent_ms = lane.of_late(now_ms);
        let at = lane.sent_ms.partition_point(|ms| *ms <= now_ms);
        lane.sent_ms.insert(at, now_ms);
        self.put(lane);
    }

    /// Notes that the service asked to wait. The longest wait counts, unless the clock was put back since it was noted.
    pub fn note_limited(&mut self, target: &Target, until_ms: u64) {
        let mut lane = self.lane(target);
        let believable = until_ms.saturating_add(LONGEST_PAUSE_MS);
        let before = lane.paused_until_ms.filter(|ms| *ms <= believable);
        lane.paused_until_ms = before.max(Some(until_ms));
        self.put(lane);
    }

    /// Holds the target's connection to these limits.
    pub fn set_limits(&mut self, target: &Target, limits: Limits) {
        let mut lane = self.lane(target);
        lane.limits = Some(limits);
        self.put(lane);
    }

    fn put(&mut self, lane: Lane) {
        match self.lanes.iter_mut().find(|old| old.name == lane.name) {
            Some(old) => *old = lane,
            None => self.lanes.push(lane),
        }
    }
}

impl Lane {
    /// The sendings that still count, oldest first. A clock that was put back a little must not let more out, so what
    /// lies in the future counts; one that was put back far must not freeze the queue, so not what lies farther off.
    fn of_late(&self, now_ms: u64) -> Vec<u64> {
        let counts = |ms: u64| {
            ms <= now_ms.saturating_add(MINUTE_MS) && ms.saturating_add(MINUTE_MS) > now_ms
        };
        let mut late: Vec<u64> = Vec::new();
        for ms in self.sent_ms.iter().copied().filter(|ms| counts(*ms)) {
            late.insert(late.partition_point(|other| *other <= ms), ms);
        }
        late
    }

    /// Until when the service asked to wait, if that is still to come. What lies farther off than any wait was noted
    /// before the clock was put back.
    pub fn paused_until(&self, now_ms: u64) -> Option<u64> {
        let longest = now_ms.saturating_add(LONGEST_PAUSE_MS);
        self.paused_until_ms
            .filter(|until| *until > now_ms && *until <= longest)
    }
}

/// It takes one of the places of those that run at once. A job of v2 that takes very long gives its place up.
fn takes_place(row: &JobRow, now_ms: u64) -> bool {
    match row.state {
        State::Sending { .. } => true,
        State::Submitted => row
            .handle
            .as_ref()
            .is_some_and(|handle| !polling::is_slow(handle.since_ms, now_ms)),
        _ => false,
    }
}

/// The waiting jobs that this tab minds, in the order in which they go.
pub fn mine<'a>(rows: &'a [JobRow], tab: &TabId) -> Vec<&'a JobRow> {
    let mut mine: Vec<&JobRow> = Vec::new();
    for row in rows
        .iter()
        .filter(|row| row.state == State::Waiting && row.home == *tab)
    {
        // Put in place: the library's sorting is a large download.
        let at = mine.partition_point(|other| order(other) <= order(row));
        mine.insert(at, row);
    }
    mine
}

/// What the queue is ordered by.
pub fn order(row: &JobRow) -> (i64, &JobKey) {
    (row.rank, &row.key)
}
