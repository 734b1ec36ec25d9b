//! The practice engine: paints a picture from a prompt, without a key, a network or a model.
//!
//! Words become a [`Scene`] of plain numbers, and a [`Painter`] turns the scene into pixels: linear light, high dynamic range,
//! fractal noise, mirrored water, a filmic curve. The same [`Brief`] gives the same pixels on every platform. It is not SSD-1B,
//! and whoever shows its images says so beside them.

#![forbid(unsafe_code)]

mod air;
mod beams;
mod bloom;
mod boat;
mod brief;
mod brush;
mod build;
mod camera;
mod canvas;
mod city;
mod clouds;
mod creature;
mod dune;
mod facade;
mod focus;
mod fur;
mod grade;
mod ground;
mod grove;
mod items;
mod jpeg;
mod landmark;
mod light;
mod material;
mod math;
mod noise;
mod painter;
mod pier;
mod plate;
mod read;
mod relief;
mod scene;
mod shape;
mod shore;
mod sky;
mod tree;
mod vocabulary;
mod vocabulary_mood;
mod water;
mod weather;
mod woods;
mod words;

pub use brief::Brief;
pub use math::V3;
pub use painter::Painter;
pub use scene::*;

/// Edge of a full picture in pixels.
pub const EDGE: u32 = 1024;

/// Paints the whole picture of a brief: a JPEG of 1024 by 1024 pixels.
///
/// ```
/// use practice::{Brief, Painter, Scene};
///
/// let brief = Brief { prompt: "mountain lake at sunrise".into(), seed: 7, ..Brief::default() };
/// // `practice::paint(&brief)` would do it in one go; in slices, and smaller, it reads:
/// let mut painter = Painter::new(&Scene::read(&brief), 64);
/// while !painter.is_done() {
///     painter.advance(16);
/// }
/// assert!(painter.jpeg().starts_with(&[0xff, 0xd8]));
/// ```
pub fn paint(brief: &Brief) -> Vec<u8> {
    Painter::new(&Scene::read(brief), EDGE).jpeg()
}

/// FNV-1a of the pixels (sRGB bytes, rows from the top) of a brief at an edge of `size` pixels: the same number on every platform.
pub fn fingerprint(brief: &Brief, size: u32) -> u64 {
    let mut painter = Painter::new(&Scene::read(brief), size);
    while !painter.is_done() {
        painter.advance(EDGE);
    }
    brief::fnv(painter.pixels().iter().copied())
}
