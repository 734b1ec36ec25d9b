//! Fetches the painter's two files and compiles its module.

use js_sys::{ArrayBuffer, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::Code;

/// Trunk leaves these names without a hash: the version keeps a new page from an old painter.
const GLUE: &str = concat!("painter.js?v=", env!("CARGO_PKG_VERSION"));
const WASM: &str = concat!("painter_bg.wasm?v=", env!("CARGO_PKG_VERSION"));

const TROUBLE: &str = "The practice engine could not be loaded. It is two files beside this page; \
    check the connection, then try again.";

pub(super) async fn load() -> Result<Code, String> {
    fetch_and_compile().await.map_err(|_| TROUBLE.to_owned())
}

async fn fetch_and_compile() -> Result<Code, JsValue> {
    let glue = fetch(GLUE).await?.text().await.map_err(|_| JsValue::NULL)?;
    let bytes = fetch(WASM)
        .await?
        .binary()
        .await
        .map_err(|_| JsValue::NULL)?;
    let buffer: ArrayBuffer = js_sys::Uint8Array::from(bytes.as_slice()).buffer();
    // Compiled from bytes, not streamed: that works under a wrong MIME type too.
    let module = JsFuture::from(WebAssembly::compile(&buffer))
        .await?
        .unchecked_into();
    Ok(Code { glue, module })
}

async fn fetch(url: &str) -> Result<gloo_net::http::Response, JsValue> {
    let response = gloo_net::http::Request::get(url)
        .send()
        .await
        .map_err(|_| JsValue::NULL)?;
    if response.ok() {
        Ok(response)
    } else {
        Err(JsValue::NULL)
    }
}
