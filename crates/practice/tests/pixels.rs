//! Scenes to pixels: the same on every run and platform, in whatever slices they are painted, at any size.
#![allow(clippy::unwrap_used)]

use practice::{Brief, Painter, Scene, fingerprint};
use proptest::prelude::*;

fn brief(prompt: &str) -> Brief {
    Brief {
        prompt: prompt.to_owned(),
        seed: 7,
        ..Brief::default()
    }
}

/// One prompt for every part of the painter, and the fingerprint of its picture of 96 pixels. The same numbers hold in wasm.
const GOLDEN: &[(&str, u64)] = &[
    (
        "a futuristic cityscape at dusk, neon lights, reflections in water",
        0x925e22fbd9ab4aa5,
    ),
    (
        "a red fox in fresh snow, low winter sun",
        0x30b4048eb5260867,
    ),
    ("desert dunes at noon, long ridges", 0xeb619031a3998ea7),
    ("harbour in fog, long exposure", 0xbd270683cef73eb4),
    ("forest by moonlight", 0x5fd17516fbc36b13),
    ("mountain lake at sunrise", 0xbdc91f23961ac512),
    ("stormy sea at night, lightning", 0x919430dd17382c08),
    ("rainy street at night, neon", 0x7539c3cd01d65d9e),
    (
        "northern lights over a frozen lake, stars",
        0x9de2142272aa6ad2,
    ),
    ("tropical beach, palms", 0xb4f4505b5c1dedcf),
    (
        "rolling hills, cherry blossoms, flowers",
        0xa41948af46c98750,
    ),
    ("snowy village at night, falling snow", 0xc7c31fc1faccd488),
    (
        "autumn birch forest path, sunbeams, fireflies",
        0xa9bf95462834eba9,
    ),
    (
        "oil painting of sailing boats under a rainbow",
        0xc264f7c873470afc,
    ),
    ("watercolor of a valley, vintage", 0x4e2b1d3ae3f0cd3c),
    ("milky way over the desert, noir", 0x673521527adfd581),
];

#[test]
fn pixels_are_those_of_every_platform() {
    let found: Vec<(&str, u64)> = GOLDEN
        .iter()
        .map(|(prompt, _)| (*prompt, fingerprint(&brief(prompt), 96)))
        .collect();
    assert_eq!(found, GOLDEN);
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
