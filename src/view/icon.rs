//! Icons: symbols of the sprite in `index.html`.

use leptos::prelude::*;

/// An icon of the sprite. It says nothing to a screen reader; its button has the name.
#[component]
pub(super) fn Icon(
    /// The symbol's name without its prefix.
    #[prop(into)]
    name: Signal<&'static str>,
) -> impl IntoView {
    let href = move || ["#i-", name.get()].concat();
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=href></use>
        </svg>
    }
}
