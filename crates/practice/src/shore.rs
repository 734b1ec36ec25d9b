//! Where things stand on a shore and on the water: lighthouse, boats, houses, lamps.

use crate::boat::Boat;
use crate::camera::Camera;
use crate::ground::Ground;
use crate::landmark::{House, Lamp, Lighthouse};
use crate::light::Light;
use crate::math::{Bound, clamp01, mix, v3};
use crate::noise::Dice;
use crate::scene::Scene;
use crate::shape::{Shape, Spot};

/// A thing and where it stands.
pub(crate) type Placed = (Spot, Thing);

/// What may stand on a shore or float before it. A list of kinds rather than a boxed trait: its vtable would carry the formatting
/// of every number of every kind into the wasm.
#[derive(Clone, Debug)]
pub(crate) enum Thing {
    Boat(Boat),
    Lighthouse(Lighthouse),
    House(House),
    Lamp(Lamp),
}

impl Thing {
    pub(crate) fn shape(&self) -> &dyn Shape {
        match self {
            Thing::Boat(boat) => boat,
            Thing::Lighthouse(lighthouse) => lighthouse,
            Thing::House(house) => house,
            Thing::Lamp(lamp) => lamp,
        }
    }
}

/// Everything of this kind in a scene, in no order.
pub(crate) fn things(
    scene: &Scene,
    camera: &Camera,
    light: &Light,
    ground: &Ground,
) -> Vec<Placed> {
    let quay = ground.quay();
    let mut dice = Dice::new(scene.frame.chance ^ 0x54026e);
    let night = clamp01(1.0 - light.ambient.luma() * 2.6)
        .at_least(scene.air.fog * 0.75)
        .at_least(light.dark);
    let mut all: Vec<Placed> = Vec::new();
    let fog = scene.air.fog;
    let spread = |dice: &mut Dice, z: f32| dice.range(-0.5, 0.5) / camera.focal * z;
    if scene.coast.lighthouse > 0.3 {
        let z = dice.range(150.0, 230.0) * mix(1.0, 0.72, fog);
        let x =
            if dice.chance(0.5) { 1.0 } else { -1.0 } * dice.range(0.17, 0.36) / camera.focal * z;
        let paints = [
            v3(0.45, 0.045, 0.035),
            v3(0.06, 0.06, 0.065),
            v3(0.05, 0.12, 0.30),
        ];
        let tower = Lighthouse {
            height: dice.range(22.0, 30.0),
            bands: dice.range(3.0, 6.0),
            paint: paints[dice.pick(3)],
            lamp: 0.15 + 0.85 * night,
            seed: dice.word(),
        };
        all.push((Spot { x, z, base: -0.2 }, Thing::Lighthouse(tower)));
    }
    if scene.coast.boats > 0.1 {
        let open = scene.water.amount > 0.8;
        let count = (2.0 + 6.5 * scene.coast.boats) as usize;
        for i in 0..count {
            let t = (i as f32 + dice.unit()) / count as f32;
            let near = if fog > 0.4 { 19.0 } else { 24.0 };
            let z = near * libm::powf(if open { 14.0 } else { 5.5 }, t);
            let x = spread(&mut dice, z);
            if ground.height(x, z, camera) < -0.3
                && !all
                    .iter()
                    .any(|(s, _)| (s.x - x).abs() < 7.0 && (s.z - z).abs() < 8.0)
            {
                let boat = Boat::roll(&mut dice, scene.coast.masts, open, night);
                all.push((Spot { x, z, base: -0.05 }, Thing::Boat(boat)));
            }
        }
    }
    if let Some(quay) = quay {
        let (from, to) = (-0.56 / camera.focal * quay, 0.56 / camera.focal * quay);
        if scene.city.amount < 0.3 {
            let mut x = from;
            while x < to {
                let width = dice.range(8.0, 15.0);
                let z = quay + dice.range(6.0, 14.0);
                all.push((
                    Spot {
                        x: x + width * 0.5,
                        z,
                        base: 1.4,
                    },
                    Thing::House(house(scene, &mut dice, width, night)),
                ));
                x += width * dice.range(0.95, 1.5);
            }
        }
        let every = (to - from) / 15.0;
        for i in 0..16 {
            let hue = if scene.city.neon > 0.5 && dice.chance(0.35) {
                scene.city.hue_b
            } else {
                v3(1.5, 0.86, 0.38)
            };
            let x = from + every * (i as f32 + 0.3 * dice.unit());
            all.push((
                Spot {
                    x,
                    z: quay + 1.0,
                    base: 1.4,
                },
                Thing::Lamp(Lamp { light: hue * night }),
            ));
        }
    }
    if scene.land.cottage > 0.3 {
        let z = dice.range(45.0, 90.0);
        let side = if dice.chance(0.5) { 1.0 } else { -1.0 };
        for i in 0..1 + dice.pick(2) {
            let z = z + i as f32 * 24.0;
            let x = side * dice.range(0.12, 0.3) / camera.focal * z;
            let base = ground.height(x, z, camera);
            if base > 0.2 {
                let width = dice.range(8.0, 11.0);
                all.push((
                    Spot {
                        x,
                        z,
                        base: base - 0.6,
                    },
                    Thing::House(house(scene, &mut dice, width, night)),
                ));
            }
        }
    }
    all
}

fn house(scene: &Scene, dice: &mut Dice, width: f32, night: f32) -> House {
    let walls = [
        v3(0.42, 0.09, 0.055),
        v3(0.55, 0.50, 0.40),
        v3(0.60, 0.42, 0.16),
        v3(0.18, 0.28, 0.33),
        v3(0.50, 0.30, 0.22),
        v3(0.62, 0.60, 0.56),
    ];
    House {
        width,
        height: dice.range(4.5, 8.5),
        wall: walls[dice.pick(6)],
        roof: v3(0.10, 0.075, 0.07).mix(v3(0.22, 0.09, 0.06), dice.unit()),
        lit: (0.15 + 0.7 * night) * scene.city.windows.at_least(0.5),
        snow: scene.land.snow,
        side: if dice.chance(0.5) { 1.0 } else { -1.0 },
        seed: dice.word(),
    }
}
