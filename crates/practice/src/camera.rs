//! From the world to the picture and back: a level camera at the origin that looks along +z, y up, metres.

use crate::math::{V3, v3};
use crate::scene::Frame;

/// The projection. Picture coordinates are in picture edges: x and y run from 0 to 1, y downwards.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Camera {
    pub(crate) horizon: f32,
    pub(crate) focal: f32,
    pub(crate) eye: f32,
    /// Edge of a pixel in picture edges.
    pub(crate) pixel: f32,
}

impl Camera {
    pub(crate) fn new(frame: &Frame, size: u32) -> Camera {
        Camera {
            horizon: frame.horizon,
            focal: frame.focal,
            eye: frame.eye,
            pixel: 1.0 / size as f32,
        }
    }

    /// Direction of the ray through a picture point, of length 1.
    pub(crate) fn ray(&self, x: f32, y: f32) -> V3 {
        v3((x - 0.5) / self.focal, (self.horizon - y) / self.focal, 1.0).unit()
    }

    /// Picture column of a point `right` of the axis, `z` away.
    pub(crate) fn column(&self, right: f32, z: f32) -> f32 {
        0.5 + right / z * self.focal
    }

    /// Picture row of a point `up` over the ground plane, `z` away.
    pub(crate) fn row(&self, up: f32, z: f32) -> f32 {
        self.horizon - (up - self.eye) / z * self.focal
    }

    /// How far right of the axis the picture column `x` is at distance `z`.
    pub(crate) fn right(&self, x: f32, z: f32) -> f32 {
        (x - 0.5) / self.focal * z
    }

    /// Height over the ground plane of picture row `y` at distance `z`.
    pub(crate) fn up(&self, y: f32, z: f32) -> f32 {
        self.eye + (self.horizon - y) / self.focal * z
    }

    /// Metres that a pixel covers at distance `z`.
    pub(crate) fn footprint(&self, z: f32) -> f32 {
        z * self.pixel / self.focal
    }
}
