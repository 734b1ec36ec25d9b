//! Many tabs that send through one journal and one queue, in one order, with a clock that is sometimes put back.

use proptest::prelude::*;
use ssd1b::RequestId;
use studio::journal::{Api, Event, Handle, JobKey, JobRow, Maker, State, TabId};
use studio::ledger;
use studio::money::Micros;
use studio::queue::{Budget, Limits, Pause, Queue, Turn, mine};

use crate::rows::{request, target};

#[derive(Clone, Debug)]
enum Step {
    /// A tab adds a job: whose, where, how, how many images.
    Add(u64, Maker, bool, u8),
    /// A tab sends what it may.
    Send(u64),
    /// Something happens to one that is out.
    Answer(prop::sample::Index, u8),
    Forward(u64),
    Back(u64),
    Halt(Pause),
    Resume(Pause),
    Limits(Maker, u8, Option<u16>),
    Budget(Option<u64>),
}

fn makers() -> impl Strategy<Value = Maker> {
    prop::sample::select(vec![
        Maker::Service,
        Maker::Service,
        Maker::Simulator,
        Maker::Practice,
    ])
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let pauses = || prop::sample::select(vec![Pause::ByPerson, Pause::NotSaved, Pause::Budget]);
    let step = prop_oneof![
        8 => (0..4_u64, makers(), any::<bool>(), 1..=4_u8).prop_map(|(tab, maker, v2, samples)| Step::Add(tab, maker, v2, samples)),
        12 => (0..4_u64).prop_map(Step::Send),
        8 => (any::<prop::sample::Index>(), 0..8_u8).prop_map(|(which, how)| Step::Answer(which, how)),
        4 => prop_oneof![0..20_000_u64, 0..900_000_u64].prop_map(Step::Forward),
        1 => prop_oneof![0..20_000_u64, 0..90_000_000_u64].prop_map(Step::Back),
        1 => pauses().prop_map(Step::Halt),
        3 => pauses().prop_map(Step::Resume),
        1 => (makers(), 1..=8_u8, prop::option::of(1..8_u16)).prop_map(|(maker, at_once, a_minute)| Step::Limits(maker, at_once, a_minute)),
        1 => prop::option::of(0..200_000_u64).prop_map(Step::Budget),
    ];
    prop::collection::vec(step, 1..150)
}

struct World {
    rows: Vec<JobRow>,
    queue: Queue,
    now_ms: u64,
    /// What went out since the clock was last put back: when, and over which connection.
    log: Vec<(u64, String)>,
}

impl World {
    fn step(&mut self, step: &Step) {
        match step {
            Step::Add(tab, maker, v2, samples) => {
                let api = if *v2 { Api::V2 } else { Api::V1 };
                let mut row = JobRow::draft(
                    JobKey::new(self.now_ms, self.rows.len() as u64),
                    request(*samples, 45),
                    target(*maker, api),
                    TabId::new(*tab),
                    self.now_ms,
                );
                row.apply(&Event::Queue, self.now_ms).unwrap();
                self.rows.push(row);
            }
            Step::Send(tab) => self.send(&TabId::new(*tab)),
            Step::Answer(which, how) => self.answer(which, *how),
            Step::Forward(ms) => self.now_ms += ms,
            Step::Back(ms) => {
                self.now_ms = self.now_ms.saturating_sub(*ms);
                self.log.clear();
            }
            Step::Halt(why) => self.queue.halt(*why),
            Step::Resume(why) => self.queue.resume(*why),
            Step::Limits(maker, at_once, a_minute) => {
                let limits = Limits {
                    at_once: *at_once,
                    a_minute: *a_minute,
                };
                self.queue.set_limits(&target(*maker, Api::V1), limits);
            }
            Step::Budget(limit) => {
                self.queue.budget = limit.map(|limit| Budget {
                    limit: Micros(limit),
                    session_since_ms: None,
                });
            }
        }
    }

    /// What a tab does in one transaction: the first of its jobs that may go.
    fn send(&mut self, tab: &TabId) {
        let spent = ledger::counted(&self.rows, &[], 0);
        let mine = mine(&self.rows, tab);
        assert!(mine.is_sorted_by_key(|row| (row.rank, &row.key)));
        let turn = |row: &JobRow| self.queue.turn(row, &self.rows, spent, self.now_ms);
        let Some(key) = mine
            .iter()
            .find(|row| turn(row) == Turn::Now)
            .map(|row| row.key.clone())
        else {
            return;
        };
        let at = self.rows.iter().position(|row| row.key == key).unwrap();
        let row = &mut self.rows[at];
        let claim = Event::Claim {
            tab: tab.clone(),
            now_ms: self.now_ms,
        };
        row.apply(&claim, self.now_ms).unwrap();
        self.queue.note_sent(&row.target, self.now_ms);
        self.log.push((self.now_ms, row.target.lane().to_owned()));
        self.sent(at);
    }

    /// What holds after every sending.
    fn sent(&self, at: usize) {
        let row = &self.rows[at];
        let lane = row.target.lane();
        let limits = self.queue.limits(&row.target);
        let out = self.rows.iter().filter(|other| match &other.state {
            _ if other.target.lane() != lane => false,
            State::Sending { .. } => true,
            State::Submitted => {
                let since = other.handle.as_ref().unwrap().since_ms;
                self.now_ms < since.saturating_add(600_000)
            }
            _ => false,
        });
        assert!(out.count() <= usize::from(limits.at_once));
        let of_late = self
            .log
            .iter()
            .filter(|(ms, other)| other == lane && self.now_ms - ms < 60_000)
            .count();
        let most = limits.a_minute.map_or(usize::MAX, usize::from);
        assert!(of_late <= most, "{of_late} within a minute");
        let pause = self.queue.pause();
        assert_ne!(pause, Some(Pause::ByPerson));
        if row.target.is_paid() {
            assert_eq!(pause, None);
            let counted = ledger::counted(&self.rows, &[], 0);
            if let Some(budget) = self.queue.budget {
                assert!(counted <= budget.limit, "{counted:?} of {budget:?}");
            }
        }
    }

    fn answer(&mut self, which: &prop::sample::Index, how: u8) {
        let now_ms = self.now_ms;
        let mut out: Vec<&mut JobRow> = self
            .rows
            .iter_mut()
            .filter(|row| !matches!(row.state, State::Waiting | State::Done))
            .collect();
        if out.is_empty() {
            return;
        }
        let at = which.index(out.len());
        let row = &mut *out[at];
        let again = Event::Choose(studio::journal::Choice::Again);
        let handle = Handle {
            id: RequestId::parse(&["id", &row.sendings.to_string()].concat()).unwrap(),
            since_ms: now_ms,
            completed: false,
        };
        let events = match how {
            0 => vec![Event::Received, Event::Decoded, Event::Saved],
            1 => vec![Event::Received, Event::Unusable, again],
            2 => vec![Event::Lost, again],
            3 => vec![Event::Refused],
            4 => vec![Event::HeldBack],
            5 => vec![Event::Submitted(handle)],
            6 => vec![Event::Orphaned],
            _ => vec![again],
        };
        for event in events {
            // What can't happen to this one doesn't.
            if row.apply(&event, now_ms).is_ok() && event == Event::HeldBack {
                self.queue.note_limited(&row.target, now_ms + 60_000);
            }
        }
    }

    /// What is free goes, whatever is paid for waits for the person.
    fn practice_is_not_held(&self) {
        if self.queue.pause() == Some(Pause::ByPerson) {
            return;
        }
        let spent = ledger::counted(&self.rows, &[], 0);
        for row in self.rows.iter().filter(|row| !row.target.is_paid()) {
            let turn = self.queue.turn(row, &self.rows, spent, self.now_ms);
            assert!(!matches!(turn, Turn::Paused(_)), "{turn:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn many_tabs_keep_every_limit(steps in steps()) {
        let mut world = World {
            rows: Vec::new(),
            queue: Queue::default(),
            now_ms: 100_000_000,
            log: Vec::new(),
        };
        for step in &steps {
            world.step(step);
            world.practice_is_not_held();
            let text = world.queue.save();
            prop_assert_eq!(&Queue::restore(&text), &world.queue);
        }
    }
}
