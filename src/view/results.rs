//! The results: what stands there on a first visit, then the groups, newest first.

use leptos::prelude::*;
use ssd1b::Draft;
use studio::connection::Mode;

use super::{group::Group, ids::Id};
use crate::platform::shelf::BrowserShelf;
use crate::state::Studio;

/// The results' column.
#[component]
pub(super) fn Results() -> impl IntoView {
    let studio = expect_context::<Studio>();
    let list = studio.jobs.list;
    let empty = Memo::new(move |_| list.with(Vec::is_empty));
    view! {
        <section class="results" id=Id::Results.name() aria-label="Results" tabindex="-1">
            <AtStake />
            {move || empty.get().then(|| view! { <Welcome /> })}
            <For each=move || list.get() key=|job| job.id.0 let:job>
                <Group job />
            </For>
        </section>
    }
}

/// The standing line about paid images that lie in this page alone.
#[component]
fn AtStake() -> impl IntoView {
    let studio = expect_context::<Studio>();
    let shelf = expect_context::<BrowserShelf>();
    let unsaved = Memo::new({
        let jobs = studio.jobs.clone();
        move |_| jobs.unsaved()
    });
    // Browsers let one download through for a press and may hold back the rest unseen, so of several only the
    // person knows whether they arrived.
    let started = RwSignal::new(false);
    let save_all = {
        let studio = studio.clone();
        move || {
            let tiles = untrack(|| studio.jobs.unsaved_pictures());
            if let [tile] = tiles[..] {
                super::actions::save(&studio, &shelf, tile);
                return;
            }
            for tile in tiles {
                super::actions::download(&studio, &shelf, tile);
            }
            started.set(true);
        }
    };
    let arrived = move || {
        for tile in untrack(|| studio.jobs.unsaved_pictures()) {
            studio.jobs.mark_saved(tile);
        }
        started.set(false);
    };
    move || {
        let count = unsaved.get();
        let (save_all, arrived) = (save_all.clone(), arrived.clone());
        (count > 0).then(|| {
            let text = match count {
                1 => "1 paid image lives in this page only. Closing or reloading the page loses it.".to_owned(),
                _ => [&count.to_string(), " paid images live in this page only. Closing or reloading the page loses them."].concat(),
            };
            let check = move || {
                let arrived = arrived.clone();
                started.get().then(|| view! {
                    <p role="status">"The downloads were started. If the browser asks, let it save several files. Look into your downloads before you go on."</p>
                    <button type="button" on:click=move |_| arrived()>"All have arrived"</button>
                })
            };
            view! {
                <div class="at-stake">
                    <p>{text}</p>
                    <button type="button" on:click=move |_| save_all()>"Save all"</button>
                    {check}
                </div>
            }
        })
    }
}

/// Three prompts to begin with, painted by the practice engine beforehand.
const EXAMPLES: [(&str, &str, &str); 3] = [
    (
        "examples/city.jpg",
        Draft::SAMPLE_PROMPT,
        "Neon city at dusk, mirrored in water",
    ),
    (
        "examples/fox.jpg",
        "a red fox in fresh snow, low winter sun",
        "Red fox in fresh snow, low winter sun",
    ),
    (
        "examples/desert.jpg",
        "desert dunes at noon, long ridges",
        "Desert dunes at noon, long ridges",
    ),
];

#[component]
fn Welcome() -> impl IntoView {
    let studio = expect_context::<Studio>();
    let connection = studio.connection.clone();
    let open = connection.open;
    let practice = move || connection.mode.get() == Mode::Practice;
    let prompt = studio.form.text(ssd1b::Field::Prompt);
    let session = studio.session.clone();
    let examples = EXAMPLES.map(|(picture, text, caption)| {
        let session = session.clone();
        view! {
            <li>
                <button type="button" class="example" on:click=move |_| {
                    if let Some(prompt) = prompt {
                        prompt.set(text.to_owned());
                    }
                    session.say("The prompt is in the form. Press Generate to make it.");
                }>
                    <img src=picture alt="" width="320" height="240" decoding="async" />
                    <span>{caption}</span>
                </button>
            </li>
        }
    });
    view! {
        <div class="welcome">
            <h2>"Make pictures with SSD-1B. Start without a key."</h2>
            {move || if practice() {
                view! {
                    <p>
                        "The practice engine paints in this tab, free and offline. It is not SSD-1B: it is for learning your way around. Connect your key or your team’s proxy when you want the real model."
                    </p>
                    <button type="button" on:click=move |_| open.set(true)>"Connect the API"</button>
                }
                .into_any()
            } else {
                view! { <p>"Everything is ready: write a prompt and press Generate. Or begin with one of these."</p> }.into_any()
            }}
            <ul class="examples">{examples.collect_view()}</ul>
            <p class="hint">"These three were painted by the practice engine."</p>
        </div>
    }
}
