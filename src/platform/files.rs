//! Saving and sharing files. Saving works where downloads are allowed; a sandboxed frame may refuse in
//! silence. Sharing is there only where the system offers it.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FilePropertyBag, HtmlAnchorElement, ShareData, Url};

/// A blob address that is given back when this is dropped.
pub struct BlobUrl(String);

impl BlobUrl {
    /// The bytes as an address for `<img>` and links. `None` where the browser makes no blob.
    pub fn new(bytes: &Uint8Array, mime: &str) -> Option<BlobUrl> {
        let blob = blob(bytes, mime).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(BlobUrl)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for BlobUrl {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

pub(super) fn blob(bytes: &Uint8Array, mime: &str) -> Result<Blob, JsValue> {
    let bag = BlobPropertyBag::new();
    bag.set_type(mime);
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(bytes), &bag)
}

/// Starts a download under that name. Answers whether the browser took it, which is all a page learns.
pub fn save(bytes: &Uint8Array, mime: &str, name: &str) -> bool {
    let Some(url) = BlobUrl::new(bytes, mime) else {
        return false;
    };
    let started = (|| {
        let page = web_sys::window()?.document()?;
        let link: HtmlAnchorElement = page.create_element("a").ok()?.dyn_into().ok()?;
        link.set_href(url.as_str());
        link.set_download(name);
        link.click();
        Some(())
    })()
    .is_some();
    // The download reads the blob after the click returns: give the address back much later.
    super::page::later(60_000, move || drop(url));
    started
}

fn shareable(bytes: &Uint8Array, mime: &str, name: &str) -> Option<ShareData> {
    let bag = FilePropertyBag::new();
    bag.set_type(mime);
    let file = File::new_with_u8_array_sequence_and_options(&Array::of1(bytes), name, &bag).ok()?;
    let data = ShareData::new();
    data.set_files(&Array::of1(&file));
    Some(data)
}

/// The system can share pictures from here.
pub fn can_share() -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let navigator = window.navigator();
    // Undefined on most desktops and on http pages: look before calling.
    let there = Reflect::has(&navigator, &JsValue::from_str("canShare")).unwrap_or(false);
    let probe = Uint8Array::new_with_length(1);
    there
        && shareable(&probe, "image/jpeg", "probe.jpg")
            .is_some_and(|data| navigator.can_share_with_data(&data))
}

/// Opens the system's share sheet. `false` when it was closed or refused.
pub async fn share(bytes: &Uint8Array, mime: &str, name: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let Some(data) = shareable(bytes, mime, name) else {
        return false;
    };
    JsFuture::from(window.navigator().share_with_data(&data))
        .await
        .is_ok()
}
