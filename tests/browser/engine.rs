//! The practice engine: in a worker, on the page where workers are refused, and what is said where it fails.

use std::cell::RefCell;
use std::rc::Rc;

use ssd1b_studio::abilities::{Clock, Engine, PracticeOrder};
use ssd1b_studio::platform::clock::BrowserClock;
use ssd1b_studio::platform::engine::BrowserEngine;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::replaced::{Replaced, fetch_stub, global, script};

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

/// A painter in plain JavaScript: two steps, then two bytes. `var`, unlike the real one's `let`, may come again.
const GLUE: &str = r"var wasm_bindgen = Object.assign(async () => {}, {
    initSync() {},
    Painter: class {
        constructor(...given) { this.given = given; this.done = 0 }
        advance() { return (this.done += 0.5) }
        jpeg() { return new Uint8Array([0xff, this.given[2]]) }
    },
});";

/// Serves the stand-in and the smallest module there is.
fn painter_stub() -> Replaced {
    serve(GLUE)
}

fn serve(glue: &str) -> Replaced {
    let answer = [
        "return seen.url.includes('.wasm') ? new Response(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])) : new Response(`",
        glue,
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
    let _page = page_alone();
    assert_eq!(paint_with_stub().await, (vec![0xff, 7], vec![0.5, 1.0]));
}

#[wasm_bindgen_test]
async fn a_worker_that_never_starts_counts_as_refused() {
    script("delete window.ssd1bPainter");
    let _fetch = painter_stub();
    let _worker = Replaced::new(
        "Worker",
        "const Real = window.before; return class extends Real { constructor() { super('data:text/javascript,throw 1') } }",
        false,
    );
    assert_eq!(paint_with_stub().await, (vec![0xff, 7], vec![0.5, 1.0]));
}

#[wasm_bindgen_test]
async fn an_engine_that_was_not_loaded_is_loaded_later() {
    let engine = BrowserEngine::default();
    {
        let _fetch = fetch_stub("throw new TypeError('Failed to fetch')");
        let why = engine.paint(order(), Rc::new(|_| ())).await.unwrap_err();
        assert!(why.starts_with("The practice engine could not be loaded."));
    }
    let _fetch = painter_stub();
    let jpeg = engine.paint(order(), Rc::new(|_| ())).await;
    assert_eq!(jpeg.as_deref(), Ok(&[0xff, 7][..]));
}

#[wasm_bindgen_test]
async fn the_engine_is_loaded_once() {
    let _fetch = painter_stub();
    let engine = BrowserEngine::default();
    engine.paint(order(), Rc::new(|_| ())).await.unwrap();
    let _fetch = fetch_stub("throw new TypeError('Failed to fetch')");
    assert!(engine.paint(order(), Rc::new(|_| ())).await.is_ok());
}

/// A worker that starts and then says nothing; `window.ended` counts the ends of such workers.
const SILENT: &str =
    "window.ended = 0; return class { postMessage() {} terminate() { window.ended += 1 } }";

#[wasm_bindgen_test]
async fn dropping_the_future_ends_the_worker() {
    let _fetch = painter_stub();
    let _worker = Replaced::new("Worker", SILENT, false);
    {
        let engine = BrowserEngine::default();
        let painting = engine.paint(order(), Rc::new(|_| ()));
        let _still = futures::future::select(painting, BrowserClock.sleep(50.0)).await;
        assert_eq!(global("ended").as_f64(), Some(0.0));
    }
    assert_eq!(global("ended").as_f64(), Some(1.0));
}

/// A worker that answers every order with these messages.
fn worker_saying(messages: &str) -> Replaced {
    let class = [
        "return class { terminate() {} postMessage() { setTimeout(() => { for (const data of ",
        messages,
        ") this.onmessage?.({data}) }) } }",
    ]
    .concat();
    Replaced::new("Worker", &class, false)
}

#[wasm_bindgen_test]
async fn a_worker_that_fails_says_why() {
    let _fetch = painter_stub();
    let _worker = worker_saying("[{share: 0.25}, {error: 'out of memory'}]");
    let painted = BrowserEngine::default().paint(order(), Rc::new(|_| ()));
    assert_eq!(painted.await, Err("out of memory".to_owned()));
}

/// Workers refused, and no painter left on the page by an earlier test.
fn page_alone() -> Replaced {
    script("delete window.ssd1bPainter");
    Replaced::new(
        "Worker",
        "return class { constructor() { throw new DOMException('no', 'SecurityError') } }",
        false,
    )
}

/// Serves a painter whose start takes a while, and which must not be used before.
fn slow_painter_stub() -> Replaced {
    let glue = GLUE
        .replace(
            "async () => {}",
            "async () => { await new Promise(done => setTimeout(done, 30)); window.painterStarted = true }",
        )
        .replace(
            "this.given = given;",
            "if (!window.painterStarted) throw new Error('used before it was started'); this.given = given;",
        );
    serve(&glue)
}

#[wasm_bindgen_test]
async fn two_pictures_at_once_on_the_page_wait_for_its_start() {
    script("window.painterStarted = false");
    let page = page_alone();
    let fetch = slow_painter_stub();
    let engine = BrowserEngine::default();
    let paint = || engine.paint(order(), Rc::new(|_| ()));
    let both = futures::future::join(paint(), paint()).await;
    // A failed test drops nothing, and the next ones need the window as it was.
    drop((page, fetch));
    script("delete window.ssd1bPainter");
    assert_eq!(both, (Ok(vec![0xff, 7]), Ok(vec![0xff, 7])));
}

#[wasm_bindgen_test]
async fn dropping_the_future_stops_painting_on_the_page() {
    let _page = page_alone();
    let endless = GLUE.replace(
        "(this.done += 0.5)",
        "(window.slices = (window.slices ?? 0) + 1) && 0.1",
    );
    let _fetch = serve(&endless);
    {
        let engine = BrowserEngine::default();
        let painting = engine.paint(order(), Rc::new(|_| ()));
        futures::future::select(painting, BrowserClock.sleep(100.0)).await;
    }
    let painted = global("slices").as_f64().unwrap();
    assert!(painted > 0.0);
    BrowserClock.sleep(50.0).await;
    script("delete window.ssd1bPainter");
    assert_eq!(
        global("slices").as_f64(),
        Some(painted),
        "it went on unseen"
    );
}

#[wasm_bindgen_test]
async fn a_painter_that_did_not_start_on_the_page_is_started_later() {
    script("window.painterTried = false");
    let page = page_alone();
    let fails_once = GLUE.replace(
        "async () => {}",
        "async () => { const tried = window.painterTried; window.painterTried = true; if (!tried) throw new Error('no room'); window.painterStarted = true }",
    )
    .replace(
        "this.given = given;",
        "if (!window.painterStarted) throw new Error('used before it was started'); this.given = given;",
    );
    script("window.painterStarted = false");
    let fetch = serve(&fails_once);
    let engine = BrowserEngine::default();
    let first = engine.paint(order(), Rc::new(|_| ())).await;
    let second = engine.paint(order(), Rc::new(|_| ())).await;
    drop((page, fetch));
    script("delete window.ssd1bPainter");
    assert_eq!(first, Err("no room".to_owned()));
    assert_eq!(second, Ok(vec![0xff, 7]));
}
