//! Jobs of every kind, for the tests of the journal, the queue and the ledger.

// Each test target uses a part of it.
#![allow(dead_code)]

use proptest::prelude::*;
use ssd1b::{Draft, Endpoint, NetworkFacts, Request, RequestId, Scheduler};
use studio::journal::{
    Api, Asked, Choice, Earlier, Event, Handle, Head, JobKey, JobRow, Maker, Outcome, State, TabId,
    Target,
};
use studio::money::{Charge, Micros, Payment};

pub(crate) fn request(samples: u8, steps: u16) -> Request {
    Draft {
        prompt: "a fox".into(),
        samples: samples.to_string(),
        steps: steps.to_string(),
        ..Draft::default()
    }
    .check()
    .unwrap()
}

pub(crate) fn target(maker: Maker, api: Api) -> Target {
    if maker == Maker::Practice {
        return Target::practice();
    }
    let address = match maker {
        Maker::Service => "https://api.segmind.com",
        _ => "http://localhost:8787",
    };
    Target {
        maker,
        name: address.split("//").nth(1).unwrap().into(),
        endpoint: Some(Endpoint::parse(address).unwrap()),
        api,
        keyed: maker == Maker::Service,
    }
}

pub(crate) fn draft(bits: u64, maker: Maker, api: Api, now_ms: u64) -> JobRow {
    JobRow::draft(
        JobKey::new(now_ms, bits),
        request(1, 45),
        target(maker, api),
        TabId::new(1),
        now_ms,
    )
}

/// A paid job in that state, as events made it.
pub(crate) fn paid(events: &[Event]) -> JobRow {
    made(draft(7, Maker::Service, Api::V1, 1_000), events)
}

pub(crate) fn made(mut row: JobRow, events: &[Event]) -> JobRow {
    for (at, event) in events.iter().enumerate() {
        row.apply(event, 2_000 + at as u64)
            .unwrap_or_else(|_| panic!("{event:?} in {:?}", row.state));
    }
    row
}

pub(crate) fn claim() -> Event {
    Event::Claim {
        tab: TabId::new(2),
        now_ms: 2_000,
    }
}

pub(crate) fn handle(id: &str, completed: bool) -> Handle {
    Handle {
        id: RequestId::parse(id).unwrap(),
        since_ms: 3_000,
        completed,
    }
}

pub(crate) fn submitted() -> Event {
    Event::Submitted(handle("2c7f59ea-1", false))
}

/// How each state is reached, by a job of that target.
pub(crate) fn ways(target: &Target) -> Vec<(State, Vec<Event>)> {
    let again = Event::Choose(Choice::Again);
    let sending = vec![Event::Queue, claim()];
    let with = |more: &[Event]| [sending.clone(), more.to_vec()].concat();
    let finish = if target.is_practice() {
        vec![Event::Painted]
    } else {
        vec![Event::Received, Event::Decoded]
    };
    let mut ways = vec![
        (State::Draft, vec![]),
        (State::Waiting, vec![Event::Queue]),
        (
            State::Sending {
                tab: TabId::new(2),
                since_ms: 2_000,
            },
            with(&[]),
        ),
        (State::Saving, with(&finish)),
        (
            State::Done,
            with(&[finish.clone(), vec![Event::Saved]].concat()),
        ),
        (State::Failed, with(&[Event::Refused])),
        (State::Waiting, with(&[Event::Refused, again])),
        (State::Cancelled, vec![Event::Queue, Event::Cancel]),
    ];
    if !target.is_practice() {
        ways.push((State::Submitted, with(&[submitted()])));
        ways.push((State::Received, with(&[Event::Received])));
    }
    if target.is_paid() {
        ways.push((State::Unknown, with(&[Event::Lost])));
        let charged = Event::Choose(Choice::Charged);
        ways.push((State::Gone, with(&[Event::Lost, charged])));
    }
    ways
}

fn micros() -> impl Strategy<Value = Micros> {
    prop_oneof![0..100_000_u64, any::<u64>()].prop_map(Micros)
}

pub(crate) fn charges() -> impl Strategy<Value = Charge> {
    prop_oneof![
        Just(Charge::None),
        micros().prop_map(Charge::About),
        micros().prop_map(Charge::Exact),
        micros().prop_map(Charge::Unknown),
    ]
}

pub(crate) fn handles() -> impl Strategy<Value = Handle> {
    ("[0-9a-f]{1,40}", any::<u64>(), any::<bool>()).prop_map(|(id, since_ms, completed)| Handle {
        id: RequestId::parse(&id).unwrap(),
        since_ms,
        completed,
    })
}

pub(crate) fn requests() -> impl Strategy<Value = Request> {
    (
        "[^ ].{0,200}[^ ]",
        ".{0,40}",
        (1..=4_u8, 20..=100_u16, any::<bool>()),
        (
            prop::sample::select(&Scheduler::ALL[..]),
            100..=2500_u32,
            -1..=999_999_999_999_999_i64,
        ),
    )
        .prop_filter_map("a prompt of blanks", |(prompt, negative, one, two)| {
            Draft {
                prompt,
                negative_prompt: negative,
                samples: one.0.to_string(),
                steps: one.1.to_string(),
                base64: one.2,
                scheduler: two.0.name().into(),
                guidance: (f64::from(two.1) / 100.0).to_string(),
                seed: two.2.to_string(),
                ..Draft::default()
            }
            .check()
            .ok()
        })
}

pub(crate) fn targets() -> impl Strategy<Value = Target> {
    let endpoint = prop::sample::select(vec![
        "https://api.segmind.com",
        "http://localhost:8080/proxy",
        "/segmind",
    ]);
    let maker = prop::sample::select(vec![Maker::Service, Maker::Simulator, Maker::Practice]);
    (
        maker,
        ".{0,20}",
        prop::option::of(endpoint),
        any::<[bool; 2]>(),
    )
        .prop_map(|(maker, name, endpoint, [v2, keyed])| Target {
            maker,
            name,
            endpoint: endpoint.map(|text| Endpoint::parse(text).unwrap()),
            api: if v2 { Api::V2 } else { Api::V1 },
            keyed,
        })
}

fn outcomes() -> impl Strategy<Value = Outcome> {
    let head = (
        any::<u16>(),
        prop::collection::vec(("[a-z-]{1,12}", ".{0,12}"), 0..4),
        prop::sample::select(Asked::ALL.to_vec()),
    )
        .prop_map(|(status, headers, of)| {
            Outcome::Answer(Head {
                status,
                headers,
                of,
            })
        });
    let network = (
        prop::option::of(any::<bool>()),
        any::<u64>(),
        any::<[bool; 2]>(),
    )
        .prop_map(
            |(online, elapsed_ms, [host_answered_before, cut_mid_body])| {
                Outcome::Network(NetworkFacts {
                    online,
                    elapsed_ms,
                    host_answered_before,
                    post: true,
                    cut_mid_body,
                })
            },
        );
    prop_oneof![
        Just(Outcome::None),
        head,
        network,
        any::<bool>().prop_map(|sent| Outcome::Cancelled { sent }),
        Just(Outcome::TabGone),
        ".{0,40}".prop_map(Outcome::Stopped),
    ]
}

pub(crate) fn choices() -> impl Strategy<Value = Choice> {
    prop::sample::select(vec![Choice::Again, Choice::Charged, Choice::NotCharged])
}

/// Any row that a database may hold: not drafts, no job with the service without its id, and nothing unpaid where a paid
/// request has left.
pub(crate) fn rows() -> impl Strategy<Value = JobRow> {
    let states = prop_oneof![
        (any::<u64>(), any::<u64>()).prop_map(|(tab, since_ms)| State::Sending {
            tab: TabId::new(tab),
            since_ms
        }),
        prop::sample::select(vec![
            State::Waiting,
            State::Submitted,
            State::Received,
            State::Saving,
            State::Done,
            State::Failed,
            State::Cancelled,
            State::Unknown,
            State::Gone,
        ]),
    ];
    let earlier = (
        any::<u32>(),
        any::<u64>(),
        charges(),
        prop::option::of(handles()),
    )
        .prop_map(|(attempt, at_ms, charge, handle)| Earlier {
            attempt,
            payment: Payment { at_ms, charge },
            handle,
        });
    let names = (any::<[u64; 3]>(), any::<i64>(), any::<u32>(), any::<u8>());
    let how = (states, prop::option::of(handles()), outcomes(), charges());
    let past = (
        prop::collection::vec(earlier, 0..3),
        prop::collection::vec((any::<u64>(), choices()), 0..3),
        prop::option::of(micros()),
        prop::option::of(micros()),
        prop::option::of(any::<u64>()),
        prop::option::of(any::<u64>()),
    );
    (names, how, past, requests(), targets()).prop_map(|(names, how, past, request, target)| {
        let ([ms, bits, tab], rank, sendings, repeats) = names;
        let (state, handle, outcome, charge) = how;
        let state = match state {
            State::Submitted if handle.is_none() => State::Unknown,
            state => state,
        };
        let left = !matches!(state, State::Waiting | State::Failed | State::Cancelled);
        let charge = match charge {
            Charge::None if left && target.is_paid() => Charge::Unknown(Micros(4_200)),
            charge => charge,
        };
        JobRow {
            key: JobKey::new(ms, bits),
            request,
            target,
            asked_ms: ms,
            rank,
            home: TabId::new(tab),
            state,
            handle,
            sent_ms: past.4,
            charge,
            before: past.0,
            sendings,
            repeats,
            choices: past.1,
            outcome,
            balance: (past.2, past.3),
            ended_ms: past.5,
        }
    })
}
