//! The picture in linear light while it is painted, with the distance of what each pixel shows.

use crate::math::{Bound, V3};

/// Distance of the sky in metres.
pub(crate) const FAR: f32 = 1.0e6;

/// Colours and distances, row by row from the top.
#[derive(Clone, Debug)]
pub(crate) struct Canvas {
    pub(crate) size: usize,
    pub(crate) light: Vec<V3>,
    pub(crate) depth: Vec<f32>,
    /// Part of each pixel that still shows the sky.
    pub(crate) open: Vec<f32>,
    /// Part of each pixel that shows water, painted last.
    pub(crate) wet: Vec<f32>,
    /// Metres of water over the ground there.
    pub(crate) bed: Vec<f32>,
}

impl Canvas {
    pub(crate) fn new(size: u32) -> Canvas {
        let size = size as usize;
        Canvas {
            size,
            light: vec![V3::ZERO; size * size],
            depth: vec![FAR; size * size],
            open: vec![1.0; size * size],
            wet: vec![0.0; size * size],
            bed: vec![9.0; size * size],
        }
    }

    /// Lays a colour over a pixel, `part` of it (0..1), unless something nearer is there.
    pub(crate) fn over(&mut self, x: usize, y: usize, colour: V3, part: f32, depth: f32) {
        let i = y * self.size + x;
        if self.depth[i] < depth * 0.985 {
            return;
        }
        self.light[i] = self.light[i].mix(colour, part);
        self.wet[i] *= 1.0 - part;
        if part > 0.5 {
            self.depth[i] = depth;
        }
    }

    pub(crate) fn add(&mut self, x: usize, y: usize, light: V3) {
        self.light[y * self.size + x] += light;
    }

    /// Colour at a picture point, linear between rows, nearest in x; points outside are mirrored in.
    pub(crate) fn at(&self, x: f32, y: f32) -> V3 {
        let last = self.size as i32 - 1;
        let fold = |v: i32| {
            let v = if v < 0 { -1 - v } else { v };
            (if v > last { 2 * last + 1 - v } else { v }).clamp(0, last) as usize
        };
        let n = self.size as f32;
        let ix = fold((x * n).floor() as i32);
        let fy = y * n - 0.5;
        let base = fy.floor();
        let (a, b) = (fold(base as i32), fold(base as i32 + 1));
        self.light[a * self.size + ix].mix(self.light[b * self.size + ix], fy - base)
    }

    pub(crate) fn depth_at(&self, x: f32, y: f32) -> f32 {
        let last = self.size as i32 - 1;
        let n = self.size as f32;
        let ix = ((x * n) as i32).clamp(0, last) as usize;
        let iy = ((y * n) as i32).clamp(0, last) as usize;
        self.depth[iy * self.size + ix]
    }

    /// Columns whose middle lies between two picture columns, clipped to the picture.
    pub(crate) fn span(&self, from: f32, to: f32) -> core::ops::Range<usize> {
        let n = self.size as f32;
        let a = (from * n - 0.5).ceil().bound(0.0, n) as usize;
        let b = (to * n + 0.5).floor().bound(0.0, n) as usize;
        a..b.at_least(a)
    }
}
