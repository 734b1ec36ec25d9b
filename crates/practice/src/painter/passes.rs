//! The passes that belong to the painter itself: sky, water, metering and print.

use super::Painter;
use crate::brush;
use crate::grade::Grade;
use crate::math::{Bound, V3, clamp01, exp, mix, smoothstep};

impl Painter {
    /// One row of the small cloud picture; clouds behind the land are left out.
    pub(super) fn clouds(&mut self, row: usize) {
        let edge = self.clouds.0.edge;
        let n = self.canvas.size;
        let y = (row as f32 + 0.5) / edge as f32;
        for column in 0..edge {
            let x = (column as f32 + 0.5) / edge as f32;
            let seen = (0..9).any(|k| {
                let (px, py) = (
                    (column * 2 + k % 3 * 2).saturating_sub(2),
                    (row * 2 + k / 3 * 2).saturating_sub(2),
                );
                self.canvas.open[py.at_most(n - 1) * n + px.at_most(n - 1)] > 0.0
            });
            let (colour, part) = if seen {
                self.heaven.clouds(self.camera.ray(x, y), &self.light)
            } else {
                (V3::ZERO, 0.0)
            };
            self.clouds.0.light.push(colour);
            self.clouds.1.light.push(V3::ONE * part);
        }
    }

    pub(super) fn sky(&mut self, row: usize) {
        let n = self.canvas.size;
        let y = (row as f32 + 0.5) / n as f32;
        let pixel = self.camera.pixel / self.camera.focal;
        for px in 0..n {
            let k = row * n + px;
            let open = self.canvas.open[k];
            if open < 0.003 {
                continue;
            }
            let dir = self.camera.ray((px as f32 + 0.5) / n as f32, y);
            let x = (px as f32 + 0.5) / n as f32;
            let part = self.clouds.1.at(x, y).x;
            let clear = if part > 0.99 {
                V3::ZERO
            } else {
                self.heaven.along(dir, pixel, &self.light)
            };
            let mut sky = clear * (1.0 - part) + self.clouds.0.at(x, y);
            sky += self.heaven.bow(dir, &self.light);
            if self.scene.city.amount > 0.3 {
                sky += self.items.town_glow((self.camera.horizon - y) * 900.0);
            }
            if self.veil.thickness() > 0.0 {
                // Fog over level ground, as deep as the eye sees along this ray.
                // The air between trunks ends above the crowns.
                let far = if self.scene.woods.amount > 0.5 {
                    55.0
                } else {
                    6000.0
                };
                let clear = self.veil.through(far, far * dir.y, &self.camera);
                sky = self
                    .veil
                    .at((px as f32 + 0.5) / n as f32, y)
                    .mix(sky, clear);
            }
            self.canvas.light[k] += sky * open;
        }
        self.weather.flash(row, &mut self.canvas, &self.camera);
    }

    pub(super) fn water(&mut self, row: usize) {
        let n = self.canvas.size;
        for px in 0..n {
            let k = row * n + px;
            let wet = self.canvas.wet[k];
            if wet < 0.003 {
                continue;
            }
            let z = self.canvas.depth[k];
            let water = self
                .surface
                .at(px, row, z, &self.canvas, &self.camera, &self.light);

            let clear = self.veil.through(z, 0.0, &self.camera);
            self.canvas.light[k] += self
                .veil
                .at((px as f32 + 0.5) / n as f32, self.camera.horizon)
                .mix(water, clear)
                * wet.at_most(1.0);
        }
    }

    /// Sets the exposure from the mean brightness, as a camera does: nights stay darker than days.
    pub(super) fn meter(&mut self) {
        let n = self.canvas.size;
        let (mut sum, mut count) = (0.0, 0.0);
        let step = (n / 64).at_least(1);
        for y in (0..n).step_by(step) {
            for x in (0..n).step_by(step) {
                let l = self.canvas.light[y * n + x].luma().bound(1e-4, 8.0);
                sum += libm::logf(l);
                count += 1.0;
            }
        }
        let mean = exp(sum / count);
        let snow = self
            .scene
            .land
            .snow
            .at_least(self.scene.air.fog * 0.8)
            .at_least(
                self.scene.land.dunes
                    * mix(
                        0.75,
                        1.9,
                        smoothstep(20.0, 50.0, self.scene.light.elevation),
                    ),
            )
            * (1.0 - self.light.dark);
        let night = if self.scene.woods.amount > 0.5 {
            0.135
        } else {
            0.125
        };
        let aim = mix(0.285, night, clamp01(self.light.dark)) * (1.0 + 0.4 * snow);
        self.exposure = (aim / mean).bound(0.35, 7.0);
        self.grade = Some(Grade::new(&self.scene, 1.0, self.light.dark));
    }

    pub(super) fn print(&mut self, row: usize) {
        let n = self.canvas.size;
        let Some(grade) = &self.grade else { return };
        let y = (row as f32 + 0.5) / n as f32;
        let part = 0.13 * self.scene.look.bloom;
        let painted = self.scene.look.oil.at_least(self.scene.look.watercolor) > 0.05;
        for px in 0..n {
            let x = (px as f32 + 0.5) / n as f32;
            let (mut x, mut y) = (x, y);
            let mut light = self.canvas.light[row * n + px];
            if painted {
                let touch = brush::touch(&self.scene.look, x, y, self.scene.frame.chance);
                light = self.canvas.at(touch.x, touch.y) * touch.relief;
                (x, y) = (touch.x, touch.y);
            }
            let light = (light + self.beams.at(x, y)) * self.exposure;
            let glow = self.bloom.at(x, y);
            let c = light.mix(glow, part.at_most(0.6)) + glow * (part * 0.25);
            let bytes = grade.bytes(grade.print(c, x, y), px, row, self.camera.pixel);
            self.rgb.extend_from_slice(&bytes);
        }
    }
}
