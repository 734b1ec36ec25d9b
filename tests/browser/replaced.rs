//! Stand-ins for parts of the window, put back when dropped.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsValue;

/// Replaces a property of the window until dropped.
pub(crate) struct Replaced {
    name: &'static str,
    /// How it was defined before.
    before: JsValue,
}

impl Replaced {
    /// `script` is the body of a function that returns the stand-in; with `getter` it runs at every look. It finds
    /// what was there before in `window.before`.
    pub(crate) fn new(name: &'static str, script: &str, getter: bool) -> Replaced {
        let window = web_sys::window().unwrap();
        let look = Function::new_with_args(
            "name",
            "window.before = window[name]; return Object.getOwnPropertyDescriptor(window, name)",
        );
        let before = look.call1(&JsValue::NULL, &name.into()).unwrap();
        let make = Function::new_no_args(script);
        let row = js_sys::Object::new();
        Reflect::set(&row, &"configurable".into(), &JsValue::TRUE).unwrap();
        if getter {
            Reflect::set(&row, &"get".into(), &make).unwrap();
        } else {
            Reflect::set(&row, &"writable".into(), &JsValue::TRUE).unwrap();
            Reflect::set(&row, &"value".into(), &make.call0(&JsValue::NULL).unwrap()).unwrap();
        }
        js_sys::Object::define_property(&window, &name.into(), &row);
        Replaced { name, before }
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        let back = Function::new_with_args(
            "name, before",
            "delete window[name]; if (before) Object.defineProperty(window, name, before)",
        );
        let name = self.name.into();
        back.call2(&JsValue::NULL, &name, &self.before).unwrap();
    }
}

/// What the window holds under that name.
pub(crate) fn global(name: &str) -> JsValue {
    Reflect::get(&web_sys::window().unwrap(), &name.into()).unwrap()
}

/// Runs a script and gives what it returns.
pub(crate) fn script(body: &str) -> JsValue {
    Function::new_no_args(body).call0(&JsValue::NULL).unwrap()
}

/// A `fetch` that notes its request in `window.seen` and answers with what `answer` makes.
pub(crate) fn fetch_stub(answer: &str) -> Replaced {
    let script = ["return async (request, init) => { window.seen = new Request(request, init); window.signal = init?.signal ?? request.signal; ", answer, " }"].concat();
    Replaced::new("fetch", &script, false)
}
