//! The fingerprints that native and wasm builds share: the native tests and the browser's compare with them.

use practice::{Brief, fingerprint};

/// One prompt for every part of the painter, and the fingerprint of its picture of 96 pixels. The same numbers hold in wasm.
pub(crate) const GOLDEN: &[(&str, u64)] = &[
    (
        "a futuristic cityscape at dusk, neon lights, reflections in water",
        0xf5237b57395cc38f,
    ),
    (
        "a red fox in fresh snow, low winter sun",
        0x569eb9a837c3c94d,
    ),
    ("desert dunes at noon, long ridges", 0x905c924224292c0f),
    ("harbour in fog, long exposure", 0x54f0f2bb50ebc1f1),
    ("forest by moonlight", 0x63b46e0fe02aaa30),
    ("mountain lake at sunrise", 0x93180eae52b1fb30),
    ("stormy sea at night, lightning", 0x9aad33e4006bcab5),
    ("rainy street at night, neon", 0x15b371dec071133f),
    (
        "northern lights over a frozen lake, stars",
        0x1197c5b3b3d703cc,
    ),
    ("tropical beach, palms", 0x3820f391f6db0c0f),
    (
        "rolling hills, cherry blossoms, flowers",
        0xf85c7d64f17308e5,
    ),
    ("snowy village at night, falling snow", 0x8b05ba65782a6788),
    (
        "autumn birch forest path, sunbeams, fireflies",
        0xf0074bf5a8c11d28,
    ),
    (
        "oil painting of sailing boats under a rainbow",
        0xb14aad0ca8055f69,
    ),
    ("watercolor of a valley, vintage", 0x0ef250850391adbe),
    ("milky way over the desert, noir", 0x3e2b0c7f0b4fb427),
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
