//! The shapes of things on a shore: lighthouse, house, lamp.

use crate::math::{Bound, V3, clamp01, cover, fade, mix, smoothstep, v3};
use crate::noise::{chance2, fbm, noise2};
use crate::shape::{Paint, Shape};

/// A tower with a lantern on a rock.
#[derive(Clone, Debug)]
pub(crate) struct Lighthouse {
    pub(crate) height: f32,
    pub(crate) bands: f32,
    pub(crate) paint: V3,
    pub(crate) lamp: f32,
    pub(crate) seed: u32,
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
        let end = smoothstep(45.0, 22.0, dx.abs());
        paint.light = v3(1.6, 1.25, 0.72) * ((flare + 0.42 * beam) * end * self.lamp);
        paint
    }
}

/// A gabled house.
#[derive(Clone, Debug)]
pub(crate) struct House {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) wall: V3,
    pub(crate) roof: V3,
    pub(crate) lit: f32,
    pub(crate) snow: f32,
    /// 1 with its gable on the left, -1 on the right.
    pub(crate) side: f32,
    pub(crate) seed: u32,
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
pub(crate) struct Lamp {
    pub(crate) light: V3,
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
