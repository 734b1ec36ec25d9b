//! Recipes: their keys, their saved form, the calendar, tags.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "library_samples/mod.rs"]
mod samples;

use proptest::prelude::*;
use samples::{any_recipe, job, recipe};
use ssd1b::{ImageKind, RemoteUrl};
use studio::journal::Maker;
use studio::library::{ContentHash, Day, Kept, Paid, Recipe, RecipeKey, Tags, merged};
use studio::money::Micros;

#[test]
fn a_hash_is_the_sha256_in_lower_case() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(ContentHash::of(b"").text(), empty);
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(ContentHash::of(b"abc").text(), abc);
    assert_eq!(ContentHash::parse(abc), Some(ContentHash::of(b"abc")));
    for wrong in [
        "",
        "ba78",
        &abc.to_uppercase(),
        &[abc, "0"].concat(),
        &abc.replace('b', "é"),
    ] {
        assert_eq!(ContentHash::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn keys_sort_newest_first_and_by_place() {
    let key = |ms, bits, place| RecipeKey::new(ms, &job(bits), place).text();
    let sorted = [
        key(u64::MAX, 1, 1),
        key(1_795_000_000_001, 1, 1),
        key(1_795_000_000_000, 1, 1),
        key(1_795_000_000_000, 1, 2),
        key(1_795_000_000_000, 1, 10),
        key(1_795_000_000_000, 2, 1),
        key(9_999, 7, 1),
        key(0, 0, 0),
    ];
    assert!(sorted.is_sorted(), "{sorted:?}");
    for text in &sorted {
        assert_eq!(RecipeKey::parse(text).unwrap().text(), *text);
    }
    let good = key(1_795_000_000_000, 1, 1);
    for wrong in [
        "",
        "..",
        &good[1..],
        &good[..good.len() - 1],
        &[&good, ".1"].concat(),
        &good.replace(".001", ".+01"),
        &good.replace(".001", ".256"),
        &good.replacen('8', "+", 1),
        &good.replace('-', "/"),
    ] {
        assert_eq!(RecipeKey::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn tags_are_tidy_and_each_is_there_once() {
    let mut tags = Tags::default();
    assert!(tags.add("  Client \t A "));
    assert!(!tags.add("client a"));
    assert!(!tags.add(" \n "));
    assert!(tags.add("Ärger"));
    assert!(tags.has("äRGER"));
    assert_eq!(tags.iter().collect::<Vec<_>>(), ["Client A", "Ärger"]);
    assert!(tags.remove("CLIENT  A"));
    assert!(!tags.remove("CLIENT  A"));
    assert_eq!(tags.len(), 1);
    let long: Tags = [["é"; 100].concat()].into_iter().collect();
    assert_eq!(long.iter().next().unwrap().chars().count(), 64);
    let many: Tags = (0..100).map(|number| number.to_string()).collect();
    assert_eq!(many.len(), 64);
}

#[test]
fn days_are_those_of_the_place() {
    let check = |ms: u64, ahead: i32, iso: &[u8; 10]| {
        assert_eq!(Day::of(ms, ahead).iso(), *iso, "{ms} {ahead}");
    };
    check(0, 0, b"1970-01-01");
    check(0, -60, b"1970-01-01");
    check(86_399_999, 0, b"1970-01-01");
    check(86_400_000, 0, b"1970-01-02");
    check(951_782_400_000, 0, b"2000-02-29");
    check(951_868_799_999, 0, b"2000-02-29");
    check(4_107_542_400_000, 0, b"2100-03-01");
    check(4_107_456_000_000, 0, b"2100-02-28");
    check(1_795_564_799_999, 0, b"2026-11-24");
    check(1_795_564_799_999, 60, b"2026-11-25");
    check(1_795_564_799_999, -720, b"2026-11-24");
    check(253_402_300_799_999, 0, b"9999-12-31");
    check(u64::MAX, i32::MAX, b"9999-12-31");
    check(0, i32::MIN, b"1970-01-01");
}

#[test]
fn headings_say_today_yesterday_or_the_date() {
    let noon = 1_795_521_600_000; // 24 November 2026
    let day = 86_400_000;
    let check = |ms: u64, heading: &str| {
        assert_eq!(Day::of(ms, 0).heading(Day::of(noon, 0)), heading);
    };
    check(noon, "Today");
    check(noon - day, "Yesterday");
    check(noon - 2 * day, "22 November 2026");
    check(noon + day, "25 November 2026");
    check(noon - 300 * day, "28 January 2026");
    check(0, "1 January 1970");
}

#[test]
fn the_first_version_can_be_read_for_ever() {
    let lines = include_str!("fixtures/library/recipes-v1.jsonl");
    let read: Vec<Recipe> = lines
        .lines()
        .map(|line| Recipe::restore(line).unwrap())
        .collect();
    let full = samples::full();
    let mut link = recipe(2);
    link.kept = Kept::Address {
        url: RemoteUrl::parse("https://images.segmind.com/a.jpg").unwrap(),
        until_ms: 1_795_604_800_000,
    };
    assert_eq!(read[0], full);
    assert_eq!(read[1], link);
    // And what it reads it would write again, to the letter.
    for (line, recipe) in lines.lines().zip(&read) {
        assert_eq!(recipe.save(), line);
    }
}

#[test]
fn what_is_missing_gets_its_default_and_what_is_unknown_is_ignored() {
    let key = RecipeKey::new(1_795_000_000_000, &job(1), 1).text();
    let hash = ContentHash::of(b"x").text();
    let text = format!(r#"{{"id":"{key}","hash":"{hash}","new":[{{}}],"v":9}}"#);
    let least = Recipe::restore(&text).unwrap();
    assert_eq!(least.request.prompt(), "(the prompt was not kept)");
    assert_eq!(least.request.steps(), 45);
    assert_eq!(least.saved_ms, 1_795_000_000_000);
    assert_eq!(least.paid, Paid::default());
    assert_eq!(least.origin.maker, Maker::Service);
    assert!(!least.favourite && least.tags.is_empty());

    let text = format!(
        r#"{{"id":"{key}","hash":"{hash}","kind":"bmp","len":3,"px":[0,5],"maker":"?","prompt":" a ","not":"","n":900,
        "sched":"X","steps":-4,"cfg":1e300,"seed":-7,"wh":[1,99999],"b64":true,"tags":["a","A"]}}"#
    );
    let odd = Recipe::restore(&text).unwrap();
    assert_eq!(odd.request.prompt(), "a");
    assert_eq!(odd.request.negative_prompt(), "");
    assert_eq!((odd.request.samples(), odd.request.steps()), (2, 45));
    assert_eq!((odd.request.width(), odd.request.height()), (1024, 1024));
    assert_eq!(odd.request.guidance(), 7.0);
    assert_eq!(odd.size, None);
    assert_eq!(odd.tags.len(), 1);
    let kept = Kept::Bytes {
        hash: ContentHash::of(b"x"),
        kind: ImageKind::Jpeg,
        len: 3,
    };
    assert_eq!(odd.kept, kept);
}

#[test]
fn what_is_no_recipe_says_so() {
    let key = RecipeKey::new(1, &job(1), 1).text();
    let check = |text: &str, sentence: &str| {
        assert_eq!(Recipe::restore(text), Err(sentence), "{text}");
    };
    check("", "An image's recipe could not be read.");
    check("[]x", "An image's recipe could not be read.");
    check("7", "An image's recipe could not be read.");
    check("{}", "An image's recipe doesn't say which image it is.");
    check(
        r#"{"id":"../x"}"#,
        "An image's recipe doesn't say which image it is.",
    );
    let nowhere = "An image's recipe doesn't say where the image is.";
    check(&format!(r#"{{"id":"{key}"}}"#), nowhere);
    check(&format!(r#"{{"id":"{key}","hash":"zz"}}"#), nowhere);
    check(
        &format!(r#"{{"id":"{key}","url":"javascript:alert(1)"}}"#),
        nowhere,
    );
}

#[test]
fn file_names_and_sizes() {
    let full = samples::full();
    assert_eq!(
        full.file_name().unwrap(),
        "ssd1b-a-red-fox-in-snow-42-2.png"
    );
    let mut practice = recipe(1);
    practice.origin.maker = Maker::Simulator;
    assert_eq!(practice.file_name().unwrap(), "practice-a-fox-1-1.jpg");
    let link = Recipe {
        kept: Kept::Address {
            url: RemoteUrl::parse("https://images.segmind.com/a.jpg").unwrap(),
            until_ms: 1,
        },
        ..recipe(1)
    };
    assert_eq!(link.file_name(), None);
    let all = [recipe(1), recipe(1), recipe(2), link, full];
    assert_eq!(Recipe::total_bytes(&all), 10 + 10 + 4);
}

#[test]
fn what_comes_twice_is_merged() {
    let mut here = recipe(1);
    here.tags.add("mine");
    let mut brought = recipe(1);
    brought.favourite = true;
    brought.tags = ["MINE", "theirs"].into_iter().collect();
    let both = merged(&here, &brought).unwrap();
    assert!(both.favourite);
    assert_eq!(both.tags.iter().collect::<Vec<_>>(), ["mine", "theirs"]);

    let mut link = here.clone();
    link.kept = Kept::Address {
        url: RemoteUrl::parse("https://images.segmind.com/a.jpg").unwrap(),
        until_ms: 1,
    };
    assert_eq!(merged(&link, &brought).unwrap().kept, brought.kept);
    assert_eq!(merged(&here, &link).unwrap().kept, here.kept);

    let mut other = recipe(2);
    assert_eq!(merged(&here, &other), None);
    other.key = here.key.clone();
    assert_eq!(merged(&here, &other), None);
}

proptest! {
    #[test]
    fn every_recipe_comes_back(recipe in any_recipe()) {
        let text = recipe.save();
        prop_assert!(!text.contains('\n'));
        prop_assert_eq!(Recipe::restore(&text), Ok(recipe));
    }

    #[test]
    fn nothing_panics(text in ".{0,80}", ms: u64, ahead: i32, amount: u64) {
        let _ = Recipe::restore(&text);
        let _ = RecipeKey::parse(&text);
        let _ = ContentHash::parse(&text);
        let _ = Day::of(ms, ahead).heading(Day::of(amount, 0));
        let _: Tags = [&text].into_iter().collect();
        let _ = Micros(amount);
    }

    #[test]
    fn days_follow_one_another(ms in 0u64..200_000_000_000_000) {
        let (day, next) = (Day::of(ms, 0), Day::of(ms + 86_400_000, 0));
        let ((y, m, d), (ny, nm, nd)) = (day.civil(), next.civil());
        let follows = (ny, nm, nd) == (y, m, d + 1)
            || (ny, nm, nd) == (y, m + 1, 1) && d >= 28
            || (ny, nm, nd) == (y + 1, 1, 1) && (m, d) == (12, 31);
        prop_assert!(follows, "{:?} {:?}", day.iso(), next.iso());
        prop_assert!(day.iso() < next.iso());
    }
}
