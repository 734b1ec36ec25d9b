//! Prompts, number of images, scheduler, and what is folded under "More".

use leptos::prelude::*;
use ssd1b::{Field, Scheduler, bounds};

use super::{About, ProblemLine};
use crate::state::Studio;
use crate::view::controls::bind_textarea;
use crate::view::ids;

/// The prompt.
#[component]
pub(super) fn Prompt() -> impl IntoView {
    view! { <TextArea field=Field::Prompt rows=4 required=true /> }
}

/// The negative prompt.
#[component]
pub(super) fn NegativePrompt() -> impl IntoView {
    view! { <TextArea field=Field::NegativePrompt rows=1 required=false /> }
}

#[component]
fn TextArea(field: Field, rows: u32, required: bool) -> impl IntoView {
    let form = expect_context::<Studio>().form;
    let text = form.text(field)?;
    let node = bind_textarea(text);
    let wrong = move || form.problem(field).is_some().to_string();
    Some(view! {
        <div class="field">
            <div class="label-row">
                <label for=field.wire_name()>{field.label()}</label>
                <About field />
            </div>
            // The wrapper holds the same text unseen, and so grows with it: no measuring, no script.
            <div class="grow" data-text=move || text.get()>
                <textarea
                    id=field.wire_name()
                    name=field.wire_name()
                    node_ref=node
                    rows=rows
                    dir="auto"
                    autocomplete="off"
                    required=required
                    aria-invalid=wrong
                    aria-describedby=ids::problem(field.wire_name())
                    on:input:target=move |event| text.set(event.target().value())
                    on:blur=move |_| form.leave(field)
                ></textarea>
            </div>
            <ProblemLine field />
        </div>
    })
}

/// One to four images.
#[component]
pub(super) fn Samples() -> impl IntoView {
    let form = expect_context::<Studio>().form;
    let text = form.text(Field::Samples)?;
    let choices = (bounds::SAMPLES.min..=bounds::SAMPLES.max).map(|number| {
        let value = number.to_string();
        let is = {
            let value = value.clone();
            move || text.with(|text| *text == value)
        };
        let id = ["samples-", &value].concat();
        view! {
            <label>
                <input
                    type="radio"
                    name="samples"
                    id=id
                    value=value.clone()
                    prop:checked=is
                    on:change=move |_| text.set(value.clone())
                />
                <span>{number}</span>
            </label>
        }
    });
    Some(view! {
        <fieldset class="field row samples">
            <legend>"Images"</legend>
            <div class="segments">{choices.collect_view()}</div>
        </fieldset>
        <ProblemLine field=Field::Samples />
    })
}

/// The scheduler, with a line on what the chosen one does.
#[component]
pub(super) fn SchedulerField() -> impl IntoView {
    let form = expect_context::<Studio>().form;
    let field = Field::Scheduler;
    let text = form.text(field)?;
    let options = Scheduler::ALL.map(|scheduler| {
        view! {
            <option value=scheduler.name() prop:selected=move || text.with(|text| text == scheduler.name())>
                {scheduler.name()}
            </option>
        }
    });
    let about = move || text.with(|text| Scheduler::parse(text).map(Scheduler::about));
    Some(view! {
        <div class="field">
            <div class="label-row">
                <label for=field.wire_name()>{field.label()}</label>
                <About field />
            </div>
            <select
                id=field.wire_name()
                name=field.wire_name()
                aria-describedby="scheduler-about"
                on:change:target=move |event| text.set(event.target().value())
            >
                {options.collect_view()}
            </select>
            <p class="hint" id="scheduler-about">{about}</p>
            <ProblemLine field />
        </div>
    })
}

/// What hardly anybody changes, with the reasons.
#[component]
pub(super) fn More() -> impl IntoView {
    let form = expect_context::<Studio>().form;
    let base64 = form.base64();
    let summary = move || {
        if base64.get() {
            "1024 × 1024, Base64 answer"
        } else {
            "1024 × 1024, plain answer"
        }
    };
    view! {
        <details class="more">
            <summary>
                <span>"More"</span>
                <span class="hint">{summary}</span>
            </summary>
            <div class="field">
                <p class="row"><span class="label">"Size"</span><span>"1024 × 1024"</span></p>
                <p class="hint">"Fixed: the model was trained for this size, and the service takes no other."</p>
            </div>
            <div class="field">
                <label class="tick">
                    <input
                        type="checkbox"
                        id=Field::Base64.wire_name()
                        prop:checked=move || base64.get()
                        on:change:target=move |event| base64.set(event.target().checked())
                    />
                    "Ask for Base64 inside JSON"
                </label>
                <p class="hint">
                    "Best left on: it is the only form in which several images are known to come back. Off, the answer is one image as plain bytes, a quarter smaller."
                </p>
            </div>
        </details>
    }
}
