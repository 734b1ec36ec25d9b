//! Where buildings stand: a skyline behind water or land, or the two sides of a street.

use crate::build::Site;
use crate::camera::Camera;
use crate::facade::Skin;
use crate::math::{Bound, clamp01, mix};
use crate::noise::Dice;
use crate::scene::Scene;

/// A box of a building; towers are stacks of them.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) x0: f32,
    pub(crate) x1: f32,
    pub(crate) z0: f32,
    pub(crate) z1: f32,
    pub(crate) base: f32,
    pub(crate) height: f32,
    /// Narrowing towards the top, 0..1; such a block is round.
    pub(crate) taper: f32,
    pub(crate) round: bool,
    pub(crate) skin: Skin,
}

/// All blocks; the boxes of a tower come from the ground up and share its distance.
pub(crate) fn blocks(scene: &Scene, camera: &Camera) -> Vec<Block> {
    let mut dice = Dice::new(scene.frame.chance ^ 0xc17e);
    let mut blocks = Vec::new();
    if scene.city.street > 0.5 {
        street(scene, &mut dice, &mut blocks);
    } else {
        skyline(scene, camera, &mut dice, &mut blocks);
    }
    blocks
}

/// Where the moon stands, in picture widths from the middle: as near to the scene's own place as no building touches it, since a
/// moon on a spire looks like a mishap.
pub(crate) fn moon_side(scene: &Scene, camera: &Camera) -> f32 {
    let light = &scene.light;
    if scene.city.amount <= 0.3 || light.moon <= 0.0 {
        return light.moon_side;
    }
    let blocks = blocks(scene, camera);
    let room = 0.017 * light.moon_size * camera.focal + 0.022;
    let foot = camera.horizon - libm::tanf(light.moon_elevation.to_radians()) * camera.focal + room;
    let free = |side: f32| {
        let middle = 0.5 + libm::tanf(side / camera.focal) * camera.focal;
        blocks.iter().all(|block| {
            let seen = Site::extent(block, camera);
            seen.top > foot || seen.right < middle - room || seen.left > middle + room
        })
    };
    (0..60)
        .map(|i| {
            let step = 0.012 * (i / 2) as f32;
            light.moon_side + if i % 2 == 0 { step } else { -step }
        })
        .find(|side| side.abs() < 0.46 && free(*side))
        .unwrap_or(light.moon_side)
}

/// Distance of the first row of a skyline in metres.
pub(crate) const SHORE: f32 = 430.0;

fn skyline(scene: &Scene, camera: &Camera, dice: &mut Dice, blocks: &mut Vec<Block>) {
    let city = &scene.city;
    let towers = 2 + dice.pick(3);
    let peaks: Vec<(f32, f32, f32)> = (0..towers)
        .map(|_| {
            (
                dice.range(-0.42, 0.42),
                dice.range(0.05, 0.16),
                dice.range(0.55, 1.0),
            )
        })
        .collect();
    let envelope = |at: f32| {
        let sum: f32 = peaks
            .iter()
            .map(|(c, w, h)| h / (1.0 + ((at - c) / w) * ((at - c) / w)))
            .sum();
        (0.12 + sum).at_most(1.1)
    };
    let rows = 8;
    for row in (0..rows).rev() {
        let z = SHORE * libm::powf(1.23, row as f32);
        let reach = 0.56 / camera.focal * z;
        let back = row as f32 / (rows - 1) as f32;
        let mut x = -reach + dice.range(-20.0, 0.0);
        while x < reach {
            let width = dice.range(20.0, 46.0) * mix(1.25, 1.0, back);
            let gap = if dice.chance(0.25) {
                dice.range(8.0, 40.0)
            } else {
                dice.range(1.0, 8.0)
            };
            let at = (x + width * 0.5) / z * camera.focal;
            let luck = dice.unit();
            let tall = envelope(at) * (0.30 + 0.70 * luck * luck.sqrt());
            let rise = clamp01(0.20 + back * 2.6);
            let height = (16.0 + 26.0 * dice.unit() + 330.0 * city.height * tall * rise)
                .at_most(ceiling(camera, z) * 0.86);
            if dice.chance(0.94) {
                let z0 = z * dice.range(0.97, 1.05);
                let deep = dice.range(22.0, 46.0);
                tower(scene, dice, blocks, (x, x + width), (z0, z0 + deep), height);
            }
            x += width + gap;
        }
    }
    // One or two landmarks give the skyline its face.
    let landmarks = 1 + dice.pick(2);
    for peak in peaks.iter().take(landmarks) {
        let z = SHORE * dice.range(1.5, 2.2);
        let x = peak.0 / camera.focal * z;
        let width = dice.range(26.0, 40.0);
        let tall = (city.height * dice.range(330.0, 430.0)).at_most(ceiling(camera, z) * 0.84);
        landmark(scene, dice, blocks, x, width, z, tall);
    }
}

/// Height in metres that just touches the upper edge of the picture at a distance.
fn ceiling(camera: &Camera, z: f32) -> f32 {
    camera.horizon / camera.focal * z
}

/// A building of one to four boxes, and often a mast.
fn tower(
    scene: &Scene,
    dice: &mut Dice,
    blocks: &mut Vec<Block>,
    x: (f32, f32),
    z: (f32, f32),
    height: f32,
) {
    let future = scene.city.future;
    let skin = Skin::roll(scene, dice, height);
    let (mut x0, mut x1) = x;
    let (z0, z1) = z;
    if height > 70.0 && dice.chance(0.16 + 0.12 * future) {
        let taper = if dice.chance(0.5) {
            dice.range(0.05, 0.45)
        } else {
            0.0
        };
        blocks.push(Block {
            x0,
            x1,
            z0,
            z1,
            base: 1.5,
            height,
            taper,
            round: true,
            skin: skin.clone(),
        });
        mast(dice, blocks, (x0 + x1) * 0.5, z0 + 6.0, height, &skin);
        return;
    }
    let steps = if height > 60.0 { 1 + dice.pick(4) } else { 1 };
    let mut base = 1.5;
    let mut left = height;
    for step in 0..steps {
        let last = step + 1 == steps;
        let part = if last {
            left
        } else {
            left * dice.range(0.35, 0.7)
        };
        blocks.push(Block {
            x0,
            x1,
            z0,
            z1,
            base,
            height: part,
            taper: 0.0,
            round: false,
            skin: skin.part(dice, last),
        });
        base += part;
        left -= part;
        let width = x1 - x0;
        // Setbacks are even on old towers, lopsided on new ones.
        let cut = width * dice.range(0.08, 0.2);
        let lean = if dice.chance(future * 0.6) {
            dice.unit()
        } else {
            0.5
        };
        x0 += cut * 2.0 * lean;
        x1 -= cut * 2.0 * (1.0 - lean);
    }
    if height > 95.0 && dice.chance(0.55) {
        mast(dice, blocks, (x0 + x1) * 0.5, z0 + 4.0, height, &skin);
    }
}

fn mast(dice: &mut Dice, blocks: &mut Vec<Block>, x: f32, z: f32, base: f32, skin: &Skin) {
    let half = dice.range(0.7, 1.6);
    let height = dice.range(18.0, 60.0);
    let skin = skin.mast(dice);
    blocks.push(Block {
        x0: x - half,
        x1: x + half,
        z0: z,
        z1: z + 2.0,
        base,
        height,
        taper: 0.7,
        round: true,
        skin,
    });
}

fn landmark(
    scene: &Scene,
    dice: &mut Dice,
    blocks: &mut Vec<Block>,
    x: f32,
    width: f32,
    z: f32,
    height: f32,
) {
    let skin = Skin::roll(scene, dice, height).hero();
    let half = width * 0.5;
    if dice.chance(0.5) {
        let taper = dice.range(0.35, 0.75);
        blocks.push(Block {
            x0: x - half,
            x1: x + half,
            z0: z,
            z1: z + width,
            base: 1.5,
            height,
            taper,
            round: true,
            skin: skin.clone(),
        });
    } else {
        let parts = [(1.0, 0.52), (0.78, 0.24), (0.54, 0.15), (0.3, 0.09)];
        let mut base = 1.5;
        for (wide, tall) in parts {
            let (x0, x1) = (x - half * wide, x + half * wide);
            blocks.push(Block {
                x0,
                x1,
                z0: z,
                z1: z + width,
                base,
                height: height * tall,
                taper: 0.0,
                round: false,
                skin: skin.part(dice, true),
            });
            base += height * tall;
        }
    }
    mast(dice, blocks, x, z + 4.0, height, &skin);
    mast(dice, blocks, x, z + 4.0, height + 8.0, &skin);
}

fn street(scene: &Scene, dice: &mut Dice, blocks: &mut Vec<Block>) {
    let half = dice.range(8.0, 11.0);
    let shift = dice.range(-2.5, 2.5);
    for side in [-1.0_f32, 1.0] {
        let mut z = dice.range(4.0, 9.0);
        while z < 420.0 {
            let deep = dice.range(10.0, 22.0) * mix(1.0, 1.6, clamp01(z / 300.0));
            let wide = dice.range(14.0, 30.0);
            let tall = dice.range(14.0, 42.0)
                * mix(
                    1.0,
                    1.9,
                    scene.city.future * scene.city.height * dice.unit(),
                );
            let set = half + dice.range(0.0, 1.6);
            let (a, b) = (shift + side * set, shift + side * (set + wide));
            let skin = Skin::roll(scene, dice, tall).shop(dice);
            blocks.push(Block {
                x0: a.at_most(b),
                x1: a.at_least(b),
                z0: z,
                z1: z + deep,
                base: 0.0,
                height: tall,
                taper: 0.0,
                round: false,
                skin,
            });
            z += deep
                + if dice.chance(0.15) {
                    dice.range(2.0, 6.0)
                } else {
                    0.0
                };
        }
    }
    // Towers close the view at the end of the street.
    for _ in 0..7 {
        let z = dice.range(430.0, 800.0);
        let x = dice.range(-0.2, 0.2) * z;
        let wide = dice.range(25.0, 50.0);
        let tall = dice.range(60.0, 230.0) * scene.city.height;
        tower(scene, dice, blocks, (x, x + wide), (z, z + 30.0), tall);
    }
}
