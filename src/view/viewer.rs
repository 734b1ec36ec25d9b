//! The viewer: one image as large as it fits or at its actual size, its recipe at its side.

use leptos::html::Dialog;
use leptos::prelude::*;
use studio::{names, time};

use super::actions::Actions;
use super::icon::Icon;
use super::ids::{self, Id};
use crate::platform::files::BlobUrl;
use crate::platform::page;
use crate::platform::shelf::BrowserShelf;
use crate::state::{Job, Studio, TileId};

/// The dialog, open while an image is chosen.
#[component]
pub(super) fn Viewer() -> impl IntoView {
    let studio = expect_context::<Studio>();
    let chosen = studio.session.viewer;
    let node = NodeRef::<Dialog>::new();
    // The last image shown: closing returns the focus to the very tile.
    Effect::new(move |last: Option<Option<TileId>>| {
        let now = chosen.get();
        let dialog = node.get()?;
        match (now, last.flatten()) {
            (Some(_), _) if !dialog.open() => {
                let _ = dialog.show_modal();
            }
            (None, Some(last)) => {
                dialog.close();
                page::focus(&ids::tile(last));
            }
            _ => {}
        }
        now
    });
    let step = {
        let jobs = studio.jobs.clone();
        move |by: isize| {
            let Some(id) = chosen.get_untracked() else {
                return;
            };
            let Some(job) = jobs.job(id.job) else { return };
            let places = untrack(|| pictures(&job));
            let Some(at) = places.iter().position(|place| *place == id.place) else {
                return;
            };
            if let Some(place) = at.checked_add_signed(by).and_then(|to| places.get(to)) {
                chosen.set(Some(TileId {
                    place: *place,
                    ..id
                }));
            }
        }
    };
    let keys = {
        let step = step.clone();
        move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
            "ArrowLeft" => step(-1),
            "ArrowRight" => step(1),
            _ => {}
        }
    };
    let touch = StoredValue::new(0.0_f64);
    let swipe = {
        let step = step.clone();
        move |event: leptos::ev::PointerEvent| {
            if event.pointer_type() == "touch" {
                let moved = f64::from(event.client_x()) - touch.get_value();
                if moved.abs() > 60.0 {
                    step(if moved < 0.0 { 1 } else { -1 });
                }
            }
        }
    };
    let body = {
        let jobs = studio.jobs.clone();
        move || {
            let id = chosen.get()?;
            let job = jobs.job(id.job)?;
            let step = step.clone();
            Some(view! { <Shown job place=id.place step=Box::new(step) /> })
        }
    };
    view! {
        <dialog
            id=Id::Viewer.name()
            class="viewer"
            node_ref=node
            aria-label="Image viewer"
            on:close=move |_| chosen.set(None)
            on:keydown=keys
            on:pointerdown=move |event| touch.set_value(f64::from(event.client_x()))
            on:pointerup=swipe
        >
            {body}
        </dialog>
    }
}

/// The places of a job that hold pictures.
fn pictures(job: &Job) -> Vec<usize> {
    (0..job.tiles.len())
        .filter(|place| job.picture(*place).is_some())
        .collect()
}

#[component]
fn Shown(job: Job, place: usize, step: Box<dyn Fn(isize)>) -> impl IntoView {
    let studio = expect_context::<Studio>();
    let shelf = expect_context::<BrowserShelf>();
    let chosen = studio.session.viewer;
    let held = shelf.get(untrack(|| job.picture(place))?)?;
    // The blob's address lives as long as the image is on show.
    let url = StoredValue::new_local(BlobUrl::new(&held.bytes, held.kind.mime()));
    let src = url.with_value(|url| url.as_ref().map(|url| url.as_str().to_owned()))?;
    let alt = names::alt(job.request.prompt(), place + 1, job.tiles.len());
    let places = untrack(|| pictures(&job));
    let at = places.iter().position(|other| *other == place).unwrap_or(0);
    let count = [&(at + 1).to_string(), " of ", &places.len().to_string()].concat();
    let actual = RwSignal::new(false);
    let step = StoredValue::new_local(step);
    let (first, last) = (at == 0, at + 1 == places.len());
    Some(view! {
        <header class="viewer-bar">
            <p class="count" aria-live="polite">{count}</p>
            <Actions job=job.clone() place compact=false />
            <button type="button" aria-pressed=move || actual.get().to_string() on:click=move |_| actual.update(|actual| *actual = !*actual)>
                <Icon name="fit" />
                <span>{move || if actual.get() { "Fit" } else { "Actual size" }}</span>
            </button>
            <button type="button" class="quiet" aria-label="Close the viewer" title="Close" on:click=move |_| chosen.set(None)>
                <Icon name="close" />
            </button>
        </header>
        <div class="stage" class:actual=move || actual.get() tabindex=move || if actual.get() { "0" } else { "-1" }>
            <img src=src alt=alt width="1024" height="1024" />
        </div>
        <div class="turn">
            <button type="button" aria-label="Previous image" title="Previous (←)" aria-disabled=first.to_string() on:click=move |_| step.with_value(|step| step(-1))>
                <Icon name="left" />
            </button>
            <button type="button" aria-label="Next image" title="Next (→)" aria-disabled=last.to_string() on:click=move |_| step.with_value(|step| step(1))>
                <Icon name="right" />
            </button>
        </div>
        <Recipe job place />
    })
}

#[component]
fn Recipe(job: Job, place: usize) -> impl IntoView {
    let request = &job.request;
    let made_by = match job.source.caveat() {
        Some(caveat) => ["the ", caveat, ", not SSD-1B"].concat(),
        None => job.source.name.clone(),
    };
    let took = job.took_ms.get_untracked().map(time::elapsed);
    let number = [
        &(place + 1).to_string(),
        " of ",
        &job.tiles.len().to_string(),
    ]
    .concat();
    let rows = [
        ("Image", number),
        ("Scheduler", request.scheduler().name().to_owned()),
        ("Steps", request.steps().to_string()),
        ("Guidance", request.guidance().to_string()),
        ("Seed", request.seed().to_string()),
        ("Size", "1024 × 1024".to_owned()),
        ("Made by", made_by),
        ("Took", took.unwrap_or_else(|| "still running".to_owned())),
    ];
    let negative = request.negative_prompt().to_owned();
    let rows = rows.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
    view! {
        <aside class="recipe" aria-label="Recipe">
            <h2>"Prompt"</h2>
            <p dir="auto">{request.prompt().to_owned()}</p>
            {(!negative.is_empty()).then(|| view! {
                <h2>"Negative prompt"</h2>
                <p dir="auto">{negative}</p>
            })}
            <dl>{rows.collect_view()}</dl>
        </aside>
    }
}
