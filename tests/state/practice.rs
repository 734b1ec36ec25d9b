//! The practice engine's jobs: image by image, with the progress it tells, and its failures.

use ssd1b::Kind;
use ssd1b_studio::abilities::PracticeOrder;
use ssd1b_studio::state::{Phase, Pressed, Tile};

use crate::world::*;

#[test]
fn images_come_one_by_one_with_their_progress() {
    let world = World::new();
    let studio = world.studio();
    let id = ask(&studio, "a lake", 3);
    assert_eq!(phase(&studio, id), Phase::Painting { since_ms: 0.0 });
    for image in 0..3_usize {
        world.settle();
        assert_eq!(world.engine.count(), image + 1, "one at a time");
        for share in [0.0, 0.25, 1.0] {
            world.engine.progress(image, share);
            assert_eq!(tiles(&studio, id)[image], Tile::Empty(Some(share)));
        }
        assert_eq!(
            tiles(&studio, id)[image + 1..],
            vec![Tile::Empty(Some(0.0)); 2 - image]
        );
        world.engine.finish(image, Ok(gif(image as u8 + 1)));
        world.settle();
        assert_eq!(world.widths(&studio, id)[image], Some(image as u32 + 1));
    }
    assert_eq!(phase(&studio, id), Phase::Done);
    assert_eq!(world.widths(&studio, id), [Some(1), Some(2), Some(3)]);
    assert_eq!(world.http.count(), 0);
}

#[test]
fn the_engine_is_told_what_was_asked() {
    let world = World::new();
    let studio = world.studio();
    fix_seed(&studio, "77");
    type_into(&studio, ssd1b::Field::NegativePrompt, "fog");
    ask(&studio, "a lake", 2);
    world.settle();
    world.engine.finish(0, Ok(gif(1)));
    world.settle();
    for sample in 0..2_u8 {
        let expect = PracticeOrder {
            prompt: "a lake".into(),
            negative_prompt: "fog".into(),
            seed: 77,
            sample,
        };
        assert_eq!(world.engine.order(usize::from(sample)), expect);
    }
}

#[test]
fn a_failing_engine_stops_the_job_and_keeps_what_it_painted() {
    let check = |painted: Result<Vec<u8>, String>, expect: &str| {
        let world = World::new();
        let studio = world.studio();
        let id = ask(&studio, "a lake", 3);
        world.settle();
        world.engine.finish(0, Ok(gif(1)));
        world.settle();
        world.engine.finish(1, painted);
        world.settle();
        assert_eq!(phase(&studio, id), Phase::Stopped(expect.to_owned()));
        assert_eq!(world.widths(&studio, id), [Some(1), None, None]);
        assert_eq!(world.engine.count(), 2, "the rest is not begun");
    };
    check(Err("The worker died.".into()), "The worker died.");
    check(
        Ok(b"no picture".to_vec()),
        "The practice engine made no picture.",
    );
    check(Ok(Vec::new()), "The practice engine made no picture.");
}

#[test]
fn a_stopped_job_can_be_tried_again() {
    let world = World::new();
    let studio = world.studio();
    let id = ask(&studio, "a lake", 1);
    world.settle();
    world.engine.finish(0, Err("The worker died.".into()));
    world.settle();
    let Some(Pressed::Started(second)) = studio.again(id) else {
        panic!("{:?} started nothing", studio.again(id))
    };
    world.settle();
    assert_eq!(world.engine.order(1), world.engine.order(0));
    world.engine.finish(1, Ok(gif(9)));
    world.settle();
    assert_eq!(world.widths(&studio, second), [Some(9)]);
    assert!(studio.jobs.job(id).is_none(), "the failure makes place");
}

#[test]
fn cancelling_stops_the_engine_and_keeps_what_it_painted() {
    let world = World::new();
    let studio = world.studio();
    let id = ask(&studio, "a lake", 3);
    world.settle();
    world.engine.finish(0, Ok(gif(1)));
    world.settle();
    world.engine.progress(1, 0.5);
    studio.jobs.cancel(id);
    world.settle();
    assert!(world.engine.dropped(1));
    let Phase::Failed(failure) = phase(&studio, id) else {
        panic!("{:?}", phase(&studio, id))
    };
    assert_eq!(
        (failure.kind(), failure.charge()),
        (Kind::Cancelled, ssd1b::Charge::None)
    );
    world.engine.finish(1, Ok(gif(2)));
    world.settle();
    assert_eq!(world.widths(&studio, id), [Some(1), None, None]);
    assert_eq!(world.engine.count(), 2);
}

#[test]
fn two_practice_jobs_keep_apart() {
    let world = World::new();
    let studio = world.studio();
    let first = ask(&studio, "a lake", 1);
    let second = ask(&studio, "a fox", 1);
    world.settle();
    world.engine.finish(1, Ok(gif(2)));
    world.settle();
    world.engine.progress(0, 0.75);
    assert_eq!(tiles(&studio, first), [Tile::Empty(Some(0.75))]);
    assert_eq!(world.widths(&studio, second), [Some(2)]);
    world.engine.finish(0, Ok(gif(1)));
    world.settle();
    assert_eq!(world.widths(&studio, first), [Some(1)]);
}
