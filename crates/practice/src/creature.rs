//! The animal's body as a distance field: round cones and balls melted together, in its own space.
//!
//! Its space: x forwards, y up from the soles, z to its right; a fox of ordinary size in metres.

mod bone;
mod hide;

use self::bone::{Bone, limb};
use crate::math::{Bound, V3, cos, sin, smin, v3};
use crate::noise::Dice;
use crate::scene::Creature;

/// A body in its pose.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    lift: f32,
    tail: f32,
    girth: f32,
    antlers: f32,
    plain: f32,
    nose: V3,
    /// Where the neck carries the head, and the middle of the head.
    neck: V3,
    skull: V3,
    head_turn: (f32, f32),
    head_dip: (f32, f32),
    /// Where the face looks.
    ahead: V3,
    /// Chest, loin, rump and neck.
    trunk: [Bone; 4],
    /// Cheek, snout and jaw, in the head's space; the other side is mirrored.
    face: [Bone; 3],
    /// Ear and its hollow.
    ear: [Bone; 2],
    horn: [Bone; 5],
    /// Upper, middle and lower bone and paw of each leg, the fore legs first.
    legs: [[Bone; 4]; 4],
    brush: [Bone; 3],
    coat: V3,
    bib: V3,
    socks: V3,
    /// Middle of the box around the body, and half its size, hair included.
    middle: V3,
    half: V3,
}

const EYE: V3 = v3(0.052, 0.016, 0.041);

/// Middle of the skull from the upper end of the neck, along the head.
const SKULL: V3 = v3(0.060, 0.045, 0.0);

impl Body {
    pub(crate) fn new(c: &Creature, dice: &mut Dice) -> Body {
        let lift = 0.20 * (c.legs - 1.0);
        let up = v3(0.0, lift, 0.0);
        let g = c.girth;
        let stride = dice.range(0.055, 0.095);
        // A paw is sometimes lifted, as of one who listens.
        let raised = dice.range(-1.6, 1.0).at_least(0.0);
        let leg = |x: f32, z: f32, swing: f32| {
            let raised = if swing > 0.0 { raised } else { 0.0 };
            limb(c, v3(x, lift, z), swing, raised)
        };
        let curl = dice.range(-0.02, 0.12);
        let sway = dice.range(-0.10, 0.10);
        let yaw = dice.range(0.15, 0.95);
        let dip = dice.range(-0.12, 0.12);
        let neck = v3(0.275, 0.462, 0.0) + up + v3(0.055, 0.16, 0.0) * (c.neck - 1.0);
        let (head_turn, head_dip) = ((cos(yaw), sin(yaw)), (cos(dip), sin(dip)));
        let outwards = |h: V3| {
            let x = h.x * head_dip.0 - h.y * head_dip.1;
            let y = h.y * head_dip.0 + h.x * head_dip.1;
            v3(
                x * head_turn.0 + h.z * head_turn.1,
                y,
                h.z * head_turn.0 - x * head_turn.1,
            )
        };
        let root = v3(-0.245, 0.345, 0.0) + up;
        let reach = (0.3 + 0.7 * c.tail).at_most(1.1);
        let tail = [
            v3(0.0, 0.0, 0.0),
            v3(-0.085, -0.055, 0.15 * sway),
            v3(-0.195, -0.160 + curl * 0.7, 0.55 * sway),
            v3(-0.360, -0.205 + curl * 1.8, sway),
        ]
        .map(|at| root + at * reach);
        let top = neck.y + 0.20 + 0.06 * (c.ears - 1.0) + 0.24 * c.antlers;
        let length = 0.138 * c.snout;
        let nose = v3(length + 0.008, -0.028, 0.0);
        // Whatever stands out farthest to a side: shoulders, nose, ears and antlers, or the tail.
        let wide = (0.15 * g)
            .at_least(outwards(SKULL + nose).z.abs() + 0.05)
            .at_least(0.16 + 0.10 * c.antlers)
            .at_least(tail[3].z.abs() + 0.10);
        let ear_foot = v3(-0.020, 0.036, 0.040);
        let ear_tip = v3(
            -0.028,
            0.040 + 0.085 * c.ears,
            0.050 + 0.022 * c.ears + 0.05 * c.plain,
        );
        let horn = |a: V3, b: V3, ra: f32, rb: f32| {
            let foot = v3(-0.012, 0.055, 0.026);
            Bone::new(foot + a * c.antlers, foot + b * c.antlers, ra, rb)
        };
        let (low, high) = (v3(-0.055, 0.095, 0.055), v3(-0.035, 0.185, 0.105));
        // Deep at the chest, tucked up at the loin, sloping from the hips to the tail.
        let spine = |a: (f32, f32), b: (f32, f32), ra: f32, rb: f32| {
            Bone::new(
                v3(a.0, a.1, 0.0) + up,
                v3(b.0, b.1, 0.0) + up,
                ra * g,
                rb * g,
            )
        };
        Body {
            lift,
            tail: c.tail,
            girth: g,
            antlers: c.antlers,
            plain: c.plain,
            nose,
            neck,
            skull: neck + outwards(SKULL),
            head_turn,
            head_dip,
            ahead: outwards(v3(1.0, 0.0, 0.0)),
            trunk: [
                spine((0.150, 0.302), (0.055, 0.308), 0.088, 0.092),
                spine((0.055, 0.308), (-0.120, 0.332), 0.090, 0.066),
                spine((-0.120, 0.328), (-0.215, 0.322), 0.070, 0.064),
                Bone::new(v3(0.130, 0.335, 0.0) + up, neck, 0.080 * g, 0.056),
            ],
            face: [
                // The ruff of the cheeks is wide and low.
                Bone::new(
                    v3(0.022, -0.018, 0.032),
                    v3(-0.024, -0.042, 0.066 - 0.016 * c.plain),
                    0.036,
                    0.018,
                ),
                Bone::new(
                    v3(0.030, -0.008, 0.0),
                    v3(length, -0.036, 0.0),
                    0.038,
                    0.015,
                ),
                Bone::new(
                    v3(0.020, -0.040, 0.0),
                    v3(length * 0.88, -0.054, 0.0),
                    0.028,
                    0.011,
                ),
            ],
            ear: [
                Bone::new(ear_foot, ear_tip, 0.041, 0.004),
                Bone::new(ear_foot + v3(0.012, 0.012, 0.002), ear_tip, 0.030, 0.002),
            ],
            horn: [
                horn(V3::ZERO, low, 0.0095, 0.008),
                horn(low, high, 0.008, 0.006),
                horn(high, v3(0.030, 0.255, 0.095), 0.006, 0.002),
                horn(low, v3(0.045, 0.135, 0.062), 0.006, 0.002),
                horn(high, v3(-0.080, 0.240, 0.125), 0.006, 0.002),
            ],
            legs: [
                leg(0.160, -0.052, stride),
                leg(0.160, 0.052, -stride),
                leg(-0.190, -0.050, -stride * 0.9),
                leg(-0.190, 0.050, stride * 0.9),
            ],
            brush: [
                Bone::new(tail[0], tail[1], 0.024, 0.040 * c.tail),
                Bone::new(tail[1], tail[2], 0.040 * c.tail, 0.062 * c.tail),
                Bone::new(tail[2], tail[3], 0.062 * c.tail, 0.008),
            ],
            coat: c.coat,
            bib: c.bib,
            socks: c.socks,
            middle: v3(-0.07, top * 0.5 - 0.02, 0.0),
            half: v3(0.66 + 0.06 * c.neck, top * 0.5 + 0.02, wide),
        }
    }

    /// Into the head's own space: x along the snout, origin in the skull.
    fn to_head(&self, p: V3) -> V3 {
        let p = p - self.neck;
        let (c, s) = self.head_turn;
        // The head turns towards the near side, which is -z.
        let p = v3(p.x * c - p.z * s, p.y, p.x * s + p.z * c);
        let (c, s) = self.head_dip;
        v3(p.x * c + p.y * s, p.y * c - p.x * s, p.z) - SKULL
    }

    fn torso(&self, p: V3) -> f32 {
        let [chest, loin, rump, neck] = &self.trunk;
        let front = smin(chest.distance(p), loin.distance(p), 0.04);
        smin(front, smin(rump.distance(p), neck.distance(p), 0.05), 0.06)
    }

    fn head(&self, h: V3) -> f32 {
        let a = v3(h.x, h.y, h.z.abs());
        let skull = v3(a.x * 0.92, a.y * 1.05, a.z).length() - 0.064;
        let [cheek, snout, jaw] = &self.face;
        let muzzle = smin(snout.distance(a), jaw.distance(a), 0.02);
        let mut d = smin(smin(skull, cheek.distance(a), 0.03), muzzle, 0.035);
        if a.y > 0.0 {
            let [ear, hollow] = &self.ear;
            let ear = ear.distance(v3(a.x * 1.6, a.y, a.z));
            let hollow = hollow.distance(v3(a.x - 0.026, a.y, a.z));
            d = smin(d, ear.at_least(-hollow), 0.012).at_most(self.horn(h));
        }
        d
    }

    /// One beam with two tines to each side.
    fn horn(&self, h: V3) -> f32 {
        if self.antlers < 0.05 || h.y < 0.04 {
            return 1.0;
        }
        let a = v3(h.x, h.y, h.z.abs());
        self.horn
            .iter()
            .fold(1.0_f32, |d, bone| d.at_most(bone.distance(a)))
    }

    fn nose(&self, h: V3) -> f32 {
        (h - self.nose).length() - 0.0095
    }

    fn eye(&self, h: V3) -> f32 {
        (v3(h.x, h.y * 1.35 - 0.006, h.z.abs()) - EYE).length() - 0.0112
    }

    fn leg(&self, p: V3, i: usize) -> f32 {
        let [upper, middle, lower, paw] = &self.legs[i];
        let mut d = middle.distance(p);
        // Ends that the middle is nearer than are left out.
        if p.y > middle.from.y - 0.10 {
            d = smin(d, upper.distance(p), 0.03);
        }
        if p.y < lower.from.y + 0.06 {
            d = smin(d, smin(lower.distance(p), paw.distance(p), 0.015), 0.02);
        }
        d
    }

    fn tail(&self, p: V3) -> f32 {
        let [root, middle, tip] = &self.brush;
        let d = smin(root.distance(p), middle.distance(p), 0.05);
        smin(d, tip.distance(p), 0.05)
    }

    /// Middle and radius of the ball around the body, and its height over the soles.
    pub(crate) fn room(&self) -> (V3, f32, f32) {
        (self.middle, self.half.length(), self.middle.y + self.half.y)
    }

    /// Where a ray enters and leaves the box around the body; `None` if it misses.
    pub(crate) fn span(&self, from: V3, ray: V3) -> Option<(f32, f32)> {
        let o = from - self.middle;
        let (mut near, mut far) = (0.0_f32, 1.0e3_f32);
        for (o, d, h) in [
            (o.x, ray.x, self.half.x),
            (o.y, ray.y, self.half.y),
            (o.z, ray.z, self.half.z),
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
        let o = p - self.middle;
        let room = (o.x.abs() - self.half.x)
            .at_least(o.y.abs() - self.half.y)
            .at_least(o.z.abs() - self.half.z)
            + 0.03;
        if room > 0.10 {
            return room;
        }
        let mut d = self.torso(p);
        let reach = (p - self.skull).length() - 0.24 - 0.1 * self.antlers;
        if reach < d + 0.07 {
            let h = self.to_head(p);
            let head = self.head(h).at_most(self.nose(h)).at_most(self.eye(h));
            d = smin(d, head, 0.06);
        }
        if p.y < 0.46 + self.lift {
            for i in 0..4 {
                let [upper, knee, _, paw] = &self.legs[i];
                let thick = self.girth
                    * if p.y < knee.from.y - 0.05 * self.girth {
                        0.045
                    } else {
                        0.075
                    };
                let aside = (p.z - upper.from.z).abs() - thick;
                let along =
                    (p.x - (knee.from.x + paw.from.x) * 0.5).abs() - 0.11 - 0.3 * self.lift.abs();
                if aside.at_least(along) < d + 0.035 {
                    d = smin(d, self.leg(p, i), 0.035);
                }
            }
        }
        if p.x < -0.12 {
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

    /// Thickest layer of hair anywhere.
    pub(crate) fn longest_hair(&self) -> f32 {
        0.034
    }
}
