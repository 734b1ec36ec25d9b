//! Chance and noise: PCG integers, gradient noise, and fractal sums of it.
//!
//! All randomness is the PCG RXS-M-XS 32-bit permutation (O'Neill 2014), used as a hash of lattice points as Jarzynski and Olano
//! recommend ("Hash Functions for GPU Rendering", 2020). Integers only, so it is the same everywhere.

use crate::math::{Bound, V3};

/// The PCG RXS-M-XS permutation of one 32-bit word.
pub(crate) fn pcg(v: u32) -> u32 {
    let state = v.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
    let word = ((state >> ((state >> 28) + 4)) ^ state).wrapping_mul(277_803_737);
    (word >> 22) ^ word
}

pub(crate) fn hash2(x: i32, y: i32, seed: u32) -> u32 {
    pcg((x as u32).wrapping_mul(0x8da6_b343)
        ^ (y as u32).wrapping_mul(0xd816_3841)
        ^ seed.wrapping_mul(0xcb1a_b31f))
}

pub(crate) fn hash3(x: i32, y: i32, z: i32, seed: u32) -> u32 {
    hash2(x, y, seed ^ (z as u32).wrapping_mul(0x9e37_79b9))
}

/// A word as a number in 0..1.
pub(crate) fn unit(h: u32) -> f32 {
    (h >> 8) as f32 * (1.0 / 16_777_216.0)
}

/// The chance in 0..1 that belongs to a lattice point.
pub(crate) fn chance2(x: i32, y: i32, seed: u32) -> f32 {
    unit(hash2(x, y, seed))
}

/// A stream of PCG words.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u32);

impl Dice {
    pub(crate) fn new(seed: u32) -> Dice {
        Dice(pcg(seed ^ 0x5bd1_e995))
    }

    pub(crate) fn word(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9);
        pcg(self.0)
    }

    pub(crate) fn unit(&mut self) -> f32 {
        unit(self.word())
    }

    pub(crate) fn range(&mut self, a: f32, b: f32) -> f32 {
        a + (b - a) * self.unit()
    }

    pub(crate) fn chance(&mut self, p: f32) -> bool {
        self.unit() < p
    }

    /// One of `n`.
    pub(crate) fn pick(&mut self, n: usize) -> usize {
        (self.word() % (n.at_least(1) as u32)) as usize
    }
}

/// The whole number below, as integer and as float; quicker than `floor` where that is a call.
fn below(x: f32) -> (i32, f32) {
    let i = x as i32;
    let i = if (i as f32) > x { i.wrapping_sub(1) } else { i };
    (i, i as f32)
}

fn quintic(t: f32) -> f32 {
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}

/// Slope of a lattice point towards (x, y); the gradient is two signed 16-bit halves of its word, in units of 1/32768.
fn slope(h: u32, x: f32, y: f32) -> f32 {
    f32::from(h as i16) * x + f32::from((h >> 16) as i16) * y
}

/// Gradient noise of the plane, about -0.8..0.8, mean 0, one feature per unit.
pub(crate) fn noise2(x: f32, y: f32, seed: u32) -> f32 {
    let ((ix, fx), (iy, fy)) = (below(x), below(y));
    let (x, y) = (x - fx, y - fy);
    let (u, v) = (quintic(x), quintic(y));
    // The same words as `hash2` mixes, with the products shared between the four corners.
    let salt = seed.wrapping_mul(0xcb1a_b31f);
    let (x0, y0) = (
        (ix as u32).wrapping_mul(0x8da6_b343),
        (iy as u32).wrapping_mul(0xd816_3841),
    );
    let (x1, y1) = (x0.wrapping_add(0x8da6_b343), y0.wrapping_add(0xd816_3841));
    let a = slope(pcg(x0 ^ y0 ^ salt), x, y);
    let b = slope(pcg(x1 ^ y0 ^ salt), x - 1.0, y);
    let c = slope(pcg(x0 ^ y1 ^ salt), x, y - 1.0);
    let d = slope(pcg(x1 ^ y1 ^ salt), x - 1.0, y - 1.0);
    let low = a + (b - a) * u;
    let high = c + (d - c) * u;
    (1.25 / 32_768.0) * (low + (high - low) * v)
}

/// Value noise of space in 0..1.
pub(crate) fn value3(p: V3, seed: u32) -> f32 {
    let ((ix, fx), (iy, fy), (iz, fz)) = (below(p.x), below(p.y), below(p.z));
    let (x, y, z) = (p.x - fx, p.y - fy, p.z - fz);
    let (u, v, w) = (
        x * x * (3.0 - 2.0 * x),
        y * y * (3.0 - 2.0 * y),
        z * z * (3.0 - 2.0 * z),
    );
    let at = |dx: i32, dy: i32, dz: i32| {
        unit(hash3(
            ix.wrapping_add(dx),
            iy.wrapping_add(dy),
            iz.wrapping_add(dz),
            seed,
        ))
    };
    let plane = |dz: i32| {
        let low = at(0, 0, dz) + (at(1, 0, dz) - at(0, 0, dz)) * u;
        let high = at(0, 1, dz) + (at(1, 1, dz) - at(0, 1, dz)) * u;
        low + (high - low) * v
    };
    let (near, far) = (plane(0), plane(1));
    near + (far - near) * w
}

/// Fractal sum of gradient noise, about -1..1. Each octave is turned by 37° so that no lattice shows.
pub(crate) fn fbm(x: f32, y: f32, octaves: u32, seed: u32) -> f32 {
    let (mut x, mut y, mut amp, mut sum) = (x, y, 0.55, 0.0);
    for i in 0..octaves {
        sum += amp * noise2(x, y, seed.wrapping_add(i));
        let turned = x * 1.6 + y * 1.2;
        y = y * 1.6 - x * 1.2;
        x = turned;
        amp *= 0.5;
    }
    sum
}

/// Fractal sum of folded noise in about 0..1: puffs with sharp creases between them.
pub(crate) fn billow(x: f32, y: f32, octaves: u32, seed: u32) -> f32 {
    let (mut x, mut y, mut amp, mut sum) = (x, y, 0.5, 0.0);
    for i in 0..octaves {
        sum += amp * noise2(x, y, seed.wrapping_add(i)).abs() * 1.9;
        let turned = x * 1.6 + y * 1.2;
        y = y * 1.6 - x * 1.2;
        x = turned;
        amp *= 0.5;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        // RXS-M-XS of 0 and 1, worked out by hand from the published constants.
        assert_eq!(pcg(0), 129_708_002);
        assert_ne!(pcg(1), pcg(2));
    }

    #[test]
    fn noise_keeps_its_range_and_its_mean() {
        let (mut sum, mut least, mut most) = (0.0, f32::MAX, f32::MIN);
        for i in 0..10_000 {
            let n = noise2((i % 100) as f32 * 0.37, (i / 100) as f32 * 0.41, 7);
            sum += n;
            least = least.at_most(n);
            most = most.at_least(n);
        }
        assert!((sum / 10_000.0).abs() < 0.05);
        assert!(least > -1.3 && most < 1.3 && most - least > 1.0);
    }
}
