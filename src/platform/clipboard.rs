//! The clipboard. Refused on http pages, in frames without the permission, and where the person says no.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{
    Blob, CanvasRenderingContext2d, Clipboard, ClipboardItem, HtmlCanvasElement, ImageBitmap,
};

fn clipboard() -> Option<Clipboard> {
    let navigator = web_sys::window()?.navigator();
    // Undefined on insecure pages, where the typed getter would hand out a lie.
    let clipboard = Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok()?;
    (!clipboard.is_undefined() && !clipboard.is_null()).then(|| clipboard.unchecked_into())
}

/// Copies text. Answers whether the browser took it.
pub async fn copy_text(text: &str) -> bool {
    let Some(clipboard) = clipboard() else {
        return false;
    };
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Copies a picture as PNG, the one image format that clipboards take.
pub async fn copy_picture(bytes: Uint8Array, mime: &'static str) -> bool {
    let Some(clipboard) = clipboard() else {
        return false;
    };
    // The promise goes in unresolved: WebKit forgets the click while one awaits the drawing.
    let png = future_to_promise(async move { as_png(&bytes, mime).await.map(JsValue::from) });
    let kinds = Object::new();
    if Reflect::set(&kinds, &JsValue::from_str("image/png"), &png).is_err() {
        return false;
    }
    let Ok(item) = ClipboardItem::new_with_record_from_str_to_blob_promise(&kinds) else {
        return false;
    };
    JsFuture::from(clipboard.write(&Array::of1(&item)))
        .await
        .is_ok()
}

async fn as_png(bytes: &Uint8Array, mime: &str) -> Result<Blob, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let blob = super::files::blob(bytes, mime)?;
    let bitmap: ImageBitmap = JsFuture::from(window.create_image_bitmap_with_blob(&blob)?)
        .await?
        .unchecked_into();
    let page = window.document().ok_or(JsValue::NULL)?;
    let canvas: HtmlCanvasElement = page.create_element("canvas")?.unchecked_into();
    canvas.set_width(bitmap.width());
    canvas.set_height(bitmap.height());
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")?
        .ok_or(JsValue::NULL)?
        .unchecked_into();
    context.draw_image_with_image_bitmap(&bitmap, 0.0, 0.0)?;
    bitmap.close();
    let promise = Promise::new(&mut |resolve, reject| {
        let done = Closure::once_into_js(move |blob: Option<Blob>| {
            let _ = match blob {
                Some(blob) => resolve.call1(&JsValue::NULL, &blob),
                None => reject.call0(&JsValue::NULL),
            };
        });
        let _ = canvas.to_blob_with_type(done.unchecked_ref(), "image/png");
    });
    Ok(JsFuture::from(promise).await?.unchecked_into())
}
