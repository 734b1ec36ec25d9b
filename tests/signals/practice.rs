//! Jobs for the practice engine: one image after the other, each with its own progress.

use leptos::prelude::*;
use ssd1b::Field;
use ssd1b_studio::state::{Paid, Phase, Pressed, Studio, Tile};

use crate::world::{World, gif};
use crate::{fix_seed, job, phase, set, start, tiles, widths};

/// The first visit, asking for that many images.
fn practice(world: &World, samples: &str) -> Studio {
    let studio = world.studio();
    set(&studio, Field::Samples, samples);
    set(&studio, Field::Prompt, "a fox");
    set(&studio, Field::NegativePrompt, "snow");
    fix_seed(&studio, "42");
    studio
}

#[test]
fn images_are_painted_in_order_with_their_progress() {
    let world = World::new();
    let studio = practice(&world, "3");
    let id = start(&world, &studio);
    assert_eq!(job(&studio, id).source.paid, Paid::No);
    for place in 0..3 {
        assert_eq!(world.engine.count(), place + 1, "one at a time");
        let order = world.engine.order(place);
        assert_eq!(
            (order.prompt.as_str(), order.negative_prompt.as_str()),
            ("a fox", "snow")
        );
        assert_eq!((order.seed, order.sample), (42, place as u8));
        for share in [0.25, 0.75] {
            world.engine.progress(place, share);
            assert_eq!(tiles(&studio, id)[place], Tile::Empty(Some(share)));
        }
        assert!(matches!(phase(&studio, id), Phase::Painting { .. }));
        world.pass(500.0);
        world.engine.finish(place, Ok(gif(20 + place as u8)));
        world.settle();
    }
    assert_eq!(phase(&studio, id), Phase::Done);
    assert_eq!(widths(&world, &studio, id), [Some(20), Some(21), Some(22)]);
    assert_eq!(job(&studio, id).took_ms.get_untracked(), Some(1_500.0));
    assert_eq!(world.http.count(), 0);
    assert!(!studio.jobs.at_stake());
}

#[test]
fn a_failing_engine_stops_the_job_and_keeps_what_is_there() {
    let check = |painted: Result<Vec<u8>, String>, expect: &str| {
        let world = World::new();
        let studio = practice(&world, "3");
        let id = start(&world, &studio);
        world.engine.finish(0, Ok(gif(20)));
        world.settle();
        world.engine.finish(1, painted);
        world.settle();
        assert_eq!(phase(&studio, id), Phase::Stopped(expect.to_owned()));
        assert_eq!(widths(&world, &studio, id), [Some(20), None, None]);
        assert_eq!(world.engine.count(), 2);
    };
    check(
        Err("The painter did not load.".into()),
        "The painter did not load.",
    );
    check(
        Ok(b"no picture".to_vec()),
        "The practice engine made no picture.",
    );
    check(Ok(Vec::new()), "The practice engine made no picture.");
}

#[test]
fn cancelling_stops_the_engine() {
    let world = World::new();
    let studio = practice(&world, "2");
    let id = start(&world, &studio);
    world.engine.finish(0, Ok(gif(20)));
    world.settle();
    studio.jobs.cancel(id);
    world.settle();
    assert!(world.engine.dropped(1));
    assert!(!phase(&studio, id).is_open());
    assert_eq!(widths(&world, &studio, id), [Some(20), None]);
    world.pass(60_000.0);
    assert_eq!(world.engine.count(), 2);
}

#[test]
fn a_stopped_job_that_cannot_be_sent_again_does_not_claim_to_ask() {
    let world = World::new();
    let studio = practice(&world, "1");
    let id = start(&world, &studio);
    world.engine.finish(0, Err("no".into()));
    world.settle();
    if studio.again(id) == Some(Pressed::Asked) {
        let asked = studio.jobs.question.with_untracked(Option::is_some);
        assert!(asked, "it says that it asked, and asks nothing");
    }
}
