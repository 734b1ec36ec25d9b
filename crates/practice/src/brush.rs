//! How paint lies on the picture: strokes of a brush for oil, bleeding edges for watercolour.

use crate::math::{Bound, cos, mix, sin, smoothstep};
use crate::noise::{hash2, noise2, unit};
use crate::scene::Look;

/// Where the colour of a picture point is taken from, and how light the paint lies there (1 is flat).
pub(crate) struct Touch {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) relief: f32,
}

/// The touch at a picture point. Two layers of strokes lie over each other; the upper one has gaps.
pub(crate) fn touch(look: &Look, x: f32, y: f32, seed: u32) -> Touch {
    let mut touch = Touch { x, y, relief: 1.0 };
    if look.watercolor > 0.05 {
        let wet = 0.006 * look.watercolor;
        touch.x += wet
            * (noise2(x * 26.0, y * 26.0, seed ^ 1) + 0.6 * noise2(x * 90.0, y * 90.0, seed ^ 2));
        touch.y += wet
            * (noise2(x * 26.0, y * 26.0, seed ^ 3) + 0.6 * noise2(x * 90.0, y * 90.0, seed ^ 4));
    }
    if look.oil > 0.05 {
        for (layer, long) in [(0, 0.034), (1, 0.021)] {
            stroke(
                &mut touch,
                x,
                y,
                long * mix(0.5, 1.0, look.oil),
                seed ^ (layer * 77),
                layer == 1,
            );
        }
    }
    touch
}

fn stroke(touch: &mut Touch, x: f32, y: f32, long: f32, seed: u32, gaps: bool) {
    // Strokes follow a slow field of directions, level on the whole.
    let angle = 0.25 + 1.5 * noise2(x * 2.3, y * 2.3, seed ^ 5);
    // The direction is taken at steps, so that one stroke is straight.
    let angle = (angle * 6.0).floor() / 6.0;
    let (c, s) = (cos(angle), sin(angle));
    let (u, v) = (x * c + y * s, y * c - x * s);
    let wide = long * 0.24;
    let row = (v / wide).floor();
    let shift = unit(hash2(row as i32, 3, seed)) * long;
    let cell = ((u + shift) / long).floor();
    let h = hash2(cell as i32, row as i32, seed ^ 9);
    if gaps && unit(h) < 0.35 {
        return;
    }
    let (mu, mv) = ((cell + 0.5) * long - shift, (row + 0.5) * wide);
    let across = (v - mv) / wide;
    let along = (u - mu) / long;
    touch.x = mu * c - mv * s + along * long * 0.25 * c;
    touch.y = mu * s + mv * c + along * long * 0.25 * s;
    let bristle = noise2(u * 40.0, v * 900.0, seed ^ 11);
    let edge = smoothstep(0.5, 0.28, across.abs()) * smoothstep(0.5, 0.42, along.abs());
    touch.relief = (0.90 + 0.16 * edge - 0.10 * across + 0.07 * bristle)
        * mix(0.95, 1.05, unit(h.wrapping_mul(0x9e37_79b9)));
    touch.relief = touch.relief.at_least(0.7);
}
