//! Clouds: a level sheet of warped fractal noise, lit by a short march towards the light.

use crate::light::Light;
use crate::math::{Bound, V3, clamp01, fade, mix, smoothstep, v3};
use crate::noise::{billow, fbm, noise2};
use crate::scene::Scene;

/// The cloud sheet of a scene.
#[derive(Clone, Debug)]
pub(crate) struct Clouds {
    cover: f32,
    heaps: f32,
    storm: f32,
    scale: f32,
    seed: u32,
    offset: V3,
    /// Step across the sheet towards the light.
    step: (f32, f32),
    /// 1 where the light is high, 0 where it shines along the sheet.
    high: f32,
}

impl Clouds {
    pub(crate) fn new(scene: &Scene, light: &Light) -> Clouds {
        let seed = scene.frame.chance ^ 0xc10d;
        let flat = (light.dir.x * light.dir.x + light.dir.z * light.dir.z)
            .sqrt()
            .at_least(1e-3);
        Clouds {
            cover: scene.sky.clouds,
            heaps: scene.sky.heaps,
            storm: scene.sky.storm,
            scale: mix(0.9, 1.25, scene.sky.heaps),
            seed,
            offset: v3(
                (seed & 0xff) as f32 * 0.37,
                0.0,
                ((seed >> 8) & 0xff) as f32 * 0.41,
            ),
            step: (light.dir.x / flat, light.dir.z / flat),
            high: smoothstep(0.1, 0.8, light.dir.y),
        }
    }

    /// Thickness of the sheet at a point of it, 0 for clear sky.
    fn thickness(&self, x: f32, z: f32, octaves: u32) -> f32 {
        let wx = x + 0.45 * noise2(x * 0.55, z * 0.55, self.seed ^ 1);
        let wz = z + 0.45 * noise2(x * 0.55 + 9.0, z * 0.55, self.seed ^ 2);
        // Veils are drawn out along the wind.
        let stretch = mix(0.38, 1.0, self.heaps);
        let smooth = fbm(wx * 0.62 * stretch, wz * 0.62, octaves, self.seed) * 1.15;
        let shape = if self.heaps > 0.05 {
            let puffs = 0.36 - billow(wx * 1.25, wz * 1.25, octaves, self.seed ^ 3);
            mix(smooth, smooth * 0.75 + puffs * 0.75, self.heaps)
        } else {
            smooth
        };
        let bar = mix(0.62, -0.62, self.cover);
        (shape - bar).at_least(0.0)
    }

    /// Light of the clouds along a ray over a clear sky, already weighted with their coverage, and that coverage.
    pub(crate) fn along(&self, sky: V3, dir: V3, light: &Light) -> (V3, f32) {
        if self.cover < 0.03 || dir.y < 0.004 {
            return (V3::ZERO, 0.0);
        }
        let reach = self.scale / (dir.y + 0.055);
        let (x, z) = (dir.x * reach + self.offset.x, dir.z * reach + self.offset.z);
        let thick = self.thickness(x, z, 6);
        if thick <= 0.0 {
            return (V3::ZERO, 0.0);
        }
        let soft = mix(0.75, 0.34, self.heaps);
        let alpha = smoothstep(0.0, soft, thick) * mix(0.80, 0.97, self.heaps.at_least(self.storm));
        // What stands between this point and the light, along the sheet.
        let reach = mix(0.24, 0.13, self.heaps);
        let a = self.thickness(x + self.step.0 * reach, z + self.step.1 * reach, 4);
        let b = self.thickness(
            x + self.step.0 * reach * 2.6,
            z + self.step.1 * reach * 2.6,
            3,
        );
        let depth = mix(
            thick * 0.35 + a * 1.3 + b * 0.7,
            thick * 0.9 + a * 0.55,
            self.high,
        );
        let lit = fade(depth * mix(2.3, 3.1, self.storm));
        let toward = clamp01(dir.dot(light.dir));
        let forward = toward * toward * toward * toward;
        let silver = fade(thick * 4.5) * forward * forward * 1.4;
        let night = light.dark * 0.55;
        let sun = light.key * (0.34 * lit * (0.62 + 0.55 * forward) + 0.22 * silver);
        let shade =
            (light.ambient * mix(0.62, 0.40, self.storm)).mix(sky, 0.25 * (1.0 - self.storm));
        let base = shade
            * mix(
                1.05,
                0.55,
                smoothstep(0.1, 0.9, thick) * (0.5 + 0.5 * self.storm),
            );
        let body =
            (base + sun) * (1.0 - 0.3 * night) + light.glow * (0.18 * lit * (1.0 - self.high));
        // Far clouds sink into the air over the horizon.
        let near = smoothstep(0.0, 0.11, dir.y);
        let part = alpha * mix(0.25, 1.0, near);
        (body * part, part)
    }
}
