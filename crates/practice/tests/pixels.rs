//! Scenes to pixels: the same on every run and platform, in whatever slices they are painted, at any size.
#![allow(clippy::unwrap_used)]

mod golden;

use golden::{GOLDEN, brief};
use practice::{Brief, Painter, Scene, fingerprint};
use proptest::prelude::*;

#[test]
fn pixels_are_those_of_every_platform() {
    assert_eq!(golden::found(), GOLDEN);
}

#[test]
fn slices_change_nothing_and_progress_never_falls() {
    let scene = Scene::read(&brief("harbour in fog, rain, a lighthouse"));
    let mut painter = Painter::new(&scene, 48);
    let mut last = 0.0;
    let mut steps = 0;
    while !painter.is_done() {
        let share = painter.advance(1);
        assert!((last..=1.0).contains(&share), "{last} then {share}");
        assert_eq!(share == 1.0, painter.is_done());
        last = share;
        steps += 1;
    }
    assert!(steps > 20, "only {steps} steps");
    assert_eq!(painter.advance(5), 1.0);
    assert_eq!(painter.jpeg(), Painter::new(&scene, 48).jpeg());
}

#[test]
fn tiny_pictures_are_pictures() {
    for size in [0, 1, 2, 3, 5, 8, 13] {
        for prompt in [
            "a fox in the snow",
            "city at night",
            "forest",
            "sea, lightning",
            "mars",
        ] {
            let file = Painter::new(&Scene::read(&brief(prompt)), size).jpeg();
            assert!(
                file.starts_with(&[0xff, 0xd8]) && file.ends_with(&[0xff, 0xd9]),
                "{prompt} at {size}"
            );
        }
    }
}

#[test]
fn no_picture_is_flat() {
    for (prompt, _) in GOLDEN {
        // An even grey takes under 2000 bytes at this size, however it came about.
        let file = Painter::new(&Scene::read(&brief(prompt)), 128).jpeg();
        assert!(file.len() > 3000, "{prompt}: {} bytes", file.len());
    }
}

#[test]
fn samples_differ() {
    let of = |sample| {
        fingerprint(
            &Brief {
                sample,
                ..brief("a lake")
            },
            32,
        )
    };
    assert_ne!(of(0), of(1));
    assert_ne!(of(1), of(2));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn no_prompt_stops_the_painter(words in prop::collection::vec(prop::sample::select(WORDS), 0..9), seed: u64, sample in 0u32..4) {
        let brief = Brief { prompt: words.join(" "), seed, sample, ..Brief::default() };
        let file = Painter::new(&Scene::read(&brief), 24).jpeg();
        prop_assert!(file.starts_with(&[0xff, 0xd8]));
    }
}

const WORDS: &[&str] = &[
    "city",
    "street",
    "neon",
    "lake",
    "sea",
    "waves",
    "ice",
    "mountains",
    "hills",
    "dunes",
    "snow",
    "beach",
    "trees",
    "forest",
    "pine",
    "palm",
    "autumn",
    "blossom",
    "flowers",
    "path",
    "cottage",
    "birch",
    "harbour",
    "boats",
    "sailing",
    "lighthouse",
    "pier",
    "fox",
    "wolf",
    "cat",
    "deer",
    "bear",
    "clouds",
    "storm",
    "stars",
    "galaxy",
    "moon",
    "aurora",
    "lightning",
    "rainbow",
    "fog",
    "rain",
    "snowing",
    "sunbeams",
    "fireflies",
    "noon",
    "dusk",
    "night",
    "sunrise",
    "noir",
    "vintage",
    "watercolor",
    "oil",
    "pastel",
    "aerial",
    "wide",
    "closeup",
    "mars",
    "future",
];
