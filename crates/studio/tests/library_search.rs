//! The search as it is typed.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "library_samples/mod.rs"]
mod samples;

use proptest::prelude::*;
use samples::{any_recipe, full, recipe};
use ssd1b::{Draft, RemoteUrl, Scheduler};
use studio::journal::Maker;
use studio::library::{Kept, Query, Recipe};

/// "A red fox, in "snow"", Euler a, seed 42, 18 November 2026, favourite, tags Client and für später; against
/// "a fox", DPM Multi, seed 421, practice, a link.
fn check(typed: &str, first: bool, second: bool) {
    let query = Query::new(typed, 0);
    let found = (query.matches(&full()), query.matches(&other()));
    assert_eq!(found, (first, second), "{typed}");
}

fn other() -> Recipe {
    let mut other = recipe(421);
    other.origin.maker = Maker::Practice;
    other.origin.name = "practice engine".into();
    other.origin.endpoint = String::new();
    other.kept = Kept::Address {
        url: RemoteUrl::parse("https://images.segmind.com/a.jpg").unwrap(),
        until_ms: 1,
    };
    other
}

#[test]
fn words_and_phrases_are_looked_for_in_prompts_and_tags() {
    check("", true, true);
    check("   ", true, true);
    check("fox", true, true);
    check("FOX RED", true, false);
    check("red cat", false, false);
    check("\"red fox\"", true, false);
    check("“red fox”", true, false);
    check("\"fox red\"", false, false);
    check("blurry", true, true);
    check("\"out of focus\"", false, true);
    check("client", true, false);
    check("FÜR", true, false);
    check("\"für später\"", true, false);
    check("r\"ed fo\"x", true, false);
}

#[test]
fn fields_narrow_it_down() {
    check("scheduler:euler", true, false);
    check("Scheduler:EULERA", true, false);
    check("scheduler:\"euler a\" ", true, false);
    check("scheduler:\"euler\"", false, false);
    check("scheduler:multi", false, true);
    check("seed:42 fox", true, false);
    check("seed:\"42\"", true, false);
    check("seed:421", false, true);
    check("tag:client", true, false);
    check("tag:cli", true, false);
    check("tag:\"cli\"", false, false);
    check("tag:\"FÜR SPÄTER\"", true, false);
    check("date:2026", true, true);
    check("date:2026-11-18", true, true);
    check("date:2026-10", false, false);
    check("from:segmind", true, false);
    check("from:https://api", true, false);
    check("from:practice", false, true);
    check("is:favourite", true, false);
    check("is:favorite", true, false);
    check("is:paid", true, false);
    check("is:free", false, true);
    check("is:practice", false, true);
    check("is:simulator", false, false);
    check("is:link", false, true);
    check("prompt:blurry", false, false);
    check("negative:focus", false, true);
    check("negative:fox", false, false);
}

#[test]
fn a_minus_excludes() {
    check("-red", false, true);
    check("-\"red fox\"", false, true);
    check("-\"red cat\"", true, true);
    check("-client", false, true);
    check("-tag:client", false, true);
    check("-tag:clie", true, true);
    check("-scheduler:euler", true, true);
    check("-scheduler:eulera", false, true);
    check("-seed:42", false, true);
    check("-is:favourite", false, true);
    check("-date:2026-11", false, false);
    check("-date:2025", true, true);
    check("-from:segmind", false, true);
    // What a negative prompt names is not in the image, so it takes nothing away.
    check("-blurry", true, true);
    check("-negative:focus", true, false);
}

#[test]
fn unknown_fields_are_text() {
    check("note:x", false, false);
    check("snow\":", false, false);
    let mut titled = full();
    titled.request = Draft {
        prompt: "Poster: ratio 16:9 http://x".into(),
        ..Draft::default()
    }
    .check()
    .unwrap();
    for typed in ["poster:", "16:9", "\"poster: ratio\"", "http://x", "-17:9"] {
        assert!(Query::new(typed, 0).matches(&titled), "{typed}");
    }
    for typed in ["-poster:", "-16:9", "16:10"] {
        assert!(!Query::new(typed, 0).matches(&titled), "{typed}");
    }
}

#[test]
fn what_is_half_typed_hides_nothing() {
    for typed in [
        "-",
        "\"",
        "\"\"",
        "-\"",
        "-\"\"",
        "seed:",
        "tag:",
        "date:",
        "is:",
        "from:",
        "scheduler:",
        "-seed:",
        "-tag:",
        "prompt:",
        "negative:",
        "seed:\"",
        "tag:\"\"",
        "-f",
        "-a",
        "date:2",
        "date:202",
        "date:2026-",
        "date:2026-1",
        "-date:2",
        "-date:2026-",
        "-date:202",
        "-is:f",
        "-is:favourit",
        "-tag:c",
        "seed:4",
        "-seed:4",
        "seed:-",
        "\"fo",
        "fox \"",
        "\"fox \"",
        "fox -",
        "seed: fox",
        "-scheduler:e",
    ] {
        check(typed, true, true);
    }
    check("is:fa", true, false);
    check("is:f", true, true);
    check("\"red fo", true, false);
    check("tag:\"client", true, false);
    // With a space behind it the word is finished.
    check("seed:4 ", false, false);
    check("seed:42 ", true, false);
    check("-r ", false, true);
    check("-seed:42 ", false, true);
}

#[test]
fn values_that_cannot_be_are_passed_over_and_named() {
    let check = |typed: &str, sentence: Option<&str>| {
        let query = Query::new(typed, 0);
        assert_eq!(query.ignored().as_deref(), sentence, "{typed}");
        assert!(query.matches(&full()), "{typed}");
    };
    check("fox seed:42 is:fav", None);
    check(
        "seed:fox",
        Some("“seed:fox” was passed over: a seed is a number."),
    );
    let date = "a date is a year, a month or a day, such as 2026, 2026-11 or 2026-11-24.";
    check(
        "-Date:yesterday fox seed:x",
        Some(&format!("“-Date:yesterday” was passed over: {date}")),
    );
    check(
        "is:nice",
        Some(
            "“is:nice” was passed over: an image is favourite, practice, simulator, paid, free or link.",
        ),
    );
    check(
        "-is:favou ",
        Some(
            "“-is:favou” was passed over: an image is favourite, practice, simulator, paid, free or link.",
        ),
    );
}

#[test]
fn dates_are_those_of_the_place() {
    let mut late = recipe(1);
    // Five minutes before midnight of 24 November 2026, UTC.
    late.key = studio::library::RecipeKey::new(1_795_564_500_000, &samples::job(1), 1);
    assert!(Query::new("date:2026-11-24", 0).matches(&late));
    assert!(!Query::new("date:2026-11-24", 60).matches(&late));
    assert!(Query::new("date:2026-11-25", 60).matches(&late));
}

#[test]
fn case_is_ignored_beyond_ascii() {
    let mut greek = recipe(1);
    let with = |prompt: &str| {
        Draft {
            prompt: prompt.into(),
            ..Draft::default()
        }
        .check()
        .unwrap()
    };
    greek.request = with("ΟΔΟΣ ΠΑΡΚΟΥ, Straße, 森の中");
    for typed in ["οδος", "ΟΔΟΣ", "οδοσ", "straße", "森", "οδ"] {
        assert!(Query::new(typed, 0).matches(&greek), "{typed}");
    }
    // The Kelvin sign is a k.
    greek.request = with("5 kelvin");
    assert!(Query::new("\u{212a}elvin", 0).matches(&greek));
}

#[test]
fn every_scheduler_is_found_by_its_name() {
    for scheduler in Scheduler::ALL {
        let mut recipe = recipe(1);
        recipe.request = recipe.request.with_scheduler(scheduler);
        for quote in ["", "\""] {
            let name = match quote {
                "" => scheduler.name().replace(' ', ""),
                _ => scheduler.name().to_owned(),
            };
            let typed = format!("scheduler:{quote}{name}{quote} ");
            assert!(Query::new(&typed, 0).matches(&recipe), "{typed}");
        }
    }
}

proptest! {
    #[test]
    fn anything_may_be_typed(
        typed in "(-?(seed|tag|is|date|scheduler|from|x)?:?[\"“]?\\PC{0,6}[\"”]? ?){0,4}",
        recipe in any_recipe(),
        ahead: i32,
    ) {
        let query = Query::new(&typed, ahead);
        let _ = (query.matches(&recipe), query.ignored(), query.is_empty());
    }

    #[test]
    fn every_image_is_found_by_its_own_words(recipe in any_recipe()) {
        let word = recipe.request.prompt().split_whitespace().next().unwrap();
        let plain = !word.contains(['"', '“', '”', '„']);
        let typed = format!("seed:{} scheduler:\"{}\"", recipe.request.seed(), recipe.request.scheduler());
        prop_assert!(Query::new(&typed, 0).matches(&recipe));
        if plain {
            let typed = format!("\"{}\"", word.to_uppercase());
            // Upper case is not always undone by lower case ("ß", "ŉ"), so only where it is.
            if word.to_uppercase().to_lowercase() == word.to_lowercase() {
                prop_assert!(Query::new(&typed, 0).matches(&recipe), "{}", typed);
            }
            let query = Query::new(&format!("-\"{word}\""), 0);
            prop_assert!(!query.matches(&recipe));
        }
    }
}
