//! The page itself: where it came from, its settings, focus, theme, leaving it.

use std::cell::Cell;
use std::rc::Rc;

use ssd1b_studio::abilities::Clock;
use ssd1b_studio::platform::clock::BrowserClock;
use ssd1b_studio::platform::page;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::replaced::{Replaced, script};

#[wasm_bindgen_test]
fn the_page_knows_where_it_came_from() {
    let origin = page::origin();
    assert!(origin.starts_with("http://127.0.0.1:"), "{origin}");
    assert!(!page::is_https());
    assert!(page::is_online().is_some());
}

#[wasm_bindgen_test]
fn settings_are_the_text_of_their_block() {
    assert_eq!(page::settings_text(), "");
    script(
        r#"const block = document.createElement("script");
        block.type = "application/json"; block.id = "settings"; block.textContent = '{"simulator":true}';
        document.body.append(block)"#,
    );
    assert_eq!(page::settings_text(), r#"{"simulator":true}"#);
    script("document.getElementById('settings').remove()");
    assert_eq!(page::settings_text(), "");
}

#[wasm_bindgen_test]
fn the_root_takes_and_loses_attributes() {
    let theme = || script("return document.documentElement.dataset.theme").as_string();
    page::set_root_attribute("data-theme", Some("dark"));
    assert_eq!(theme().as_deref(), Some("dark"));
    page::set_root_attribute("data-theme", None);
    assert_eq!(theme(), None);
}

#[wasm_bindgen_test]
fn the_focus_goes_where_something_is() {
    assert!(!page::focus("no-such-thing"));
    page::scroll_into_view("no-such-thing");
    script(
        r#"document.body.insertAdjacentHTML("beforeend", '<p id="stage"><textarea id="text"></textarea><button id="press"></button></p>')"#,
    );
    assert!(page::focus("text"));
    assert!(page::is_typing());
    assert!(page::focus("press"));
    assert!(!page::is_typing());
    page::scroll_into_view("press");
    script("document.getElementById('stage').remove()");
}

#[wasm_bindgen_test]
async fn later_comes_once_and_later() {
    let count = Rc::new(Cell::new(0));
    for ms in [0, 1] {
        let count = Rc::clone(&count);
        page::later(ms, move || count.set(count.get() + 1));
    }
    let painted = Rc::clone(&count);
    page::after_paint(move || painted.set(painted.get() + 1));
    assert_eq!(count.get(), 0);
    BrowserClock.sleep(50.0).await;
    assert_eq!(count.get(), 3);
}

#[wasm_bindgen_test]
fn leaving_asks_while_something_is_at_stake() {
    let leave = || {
        let event = "const event = new Event('beforeunload', {cancelable: true}); window.dispatchEvent(event); return event.defaultPrevented";
        script(event).as_bool().unwrap()
    };
    let at_stake = Rc::new(Cell::new(false));
    let asked = Rc::clone(&at_stake);
    page::guard_leaving(move || asked.get());
    assert!(!leave());
    at_stake.set(true);
    assert!(leave());
    at_stake.set(false);
    assert!(!leave());
}

#[wasm_bindgen_test]
fn a_browser_without_media_queries_has_no_fingers() {
    let _media = Replaced::new("matchMedia", "return undefined", false);
    assert!(!page::is_coarse());
}
