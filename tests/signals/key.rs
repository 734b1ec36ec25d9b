//! The key: it goes to its own origin alone, and lies only where the person wants it.

use leptos::prelude::*;
use ssd1b::{Charge, Field, KeyProblem, Kind};
use ssd1b_studio::state::{Phase, Studio};
use studio::connection::{Keeping, Mode};

use crate::world::{FakeStore, World, json};
use crate::{PROXY, own, phase, set, start};

pub(crate) const KEY: &str = "SG_0123456789abcdef";
pub(crate) const OTHER: &str = "https://other.example";

pub(crate) fn key(studio: &Studio) -> Option<String> {
    let key = untrack(|| studio.connection.key())?;
    Some(key.header_value().to_owned())
}

/// The page with a key for the proxy, kept that long.
pub(crate) fn with_key(world: &World, keeping: Keeping) -> Studio {
    let studio = world.studio();
    own(world, &studio, PROXY);
    studio.connection.choose_keeping(keeping);
    studio.connection.type_key(KEY).unwrap();
    world.settle();
    studio
}

fn holds(store: &FakeStore) -> bool {
    store.all().contains(KEY)
}

#[test]
fn a_key_is_offered_to_its_own_origin_alone() {
    let world = World::new();
    let studio = with_key(&world, Keeping::Page);
    assert_eq!(key(&studio).as_deref(), Some(KEY));
    for elsewhere in [
        OTHER,
        "http://localhost:8080",
        "https://proxy.example:8443",
        "https://sub.proxy.example",
        "https://proxy.example.evil.example",
        "/proxy.example",
        "./",
        "nonsense",
        "",
    ] {
        own(&world, &studio, elsewhere);
        assert_eq!(key(&studio), None, "{elsewhere}");
    }
    studio.connection.mode.set(Mode::Hosted);
    world.settle();
    assert_eq!(key(&studio), None);
    own(&world, &studio, "HTTPS://Proxy.Example:443/path/");
    assert_eq!(key(&studio).as_deref(), Some(KEY), "the same origin");
}

#[test]
fn no_request_takes_a_key_to_another_origin() {
    let world = World::new();
    let studio = with_key(&world, Keeping::Page);
    start(&world, &studio);
    studio.connection.ask_balance();
    own(&world, &studio, OTHER);
    start(&world, &studio);
    studio.connection.ask_balance();
    world.settle();
    let sendings: Vec<_> = (0..4)
        .map(|n| (world.http.url(n), world.http.key(n)))
        .collect();
    for (url, key) in &sendings {
        let expect = url.starts_with("https://proxy.example/").then_some(KEY);
        assert_eq!(key.as_deref(), expect, "{url}");
    }
    assert_eq!(sendings.iter().filter(|(_, key)| key.is_some()).count(), 2);
    for number in 0..4 {
        assert!(!world.http.body(number).contains(KEY));
        assert!(!world.http.url(number).contains(KEY));
    }
}

#[test]
fn a_key_lies_only_where_it_is_kept() {
    let check = |keeping: Keeping, tab: bool, device: bool| {
        let world = World::new();
        let studio = with_key(&world, keeping);
        set(&studio, Field::Prompt, "a fox");
        world.settle();
        assert_eq!(
            (holds(&world.tab), holds(&world.device)),
            (tab, device),
            "{keeping:?}"
        );
        let kept = tab || device;
        let again = world.studio();
        assert_eq!(key(&again).is_some(), kept, "{keeping:?} after a reload");
        let expect = if kept { keeping } else { Keeping::Page };
        assert_eq!(again.connection.keeping.get_untracked(), expect);
    };
    check(Keeping::Page, false, false);
    check(Keeping::Tab, true, false);
    check(Keeping::Device, false, true);
}

#[test]
fn changing_the_keeping_moves_the_key() {
    let world = World::new();
    let studio = with_key(&world, Keeping::Device);
    let check = |keeping: Keeping, tab: bool, device: bool| {
        studio.connection.choose_keeping(keeping);
        world.settle();
        assert_eq!(
            (holds(&world.tab), holds(&world.device)),
            (tab, device),
            "{keeping:?}"
        );
        assert_eq!(studio.connection.keeping.get_untracked(), keeping);
        assert_eq!(key(&studio).as_deref(), Some(KEY));
    };
    check(Keeping::Tab, true, false);
    check(Keeping::Device, false, true);
    check(Keeping::Page, false, false);
    check(Keeping::Tab, true, false);
}

#[test]
fn another_origins_key_is_kept_as_that_one_was() {
    let world = World::new();
    let studio = with_key(&world, Keeping::Device);
    own(&world, &studio, OTHER);
    assert_eq!(
        studio.connection.keeping.get_untracked(),
        Keeping::Page,
        "the careful one"
    );
    studio.connection.type_key("other-key").unwrap();
    world.settle();
    assert!(!world.device.all().contains("other-key"));
    own(&world, &studio, PROXY);
    assert_eq!(studio.connection.keeping.get_untracked(), Keeping::Device);
    assert_eq!(key(&studio).as_deref(), Some(KEY));
}

#[test]
fn forgetting_takes_a_key_out_of_memory_tab_and_device() {
    for keeping in Keeping::ALL {
        let world = World::new();
        let studio = with_key(&world, keeping);
        own(&world, &studio, OTHER);
        studio.connection.choose_keeping(keeping);
        studio.connection.type_key("other-key").unwrap();
        own(&world, &studio, PROXY);
        assert!(studio.connection.forget_key());
        world.settle();
        assert_eq!(key(&studio), None);
        assert!(!holds(&world.tab) && !holds(&world.device), "{keeping:?}");
        own(&world, &studio, OTHER);
        assert_eq!(
            key(&studio).as_deref(),
            Some("other-key"),
            "another's key stays"
        );
    }
}

#[test]
fn forgetting_says_where_the_storage_refused() {
    let world = World::new();
    let studio = with_key(&world, Keeping::Device);
    world.device.refuse(true);
    assert!(
        !studio.connection.forget_key(),
        "the device may still hold the key"
    );
    assert_eq!(key(&studio), None);
}

#[test]
fn an_emptied_or_wrong_key_forgets_the_old_one() {
    let check = |typed: &str, expect: Result<(), KeyProblem>| {
        let world = World::new();
        let studio = with_key(&world, Keeping::Device);
        assert_eq!(studio.connection.type_key(typed), expect, "{typed:?}");
        assert_eq!(key(&studio), None);
        assert!(!holds(&world.device));
    };
    check("", Ok(()));
    check(" ", Ok(()));
    check("two words", Err(KeyProblem::Space));
    check("schlüssel", Err(KeyProblem::NotAscii));
}

#[test]
fn refused_storage_is_said_and_the_key_works_all_the_same() {
    let world = World::new();
    world.device.refuse(true);
    world.tab.refuse(true);
    let studio = with_key(&world, Keeping::Device);
    assert!(studio.connection.key_not_stored.get_untracked());
    assert_eq!(key(&studio).as_deref(), Some(KEY));
    studio.connection.choose_keeping(Keeping::Page);
    assert!(!studio.connection.key_not_stored.get_untracked());
}

#[test]
fn a_forgotten_key_is_not_sent_by_a_request_that_waits() {
    let check = |there: &str, let_go: bool, forget: fn(&Studio) -> bool| {
        let world = World::new();
        let studio = with_key(&world, Keeping::Page);
        let id = start(&world, &studio);
        world.answer(0, Ok(json(429, "{}")));
        own(&world, &studio, there);
        assert!(forget(&studio));
        world.pass(7_200_000.0);
        let sendings = if let_go { 1 } else { 4 };
        for number in 1..sendings {
            world.answer(number, Ok(json(429, "{}")));
            world.pass(7_200_000.0);
        }
        assert_eq!(world.http.count(), sendings, "{there}");
        let Phase::Failed(failure) = phase(&studio, id) else {
            panic!("still open")
        };
        let ended = if let_go {
            Kind::Cancelled
        } else {
            Kind::RateLimited
        };
        assert_eq!((failure.kind(), failure.charge()), (ended, Charge::None));
    };
    check(PROXY, true, Studio::forget_key);
    // Another path of the same origin has the same key.
    check("https://proxy.example/other", true, Studio::forget_key);
    check(OTHER, false, Studio::forget_key);
    check(OTHER, true, Studio::delete_everything);
}
