//! The form: what is typed is kept, and problems wait until they help.

use leptos::prelude::*;
use ssd1b::{Field, Request};
use ssd1b_studio::abilities::Slot;
use ssd1b_studio::state::{Pressed, Studio};
use studio::draft::FormDraft;

use crate::world::World;
use crate::{fix_seed, set};

fn saved(prompt: &str) -> String {
    let mut draft = FormDraft::default();
    draft.fields.prompt = prompt.into();
    draft.save()
}

fn prompt(studio: &Studio) -> String {
    text(studio, Field::Prompt)
}

fn text(studio: &Studio, field: Field) -> String {
    studio.form.text(field).unwrap().get_untracked()
}

/// Whether the field shows a problem.
fn shows(studio: &Studio, field: Field) -> bool {
    untrack(|| studio.form.problem(field)).is_some()
}

#[test]
fn the_tabs_draft_comes_before_the_devices() {
    let check = |tab: Option<&str>, device: Option<&str>, expect: &str| {
        let world = World::new();
        if let Some(text) = tab {
            world.tab.put(Slot::Draft, text);
        }
        if let Some(text) = device {
            world.device.put(Slot::Draft, text);
        }
        assert_eq!(prompt(&world.studio()), expect, "{tab:?} {device:?}");
    };
    let (tab, device) = (saved("tab"), saved("device"));
    let first = FormDraft::default().fields.prompt;
    check(Some(&tab), Some(&device), "tab");
    check(Some(&tab), None, "tab");
    check(None, Some(&device), "device");
    check(Some("{broken"), Some(&device), "device");
    check(Some("{broken"), Some("7"), &first);
    check(None, None, &first);
}

#[test]
fn a_page_only_looked_at_leaves_nothing_behind() {
    let world = World::new();
    let studio = world.studio();
    assert!(world.tab.is_empty() && world.device.is_empty());
    set(&studio, Field::Prompt, "a fox");
    world.settle();
    assert!(world.tab.peek(Slot::Draft).is_some());
    assert_eq!(world.tab.peek(Slot::Draft), world.device.peek(Slot::Draft));
    set(&studio, Field::Prompt, &FormDraft::default().fields.prompt);
    world.settle();
    assert!(world.tab.is_empty() && world.device.is_empty());
}

#[test]
fn a_reload_brings_back_everything_typed() {
    let world = World::new();
    let studio = world.studio();
    for (field, typed) in [
        (Field::Prompt, " half a "),
        (Field::NegativePrompt, ""),
        (Field::Samples, "9"),
        (Field::Scheduler, "Euler a"),
        (Field::Steps, "abc"),
        (Field::Guidance, "7."),
        (Field::Seed, "-"),
    ] {
        set(&studio, field, typed);
    }
    studio.form.base64().set(false);
    studio.form.random_seed().set(false);
    world.settle();
    let before = untrack(|| studio.form.draft());
    assert_eq!(untrack(|| world.studio().form.draft()), before);
}

#[test]
fn refused_storage_is_said_only_where_nothing_took_the_draft() {
    let check = |tab: bool, device: bool, expect: bool| {
        let world = World::new();
        let studio = world.studio();
        world.tab.refuse(tab);
        world.device.refuse(device);
        set(&studio, Field::Prompt, "a fox");
        world.settle();
        assert_eq!(
            studio.form.unsaved.get_untracked(),
            expect,
            "{tab} {device}"
        );
    };
    check(false, false, false);
    check(true, false, false);
    check(false, true, false);
    check(true, true, true);
}

#[test]
fn a_page_without_storage_works_and_recovers() {
    let world = World::new();
    world.tab.refuse(true);
    world.device.refuse(true);
    let studio = world.studio();
    assert_eq!(prompt(&studio), FormDraft::default().fields.prompt);
    assert!(matches!(studio.generate(), Pressed::Started(_)));
    set(&studio, Field::Prompt, "a fox");
    world.settle();
    assert!(studio.form.unsaved.get_untracked());
    world.tab.refuse(false);
    set(&studio, Field::Prompt, "a red fox");
    world.settle();
    assert!(!studio.form.unsaved.get_untracked());
}

#[test]
fn a_reset_can_be_undone() {
    let world = World::new();
    let studio = world.studio();
    set(&studio, Field::Prompt, "a fox");
    fix_seed(&studio, "7");
    let typed = untrack(|| studio.form.draft());
    studio.form.undo_reset();
    assert_eq!(untrack(|| studio.form.draft()), typed, "nothing to undo");

    studio.form.reset();
    assert_eq!(untrack(|| studio.form.draft()), FormDraft::default());
    world.settle();
    assert!(world.tab.is_empty() && world.device.is_empty());
    set(&studio, Field::Prompt, "typed since");
    studio.form.undo_reset();
    assert_eq!(untrack(|| studio.form.draft()), typed);
    studio.form.undo_reset();
    assert_eq!(prompt(&studio), "typed since");
}

#[test]
fn a_request_ends_the_undoing() {
    let world = World::new();
    let studio = world.studio();
    set(&studio, Field::Prompt, "a fox");
    studio.form.reset();
    studio.generate();
    assert_eq!(studio.form.before_reset.get_untracked(), None);
}

#[test]
fn a_problem_shows_once_its_field_was_left() {
    let world = World::new();
    let studio = world.studio();
    set(&studio, Field::Steps, "145");
    set(&studio, Field::Guidance, "99");
    assert!(!shows(&studio, Field::Steps), "still typing");
    studio.form.leave(Field::Steps);
    assert!(shows(&studio, Field::Steps));
    assert!(!shows(&studio, Field::Guidance), "not left yet");
    set(&studio, Field::Steps, "45");
    assert!(!shows(&studio, Field::Steps), "put right");
    set(&studio, Field::Steps, "1");
    assert!(shows(&studio, Field::Steps), "wrong again");
}

#[test]
fn submitting_shows_all_problems_and_names_the_first_field() {
    let check = |wrong: &[Field], expect: Field| {
        let world = World::new();
        let studio = world.studio();
        for field in wrong {
            set(&studio, *field, "");
        }
        // An empty negative prompt is fine; an empty seed is wrong only where it is used.
        studio.form.random_seed().set(false);
        assert_eq!(studio.generate(), Pressed::Wrong(expect));
        for field in Field::ALL {
            assert_eq!(shows(&studio, field), wrong.contains(&field), "{field:?}");
        }
        world.settle();
        assert!(studio.jobs.list.get_untracked().is_empty());
        assert_eq!(world.engine.count(), 0);
    };
    check(&[Field::Prompt], Field::Prompt);
    check(&[Field::Seed, Field::Prompt], Field::Prompt);
    check(&[Field::Seed], Field::Seed);
    check(
        &[Field::Guidance, Field::Steps, Field::Samples],
        Field::Samples,
    );
    check(&[Field::Scheduler], Field::Scheduler);
}

#[test]
fn loading_a_draft_hides_the_problems_again() {
    let world = World::new();
    let studio = world.studio();
    set(&studio, Field::Prompt, "");
    studio.generate();
    assert!(shows(&studio, Field::Prompt));
    let mut other = FormDraft::default();
    other.fields.steps = "1".into();
    studio.form.load(other);
    assert!(!shows(&studio, Field::Steps));
}

#[test]
fn one_setting_of_a_request_can_be_taken_over() {
    let world = World::new();
    let studio = world.studio();
    let request = Request::new("a fox").unwrap();
    studio.form.take(Field::Prompt, &request);
    assert_eq!(prompt(&studio), "a fox");
    assert!(studio.form.random_seed().get_untracked());
    studio.form.take(Field::Seed, &request);
    assert_eq!(text(&studio, Field::Seed), "9876543210");
    assert!(!studio.form.random_seed().get_untracked());
}

#[test]
fn the_dice_fix_a_seed_and_the_last_one_is_known() {
    let world = World::new();
    let studio = world.studio();
    studio.roll_seed();
    assert!(!studio.form.random_seed().get_untracked());
    let rolled = text(&studio, Field::Seed);
    studio.generate();
    let last = studio.form.last_seed.get_untracked().unwrap();
    assert_eq!(last.to_string(), rolled);
}

#[test]
fn counts_are_known_only_where_they_are_valid() {
    let world = World::new();
    let studio = world.studio();
    let check = |typed: &str, samples: Option<u8>, steps: Option<u16>| {
        set(&studio, Field::Samples, typed);
        set(&studio, Field::Steps, typed);
        assert_eq!(untrack(|| studio.form.samples_asked()), samples, "{typed}");
        assert_eq!(untrack(|| studio.form.steps_asked()), steps, "{typed}");
    };
    check("1", Some(1), None);
    check(" 4 ", Some(4), None);
    check("5", None, None);
    check("20", None, Some(20));
    check("100", None, Some(100));
    check("101", None, None);
    check("", None, None);
    check("0", None, None);
}
