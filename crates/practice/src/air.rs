//! The air between the eye and things: haze that grows with distance, and fog that lies near the ground.

use crate::camera::Camera;
use crate::light::Light;
use crate::math::{Bound, V3, bell, clamp01, fade, mix, smoothstep, v3};
use crate::noise::fbm;
use crate::scene::Scene;

/// Cells of the lattice along an edge.
const CELLS: usize = 64;

/// Haze and fog of a scene.
#[derive(Clone, Debug)]
pub(crate) struct Veil {
    /// Metres over which haze takes most of a colour.
    reach: f32,
    /// Thickness of the fog per metre at the ground.
    fog: f32,
    /// Height in metres over which the fog thins out.
    top: f32,
    /// Share of grey in the fog's colour.
    grey: f32,
    /// Light of lamps caught in the fog.
    lamps: V3,
    /// The colour of the air on a lattice over the picture: it is asked for at every pixel, and smooth.
    lattice: Vec<V3>,
    seed: u32,
}

impl Veil {
    pub(crate) fn new(scene: &Scene, camera: &Camera, light: &Light) -> Veil {
        let air = &scene.air;
        let thick = clamp01(air.haze + 0.35 * air.rain + 0.25 * air.snowfall + 0.6 * air.fog);
        let woods = scene.woods.amount > 0.5;
        let low = smoothstep(16.0, 2.0, scene.light.elevation);
        let reach = if woods {
            mix(95.0, 42.0, thick)
        } else {
            mix(26_000.0, 3200.0, thick) * mix(1.0, 0.8, low)
        };
        let fog = if woods {
            air.fog * 0.012
        } else {
            air.fog * air.fog * 0.0062
                + air.fog * 0.0006
                + air.rain * 0.0004
                + air.snowfall * 0.0012
        };
        let glow = scene.city.amount.at_least(scene.coast.boats * 0.4) * scene.city.windows;
        let mut veil = Veil {
            reach,
            fog,
            top: mix(9.0, 75.0, air.fog * air.fog),
            grey: air.fog * 0.75,
            lamps: v3(0.5, 0.32, 0.16) * (glow * 0.10 * air.fog),
            lattice: Vec::with_capacity((CELLS + 1) * (CELLS + 1)),
            seed: scene.frame.chance ^ 0xf06,
        };
        for iy in 0..=CELLS {
            for ix in 0..=CELLS {
                let dir = camera.ray(ix as f32 / CELLS as f32, iy as f32 / CELLS as f32);
                let colour = veil.colour(dir, light);
                veil.lattice.push(colour);
            }
        }
        veil
    }

    /// Colour that the air shows at a picture point (clamped to the picture).
    pub(crate) fn at(&self, x: f32, y: f32) -> V3 {
        let (fx, fy) = (clamp01(x) * CELLS as f32, clamp01(y) * CELLS as f32);
        let (ix, iy) = (
            (fx as usize).at_most(CELLS - 1),
            (fy as usize).at_most(CELLS - 1),
        );
        let (u, v) = (fx - ix as f32, fy - iy as f32);
        let k = iy * (CELLS + 1) + ix;
        let (above, below) = (
            &self.lattice[k..k + 2],
            &self.lattice[k + CELLS + 1..k + CELLS + 3],
        );
        above[0].mix(above[1], u).mix(below[0].mix(below[1], u), v)
    }

    /// Share of light that comes through from a point `up` metres high at distance `z`, along a ray.
    pub(crate) fn through(&self, z: f32, up: f32, camera: &Camera) -> f32 {
        let mut depth = z / self.reach;
        if self.fog > 0.0 {
            // Mean of an exponential layer between the heights of the eye and of the thing.
            let (a, b) = (camera.eye / self.top, up.at_least(0.0) / self.top);
            let mean = if (a - b).abs() < 0.02 {
                fade(a)
            } else {
                (fade(a) - fade(b)) / (b - a)
            };
            depth += self.fog * z * mean.at_least(0.0);
        }
        fade(depth)
    }

    /// Colour that the air itself shows along a ray.
    fn colour(&self, dir: V3, light: &Light) -> V3 {
        let air = light.air(dir);
        let grey = V3::ONE * (air.luma() * 0.55 + light.ambient.luma() * 0.45);
        let ring = if light.moon > 0.0 {
            bell(1.0 - dir.dot(light.moon_dir).at_least(0.0), 0.05) * light.moon * light.dark
        } else {
            0.0
        };
        air.mix(grey, self.grey)
            + self.lamps * light.dark.at_least(0.25)
            + v3(0.05, 0.07, 0.09) * (ring * self.grey)
    }

    /// Banks of fog that drift, as a factor around 1 on its thickness.
    pub(crate) fn banks(&self, x: f32, y: f32) -> f32 {
        1.0 + 0.7 * fbm(x * 2.2, y * 7.0, 4, self.seed)
    }

    /// Thickness of the fog per metre at the ground, 0 when there is none.
    pub(crate) fn thickness(&self) -> f32 {
        self.fog
    }
}
