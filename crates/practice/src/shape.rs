//! Flat things that stand upright in the world: a shape says what it shows at a point, and is painted with light and air.

use core::ops::Range;

use crate::air::Veil;
use crate::camera::Camera;
use crate::canvas::Canvas;
use crate::items::Extent;
use crate::light::Light;
use crate::math::{Bound, V3, clamp01};

/// What a shape shows at a point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    pub(crate) base: V3,
    pub(crate) part: f32,
    /// Light of its own, added over everything.
    pub(crate) light: V3,
    /// Sideways tilt of the surface, -1..1.
    pub(crate) tilt: f32,
}

impl Paint {
    pub(crate) fn none() -> Paint {
        Paint {
            base: V3::ZERO,
            part: 0.0,
            light: V3::ZERO,
            tilt: 0.0,
        }
    }

    /// Lays a colour over what is there.
    pub(crate) fn lay(&mut self, base: V3, part: f32) {
        if part <= 0.0 {
            return;
        }
        let sum = part + self.part * (1.0 - part);
        self.base = self.base.mix(base, part / sum.at_least(1e-5));
        self.part = sum;
    }
}

/// A thing in metres: `u` to the right of its middle, `v` over its foot.
pub(crate) trait Shape {
    fn half_width(&self) -> f32;
    fn top(&self) -> f32;
    /// `px` is the size of a pixel in metres.
    fn at(&self, u: f32, v: f32, px: f32) -> Paint;
}

/// Where a shape stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    pub(crate) x: f32,
    pub(crate) z: f32,
    pub(crate) base: f32,
}

/// Where a shape shows in the picture.
pub(crate) fn extent(shape: &dyn Shape, spot: Spot, camera: &Camera) -> Extent {
    let half = shape.half_width();
    Extent {
        left: camera.column(spot.x - half, spot.z),
        right: camera.column(spot.x + half, spot.z),
        top: camera.row(spot.base + shape.top(), spot.z),
        bottom: camera.row(spot.base, spot.z),
    }
}

/// Paints the rows of a band of a shape onto the canvas.
pub(crate) fn paint(
    shape: &dyn Shape,
    spot: Spot,
    band: Range<usize>,

    canvas: &mut Canvas,
    camera: &Camera,
    light: &Light,
    veil: &Veil,
) {
    let n = canvas.size as f32;
    let px = camera.footprint(spot.z);
    let half = shape.half_width();
    let span = canvas.span(
        camera.column(spot.x - half, spot.z),
        camera.column(spot.x + half, spot.z),
    );
    for row in band {
        let y = (row as f32 + 0.5) / n;
        let up = camera.up(y, spot.z);
        let clear = veil.through(spot.z, up, camera);
        for column in span.clone() {
            let x = (column as f32 + 0.5) / n;
            let paint = shape.at(camera.right(x, spot.z) - spot.x, up - spot.base, px);
            if paint.part <= 0.003 && paint.light.luma() <= 0.001 {
                continue;
            }
            let facing = clamp01(light.dir.x * paint.tilt - light.dir.z * 0.8 + 0.10);
            let lit = paint.base
                * (light.key * (facing * 0.55 + 0.06 * clamp01(light.dir.z))
                    + light.ambient * 0.72);
            let air = veil.at(x, y);
            if paint.part > 0.003 {
                canvas.over(column, row, air.mix(lit, clear), paint.part, spot.z);
            }
            if paint.light.luma() > 0.001
                && canvas.depth[row * canvas.size + column] >= spot.z * 0.98
            {
                canvas.add(column, row, paint.light * clear);
            }
        }
    }
}
