//! The lens is focused on the animal: what stands far behind it is soft.
//!
//! The background is softened before the animal is painted, so that nothing of the animal runs into it.

use crate::canvas::Canvas;
use crate::math::{Bound, V3, smoothstep};
use crate::plate::Plate;

/// Pixels of the canvas along an edge of one pixel of the soft plate.
const COARSE: usize = 4;

/// The soft picture, and how the canvas turns into it with distance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Focus {
    /// Distance at which all is sharp, in metres.
    distance: f32,
    aperture: f32,
    soft: Plate,
}

impl Focus {
    pub(crate) fn new(distance: f32, aperture: f32) -> Focus {
        Focus {
            distance,
            aperture,
            soft: Plate::default(),
        }
    }

    /// Units of work for a picture of an edge: rows of the soft plate, its blur, rows of the picture.
    pub(crate) fn units(&self, size: usize) -> usize {
        if self.aperture < 0.05 {
            0
        } else {
            size.div_ceil(COARSE) + 1 + size
        }
    }

    /// Does one unit of work; they must come in order.
    pub(crate) fn work(&mut self, unit: usize, canvas: &mut Canvas) {
        let n = canvas.size;
        let edge = n.div_ceil(COARSE);
        if unit < edge {
            self.soft.edge = edge;
            for x in 0..edge {
                let mut sum = V3::ZERO;
                for k in 0..COARSE * COARSE {
                    let row = (unit * COARSE + k / COARSE).at_most(n - 1);
                    sum += canvas.light[row * n + (x * COARSE + k % COARSE).at_most(n - 1)];
                }
                self.soft.light.push(sum * (1.0 / (COARSE * COARSE) as f32));
            }
        } else if unit == edge {
            // The blur is a share of the picture, however large it is painted.
            for _ in 0..(n / 340).at_most(3) {
                self.soft = self.soft.blurred();
            }
        } else {
            let row = unit - edge - 1;
            let y = (row as f32 + 0.5) / n as f32;
            for column in 0..n {
                let k = row * n + column;
                let behind = 1.0 - self.distance / canvas.depth[k].at_least(self.distance);
                let part = smoothstep(0.30, 0.90, behind) * self.aperture;
                if part > 0.0 {
                    let x = (column as f32 + 0.5) / n as f32;
                    canvas.light[k] = canvas.light[k].mix(self.soft.at(x, y), part);
                }
            }
        }
    }
}
