//! The browser's abilities, present and refused: storage, HTTP, the worker. In headless Chromium.

#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used)]

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Reflect};
use ssd1b::wire::{Method, Outgoing};
use ssd1b::{ApiKey, Picture};
use ssd1b_studio::abilities::{
    Clock, Dice, Engine, Http, PracticeOrder, Refused, Shelf, Slot, Store,
};
use ssd1b_studio::platform::clock::BrowserClock;
use ssd1b_studio::platform::dice::BrowserDice;
use ssd1b_studio::platform::engine::BrowserEngine;
use ssd1b_studio::platform::http::BrowserHttp;
use ssd1b_studio::platform::shelf::BrowserShelf;
use ssd1b_studio::platform::storage::Area;
use ssd1b_studio::platform::{clipboard, files};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Replaces a property of the window until dropped.
struct Replaced {
    name: &'static str,
}

impl Replaced {
    /// `script` is the body of a function that returns the stand-in; with `getter` it runs at every look.
    fn new(name: &'static str, script: &str, getter: bool) -> Replaced {
        let window = web_sys::window().unwrap();
        let make = Function::new_no_args(script);
        let row = js_sys::Object::new();
        Reflect::set(&row, &"configurable".into(), &JsValue::TRUE).unwrap();
        if getter {
            Reflect::set(&row, &"get".into(), &make).unwrap();
        } else {
            Reflect::set(&row, &"writable".into(), &JsValue::TRUE).unwrap();
            Reflect::set(&row, &"value".into(), &make.call0(&JsValue::NULL).unwrap()).unwrap();
        }
        let store = Function::new_with_args(
            "name",
            "const own = Object.getOwnPropertyDescriptor(window, name); (window.kept ??= {})[name] = own;",
        );
        store.call1(&JsValue::NULL, &name.into()).unwrap();
        js_sys::Object::define_property(&window, &name.into(), &row);
        Replaced { name }
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        let back = Function::new_with_args(
            "name",
            "const own = window.kept[name]; delete window[name]; if (own) Object.defineProperty(window, name, own);",
        );
        back.call1(&JsValue::NULL, &self.name.into()).unwrap();
    }
}

fn global(name: &str) -> JsValue {
    Reflect::get(&web_sys::window().unwrap(), &name.into()).unwrap()
}

#[wasm_bindgen_test]
fn storage_keeps_text_apart_by_area() {
    for (area, other) in [(Area::Device, Area::Tab), (Area::Tab, Area::Device)] {
        area.set(Slot::Draft, "ein Entwurf ✓").unwrap();
        assert_eq!(area.get(Slot::Draft), Ok(Some("ein Entwurf ✓".to_owned())));
        assert_eq!(other.get(Slot::Draft), Ok(None));
        area.remove(Slot::Draft).unwrap();
        assert_eq!(area.get(Slot::Draft), Ok(None));
    }
}

#[wasm_bindgen_test]
fn refused_storage_is_an_answer() {
    let _device = Replaced::new(
        "localStorage",
        "throw new DOMException('no', 'SecurityError')",
        true,
    );
    let _tab = Replaced::new("sessionStorage", "return null", true);
    for area in [Area::Device, Area::Tab] {
        assert_eq!(area.get(Slot::Setup), Err(Refused));
        assert_eq!(area.set(Slot::Setup, "x"), Err(Refused));
        assert_eq!(area.remove(Slot::Setup), Err(Refused));
    }
}

#[wasm_bindgen_test]
fn full_storage_is_an_answer() {
    let stub = "return {getItem: () => null, setItem: () => { throw new DOMException('full', 'QuotaExceededError') }}";
    let _device = Replaced::new("localStorage", stub, false);
    assert_eq!(Area::Device.set(Slot::Draft, "x"), Err(Refused));
}

#[wasm_bindgen_test]
async fn the_clock_sleeps_and_the_dice_differ() {
    let before = BrowserClock.now_ms();
    BrowserClock.sleep(20.0).await;
    assert!(BrowserClock.now_ms() > before);
    assert_ne!(BrowserDice.roll(), BrowserDice.roll());
}

#[wasm_bindgen_test]
fn dice_roll_without_crypto() {
    let _crypto = Replaced::new("crypto", "throw new Error('no')", true);
    assert_ne!(BrowserDice.roll(), BrowserDice.roll());
}

fn post() -> Outgoing {
    Outgoing {
        method: Method::Post,
        url: "https://api.example/v1/ssd-1b".into(),
        body: Some("{\"a\":1}".into()),
    }
}

/// A `fetch` that notes its request in `window.seen` and answers with what `answer` makes.
fn fetch_stub(answer: &str) -> Replaced {
    let script = ["return async (request, init) => { window.seen = new Request(request, init); window.signal = init?.signal ?? request.signal; ", answer, " }"].concat();
    Replaced::new("fetch", &script, false)
}

#[wasm_bindgen_test]
async fn an_answer_comes_whole() {
    let _fetch = fetch_stub(
        "return new Response(new Uint8Array([1, 2, 3]), {status: 418, headers: {'x-cost': '0.004'}})",
    );
    let key = ApiKey::parse("SG_0123456789abcdef").unwrap();
    let answer = BrowserHttp::default()
        .send(post(), Some(key))
        .await
        .unwrap();
    assert_eq!(
        (answer.status, answer.body.as_slice()),
        (418, &[1, 2, 3][..])
    );
    assert_eq!(answer.header("X-Cost"), Some("0.004"));
    let seen: web_sys::Request = global("seen").into();
    assert_eq!(seen.method(), "POST");
    assert_eq!(
        seen.headers().get("x-api-key").unwrap().as_deref(),
        Some("SG_0123456789abcdef")
    );
    assert_eq!(
        seen.headers().get("content-type").unwrap().as_deref(),
        Some("application/json")
    );
    // A redirect must not carry the key on.
    assert_eq!(seen.redirect(), web_sys::RequestRedirect::Error);
}

#[wasm_bindgen_test]
async fn without_a_key_no_header_goes() {
    let _fetch = fetch_stub("return new Response('{}')");
    BrowserHttp::default().send(post(), None).await.unwrap();
    let seen: web_sys::Request = global("seen").into();
    assert_eq!(seen.headers().get("x-api-key").unwrap(), None);
    assert_eq!(seen.redirect(), web_sys::RequestRedirect::Follow);
}

#[wasm_bindgen_test]
async fn a_refused_fetch_brings_its_facts() {
    let http = BrowserHttp::default();
    {
        let _fetch = fetch_stub("throw new TypeError('Failed to fetch')");
        let facts = http.send(post(), None).await.unwrap_err();
        assert!(facts.post && !facts.host_answered_before && !facts.cut_mid_body);
    }
    {
        let _fetch = fetch_stub("return new Response('{}')");
        http.send(post(), None).await.unwrap();
    }
    let _fetch = fetch_stub("throw new TypeError('Failed to fetch')");
    assert!(
        http.send(post(), None)
            .await
            .unwrap_err()
            .host_answered_before
    );
}

#[wasm_bindgen_test]
async fn a_body_cut_short_is_said() {
    let stream = "new ReadableStream({start(c) { c.enqueue(new Uint8Array([1])); c.error(new TypeError('cut')) }})";
    let _fetch = fetch_stub(&["return new Response(", stream, ")"].concat());
    let facts = BrowserHttp::default().send(post(), None).await.unwrap_err();
    assert!(facts.cut_mid_body && facts.host_answered_before);
}

#[wasm_bindgen_test]
async fn dropping_the_future_aborts() {
    let _fetch = fetch_stub("return new Promise(() => {})");
    let http = BrowserHttp::default();
    {
        let sent = http.send(post(), None);
        let pause = BrowserClock.sleep(20.0);
        futures::future::select(sent, pause).await;
    }
    let signal: web_sys::AbortSignal = global("signal").into();
    assert!(signal.aborted());
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

fn order() -> PracticeOrder {
    PracticeOrder {
        prompt: "a lake".into(),
        negative_prompt: String::new(),
        seed: 7,
        sample: 0,
    }
}

#[wasm_bindgen_test]
async fn an_engine_that_cannot_be_loaded_says_so() {
    let _fetch = fetch_stub("return new Response('', {status: 404})");
    let why = BrowserEngine::default()
        .paint(order(), Rc::new(|_| ()))
        .await
        .unwrap_err();
    assert!(
        why.starts_with("The practice engine could not be loaded."),
        "{why}"
    );
}

/// A painter in plain JavaScript: three steps, then two bytes.
const GLUE: &str = r"let wasm_bindgen = Object.assign(async () => {}, {
    initSync() {},
    Painter: class {
        constructor(...given) { this.given = given; this.done = 0 }
        advance() { return (this.done += 0.5) }
        jpeg() { return new Uint8Array([0xff, this.given[2]]) }
    },
});";

/// Serves the stand-in and the smallest module there is.
fn painter_stub() -> Replaced {
    let answer = [
        "return seen.url.includes('.wasm') ? new Response(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])) : new Response(`",
        GLUE,
        "`)",
    ]
    .concat();
    fetch_stub(&answer)
}

async fn paint_with_stub() -> (Vec<u8>, Vec<f32>) {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let hear = Rc::clone(&heard);
    let jpeg = BrowserEngine::default()
        .paint(order(), Rc::new(move |share| hear.borrow_mut().push(share)))
        .await
        .unwrap();
    let heard = heard.borrow().clone();
    (jpeg, heard)
}

#[wasm_bindgen_test]
async fn the_engine_paints_in_a_worker() {
    let _fetch = painter_stub();
    let _page = Replaced::new(
        "ssd1bPainter",
        "throw new Error('the page must not paint')",
        true,
    );
    assert_eq!(paint_with_stub().await, (vec![0xff, 7], vec![0.5, 1.0]));
}

#[wasm_bindgen_test]
async fn the_engine_paints_on_the_page_where_workers_are_refused() {
    let _fetch = painter_stub();
    let _worker = Replaced::new(
        "Worker",
        "return class { constructor() { throw new DOMException('no', 'SecurityError') } }",
        false,
    );
    assert_eq!(paint_with_stub().await, (vec![0xff, 7], vec![0.5, 1.0]));
}

#[wasm_bindgen_test]
async fn a_worker_that_never_starts_counts_as_refused() {
    let _fetch = painter_stub();
    let _worker = Replaced::new(
        "Worker",
        "const Real = window.kept.Worker.value; return class extends Real { constructor() { super('data:text/javascript,throw 1') } }",
        false,
    );
    assert_eq!(paint_with_stub().await, (vec![0xff, 7], vec![0.5, 1.0]));
}
