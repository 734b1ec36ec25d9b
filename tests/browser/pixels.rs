//! The practice engine as wasm paints the very pixels of its native build.

// The native tests compare with the same numbers.
#[path = "../../crates/practice/tests/golden/mod.rs"]
mod golden;

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn pixels_are_those_of_the_native_build() {
    assert_eq!(golden::found(), golden::GOLDEN);
}
