//! The foot that never leaves: Generate, what it costs, how long it takes, Reset.

use leptos::prelude::*;
use ssd1b::estimate;
use studio::connection::Mode;

use crate::platform::page;
use crate::state::{Paid, Studio};

/// The practice engine's usual time for an image, in seconds: measured in a tab on a small machine.
const PRACTICE_SECONDS: u32 = 2;

/// The foot.
#[component]
pub(super) fn Foot() -> impl IntoView {
    let studio = expect_context::<Studio>();
    let form = studio.form;
    let label = move || match form.samples_asked() {
        Some(1) => "Generate 1 image".to_owned(),
        Some(count) => ["Generate ", &count.to_string(), " images"].concat(),
        None => "Generate".to_owned(),
    };
    let cost = {
        let studio = studio.clone();
        move || cost(&studio)
    };
    let shortcut = (!page::is_coarse()).then(|| {
        let keys = if page::is_apple() {
            "⌘ ⏎"
        } else {
            "Ctrl ⏎"
        };
        view! { <kbd aria-hidden="true">{keys}</kbd> }
    });
    let session = studio.session.clone();
    view! {
        <div class="foot">
            <button type="submit" class="solid" id="generate" aria-describedby="cost" aria-keyshortcuts="Control+Enter Meta+Enter">
                {label}
                {shortcut}
            </button>
            <div class="foot-row">
                <span id="cost">{cost}</span>
                {move || {
                    let session = session.clone();
                    let undo = form.before_reset.with(Option::is_some);
                    view! {
                        <button type="button" class="link" on:click=move |_| {
                            if undo {
                                form.undo_reset();
                                session.say("The form is as it was.");
                            } else {
                                form.reset();
                                session.say("The form is back to its first state.");
                            }
                        }>{if undo { "Undo reset" } else { "Reset" }}</button>
                    }
                }}
            </div>
            {move || form.unsaved.get().then(|| view! {
                <p class="hint">"The browser refuses storage here: a reload loses this draft."</p>
            })}
        </div>
    }
}

fn cost(studio: &Studio) -> String {
    let samples = studio
        .form
        .samples_asked()
        .unwrap_or(ssd1b::bounds::SAMPLES.default);
    if studio.connection.mode.get() == Mode::Practice {
        let seconds = PRACTICE_SECONDS * u32::from(samples);
        return ["free, in this tab · about ", &seconds.to_string(), " s"].concat();
    }
    let steps = studio
        .form
        .steps_asked()
        .unwrap_or(ssd1b::bounds::STEPS.default);
    let estimate = estimate(samples, steps);
    let seconds = [
        " · about ",
        &(estimate.seconds.ceil() as u32).to_string(),
        " s",
    ]
    .concat();
    match studio.connection.source().paid {
        Paid::Yes => [estimate.to_string(), seconds].concat(),
        Paid::No => ["no money, a simulator", &seconds].concat(),
    }
}
