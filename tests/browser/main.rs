//! The browser's abilities, present and refused, in headless Chromium; and the practice engine as wasm.

#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used)]

mod database;
mod engine;
mod files;
mod http;
mod page;
mod pixels;
mod replaced;
mod storage;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);
