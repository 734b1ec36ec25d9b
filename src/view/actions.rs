//! What can be done with an image: one row, the same order everywhere.

use leptos::prelude::*;
use leptos::task::spawn_local;
use studio::draft::FormDraft;
use studio::names;

use super::form::go;
use super::group::tile_id;
use super::icon::Icon;
use crate::platform::shelf::{BrowserShelf, Held};
use crate::platform::{clipboard, files};
use crate::state::{Job, Studio, TileId};

/// The row of actions; `compact` shows icons alone, and the three that are wanted most.
#[component]
pub(super) fn Actions(job: Job, place: usize, compact: bool) -> impl IntoView {
    let studio = expect_context::<Studio>();
    let shelf = expect_context::<BrowserShelf>();
    let id = tile_id(&job, place);
    let held = {
        let (shelf, job) = (shelf.clone(), job.clone());
        move || untrack(|| shelf.get(job.picture(place)?))
    };
    let download = {
        let studio = studio.clone();
        move || {
            let text = if save(&studio, &shelf, id) {
                "The image goes to your downloads."
            } else {
                "The browser refused the download. Open the image and save it from there."
            };
            studio.session.say(text);
        }
    };
    let copy = {
        let (studio, held) = (studio.clone(), held.clone());
        move || {
            let (Some(held), session) = (held(), studio.session.clone()) else {
                return;
            };
            spawn_local(async move {
                let done = clipboard::copy_picture(held.bytes, held.kind.mime()).await;
                session.say(if done {
                    "The image is copied, as PNG."
                } else {
                    "The browser refused the clipboard here. Download the image instead."
                });
            });
        }
    };
    let copy_url = {
        let (studio, held) = (studio.clone(), held.clone());
        move || {
            let (Some(held), session) = (held(), studio.session.clone()) else {
                return;
            };
            spawn_local(async move {
                let done = clipboard::copy_text(&String::from(held.data_url)).await;
                session.say(if done {
                    "The data URL is copied."
                } else {
                    "The browser refused the clipboard here."
                });
            });
        }
    };
    let share = {
        let (held, name) = (held.clone(), name(&job, place));
        move || {
            let (Some(held), name) = (held(), name.clone()) else {
                return;
            };
            spawn_local(async move {
                // Closing the share sheet is no failure, and the sheet says what went wrong by itself.
                let name = [&name, held.kind.extension()].concat();
                let _ = files::share(&held.bytes, held.kind.mime(), &name).await;
            });
        }
    };
    let use_settings = {
        let (studio, request) = (studio.clone(), job.request.clone());
        move || {
            studio.form.load(FormDraft::of(&request));
            studio.session.viewer.set(None);
            studio.session.say("All settings are in the form.");
        }
    };
    let new_seed = {
        let (studio, request) = (studio.clone(), job.request.clone());
        move || {
            studio.session.viewer.set(None);
            go(&studio, studio.with_new_seed(request.clone()));
        }
    };
    view! {
        <div class="actions" class:compact=compact>
            <Action icon="download" label="Download" compact run=download />
            <Action icon="copy" label="Copy image" compact run=copy />
            {(!compact).then(|| view! { <Action icon="link" label="Copy data URL" compact run=copy_url /> })}
            {(!compact && files::can_share()).then(|| view! { <Action icon="share" label="Share" compact run=share /> })}
            <Action icon="use" label="Use settings" compact run=use_settings />
            {(!compact).then(|| view! { <Action icon="dice" label="Same, new seed" compact run=new_seed /> })}
        </div>
    }
}

#[component]
fn Action(
    icon: &'static str,
    label: &'static str,
    compact: bool,
    run: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button type="button" aria-label=compact.then_some(label) title=compact.then_some(label) on:click=move |_| run()>
            <Icon name=icon />
            {(!compact).then(|| view! { <span>{label}</span> })}
        </button>
    }
}

/// The file's name up to its extension.
fn name(job: &Job, place: usize) -> String {
    names::file_name(&job.request, place + 1, job.source.caveat().is_some(), "")
}

/// Saves the tile's picture to a file and marks it. `false` when there is none or the browser refused.
pub(super) fn save(studio: &Studio, shelf: &BrowserShelf, id: TileId) -> bool {
    let done = download(studio, shelf, id);
    if done {
        studio.jobs.mark_saved(id);
    }
    done
}

/// Starts the download of the tile's picture. Whether the file arrived, a page never learns.
pub(super) fn download(studio: &Studio, shelf: &BrowserShelf, id: TileId) -> bool {
    let Some(job) = studio.jobs.job(id.job) else {
        return false;
    };
    let Some(Held { kind, bytes, .. }) = untrack(|| shelf.get(job.picture(id.place)?)) else {
        return false;
    };
    let name = names::file_name(
        &job.request,
        id.place + 1,
        job.source.caveat().is_some(),
        kind.extension(),
    );
    files::save(&bytes, kind.mime(), &name)
}
