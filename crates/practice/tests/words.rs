//! Words to scenes: what a prompt says is in the scene, and what a negative prompt says is not.
#![allow(clippy::unwrap_used)]

use practice::{Brief, Scene};
use proptest::prelude::*;

fn scene(prompt: &str, negative: &str) -> Scene {
    Scene::read(&Brief {
        prompt: prompt.to_owned(),
        negative_prompt: negative.to_owned(),
        seed: 3,
        sample: 0,
    })
}

fn check(prompt: &str, says: impl Fn(&Scene) -> bool) {
    for sample in 0..4 {
        let scene = Scene::read(&Brief {
            prompt: prompt.to_owned(),
            sample,
            ..Brief::default()
        });
        assert!(says(&scene), "{prompt:?}, sample {sample}: {scene:#?}");
    }
}

#[test]
fn words_are_in_the_scene() {
    check(
        "a futuristic cityscape at dusk, neon lights, reflections in water",
        |s| s.city.amount > 0.9 && s.city.future > 0.9 && s.city.neon > 0.9 && s.water.amount > 0.5,
    );
    check("a futuristic cityscape at dusk", |s| {
        (-8.0..0.0).contains(&s.light.elevation)
    });
    check("a red fox in fresh snow, low winter sun", |s| {
        s.creature.amount > 0.9
            && s.land.snow > 0.9
            && s.woods.amount == 0.0
            && (5.0..14.0).contains(&s.light.elevation)
    });
    check("desert dunes at noon, long ridges", |s| {
        s.land.dunes > 0.9 && s.light.elevation > 45.0 && s.water.amount == 0.0
    });
    check("harbour in fog, long exposure", |s| {
        s.coast.boats > 0.5 && s.air.fog > 0.8 && s.frame.exposure_time > 0.9
    });
    check("forest by moonlight", |s| {
        s.woods.amount > 0.9 && s.light.moon > 0.9 && s.light.elevation < -12.0
    });
    check("mountain lake at sunrise", |s| {
        s.land.mountains > 0.9
            && s.water.amount > 0.3
            && s.water.amount < 0.8
            && s.light.elevation < 8.0
    });
    check("stormy sea at night, lightning", |s| {
        s.sky.lightning > 0.9 && s.sky.storm > 0.9 && s.water.amount > 0.8
    });
    check("rainy street at night, neon", |s| {
        s.city.street > 0.9 && s.air.rain > 0.9 && s.city.neon > 0.9
    });
    check("autumn forest path, golden hour", |s| {
        s.woods.amount > 0.9 && s.land.autumn > 0.9 && s.land.path > 0.9
    });
    check("northern lights over a frozen lake", |s| {
        s.sky.aurora > 0.9 && s.water.ice > 0.9
    });
    check("tropical beach, turquoise water", |s| {
        s.land.palms > 0.5 && s.land.beach > 0.9
    });
    check("rolling hills, spring, cherry blossoms", |s| {
        s.land.blossom > 0.9 && s.land.hills > 0.5
    });
    check("portrait of an old sailor", |s| {
        s.coast.boats > 0.5 && s.look.vintage > 0.9 && s.creature.amount == 0.0
    });
    check("birch forest in winter, falling snow", |s| {
        s.woods.birch > 0.9 && s.air.snowfall > 0.9
    });
    check("milky way over the dunes", |s| {
        s.sky.galaxy > 0.9 && s.light.elevation < -15.0
    });
}

#[test]
fn style_words_grade() {
    check("a lake, black and white", |s| s.look.mono > 0.9);
    check("film noir city", |s| {
        s.look.mono > 0.9 && s.look.contrast > 1.4
    });
    check("watercolour of a lake", |s| s.look.watercolor > 0.9);
    check("oil painting of a harbour", |s| s.look.oil > 0.9);
    check("a lake, pastel", |s| s.look.pastel > 0.9);
    let (plain, vivid) = (scene("a lake", ""), scene("a vibrant lake", ""));
    assert!(vivid.look.saturation > plain.look.saturation);
}

#[test]
fn endings_are_taken_off() {
    for (word, also) in [
        ("mountain", "mountains"),
        ("fog", "foggy"),
        ("dune", "dunes"),
        ("rain", "raining"),
        ("storm", "stormy"),
        ("cherry", "cherries"),
    ] {
        let (a, b) = (scene(word, ""), scene(also, ""));
        assert_eq!(
            (
                a.land.mountains,
                a.air.fog > 0.5,
                a.land.dunes,
                a.air.rain > 0.5
            ),
            (
                b.land.mountains,
                b.air.fog > 0.5,
                b.land.dunes,
                b.air.rain > 0.5
            ),
            "{word} and {also}"
        );
        assert_eq!(
            (a.sky.storm, a.land.blossom),
            (b.sky.storm, b.land.blossom),
            "{word} and {also}"
        );
    }
}

#[test]
fn negative_words_take_things_away() {
    assert_eq!(scene("a fox in the snow", "fox").creature.amount, 0.0);
    assert_eq!(scene("a fox in the snow", "snow").land.snow, 0.0);
    assert_eq!(scene("a lake", "clouds").sky.clouds, 0.0);
    assert_eq!(scene("a neon city at night", "neon").city.neon, 0.0);
    assert_eq!(scene("a city at dusk", "water").water.amount, 0.0);
    assert_eq!(scene("harbour in fog", "fog").air.fog, 0.0);
    assert_eq!(scene("harbour", "boats").coast.boats, 0.0);
    assert_eq!(scene("harbour", "lighthouse").coast.lighthouse, 0.0);
    assert_eq!(scene("forest by moonlight", "moon").light.moon, 0.0);
    assert!(
        scene("forest by moonlight", "night, moonlight")
            .light
            .elevation
            > -3.0
    );
    assert_eq!(scene("a lake without clouds", "").sky.clouds, 0.0);
    assert_eq!(scene("street, no rain", "").air.rain, 0.0);
}

#[test]
fn a_negative_word_leaves_the_rest_where_it_was() {
    let (with, without) = (
        scene("a fox in the snow", ""),
        scene("a fox in the snow", "clouds"),
    );
    assert_eq!(with.frame, without.frame);
    assert_eq!(with.creature, without.creature);
    assert_eq!(with.light, without.light);
}

#[test]
fn seed_and_sample_move_the_picture() {
    let at = |seed, sample| {
        Scene::read(&Brief {
            prompt: "mountain lake at sunrise".into(),
            seed,
            sample,
            ..Brief::default()
        })
    };
    assert_eq!(at(1, 0), at(1, 0));
    assert_ne!(at(1, 0).frame.chance, at(2, 0).frame.chance);
    assert_ne!(at(1, 0).frame.chance, at(1, 1).frame.chance);
    assert_ne!(at(1, 0).light.side, at(1, 1).light.side);
}

#[test]
fn unknown_words_give_different_places() {
    let kinds: std::collections::BTreeSet<String> = [
        "qwx", "blorb", "zzyzx", "fnord", "krill", "vantu", "mimsy", "outgrabe", "slithy",
        "brillig",
    ]
    .into_iter()
    .map(|w| {
        let s = scene(w, "");
        format!(
            "{} {} {} {} {}",
            s.city.amount > 0.5,
            s.woods.amount > 0.5,
            s.land.dunes > 0.5,
            s.water.amount,
            s.land.beach > 0.5
        )
    })
    .collect();
    assert!(kinds.len() >= 3, "{kinds:?}");
}

proptest! {
    #[test]
    fn any_text_gives_a_scene_of_finite_numbers(prompt in ".{0,300}", negative in ".{0,80}", seed: u64, sample: u32) {
        let s = Scene::read(&Brief { prompt, negative_prompt: negative, seed, sample });
        for number in [s.light.elevation, s.light.side, s.sky.clouds, s.air.fog, s.land.hills, s.water.waves, s.frame.horizon, s.frame.focal, s.frame.eye, s.look.contrast] {
            prop_assert!(number.is_finite());
        }
        prop_assert!((0.15..0.85).contains(&s.frame.horizon));
        prop_assert!(s.frame.focal > 0.3 && s.frame.eye > 0.1);
    }
}
