//! Requests on their way: answers land where they belong, nothing is sent that nobody asked for.

use leptos::prelude::*;
use ssd1b::{Answer, Charge, Field, Kind, NetworkFacts};
use ssd1b_studio::state::{Phase, Tile, TileId};

use crate::world::{UNREACHED, World, images, json};
use crate::{job, own, paid, phase, set, start, tiles, widths};

#[test]
fn answers_in_any_order_land_in_their_own_job() {
    let orders = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ];
    for order in orders {
        let world = World::new();
        let studio = paid(&world);
        let ids = [(); 3].map(|()| start(&world, &studio));
        assert_eq!(world.http.count(), 3);
        for (done, number) in order.into_iter().enumerate() {
            world.pass(1_000.0);
            world.answer(number, Ok(images(&[10 + number as u8])));
            let ended = |id: &&_| phase(&studio, **id) == Phase::Done;
            assert_eq!(ids.iter().filter(ended).count(), done + 1, "{order:?}");
        }
        for (number, id) in ids.into_iter().enumerate() {
            let expect = vec![Some(10 + number as u32)];
            assert_eq!(widths(&world, &studio, id), expect, "{order:?}");
            let turn = order.iter().position(|of| *of == number).unwrap();
            let took = job(&studio, id).took_ms.get_untracked();
            assert_eq!(took, Some(1_000.0 * (turn + 1) as f64), "{order:?}");
        }
    }
}

#[test]
fn the_newest_job_comes_first() {
    let world = World::new();
    let studio = paid(&world);
    let (first, second) = (start(&world, &studio), start(&world, &studio));
    let ids: Vec<_> = studio
        .jobs
        .list
        .get_untracked()
        .iter()
        .map(|job| job.id)
        .collect();
    assert_eq!(ids, [second, first]);
}

#[test]
fn cancelling_drops_the_request_and_a_late_answer_changes_nothing() {
    let world = World::new();
    let studio = paid(&world);
    let (id, other) = (start(&world, &studio), start(&world, &studio));
    world.pass(2_000.0);
    studio.jobs.cancel(id);
    world.settle();
    assert!(world.http.dropped(0));
    assert!(!world.http.dropped(1));
    let cancelled = phase(&studio, id);
    let Phase::Failed(failure) = &cancelled else {
        panic!("{cancelled:?}")
    };
    assert_eq!(failure.kind(), Kind::Cancelled);
    assert_eq!(failure.charge(), Charge::Unknown);

    world.answer(0, Ok(images(&[9])));
    world.answer(1, Ok(images(&[8])));
    world.pass(600_000.0);
    assert_eq!(phase(&studio, id), cancelled);
    assert_eq!(tiles(&studio, id), [Tile::Empty(None)]);
    assert_eq!(job(&studio, id).took_ms.get_untracked(), Some(2_000.0));
    assert_eq!(widths(&world, &studio, other), [Some(8)]);
    assert_eq!((world.http.count(), world.shelf.count()), (2, 1));
}

#[test]
fn an_answer_that_is_already_there_does_not_outrun_the_cancelling() {
    let world = World::new();
    let studio = paid(&world);
    let id = start(&world, &studio);
    world.http.answer(0, Ok(images(&[9])));
    studio.jobs.cancel(id);
    world.settle();
    assert!(matches!(phase(&studio, id), Phase::Failed(f) if f.kind() == Kind::Cancelled));
    assert_eq!(world.shelf.count(), 0);
}

#[test]
fn cancelling_what_has_ended_changes_nothing() {
    let world = World::new();
    let studio = paid(&world);
    let id = start(&world, &studio);
    world.answer(0, Ok(images(&[9])));
    studio.jobs.cancel(id);
    world.settle();
    assert_eq!(phase(&studio, id), Phase::Done);
    assert_eq!(widths(&world, &studio, id), [Some(9)]);
}

#[test]
fn a_limit_is_waited_for_three_times_and_then_fails() {
    let world = World::new();
    let studio = paid(&world);
    let id = start(&world, &studio);
    for sending in 0..3 {
        world.answer(sending, Ok(json(429, r#"{"error":"Rate limit exceeded"}"#)));
        let until_ms = 60_000.0 * (sending + 1) as f64;
        let attempt = sending as u8 + 2;
        assert_eq!(phase(&studio, id), Phase::Held { until_ms, attempt });
        world.pass(59_999.0);
        assert_eq!(world.http.count(), sending + 1, "not before its time");
        world.pass(1.0);
        assert_eq!(world.http.count(), sending + 2);
        assert!(matches!(phase(&studio, id), Phase::Waiting(w) if w.since_ms == until_ms));
        assert_eq!(world.http.body(sending + 1), world.http.body(0));
    }
    world.answer(3, Ok(json(429, r#"{"error":"Rate limit exceeded"}"#)));
    world.pass(7_200_000.0);
    assert_eq!(world.http.count(), 4);
    assert!(matches!(phase(&studio, id), Phase::Failed(f) if f.kind() == Kind::RateLimited));
}

#[test]
fn a_limit_that_passes_brings_the_image() {
    let world = World::new();
    let studio = paid(&world);
    let id = start(&world, &studio);
    let mut limited = json(429, "{}");
    limited.headers.push((
        "x-rate-limit-reset-at-utc".into(),
        "1970-01-01T00:00:05Z".into(),
    ));
    world.answer(0, Ok(limited));
    world.pass(5_000.0);
    world.answer(1, Ok(images(&[7])));
    assert_eq!(phase(&studio, id), Phase::Done);
    assert_eq!(widths(&world, &studio, id), [Some(7)]);
    world.pass(7_200_000.0);
    assert_eq!(world.http.count(), 2);
}

#[test]
fn cancelling_a_held_job_sends_nothing_more_and_costs_nothing() {
    let world = World::new();
    let studio = paid(&world);
    let id = start(&world, &studio);
    world.answer(0, Ok(json(429, "{}")));
    studio.jobs.cancel(id);
    world.pass(7_200_000.0);
    assert_eq!(world.http.count(), 1);
    let Phase::Failed(failure) = phase(&studio, id) else {
        panic!("still open")
    };
    assert_eq!(
        (failure.kind(), failure.charge()),
        (Kind::Cancelled, Charge::None)
    );
}

#[test]
fn no_other_failure_is_ever_sent_twice() {
    let check = |answer: Result<Answer, NetworkFacts>| {
        let world = World::new();
        let studio = paid(&world);
        let id = start(&world, &studio);
        let what = format!("{answer:?}");
        world.answer(0, answer);
        world.pass(7_200_000.0);
        assert_eq!(world.http.count(), 1, "{what}");
        assert!(matches!(phase(&studio, id), Phase::Failed(_)), "{what}");
    };
    let statuses = [
        100, 204, 301, 400, 401, 403, 404, 405, 406, 408, 410, 422, 425, 451, 499, 500, 502, 503,
        504, 520, 529,
    ];
    for status in statuses {
        check(Ok(json(status, r#"{"error":"no"}"#)));
        let mut wait = json(status, "");
        for header in ["retry-after", "x-rate-limit-reset-at-utc"] {
            wait.headers.push((header.into(), "1".into()));
        }
        check(Ok(wait));
    }
    check(Ok(json(200, "{}")));
    check(Ok(json(200, r#"{"error":"Rate limit exceeded"}"#)));
    check(Ok(json(200, r#"{"image":"R0lGODlh"#)));
    check(Ok(Answer::default()));
    for cut_mid_body in [false, true] {
        for online in [None, Some(false), Some(true)] {
            check(Err(NetworkFacts {
                online,
                cut_mid_body,
                ..UNREACHED
            }));
        }
    }
}

#[test]
fn fewer_images_leave_missing_tiles() {
    let world = World::new();
    let studio = paid(&world);
    set(&studio, Field::Samples, "3");
    let id = start(&world, &studio);
    assert_eq!(tiles(&studio, id), vec![Tile::Empty(None); 3]);
    world.answer(0, Ok(images(&[5])));
    assert_eq!(phase(&studio, id), Phase::Done);
    assert_eq!(widths(&world, &studio, id), [Some(5), None, None]);
    assert_eq!(tiles(&studio, id)[1..], [Tile::Missing, Tile::Missing]);
}

#[test]
fn several_images_keep_their_order() {
    let world = World::new();
    let studio = paid(&world);
    set(&studio, Field::Samples, "4");
    let id = start(&world, &studio);
    world.answer(0, Ok(images(&[4, 3, 2, 1])));
    let expect = [Some(4), Some(3), Some(2), Some(1)];
    assert_eq!(widths(&world, &studio, id), expect);
}

#[test]
fn what_was_paid_for_is_at_stake_until_it_is_saved() {
    let world = World::new();
    let studio = paid(&world);
    assert!(!studio.jobs.at_stake());
    let id = start(&world, &studio);
    assert!(studio.jobs.at_stake(), "an open job");
    world.answer(0, Ok(images(&[5])));
    assert!(studio.jobs.at_stake(), "an unsaved picture");
    studio.jobs.mark_saved(TileId { job: id, place: 7 });
    assert_eq!(untrack(|| studio.jobs.unsaved()), 1);
    studio.jobs.mark_saved(TileId { job: id, place: 0 });
    assert_eq!(untrack(|| studio.jobs.unsaved()), 0);
    assert!(!studio.jobs.at_stake());

    let remote = start(&world, &studio);
    world.answer(
        1,
        Ok(json(200, r#"{"image":"https://images.example/1.jpg"}"#)),
    );
    let shown = tiles(&studio, remote);
    assert!(
        matches!(&shown[..], [Tile::Remote { opened: false, .. }]),
        "{shown:?}"
    );
    assert!(studio.jobs.at_stake(), "an address not opened yet");
    studio.jobs.mark_saved(TileId {
        job: remote,
        place: 0,
    });
    assert!(!studio.jobs.at_stake());
}

#[test]
fn dismissing_takes_an_ended_job_and_its_pictures_away() {
    let world = World::new();
    let studio = paid(&world);
    let id = start(&world, &studio);
    studio.jobs.dismiss(id);
    assert!(studio.jobs.job(id).is_some(), "an open job stays");
    world.answer(0, Ok(images(&[5])));
    assert_eq!(world.shelf.count(), 1);
    studio.jobs.dismiss(id);
    assert!(studio.jobs.job(id).is_none());
    assert_eq!(world.shelf.count(), 0);
}

#[test]
fn the_clock_runs_while_a_job_is_open() {
    let world = World::new();
    let studio = paid(&world);
    start(&world, &studio);
    let second = start(&world, &studio);
    assert_eq!(world.clock.sleepers(), 1, "one clock for all jobs");
    world.pass(250.0);
    assert_eq!(studio.jobs.now_ms.get_untracked(), 250.0);
    world.answer(0, Ok(images(&[5])));
    world.pass(100.0);
    assert_eq!(studio.jobs.now_ms.get_untracked(), 350.0);
    studio.jobs.cancel(second);
    world.pass(100.0);
    assert_eq!(world.clock.sleepers(), 0);
    start(&world, &studio);
    world.pass(100.0);
    assert_eq!(studio.jobs.now_ms.get_untracked(), 550.0);
}

#[test]
fn who_keeps_waiting_is_asked_again_a_minute_later() {
    let world = World::new();
    let studio = paid(&world);
    let id = start(&world, &studio);
    let ask_from = || match phase(&studio, id) {
        Phase::Waiting(waiting) => waiting.ask_from_ms,
        other => panic!("{other:?}"),
    };
    assert_eq!(ask_from(), 60_000.0);
    world.pass(75_000.0);
    studio.jobs.keep_waiting(id);
    assert_eq!(ask_from(), 135_000.0);
    assert!(!world.http.dropped(0));
}

#[test]
fn a_key_in_the_answer_is_never_shown() {
    const KEY: &str = "SG_0123456789abcdef";
    for (status, key) in [(401, KEY), (401, "team-secret-77"), (429, KEY), (500, KEY)] {
        let world = World::new();
        let studio = paid(&world);
        own(&world, &studio, crate::PROXY);
        studio.connection.type_key(key).unwrap();
        let id = start(&world, &studio);
        let body = format!(r#"{{"error":"Invalid key {key} given"}}"#);
        for sending in 0..4 {
            if !phase(&studio, id).is_open() {
                break;
            }
            world.answer(sending, Ok(json(status, &body)));
            world.pass(60_000.0);
        }
        let Phase::Failed(failure) = phase(&studio, id) else {
            panic!("no failure")
        };
        let said = failure.said().unwrap_or_default();
        assert!(said.contains("Invalid key"), "{said}");
        assert!(!said.contains(key), "{said}");
        assert!(!format!("{failure} {failure:?}").contains(key), "{status}");
    }
}
