//! Level water: it mirrors what has been painted above it, bent and drawn out by waves as far as the eye can tell them apart.

use crate::camera::Camera;
use crate::canvas::{Canvas, FAR};
use crate::light::Light;
use crate::math::{Bound, V3, clamp01, fade, mix, smoothstep, v3};
use crate::noise::{chance2, noise2};
use crate::scene::Scene;

/// Rays per pixel; the spread of a rough surface is sampled at fixed steps with a jitter that reads as glitter.
const RAYS: usize = 8;

/// The surface.
#[derive(Clone, Debug)]
pub(crate) struct Surface {
    /// Steepness of the waves, as a slope.
    steep: f32,
    /// Length of the main waves in metres.
    length: f32,
    smooth: f32,
    ice: f32,
    depth: V3,
    seed: u32,
}

impl Surface {
    pub(crate) fn new(scene: &Scene) -> Surface {
        let waves = scene.water.waves * (1.0 - 0.8 * scene.frame.exposure_time);
        Surface {
            steep: mix(0.010, 0.16, waves * waves) + 0.012 * waves,
            length: mix(1.4, 14.0, waves),
            smooth: scene.frame.exposure_time,
            ice: scene.water.ice,
            depth: scene.water.depth,
            seed: scene.frame.chance ^ 0x3a7e,
        }
    }

    /// Slope of the surface at a point, and the spread of slopes too fine for a pixel of `footprint` metres.
    fn slope(&self, x: f32, z: f32, footprint: f32) -> (f32, f32, f32) {
        let (mut sx, mut sz, mut rest) = (0.0, 0.0, 0.0);
        let mut length = self.length;
        let mut share = 0.55;
        for i in 0..4u32 {
            let seen = smoothstep(0.9, 0.25, footprint / length);
            rest += share * (1.0 - seen);
            if seen > 0.0 {
                // Waves run across the view: their crests are long from side to side.
                let (u, v) = (x / (length * 2.6), z / length);
                let s = self.seed.wrapping_add(i * 17);
                let warp = 0.6 * noise2(u * 0.5, v * 0.5, s ^ 0x99);
                sz += share * seen * noise2(u + warp, v + warp, s) * 1.6;
                sx += share * seen * noise2(u + 31.0, v + 17.0, s) * 0.5;
            }
            length *= 0.43;
            share *= 0.66;
        }
        (sx * self.steep, sz * self.steep, (0.25 + rest) * self.steep)
    }

    /// Light from one pixel of water at distance `z`.
    pub(crate) fn at(
        &self,
        px: usize,
        py: usize,
        z: f32,
        canvas: &Canvas,
        camera: &Camera,
        light: &Light,
    ) -> V3 {
        let n = canvas.size as f32;
        let (x, y) = ((px as f32 + 0.5) / n, (py as f32 + 0.5) / n);
        let right = camera.right(x, z);
        let view = camera.ray(x, y);
        // Seen at a low angle a pixel covers far more water along the view than across it.
        let footprint =
            camera.footprint(z) * (1.0 + 0.35 * z / camera.eye.at_least(0.5)).at_most(60.0);
        let (sx, sz, spread) = self.slope(right, z, footprint);
        let graze = (-view.y).at_least(0.004);
        let tilt = 2.0 * camera.focal;
        let jitter = chance2(px as i32, py as i32, self.seed) - 0.5;
        let base = self.mirror_row(x, y, canvas, camera);
        let mut sum = V3::ZERO;
        let mut total = 0.0;
        for i in 0..RAYS {
            let t = (i as f32 + 0.5 + jitter * 0.9) / RAYS as f32 * 2.0 - 1.0;
            let weight = 1.0 - 0.75 * t * t;
            let bend = (sz + spread * t * 1.5) * tilt;
            // A wave that leans away shows higher sky; the ones leaning in are hidden behind their neighbours at low angles.
            let lift = if bend < 0.0 {
                bend * smoothstep(0.0, 0.2, graze)
            } else {
                bend
            };
            let aside = x + (sx + spread * t * t * (jitter * 1.2)) * tilt * graze * 1.2;
            sum += canvas.at(aside, (base - lift).at_most(camera.horizon + 0.02)) * weight;
            total += weight;
        }
        let mirror = sum * (1.0 / total);
        let cos = clamp01(graze + (sz.abs() + spread * 0.5) * 0.6);
        let away = 1.0 - cos;
        let fresnel = 0.02 + 0.98 * away * away * away * away * away;
        let bed = canvas.bed[py * canvas.size + px];
        let lit = light.ambient * 0.85 + light.key * (0.22 * light.dir.y);
        let mut below = self.depth * lit;
        if bed < 8.0 {
            // Shallow water: the sand shows through, red goes first.
            let sand = v3(
                0.50 * fade(bed * 0.9),
                0.44 * fade(bed * 0.22),
                0.36 * fade(bed * 0.16),
            );
            below = (sand * (lit + light.key * 0.12)).mix(below, 1.0 - fade(bed * 0.55));
        }
        let strength = clamp01(mix(fresnel, 0.92, 0.30));
        let mut water = below.mix(mirror, strength);
        if self.smooth > 0.0 {
            water = water.mix(mirror * 0.94, 0.35 * self.smooth);
        }
        if bed < 0.35 && self.steep > 0.03 {
            let lace = noise2(right * 1.3, z * 0.9, self.seed ^ 0xf0a)
                + 0.7 * noise2(right * 4.1, z * 2.2, self.seed ^ 0xf0b);
            let foam =
                smoothstep(0.30, 0.02, bed + 0.10 * lace) * smoothstep(-0.5, 0.5, lace + 0.4 - bed);
            water = water.mix(
                v3(0.85, 0.88, 0.90)
                    * (light.ambient * 0.9 + light.key * (0.45 * light.dir.y.at_least(0.15))),
                foam * 0.75 * clamp01(self.steep * 60.0),
            );
        }
        if self.ice > 0.0 {
            water = self.frozen(water, right, z, footprint, light);
        }
        water
    }

    /// Picture row that a flat mirror shows at a picture point.
    fn mirror_row(&self, x: f32, y: f32, canvas: &Canvas, camera: &Camera) -> f32 {
        let flat = 2.0 * camera.horizon - y;
        // Near things are mirrored about their own foot: their distance says how far that is below the horizon.
        let mut up = flat;
        for _ in 0..2 {
            let z = canvas.depth_at(x, up.at_least(0.0));
            if z < FAR {
                up = flat + 2.0 * camera.eye * camera.focal / z.at_least(4.0);
            }
        }
        up
    }

    fn frozen(&self, water: V3, x: f32, z: f32, footprint: f32, light: &Light) -> V3 {
        let cell = noise2(x * 0.11, z * 0.05, self.seed ^ 0x1ce)
            + 0.5 * noise2(x * 0.37, z * 0.16, self.seed ^ 0x1cf);
        let seen = fade(footprint * 1.2);
        let crack = fade(
            (noise2(x * 0.16 + cell, z * 0.075, self.seed ^ 0x2ce).abs()
                / (0.012 + 0.02 * footprint))
                .at_most(30.0),
        ) * seen;
        let drift = smoothstep(0.0, 0.5, cell + 0.15);
        let lit = light.ambient * 0.8 + light.key * (0.3 * light.dir.y.at_least(0.05));
        let sheet = v3(0.62, 0.74, 0.82) * lit;
        let clear = water.mix(v3(0.30, 0.45, 0.52) * lit, 0.25);
        let mut ice = clear.mix(v3(0.9, 0.93, 0.97) * lit, drift * 0.55);
        ice = ice.mix(sheet * 1.15, crack * 0.75);
        water.mix(ice, self.ice)
    }
}
