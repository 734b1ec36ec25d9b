//! The pier that leads from the near edge of the picture out over the water.

use crate::air::Veil;
use crate::camera::Camera;
use crate::canvas::Canvas;
use crate::light::Light;
use crate::math::{Bound, V3, clamp01, cover, fade, mix, smoothstep, v3};
use crate::noise::{Dice, chance2, noise2};
use crate::scene::Scene;

/// A wooden pier, from the near edge of the picture out over the water.
#[derive(Clone, Debug)]
pub(crate) struct Pier {
    left: f32,
    slant: f32,
    width: f32,
    end: f32,
    deck: f32,
    seed: u32,
}

impl Pier {
    pub(crate) fn new(scene: &Scene) -> Option<Pier> {
        if scene.coast.pier < 0.3 || scene.water.amount < 0.3 || scene.city.street > 0.5 {
            return None;
        }
        let mut dice = Dice::new(scene.frame.chance ^ 0x91e4);
        let side = if dice.chance(0.5) { 1.0 } else { -1.0 };
        let left = side * dice.range(0.5, 1.7) - 0.95;
        Some(Pier {
            left,
            slant: -side * dice.range(0.0, 0.12),
            width: dice.range(1.7, 2.2),
            end: dice.range(22.0, 46.0),
            deck: 0.75,
            seed: dice.word(),
        })
    }

    /// Paints the posts, then the deck, of one row.
    pub(crate) fn paint(
        &self,
        row: usize,
        canvas: &mut Canvas,
        camera: &Camera,
        light: &Light,
        veil: &Veil,
    ) {
        let n = canvas.size;
        let y = (row as f32 + 0.5) / n as f32;
        let below = y - camera.horizon;
        if below <= 0.0 {
            return;
        }
        let lit = light.ambient * 0.85 + light.key * (0.5 * light.dir.y);
        let spacing = 3.1;
        let posts = (self.end / spacing) as i32;
        for i in (1..=posts).rev() {
            let z = i as f32 * spacing;
            let up = camera.up(y, z);
            if !(0.0..self.deck + 0.55).contains(&up) {
                continue;
            }
            for edge in [0.0, self.width] {
                let middle = self.left + edge + self.slant * z;
                self.bar(
                    row,
                    middle,
                    0.10,
                    z,
                    v3(0.055, 0.047, 0.040) * lit,
                    canvas,
                    camera,
                    veil,
                );
            }
        }
        let z = (camera.eye - self.deck) * camera.focal / below;
        let rim = (camera.eye - self.deck + 0.16) * camera.focal / below;
        if rim < self.end && z >= self.end {
            let middle = self.left + self.width * 0.5 + self.slant * self.end;
            self.bar(
                row,
                middle,
                self.width * 0.5,
                self.end,
                v3(0.05, 0.043, 0.036) * lit,
                canvas,
                camera,
                veil,
            );
        }
        if z < self.end {
            let plank = (z / 0.19).floor();
            let gap = smoothstep(
                0.0,
                0.10,
                (z / 0.19 - plank).at_most(1.0 - z / 0.19 + plank),
            )
            .at_least(clamp01(camera.footprint(z) * z / camera.eye * 4.0));
            let tone = 0.75 + 0.5 * chance2(plank as i32, 1, self.seed);
            let from = self.left + self.slant * z;
            for column in canvas.span(camera.column(from, z), camera.column(from + self.width, z)) {
                let x = (column as f32 + 0.5) / n as f32;
                let u = camera.right(x, z) - from;
                let px = camera.footprint(z);
                let part = clamp01(u / px + 0.5) * clamp01((self.width - u) / px + 0.5);
                let grain = 1.0
                    + 0.30 * noise2(u * 5.0, plank * 3.7, self.seed)
                    + 0.12 * noise2(u * 30.0, plank * 9.1, self.seed ^ 1);
                let wood = v3(0.155, 0.130, 0.108) * (tone * grain * mix(0.35, 1.0, gap));
                let dir = camera.ray(x, y);
                // Wet boards shine towards the light of the sky.
                let shine =
                    light.clear_sky(v3(dir.x, -dir.y, dir.z)) * (0.10 + 0.35 * fade(-dir.y * 7.0));
                let clear = veil.through(z, self.deck, camera);
                canvas.over(
                    column,
                    row,
                    veil.at(x, y).mix(wood * lit + shine * (0.4 * gap), clear),
                    part,
                    z * 0.98,
                );
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn bar(
        &self,
        row: usize,
        middle: f32,
        half: f32,
        z: f32,
        colour: V3,
        canvas: &mut Canvas,
        camera: &Camera,
        veil: &Veil,
    ) {
        let n = canvas.size as f32;
        let px = camera.footprint(z);
        for column in canvas.span(
            camera.column(middle - half, z),
            camera.column(middle + half, z),
        ) {
            let x = (column as f32 + 0.5) / n;
            let off = camera.right(x, z) - middle;
            let part = cover(off.abs() - half, px);
            let round = 1.0 - 0.45 * (off / half) * (off / half);
            let clear = veil.through(z, 0.4, camera);
            let air = veil.at(x, camera.horizon);
            canvas.over(column, row, air.mix(colour * round, clear), part, z);
        }
    }
}
