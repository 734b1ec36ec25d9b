//! The glow of a lens around bright things: a pyramid of halved pictures, blurred and laid back over the full one.

use crate::canvas::Canvas;
use crate::math::{Bound, V3};

/// Levels of the pyramid; the first is a quarter of the picture's edge.
const LEVELS: usize = 4;

/// A small blurred picture.
#[derive(Clone, Debug)]
struct Plate {
    edge: usize,
    light: Vec<V3>,
}

impl Plate {
    fn at(&self, x: f32, y: f32) -> V3 {
        let n = self.edge as f32;
        let fx = (x * n - 0.5).bound(0.0, n - 1.0);
        let fy = (y * n - 0.5).bound(0.0, n - 1.0);
        let (ix, iy) = (fx as usize, fy as usize);
        let (jx, jy) = (
            (ix + 1).at_most(self.edge - 1),
            (iy + 1).at_most(self.edge - 1),
        );
        let (u, v) = (fx - ix as f32, fy - iy as f32);
        let at = |x: usize, y: usize| self.light[y * self.edge + x];
        at(ix, iy)
            .mix(at(jx, iy), u)
            .mix(at(ix, jy).mix(at(jx, jy), u), v)
    }

    fn halved(&self) -> Plate {
        let edge = (self.edge / 2).at_least(1);
        let mut light = Vec::with_capacity(edge * edge);
        for y in 0..edge {
            for x in 0..edge {
                let at = |dx: usize, dy: usize| {
                    self.light[(y * 2 + dy).at_most(self.edge - 1) * self.edge
                        + (x * 2 + dx).at_most(self.edge - 1)]
                };
                light.push((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) * 0.25);
            }
        }
        Plate { edge, light }
    }

    /// One pass of the binomial 1 4 6 4 1, along rows and then, by swapping axes, along columns.
    fn blurred(&self) -> Plate {
        let n = self.edge;
        let mut turned = vec![V3::ZERO; n * n];
        let mut light = vec![V3::ZERO; n * n];
        for (from, to) in [(&self.light, &mut turned)] {
            pass(from, to, n);
        }
        pass(&turned, &mut light, n);
        Plate { edge: n, light }
    }
}

fn pass(from: &[V3], to: &mut [V3], n: usize) {
    for y in 0..n {
        let row = &from[y * n..(y + 1) * n];
        for x in 0..n {
            let at = |d: isize| row[x.saturating_add_signed(d).at_most(n - 1)];
            to[x * n + y] = at(0) * 0.375 + (at(-1) + at(1)) * 0.25 + (at(-2) + at(2)) * 0.0625;
        }
    }
}

/// The pyramid of one picture.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bloom {
    levels: Vec<Plate>,
    quarter: Vec<V3>,
}

impl Bloom {
    /// Units of work for a picture of an edge: one for each row of the quarter plate, one for each level.
    pub(crate) fn units(size: usize) -> usize {
        size.div_ceil(4) + LEVELS
    }

    /// Does one unit of work; they must come in order. Returns the mean logarithm-like brightness so far is not needed here.
    pub(crate) fn work(&mut self, unit: usize, canvas: &Canvas, exposure: f32) {
        let edge = canvas.size.div_ceil(4);
        if unit < edge {
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
                self.quarter.push(sum * (1.0 / 16.0));
            }
            return;
        }
        let next = match self.levels.last() {
            None => Plate {
                edge,
                light: core::mem::take(&mut self.quarter),
            }
            .blurred(),
            Some(last) => last.halved().blurred().blurred(),
        };
        self.levels.push(next);
    }

    /// The glow at a picture point.
    pub(crate) fn at(&self, x: f32, y: f32) -> V3 {
        const WEIGHTS: [f32; LEVELS] = [0.34, 0.28, 0.22, 0.16];
        self.levels
            .iter()
            .zip(WEIGHTS)
            .fold(V3::ZERO, |sum, (plate, w)| sum + plate.at(x, y) * w)
    }
}
