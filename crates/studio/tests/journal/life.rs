//! Random lives of jobs, with a model beside them of what the service billed and what the person was told.

use proptest::prelude::*;
use studio::journal::{Api, Choice, Event, Illegal, JobKey, JobRow, Maker, State};
use studio::money::{Charge, Micros};
use studio::retry;

use crate::matrix::events;
use crate::rows::{draft, handle};

/// One sending, as the service sees it.
#[derive(Clone, Copy, Debug, Default)]
struct Sent {
    /// It is charged. From its arrival on, at any moment.
    billed: bool,
    /// The service has answered that it never will be.
    refused: bool,
    /// The person has said that it was not charged.
    waived: bool,
    /// The service gave it an id.
    named: bool,
}

/// What happens next: an event as itself, or as the answer to the sending of that number (counted back from the last).
#[derive(Clone, Debug)]
enum Step {
    Happens(usize),
    Answers(usize, u8),
    Bills(u8),
    Price(u64),
    Crash,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        10 => (0..19_usize).prop_map(Step::Happens),
        // A life has to begin, and to go round, for anything to be seen.
        6 => prop::sample::select(vec![0_usize, 1, 16]).prop_map(Step::Happens),
        6 => (2..12_usize, 0..3_u8).prop_map(|(event, back)| Step::Answers(event, back)),
        3 => (0..3_u8).prop_map(Step::Bills),
        1 => any::<u64>().prop_map(Step::Price),
        1 => Just(Step::Crash),
    ];
    prop::collection::vec(step, 1..60)
}

struct World {
    row: JobRow,
    /// Sendings that became jobs of their own, by number.
    own: Vec<(u32, JobRow)>,
    sent: Vec<Sent>,
    claims: u32,
    again: u32,
    held: u32,
    held_in_a_row: u8,
    now_ms: u64,
}

impl World {
    fn new(maker: Maker, api: Api) -> World {
        World {
            row: draft(1, maker, api, 1_000),
            own: Vec::new(),
            sent: Vec::new(),
            claims: 0,
            again: 0,
            held: 0,
            held_in_a_row: 0,
            now_ms: 1_000,
        }
    }

    fn step(&mut self, step: &Step) {
        self.now_ms += 1_000;
        match step {
            Step::Happens(event) => {
                let event = self.event(*event);
                self.happens(&event);
            }
            Step::Answers(event, back) => {
                let attempt = self.row.sendings.saturating_sub(u32::from(*back));
                let event = self.event(*event);
                self.answers(attempt, &event);
            }
            Step::Bills(back) => {
                let last = self.sent.len();
                let sent = last
                    .checked_sub(1 + usize::from(*back))
                    .and_then(|at| self.sent.get_mut(at));
                if let Some(sent) = sent.filter(|sent| !sent.refused) {
                    sent.billed = true;
                }
            }
            Step::Price(price) => self.row.name_price(Micros(*price)),
            Step::Crash => {
                if self.row.state != State::Draft {
                    let text = self.row.save();
                    assert_eq!(JobRow::restore(&text).as_ref(), Ok(&self.row), "{text}");
                }
            }
        }
    }

    fn event(&self, at: usize) -> Event {
        match &events()[at] {
            // The service gives each sending an id of its own.
            Event::Submitted(_) => Event::Submitted(handle(
                &["job-", &self.sent.len().to_string()].concat(),
                false,
            )),
            event => event.clone(),
        }
    }

    /// The service says only what is so: it doesn't refuse what it billed, and bills what it says it completed.
    fn can_be_said(&mut self, attempt: u32, event: &Event) -> bool {
        let Some(sent) = (attempt as usize)
            .checked_sub(1)
            .map(|at| &mut self.sent[at])
        else {
            return !matches!(event, Event::HeldBack | Event::Refused | Event::JobFailed);
        };
        match event {
            Event::HeldBack | Event::Refused | Event::JobFailed => !sent.billed,
            Event::Expired { completed: true } => sent.billed,
            _ => true,
        }
    }

    fn note_said(&mut self, attempt: u32, event: &Event) {
        let Some(at) = (attempt as usize).checked_sub(1) else {
            return;
        };
        let sent = &mut self.sent[at];
        match event {
            Event::HeldBack | Event::Refused | Event::JobFailed => sent.refused = true,
            Event::Submitted(_) => sent.named = true,
            // Word that it was charged after all.
            Event::Received => sent.waived = false,
            Event::Choose(Choice::NotCharged) => sent.waived = true,
            _ => {}
        }
    }

    fn happens(&mut self, event: &Event) {
        let attempt = self.row.sendings;
        if !self.can_be_said(attempt, event) {
            return;
        }
        let before = self.row.clone();
        if self.row.apply(event, self.now_ms) == Err(Illegal) {
            assert_eq!(self.row, before, "an illegal event changes nothing");
            return;
        }
        match event {
            Event::Claim { .. } => {
                self.claims += 1;
                self.sent.push(Sent::default());
            }
            Event::HeldBack => {
                self.held += 1;
                self.held_in_a_row += 1;
            }
            Event::Choose(Choice::Again) => {
                self.again += 1;
                self.held_in_a_row = 0;
            }
            _ => {}
        }
        self.note_said(attempt, event);
        self.transition(&before.state, event);
    }

    fn answers(&mut self, attempt: u32, event: &Event) {
        let stray = self.row.before.iter().any(|it| it.attempt == attempt);
        if !stray || !self.can_be_said(attempt, event) {
            return;
        }
        let before = self.row.clone();
        let spare = JobKey::new(self.now_ms, 9);
        match self.row.answered(attempt, spare, event, self.now_ms) {
            Err(Illegal) => assert_eq!(self.row, before),
            Ok(own) => {
                assert_eq!(self.row.state, before.state, "the new sending goes on");
                assert_eq!(self.row.charge, before.charge);
                self.note_said(attempt, event);
                self.own.extend(own.map(|own| (attempt, own)));
            }
        }
    }

    fn transition(&self, before: &State, event: &Event) {
        let after = &self.row.state;
        if *after == State::Waiting {
            let how = (before, event);
            assert!(
                matches!(
                    how,
                    (State::Draft, Event::Queue)
                        | (State::Sending { .. }, Event::HeldBack)
                        | (_, Event::Choose(Choice::Again))
                ),
                "{how:?}"
            );
        }
        if *before == State::Unknown && *after != State::Unknown {
            let late = matches!(
                event,
                Event::Choose(_)
                    | Event::Submitted(_)
                    | Event::Received
                    | Event::Refused
                    | Event::JobFailed
                    | Event::Expired { completed: true }
            );
            assert!(late, "{event:?}");
        }
    }

    fn holds(&self) {
        let row = &self.row;
        assert_eq!(row.ended_ms.is_some(), row.state.has_ended());
        assert_eq!(row.sendings, self.claims);
        assert!(self.claims <= 1 + self.again + self.held);
        // The one that is held back once too often ends.
        assert!(self.held_in_a_row <= retry::MOST + 1);
        assert!(self.held_in_a_row <= retry::MOST || row.state != State::Waiting);
        if !row.target.is_paid() {
            assert_eq!(row.charged(), Charge::None);
            assert!(!matches!(row.state, State::Unknown | State::Gone));
            return;
        }
        for (at, sent) in self.sent.iter().enumerate() {
            let attempt = at as u32 + 1;
            if sent.billed && !sent.waived {
                self.accounted(attempt);
            }
            if sent.named && !sent.refused && !sent.waived {
                self.reachable(attempt);
            }
        }
    }

    /// Where that sending stands: in the row itself, among its earlier ones, or as a job of its own.
    fn find(&self, attempt: u32) -> (Charge, Option<&str>) {
        if let Some((_, own)) = self.own.iter().find(|(of, _)| *of == attempt) {
            let id = own.handle.as_ref().map(|handle| handle.id.as_str());
            return (own.charge, id);
        }
        if let Some(it) = self.row.before.iter().find(|it| it.attempt == attempt) {
            let id = it.handle.as_ref().map(|handle| handle.id.as_str());
            return (it.payment.charge, id);
        }
        assert_eq!(attempt, self.row.sendings, "it is nowhere");
        let id = self.row.handle.as_ref().map(|handle| handle.id.as_str());
        (self.row.charge, id)
    }

    /// A billed sending is never taken for unpaid, nor for not yet sent.
    fn accounted(&self, attempt: u32) {
        let (charge, _) = self.find(attempt);
        assert_ne!(charge, Charge::None, "sending {attempt} of {:?}", self.row);
        let state = &self.row.state;
        assert_ne!(*state, State::Draft);
        if *state == State::Waiting && attempt == self.row.sendings {
            let last = self.row.choices.last();
            assert!(matches!(last, Some((_, Choice::Again))), "{last:?}");
        }
    }

    /// An id that was stored is not lost while there may be images under it.
    fn reachable(&self, attempt: u32) {
        let (_, id) = self.find(attempt);
        assert!(
            id.is_some(),
            "the id of sending {attempt} of {:?}",
            self.row
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn nothing_billed_is_ever_taken_for_unpaid(
        maker in prop::sample::select(vec![Maker::Service, Maker::Service, Maker::Service, Maker::Simulator, Maker::Practice]),
        v2 in any::<bool>(),
        steps in steps(),
    ) {
        let mut world = World::new(maker, if v2 { Api::V2 } else { Api::V1 });
        for step in &steps {
            world.step(step);
            world.holds();
        }
    }
}
