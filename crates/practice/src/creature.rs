//! The animal's body as a distance field: round cones and balls melted together, in its own space.
//!
//! Its space: x forwards, y up from the soles, z to its right; a fox of ordinary size in metres.

use crate::math::{Bound, V3, clamp01, cos, mix, sin, smin, smoothstep, v3};
use crate::noise::{Dice, noise2};
use crate::scene::Creature;

/// A body in its pose.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    lift: f32,
    snout: f32,
    ears: f32,
    tail: f32,
    head_turn: (f32, f32),
    head_dip: (f32, f32),
    legs: [[V3; 4]; 4],
    tail_line: [V3; 4],
    coat: V3,
    bib: V3,
    socks: V3,
}

/// Bounding ball of the whole body: middle and radius.
pub(crate) const BALL: (V3, f32) = (v3(-0.06, 0.36, 0.0), 0.74);

/// Half the size of the box around the body, hair included.
const BOX: V3 = v3(0.72, 0.41, 0.20);

/// What the surface is like at a point.
pub(crate) struct Hide {
    pub(crate) colour: V3,
    /// Length of the hair in metres.
    pub(crate) hair: f32,
    /// Whether hair hangs down rather than lying along the body.
    pub(crate) hangs: f32,
    /// Wet and bare: nose and eye.
    pub(crate) bare: bool,
}

const NECK: V3 = v3(0.33, 0.49, 0.0);

impl Body {
    pub(crate) fn new(c: &Creature, dice: &mut Dice) -> Body {
        let lift = 0.20 * (c.legs - 1.0);
        let stride = dice.range(0.02, 0.075);
        let leg = |x: f32, z: f32, hind: bool, swing: f32| {
            let foot = x + swing;
            if hind {
                [
                    v3(x, 0.30 + lift, z),
                    v3(x + 0.045 + swing * 0.4, 0.185 + lift * 0.5, z),
                    v3(foot - 0.055, 0.115 + lift * 0.25, z),
                    v3(foot, 0.020, z),
                ]
            } else {
                [
                    v3(x, 0.29 + lift, z),
                    v3(x + swing * 0.45, 0.165 + lift * 0.5, z),
                    v3(foot, 0.09 + lift * 0.2, z),
                    v3(foot + 0.01, 0.020, z),
                ]
            }
        };
        let curl = dice.range(-0.05, 0.12);
        let yaw = dice.range(0.15, 0.95);
        let dip = dice.range(-0.10, 0.12);
        Body {
            lift,
            snout: c.snout,
            ears: c.ears,
            tail: c.tail,
            head_turn: (cos(yaw), sin(yaw)),
            head_dip: (cos(dip), sin(dip)),
            legs: [
                leg(0.175, -0.055, false, stride),
                leg(0.175, 0.055, false, -stride),
                leg(-0.245, -0.055, true, -stride * 0.9),
                leg(-0.245, 0.055, true, stride * 0.9),
            ],
            tail_line: {
                let root = v3(-0.31, 0.365 + lift, 0.0);
                let reach = (0.3 + 0.7 * c.tail).at_most(1.1);
                [
                    (0.0, 0.0),
                    (-0.12, -0.05),
                    (-0.255, -0.15 + curl),
                    (-0.39, -0.20 + curl * 1.9),
                ]
                .map(|(x, y)| root + v3(x, y, 0.015) * reach)
            },
            coat: c.coat,
            bib: c.bib,
            socks: c.socks,
        }
    }

    /// Into the head's own space: x along the snout, origin in the skull.
    fn to_head(&self, p: V3) -> V3 {
        let p = p - v3(NECK.x, NECK.y + self.lift, NECK.z);
        let (c, s) = self.head_turn;
        // The head turns towards the near side, which is -z.
        let p = v3(p.x * c - p.z * s, p.y, p.x * s + p.z * c);
        let (c, s) = self.head_dip;
        v3(p.x * c + p.y * s, p.y * c - p.x * s, p.z) - v3(0.065, 0.055, 0.0)
    }

    fn torso(&self, p: V3) -> f32 {
        let p = v3(p.x, p.y - self.lift, p.z);
        let barrel = cone(p, v3(-0.22, 0.335, 0.0), v3(0.15, 0.325, 0.0), 0.098, 0.112);
        let rump = (p - v3(-0.245, 0.335, 0.0)).length() - 0.108;
        let chest = (p - v3(0.185, 0.325, 0.0)).length() - 0.112;
        let neck = cone(p, v3(0.20, 0.365, 0.0), v3(0.340, 0.485, 0.0), 0.098, 0.060);
        smin(smin(barrel, rump, 0.06), smin(chest, neck, 0.08), 0.06)
    }

    fn head(&self, h: V3) -> f32 {
        let a = v3(h.x, h.y, h.z.abs());
        let skull = (v3(a.x * 0.92, a.y * 1.05, a.z) - v3(0.0, 0.0, 0.0)).length() - 0.070;
        let cheek = (v3(a.x, a.y * 1.25, a.z) - v3(0.008, -0.030, 0.036)).length() - 0.042;
        let length = 0.148 * self.snout;
        let snout = cone(
            a,
            v3(0.035, -0.012, 0.0),
            v3(length, -0.038, 0.0),
            0.044,
            0.0175,
        );
        let jaw = cone(
            a,
            v3(0.02, -0.042, 0.0),
            v3(length * 0.86, -0.056, 0.0),
            0.030,
            0.012,
        );
        let face = smin(smin(skull, cheek, 0.03), smin(snout, jaw, 0.02), 0.035);
        let tall = 0.045 + 0.085 * self.ears;
        let e = v3(a.x * 1.7 + 0.03, a.y, a.z);
        let ear = cone(
            e,
            v3(0.0, 0.040, 0.040),
            v3(-0.012, tall, 0.062),
            0.033,
            0.005,
        );
        let hollow = cone(
            v3(a.x - 0.026, a.y, a.z),
            v3(-0.008, 0.052, 0.044),
            v3(-0.012, tall * 0.93, 0.062),
            0.022,
            0.003,
        );
        smin(face, ear.at_least(-hollow), 0.012)
    }

    fn nose(&self, h: V3) -> f32 {
        (h - v3(0.148 * self.snout + 0.010, -0.030, 0.0)).length() - 0.0115
    }

    fn eye(&self, h: V3) -> f32 {
        (v3(h.x, h.y * 1.25, h.z.abs()) - v3(0.053, 0.016, 0.040)).length() - 0.0112
    }

    fn leg(&self, p: V3, i: usize) -> f32 {
        let l = &self.legs[i];
        let hind = i > 1;
        let (a, b, c) = if hind {
            (0.076, 0.040, 0.020)
        } else {
            (0.052, 0.030, 0.021)
        };
        let upper = cone(p, l[0], l[1], a, b);
        let mid = cone(p, l[1], l[2], b, c);
        let low = cone(p, l[2], l[3], c, 0.017);
        let paw = cone(p, l[3], l[3] + v3(0.034, -0.003, 0.0), 0.020, 0.016);
        smin(smin(upper, mid, 0.03), smin(low, paw, 0.015), 0.02)
    }

    fn tail(&self, p: V3) -> f32 {
        let t = &self.tail_line;
        let k = self.tail;
        let a = cone(p, t[0], t[1], 0.026, 0.046 * k);
        let b = cone(p, t[1], t[2], 0.046 * k, 0.070 * k);
        let c = cone(p, t[2], t[3], 0.070 * k, 0.010);
        smin(smin(a, b, 0.03), c, 0.03)
    }

    /// Where a ray enters and leaves the box around the body; `None` if it misses.
    pub(crate) fn span(&self, from: V3, ray: V3) -> Option<(f32, f32)> {
        let middle = v3(-0.07, 0.36 + self.lift * 0.5, 0.0);
        let half = BOX + v3(0.0, self.lift.abs(), 0.0);
        let o = from - middle;
        let (mut near, mut far) = (0.0_f32, 1.0e3_f32);
        for (o, d, h) in [
            (o.x, ray.x, half.x),
            (o.y, ray.y, half.y),
            (o.z, ray.z, half.z),
        ] {
            let d = if d.abs() < 1e-6 { 1e-6 } else { d };
            let (a, b) = ((-h - o) / d, (h - o) / d);
            near = near.at_least(a.at_most(b));
            far = far.at_most(a.at_least(b));
        }
        (near < far).then_some((near, far))
    }

    /// Distance to the skin.
    pub(crate) fn distance(&self, p: V3) -> f32 {
        // Well away from the body the distance to a box around it is enough.
        let box_y = 0.36 + self.lift * 0.5;
        let (bx, by, bz) = (
            (p.x + 0.07).abs() - 0.70,
            (p.y - box_y).abs() - 0.37 - self.lift.abs(),
            p.z.abs() - 0.17,
        );
        let room = bx.at_least(by).at_least(bz);
        if room > 0.10 {
            return room;
        }
        let mut d = self.torso(p);
        let reach = (p - v3(0.42, 0.53 + self.lift, 0.0)).length() - 0.24;
        if reach < d + 0.07 {
            let h = self.to_head(p);
            let head = self.head(h).at_most(self.nose(h)).at_most(self.eye(h));
            d = smin(d, head, 0.025);
        }
        if p.y < 0.46 + self.lift {
            for i in 0..4 {
                let l = &self.legs[i];
                let aside = ((p.z - l[0].z).abs() - 0.085).at_least(0.0);
                let along = ((p.x - (l[0].x + l[3].x) * 0.5).abs() - 0.14).at_least(0.0);
                if aside.at_least(along) < d + 0.05 {
                    d = smin(d, self.leg(p, i), 0.035);
                }
            }
        }
        if p.x < -0.22 {
            d = smin(d, self.tail(p), 0.03);
        }
        d
    }

    /// Outward direction at a point of the skin.
    pub(crate) fn normal(&self, p: V3) -> V3 {
        let e = 0.006;
        let at = |x: f32, y: f32, z: f32| v3(x, y, z) * self.distance(p + v3(x, y, z) * e);
        (at(1.0, -1.0, -1.0) + at(-1.0, -1.0, 1.0) + at(-1.0, 1.0, -1.0) + at(1.0, 1.0, 1.0)).unit()
    }

    /// Colour and hair at a point of the skin.
    pub(crate) fn hide(&self, p: V3, normal: V3) -> Hide {
        let h = self.to_head(p);
        let wobble = 0.012 * noise2(p.x * 38.0, p.y * 38.0 + p.z * 21.0, 5);
        let torso = self.torso(p);
        let head = self.head(h);
        let tail = if p.x < -0.25 { self.tail(p) } else { 1.0 };
        let leg = (0..4)
            .map(|i| self.leg(p, i))
            .fold(1.0, |a, b| if a < b { a } else { b });
        if self.nose(h) < 0.004 || self.eye(h) < 0.003 {
            let eye = self.eye(h) < self.nose(h);
            return Hide {
                colour: if eye {
                    v3(0.020, 0.012, 0.006)
                } else {
                    v3(0.012, 0.011, 0.012)
                },
                hair: 0.002,
                hangs: 0.0,
                bare: true,
            };
        }
        let y = p.y - self.lift;
        let saddle = self.coat * mix(1.0, 0.62, smoothstep(0.36, 0.45, y + wobble));
        let tone = noise2(p.x * 9.0, p.y * 9.0 + p.z * 4.0, 6);
        let mut colour = self.coat.mix(saddle, 0.9) * (1.0 + 0.22 * tone);
        colour = colour.mix(
            self.bib * 0.45,
            clamp01(0.10 + 0.25 * tone) * smoothstep(0.0, -0.2, p.x),
        );
        let (mut hair, mut hangs) = (0.030, 0.1);
        if head < torso.at_most(leg).at_most(tail) {
            hair = 0.013;
            let mask = -0.020 - 0.10 * (h.x - 0.03).at_least(0.0) + wobble;
            let lower = smoothstep(0.010, -0.008, h.y - mask);
            colour = self.coat.mix(self.bib, lower);
            // A dark line runs from the eye to the corner of the mouth, as foxes have it.
            let tear = smoothstep(0.013, 0.005, (h.y + 0.012 + 0.16 * (h.x - 0.06)).abs())
                * smoothstep(0.055, 0.075, h.x)
                * smoothstep(0.125, 0.10, h.x);
            colour = colour.mix(self.socks, tear * 0.55);
            if h.y > 0.050 {
                let inner = smoothstep(0.1, 0.5, normal.x) * smoothstep(0.055, 0.075, h.y);
                let tip = smoothstep(0.070, 0.115, h.y) * self.ears.at_most(1.0);
                colour = colour
                    .mix(self.socks, tip.at_least(0.3 * inner))
                    .mix(self.bib * 0.75, inner * (1.0 - tip) * 0.8);
                hair = 0.008;
            }
        } else if tail < torso.at_most(leg) {
            let along =
                clamp01((self.tail_line[0].x - p.x) / (self.tail_line[0].x - self.tail_line[3].x));
            colour = saddle
                .mix(self.socks, 0.45 * smoothstep(0.5, 0.72, along))
                .mix(self.bib, smoothstep(0.73, 0.79, along + wobble));
            hair = 0.042 * self.tail.bound(0.3, 1.2);
        } else if leg < torso && y < 0.27 {
            let hind = p.x < -0.05;
            let line = if hind { 0.135 } else { 0.205 };
            colour = self.coat.mix(
                self.socks,
                smoothstep(line + 0.05, line - 0.02, p.y + wobble * 2.0),
            );
            hair = mix(0.007, 0.022, smoothstep(0.10, 0.26, p.y));
            hangs = 1.0;
        } else {
            // The bib: front of neck and chest, narrowing to the belly.
            let front = (p.x - 0.235) * 1.15 - (y - 0.41) * 1.30 + wobble * 1.6;
            // Where a leg leaves the body, its own colour goes on.
            let clear = smoothstep(0.03, 0.08, leg - torso);
            let bib = smoothstep(-0.012, 0.035, front)
                * smoothstep(0.10, 0.16, p.x)
                * mix(1.0, clear, smoothstep(0.36, 0.29, y));
            let belly = smoothstep(0.275, 0.235, y + wobble * 1.5) * clear;
            colour = colour.mix(self.bib, bib.at_least(belly * 0.75));
            hangs = bib.at_least(0.45 * belly);
            hair = mix(hair, 0.040, bib);
        }
        Hide {
            colour,
            hair,
            hangs,
            bare: false,
        }
    }

    /// Thickest layer of hair anywhere.
    pub(crate) fn longest_hair(&self) -> f32 {
        0.034
    }
}

/// Distance to a cone with round ends (Inigo Quilez), from `a` with radius `ra` to `b` with radius `rb`.
fn cone(p: V3, a: V3, b: V3, ra: f32, rb: f32) -> f32 {
    let ba = b - a;
    let pa = p - a;
    let t = clamp01(pa.dot(ba) / ba.dot(ba).at_least(1e-9));
    (pa - ba * t).length() - mix(ra, rb, t)
}
