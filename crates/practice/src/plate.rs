//! Small pictures that are looked at between their pixels: glow, beams and clouds are soft enough to be painted small.

use crate::math::{Bound, V3};

/// A square picture in linear light.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plate {
    pub(crate) edge: usize,
    pub(crate) light: Vec<V3>,
}

impl Plate {
    /// An empty plate that rows are pushed to.
    pub(crate) fn waiting(edge: usize) -> Plate {
        Plate {
            edge,
            light: Vec::with_capacity(edge * edge),
        }
    }

    /// Colour at a picture point, blended between the four pixels around it. Rows that are missing count as black.
    pub(crate) fn at(&self, x: f32, y: f32) -> V3 {
        let n = self.edge as f32;
        let fx = (x * n - 0.5).bound(0.0, n - 1.0);
        let fy = (y * n - 0.5).bound(0.0, n - 1.0);
        let (ix, iy) = (fx as usize, fy as usize);
        let (jx, jy) = (
            (ix + 1).at_most(self.edge - 1),
            (iy + 1).at_most(self.edge - 1),
        );
        let (u, v) = (fx - ix as f32, fy - iy as f32);
        if self.light.len() <= jy * self.edge + jx {
            return V3::ZERO;
        }
        let at = |x: usize, y: usize| self.light[y * self.edge + x];
        at(ix, iy)
            .mix(at(jx, iy), u)
            .mix(at(ix, jy).mix(at(jx, jy), u), v)
    }

    /// The same picture at half the edge.
    pub(crate) fn halved(&self) -> Plate {
        let edge = (self.edge / 2).at_least(1);
        let mut half = Plate::waiting(edge);
        for y in 0..edge {
            for x in 0..edge {
                let at = |dx: usize, dy: usize| {
                    self.light[(y * 2 + dy).at_most(self.edge - 1) * self.edge
                        + (x * 2 + dx).at_most(self.edge - 1)]
                };
                half.light
                    .push((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) * 0.25);
            }
        }
        half
    }

    /// Blurred by the binomial 1 4 6 4 1 along rows and then, axes swapped, along columns.
    pub(crate) fn blurred(&self) -> Plate {
        let n = self.edge;
        let mut turned = vec![V3::ZERO; n * n];
        let mut light = vec![V3::ZERO; n * n];
        pass(&self.light, &mut turned, n);
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
