//! Beams of light in damp air: bright sky is smeared away from the sun or moon, so that whatever stands before it casts shafts.

use crate::camera::Camera;
use crate::canvas::Canvas;
use crate::light::Light;
use crate::math::{Bound, V3, clamp01, fade, v3};
use crate::noise::chance2;
use crate::plate::Plate;
use crate::scene::Scene;

/// Steps of the smear.
const STEPS: usize = 28;

/// A small picture of the beams.
#[derive(Clone, Debug)]
pub(crate) struct Beams {
    strength: f32,
    /// Where the light stands in the picture, in picture edges; may lie outside.
    from: (f32, f32),
    tint: V3,
    /// Distance from which a pixel counts as open to the light.
    open_from: f32,
    edge: usize,
    mask: Vec<f32>,
    plate: Plate,
}

impl Beams {
    pub(crate) fn new(scene: &Scene, camera: &Camera, light: &Light, size: u32) -> Beams {
        let dir = if light.dark > 0.5 && light.moon > 0.0 {
            light.moon_dir
        } else {
            light.sun_dir
        };
        let ahead = dir.z > 0.1;
        let z = dir.z.at_least(0.1);
        let from = (
            0.5 + dir.x / z * camera.focal,
            camera.horizon - dir.y / z * camera.focal,
        );
        let strength = if ahead && from.1 < camera.horizon + 0.05 {
            scene.air.beams
        } else {
            0.0
        };
        let tint = light.key * 0.5 + v3(0.036, 0.050, 0.08) * light.moon * light.dark;
        let open_from = if scene.woods.amount > 0.5 {
            44.0
        } else {
            9.0e5
        };
        Beams {
            strength,
            from,
            tint,
            open_from,
            edge: (size as usize).div_ceil(4),
            mask: Vec::new(),
            plate: Plate::waiting((size as usize).div_ceil(4)),
        }
    }

    /// Units of work; none where there are no beams.
    pub(crate) fn units(&self) -> usize {
        if self.strength > 0.02 {
            self.edge * 2
        } else {
            0
        }
    }

    pub(crate) fn work(&mut self, unit: usize, canvas: &Canvas) {
        if unit < self.edge {
            for x in 0..self.edge {
                let mut sum = 0.0;
                for d in 0..4 {
                    let px = (x * 4 + d).at_most(canvas.size - 1);
                    let py = (unit * 4 + (d * 2) % 4).at_most(canvas.size - 1);
                    sum += if canvas.depth[py * canvas.size + px] > self.open_from {
                        0.25
                    } else {
                        0.0
                    };
                }
                self.mask.push(sum);
            }
            return;
        }
        let row = unit - self.edge;
        let n = self.edge as f32;
        let y = (row as f32 + 0.5) / n;
        for column in 0..self.edge {
            let x = (column as f32 + 0.5) / n;
            let (dx, dy) = (self.from.0 - x, self.from.1 - y);
            let far = (dx * dx + dy * dy).sqrt();
            let jitter = chance2(column as i32, row as i32, 0xbea3);
            let (mut sum, mut weight) = (0.0, 0.0);
            for i in 0..STEPS {
                let t = (i as f32 + jitter) / STEPS as f32;
                let (sx, sy) = (x + dx * t, y + dy * t);
                let w = 0.35 + t;
                weight += w;
                if (0.0..1.0).contains(&sx) && (0.0..1.0).contains(&sy) {
                    sum += w * self.mask[(sy * n) as usize * self.edge + (sx * n) as usize];
                } else if sy < 0.0 {
                    sum += w * 0.6;
                }
            }
            let beam = clamp01(sum / weight * fade(far * 2.3)) * self.strength;
            self.plate.light.push(self.tint * beam);
        }
    }

    /// Light to add at a picture point.
    pub(crate) fn at(&self, x: f32, y: f32) -> V3 {
        self.plate.at(x, y)
    }
}
