//! The fingerprints that native and wasm builds share: the native tests and the browser's compare with them.

use practice::{Brief, fingerprint};

/// One prompt for every part of the painter, and the fingerprint of its picture of 96 pixels. The same numbers hold in wasm.
pub(crate) const GOLDEN: &[(&str, u64)] = &[
    (
        "a futuristic cityscape at dusk, neon lights, reflections in water",
        0x925e22fbd9ab4aa5,
    ),
    (
        "a red fox in fresh snow, low winter sun",
        0x90da44f41376cd9a,
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

/// What this build paints of the same prompts.
pub(crate) fn found() -> Vec<(&'static str, u64)> {
    GOLDEN
        .iter()
        .map(|(prompt, _)| (*prompt, fingerprint(&brief(prompt), 96)))
        .collect()
}

/// The brief behind each of them.
pub(crate) fn brief(prompt: &str) -> Brief {
    Brief {
        prompt: prompt.to_owned(),
        seed: 7,
        ..Brief::default()
    }
}
