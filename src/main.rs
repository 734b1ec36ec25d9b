//! Starts the page.

use leptos::prelude::*;
use ssd1b_studio::{platform, view::App};
use wasm_bindgen::JsCast;

fn main() {
    platform::crash::install();
    let page = document();
    if let (Some(root), Some(boot)) = (
        page.get_element_by_id("app"),
        page.get_element_by_id("boot"),
    ) {
        boot.remove();
        mount_to(root.unchecked_into(), App).forget();
    }
}
