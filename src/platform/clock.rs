//! The time, from the browser. Cannot fail; sleeps grow long in a tab that is not seen.

use js_sys::{Date, Promise};
use wasm_bindgen_futures::JsFuture;

use crate::abilities::{Clock, LocalFuture};

/// The browser's clock and timers.
#[derive(Clone, Copy)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now_ms(&self) -> f64 {
        Date::now()
    }

    fn sleep(&self, ms: f64) -> LocalFuture<()> {
        Box::pin(async move {
            let promise = Promise::new(&mut |resolve, _| {
                if let Some(window) = web_sys::window() {
                    // A refused timer resolves at once: better early than never.
                    let set = window
                        .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms as i32);
                    if set.is_err() {
                        let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
                    }
                }
            });
            let _ = JsFuture::from(promise).await;
        })
    }
}
