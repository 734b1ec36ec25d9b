//! Painting on the page, a few rows at a time, for where workers are refused. Dropping the future stops it.

use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{Code, SIZE};
use crate::abilities::{Clock, PracticeOrder};
use crate::platform::clock::BrowserClock;

/// Rows per slice. Small, since the page answers to nothing while a slice runs.
const ROWS: f64 = 4.0;

/// Where the painter's glue is left for us on the page.
const GLOBAL: &str = "ssd1bPainter";

/// The promise of the glue's start, kept on the glue itself.
const STARTED: &str = "started";

pub(super) async fn paint(
    code: &Code,
    order: &PracticeOrder,
    progress: Rc<dyn Fn(f32)>,
) -> Result<Vec<u8>, String> {
    run(code, order, progress).await.map_err(|error| {
        let why: Option<String> = error
            .dyn_ref::<js_sys::Error>()
            .map(|error| error.message().into());
        why.unwrap_or_else(|| "The practice engine stopped.".to_owned())
    })
}

async fn run(
    code: &Code,
    order: &PracticeOrder,
    progress: Rc<dyn Fn(f32)>,
) -> Result<Vec<u8>, JsValue> {
    let glue = glue(code).await?;
    let class: Function = get(&glue, "Painter")?.unchecked_into();
    let arguments = js_sys::Array::of5(
        &JsValue::from_str(&order.prompt),
        &JsValue::from_str(&order.negative_prompt),
        &JsValue::from_f64(order.seed as f64),
        &JsValue::from_f64(f64::from(order.sample)),
        &JsValue::from_f64(f64::from(SIZE)),
    );
    let painter = Reflect::construct(&class, &arguments)?;
    let advance: Function = get(&painter, "advance")?.unchecked_into();
    loop {
        let share = advance
            .call1(&painter, &JsValue::from_f64(ROWS))?
            .as_f64()
            .unwrap_or(1.0);
        progress(share as f32);
        if share >= 1.0 {
            break;
        }
        BrowserClock.sleep(0.0).await;
    }
    let jpeg: Function = get(&painter, "jpeg")?.unchecked_into();
    Ok(jpeg
        .call0(&painter)?
        .unchecked_into::<Uint8Array>()
        .to_vec())
}

/// The painter's glue as an object, from a script element of its own, started. Everyone waits for the one start;
/// one that failed is made anew by the next picture.
async fn glue(code: &Code) -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let name = JsValue::from_str(GLOBAL);
    let mut glue = Reflect::get(&window, &name)?;
    if glue.is_undefined() {
        let page = window.document().ok_or(JsValue::NULL)?;
        let script = page.create_element("script")?;
        // Inside a function: the glue declares its name with `let`, which no second script may repeat.
        let text = [
            "window.",
            GLOBAL,
            " = (() => {",
            &code.glue,
            "\nreturn wasm_bindgen })();",
        ]
        .concat();
        script.set_text_content(Some(&text));
        page.head().ok_or(JsValue::NULL)?.append_child(&script)?;
        glue = Reflect::get(&window, &name)?;
        let start: Function = glue.clone().dyn_into()?;
        let options = Object::new();
        Reflect::set(&options, &JsValue::from_str("module_or_path"), &code.module)?;
        let started = start.call1(&JsValue::NULL, &options)?;
        Reflect::set(&glue, &JsValue::from_str(STARTED), &started)?;
    }
    let started: Promise = get(&glue, STARTED)?.unchecked_into();
    match JsFuture::from(started).await {
        Ok(_) => Ok(glue),
        Err(error) => {
            Reflect::delete_property(&window, &name)?;
            Err(error)
        }
    }
}

fn get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &JsValue::from_str(name))
}
