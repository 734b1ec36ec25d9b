//! Draws the land: heights on a fan of columns and distances, shadows over it, then each column from near to far.
//!
//! A column is filled from the bottom of the picture upwards, and every stretch counts for exactly the part of a pixel it covers,
//! so that ridges have no steps.

use crate::air::Veil;
use crate::camera::Camera;
use crate::canvas::{Canvas, FAR};
use crate::light::Light;
use crate::material::{Point, Soil};
use crate::math::{V3, clamp01, smoothstep, v3};
use crate::relief::Relief;

/// Distances at which a column is sampled.
const STEPS: usize = 840;

/// The fan of heights.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    relief: Relief,
    columns: usize,
    /// Logarithm of the first distance, and steps per unit of it.
    first: f32,
    per: f32,
    z: Vec<f32>,
    heights: Vec<f32>,
    /// Light that reaches every second sample of every second column, 0..1.
    shadows: Vec<f32>,
}

impl Ground {
    pub(crate) fn new(relief: Relief, camera: &Camera, size: u32) -> Ground {
        let near = camera.eye * camera.focal / (1.0 - camera.horizon).max(0.05) * 0.55;
        let ratio = relief.end() / near;
        let z = (0..STEPS)
            .map(|i| near * libm::powf(ratio, i as f32 / (STEPS - 1) as f32))
            .collect();
        let columns = size as usize;
        Ground {
            relief,
            columns,
            first: libm::logf(near),
            per: (STEPS - 1) as f32 / libm::logf(ratio),
            z,
            heights: vec![0.0; columns * STEPS],
            shadows: vec![1.0; columns.div_ceil(2) * STEPS.div_ceil(2)],
        }
    }

    /// Heights of one column.
    pub(crate) fn survey(&mut self, column: usize, camera: &Camera) {
        let x = (column as f32 + 0.5) / self.columns as f32;
        for i in 0..STEPS {
            let z = self.z[i];
            let fine = (z / self.per * 0.8).max(camera.footprint(z));
            self.heights[column * STEPS + i] = self.relief.height(camera.right(x, z), z, fine);
        }
    }

    /// Height of the land at a place.
    pub(crate) fn height(&self, x: f32, z: f32, camera: &Camera) -> f32 {
        self.relief.height(x, z, camera.footprint(z))
    }

    /// Distance of the quay, where there is one.
    pub(crate) fn quay(&self) -> Option<f32> {
        self.relief.quay()
    }

    fn find(&self, x: f32, z: f32, camera: &Camera) -> Option<(usize, usize)> {
        if z < self.z[0] {
            return None;
        }
        let c = camera.column(x, z) * self.columns as f32;
        let i = (libm::logf(z) - self.first) * self.per;
        (c >= 0.0 && c < self.columns as f32 && i < (STEPS - 1) as f32)
            .then_some((c as usize, i as usize))
    }

    /// Shadows of one pair of columns: a short walk towards the light, in growing steps.
    pub(crate) fn shade(&mut self, pair: usize, camera: &Camera, light: &Light) {
        let column = pair * 2;
        let x = (column as f32 + 0.5) / self.columns as f32;
        let half = STEPS.div_ceil(2);
        for k in 0..half {
            let i = k * 2;
            let z = self.z[i];
            let from = v3(
                camera.right(x, z),
                self.heights[column * STEPS + i] + z * 0.001 + 0.02,
                z,
            );
            let mut open = 1.0_f32;
            let mut t = z * 0.012 + 0.3;
            for _ in 0..13 {
                let p = from + light.dir * t;
                let Some((c, j)) = self.find(p.x, p.z, camera) else {
                    break;
                };
                let room = p.y - self.heights[c * STEPS + j];
                open = open.min(0.5 + room / t * 9.0);
                if open <= 0.0 {
                    break;
                }
                t *= 1.42;
            }
            self.shadows[pair * half + k] = smoothstep(0.0, 1.0, open);
        }
    }

    /// Paints one column.
    pub(crate) fn paint(
        &self,
        column: usize,
        canvas: &mut Canvas,
        soil: &Soil,
        camera: &Camera,
        light: &Light,
        veil: &Veil,
    ) {
        let n = canvas.size;
        let x = (column as f32 + 0.5) / n as f32;
        let heights = &self.heights[column * STEPS..(column + 1) * STEPS];
        let beside = |d: isize| {
            let c = column.saturating_add_signed(d).min(self.columns - 1);
            &self.heights[c * STEPS..(c + 1) * STEPS]
        };
        let (left, right) = (beside(-1), beside(1));
        let half = STEPS.div_ceil(2);
        let shadows = &self.shadows[(column / 2) * half..(column / 2 + 1) * half];
        let ray = camera.ray(x, camera.horizon);
        let air_low = veil.colour(v3(ray.x, 0.02, ray.z).unit(), light);
        let air_high = veil.colour(v3(ray.x, 0.14, ray.z).unit(), light);
        let mut reached = n as f32;
        let mut before = camera.row(heights[0].max(0.0), self.z[0]) * n as f32;
        for i in 1..STEPS - 1 {
            let (z0, z1) = (self.z[i - 1], self.z[i]);
            let (h0, h1) = (heights[i - 1], heights[i]);
            let wet = h0 <= 0.0 && h1 <= 0.0 && self.is_water();
            let level = if self.is_water() { h1.max(0.0) } else { h1 };
            let now = camera.row(level, z1) * n as f32;
            let (top, bottom) = (now.max(0.0), before.min(reached));
            if now < before && top < bottom {
                let width = 2.0 * camera.footprint(z1) * n as f32 / self.columns as f32;
                let slope_x = (right[i] - left[i]) / width.max(1e-4);
                let slope_z = (heights[i + 1] - heights[i - 1]) / (self.z[i + 1] - self.z[i - 1]);
                let normal = v3(-slope_x, 1.0, -slope_z).unit();
                let shadow = shadows[i / 2];
                for row in (top as usize)..(bottom.ceil() as usize).min(n) {
                    let part = (bottom.min(row as f32 + 1.0) - top.max(row as f32)).clamp(0.0, 1.0);
                    if part <= 0.0 {
                        continue;
                    }
                    let middle = (row as f32 + 0.5).clamp(now, before);
                    let t = clamp01((before - middle) / (before - now));
                    let z = z0 + (z1 - z0) * t;
                    let k = row * n + column;
                    canvas.open[k] = (canvas.open[k] - part).max(0.0);
                    if canvas.depth[k] >= FAR || part > 0.5 {
                        canvas.depth[k] = z;
                    }
                    if wet {
                        canvas.wet[k] += part;
                        continue;
                    }
                    let up = h0 + (h1 - h0) * t;
                    let point = Point {
                        x: camera.right(x, z),
                        z,
                        up,
                        normal,
                        shadow,
                        footprint: camera.footprint(z),
                        dir: camera.ray(x, (row as f32 + 0.5) / n as f32),
                    };
                    let (mut colour, puddle) = soil.colour(&point, light);
                    let clear = veil.through(z, up, camera);
                    let air = air_low.mix(air_high, clamp01((up - camera.eye) / z * 6.0));
                    colour = air.mix(colour, clear);
                    canvas.light[k] += colour * (part * (1.0 - puddle));
                    canvas.wet[k] += part * puddle;
                }
                reached = reached.min(top);
            }
            before = now;
        }
    }

    fn is_water(&self) -> bool {
        self.relief.has_water()
    }

    /// Colour at the far edge of level ground, for what lies beyond the fan.
    pub(crate) fn beyond(
        &self,
        column: usize,
        canvas: &mut Canvas,
        camera: &Camera,
        light: &Light,
        veil: &Veil,
    ) {
        let n = canvas.size;
        let x = (column as f32 + 0.5) / n as f32;
        let ray = camera.ray(x, camera.horizon);
        let air: V3 = veil.colour(v3(ray.x, 0.015, ray.z).unit(), light);
        let from = ((camera.horizon * n as f32) as usize).min(n);
        for row in from..n {
            let k = row * n + column;
            if canvas.open[k] <= 0.0 {
                break;
            }
            let part = canvas.open[k];
            canvas.open[k] = 0.0;
            if self.is_water() {
                canvas.wet[k] += part;
            } else {
                canvas.light[k] += air * part;
            }
            canvas.depth[k] = canvas.depth[k].min(self.relief.end());
        }
    }
}
