//! Each answer that the queue can give, its order and its form on the disk.

use proptest::prelude::*;
use studio::journal::{Api, Event, JobKey, JobRow, Maker, TabId};
use studio::money::Micros;
use studio::queue::{Budget, Limits, Pause, Queue, Turn, Wait, mine};
use studio::retry;

use crate::rows::{claim, draft, made, submitted, target};

/// One image of 45 steps.
const ONE: Micros = Micros(4_200);

fn waiting(bits: u64, maker: Maker) -> JobRow {
    made(draft(bits, maker, Api::V1, 1_000), &[Event::Queue])
}

fn out(bits: u64, maker: Maker) -> JobRow {
    made(waiting(bits, maker), &[claim()])
}

fn at_work(bits: u64) -> JobRow {
    made(out(bits, Maker::Service), &[submitted()])
}

fn limited(at_once: u8, a_minute: Option<u16>) -> Queue {
    let mut queue = Queue::default();
    let limits = Limits { at_once, a_minute };
    for maker in [Maker::Service, Maker::Simulator, Maker::Practice] {
        queue.set_limits(&target(maker, Api::V1), limits);
    }
    queue
}

#[test]
fn only_what_waits_has_a_turn() {
    let queue = Queue::default();
    let check = |row: &JobRow, expect: Turn| {
        assert_eq!(
            queue.turn(row, &[], Micros(0), 5_000),
            expect,
            "{:?}",
            row.state
        );
    };
    check(&waiting(1, Maker::Service), Turn::Now);
    check(&draft(1, Maker::Service, Api::V1, 1_000), Turn::NotWaiting);
    check(&out(1, Maker::Service), Turn::NotWaiting);
    check(
        &made(out(1, Maker::Service), &[Event::Lost]),
        Turn::NotWaiting,
    );
    check(&made(out(1, Maker::Service), &[Event::HeldBack]), Turn::Now);
}

#[test]
fn what_a_pause_holds() {
    let check = |pauses: &[Pause], maker: Maker, expect: Turn| {
        let mut queue = Queue::default();
        for pause in pauses {
            queue.halt(*pause);
        }
        let turn = queue.turn(&waiting(1, maker), &[], Micros(0), 5_000);
        assert_eq!(turn, expect, "{pauses:?} {maker:?}");
    };
    for maker in [Maker::Service, Maker::Simulator, Maker::Practice] {
        check(&[], maker, Turn::Now);
        check(&[Pause::ByPerson], maker, Turn::Paused(Pause::ByPerson));
        // The person's word is not weakened by what comes by itself afterwards.
        let both = [Pause::ByPerson, Pause::NotSaved];
        check(&both, maker, Turn::Paused(Pause::ByPerson));
    }
    for pause in [Pause::NotSaved, Pause::Budget] {
        check(&[pause], Maker::Service, Turn::Paused(pause));
        check(&[pause], Maker::Simulator, Turn::Now);
        check(&[pause], Maker::Practice, Turn::Now);
    }
}

#[test]
fn each_pause_ends_by_itself_alone() {
    let mut queue = Queue::default();
    queue.halt(Pause::Budget);
    queue.halt(Pause::NotSaved);
    queue.halt(Pause::ByPerson);
    queue.halt(Pause::ByPerson);
    assert_eq!(queue.pause(), Some(Pause::ByPerson));
    queue.resume(Pause::ByPerson);
    assert_eq!(queue.pause(), Some(Pause::NotSaved));
    queue.resume(Pause::NotSaved);
    queue.resume(Pause::NotSaved);
    assert_eq!(queue.pause(), Some(Pause::Budget));
    queue.resume(Pause::Budget);
    assert_eq!(queue.pause(), None);
}

#[test]
fn places_are_counted_for_each_connection() {
    let queue = limited(2, None);
    let check = |rows: &[JobRow], now_ms: u64, expect: Turn| {
        let row = waiting(1, Maker::Service);
        assert_eq!(queue.turn(&row, rows, Micros(0), now_ms), expect);
    };
    let service = Maker::Service;
    check(&[out(2, service)], 5_000, Turn::Now);
    check(&[out(2, service), out(3, service)], 5_000, Turn::WhenFree);
    check(&[out(2, service), at_work(3)], 5_000, Turn::WhenFree);
    // Whatever is not out takes no place, nor does what is out elsewhere.
    let received = made(out(3, service), &[Event::Received]);
    let lost = made(out(4, service), &[Event::Lost]);
    check(&[out(2, service), received, lost], 5_000, Turn::Now);
    let elsewhere = [
        out(2, service),
        out(3, Maker::Simulator),
        out(4, Maker::Practice),
    ];
    check(&elsewhere, 5_000, Turn::Now);
    // A job of v2 gives its place up after 600 s. It was handed in at 3 s.
    let slow = [at_work(2), at_work(3)];
    check(&slow, 602_999, Turn::WhenFree);
    check(&slow, 603_000, Turn::Now);
    // One that is being sent does not.
    check(
        &[out(2, service), out(3, service)],
        86_400_000,
        Turn::WhenFree,
    );
    // The row itself may be among the rows.
    check(&[waiting(1, service), out(2, service)], 5_000, Turn::Now);
}

#[test]
fn so_many_a_minute() {
    let mut queue = limited(8, Some(3));
    let service = target(Maker::Service, Api::V1);
    for ms in [10_000, 20_000, 30_000] {
        queue.note_sent(&service, ms);
    }
    let check = |queue: &Queue, now_ms: u64, expect: Turn| {
        let turn = queue.turn(&waiting(1, Maker::Service), &[], Micros(0), now_ms);
        assert_eq!(turn, expect, "{now_ms}");
    };
    check(&queue, 30_000, Turn::NotBefore(70_000, Wait::Rate));
    check(&queue, 69_999, Turn::NotBefore(70_000, Wait::Rate));
    check(&queue, 70_000, Turn::Now);
    // Another connection is not held, and v2 shares the one of v1.
    let other = queue.turn(&waiting(1, Maker::Simulator), &[], Micros(0), 30_000);
    assert_eq!(other, Turn::Now);
    let v2 = made(draft(1, Maker::Service, Api::V2, 1_000), &[Event::Queue]);
    let turn = queue.turn(&v2, &[], Micros(0), 30_000);
    assert_eq!(turn, Turn::NotBefore(70_000, Wait::Rate));
    // A lower limit counts what was sent under the higher one.
    let mut lower = queue.clone();
    lower.set_limits(
        &service,
        Limits {
            at_once: 8,
            a_minute: Some(1),
        },
    );
    check(&lower, 70_000, Turn::NotBefore(90_000, Wait::Rate));
    // A clock put back by some seconds lets nothing more out; put back by a day it freezes nothing.
    check(&queue, 5_000, Turn::NotBefore(70_000, Wait::Rate));
    let mut tomorrow = limited(8, Some(1));
    tomorrow.note_sent(&service, 86_400_000);
    check(&tomorrow, 10_000, Turn::Now);
}

#[test]
fn the_usual_limits() {
    let check = |maker: Maker, expect: Option<u16>| {
        let limits = Queue::default().limits(&target(maker, Api::V1));
        assert_eq!((limits.at_once, limits.a_minute), (2, expect), "{maker:?}");
    };
    check(Maker::Service, Some(5));
    check(Maker::Simulator, None);
    check(Maker::Practice, None);
    // What can't be held to is brought into range, wherever it came from.
    let check = |at_once, a_minute, expect| {
        let queue = limited(at_once, a_minute);
        let limits = queue.limits(&target(Maker::Service, Api::V1));
        assert_eq!((limits.at_once, limits.a_minute), expect);
    };
    check(0, Some(0), (1, Some(1)));
    check(255, Some(65_535), (8, Some(600)));
    check(3, None, (3, None));
}

#[test]
fn a_pause_that_the_service_asked_for() {
    let service = target(Maker::Service, Api::V1);
    let check = |noted: &[u64], now_ms: u64, expect: Turn| {
        let mut queue = Queue::default();
        for until in noted {
            queue.note_limited(&service, *until);
        }
        let turn = queue.turn(&waiting(1, Maker::Service), &[], Micros(0), now_ms);
        assert_eq!(turn, expect, "{noted:?} {now_ms}");
        let other = queue.turn(&waiting(1, Maker::Practice), &[], Micros(0), now_ms);
        assert_eq!(other, Turn::Now);
    };
    let until = |ms| Turn::NotBefore(ms, Wait::Asked);
    check(&[61_000], 1_000, until(61_000));
    check(&[61_000], 60_999, until(61_000));
    check(&[61_000], 61_000, Turn::Now);
    check(&[61_000, 31_000], 1_000, until(61_000));
    check(&[31_000, 61_000], 1_000, until(61_000));
    // The clock was put back by a day after a wait was noted: it holds nothing, and new ones count.
    check(&[86_400_000], 1_000, Turn::Now);
    check(&[86_400_000, 61_000], 1_000, until(61_000));
}

#[test]
fn a_budget_is_not_passed() {
    let check = |limit: u64, spent: u64, expect: Turn| {
        let mut queue = Queue::default();
        queue.budget = Some(Budget {
            limit: Micros(limit),
            session_since_ms: None,
        });
        let turn = queue.turn(&waiting(1, Maker::Service), &[], Micros(spent), 5_000);
        assert_eq!(turn, expect, "{limit} {spent}");
        // What is free is not held.
        for maker in [Maker::Simulator, Maker::Practice] {
            let turn = queue.turn(&waiting(1, maker), &[], Micros(spent), 5_000);
            assert_eq!(turn, Turn::Now);
        }
    };
    let held = Turn::Paused(Pause::Budget);
    // Twice the estimate is reserved.
    check(2 * ONE.0, 0, Turn::Now);
    check(2 * ONE.0 - 1, 0, held);
    check(3 * ONE.0, ONE.0, Turn::Now);
    check(3 * ONE.0, ONE.0 + 1, held);
    check(0, 0, held);
    check(0, u64::MAX, held);
    check(u64::MAX, u64::MAX, Turn::Now);
}

#[test]
fn the_order_is_by_rank_and_then_by_name() {
    let row = |bits: u64, rank: i64, tab: u64| {
        let mut row = waiting(bits, Maker::Service);
        row.rank = rank;
        row.home = TabId::new(tab);
        row
    };
    let mut rows = vec![
        row(5, 30, 1),
        row(4, 10, 1),
        row(3, 10, 1),
        row(2, -7, 1),
        row(9, 0, 2),
    ];
    rows.push(made(row(1, 0, 1), &[claim()]));
    let bits = |tab: u64| -> Vec<&JobKey> {
        let mine = mine(&rows, &TabId::new(tab));
        mine.into_iter().map(|row| &row.key).collect()
    };
    let key = |bits: u64| JobKey::new(1_000, bits);
    assert_eq!(bits(1), [&key(2), &key(3), &key(4), &key(5)]);
    assert_eq!(bits(2), [&key(9)]);
    assert!(bits(3).is_empty());
}

#[test]
fn a_queue_that_cannot_be_read_stands_still() {
    for text in ["", "null", "[]", "{", r#"{"lanes":7}"#, r#"{"budget":-1}"#] {
        let queue = Queue::restore(text);
        assert_eq!(queue.pause(), Some(Pause::ByPerson), "{text}");
    }
    // A pause of a kind that this build does not know holds all.
    let queue = Queue::restore(r#"{"version":9,"pauses":["moon"],"tides":1}"#);
    assert_eq!(queue.pause(), Some(Pause::ByPerson));
    assert_eq!(Queue::restore("{}"), Queue::default());
}

/// The first version, for ever.
#[test]
fn the_queue_of_version_1_is_read_for_ever() {
    let text = r#"{"version":1,"pauses":["not saved","budget"],"lanes":[{"name":"https://api.segmind.com","at_once":3,"a_minute":50,"paused_until_ms":61000,"sent_ms":[1000,2000]},{"name":"practice","at_once":null,"a_minute":null,"paused_until_ms":null,"sent_ms":[]}],"budget":500000,"session_since_ms":900}"#;
    let queue = Queue::restore(text);
    assert_eq!(queue.save(), text);
    assert_eq!(queue.pause(), Some(Pause::NotSaved));
    let service = target(Maker::Service, Api::V1);
    let expect = Limits {
        at_once: 3,
        a_minute: Some(50),
    };
    assert_eq!(queue.limits(&service), expect);
    assert_eq!(queue.lane(&service).paused_until(2_000), Some(61_000));
    let budget = Budget {
        limit: Micros(500_000),
        session_since_ms: Some(900),
    };
    assert_eq!(queue.budget, Some(budget));
}

proptest! {
    #[test]
    fn no_text_makes_the_queue_panic(text in any::<String>(), json in "[{}\\[\\]\":,a-z0-9_]{0,60}") {
        let _ = (Queue::restore(&text), Queue::restore(&json));
    }

    #[test]
    fn a_wait_is_never_longer_than_it_can_be(noted in any::<u64>(), sent in prop::collection::vec(any::<u64>(), 0..9), now in any::<u64>()) {
        let mut queue = limited(8, Some(1));
        let service = target(Maker::Service, Api::V1);
        queue.note_limited(&service, noted);
        for ms in sent {
            queue.note_sent(&service, ms);
        }
        let text = queue.save();
        prop_assert_eq!(&Queue::restore(&text), &queue, "{}", text);
        if let Turn::NotBefore(until, why) = queue.turn(&waiting(1, Maker::Service), &[], Micros(0), now) {
            let most = match why {
                Wait::Asked => retry::LONGEST_WAIT_MS as u64,
                Wait::Rate => 120_000,
            };
            prop_assert!(until > now && until - now <= most, "{} {}", until, now);
        }
    }
}
