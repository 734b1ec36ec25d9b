//! From light to paper: exposure, a filmic curve, white balance, and what style words ask for.

use crate::math::{Bound, V3, clamp01, mix, pow, smoothstep, v3};
use crate::noise::{chance2, fbm, noise2};
use crate::scene::{Look, Scene};

/// Steps of the table that turns linear light into sRGB numbers.
const STEPS: usize = 4096;

/// The developer of a picture.
#[derive(Clone, Debug)]
pub(crate) struct Grade {
    look: Look,
    exposure: f32,
    balance: V3,
    srgb: Vec<f32>,
    /// Colours fade for the eye in the dark, unless lamps light the scene.
    night: f32,
    seed: u32,
}

impl Grade {
    /// `exposure` is the factor that brings the scene to a middle brightness.
    pub(crate) fn new(scene: &Scene, exposure: f32, dark: f32) -> Grade {
        let look = scene.look.clone();
        let warm = look.warmth;
        let srgb = (0..=STEPS)
            .map(|i| encode(i as f32 / STEPS as f32 * (i as f32 / STEPS as f32)))
            .collect();
        Grade {
            exposure: exposure * pow(2.0, look.exposure),
            balance: v3(1.0 + 0.16 * warm, 1.0 + 0.01 * warm, 1.0 - 0.20 * warm),
            srgb,
            night: 1.0
                - 0.35
                    * dark
                    * (1.0
                        - scene
                            .city
                            .amount
                            .at_least(scene.sky.aurora)
                            .at_least(scene.sky.galaxy * 0.5))
                    .at_least(0.0),
            seed: scene.frame.chance ^ 0x6e41,
            look,
        }
    }

    /// The printed colour, 0..1 per channel in sRGB, of light seen at a picture point.
    pub(crate) fn print(&self, light: V3, x: f32, y: f32) -> V3 {
        let look = &self.look;
        let (dx, dy) = (x - 0.5, y - 0.5);
        let corner = (dx * dx + dy * dy) * 2.0;
        let lit =
            light * self.balance * (self.exposure * (1.0 - look.vignette * 0.75 * corner * corner));
        let mut c = filmic(lit);
        c = c.saturate_by(look.saturation * self.night);
        let grey = c.luma();
        c = c.mix(V3::ONE * grey, look.mono);
        let mut p = v3(self.curve(c.x), self.curve(c.y), self.curve(c.z));
        p = self.contrast(p);
        if look.pastel > 0.0 {
            let pale = p.mix(V3::ONE * p.luma(), 0.22);
            p = p.mix(v3(0.32, 0.30, 0.33) + pale * 0.70, look.pastel * 0.85);
        }
        if look.vintage > 0.0 {
            let faded = v3(0.085, 0.062, 0.055) + p * v3(0.90, 0.84, 0.70);
            let brown = faded.mix(v3(1.05, 0.90, 0.68) * p.luma(), 0.35);
            p = p.mix(brown, look.vintage * 0.9);
        }
        p
    }

    fn curve(&self, c: f32) -> f32 {
        // The table is spaced by square roots, so that the dark end has steps enough.
        let at = clamp01(c).sqrt() * STEPS as f32;
        let i = (at as usize).at_most(STEPS - 1);
        mix(self.srgb[i], self.srgb[i + 1], at - i as f32)
    }

    fn contrast(&self, p: V3) -> V3 {
        let k = self.look.contrast - 1.0;
        let bend = |v: f32| {
            let s = v * v * (3.0 - 2.0 * v);
            if k >= 0.0 {
                mix(v, s, (k * 1.4).at_most(1.0))
            } else {
                mix(v, 0.46 + (v - 0.46) * 0.55, -k)
            }
        };
        v3(bend(p.x), bend(p.y), bend(p.z))
    }

    /// Grain and paper, then the three bytes of a pixel.
    pub(crate) fn bytes(&self, p: V3, px: usize, py: usize, pixel: f32) -> [u8; 3] {
        let look = &self.look;
        let mut p = p;
        let (x, y) = (px as f32 * pixel, py as f32 * pixel);
        if look.watercolor > 0.0 {
            let fibre =
                noise2(x * 240.0, y * 240.0, 0x9a) * 0.5 + noise2(x * 90.0, y * 90.0, 0x9b) * 0.5;
            let pool = fbm(x * 7.0, y * 7.0, 4, self.seed ^ 0x77);
            let wash = p * (1.0 + 0.10 * pool * look.watercolor);
            let edge = smoothstep(
                0.0,
                0.05,
                (x.at_most(y).at_most(1.0 - x).at_most(1.0 - y)) + 0.035 * pool - 0.004,
            );
            let paper = v3(0.965, 0.955, 0.925) * (1.0 + 0.03 * fibre);
            let inked = v3(wash.x * paper.x, wash.y * paper.y, wash.z * paper.z)
                * (1.0 + 0.06 * fibre)
                + v3(0.02, 0.02, 0.02);
            p = p.mix(paper.mix(inked, edge), look.watercolor);
        }
        // Two uniform numbers make a triangle; grain shows most in the middle tones and also hides banding.
        let a = chance2(px as i32, py as i32, self.seed);
        let b = chance2(px as i32, py as i32, self.seed ^ 0xffff);
        let tone = p.luma();
        let grain =
            (a + b - 1.0) * (0.010 + 0.030 * look.grain * (0.35 + tone * (1.0 - tone) * 2.6));
        let byte = |v: f32| (clamp01(v + grain) * 255.0 + 0.5) as u8;
        [byte(p.x), byte(p.y), byte(p.z)]
    }
}

fn encode(c: f32) -> f32 {
    if c <= 0.003_130_8 {
        12.92 * c
    } else {
        1.055 * pow(c, 1.0 / 2.4) - 0.055
    }
}

/// The ACES reference curve as fitted by Stephen Hill: bright colours lose saturation as they do on film.
fn filmic(c: V3) -> V3 {
    let a = v3(
        0.597_19 * c.x + 0.354_58 * c.y + 0.048_23 * c.z,
        0.076 * c.x + 0.908_34 * c.y + 0.015_66 * c.z,
        0.028_4 * c.x + 0.133_83 * c.y + 0.837_77 * c.z,
    );
    let fit = |v: f32| {
        (v * (v + 0.024_578_6) - 0.000_090_537) / (v * (0.983_729 * v + 0.432_951) + 0.238_081)
    };
    let b = v3(fit(a.x), fit(a.y), fit(a.z));
    v3(
        1.604_75 * b.x - 0.531_08 * b.y - 0.073_67 * b.z,
        -0.102_08 * b.x + 1.108_13 * b.y - 0.006_05 * b.z,
        -0.003_27 * b.x - 0.072_76 * b.y + 1.076_02 * b.z,
    )
    .at_least(0.0)
}
