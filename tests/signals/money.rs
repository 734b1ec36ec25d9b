//! Nothing is paid for twice without a word of the person's.

use leptos::prelude::*;
use ssd1b_studio::state::{JobId, Phase, Pressed, Question, Studio};
use studio::connection::Mode;
use studio::settings::Settings;

use crate::world::{UNREACHED, World, images, json};
use crate::{fix_seed, own, paid, phase, start};

fn asks(studio: &Studio) -> &'static str {
    studio
        .jobs
        .question
        .with_untracked(|question| match question {
            None => "nothing",
            Some(Question::SameAgain(_)) => "same again",
            Some(Question::MayPayTwice(_)) => "may pay twice",
        })
}

fn simulator(world: &World) -> Studio {
    let studio = world.studio_with(Settings {
        simulator: true,
        endpoint: Some("./".into()),
    });
    own(world, &studio, "./");
    studio
}

#[test]
fn the_same_paid_request_is_asked_about_first() {
    let world = World::new();
    let studio = paid(&world);
    fix_seed(&studio, "7");
    start(&world, &studio);
    assert_eq!(studio.generate(), Pressed::Asked, "while it is open");
    world.answer(0, Ok(images(&[5])));
    assert_eq!(studio.generate(), Pressed::Asked, "once it is done");
    assert_eq!(asks(&studio), "same again");
    world.settle();
    assert_eq!(world.http.count(), 1);

    assert_eq!(studio.jobs.answer(false), None);
    assert_eq!(asks(&studio), "nothing");
    assert_eq!(studio.jobs.answer(true), None, "the question is gone");
    world.settle();
    assert_eq!(world.http.count(), 1);

    assert_eq!(studio.generate(), Pressed::Asked);
    assert!(studio.jobs.answer(true).is_some());
    world.settle();
    assert_eq!(world.http.count(), 2);
    assert_eq!(world.http.body(0), world.http.body(1));
}

#[test]
fn a_dismissed_job_is_still_remembered_as_paid_for() {
    let check = |answer, expect: &str| {
        let world = World::new();
        let studio = paid(&world);
        fix_seed(&studio, "7");
        let id = start(&world, &studio);
        world.answer(0, answer);
        studio.jobs.dismiss(id);
        let pressed = studio.generate();
        world.settle();
        assert_eq!(asks(&studio), expect, "{pressed:?}");
    };
    check(Ok(images(&[5])), "same again");
    check(Err(UNREACHED), "same again");
    check(Ok(json(401, "{}")), "nothing");
}

#[test]
fn another_request_is_not_asked_about() {
    let world = World::new();
    let studio = paid(&world);
    fix_seed(&studio, "7");
    start(&world, &studio);
    fix_seed(&studio, "8");
    start(&world, &studio);
    own(&world, &studio, "https://other.example");
    start(&world, &studio);
    studio.form.random_seed().set(true);
    start(&world, &studio);
    start(&world, &studio);
    assert_eq!(world.http.count(), 5);
}

#[test]
fn a_seed_of_minus_one_is_drawn_for_every_request() {
    let world = World::new();
    let studio = paid(&world);
    fix_seed(&studio, "-1");
    let ids = [start(&world, &studio), start(&world, &studio)];
    let seeds = ids.map(|id| crate::job(&studio, id).request.seed());
    assert!(seeds[0] != seeds[1] && !seeds[0].is_random());
    assert_eq!(studio.form.last_seed.get_untracked(), Some(seeds[1]));
}

#[test]
fn what_costs_nothing_is_not_asked_about() {
    let world = World::new();
    let practice = world.studio();
    fix_seed(&practice, "7");
    start(&world, &practice);
    start(&world, &practice);

    let studio = simulator(&world);
    fix_seed(&studio, "7");
    let id = start(&world, &studio);
    start(&world, &studio);
    world.answer(0, Err(UNREACHED));
    assert!(matches!(
        again(&world, &studio, id),
        Some(Pressed::Started(_))
    ));
    assert_eq!(asks(&studio), "nothing");
}

#[test]
fn what_failed_for_free_is_not_asked_about() {
    let check = |answer, expect: &str| {
        let world = World::new();
        let studio = paid(&world);
        fix_seed(&studio, "7");
        start(&world, &studio);
        world.answer(0, answer);
        studio.generate();
        assert_eq!(asks(&studio), expect);
    };
    check(Ok(json(401, r#"{"error":"no"}"#)), "nothing");
    check(Ok(json(422, r#"{"error":"no"}"#)), "nothing");
    check(Ok(json(500, r#"{"error":"no"}"#)), "nothing");
    check(Ok(json(502, "")), "same again");
    check(Ok(json(200, "{}")), "same again");
    check(Err(UNREACHED), "same again");
}

fn again(world: &World, studio: &Studio, id: JobId) -> Option<Pressed> {
    let pressed = studio.again(id);
    world.settle();
    pressed
}

#[test]
fn sending_again_asks_where_it_may_have_been_charged() {
    let world = World::new();
    let studio = paid(&world);
    let id = start(&world, &studio);
    world.answer(0, Err(UNREACHED));
    assert_eq!(again(&world, &studio, id), Some(Pressed::Asked));
    assert_eq!(asks(&studio), "may pay twice");
    assert_eq!(world.http.count(), 1);
    assert_eq!(studio.jobs.answer(false), None);
    assert!(studio.jobs.job(id).is_some(), "the failed job stays");

    again(&world, &studio, id);
    assert!(studio.jobs.answer(true).is_some());
    world.settle();
    assert_eq!(world.http.count(), 2);
    assert_eq!(world.http.body(0), world.http.body(1));
}

/// An answer that is no image was probably paid for, and lies in the failed job alone.
#[test]
fn what_was_paid_for_stays_when_practice_tries_again() {
    let world = World::new();
    let studio = paid(&world);
    let id = start(&world, &studio);
    world.answer(0, Ok(json(200, r#"{"image":"no base64"}"#)));
    studio.connection.mode.set(Mode::Practice);
    world.settle();
    assert!(matches!(
        again(&world, &studio, id),
        Some(Pressed::Started(_))
    ));
    assert!(
        studio.jobs.job(id).is_some(),
        "its answer can still be saved"
    );
    assert!(studio.jobs.at_stake());
}

#[test]
fn a_cancelled_request_is_asked_about_only_if_it_was_sent() {
    let world = World::new();
    let studio = paid(&world);
    let (sent, held) = (start(&world, &studio), start(&world, &studio));
    world.answer(1, Ok(json(429, "{}")));
    studio.jobs.cancel(sent);
    studio.jobs.cancel(held);
    assert_eq!(again(&world, &studio, sent), Some(Pressed::Asked));
    assert!(matches!(
        again(&world, &studio, held),
        Some(Pressed::Started(_))
    ));
}

#[test]
fn sending_again_what_was_free_takes_its_place() {
    let world = World::new();
    let studio = paid(&world);
    let id = start(&world, &studio);
    world.answer(0, Ok(json(401, r#"{"error":"no"}"#)));
    let Some(Pressed::Started(second)) = again(&world, &studio, id) else {
        panic!("not sent")
    };
    assert!(studio.jobs.job(id).is_none());
    assert_eq!(asks(&studio), "nothing");
    world.answer(1, Ok(images(&[5])));
    assert_eq!(phase(&studio, second), Phase::Done);
}

#[test]
fn a_job_that_is_open_or_gone_is_not_sent_again() {
    let world = World::new();
    let studio = paid(&world);
    let id = start(&world, &studio);
    assert!(!matches!(
        again(&world, &studio, id),
        Some(Pressed::Started(_))
    ));
    world.answer(0, Ok(images(&[5])));
    assert!(!matches!(
        again(&world, &studio, id),
        Some(Pressed::Started(_))
    ));
    studio.jobs.dismiss(id);
    assert_eq!(again(&world, &studio, id), None);
    assert_eq!(world.http.count(), 1);
}

#[test]
fn a_new_seed_is_a_new_request() {
    let world = World::new();
    let studio = paid(&world);
    fix_seed(&studio, "7");
    let id = start(&world, &studio);
    let request = crate::job(&studio, id).request;
    let Pressed::Started(second) = studio.with_new_seed(request.clone()) else {
        panic!("not sent")
    };
    let other = crate::job(&studio, second).request;
    assert_ne!(other.seed(), request.seed());
    assert_eq!(other.with_seed(request.seed()), request);
}
