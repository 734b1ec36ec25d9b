//! The practice engine as a small WebAssembly module of its own, for a worker: words in, slices of work, a JPEG out.

use wasm_bindgen::prelude::wasm_bindgen;

/// A picture in the making, as JavaScript sees it.
#[wasm_bindgen]
pub struct Painter(practice::Painter);

#[wasm_bindgen]
impl Painter {
    /// Starts picture number `sample` of a request. `seed` is a whole number, exact up to 2^53; `size` is the edge in pixels.
    #[wasm_bindgen(constructor)]
    pub fn new(prompt: String, negative: String, seed: f64, sample: u32, size: u32) -> Painter {
        let brief = practice::Brief {
            prompt,
            negative_prompt: negative,
            seed: (seed as i64).unsigned_abs(),
            sample,
        };
        Painter(practice::Painter::new(&practice::Scene::read(&brief), size))
    }

    /// Paints on for about `rows` rows and returns the share that is done, 0..=1; 1 when finished.
    pub fn advance(&mut self, rows: u32) -> f32 {
        self.0.advance(rows)
    }

    /// The picture as a JPEG file. Takes the painter, and paints what is missing.
    pub fn jpeg(self) -> Vec<u8> {
        self.0.jpeg()
    }
}

/// A worker calls the exports; nothing runs by itself.
fn main() {}
