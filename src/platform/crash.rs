//! What a panic leaves behind: one line in the console. The banner is made by `index.html` in plain
//! JavaScript, since wasm must not be called again after a trap.

use wasm_bindgen::JsValue;

/// Writes panics to the console. The trap that follows reaches the page's error handlers by itself.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&JsValue::from_str(&info.to_string()));
    }));
}
