//! What the engine promises of any brief: the same picture each time, honest progress, no panic.

#![allow(clippy::unwrap_used)]

use practice::{Brief, Painter, Scene};
use proptest::prelude::*;

/// Small enough for many, large enough to show a difference.
const EDGE: u32 = 48;

fn brief(prompt: &str, negative: &str, seed: u64, sample: u32) -> Brief {
    Brief {
        prompt: prompt.to_owned(),
        negative_prompt: negative.to_owned(),
        seed,
        sample,
    }
}

fn jpeg(brief: &Brief) -> Vec<u8> {
    Painter::new(&Scene::read(brief), EDGE).jpeg()
}

const PROMPTS: [&str; 6] = [
    ssd1b::Draft::SAMPLE_PROMPT,
    "a red fox in fresh snow, low winter sun",
    "desert dunes at noon, long ridges",
    "harbour in fog, long exposure",
    "forest by moonlight",
    "mountain lake at sunrise",
];

#[test]
fn the_same_brief_gives_the_same_picture() {
    for prompt in PROMPTS {
        let brief = brief(prompt, "", 7, 1);
        assert!(jpeg(&brief) == jpeg(&brief), "{prompt}");
    }
}

#[test]
fn how_it_is_sliced_changes_nothing() {
    let scene = Scene::read(&brief(PROMPTS[0], "", 7, 0));
    let whole = Painter::new(&scene, EDGE).jpeg();
    for rows in [1, 7, 1000] {
        let mut painter = Painter::new(&scene, EDGE);
        while painter.advance(rows) < 1.0 {}
        assert!(painter.jpeg() == whole, "{rows} rows at a time");
    }
}

#[test]
fn seed_sample_and_prompt_each_move_the_picture() {
    for prompt in PROMPTS {
        let first = jpeg(&brief(prompt, "", 7, 0));
        assert!(first != jpeg(&brief(prompt, "", 8, 0)), "seed: {prompt}");
        assert!(first != jpeg(&brief(prompt, "", 7, 1)), "sample: {prompt}");
    }
    let pictures: Vec<_> = PROMPTS
        .iter()
        .map(|prompt| jpeg(&brief(prompt, "", 7, 0)))
        .collect();
    for (i, picture) in pictures.iter().enumerate() {
        assert!(!pictures[..i].contains(picture));
    }
}

#[test]
fn negative_words_take_things_away() {
    for (prompt, negative) in [
        (PROMPTS[1], "fox"),
        (PROMPTS[0], "neon"),
        ("a boat on a lake, clouds", "clouds"),
    ] {
        let with = jpeg(&brief(prompt, "", 7, 0));
        let without = jpeg(&brief(prompt, negative, 7, 0));
        assert!(with != without, "{negative} in {prompt}");
    }
}

#[test]
fn a_whole_picture_is_a_jpeg_of_its_size() {
    let bytes = jpeg(&brief("a quiet valley", "", 1, 0));
    let picture = ssd1b::Picture::new(bytes).unwrap();
    assert_eq!(picture.kind(), ssd1b::ImageKind::Jpeg);
    assert!(picture.is_whole());
    assert_eq!(picture.dimensions(), Some((EDGE, EDGE)));
}

#[test]
fn the_brief_of_a_request_is_its_words_and_numbers() {
    let request = ssd1b::Request::new("a fox")
        .unwrap()
        .with_seed(ssd1b::Seed::new(42).unwrap());
    let expected = brief("a fox", request.negative_prompt(), 42, 3);
    assert_eq!(Brief::of(&request, 3), expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_gives_a_picture(prompt in any::<String>(), negative in any::<String>(), seed in any::<u64>(), sample in 0_u32..4) {
        let mut painter = Painter::new(&Scene::read(&brief(&prompt, &negative, seed, sample)), 16);
        let mut before = 0.0;
        loop {
            let share = painter.advance(3);
            prop_assert!((before..=1.0).contains(&share), "{before} then {share}");
            before = share;
            if share >= 1.0 {
                break;
            }
        }
        prop_assert!(painter.is_done());
        prop_assert!(ssd1b::Picture::new(painter.jpeg()).is_some_and(|picture| picture.is_whole()));
    }

    #[test]
    fn any_size_does(size in 0_u32..40) {
        let bytes = Painter::new(&Scene::read(&brief("a forest", "", 1, 0)), size).jpeg();
        prop_assert!(!bytes.is_empty());
    }
}
