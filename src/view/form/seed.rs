//! The seed: drawn for every request, or fixed.

use leptos::prelude::*;
use ssd1b::Field;

use super::{About, ProblemLine};
use crate::state::Studio;
use crate::view::controls::bind_input;
use crate::view::icon::Icon;
use crate::view::ids;

/// Seed, dice, "random each time" and "use last".
#[component]
pub(super) fn SeedField() -> impl IntoView {
    let studio = expect_context::<Studio>();
    let form = studio.form;
    let field = Field::Seed;
    let text = form.text(field)?;
    let random = form.random_seed();
    // While seeds are drawn, the typed one is kept but not on show: it would look as if it were used.
    let node = bind_input(Signal::derive(move || {
        if random.get() {
            String::new()
        } else {
            text.get()
        }
    }));
    let placeholder = move || {
        if random.get() { "new each time" } else { "" }
    };
    let wrong = move || form.problem(field).is_some().to_string();
    let last = form.last_seed;
    Some(view! {
        <div class="field">
            <div class="row">
                <div class="label-row">
                    <label for=field.wire_name()>{field.label()}</label>
                    <About field />
                </div>
                <input
                    id=field.wire_name()
                    name=field.wire_name()
                    node_ref=node
                    class="seed"
                    placeholder=placeholder
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-invalid=wrong
                    aria-describedby=ids::problem(field.wire_name())
                    on:input:target=move |event| {
                        // Who types a seed wants that seed.
                        random.set(false);
                        text.set(event.target().value());
                    }
                    on:blur=move |_| form.leave(field)
                />
                <button type="button" class="square" aria-label="Roll a seed and keep it" title="Roll a seed and keep it" on:click=move |_| studio.roll_seed()>
                    <Icon name="dice" />
                </button>
            </div>
            <div class="row seed-choices">
                <label class="tick">
                    <input
                        type="checkbox"
                        id="random_seed"
                        prop:checked=move || random.get()
                        on:change:target=move |event| random.set(event.target().checked())
                    />
                    "Random each time"
                </label>
                {move || last.get().map(|seed| view! {
                    <button type="button" class="link" title=["Seed ", &seed.to_string()].concat() on:click=move |_| form.fix_seed(seed)>
                        "Use last"
                    </button>
                })}
            </div>
            <ProblemLine field />
        </div>
    })
}
