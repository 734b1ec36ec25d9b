//! Numbers that come out the same on every platform: vectors, blends, and the few transcendental functions the painter needs.
//!
//! `f32::sin`, `f32::exp` and `f32::powf` call whatever mathematics library the platform has, so their last bit differs from
//! machine to machine. Everything here uses the crate `libm`, or only operations that IEEE 754 fixes exactly.

use core::ops::{Add, AddAssign, Mul, Neg, Sub};

/// Three numbers: a colour in linear light (red, green, blue; 1.0 is paper white) or a point or direction in space.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct V3 {
    /// Red, or to the right.
    pub x: f32,
    /// Green, or up.
    pub y: f32,
    /// Blue, or away from the viewer.
    pub z: f32,
}

pub(crate) const fn v3(x: f32, y: f32, z: f32) -> V3 {
    V3 { x, y, z }
}

impl V3 {
    pub(crate) const ZERO: V3 = v3(0.0, 0.0, 0.0);
    pub(crate) const ONE: V3 = v3(1.0, 1.0, 1.0);

    pub(crate) fn dot(self, o: V3) -> f32 {
        self.x * o.x + self.y * o.y + self.z * o.z
    }

    pub(crate) fn length(self) -> f32 {
        self.dot(self).sqrt()
    }

    pub(crate) fn unit(self) -> V3 {
        self * (1.0 / self.length().at_least(1e-9))
    }

    pub(crate) fn mix(self, o: V3, t: f32) -> V3 {
        self + (o - self) * t
    }

    pub(crate) fn at_least(self, least: f32) -> V3 {
        v3(
            self.x.at_least(least),
            self.y.at_least(least),
            self.z.at_least(least),
        )
    }

    /// Relative luminance of a linear Rec. 709 colour.
    pub(crate) fn luma(self) -> f32 {
        0.2126 * self.x + 0.7152 * self.y + 0.0722 * self.z
    }

    /// The same luminance with the distance from grey scaled.
    pub(crate) fn saturate_by(self, amount: f32) -> V3 {
        let grey = self.luma();
        (V3::ONE * grey).mix(self, amount).at_least(0.0)
    }
}

impl Add for V3 {
    type Output = V3;
    fn add(self, o: V3) -> V3 {
        v3(self.x + o.x, self.y + o.y, self.z + o.z)
    }
}

impl AddAssign for V3 {
    fn add_assign(&mut self, o: V3) {
        *self = *self + o;
    }
}

impl Sub for V3 {
    type Output = V3;
    fn sub(self, o: V3) -> V3 {
        v3(self.x - o.x, self.y - o.y, self.z - o.z)
    }
}

impl Mul<f32> for V3 {
    type Output = V3;
    fn mul(self, k: f32) -> V3 {
        v3(self.x * k, self.y * k, self.z * k)
    }
}

impl Mul for V3 {
    type Output = V3;
    fn mul(self, o: V3) -> V3 {
        v3(self.x * o.x, self.y * o.y, self.z * o.z)
    }
}

impl Neg for V3 {
    type Output = V3;
    fn neg(self) -> V3 {
        v3(-self.x, -self.y, -self.z)
    }
}

pub(crate) fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

pub(crate) fn clamp01(x: f32) -> f32 {
    x.bound(0.0, 1.0)
}

/// Hermite step from 0 at `a` to 1 at `b`; `a` may be the larger one, then it falls.
pub(crate) fn smoothstep(a: f32, b: f32, x: f32) -> f32 {
    let t = clamp01((x - a) / (b - a));
    t * t * (3.0 - 2.0 * t)
}

pub(crate) fn sin(x: f32) -> f32 {
    libm::sinf(x)
}

pub(crate) fn cos(x: f32) -> f32 {
    libm::cosf(x)
}

pub(crate) fn exp(x: f32) -> f32 {
    libm::expf(x)
}

pub(crate) fn pow(x: f32, y: f32) -> f32 {
    libm::powf(x.at_least(0.0), y)
}

/// Bounds by plain comparison. `f32::max` is a call in wasm because of what it promises about NaN, and the check in `f32::clamp`
/// would bring the formatting of floats with it.
pub(crate) trait Bound: Copy + PartialOrd {
    /// The larger of the two.
    fn at_least(self, least: Self) -> Self {
        if self < least { least } else { self }
    }

    /// The smaller of the two.
    fn at_most(self, most: Self) -> Self {
        if self > most { most } else { self }
    }

    /// The number moved into the range.
    fn bound(self, least: Self, most: Self) -> Self {
        self.at_least(least).at_most(most)
    }
}

impl<T: Copy + PartialOrd> Bound for T {}

/// Fourth power, by multiplication.
pub(crate) fn pow4(x: f32) -> f32 {
    let square = x * x;
    square * square
}

/// The largest power of two that is not above `x`. Texture sizes go by it: a size that grew smoothly with the distance would
/// lock the texture to the columns of the picture.
pub(crate) fn power_of_two(x: f32) -> f32 {
    f32::from_bits(x.to_bits() & 0x7f80_0000)
}

/// A cheap stand-in for `exp(-x)`, x ≥ 0, within 1 %: fog and glows need a smooth fall, not the last digit.
pub(crate) fn fade(x: f32) -> f32 {
    let x = x.at_least(0.0);
    let q = 1.0 + x * (0.25 + x * (0.03125 + x * 0.0026));
    let q2 = q * q;
    1.0 / (q2 * q2)
}

/// A bell of width `w` around 0, 1 at the middle.
pub(crate) fn bell(x: f32, w: f32) -> f32 {
    let t = x / w;
    fade(t * t)
}

/// How much of a pixel of edge `px` lies inside, `d` being the signed distance to the outline (negative inside).
pub(crate) fn cover(d: f32, px: f32) -> f32 {
    clamp01(0.5 - d / px)
}

/// Smooth minimum of two distances; `k` is the width of the blend (Inigo Quilez, polynomial form).
pub(crate) fn smin(a: f32, b: f32, k: f32) -> f32 {
    let h = (k - (a - b).abs()).at_least(0.0) / k;
    a.at_most(b) - h * h * k * 0.25
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fade_stays_near_the_exponential() {
        for i in 0..80 {
            let x = i as f32 * 0.1;
            assert!((fade(x) - exp(-x)).abs() < 0.01, "at {x}");
        }
    }

    #[test]
    fn smoothstep_runs_both_ways() {
        assert_eq!(smoothstep(0.0, 1.0, 2.0), 1.0);
        assert_eq!(smoothstep(1.0, 0.0, 2.0), 0.0);
        assert_eq!(smoothstep(1.0, 0.0, 0.5), 0.5);
    }
}
