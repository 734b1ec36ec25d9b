//! A tile: an image, a place that waits for one, or a link to one.

use leptos::prelude::*;
use studio::{names, time};

use super::actions::Actions;
use super::group::tile_id;
use super::ids;
use crate::platform::shelf::BrowserShelf;
use crate::state::{Job, Phase, Studio, Tile};

/// One place of a group.
#[component]
pub(super) fn TileView(job: Job, place: usize) -> impl IntoView {
    let tile = job.tiles.get(place)?.clone();
    // The tile is made anew when its kind changes, not with every step of the progress.
    let kind = Memo::new({
        let tile = tile.clone();
        move |_| {
            tile.with(|tile| match tile {
                Tile::Empty(_) => 0,
                Tile::Picture { .. } => 1,
                Tile::Remote { .. } => 2,
                Tile::Missing => 3,
            })
        }
    });
    Some(move || match kind.get() {
        1 => view! { <PictureTile job=job.clone() place /> }.into_any(),
        2 => view! { <RemoteTile job=job.clone() place /> }.into_any(),
        3 => view! { <div class="tile missing"><p>"Not in the answer"</p></div> }.into_any(),
        _ => view! { <EmptyTile job=job.clone() place /> }.into_any(),
    })
}

#[component]
fn PictureTile(job: Job, place: usize) -> impl IntoView {
    let studio = expect_context::<Studio>();
    let shelf = expect_context::<BrowserShelf>();
    let held = shelf.get(untrack(|| job.picture(place))?)?;
    let id = tile_id(&job, place);
    let viewer = studio.session.viewer;
    let alt = names::alt(job.request.prompt(), place + 1, job.tiles.len());
    // Under this name the crash banner offers it for saving.
    let file = names::file_name(
        &job.request,
        place + 1,
        job.source.caveat().is_some(),
        held.kind.extension(),
    );
    let saved = {
        let tile = job.tiles.get(place)?.clone();
        move || tile.with(|tile| matches!(tile, Tile::Picture { saved: true, .. }))
    };
    Some(view! {
        <figure class="tile picture">
            <button type="button" class="open" id=ids::tile(id) on:click=move |_| viewer.set(Some(id))>
                <img
                    alt=alt
                    width="1024"
                    height="1024"
                    decoding="async"
                    data-picture=file
                    prop:src=wasm_bindgen::JsValue::from(held.data_url)
                />
            </button>
            {job.source.caveat().map(|caveat| view! { <figcaption class="badge">{caveat}</figcaption> })}
            {move || saved().then(|| view! { <span class="badge saved">"saved"</span> })}
            <Actions job=job.clone() place compact=true />
        </figure>
    })
}

/// The answer was an address: the picture is shown from there, and linked.
#[component]
fn RemoteTile(job: Job, place: usize) -> impl IntoView {
    let jobs = expect_context::<Studio>().jobs;
    let id = tile_id(&job, place);
    let Tile::Remote { url, .. } = job.tiles.get(place)?.get_untracked() else {
        return None;
    };
    let alt = names::alt(job.request.prompt(), place + 1, job.tiles.len());
    let address = url.as_str().to_owned();
    let href = address.clone();
    let note = [
        "The answer was an address at ",
        url.host(),
        ". Open it and save the picture: nobody says how long it stays there.",
    ]
    .concat();
    Some(view! {
        <figure class="tile remote">
            <a href=href target="_blank" rel="noopener noreferrer" on:click=move |_| jobs.mark_saved(id)>
                <img src=address alt=alt width="1024" height="1024" decoding="async" referrerpolicy="no-referrer" />
            </a>
            <figcaption class="hint">{note}</figcaption>
        </figure>
    })
}

/// A waiting place, at its final size from the start.
#[component]
fn EmptyTile(job: Job, place: usize) -> impl IntoView {
    let studio = expect_context::<Studio>();
    let now = studio.jobs.now_ms;
    let tile = job.tiles.get(place)?.clone();
    let phase = job.phase.clone();
    let usual = ssd1b::estimate(job.request.samples(), job.request.steps())
        .seconds
        .ceil() as u32;
    let share = Memo::new(move |_| {
        tile.with(|tile| match tile {
            Tile::Empty(share) => share.map(|share| (share * 100.0) as u32),
            _ => None,
        })
    });
    let title = {
        let phase = phase.clone();
        let practice = job.source.practice;
        move || {
            phase.with(|phase| match phase {
                Phase::Painting { .. } => "Painting",
                Phase::Held { .. } => "Waiting for the rate limit",
                Phase::Waiting(_) => "Waiting for the service",
                Phase::Failed(_) | Phase::Stopped(_) | Phase::Done if practice => "Not painted",
                Phase::Failed(_) | Phase::Stopped(_) | Phase::Done => "No image",
            })
        }
    };
    let line = {
        let phase = phase.clone();
        move || {
            phase.with(|phase| match phase {
                Phase::Painting { since_ms } => {
                    let share = share.get().unwrap_or(0).to_string();
                    [&share, " % · ", &time::elapsed(now.get() - since_ms)].concat()
                }
                Phase::Waiting(waiting) => {
                    let elapsed = time::elapsed(now.get() - waiting.since_ms);
                    [&elapsed, ", usually about ", &usual.to_string(), " s"].concat()
                }
                Phase::Held { until_ms, .. } => time::left(*until_ms, now.get()),
                _ => String::new(),
            })
        }
    };
    let open = Memo::new(move |_| phase.with(Phase::is_open));
    Some(view! {
        <div class="tile empty">
            <p>{title}</p>
            {move || open.get().then(|| match share.get() {
                Some(_) => view! { <progress max="100" aria-label="Share painted" prop:value=move || share.get().unwrap_or(0)></progress> }.into_any(),
                None => view! { <div class="indeterminate" aria-hidden="true"></div> }.into_any(),
            })}
            <p class="time">{line}</p>
        </div>
    })
}
