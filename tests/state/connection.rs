//! The connection: what survives a reload, what stands in the way of a request, and the balance.

use leptos::prelude::*;
use ssd1b::wire::{Balance, Method};
use ssd1b_studio::abilities::Slot;
use ssd1b_studio::state::{Check, Paid, Pressed, Source, Studio};
use studio::connection::{Mode, Obstacle};
use studio::settings::Settings;

use crate::world::*;

fn check(studio: &Studio) -> Check {
    studio.connection.check.get_untracked()
}

fn source(studio: &Studio) -> Source {
    untrack(|| studio.connection.source())
}

fn known(paid: f64) -> Check {
    Check::Answered(Balance::Known { paid, free: 0.0 })
}

const CREDITS: &str = r#"{"credits":2.5,"free-credits":0}"#;

#[test]
fn mode_and_address_survive_a_reload_and_the_key_does_not() {
    let world = World::new();
    let studio = world.paid();
    studio.connection.type_key(KEY).unwrap();
    world.settle();
    let studio = world.studio();
    assert_eq!(studio.connection.mode.get_untracked(), Mode::Own);
    assert_eq!(studio.connection.own.get_untracked(), "https://api.example");
    assert!(untrack(|| studio.connection.key()).is_none());
}

#[test]
fn the_first_choice_leaves_nothing_behind() {
    for endpoint in [None, Some("./".to_owned())] {
        let world = World::new();
        let settings = Settings {
            simulator: false,
            endpoint,
        };
        let studio = world.studio_with(settings.clone());
        assert!(world.device.is_empty() && world.tab.is_empty());
        studio.connection.mode.set(Mode::Hosted);
        world.settle();
        assert!(world.device.peek(Slot::Setup).is_some());
        studio.connection.mode.set(Mode::Practice);
        world.settle();
        assert!(world.device.is_empty() && world.tab.is_empty());
    }
}

#[test]
fn the_deployment_offers_an_address_and_the_person_may_take_another() {
    let world = World::new();
    let settings = Settings {
        simulator: true,
        endpoint: Some("./".into()),
    };
    let studio = world.studio_with(settings.clone());
    assert_eq!(studio.connection.mode.get_untracked(), Mode::Practice);
    assert_eq!(studio.connection.own.get_untracked(), "./");
    choose_own(&studio, "https://proxy.example");
    world.settle();
    let studio = world.studio_with(settings);
    assert_eq!(
        studio.connection.own.get_untracked(),
        "https://proxy.example"
    );
}

#[test]
fn a_source_says_whether_it_costs_money() {
    let world = World::new();
    let settings = Settings {
        simulator: true,
        endpoint: Some("./".into()),
    };
    let studio = world.studio_with(settings);
    let check = |mode: Mode, own: &str, name: &str, paid: Paid| {
        studio.connection.mode.set(mode);
        studio.connection.own.set(own.to_owned());
        let found = source(&studio);
        assert_eq!((found.name.as_str(), found.paid), (name, paid), "{own}");
        assert_eq!(found.practice, mode == Mode::Practice);
    };
    check(Mode::Practice, "", "practice engine", Paid::No);
    check(Mode::Hosted, "./", "api.segmind.com", Paid::Yes);
    check(Mode::Own, "./", "simulator", Paid::No);
    check(
        Mode::Own,
        "https://proxy.example/x",
        "proxy.example",
        Paid::Yes,
    );
    check(Mode::Own, "nonsense", "own endpoint", Paid::Yes);
    check(Mode::Own, "/other", "/other", Paid::Yes);
}

#[test]
fn what_stands_in_the_way_opens_the_panel() {
    let check = |mode: Mode, own: &str, expect: fn(&Obstacle) -> bool| {
        let world = World::new();
        let studio = world.studio();
        studio.connection.mode.set(mode);
        studio.connection.own.set(own.to_owned());
        world.settle();
        assert_eq!(
            studio.connection.obstacle.get_untracked(),
            None,
            "not before the person tried"
        );
        assert_eq!(studio.generate(), Pressed::NotConnected);
        assert!(studio.connection.open.get_untracked());
        let obstacle = studio.connection.obstacle.get_untracked();
        assert!(obstacle.as_ref().is_some_and(expect), "{obstacle:?}");
        world.settle();
        assert_eq!(
            (world.http.count(), world.engine.count()),
            (0, 0),
            "and never falls back"
        );
    };
    check(Mode::Hosted, "", |obstacle| *obstacle == Obstacle::NoKey);
    check(Mode::Own, "", |obstacle| {
        matches!(obstacle, Obstacle::Address(_))
    });
    check(Mode::Own, "proxy.example", |obstacle| {
        matches!(obstacle, Obstacle::Address(_))
    });
    check(Mode::Own, "http://proxy.example", |obstacle| {
        *obstacle == Obstacle::Mixed
    });
}

#[test]
fn an_obstacle_goes_with_what_caused_it() {
    let check = |mode: Mode, own: &str, change: fn(&Studio)| {
        let world = World::new();
        let studio = world.studio();
        studio.connection.mode.set(mode);
        studio.connection.own.set(own.to_owned());
        world.settle();
        assert_eq!(studio.generate(), Pressed::NotConnected);
        change(&studio);
        world.settle();
        assert_eq!(
            studio.connection.obstacle.get_untracked(),
            None,
            "{mode:?} {own:?}"
        );
    };
    let practice = |studio: &Studio| studio.connection.mode.set(Mode::Practice);
    check(Mode::Hosted, "", practice);
    check(Mode::Hosted, "", |studio| {
        studio.connection.type_key(KEY).unwrap()
    });
    check(Mode::Hosted, "", |studio| {
        choose_own(studio, "https://proxy.example")
    });
    check(Mode::Own, "nonsense", |studio| {
        studio.connection.own.set("https://proxy.example".into())
    });
    check(Mode::Own, "nonsense", practice);
    check(Mode::Own, "http://proxy.example", practice);
}

#[test]
fn the_balance_is_asked_for_by_its_own_address() {
    let world = World::new();
    let studio = world.hosted(KEY);
    studio.connection.ask_balance();
    assert_eq!(check(&studio), Check::Asking);
    world.settle();
    assert_eq!(
        world.http.url(0),
        "https://api.segmind.com/v1/get-user-credits"
    );
    assert_eq!(world.http.method(0), Method::Get);
    world.answer(0, Ok(json(200, CREDITS)));
    assert_eq!(check(&studio), known(2.5));
}

#[test]
fn the_practice_engine_has_no_balance() {
    let world = World::new();
    let studio = world.studio();
    studio.connection.ask_balance();
    world.settle();
    assert_eq!((world.http.count(), check(&studio)), (0, Check::Unknown));
}

#[test]
fn an_answer_for_what_was_there_before_is_dropped() {
    let check_story = |change: fn(&Studio), expect: Check| {
        // The answer comes once the page took notice of the change, or in the same breath.
        for noticed in [true, false] {
            let world = World::new();
            let studio = world.hosted(KEY);
            studio.connection.ask_balance();
            world.settle();
            change(&studio);
            if noticed {
                world.settle();
            }
            world.answer(0, Ok(json(200, CREDITS)));
            assert_eq!(check(&studio), expect, "noticed: {noticed}");
        }
    };
    check_story(|_| (), known(2.5));
    check_story(
        |studio| choose_own(studio, "https://proxy.example"),
        Check::Unknown,
    );
    check_story(
        |studio| studio.connection.mode.set(Mode::Practice),
        Check::Unknown,
    );
    check_story(
        |studio| studio.connection.type_key("SG_fedcba9876543210").unwrap(),
        Check::Unknown,
    );
    check_story(
        |studio| drop(studio.connection.forget_key()),
        Check::Unknown,
    );
    check_story(
        |studio| studio.connection.forget_everything(),
        Check::Unknown,
    );
    check_story(|studio| studio.connection.ask_balance(), Check::Asking);
}

#[test]
fn a_balance_goes_with_its_origin() {
    let world = World::new();
    let studio = world.hosted(KEY);
    studio.connection.ask_balance();
    world.settle();
    world.answer(0, Ok(json(200, CREDITS)));
    choose_own(&studio, "https://proxy.example");
    world.settle();
    assert_eq!(check(&studio), Check::Unknown);
}

#[test]
fn an_answer_says_what_is_left_and_of_which_source() {
    let world = World::new();
    let studio = world.paid();
    press(&studio);
    world.settle();
    let asked_of = source(&studio);
    studio.connection.mode.set(Mode::Practice);
    let mut answer = images(&[1]);
    answer
        .headers
        .push(("x-remaining-credits".into(), "1.25".into()));
    world.answer(0, Ok(answer));
    let (of, facts) = studio.jobs.facts.get_untracked().unwrap();
    assert_eq!((of, facts.remaining_credits), (asked_of, Some(1.25)));
    studio.connection.note_remaining(1.25);
    assert_eq!(check(&studio), known(1.25));
}
