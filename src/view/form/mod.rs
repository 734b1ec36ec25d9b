//! The form: ten parameters, their problems, and the button that says what it will do.

mod fields;
mod foot;
mod number;
mod seed;

use leptos::prelude::*;

use super::{icon::Icon, ids::group};
use crate::platform::page;
use crate::state::{Pressed, Studio};
use fields::{More, NegativePrompt, Prompt, Samples, SchedulerField};
use foot::Foot;
use number::{Guidance, Steps};
use seed::SeedField;
use studio::connection::Mode;

/// The form.
#[component]
pub(super) fn Form() -> impl IntoView {
    let studio = expect_context::<Studio>();
    let mode = studio.connection.mode;
    let submit = {
        let studio = studio.clone();
        move || go(&studio, studio.generate())
    };
    let on_keys = {
        let submit = submit.clone();
        move |event: leptos::ev::KeyboardEvent| {
            if event.key() == "Enter"
                && (event.ctrl_key() || event.meta_key())
                && !event.is_composing()
            {
                event.prevent_default();
                submit();
            }
        }
    };
    view! {
        <form
            class="request"
            aria-label="Request"
            autocomplete="off"
            novalidate
            on:keydown=on_keys
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <div class="fields">
                <Prompt />
                <NegativePrompt />
                <Samples />
                {move || (mode.get() == Mode::Practice).then(|| view! {
                    <p class="note">"The practice engine reads the prompts and the seed. Scheduler, steps and guidance change nothing in it yet."</p>
                })}
                <SchedulerField />
                <Steps />
                <Guidance />
                <SeedField />
                <More />
            </div>
            <Foot />
        </form>
    }
}

/// Takes the person to where a press of a sending button leads.
pub(super) fn go(studio: &Studio, pressed: Pressed) {
    match pressed {
        Pressed::Wrong(field) => {
            // The samples are a group of radio buttons; every other field is one element.
            let id = if field == ssd1b::Field::Samples {
                "samples-2"
            } else {
                field.wire_name()
            };
            page::after_paint(move || {
                page::focus(id);
            });
        }
        Pressed::Started(job) => {
            let typing = page::is_typing();
            page::after_paint(move || {
                if !typing {
                    page::scroll_into_view(&group(job));
                }
            });
            let count = studio.jobs.job(job).map_or(0, |job| job.request.samples());
            let text = if count == 1 {
                "1 image is on its way."
            } else {
                "Images are on their way."
            };
            studio.session.say(text);
        }
        Pressed::NotConnected | Pressed::Asked => {}
    }
}

/// The sentence about a field's problem, heard when it appears.
#[component]
fn ProblemLine(field: ssd1b::Field) -> impl IntoView {
    let form = expect_context::<Studio>().form;
    let problem = Memo::new(move |_| form.problem(field).map(|problem| problem.sentence));
    view! {
        <p
            id=super::ids::problem(field.wire_name())
            class="problem"
            class:empty=move || problem.with(Option::is_none)
            aria-live="polite"
        >
            {move || problem.get().map(|sentence| view! { <Icon name="warn" />{sentence} })}
        </p>
    }
}

/// What a field is for, one tap away.
#[component]
fn About(field: ssd1b::Field) -> impl IntoView {
    view! {
        <details class="about">
            <summary aria-label=["What is ", field.label(), "?"].concat() title="What is this?">"?"</summary>
            <p>{field.about()}</p>
        </details>
    }
}
