//! Where trees stand: on the shores, along the snow field, in the meadow, on the beach.

use crate::camera::Camera;
use crate::ground::Ground;
use crate::math::{Bound, V3, clamp01, mix, v3};
use crate::noise::{Dice, noise2};
use crate::scene::Scene;
use crate::tree::{Kind, Tree};

/// All single trees of a picture, in no order.
pub(crate) fn trees(scene: &Scene, camera: &Camera, ground: &Ground) -> Vec<Tree> {
    let mut dice = Dice::new(scene.frame.chance ^ 0x77ee);
    let land = &scene.land;
    let mut all = Vec::new();
    if scene.woods.amount > 0.5 || scene.city.street > 0.5 {
        return all;
    }
    if land.trees > 0.1 {
        stand(scene, camera, ground, &mut dice, &mut all);
    }
    if land.palms > 0.2 {
        palms(scene, camera, ground, &mut dice, &mut all);
    }

    all
}

/// Colour of the leaves of one tree, in linear light.
fn leaf(scene: &Scene, kind: Kind, dice: &mut Dice) -> V3 {
    let land = &scene.land;
    if kind == Kind::Conifer {
        return v3(0.030, 0.062, 0.034).mix(v3(0.055, 0.080, 0.030), dice.unit());
    }
    let green = v3(0.060, 0.125, 0.022).mix(v3(0.13, 0.19, 0.035), dice.unit());
    let fall = match dice.pick(4) {
        0 => v3(0.55, 0.10, 0.02),
        1 => v3(0.68, 0.24, 0.025),
        2 => v3(0.75, 0.42, 0.05),
        _ => v3(0.42, 0.20, 0.03),
    };
    let bloom = v3(0.95, 0.40, 0.53).mix(v3(0.98, 0.74, 0.80), dice.unit());
    green.mix(fall, land.autumn).mix(bloom, land.blossom)
}

fn stand(scene: &Scene, camera: &Camera, ground: &Ground, dice: &mut Dice, all: &mut Vec<Tree>) {
    let land = &scene.land;
    let clump = dice.word();
    let count = mix(90.0, 620.0, land.trees * land.trees) as usize;
    let lake = scene.water.amount > 0.3;
    let (near, far) = if scene.creature.amount > 0.5 {
        (48.0, 240.0)
    } else if lake {
        {
            let shore = ground.far_shore().at_most(1400.0);
            (shore * 0.98, shore * 1.9)
        }
    } else if land.mountains > 0.4 {
        (95.0, 900.0)
    } else {
        (55.0, 700.0)
    };
    for _ in 0..count {
        let t = dice.unit();
        let z = near * libm::powf(far / near, t);
        let x = dice.range(-0.56, 0.56) / camera.focal * z;
        let kind = if dice.chance(land.conifer) {
            Kind::Conifer
        } else {
            Kind::Leaf
        };
        let height = if kind == Kind::Conifer {
            dice.range(9.0, 23.0)
        } else {
            dice.range(6.0, 13.0)
        };
        let tint = leaf(scene, kind, dice);
        let seed = dice.word();
        let grown =
            noise2(x / 46.0, z / 70.0, clump) + 0.35 * noise2(x / 13.0, z / 19.0, clump ^ 1);
        let keep = if lake {
            -0.12
        } else if land.blossom > 0.3 {
            0.2
        } else {
            0.02
        };
        let base = ground.height(x, z, camera);
        if grown < keep || (lake && base < 0.35) || base > 260.0 {
            continue;
        }
        all.push(Tree {
            kind,
            x,
            z,
            base: base - 0.3,
            height: height * (0.75 + 0.5 * clamp01(grown)),
            leaf: tint,
            snow: snow_on(scene),
            lit: 1.0,
            seed,
        });
    }
    if lake && scene.land.dunes < 0.3 {
        waterside(scene, camera, ground, dice, all);
    }
    // One to three trees near by give the picture its scale; they stay off the middle.
    if !lake && scene.creature.amount < 0.5 && land.dunes < 0.3 {
        let side = if dice.chance(0.5) { 1.0 } else { -1.0 };
        for i in 0..1 + dice.pick(3) {
            let z = (dice.range(13.0, 30.0) * (1.0 + i as f32 * 0.5))
                .at_least(camera.eye * camera.focal / (0.93 - camera.horizon));
            let x =
                side * if i == 1 { -1.0 } else { 1.0 } * dice.range(0.20, 0.40) / camera.focal * z;
            let kind = if dice.chance(land.conifer) {
                Kind::Conifer
            } else {
                Kind::Leaf
            };
            let tint = leaf(scene, kind, dice);
            let base = ground.height(x, z, camera);
            let height = if kind == Kind::Conifer {
                dice.range(9.0, 14.0)
            } else {
                dice.range(6.0, 9.0)
            };
            all.push(Tree {
                kind,
                x,
                z,
                base: base - 0.15,
                height,
                leaf: tint,
                snow: snow_on(scene),
                lit: 1.0,
                seed: dice.word(),
            });
        }
    }
}

/// A dense belt of trees along the far shore.
fn waterside(
    scene: &Scene,
    camera: &Camera,
    ground: &Ground,
    dice: &mut Dice,
    all: &mut Vec<Tree>,
) {
    let shore = ground.far_shore().at_most(1400.0);
    let clump = dice.word();
    for _ in 0..(260.0 * scene.land.trees) as usize {
        let kind = if dice.chance(scene.land.conifer) {
            Kind::Conifer
        } else {
            Kind::Leaf
        };
        let leaf = leaf(scene, kind, dice);
        let column = dice.range(-0.55, 0.55) / camera.focal;
        let height = dice.range(10.0, 24.0);
        let back = dice.range(0.0, 0.10) * shore;
        let seed = dice.word();
        let dry = (0..40)
            .map(|i| shore * (0.82 + 0.012 * i as f32))
            .find(|z| ground.height(column * z, *z, camera) > 0.15);
        let Some(edge) = dry else { continue };
        let z = edge + back;
        let x = column * z;
        let grown = 0.5 + noise2(x / 90.0, 0.0, clump);
        if grown > 0.18 {
            let base = ground.height(x, z, camera);
            all.push(Tree {
                kind,
                x,
                z,
                base: base - 0.4,
                height: height * grown.at_most(1.0),
                leaf,
                snow: snow_on(scene),
                lit: 1.0,
                seed,
            });
        }
    }
}

fn snow_on(scene: &Scene) -> f32 {
    clamp01((scene.land.snow - 0.3) * 1.5)
}

fn palms(scene: &Scene, camera: &Camera, ground: &Ground, dice: &mut Dice, all: &mut Vec<Tree>) {
    let count = 4 + dice.pick(5);
    let mut tries = 0;
    while all.len() < count && tries < 400 {
        tries += 1;
        let z = if scene.land.dunes > 0.3 {
            dice.range(60.0, 230.0)
        } else {
            dice.range(12.0, 90.0)
        };
        let x = dice.range(-0.54, 0.54) / camera.focal * z;
        let base = ground.height(x, z, camera);
        let dry = if scene.water.amount > 0.3 {
            base > 0.75
        } else {
            true
        };
        if dry {
            let leaf = v3(0.055, 0.115, 0.028).mix(v3(0.11, 0.15, 0.035), dice.unit());
            all.push(Tree {
                kind: Kind::Palm,
                x,
                z,
                base: base - 0.1,
                height: dice.range(7.0, 11.5),
                leaf,
                snow: 0.0,
                lit: 1.0,
                seed: dice.word(),
            });
        }
    }
}
