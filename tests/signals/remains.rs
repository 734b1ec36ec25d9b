//! What must go with its cause, and what must outlast it: obstacles, ticking clocks, choices, the last seed.

use leptos::prelude::*;
use ssd1b::Seed;
use ssd1b_studio::state::{Phase, Pressed, Studio};
use studio::connection::{Keeping, Mode};

use crate::world::{World, gif};
use crate::{fix_seed, own, paid, phase, start, widths};

const KEY: &str = "SG_0123456789abcdef";

#[test]
fn an_obstacle_goes_with_what_caused_it() {
    let check = |mode: Mode, address: &str, change: fn(&Studio)| {
        let world = World::new();
        let studio = world.studio();
        studio.connection.mode.set(mode);
        studio.connection.own.set(address.to_owned());
        world.settle();
        assert_eq!(studio.generate(), Pressed::NotConnected);
        change(&studio);
        world.settle();
        let left = studio.connection.obstacle.get_untracked();
        assert_eq!(left, None, "{mode:?} {address:?}");
    };
    let practice = |studio: &Studio| studio.connection.mode.set(Mode::Practice);
    let correct = |studio: &Studio| studio.connection.own.set("https://proxy.example".into());
    check(Mode::Hosted, "", practice);
    check(Mode::Hosted, "", |studio| {
        studio.connection.type_key(KEY).unwrap();
    });
    check(Mode::Own, "nonsense", correct);
    check(Mode::Own, "http://proxy.example", correct);
    check(Mode::Own, "nonsense", practice);
    check(Mode::Own, "http://proxy.example", practice);
    check(Mode::Own, "nonsense", |studio| {
        studio.delete_everything();
    });
}

#[test]
fn one_clock_ticks_for_all_jobs() {
    let world = World::new();
    let studio = paid(&world);
    for _ in 0..5 {
        let id = start(&world, &studio);
        studio.jobs.cancel(id);
        world.settle();
    }
    start(&world, &studio);
    start(&world, &studio);
    assert_eq!(world.clock.sleepers(), 1);
}

#[test]
fn how_long_a_key_is_kept_outlasts_its_mistyping() {
    let check = |typed: &str| {
        let world = World::new();
        let studio = world.studio();
        studio.connection.mode.set(Mode::Hosted);
        world.settle();
        studio.connection.type_key(KEY).unwrap();
        studio.connection.choose_keeping(Keeping::Device);
        world.settle();
        let _ = studio.connection.type_key(typed);
        world.settle();
        let keeping = studio.connection.keeping.get_untracked();
        assert_eq!(keeping, Keeping::Device, "after {typed:?}");
    };
    check("SG_fedcba9876543210");
    check("SG_01 23");
    check("");
}

#[test]
fn undoing_a_reset_outlasts_a_request_that_was_not_sent() {
    let world = World::new();
    let studio = world.studio();
    own(&world, &studio, "nonsense");
    studio.form.reset();
    assert_eq!(studio.generate(), Pressed::NotConnected);
    assert!(studio.form.before_reset.get_untracked().is_some());
}

/// The seed that "use last" would take.
fn last_seed(studio: &Studio) -> Option<Seed> {
    studio.form.last_seed.get_untracked()
}

/// The seed of the newest job.
fn newest_seed(studio: &Studio) -> Option<Seed> {
    let newest = studio.jobs.list.get_untracked().into_iter().next();
    newest.map(|job| job.request.seed())
}

#[test]
fn the_last_seed_is_that_of_the_last_request_sent() {
    let world = World::new();
    let studio = paid(&world);
    for _ in 0..2 {
        start(&world, &studio);
        assert!(newest_seed(&studio).is_some());
        assert_eq!(last_seed(&studio), newest_seed(&studio));
    }
    fix_seed(&studio, "-1");
    start(&world, &studio);
    assert_eq!(last_seed(&studio), newest_seed(&studio));
}

#[test]
fn the_last_seed_is_also_that_of_the_same_settings_with_a_new_one() {
    let world = World::new();
    let studio = paid(&world);
    let id = start(&world, &studio);
    studio.with_new_seed(studio.jobs.job(id).unwrap().request);
    assert_eq!(last_seed(&studio), newest_seed(&studio));
}

#[test]
fn a_request_that_was_not_sent_has_no_last_seed() {
    let world = World::new();
    let studio = world.studio();
    own(&world, &studio, "nonsense");
    assert_eq!(studio.generate(), Pressed::NotConnected);
    assert_eq!(last_seed(&studio), None);
}

#[test]
fn a_stopped_engine_can_be_tried_again() {
    let world = World::new();
    let studio = world.studio();
    studio
        .form
        .text(ssd1b::Field::Samples)
        .unwrap()
        .set("1".into());
    let id = start(&world, &studio);
    world.engine.finish(0, Err("The worker died.".into()));
    world.settle();
    assert!(matches!(phase(&studio, id), Phase::Stopped(_)));
    let pressed = studio.again(id);
    let Some(Pressed::Started(second)) = pressed else {
        panic!("the button beside the failure did nothing: {pressed:?}")
    };
    world.settle();
    assert_eq!(world.engine.order(1), world.engine.order(0));
    world.engine.finish(1, Ok(gif(9)));
    world.settle();
    assert_eq!(widths(&world, &studio, second), [Some(9)]);
    assert!(studio.jobs.job(id).is_none(), "the failure makes place");
}
