//! Boats on the water: hull, cabin, mast and sails, seen from the side.

use crate::math::{Bound, V3, clamp01, cover, mix, smoothstep, v3};
use crate::noise::{Dice, noise2};
use crate::shape::{Paint, Shape};

/// What a boat carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rig {
    Rowing,
    Cabin,
    Furled,
    Sailing,
}

/// One boat, in metres from the middle of its waterline.
#[derive(Clone, Debug)]
pub(crate) struct Boat {
    rig: Rig,
    length: f32,
    free: f32,
    mast: f32,
    hull: V3,
    trim: V3,
    sail: V3,
    bow: f32,
    lean: f32,
    lamp: V3,
}

impl Boat {
    /// `masts` is the share of boats with a mast, `sailing` whether sails are set, `night` lights the lamps.
    pub(crate) fn roll(dice: &mut Dice, masts: f32, sailing: bool, night: f32) -> Boat {
        let rig = if dice.chance(masts) {
            if sailing { Rig::Sailing } else { Rig::Furled }
        } else if dice.chance(0.65) {
            Rig::Cabin
        } else {
            Rig::Rowing
        };
        let length = match rig {
            Rig::Rowing => dice.range(4.0, 5.5),
            Rig::Cabin => dice.range(9.0, 14.0),
            Rig::Furled | Rig::Sailing => dice.range(8.0, 13.0),
        };
        let hulls = [
            v3(0.60, 0.60, 0.57),
            v3(0.035, 0.07, 0.16),
            v3(0.36, 0.055, 0.04),
            v3(0.05, 0.19, 0.19),
            v3(0.10, 0.10, 0.11),
            v3(0.55, 0.42, 0.20),
        ];
        let sails = [
            v3(0.85, 0.83, 0.78),
            v3(0.80, 0.76, 0.66),
            v3(0.55, 0.14, 0.08),
        ];
        Boat {
            rig,
            length,
            free: length * dice.range(0.095, 0.125),
            mast: length * dice.range(1.15, 1.45),
            hull: hulls[dice.pick(6)],
            trim: hulls[dice.pick(3)],
            sail: sails[dice.pick(3)],
            bow: if dice.chance(0.5) { 1.0 } else { -1.0 },
            lean: dice.range(-0.02, 0.02),
            lamp: if dice.chance(0.6) {
                v3(2.6, 1.6, 0.7) * night
            } else {
                V3::ZERO
            },
        }
    }
}

impl Shape for Boat {
    fn half_width(&self) -> f32 {
        self.length * 0.62
    }

    fn top(&self) -> f32 {
        match self.rig {
            Rig::Rowing => self.free * 1.8,
            Rig::Cabin => self.length * 0.62,
            Rig::Furled | Rig::Sailing => self.mast * 1.06,
        }
    }

    fn at(&self, u: f32, v: f32, px: f32) -> Paint {
        let u = (u - v * self.lean) * self.bow;
        let l = self.length * 0.5;
        let mut paint = Paint::none();
        // Sheer: the deck line rises towards the bow.
        let sheer = self.free * (0.82 + 0.35 * (u / l + 0.2) * (u / l + 0.2))
            + if u > 0.0 {
                self.free * 0.35 * (u / l) * (u / l)
            } else {
                0.0
            };
        let rake = v * 0.55;
        let ends = (u - (l * 0.93 + rake)).at_least(-(l * 0.96) - u - v * 0.12);
        let hull = ends.at_least(v - sheer).at_least(-v);
        let band = smoothstep(0.16, 0.10, v / self.free);
        let strake = smoothstep(0.06, 0.03, ((v - sheer) / self.free + 0.17).abs());
        let weather = 1.0 + 0.10 * noise2(u * 1.7, v * 5.0, 31);
        let side = self
            .hull
            .mix(v3(0.16, 0.035, 0.03), band)
            .mix(self.trim.at_least(0.2), strake * 0.8)
            * (mix(0.65, 1.0, clamp01(v / self.free)) * weather);
        if matches!(self.rig, Rig::Furled | Rig::Sailing) {
            self.rigging(u, v, px, l, &mut paint);
        }
        match self.rig {
            Rig::Cabin => self.cabin(u, v, px, l, &mut paint),
            Rig::Furled | Rig::Sailing => {
                let roof = self.free * 1.42 - 0.10 * (u + 0.4) * (u + 0.4) * 0.3;
                let cabin = ((u + 0.05 * l).abs() - 0.30 * l).at_least(v - roof);
                let hatch = ((u - (u / 0.9).floor() * 0.9 - 0.45).abs() - 0.22)
                    .at_least((v - self.free * 1.16).abs() - self.free * 0.09);
                paint.lay(v3(0.62, 0.60, 0.55), cover(cabin, px));
                paint.lay(v3(0.03, 0.04, 0.05), cover(hatch.at_least(cabin), px));
                paint.light += self.lamp * (0.7 * cover(hatch.at_least(cabin), px));
            }
            Rig::Rowing => paint.lay(
                v3(0.20, 0.13, 0.08),
                cover(
                    (u.abs() - l * 0.85).at_least((v - sheer * 0.95).abs() - 0.07),
                    px,
                ),
            ),
        }
        paint.lay(side, cover(hull, px));
        paint
    }
}

impl Boat {
    fn cabin(&self, u: f32, v: f32, px: f32, l: f32, paint: &mut Paint) {
        let f = self.free;
        let at = u - 0.18 * l;
        let house = (at.abs() - 0.24 * l)
            .at_least(v - f * 2.55)
            .at_least(f * 0.5 - v);
        let roof = ((at - 0.02 * l).abs() - 0.29 * l).at_least((v - f * 2.6).abs() - f * 0.09);
        let pane = (((at / (0.13 * l)) - (at / (0.13 * l)).floor() - 0.5).abs() * 0.13 * l
            - 0.048 * l)
            .at_least((v - f * 2.08).abs() - f * 0.27)
            .at_least(house);
        let post = (u - 0.12 * l).abs() - 0.05;
        let mast = post.at_least(v - self.length * 0.6).at_least(f * 2.5 - v);
        let boom = ((u + 0.22 * l) * 0.75 + (v - f * 3.1) * 0.66).abs() - 0.045;
        let derrick = boom
            .at_least((u + 0.3 * l).abs() - 0.42 * l)
            .at_least(v - self.length * 0.5)
            .at_least(f - v);
        paint.lay(
            v3(0.07, 0.065, 0.06),
            cover(mast.at_most(derrick), px.at_least(0.05)) * (0.09 / px).at_most(1.0),
        );
        paint.lay(v3(0.58, 0.57, 0.53), cover(house, px));
        paint.lay(self.trim, cover(roof, px));
        let glass = cover(pane, px);
        paint.lay(v3(0.03, 0.045, 0.06), glass);
        paint.light += self.lamp * glass;
        let rail = ((v - f * 1.42).abs() - 0.03).at_least(u.abs() - 0.9 * l);
        paint.lay(
            v3(0.25, 0.25, 0.25),
            cover(rail, px) * 0.5 * (0.06 / px).at_most(1.0),
        );
    }

    fn rigging(&self, u: f32, v: f32, px: f32, l: f32, paint: &mut Paint) {
        let foot = 0.10 * l;
        let thin =
            |d: f32, half: f32| cover(d - half, px.at_least(half)) * (2.0 * half / px).at_most(1.0);
        let m = self.mast;
        if self.rig == Rig::Sailing {
            let t = clamp01((v - self.free * 1.7) / (m - self.free * 1.7));
            let belly = 0.10 * l * t * (1.0 - t) * 4.0;
            let main = (foot - 0.15 - u).at_least(0.0);
            let leech = 0.86 * l * (1.0 - t) + belly * 0.5;
            let seam =
                1.0 - 0.06 * smoothstep(0.08, 0.0, (v * 0.9 - (v * 0.9).floor() - 0.5).abs());
            let inside = (main - leech)
                .at_least(u - foot + 0.12)
                .at_least(self.free * 1.7 - v)
                .at_least(v - m * 0.985);
            paint.lay(
                self.sail * ((0.80 + 0.25 * clamp01(main / leech.at_least(0.1))) * seam),
                cover(inside, px) * 0.97,
            );
            let jib_edge = l * 0.98 * (1.0 - v / (m * 0.9)) + foot * v / (m * 0.9);
            let jib = (u - jib_edge)
                .at_least(foot + 0.22 + 0.10 * l * t * (1.0 - t) - u)
                .at_least(self.free * 1.5 - v);
            paint.lay(self.sail * 0.92, cover(jib, px) * 0.97);
        } else {
            let roll = ((v - self.free * 2.15).abs() - 0.17 * (1.0 - clamp01((foot - u) / l)))
                .at_least(u - foot)
                .at_least(foot - 0.92 * l - u);
            paint.lay(self.trim.mix(self.sail, 0.35), cover(roll, px));
        }
        let stay = |from: f32| (u - mix(from, foot, clamp01(v / m))).abs();
        let stays = thin(stay(l * 0.98).at_most(stay(-l * 0.94)), 0.018)
            .at_least(thin(stay(foot + 0.9).at_most(stay(foot - 0.9)), 0.014) * 0.8);
        paint.lay(v3(0.10, 0.10, 0.10), if v < m { stays } else { 0.0 });
        let pole = ((u - foot).abs() - 0.075).at_least(v - m);
        let tree =
            ((u - foot).abs() - 0.62 * (1.0 - 0.4 * v / m)).at_least((v - m * 0.58).abs() - 0.035);
        paint.lay(
            v3(0.36, 0.31, 0.25),
            cover(pole.at_most(tree), px.at_least(0.08)) * (0.16 / px).at_most(1.0),
        );
    }
}
