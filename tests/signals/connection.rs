//! Where requests go, what the balance is, and deleting everything.

use leptos::prelude::*;
use ssd1b::wire::Balance;
use ssd1b::{Field, NetworkFacts};
use ssd1b_studio::abilities::Slot;
use ssd1b_studio::state::{Check, Pressed, Studio};
use studio::connection::{Keeping, Mode, Obstacle};
use studio::settings::Settings;

use crate::key::{KEY, OTHER, key, with_key};
use crate::world::{UNREACHED, World, json};
use crate::{PROXY, own, set, start};

#[test]
fn the_hosted_api_without_a_key_opens_the_panel() {
    let world = World::new();
    let studio = world.studio();
    studio.connection.mode.set(Mode::Hosted);
    world.settle();
    assert_eq!(studio.generate(), Pressed::NotConnected);
    assert_eq!(
        studio.connection.obstacle.get_untracked(),
        Some(Obstacle::NoKey)
    );
    assert!(studio.connection.open.get_untracked());
    studio.connection.type_key(KEY).unwrap();
    assert_eq!(studio.connection.obstacle.get_untracked(), None);
    start(&world, &studio);
    assert_eq!(world.http.key(0).as_deref(), Some(KEY));
    assert_eq!(world.http.url(0), "https://api.segmind.com/v1/ssd-1b");
}

#[test]
fn a_wrong_address_never_falls_back_to_the_practice_engine() {
    let world = World::new();
    let studio = world.studio();
    for address in ["", "nonsense", "http://a.example", "ftp://a.example"] {
        own(&world, &studio, address);
        assert_eq!(studio.generate(), Pressed::NotConnected, "{address}");
        world.settle();
        assert!(studio.connection.obstacle.get_untracked().is_some());
    }
    assert_eq!((world.engine.count(), world.http.count()), (0, 0));
    own(&world, &studio, PROXY);
    assert_eq!(studio.connection.obstacle.get_untracked(), None);
}

const ANSWER: &str = r#"{"credits":12.5,"free-credits":0.5}"#;

#[test]
fn the_balance_is_what_the_endpoint_answers() {
    let world = World::new();
    let studio = with_key(&world, Keeping::Page);
    studio.connection.ask_balance();
    world.settle();
    assert_eq!(studio.connection.check.get_untracked(), Check::Asking);
    world.answer(0, Ok(json(200, ANSWER)));
    let known = Balance::Known {
        paid: 12.5,
        free: 0.5,
    };
    assert_eq!(
        studio.connection.check.get_untracked(),
        Check::Answered(known)
    );
    assert!(studio.jobs.list.get_untracked().is_empty());
}

#[test]
fn a_balance_that_comes_too_late_is_dropped() {
    let check = |what: &str, change: fn(&World, &Studio)| {
        let world = World::new();
        let studio = with_key(&world, Keeping::Page);
        studio.connection.ask_balance();
        world.settle();
        change(&world, &studio);
        world.settle();
        world.answer(0, Ok(json(200, ANSWER)));
        assert_eq!(
            studio.connection.check.get_untracked(),
            Check::Unknown,
            "{what}"
        );
    };
    check("another origin", |world, studio| own(world, studio, OTHER));
    check("there and back", |world, studio| {
        own(world, studio, OTHER);
        own(world, studio, PROXY);
    });
    check("practice", |_, studio| {
        studio.connection.mode.set(Mode::Practice)
    });
    check("another key", |_, studio| {
        studio.connection.type_key("k2").unwrap()
    });
    check("no key", |_, studio| {
        assert!(studio.connection.forget_key())
    });
    check("everything gone", |_, studio| {
        assert!(studio.delete_everything())
    });
}

#[test]
fn the_last_question_for_the_balance_counts() {
    let world = World::new();
    let studio = with_key(&world, Keeping::Page);
    studio.connection.ask_balance();
    studio.connection.ask_balance();
    world.settle();
    world.answer(1, Ok(json(200, ANSWER)));
    let shown = studio.connection.check.get_untracked();
    world.answer(0, Err(UNREACHED));
    assert_eq!(studio.connection.check.get_untracked(), shown);
    assert!(matches!(shown, Check::Answered(_)));
}

#[test]
fn a_failed_balance_query_shows_no_key() {
    let world = World::new();
    let studio = with_key(&world, Keeping::Page);
    studio.connection.ask_balance();
    world.settle();
    world.answer(0, Ok(json(401, &format!(r#"{{"error":"bad key {KEY}"}}"#))));
    let Check::Failed(failure) = studio.connection.check.get_untracked() else {
        panic!("no failure")
    };
    assert!(failure.said().unwrap().contains("bad key"));
    assert!(!format!("{failure:?}").contains(KEY));
    studio.connection.ask_balance();
    world.settle();
    let facts = NetworkFacts {
        post: false,
        ..UNREACHED
    };
    world.answer(1, Err(facts));
    world.pass(600_000.0);
    assert_eq!(world.http.count(), 2, "not asked again by itself");
}

#[test]
fn mode_and_address_survive_a_reload_and_the_first_choice_leaves_nothing() {
    let world = World::new();
    let studio = world.studio();
    own(&world, &studio, OTHER);
    let again = world.studio();
    assert_eq!(again.connection.mode.get_untracked(), Mode::Own);
    assert_eq!(again.connection.own.get_untracked(), OTHER);
    again.connection.mode.set(Mode::Practice);
    again.connection.own.set(String::new());
    world.settle();
    assert_eq!(world.device.peek(Slot::Setup), None);
}

#[test]
fn a_deployments_endpoint_is_offered_and_not_stored() {
    let world = World::new();
    let settings = Settings {
        simulator: true,
        endpoint: Some("./".into()),
    };
    let studio = world.studio_with(settings);
    assert_eq!(studio.connection.own.get_untracked(), "./");
    assert_eq!(studio.connection.mode.get_untracked(), Mode::Practice);
    assert!(world.device.is_empty());
}

#[test]
fn deleting_everything_leaves_both_stores_empty() {
    let world = World::new();
    let studio = with_key(&world, Keeping::Device);
    own(&world, &studio, OTHER);
    studio.connection.choose_keeping(Keeping::Tab);
    studio.connection.type_key("other-key").unwrap();
    set(&studio, Field::Prompt, "a secret fox");
    studio.session.turn_theme();
    world.settle();
    assert!(!world.tab.is_empty() && !world.device.is_empty());

    assert!(studio.delete_everything());
    world.settle();
    world.pass(1_000.0);
    assert!(world.tab.is_empty(), "{}", world.tab.all());
    assert!(world.device.is_empty(), "{}", world.device.all());
    for address in [PROXY, OTHER] {
        own(&world, &studio, address);
        assert_eq!(key(&studio), None, "{address}");
    }
}

#[test]
fn deleting_everything_leaves_no_draft_behind_an_undo() {
    let world = World::new();
    let studio = world.studio();
    set(&studio, Field::Prompt, "a secret fox");
    studio.form.reset();
    studio.delete_everything();
    studio.form.undo_reset();
    world.settle();
    assert!(
        !world.device.all().contains("secret"),
        "{}",
        world.device.all()
    );
}

#[test]
fn deleting_says_where_the_storage_refused() {
    let world = World::new();
    let studio = world.studio();
    world.device.refuse(true);
    assert!(!studio.delete_everything());
}
