//! The face of a building: wall, glass that mirrors the sky, windows lit or dark, neon edges and signs.

use crate::light::Light;
use crate::math::{Bound, V3, clamp01, fade, mix, smoothstep, v3};
use crate::noise::{Dice, chance2, hash2, unit};
use crate::scene::Scene;

/// A neon sign on the front, in shares of its width and in metres.
#[derive(Clone, Debug)]
pub(crate) struct Sign {
    left: f32,
    right: f32,
    low: f32,
    high: f32,
    hue: V3,
    power: f32,
    seed: u32,
}

/// How a building is clad and lit.
#[derive(Clone, Debug)]
pub(crate) struct Skin {
    seed: u32,
    wall: V3,
    glass: f32,
    pitch: f32,
    floor: f32,
    /// Share of a window cell that is glass, across and up.
    open: (f32, f32),
    lit: f32,
    warm: f32,
    edge: V3,
    crown: V3,
    band: V3,
    bands: f32,
    sign: Option<Sign>,
    beacon: bool,
    plain: bool,
    shop: f32,
}

/// Where a face is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    /// Metres along the face, from its left edge.
    pub(crate) u: f32,
    /// Width of the face.
    pub(crate) width: f32,
    /// Metres over the foot of the block.
    pub(crate) v: f32,
    pub(crate) height: f32,
    /// Metres a pixel covers across and up.
    pub(crate) px: f32,
    pub(crate) py: f32,
    /// Share of the direct light that falls on it.
    pub(crate) facing: f32,
    pub(crate) front: bool,
    /// Sky seen mirrored in the glass.
    pub(crate) mirror: V3,
}

impl Skin {
    pub(crate) fn roll(scene: &Scene, dice: &mut Dice, height: f32) -> Skin {
        let city = &scene.city;
        let hues = [city.hue_a, city.hue_b, city.hue_c];
        let hue = |dice: &mut Dice| hues[dice.pick(3)];
        let glass = clamp01(city.future * 0.85 + dice.range(-0.2, 0.25));
        let grey = dice.range(0.05, 0.16);
        let stone = v3(grey * 1.12, grey, grey * 0.88).mix(
            v3(grey * 1.5, grey * 0.8, grey * 0.55),
            dice.unit() * (1.0 - glass) * 0.7,
        );
        let wall = stone.mix(v3(0.030, 0.040, 0.055), glass);
        let neon = city.neon;
        let some = |dice: &mut Dice, p: f32, power: f32| {
            if dice.chance(p * neon) {
                hue(dice) * power
            } else {
                V3::ZERO
            }
        };
        let ribbon = dice.chance(0.25 + 0.35 * city.future);
        let edge = some(dice, 0.22, 2.6);
        let crown = some(dice, 0.34, 3.2);
        let band = some(dice, 0.16, 2.0);
        let sign = if height > 26.0 && dice.chance(neon * 0.42) {
            let wide = dice.range(0.14, 0.5);
            let left = dice.range(0.04, 0.96 - wide);
            let tall = (height * dice.range(0.12, 0.42)).at_most(75.0);
            let low = dice.range(0.15, 0.8) * (height - tall);
            Some(Sign {
                left,
                right: left + wide,
                low,
                high: low + tall,
                hue: hue(dice),
                power: dice.range(1.6, 4.2),
                seed: dice.word(),
            })
        } else {
            None
        };
        Skin {
            seed: dice.word(),
            wall,
            glass,
            pitch: dice.range(2.6, 4.2),
            floor: dice.range(3.3, 4.4),
            open: if ribbon {
                (0.96, dice.range(0.35, 0.6))
            } else {
                (dice.range(0.45, 0.75), dice.range(0.4, 0.7))
            },
            lit: clamp01(city.windows * dice.range(0.25, 1.05)),
            warm: clamp01(dice.range(-0.2, 1.1) + 0.25 - 0.35 * city.future),
            edge,
            crown,
            band,
            bands: dice.range(18.0, 55.0),
            sign,
            beacon: false,
            plain: false,
            shop: 0.0,
        }
    }

    /// The same skin for one box of a stepped tower; only some boxes carry the sign and the crown.
    pub(crate) fn part(&self, dice: &mut Dice, top: bool) -> Skin {
        let mut skin = self.clone();
        if !top && dice.chance(0.6) {
            skin.crown = V3::ZERO;
        }
        if dice.chance(0.4) {
            skin.sign = None;
        }
        skin
    }

    pub(crate) fn mast(&self, dice: &mut Dice) -> Skin {
        let crown = if dice.chance(0.5) {
            v3(5.0, 0.25, 0.12)
        } else {
            V3::ZERO
        };
        Skin {
            wall: v3(0.04, 0.045, 0.055),
            edge: self.edge * 0.5,
            crown,
            band: V3::ZERO,
            sign: None,
            beacon: true,
            plain: true,
            ..self.clone()
        }
    }

    /// A landmark: its lights are brighter and all there.
    pub(crate) fn hero(mut self) -> Skin {
        self.crown = self.crown.at_least(0.05) * 1.3;
        self.lit = (self.lit * 1.1).at_most(0.8);
        self.sign = None;
        self
    }

    /// A house on a street, with a lit ground floor.
    pub(crate) fn shop(mut self, dice: &mut Dice) -> Skin {
        self.shop = dice.range(0.5, 1.5);
        self
    }

    /// Light that leaves a spot of the face.
    pub(crate) fn at(&self, s: Spot, light: &Light, night: f32) -> V3 {
        let up = s.v / s.height.at_least(1.0);
        let mut wall = self.wall * (light.ambient * 0.75 + light.key * (s.facing * 0.32));
        if self.plain {
            return wall + self.neon(s, night);
        }
        let cell_u = s.u / self.pitch;
        let cell_v = s.v / self.floor;
        let (iu, iv) = (cell_u.floor(), cell_v.floor());
        let window = slot(cell_u - iu, self.open.0, s.px / self.pitch)
            * slot(cell_v - iv, self.open.1, s.py / self.floor);
        let pane = s.mirror * (mix(0.16, 0.46, self.glass) * mix(1.0, 0.55, night));
        wall = wall.mix(pane, mix(window * 0.9, 0.35 + 0.6 * window, self.glass));
        let salt = if s.front {
            self.seed
        } else {
            self.seed ^ 0x51de
        };
        let h = hash2(iu as i32, iv as i32, salt);
        // Whole floors are lit or dark together more often than chance would have it.
        let storey = chance2(iv as i32, 11, salt);
        let odds = self.lit * (0.35 + 1.3 * storey * storey);
        let on = smoothstep(0.0, 0.06, odds - unit(h));
        if on > 0.0 {
            let r = unit(h.wrapping_mul(0x9e37_79b9));
            let warm = v3(1.25, 0.72, 0.30);
            let cool = v3(0.62, 0.86, 1.15);
            let tone = cool.mix(
                warm,
                clamp01(self.warm + (unit(h.wrapping_mul(0x85eb_ca6b)) - 0.5) * 0.7),
            );
            let power = (0.16 + 1.1 * r * r * r) * mix(0.08, 1.0, night);
            wall += tone * (on * window * power);
        }
        if self.shop > 0.0 && s.v < 9.0 {
            wall += self.ground_floor(s, night);
        }
        // The foot of a building stands in its own shadow and in its neighbours'.
        wall = wall * mix(0.62, 1.0, clamp01(up * 3.0));
        wall + self.neon(s, night)
    }

    fn ground_floor(&self, s: Spot, night: f32) -> V3 {
        let bay = (s.u / 6.0).floor();
        let h = hash2(bay as i32, 5, self.seed);
        let across = slot(s.u / 6.0 - bay, 0.86, s.px / 6.0);
        let glass = smoothstep(0.5, 0.8, s.v) * smoothstep(3.6, 3.2, s.v);
        let tone = if h & 3 == 0 {
            self.accent(h) * 0.8
        } else {
            v3(1.25, 0.85, 0.48)
        };
        let fitting = 0.6 + 0.5 * chance2((s.u * 1.6) as i32, (s.v * 2.0) as i32, h);
        let mut sum = tone * (across * glass * self.shop * fitting * 0.9 * night);
        let board = smoothstep(3.9, 4.1, s.v) * smoothstep(5.2, 5.0, s.v) * across;
        let letter = chance2(
            (s.u * 2.2).floor() as i32,
            (s.v * 2.6).floor() as i32,
            h ^ 0x1e7,
        );
        if (h >> 4) & 1 == 0 {
            sum += self.accent(h >> 6)
                * (board * (0.25 + 2.6 * smoothstep(0.42, 0.5, letter)) * night);
        }
        sum
    }

    fn accent(&self, h: u32) -> V3 {
        match (&self.sign, h & 1) {
            (Some(sign), 0) => sign.hue,
            _ if self.crown.luma() > 0.1 => self.crown * 0.3,
            _ => v3(1.2, 0.5, 0.2),
        }
    }

    fn neon(&self, s: Spot, night: f32) -> V3 {
        let glow = mix(0.15, 1.0, night);
        let line = |d: f32, half: f32, pixel: f32| {
            let wide = half.at_least(pixel * 0.6);
            smoothstep(wide + pixel * 0.6, wide - pixel * 0.6, d.abs())
                * (half / wide).at_least(0.35)
        };
        let mut sum = V3::ZERO;
        if self.edge.luma() > 0.01 {
            let d = s.u.at_most(s.width - s.u);
            sum += self.edge * (line(d - 0.4, 0.55, s.px) + 0.06 * fade(d / 4.0));
        }
        if self.crown.luma() > 0.01 {
            let d = s.height - s.v;
            // Low houses would drown in the light of their own edge.
            let spill = 0.14 * clamp01(s.height / 90.0) + 0.03;
            sum += self.crown * (line(d - 0.8, 0.9, s.py) + spill * fade(d / 9.0));
            if self.beacon {
                sum += self.crown * (smoothstep(4.0, 0.0, d) * 2.0);
            }
        }
        if self.band.luma() > 0.01 {
            let at = s.v / self.bands;
            let d = (at - at.floor() - 0.5) * self.bands;
            sum += self.band * line(d, 0.5, s.py);
        }
        if let Some(sign) = &self.sign
            && (s.front || self.shop > 0.0)
        {
            sum += sign.at(s);
        }
        sum * glow
    }
}

impl Sign {
    fn at(&self, s: Spot) -> V3 {
        let (a, b) = (self.left * s.width, self.right * s.width);
        let inside = (s.u - a)
            .at_most(b - s.u)
            .at_most((s.v - self.low).at_most(self.high - s.v));
        if inside < -9.0 {
            return V3::ZERO;
        }
        if inside < 0.0 {
            return self.hue * (0.16 * self.power * fade(-inside / 3.0));
        }
        let pixel = s.px.at_least(s.py);
        let frame = smoothstep(0.9 + pixel, 0.5, inside);
        // Marks that read as writing without being any: strokes on a small lattice, a column of glyphs.
        let cell = ((b - a) / 5.0).at_least(1.1);
        let (gx, gy) = (
            ((s.u - a) / cell).floor(),
            ((s.v - self.low) / cell).floor(),
        );
        let glyph = (gy / 6.0).floor();
        let gap = (gy - glyph * 6.0) < 1.0;
        let on = !gap && inside > cell * 0.5 && chance2(gx as i32, gy as i32, self.seed) > 0.42;
        let body = 0.22 + if on { 1.0 } else { 0.0 } + 0.9 * frame;
        let white = V3::ONE.mix(self.hue, 0.75);
        white * (self.power * body * 0.8)
    }
}

/// Coverage of the middle `open` share of a cell at phase `t`, filtered over `pixel` (in cells).
fn slot(t: f32, open: f32, pixel: f32) -> f32 {
    if pixel > 1.0 {
        return open;
    }
    let half = open * 0.5;
    let d = half - (t - 0.5).abs();
    clamp01(0.5 + d / pixel.at_least(0.02))
}
