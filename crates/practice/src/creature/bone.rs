//! What a body is made of: bones with flesh around them, and four of them to a leg.

use crate::math::{Bound, V3, clamp01, v3};
use crate::scene::Creature;

/// A cone with round ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bone {
    pub(super) from: V3,
    pub(super) along: V3,
    /// One over the square of its length.
    per: f32,
    thick: f32,
    /// How much thicker the far end is.
    swell: f32,
}

impl Bone {
    /// From `a` with radius `ra` to `b` with radius `rb`.
    pub(super) fn new(a: V3, b: V3, ra: f32, rb: f32) -> Bone {
        let along = b - a;
        Bone {
            from: a,
            along,
            per: 1.0 / along.dot(along).at_least(1e-9),
            thick: ra,
            swell: rb - ra,
        }
    }

    /// Distance to its surface (Inigo Quilez).
    pub(super) fn distance(&self, p: V3) -> f32 {
        let o = p - self.from;
        let t = clamp01(o.dot(self.along) * self.per);
        (o - self.along * t).length() - self.thick - self.swell * t
    }
}

/// The bones of one leg; `at` is where it hangs, `swing` how far its foot is ahead, `raised` how far a fore paw is lifted, 0..1.
pub(super) fn limb(c: &Creature, at: V3, swing: f32, raised: f32) -> [Bone; 4] {
    let (x, lift, z) = (at.x, at.y, at.z);
    // Long legs are slender ones.
    let slim = c.girth / (1.0 + 0.25 * (c.legs - 1.0).at_least(0.0));
    let (joints, radii) = if x < 0.0 {
        (
            [
                v3(x, 0.310 + lift, z * 0.85),
                v3(x + 0.050 + swing * 0.50, 0.215 + lift * 0.65, z),
                v3(x - 0.060 + swing * 0.85, 0.120 + lift * 0.40, z),
                v3(x - 0.030 + swing, 0.018, z),
            ],
            [0.070 * c.girth, 0.034 * slim, 0.0165 * slim, 0.0155 * slim],
        )
    } else {
        let high = 0.065 + lift * 0.3;
        (
            [
                v3(x, 0.300 + lift, z * 0.9),
                v3(
                    x - 0.030 + swing * 0.30 + 0.030 * raised,
                    0.205 + lift * 0.65 + 0.012 * raised,
                    z,
                ),
                v3(
                    x - 0.004 + swing * 0.75 + 0.045 * raised,
                    0.095 + lift * 0.30 + high * raised,
                    z,
                ),
                v3(x + swing - 0.020 * raised, 0.018 + high * raised, z),
            ],
            [0.050 * c.girth, 0.027 * slim, 0.0175 * slim, 0.0155 * slim],
        )
    };
    let [a, b, d, e] = joints;
    let toe = e + v3(0.032, -0.003, 0.0);
    [
        Bone::new(a, b, radii[0], radii[1]),
        Bone::new(b, d, radii[1], radii[2]),
        Bone::new(d, e, radii[2], radii[3]),
        Bone::new(e, toe, 0.018 * slim, 0.015 * slim),
    ]
}
