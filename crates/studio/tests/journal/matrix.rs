//! Every state with every event.

use studio::journal::{Api, Choice, Event, Illegal, JobRow, Maker, State, TabId};

use crate::rows::{claim, draft, handle, made, submitted, target, ways};

/// The states in the order of the table's lines, with the letter that the table has for each.
fn states() -> [(char, State); 11] {
    let sending = State::Sending {
        tab: TabId::new(2),
        since_ms: 2_000,
    };
    [
        ('D', State::Draft),
        ('W', State::Waiting),
        ('S', sending),
        ('B', State::Submitted),
        ('R', State::Received),
        ('V', State::Saving),
        ('O', State::Done),
        ('F', State::Failed),
        ('C', State::Cancelled),
        ('U', State::Unknown),
        ('G', State::Gone),
    ]
}

/// The events in the order of the table's columns.
pub(crate) fn events() -> [Event; 19] {
    [
        Event::Queue,
        claim(),
        Event::HeldBack,
        Event::Refused,
        Event::Lost,
        Event::Orphaned,
        submitted(),
        Event::Received,
        Event::Unusable,
        Event::JobFailed,
        Event::Expired { completed: true },
        Event::Expired { completed: false },
        Event::Decoded,
        Event::Painted,
        Event::Saved,
        Event::Cancel,
        Event::Choose(Choice::Again),
        Event::Choose(Choice::Charged),
        Event::Choose(Choice::NotCharged),
    ]
}

/// Written out by hand. A dot is illegal.
#[rustfmt::skip]
const TABLE: [&str; 11] = [
    // Queue Claim HeldBack Refused Lost Orphaned Submitted Received Unusable JobFailed Expired+ Expired- Decoded Painted
    // Saved Cancel Again Charged NotCharged
    "W . . . . . . . . . . . . . . . . . .",
    ". S . . . . . . . . . . . . . C . . .",
    ". . W F U U B R . . . . . V . U . . .",
    ". . . . . . B R F F G U . . . U . . .",
    ". . . F U . B . F F . . V . . . . . .",
    ". . . . . U . . . . G G . . O . . . .",
    ". . . . . . . . . . . . . . . . . . .",
    ". . . . . . . . . . . . . . . . W . .",
    ". . . . . . . R . . . . . . . . W . .",
    ". . . F U . B R . F G . . . . . W G C",
    ". . . . . . . R . . . . . . . . W . .",
];

#[test]
fn every_state_with_every_event() {
    for ((_, state), line) in states().iter().zip(TABLE) {
        let cells: Vec<&str> = line.split(' ').collect();
        assert_eq!(cells.len(), events().len());
        for (event, cell) in events().iter().zip(cells) {
            let expect = states()
                .into_iter()
                .find(|(letter, _)| cell == letter.to_string())
                .map(|(_, next)| next)
                .ok_or(Illegal);
            assert_eq!(state.after(event), expect, "{} {event:?}", state.name());
        }
    }
}

#[test]
fn names_of_states_differ() {
    let names: std::collections::HashSet<_> =
        states().iter().map(|(_, state)| state.name()).collect();
    assert_eq!(names.len(), 11);
}

/// The whole row may forbid more than its state, never allow more, and what it forbids changes nothing.
#[test]
fn rows_follow_the_table() {
    for maker in [Maker::Service, Maker::Simulator, Maker::Practice] {
        for api in [Api::V1, Api::V2] {
            for (state, way) in ways(&target(maker, api)) {
                let row = made(draft(1, maker, api, 1_000), &way);
                assert_eq!(row.state, state);
                for event in events() {
                    let mut after = row.clone();
                    match after.apply(&event, 9_000) {
                        Ok(()) => assert!(state.after(&event).is_ok(), "{state:?} {event:?}"),
                        Err(Illegal) => assert_eq!(after, row, "{state:?} {event:?}"),
                    }
                    let ended = after.state.has_ended();
                    assert_eq!(after.ended_ms.is_some(), ended, "{state:?} {event:?}");
                }
            }
        }
    }
}

fn check(row: &JobRow, event: Event, expect: Result<State, Illegal>) {
    let mut row = row.clone();
    let from = row.state.clone();
    let got = row.apply(&event, 9_000).map(|()| row.state);
    assert_eq!(got, expect, "{from:?} {event:?}");
}

#[test]
fn what_a_whole_row_forbids() {
    let v1 = draft(1, Maker::Service, Api::V1, 1_000);
    let v2 = draft(1, Maker::Service, Api::V2, 1_000);
    let out = [Event::Queue, claim()];
    let at = |row: &JobRow, more: &[Event]| made(made(row.clone(), &out), more);

    // Nobody paints for the service.
    check(&at(&v1, &[]), Event::Painted, Err(Illegal));
    // What was received can be gone on with from any tab.
    let saving = at(&v1, &[Event::Received, Event::Decoded]);
    check(&saving, Event::Orphaned, Err(Illegal));
    // It answers no questions about a job without an id.
    let lost = at(&v1, &[Event::Lost]);
    check(&lost, Event::JobFailed, Err(Illegal));
    check(&lost, Event::Expired { completed: true }, Err(Illegal));
    check(&lost, Event::Refused, Ok(State::Failed));

    // What the service took it did not refuse; and its id is not given up for another.
    let taken = at(&v2, &[Event::Received, submitted()]);
    let asked = made(taken.clone(), &[Event::Received]);
    check(&asked, Event::Refused, Err(Illegal));
    check(&asked, Event::JobFailed, Ok(State::Failed));
    check(&asked, submitted(), Ok(State::Submitted));
    let other = Event::Submitted(handle("another", false));
    check(&asked, other.clone(), Err(Illegal));
    check(&taken, other.clone(), Err(Illegal));
    let called_back = made(taken, &[Event::Cancel]);
    check(&called_back, other, Err(Illegal));
    check(&called_back, submitted(), Ok(State::Submitted));
    check(&called_back, Event::JobFailed, Ok(State::Failed));
    check(
        &called_back,
        Event::Expired { completed: true },
        Ok(State::Gone),
    );
    check(&called_back, Event::Refused, Err(Illegal));
}

#[test]
fn what_was_given_up_may_still_be_answered() {
    let lost = [Event::Queue, claim(), Event::Lost];
    let paid = made(draft(1, Maker::Service, Api::V1, 1_000), &lost);
    for choice in [Choice::Charged, Choice::NotCharged] {
        let given_up = made(paid.clone(), &[Event::Choose(choice)]);
        check(&given_up, Event::Received, Ok(State::Received));
        check(&given_up, Event::Refused, Err(Illegal));
    }
    // But not what was never sent, or was answered already.
    let never = made(
        draft(1, Maker::Service, Api::V1, 1_000),
        &[Event::Queue, Event::Cancel],
    );
    check(&never, Event::Received, Err(Illegal));
    let held = [Event::Queue, claim(), Event::HeldBack, Event::Cancel];
    let held = made(draft(1, Maker::Service, Api::V1, 1_000), &held);
    check(&held, Event::Received, Err(Illegal));
    let again = [Event::Choose(Choice::Again), Event::Cancel];
    check(&made(paid, &again), Event::Received, Err(Illegal));
}

#[test]
fn where_nothing_is_paid_nothing_is_unknown() {
    let at = |api, more: &[Event]| {
        let out = made(
            draft(1, Maker::Simulator, api, 1_000),
            &[Event::Queue, claim()],
        );
        made(out, more)
    };
    check(&at(Api::V1, &[]), Event::Lost, Ok(State::Failed));
    check(&at(Api::V1, &[]), Event::Orphaned, Ok(State::Failed));
    check(&at(Api::V1, &[]), Event::Cancel, Ok(State::Cancelled));
    // A sign-in page came where an answer was expected.
    check(
        &at(Api::V1, &[Event::Received]),
        Event::Lost,
        Ok(State::Failed),
    );
    let job = at(Api::V2, &[submitted()]);
    check(&job, Event::Cancel, Ok(State::Cancelled));
    for completed in [false, true] {
        check(&job, Event::Expired { completed }, Ok(State::Failed));
    }
    let painted = [Event::Queue, claim(), Event::Painted];
    let painted = made(draft(1, Maker::Practice, Api::V1, 1_000), &painted);
    check(&painted, Event::Orphaned, Ok(State::Failed));
}

#[test]
fn three_times_unasked_and_then_the_person_decides() {
    let mut row = made(draft(1, Maker::Service, Api::V2, 1_000), &[Event::Queue]);
    for _ in 0..2 {
        for again in 0..3 {
            row = made(row, &[claim(), Event::HeldBack]);
            assert_eq!((&row.state, row.repeats), (&State::Waiting, again + 1));
        }
        row = made(row, &[claim(), Event::HeldBack]);
        assert_eq!(row.state, State::Failed);
        assert!(!row.may_pay_twice());
        row = made(row, &[Event::Choose(Choice::Again)]);
        assert_eq!((&row.state, row.repeats), (&State::Waiting, 0));
    }
    assert_eq!(row.sendings, 8);
}

#[test]
fn a_completed_job_stays_completed() {
    let mut row = made(
        draft(1, Maker::Service, Api::V2, 1_000),
        &[
            Event::Queue,
            claim(),
            submitted(),
            Event::Submitted(handle("2c7f59ea-1", true)),
            Event::Received,
        ],
    );
    let mut late = handle("2c7f59ea-1", false);
    late.since_ms = 9_000;
    row.apply(&Event::Submitted(late), 9_000).unwrap();
    assert_eq!(row.handle, Some(handle("2c7f59ea-1", true)));
    check(&row, Event::Expired { completed: false }, Ok(State::Gone));
}
