//! Text fields that never fight the typing: the element is written only when its text differs.

use leptos::html::{Input, Textarea};
use leptos::prelude::*;

/// Keeps an input's text equal to the signal without touching it while it is equal: an input method that
/// is composing, and the caret, stay undisturbed.
pub(super) fn bind_input(text: impl Into<Signal<String>>) -> NodeRef<Input> {
    let text = text.into();
    let node = NodeRef::<Input>::new();
    Effect::new(move |_| {
        let text = text.get();
        if let Some(input) = node.get()
            && input.value() != text
        {
            input.set_value(&text);
        }
    });
    node
}

/// The same for a text area.
pub(super) fn bind_textarea(text: RwSignal<String>) -> NodeRef<Textarea> {
    let node = NodeRef::<Textarea>::new();
    Effect::new(move |_| {
        let text = text.get();
        if let Some(area) = node.get()
            && area.value() != text
        {
            area.set_value(&text);
        }
    });
    node
}
