//! Steps and guidance: a slider and a number that go together. The number is text, so nothing typed is lost.

use leptos::prelude::*;
use ssd1b::{Field, bounds};

use super::{About, ProblemLine};
use crate::state::Studio;
use crate::view::controls::bind_input;
use crate::view::ids;

/// Denoising steps.
#[component]
pub(super) fn Steps() -> impl IntoView {
    let row = bounds::STEPS;
    view! { <Number field=row.field min=f64::from(row.min) max=f64::from(row.max) step=f64::from(row.step) mode="numeric" /> }
}

/// Guidance scale.
#[component]
pub(super) fn Guidance() -> impl IntoView {
    let row = bounds::GUIDANCE;
    view! { <Number field=row.field min=row.min max=row.max step=row.step mode="decimal" /> }
}

#[component]
fn Number(field: Field, min: f64, max: f64, step: f64, mode: &'static str) -> impl IntoView {
    let form = expect_context::<Studio>().form;
    let text = form.text(field)?;
    let node = bind_input(text);
    let number = move || {
        text.with(|text| text.trim().parse::<f64>().ok())
            .filter(|number| number.is_finite())
    };
    // Where the text is no number the slider stays where it was.
    let thumb = Memo::new(move |before: Option<&f64>| {
        number().or(before.copied()).unwrap_or(min).clamp(min, max)
    });
    let by = move |steps: f64| {
        if let Some(number) = untrack(number) {
            text.set((number + steps * step).clamp(min, max).to_string());
        }
    };
    let wrong = move || form.problem(field).is_some().to_string();
    let filled = move || {
        [
            "--filled: ",
            &((thumb.get() - min) / (max - min) * 100.0)
                .round()
                .to_string(),
            "%",
        ]
        .concat()
    };
    let slider = [field.wire_name(), "-slider"].concat();
    Some(view! {
        <div class="field">
            <div class="row">
                <div class="label-row">
                    <label for=field.wire_name()>{field.label()}</label>
                    <About field />
                </div>
                <input
                    id=slider
                    type="range"
                    aria-label=[field.label(), ", slider"].concat()
                    min=min
                    max=max
                    step=step
                    style=filled
                    prop:value=move || thumb.get()
                    on:input:target=move |event| text.set(event.target().value())
                />
                <input
                    id=field.wire_name()
                    name=field.wire_name()
                    node_ref=node
                    class="number"
                    type="text"
                    inputmode=mode
                    autocomplete="off"
                    aria-invalid=wrong
                    aria-describedby=ids::problem(field.wire_name())
                    on:input:target=move |event| text.set(event.target().value())
                    on:blur=move |_| form.leave(field)
                    on:keydown=move |event| match event.key().as_str() {
                        "ArrowUp" => {
                            event.prevent_default();
                            by(1.0);
                        }
                        "ArrowDown" => {
                            event.prevent_default();
                            by(-1.0);
                        }
                        _ => {}
                    }
                />
            </div>
            <ProblemLine field />
        </div>
    })
}
