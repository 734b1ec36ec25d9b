//! Pictures on their way out: the shelf, the clipboard, downloads, the share sheet.

use js_sys::Uint8Array;
use ssd1b::Picture;
use ssd1b_studio::abilities::Shelf;
use ssd1b_studio::platform::files::BlobUrl;
use ssd1b_studio::platform::shelf::BrowserShelf;
use ssd1b_studio::platform::{clipboard, files};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::replaced::{Replaced, global, script};

/// One black pixel that browsers decode.
const GIF: &str = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

fn bytes() -> Uint8Array {
    Uint8Array::from(Picture::from_base64(GIF).unwrap().bytes())
}

#[wasm_bindgen_test]
fn the_shelf_holds_bytes_and_data_url() {
    let shelf = BrowserShelf::default();
    let gif = "R0lGODlhAQABAAAAACwAAAAAAQABAAACAUwAOw==";
    let id = shelf.put(Picture::from_base64(gif).unwrap());
    let held = shelf.get(id).unwrap();
    assert_eq!(
        String::from(held.data_url),
        ["data:image/gif;base64,", gif].concat()
    );
    assert_eq!(
        held.bytes.to_vec(),
        Picture::from_base64(gif).unwrap().bytes()
    );
    shelf.discard(id);
    assert!(shelf.get(id).is_none());
}

#[wasm_bindgen_test]
async fn a_refused_clipboard_is_an_answer() {
    let _navigator = Replaced::new("navigator", "return {}", false);
    assert!(!clipboard::copy_text("x").await);
    assert!(!clipboard::copy_picture(js_sys::Uint8Array::new_with_length(1), "image/png").await);
    assert!(!files::can_share());
}

#[wasm_bindgen_test]
async fn a_clipboard_that_says_no_is_an_answer() {
    let no = "return {clipboard: {writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')), write: () => Promise.reject(new DOMException('no', 'NotAllowedError'))}}";
    let _navigator = Replaced::new("navigator", no, false);
    assert!(!clipboard::copy_text("x").await);
    assert!(!clipboard::copy_picture(bytes(), "image/gif").await);
}

/// A clipboard that takes everything, and leaves it in `window.copied`.
fn clipboard_stub() -> Replaced {
    let takes = "return {clipboard: {
        writeText: async text => { window.copied = text },
        write: async items => { window.copied = await items[0].getType('image/png') },
    }}";
    Replaced::new("navigator", takes, false)
}

#[wasm_bindgen_test]
async fn text_is_copied_as_it_is() {
    let _clipboard = clipboard_stub();
    assert!(clipboard::copy_text("data:image/gif;base64,✓").await);
    let copied = global("copied").as_string();
    assert_eq!(copied.as_deref(), Some("data:image/gif;base64,✓"));
}

#[wasm_bindgen_test]
async fn a_picture_is_copied_as_png() {
    let _clipboard = clipboard_stub();
    assert!(clipboard::copy_picture(bytes(), "image/gif").await);
    let copied: web_sys::Blob = global("copied").unchecked_into();
    assert_eq!(copied.type_(), "image/png");
    let buffer = JsFuture::from(copied.array_buffer()).await.unwrap();
    let png = Picture::new(Uint8Array::new(&buffer).to_vec()).unwrap();
    assert_eq!(png.dimensions(), Some((1, 1)));
}

#[wasm_bindgen_test]
async fn what_is_no_picture_is_not_copied() {
    let _clipboard = clipboard_stub();
    let nothing = Uint8Array::new_with_length(4);
    assert!(!clipboard::copy_picture(nothing, "image/jpeg").await);
}

#[wasm_bindgen_test]
fn sharing_is_offered_where_the_system_takes_pictures() {
    for (navigator, expect) in [
        ("return {}", false),
        ("return {canShare: () => false}", false),
        (
            "return {canShare: data => data.files[0].type === 'image/jpeg'}",
            true,
        ),
    ] {
        let _navigator = Replaced::new("navigator", navigator, false);
        assert_eq!(files::can_share(), expect, "{navigator}");
    }
}

#[wasm_bindgen_test]
async fn a_share_sheet_may_be_closed() {
    for (share, expect) in [
        ("async data => { window.shared = data.files[0].name }", true),
        (
            "() => Promise.reject(new DOMException('no', 'AbortError'))",
            false,
        ),
    ] {
        let navigator = ["return {share: ", share, "}"].concat();
        let _navigator = Replaced::new("navigator", &navigator, false);
        assert_eq!(files::share(&bytes(), "image/gif", "fox.gif").await, expect);
    }
    assert_eq!(global("shared").as_string().as_deref(), Some("fox.gif"));
}

#[wasm_bindgen_test]
async fn a_blob_address_is_good_until_it_is_dropped() {
    let fetch = |url: &str| JsFuture::from(web_sys::window().unwrap().fetch_with_str(url));
    let url = BlobUrl::new(&bytes(), "image/gif").unwrap();
    let address = url.as_str().to_owned();
    assert!(fetch(&address).await.is_ok());
    drop(url);
    assert!(fetch(&address).await.is_err());
}

#[wasm_bindgen_test]
fn a_download_has_its_name() {
    script(
        "window.kept_click = HTMLAnchorElement.prototype.click;
        HTMLAnchorElement.prototype.click = function () { window.clicked = this.download + ' ' + this.protocol }",
    );
    let saved = files::save(&bytes(), "image/gif", "practice-a-fox-7-1.gif");
    script("HTMLAnchorElement.prototype.click = window.kept_click");
    assert!(saved);
    let clicked = global("clicked").as_string();
    assert_eq!(clicked.as_deref(), Some("practice-a-fox-7-1.gif blob:"));
}
