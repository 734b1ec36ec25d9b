//! What moves in the air in front of everything: drifting fog, rain, snowflakes, sparks; and the lightning behind it.

use crate::air::Veil;
use crate::camera::Camera;
use crate::canvas::Canvas;
use crate::light::Light;
use crate::math::{Bound, V3, bell, clamp01, fade, mix, smoothstep, v3};
use crate::noise::{Dice, chance2, hash2, noise2, unit};
use crate::scene::Scene;

/// Columns between two samples of the fog banks.
const STRIDE: usize = 8;

/// The weather of a scene.
#[derive(Clone, Debug)]
pub(crate) struct Weather {
    rain: f32,
    snowfall: f32,
    sparks: f32,
    slant: f32,
    long: f32,
    spark: V3,
    bolt: Vec<(V3, V3)>,
    seed: u32,
}

impl Weather {
    pub(crate) fn new(scene: &Scene) -> Weather {
        let mut dice = Dice::new(scene.frame.chance ^ 0x3ea7);
        let bolt = if scene.sky.lightning > 0.3 {
            bolts(scene, &mut dice)
        } else {
            Vec::new()
        };
        Weather {
            rain: scene.air.rain,
            snowfall: scene.air.snowfall,
            sparks: scene.air.sparks,
            slant: dice.range(-0.22, 0.22),
            long: scene.frame.exposure_time,
            spark: if scene.land.snow > 0.5 || scene.city.amount > 0.3 {
                v3(1.8, 1.0, 0.35)
            } else {
                v3(1.2, 1.5, 0.35)
            },
            bolt,
            seed: scene.frame.chance ^ 0x8a17,
        }
    }

    /// Adds the lightning to one row of sky.
    pub(crate) fn flash(&self, row: usize, canvas: &mut Canvas, camera: &Camera) {
        if self.bolt.is_empty() {
            return;
        }
        let n = canvas.size;
        let y = (row as f32 + 0.5) / n as f32;
        if y > camera.horizon {
            return;
        }
        // Each stretch of the bolt lights only the columns near it.
        let mut glow = vec![0.0_f32; n];
        for (a, b) in &self.bolt {
            if y < a.y.at_most(b.y) - 0.05 || y > a.y.at_least(b.y) + 0.05 {
                continue;
            }
            let (dx, dy) = (b.x - a.x, b.y - a.y);
            let along = 1.0 / (dx * dx + dy * dy).at_least(1e-9);
            let core = (a.z * 0.0016).at_least(camera.pixel * 0.7);
            for column in canvas.span(a.x.at_most(b.x) - 0.05, a.x.at_least(b.x) + 0.05) {
                let x = (column as f32 + 0.5) / n as f32;
                let t = clamp01(((x - a.x) * dx + (y - a.y) * dy) * along);
                let (ex, ey) = (x - a.x - dx * t, y - a.y - dy * t);
                let d = (ex * ex + ey * ey).sqrt();
                glow[column] += a.z * (9.0 * fade(d * d / (core * core)) + 0.16 * fade(d / 0.012));
            }
        }
        let root = self.bolt[0].0;
        for (column, glow) in glow.into_iter().enumerate() {
            let x = (column as f32 + 0.5) / n as f32;
            let (wx, wy) = (x - root.x, y - root.y);
            let veil = 0.20 * fade((wx * wx + wy * wy * 0.35).sqrt() / 0.16);
            let k = row * n + column;
            let open = canvas.open[k].at_least(if canvas.depth[k] > 9.0e5 { 1.0 } else { 0.0 });
            canvas.light[k] += v3(0.62, 0.66, 1.0) * ((glow + veil) * open);
        }
    }

    /// Lays the air's own motion over one finished row.
    pub(crate) fn over(
        &self,
        row: usize,
        canvas: &mut Canvas,
        camera: &Camera,
        light: &Light,
        veil: &Veil,
    ) {
        let n = canvas.size;
        let y = (row as f32 + 0.5) / n as f32;
        let fog = veil.thickness();
        // Banks of fog are wide: every eighth column will do.
        let banks: Vec<f32> = if fog > 0.0004 {
            (0..n / STRIDE + 2)
                .map(|i| veil.banks((i * STRIDE) as f32 / n as f32, y))
                .collect()
        } else {
            Vec::new()
        };
        for column in 0..n {
            let x = (column as f32 + 0.5) / n as f32;
            let k = row * n + column;
            if fog > 0.0004 {
                let z = canvas.depth[k].at_most(4000.0);
                let level = fade((y - camera.horizon).abs() / 0.16);
                let (at, t) = (column / STRIDE, (column % STRIDE) as f32 / STRIDE as f32);
                let bank = (mix(banks[at], banks[at + 1], t) - 0.55).at_least(0.0);
                let part = clamp01((1.0 - fade(fog * z * 0.22)) * level * bank * 0.55);
                if part > 0.002 {
                    canvas.light[k] =
                        canvas.light[k].mix(veil.at(x, y.at_most(camera.horizon)) * 1.03, part);
                }
            }
            if self.rain > 0.02 {
                let streak = self.streaks(x, y);
                let around = canvas.light[k];
                canvas.light[k] +=
                    (light.ambient * 0.07 + around * 0.22 + v3(0.015, 0.017, 0.02)) * streak;
            }
        }
        if self.snowfall > 0.02 {
            self.flakes(row, canvas, light);
        }
        if self.sparks > 0.02 {
            self.glow_worms(row, canvas, camera);
        }
    }

    fn streaks(&self, x: f32, y: f32) -> f32 {
        let mut sum = 0.0;
        for layer in 0..3i32 {
            let scale = mix(60.0, 190.0, layer as f32 * 0.5);
            let lean = x + y * self.slant * (0.7 + 0.15 * layer as f32);
            let column = (lean * scale).floor();
            let h = hash2(column as i32, layer, self.seed);
            let speed = 2.2 + 2.0 * unit(h);
            let at = y * speed * 2.4 + unit(h.wrapping_mul(0x9e37_79b9));
            let drop = at.floor();
            let here = chance2(column as i32, drop as i32 ^ (layer << 9), self.seed ^ 3);
            if here < 0.22 * self.rain {
                let across = (lean * scale - column - 0.5).abs();
                let t = at - drop;
                sum += smoothstep(0.5, 0.12, across)
                    * smoothstep(0.0, 0.35, t)
                    * smoothstep(1.0, 0.8, t)
                    * (0.7 - 0.16 * layer as f32);
            }
        }
        sum * self.rain
    }

    fn flakes(&self, row: usize, canvas: &mut Canvas, light: &Light) {
        let n = canvas.size;
        let y = (row as f32 + 0.5) / n as f32;
        let white = light.ambient * 0.95 + light.key * 0.22;
        for layer in 0..5i32 {
            let cells = [11.0, 22.0, 38.0, 64.0, 104.0][layer as usize];
            let size = [0.105, 0.10, 0.11, 0.13, 0.15][layer as usize];
            let soft = [0.6, 0.8, 0.9, 0.9, 0.85][layer as usize];
            let cy = (y * cells).floor();
            let cell = 1.0 / cells;
            for c in 0..cells as i32 {
                let h = hash2(c, cy as i32 ^ (layer << 10), self.seed ^ 5);
                if unit(h) > 0.20 + 0.5 * self.snowfall {
                    continue;
                }
                let u = unit(h.wrapping_mul(0x9e37_79b9)) * 0.7 + 0.15;
                let v = unit(h.wrapping_mul(0x85eb_ca6b)) * 0.7 + 0.15;
                let r = size * (0.6 + 0.8 * unit(h.wrapping_mul(0xc2b2_ae35))) * cell;
                let (mx, my) = ((c as f32 + u) * cell, (cy + v) * cell);
                let tail = 1.0 + self.long * 2.0;
                for column in canvas.span(mx - r * 1.4, mx + r * 1.4) {
                    let dx = (column as f32 + 0.5) / n as f32 - mx;
                    let dy = (y - my) / tail;
                    let d = (dx * dx + dy * dy).sqrt() / r;
                    let part = smoothstep(1.15, 0.35, d) * soft * 0.85;
                    if part > 0.0 {
                        let k = row * n + column;
                        canvas.light[k] = canvas.light[k].mix(white, part);
                    }
                }
            }
        }
    }

    fn glow_worms(&self, row: usize, canvas: &mut Canvas, camera: &Camera) {
        let n = canvas.size;
        let y = (row as f32 + 0.5) / n as f32;
        for i in 0..(70.0 * self.sparks) as i32 {
            let h = hash2(i, 1, self.seed ^ 7);
            let mx = unit(h);
            let my = camera.horizon - 0.12
                + 0.5
                    * unit(h.wrapping_mul(0x9e37_79b9))
                    * unit(h.wrapping_mul(0x27d4_eb2f)).at_least(0.2);
            let r = mix(0.0012, 0.0042, unit(h.wrapping_mul(0x85eb_ca6b)));
            let reach = r * 7.0;
            if (y - my).abs() > reach {
                continue;
            }
            for column in canvas.span(mx - reach, mx + reach) {
                let dx = (column as f32 + 0.5) / n as f32 - mx;
                let dy = y - my;
                let d = (dx * dx + dy * dy).sqrt();
                canvas.add(
                    column,
                    row,
                    self.spark * (2.4 * bell(d, r) + 0.22 * fade(d / r * 0.9)),
                );
            }
        }
    }
}

/// One or two bolts with branches: points (x, y, strength) joined by segments.
fn bolts(scene: &Scene, dice: &mut Dice) -> Vec<(V3, V3)> {
    let mut all = Vec::new();
    for i in 0..1 + dice.pick(2) {
        let x = dice.range(0.18, 0.82);
        let strength = if i == 0 { 1.0 } else { 0.55 };
        let top = dice.range(0.02, 0.12);
        grow(
            dice,
            &mut all,
            v3(x, top, strength),
            scene.frame.horizon - 0.002,
            0,
        );
    }
    all
}

fn grow(dice: &mut Dice, all: &mut Vec<(V3, V3)>, from: V3, end: f32, depth: u32) {
    let mut at = from;
    let drift = if depth == 0 {
        dice.range(-0.25, 0.25)
    } else {
        dice.range(-0.9, 0.9)
    };
    let seed = dice.word();
    let mut i = 0;
    while at.y < end && all.len() < 220 {
        let step = dice.range(0.006, 0.022);
        let sway = (dice.unit() - 0.5) * 2.2 + drift + 0.8 * noise2(i as f32 * 0.35, 0.5, seed);
        let to = v3(at.x + step * sway, (at.y + step).at_most(end), at.z);
        all.push((at, to));
        if depth < 2 && dice.chance(0.11) {
            let reach = (to.y + dice.range(0.04, 0.16)).at_most(end);
            grow(dice, all, v3(to.x, to.y, at.z * 0.42), reach, depth + 1);
        }
        at = to;
        i += 1;
    }
}
