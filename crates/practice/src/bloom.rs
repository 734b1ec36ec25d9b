//! The glow of a lens around bright things: a pyramid of halved pictures, blurred and added up again.

use crate::canvas::Canvas;
use crate::math::{Bound, V3};
use crate::plate::Plate;

/// Levels of the pyramid; the first is a quarter of the picture's edge.
const LEVELS: usize = 4;

/// How much each level adds to the glow.
const WEIGHTS: [f32; LEVELS] = [0.34, 0.28, 0.22, 0.16];

/// The pyramid of one picture, and its sum.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bloom {
    quarter: Plate,
    levels: Vec<Plate>,
    sum: Plate,
}

impl Bloom {
    /// Units of work for a picture of an edge: rows of the quarter plate, levels, rows of their sum.
    pub(crate) fn units(size: usize) -> usize {
        size.div_ceil(4) * 2 + LEVELS
    }

    /// Does one unit of work; they must come in order.
    pub(crate) fn work(&mut self, unit: usize, canvas: &Canvas, exposure: f32) {
        let edge = canvas.size.div_ceil(4);
        if unit < edge {
            self.quarter.edge = edge;
            for x in 0..edge {
                let mut sum = V3::ZERO;
                for dy in 0..4 {
                    let y = (unit * 4 + dy).at_most(canvas.size - 1);
                    for dx in 0..4 {
                        let c = canvas.light
                            [y * canvas.size + (x * 4 + dx).at_most(canvas.size - 1)]
                            * exposure;
                        // A lone brilliant pixel must not flare like a lamp.
                        sum += c * (1.0 / (1.0 + 0.12 * c.luma()));
                    }
                }
                self.quarter.light.push(sum * (1.0 / 16.0));
            }
        } else if unit < edge + LEVELS {
            let next = match self.levels.last() {
                None => self.quarter.blurred(),
                Some(last) => last.halved().blurred().blurred(),
            };
            self.levels.push(next);
        } else {
            self.sum.edge = edge;
            let y = ((unit - edge - LEVELS) as f32 + 0.5) / edge as f32;
            for column in 0..edge {
                let x = (column as f32 + 0.5) / edge as f32;
                let glow = self
                    .levels
                    .iter()
                    .zip(WEIGHTS)
                    .fold(V3::ZERO, |sum, (plate, w)| sum + plate.at(x, y) * w);
                self.sum.light.push(glow);
            }
        }
    }

    /// The glow at a picture point.
    pub(crate) fn at(&self, x: f32, y: f32) -> V3 {
        self.sum.at(x, y)
    }
}
