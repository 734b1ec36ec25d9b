//! What the animal wears: colour and hair at a point of its skin.

use super::Body;
use crate::math::{Bound, V3, clamp01, mix, smoothstep, v3};
use crate::noise::noise2;

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

/// Colour and hair while the parts of the body are laid over each other.
struct Coat {
    colour: V3,
    hair: f32,
    hangs: f32,
}

impl Coat {
    fn lay(&mut self, over: Coat, part: f32) {
        self.colour = self.colour.mix(over.colour, part);
        self.hair = mix(self.hair, over.hair, part);
        self.hangs = mix(self.hangs, over.hangs, part);
    }
}

impl Body {
    /// Colour and hair at a point of the skin. Parts run into each other over a few centimetres, as coats do.
    pub(crate) fn hide(&self, p: V3, normal: V3) -> Hide {
        let h = self.to_head(p);
        let (nose, eye) = (self.nose(h), self.eye(h));
        if nose.at_most(eye) < 0.003 {
            return Hide {
                colour: if eye < nose {
                    iris(h, self.plain)
                } else {
                    v3(0.012, 0.011, 0.012)
                },
                hair: 0.002,
                hangs: 0.0,
                bare: true,
            };
        }
        // Tufts: borders between colours and the colour itself follow them.
        let tuft = noise2(p.x * 34.0, p.y * 90.0 + p.z * 60.0, 5);
        let wobble = 0.010 * noise2(p.x * 38.0, p.y * 38.0 + p.z * 21.0, 6) + 0.008 * tuft;
        let torso = self.torso(p);
        // Only parts that are near can show here.
        let leg = if p.y < 0.40 + self.lift {
            (0..4).fold(1.0_f32, |a, i| a.at_most(self.leg(p, i)))
        } else {
            1.0
        };
        let mut coat = self.trunk(p, normal, wobble, leg - torso);
        coat.lay(
            self.limb(p, wobble),
            smoothstep(0.035, -0.005, leg - torso) * smoothstep(0.30, 0.25, p.y - self.lift),
        );
        if p.x < -0.12 {
            coat.lay(
                self.brush(p, wobble),
                smoothstep(0.025, -0.025, self.tail(p) - torso.at_most(leg)),
            );
        }
        if (p - self.skull).length() < 0.26 + 0.1 * self.antlers {
            coat.lay(
                self.face(h, normal, wobble),
                smoothstep(0.022, -0.022, self.head(h) - torso),
            );
        }
        Hide {
            colour: coat.colour * (1.0 + 0.32 * tuft),
            hair: coat.hair,
            hangs: coat.hangs,
            bare: false,
        }
    }

    fn trunk(&self, p: V3, normal: V3, wobble: f32, clear: f32) -> Coat {
        let y = p.y - self.lift;
        let tone = noise2(p.x * 9.0, p.y * 9.0 + p.z * 4.0, 6);
        // Darker along the back, paler and greyer on flank and thigh.
        let mut colour = self.coat
            * mix(
                1.0,
                0.60,
                smoothstep(0.30, 0.95, normal.y + 4.0 * wobble) * (1.0 - 0.6 * self.plain),
            )
            * (1.0 + 0.20 * tone);
        let flank = smoothstep(0.05, -0.15, p.x) * smoothstep(0.7, 0.0, normal.y.abs());
        colour = colour.mix(self.bib * 0.42, clamp01(0.22 + 0.25 * tone) * flank);
        // The bib runs from the throat down the front of neck and chest and narrows to the belly.
        let front = (p.x - 0.205) * 0.66 - (y - 0.39) * 0.75 + wobble * 1.6;
        let clear = smoothstep(0.01, 0.06, clear);
        let bib = smoothstep(0.012, 0.045, front)
            * smoothstep(0.09, 0.15, p.x + wobble)
            * mix(1.0, clear, smoothstep(0.33, 0.26, y))
            * (1.0 - self.plain);
        let belly = smoothstep(-0.45, -0.8, normal.y + 6.0 * wobble) * clear;
        colour = colour.mix(self.bib, bib.at_least(belly * 0.6));
        Coat {
            colour,
            hair: mix(0.024, 0.040, bib.at_least(0.5 * belly)),
            hangs: mix(0.12, 0.9, bib.at_least(0.6 * belly)),
        }
    }

    fn limb(&self, p: V3, wobble: f32) -> Coat {
        let hind = p.x < -0.05;
        let tall = 1.0 + self.lift * 3.0;
        let line = if hind { 0.13 } else { 0.20 } * tall;
        let line = mix(line, 0.045, self.plain * self.plain);
        let sock = smoothstep(line + 0.06, line - 0.05, p.y + wobble * 2.5);
        Coat {
            colour: self.coat.mix(self.socks, sock),
            hair: mix(0.006, 0.020, smoothstep(0.10, 0.26, p.y)),
            hangs: 0.9,
        }
    }

    fn brush(&self, p: V3, wobble: f32) -> Coat {
        let [root, _, tip] = &self.brush;
        let (root, tip) = (root.from, tip.from + tip.along);
        let line = tip - root;
        let along = clamp01((p - root).dot(line) / line.dot(line));
        let colour = (self.coat * 0.80)
            .mix(
                self.socks,
                0.40 * smoothstep(0.35, 0.74, along + wobble * 2.0),
            )
            .mix(
                self.bib,
                smoothstep(0.74, 0.82, along + wobble * 3.0) * (1.0 - 0.6 * self.plain),
            );
        Coat {
            colour,
            hair: 0.042 * self.tail.bound(0.3, 1.2),
            hangs: 0.35,
        }
    }

    fn face(&self, h: V3, normal: V3, wobble: f32) -> Coat {
        let mask = -0.020 - 0.10 * (h.x - 0.03).at_least(0.0) + wobble * 0.6;
        // The white of the cheeks ends in the ruff, before the neck.
        let lower = smoothstep(0.010, -0.008, h.y - mask)
            * smoothstep(
                -0.066,
                -0.022,
                h.x + wobble * 1.5 - 0.25 * (h.y + 0.05).at_most(0.0),
            )
            * (1.0 - 0.75 * self.plain);
        let bridge = self.coat * mix(1.0, 0.82, smoothstep(0.03, 0.06, h.y));
        let mut colour = bridge.mix(self.bib, lower);
        // A dark line from the eye to the corner of the mouth.
        let tear = smoothstep(0.011, 0.004, (h.y + 0.004 + 0.22 * (h.x - 0.06)).abs())
            * smoothstep(0.058, 0.072, h.x)
            * smoothstep(0.135, 0.10, h.x);
        colour = colour.mix(self.socks, tear * 0.5);
        let mut hair = mix(0.007, 0.020, smoothstep(0.04, -0.03, h.x) * lower);
        if h.y > 0.045 {
            // Ears: dark tips behind, pale hair within.
            let inner =
                smoothstep(0.40, 0.80, normal.dot(self.ahead)) * smoothstep(0.05, 0.07, h.y);
            let tip = smoothstep(0.065, 0.110, h.y) * (1.0 - 0.7 * self.plain);
            colour = colour
                .mix(self.socks, tip)
                .mix(self.bib * 0.55, inner * (1.0 - tip * 0.7));
            hair = 0.007;
        }
        if self.horn(h) < 0.006 {
            colour = v3(0.10, 0.065, 0.04);
            hair = 0.002;
        }
        Coat {
            colour,
            hair,
            hangs: 0.15,
        }
    }
}

/// The eye: a dark pupil in amber, or in brown over a plain coat, rimmed dark.
fn iris(h: V3, plain: f32) -> V3 {
    let out = (v3(h.x, h.y, h.z.abs()) - super::EYE).unit();
    let at = out.dot(v3(0.50, 0.05, 0.86));
    v3(0.010, 0.007, 0.005)
        .mix(
            v3(0.60, 0.27, 0.05).mix(v3(0.03, 0.014, 0.006), plain),
            smoothstep(0.36, 0.48, at),
        )
        .mix(v3(0.004, 0.003, 0.003), smoothstep(0.885, 0.925, at))
}
