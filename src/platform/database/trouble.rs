//! What the browser's exceptions mean.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::abilities::database::Trouble;

/// The trouble that an exception stands for, by its name.
pub(super) fn trouble(error: &JsValue) -> Trouble {
    let text = |name: &str| {
        let value = Reflect::get(error, &JsValue::from_str(name)).ok();
        value.and_then(|value| value.as_string())
    };
    let name = text("name").unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" => Trouble::Full,
        "VersionError" => Trouble::Newer,
        "SecurityError" => Trouble::Refused,
        // Nothing here ends a transaction without saying why: a connection that the browser closes does.
        "InvalidStateError" | "AbortError" => Trouble::Closed,
        _ => Trouble::Other([&name, ": ", &text("message").unwrap_or_default()].concat()),
    }
}
