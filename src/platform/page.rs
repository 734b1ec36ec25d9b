//! The page itself: where it came from, its settings block, its theme, leaving it.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BeforeUnloadEvent, Document, Element, HtmlElement};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The page's origin; empty where it has none (a file, a sandboxed frame).
pub fn origin() -> String {
    let origin = web_sys::window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default();
    if origin == "null" {
        String::new()
    } else {
        origin
    }
}

/// The page came over https.
pub fn is_https() -> bool {
    web_sys::window()
        .and_then(|window| window.location().protocol().ok())
        .is_some_and(|scheme| scheme == "https:")
}

/// What the browser says of the network; `None` where it says nothing.
pub fn is_online() -> Option<bool> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &JsValue::from_str("onLine"))
        .ok()?
        .as_bool()
}

/// The text of the inline settings block; empty where there is none.
pub fn settings_text() -> String {
    document()
        .and_then(|page| page.get_element_by_id("settings"))
        .and_then(|block| block.text_content())
        .unwrap_or_default()
}

/// A line for those who read the console.
pub fn warn(line: &str) {
    web_sys::console::warn_1(&JsValue::from_str(line));
}

/// Sets an attribute of the root element, or takes it away.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = document().and_then(|page| page.document_element()) {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Moves the focus to the element, if it is there. Answers whether it was.
pub fn focus(id: &str) -> bool {
    let Some(element) = by_id(id) else {
        return false;
    };
    let element: HtmlElement = element.unchecked_into();
    element.focus().is_ok()
}

/// Scrolls the element into view unless it is seen already.
pub fn scroll_into_view(id: &str) {
    if let Some(element) = by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// The person is typing: a text field has the focus.
pub fn is_typing() -> bool {
    document()
        .and_then(|page| page.active_element())
        .is_some_and(|element| matches!(element.tag_name().as_str(), "TEXTAREA" | "INPUT"))
}

fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Runs `then` once the page has been drawn anew, so that elements made by this change are there.
pub fn after_paint(then: impl FnOnce() + 'static) {
    // A timer rather than an animation frame: those never come in a frame below the fold.
    later(0, then);
}

/// Asks before the page is left whenever `at_stake` says so. For the page's lifetime.
pub fn guard_leaving(at_stake: impl Fn() -> bool + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let handler = Closure::<dyn Fn(BeforeUnloadEvent)>::new(move |event: BeforeUnloadEvent| {
        if at_stake() {
            event.prevent_default();
            // Older engines ask only when this is a non-empty text.
            event.set_return_value("unsaved");
        }
    });
    let _ =
        window.add_event_listener_with_callback("beforeunload", handler.as_ref().unchecked_ref());
    handler.forget();
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// The person's computer has a Command key rather than Control.
pub fn is_apple() -> bool {
    web_sys::window().is_some_and(|window| {
        let agent = window.navigator().user_agent().unwrap_or_default();
        agent.contains("Mac OS") || agent.contains("iPhone") || agent.contains("iPad")
    })
}

/// The pointer is a finger: keyboard hints say nothing there.
pub fn is_coarse() -> bool {
    web_sys::window()
        .and_then(|window| window.match_media("(pointer: coarse)").ok().flatten())
        .is_some_and(|query| query.matches())
}

/// Runs `then` after about `ms` milliseconds.
pub fn later(ms: i32, then: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let callback: Function = Closure::once_into_js(then).unchecked_into();
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&callback, ms);
    }
}
