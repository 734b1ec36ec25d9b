//! Draws the land: heights on a fan of columns and distances, shadows over it, then each column from near to far.
//!
//! A column is filled from the bottom of the picture upwards, and every stretch counts for exactly the part of a pixel it covers,
//! so that ridges have no steps.

use crate::air::Veil;
use crate::camera::Camera;
use crate::canvas::{Canvas, FAR};
use crate::light::Light;
use crate::material::{Point, Soil};
use crate::math::{Bound, V3, clamp01, smoothstep, v3};
use crate::relief::Relief;

/// Distances at which a column is sampled.
const STEPS: usize = 840;

/// Part of the fan in which distances grow by a constant factor.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    first: f32,
    /// Logarithm of the first distance, and steps per unit of it.
    log: f32,
    per: f32,
    from: usize,
}

impl Stretch {
    fn new(first: f32, last: f32, from: usize, to: usize) -> Stretch {
        let log = libm::logf(first);
        Stretch {
            first,
            log,
            per: (to - from) as f32 / (libm::logf(last) - log),
            from,
        }
    }

    fn distance(&self, i: usize) -> f32 {
        self.first * libm::expf((i - self.from) as f32 / self.per)
    }

    fn step(&self, z: f32) -> f32 {
        self.from as f32 + (libm::logf(z) - self.log) * self.per
    }
}

/// The fan of heights.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    relief: Relief,
    columns: usize,
    /// Distances grow by a constant factor up to a knee, and by another one behind it.
    near: Stretch,
    far: Stretch,
    knee: f32,
    z: Vec<f32>,
    heights: Vec<f32>,
    /// Light that reaches every second sample of every fourth column, 0..1.
    shadows: Vec<f32>,
}

impl Ground {
    pub(crate) fn new(relief: Relief, camera: &Camera, size: u32) -> Ground {
        let first = camera.eye * camera.focal / (1.0 - camera.horizon).at_least(0.05) * 0.55;
        let (knee, share) = relief.knee();
        let knee = knee.at_least(first * 2.0);
        let turn = (STEPS as f32 * share) as usize;
        let near = Stretch::new(first, knee, 0, turn);
        let far = Stretch::new(knee, relief.end(), turn, STEPS - 1);
        let z = (0..STEPS)
            .map(|i| {
                if i < turn {
                    near.distance(i)
                } else {
                    far.distance(i)
                }
            })
            .collect();
        let columns = size as usize;
        Ground {
            relief,
            columns,
            near,
            far,
            knee,
            z,
            heights: vec![0.0; columns * STEPS],
            shadows: vec![1.0; columns.div_ceil(4) * STEPS.div_ceil(2)],
        }
    }

    /// Heights of one column.
    pub(crate) fn survey(&mut self, column: usize, camera: &Camera) {
        let x = (column as f32 + 0.5) / self.columns as f32;
        for i in 0..STEPS {
            let z = self.z[i];
            let per = if z < self.knee {
                self.near.per
            } else {
                self.far.per
            };
            let fine = (z / per * 1.6).at_least(camera.footprint(z));
            self.heights[column * STEPS + i] = self.relief.height(camera.right(x, z), z, fine);
        }
    }

    /// Height of the land at a place.
    pub(crate) fn height(&self, x: f32, z: f32, camera: &Camera) -> f32 {
        self.relief.height(x, z, camera.footprint(z))
    }

    /// Distance of the far shore of a lake.
    pub(crate) fn far_shore(&self) -> f32 {
        self.relief.far_shore()
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
        let i = if z < self.knee {
            self.near.step(z)
        } else {
            self.far.step(z)
        };
        (c >= 0.0 && c < self.columns as f32 && i < (STEPS - 1) as f32)
            .then_some((c as usize, i as usize))
    }

    /// Columns that share one walk towards the light.
    pub(crate) const SHADE: usize = 4;

    /// Shadows of one group of columns: a walk towards the light, in growing steps.
    pub(crate) fn shade(&mut self, group: usize, camera: &Camera, light: &Light) {
        let column = (group * Self::SHADE + 1).at_most(self.columns - 1);
        let x = (column as f32 + 0.5) / self.columns as f32;
        let half = STEPS.div_ceil(2);
        for k in 0..half {
            let i = k * 2;
            let z = self.z[i];
            let from = v3(
                camera.right(x, z),
                self.heights[column * STEPS + i] + z * 0.0035 + 0.02,
                z,
            );
            let mut open = 1.0_f32;
            let mut t = z * 0.016 + 0.3;
            for _ in 0..21 {
                let p = from + light.dir * t;
                let Some((c, j)) = self.find(p.x, p.z, camera) else {
                    break;
                };
                let room = p.y - self.heights[c * STEPS + j];
                // Far crests cast soft edges, else their shadows would run down the picture as stripes.
                let sharp = 9.0 / (1.0 + t * 0.0035);
                open = open.at_most(0.5 + room / t * sharp);
                if open <= 0.0 {
                    break;
                }
                t *= 1.25;
            }
            self.shadows[group * half + k] = smoothstep(0.0, 1.0, open);
        }
    }

    /// Light at a sample, softened over its neighbours so that the coarse walk leaves no stripes.
    fn shadow(&self, column: usize, i: usize) -> f32 {
        let half = STEPS.div_ceil(2);
        let last = self.columns.div_ceil(Self::SHADE) as isize - 1;
        let at = (column as f32 - 1.0) / Self::SHADE as f32;
        let (group, k) = (at.floor(), i / 2);
        let t = at - group;
        let mut sum = 0.0;
        for (d, w) in [
            (-2, 1.0 - t),
            (-1, 2.0 - t),
            (0, 2.0),
            (1, 2.0),
            (2, 1.0 + t),
            (3, t),
        ] {
            let g = (group as isize + d).clamp(0, last) as usize * half;
            let (low, high) = (k.saturating_sub(1), (k + 1).at_most(half - 1));
            sum += w * (self.shadows[g + low] + 2.0 * self.shadows[g + k] + self.shadows[g + high]);
        }
        sum * (1.0 / 32.0)
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
            let c = column.saturating_add_signed(d).at_most(self.columns - 1);
            &self.heights[c * STEPS..(c + 1) * STEPS]
        };
        let (left, right) = (beside(-1), beside(1));

        let air_low = veil.at(x, camera.horizon - 0.02);
        let air_high = veil.at(x, camera.horizon - 0.14);
        let slope = |i: usize| {
            let width = 2.0 * camera.footprint(self.z[i]) * n as f32 / self.columns as f32;
            let z = (heights[i + 1] - heights[i - 1]) / (self.z[i + 1] - self.z[i - 1]);
            v3((right[i] - left[i]) / width.at_least(1e-4), -1.0, z)
        };
        let mut reached = n as f32;
        let mut before = camera.row(heights[0].at_least(0.0), self.z[0]) * n as f32;
        for i in 1..STEPS - 1 {
            let (z0, h0) = (self.z[i - 1], heights[i - 1]);
            let (mut z1, mut h1) = (self.z[i], heights[i]);
            let hidden = camera.row(heights[i + 1], self.z[i + 1]) >= camera.row(h1, z1);
            if hidden && camera.row(h1, z1) * (n as f32) < reached {
                (z1, h1) = self.crest(heights, i);
            }

            let level = if self.is_water() {
                h1.at_least(0.0)
            } else {
                h1
            };
            let now = camera.row(level, z1) * n as f32;
            let (top, bottom) = (now.at_least(0.0), before.at_most(reached));
            if now < before && top < bottom {
                // At a crest the slope is that of the side that is seen, a sample before it.
                let start = slope((i - 1).at_least(1));
                let end = if hidden { start } else { slope(i) };
                let shadow = self.shadow(column, i);
                for row in (top as usize)..(bottom.ceil() as usize).at_most(n) {
                    let part = (bottom.at_most(row as f32 + 1.0) - top.at_least(row as f32))
                        .bound(0.0, 1.0);
                    if part <= 0.0 {
                        continue;
                    }
                    let middle = (row as f32 + 0.5).bound(now, before);
                    let t = clamp01((before - middle) / (before - now));
                    let z = z0 + (z1 - z0) * t;
                    let k = row * n + column;
                    canvas.open[k] = (canvas.open[k] - part).at_least(0.0);
                    if canvas.depth[k] >= FAR || part > 0.5 {
                        canvas.depth[k] = z;
                    }
                    let up = h0 + (h1 - h0) * t;
                    if up <= 0.0 && self.is_water() {
                        canvas.wet[k] += part;
                        canvas.bed[k] = -up;
                        continue;
                    }
                    let point = Point {
                        x: camera.right(x, z),
                        z,
                        up,
                        normal: (start.mix(end, t) * -1.0).unit(),
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
                reached = reached.at_most(top);
            }
            before = now;
        }
    }

    /// Distance and height of a sharp crest at sample `i`: it lies where the slopes on its two sides meet, between samples, and would
    /// have steps if it was cut off at one.
    fn crest(&self, heights: &[f32], i: usize) -> (f32, f32) {
        for a in [i, i - 1] {
            let b = a + 1;
            if a < 2 || b + 2 >= STEPS {
                continue;
            }
            let slope = |k: usize| (heights[k + 1] - heights[k]) / (self.z[k + 1] - self.z[k]);
            let (up, down) = (slope(a - 1), slope(b));
            let curve = (up - slope(a - 2)).abs() + (slope(b + 1) - down).abs();
            let room = self.z[b] - self.z[a];
            let t = (heights[b] - heights[a] - down * room) / (up - down).at_least(1e-5);
            if up - down > 0.15 + 3.0 * curve && t > 0.0 && t < room {
                return (self.z[a] + t, heights[a] + up * t);
            }
        }
        (self.z[i], heights[i])
    }

    fn is_water(&self) -> bool {
        self.relief.has_water()
    }

    /// Colour at the far edge of level ground, for what lies beyond the fan.
    pub(crate) fn beyond(&self, column: usize, canvas: &mut Canvas, camera: &Camera, veil: &Veil) {
        let n = canvas.size;
        let x = (column as f32 + 0.5) / n as f32;
        let air: V3 = veil.at(x, camera.horizon - 0.015);
        let from = ((camera.horizon * n as f32) as usize).at_most(n);
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
            canvas.depth[k] = canvas.depth[k].at_most(self.relief.end());
        }
    }
}
