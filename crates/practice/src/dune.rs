//! The great dune of a desert: what the eye is led to.

use crate::math::{Bound, mix};
use crate::noise::Dice;
use crate::scene::Scene;

/// The dune that a picture of the desert is of: a sharp crest winds up to its peak, one flank in the light and one in the shade.
#[derive(Clone, Debug)]
pub(crate) struct GreatDune {
    peak: (f32, f32),
    tall: f32,
    /// Where the crest starts, to the right of the eye.
    start: f32,
    bend: f32,
    phase: f32,
    /// Steepness of its left and right flank.
    flanks: (f32, f32),
}

impl GreatDune {
    pub(crate) fn new(scene: &Scene, dice: &mut Dice) -> GreatDune {
        let z = dice.range(420.0, 640.0);
        let x = dice.range(-0.20, 0.20) * z;
        let sun = scene.light.side.signum();
        let (lit, dark) = (dice.range(0.36, 0.44), dice.range(0.64, 0.74));
        GreatDune {
            peak: (x, z),
            tall: z * dice.range(0.19, 0.25),
            start: -x * dice.range(0.1, 0.5) + sun * dice.range(5.0, 30.0),
            bend: dice.range(16.0, 32.0) * if dice.chance(0.5) { 1.0 } else { -1.0 },
            phase: dice.unit(),
            flanks: if sun > 0.0 { (dark, lit) } else { (lit, dark) },
        }
    }

    /// The land `h` with the great dune on it.
    pub(crate) fn over(&self, h: f32, x: f32, z: f32) -> f32 {
        let near = (z / self.peak.1).at_most(1.0);
        let winding = swing(z / 270.0 + self.phase) + 0.30 * swing(z / 83.0 + self.phase * 3.0);
        let line = mix(self.start, self.peak.0, near)
            + self.bend * winding * (1.3 - near)
            + 0.25 * (z - self.peak.1).at_least(0.0);
        let crest =
            self.tall * near * near * (1.25 - 0.25 * near) - 0.42 * (z - self.peak.1).at_least(0.0);
        let aside = x - line;
        let fall = if aside < 0.0 {
            -aside * self.flanks.0
        } else {
            aside * self.flanks.1
        };
        // Flanks run out gently at their feet.
        let rest = crest - fall * (1.12 - 0.22 * fall / self.tall).at_least(0.8);
        let own = 0.5 * (rest + (rest * rest + 120.0).sqrt());
        h * (1.0 - 0.85 * (own / self.tall).bound(0.0, 1.0).sqrt()) + own
    }
}

/// A wave of period 1 between -1 and 1, made of parabolas.
fn swing(t: f32) -> f32 {
    let t = t - t.floor() - 0.5;
    16.0 * t * (0.5 - t.abs())
}
