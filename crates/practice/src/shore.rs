//! What stands on a shore: lighthouse, houses, lamps; and the pier that leads out over the water.

use crate::air::Veil;
use crate::boat::Boat;
use crate::camera::Camera;
use crate::canvas::Canvas;
use crate::ground::Ground;
use crate::light::Light;
use crate::math::{Bound, V3, clamp01, cover, fade, mix, smoothstep, v3};
use crate::noise::{Dice, chance2, fbm, noise2};
use crate::scene::Scene;
use crate::shape::{Paint, Shape, Spot};

/// A thing and where it stands.
pub(crate) type Placed = (Spot, Box<dyn Thing>);

/// A shape that a painter can keep and copy.
pub(crate) trait Thing: Shape + core::fmt::Debug + Send {}

impl<T: Shape + core::fmt::Debug + Send> Thing for T {}

/// A tower with a lantern on a rock.
#[derive(Clone, Debug)]
struct Lighthouse {
    height: f32,
    bands: f32,
    paint: V3,
    lamp: f32,
    seed: u32,
}

impl Shape for Lighthouse {
    fn half_width(&self) -> f32 {
        46.0
    }

    fn top(&self) -> f32 {
        self.height * 1.75
    }

    fn at(&self, u: f32, v: f32, px: f32) -> Paint {
        let mut paint = Paint::none();
        let rock_top =
            7.5 * (1.0 - (u / 34.0) * (u / 34.0)) + 3.2 * fbm(u * 0.11, v * 0.12, 4, self.seed);
        let rock = v - rock_top;
        let grain = fbm(u * 0.5, v * 0.7, 4, self.seed ^ 1);
        let foot = 6.0;
        let w = v - foot;
        let h = self.height;
        let half = mix(2.9, 1.75, clamp01(w / h));
        let wall = (u.abs() - half).at_least(w - h).at_least(-w);
        let band = w / h * self.bands;
        let tone = if (band.floor() as i32) & 1 == 1 {
            self.paint
        } else {
            v3(0.78, 0.77, 0.73)
        };
        let slit = (u.abs() - 0.32)
            .at_least(((w / 5.2 - (w / 5.2).floor()) - 0.5).abs() * 5.2 - 0.6)
            .at_least(wall);
        let gallery = (u.abs() - 2.75).at_least((w - h - 0.25).abs() - 0.28);
        let rail = (u.abs() - 2.7).at_least((w - h - 1.0).abs() - 0.6);
        let room = (u.abs() - 1.25).at_least((w - h - 1.9).abs() - 1.45);
        let roof = (u.abs() - 1.65 * (1.0 - (w - h - 3.3) / 1.7))
            .at_least(w - h - 5.0)
            .at_least(h + 3.3 - w);
        paint.lay(v3(0.045, 0.042, 0.040), cover(rail, px) * 0.35);
        paint.lay(v3(0.10, 0.11, 0.12), cover(room, px));
        paint.lay(tone * (1.0 + 0.07 * grain), cover(wall, px));
        paint.lay(v3(0.03, 0.03, 0.035), cover(slit, px));
        paint.lay(v3(0.07, 0.065, 0.062), cover(gallery, px));
        paint.lay(self.paint * 0.6, cover(roof, px));
        paint.tilt = (u / half).bound(-1.0, 1.0);
        paint.lay(
            v3(0.085, 0.080, 0.075) * (1.0 + 0.9 * grain),
            cover(rock, px),
        );
        if rock < 0.0 {
            paint.tilt = (noise2(u * 0.3, v * 0.4, self.seed ^ 2) * 1.3).bound(-1.0, 1.0);
        }
        let (dx, dy) = (u, w - h - 1.9);
        let off = (dx * dx + dy * dy).sqrt();
        let flare = 7.0 * fade(off * off / 0.9) + 0.8 * fade(off / 2.3) + 0.18 * fade(off / 9.0);
        // The beam sweeps to both sides; in still air it is faint.
        let beam = fade((dy - dx * 0.05).abs() / (0.35 + dx.abs() * 0.045))
            * fade(dx.abs() / 30.0)
            * smoothstep(1.0, 3.0, dx.abs());
        paint.light = v3(1.6, 1.25, 0.72) * ((flare + 0.42 * beam) * self.lamp);
        paint
    }
}

/// A gabled house.
#[derive(Clone, Debug)]
struct House {
    width: f32,
    height: f32,
    wall: V3,
    roof: V3,
    lit: f32,
    snow: f32,
    /// 1 with its gable on the left, -1 on the right.
    side: f32,
    seed: u32,
}

impl Shape for House {
    fn half_width(&self) -> f32 {
        self.width * 0.6
    }

    fn top(&self) -> f32 {
        self.height * 1.75
    }

    fn at(&self, u: f32, v: f32, px: f32) -> Paint {
        // Seen from a corner: a gable on one side, the long wall and its roof on the other.
        let u = u * self.side;
        let mut paint = Paint::none();
        let (w, h) = (self.width * 0.5, self.height);
        let corner = -w * 0.22;
        let middle = (-w + corner) * 0.5;
        let ridge = h * 1.5;
        let gable_half = (corner + w) * 0.5;
        let gable_line = h + (ridge - h) * (1.0 - (u - middle).abs() / gable_half);
        let gable = ((u - middle).abs() - gable_half).at_least((v - gable_line) * 0.7);
        let wall = (corner - u).at_least(u - w).at_least(v - h);
        // The roof leans back: its ridge is shorter than its eaves.
        let t = (v - h * 0.96) / (ridge - h * 0.96);
        let from = corner + (middle - corner) * t;
        let to = w * 1.05 - w * 0.14 * t;
        let roof = (from - u)
            .at_least(u - to)
            .at_least(v - ridge)
            .at_least(h * 0.96 - v);
        let verge = ((v - gable_line).abs() - 0.16).at_least((u - middle).abs() - gable_half * 1.1);
        let stack = ((u - w * 0.42).abs() - w * 0.07)
            .at_least(v - h * 1.66)
            .at_least(h * 1.2 - v);
        let plank = 1.0 + 0.08 * noise2(u * 1.1, v * 5.0, self.seed);
        let under = 1.0 - 0.35 * smoothstep(h * 0.78, h, v);
        paint.lay(v3(0.12, 0.075, 0.06), cover(stack, px));
        paint.lay(self.wall * (plank * 0.70), cover(gable, px));
        paint.lay(self.wall * (plank * under), cover(wall, px));
        let tiles = 1.0
            + 0.22 * noise2(u * 2.5, v * 6.0, self.seed ^ 1)
            + 0.12 * noise2(u * 0.6, v * 0.9, self.seed ^ 2);
        let white = v3(0.80, 0.83, 0.90) * (1.0 + 0.06 * noise2(u * 0.8, v * 1.2, self.seed ^ 3));
        paint.lay((self.roof * tiles).mix(white, self.snow), cover(roof, px));
        paint.lay((self.roof * 0.7).mix(white, self.snow), cover(verge, px));
        let bay = w * 0.56;
        let (cu, cv) = ((u - corner) / bay, v / (h * 0.5));
        let (iu, iv) = (cu.floor(), cv.floor());
        let pane =
            ((cu - iu - 0.5).abs() * bay - 0.46).at_least((cv - iv - 0.52).abs() * h * 0.5 - 0.62);
        let frame = pane - 0.13;
        let bars = ((cu - iu - 0.5).abs() * bay).at_most((cv - iv - 0.52).abs() * h * 0.5) - 0.045;
        let inside = (wall.at_most(gable) + 0.3).at_least(v - h * 0.98);
        paint.lay(
            v3(0.55, 0.54, 0.50),
            cover(frame.at_least(inside), px) * 0.8,
        );
        let glass = cover(pane.at_least(inside).at_least(-bars), px);
        paint.lay(v3(0.035, 0.04, 0.05), glass);
        if chance2(iu as i32, iv as i32, self.seed) < self.lit {
            let drawn = 0.55 + 0.45 * chance2(iu as i32, iv as i32, self.seed ^ 9);
            paint.light = v3(1.7, 0.95, 0.36) * (glass * self.lit * drawn);
        }
        paint.tilt = if u < corner {
            -0.7 * self.side
        } else {
            0.35 * self.side
        };
        paint
    }
}

/// A lamp on a post.
#[derive(Clone, Debug)]
struct Lamp {
    light: V3,
}

impl Shape for Lamp {
    fn half_width(&self) -> f32 {
        9.0
    }

    fn top(&self) -> f32 {
        13.0
    }

    fn at(&self, u: f32, v: f32, px: f32) -> Paint {
        let mut paint = Paint::none();
        paint.lay(
            v3(0.03, 0.03, 0.03),
            cover((u.abs() - 0.07).at_least(v - 4.4), px.at_least(0.08)) * (0.14 / px).at_most(1.0),
        );
        let off = (u * u + (v - 4.6) * (v - 4.6)).sqrt();
        let core = 0.28_f32.at_least(px * 0.8);
        paint.light = self.light
            * (5.5 * fade(off * off / (core * core)) * (0.28 / core)
                + 0.22 * fade(off / 1.3)
                + 0.05 * fade(off / 4.0));
        paint
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
        all.push((Spot { x, z, base: -0.2 }, Box::new(tower)));
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
                all.push((Spot { x, z, base: -0.05 }, Box::new(boat)));
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
                    Box::new(house(scene, &mut dice, width, night)),
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
                Box::new(Lamp { light: hue * night }),
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
                    Box::new(house(scene, &mut dice, width, night)),
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
        if scene.coast.pier < 0.3 || scene.city.street > 0.5 {
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
