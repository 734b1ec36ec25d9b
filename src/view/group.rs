//! A job on the page: its heading with the settings, its tiles or what went wrong.

use leptos::prelude::*;
use ssd1b::Field;
use studio::draft::FormDraft;
use studio::time;

use super::failure::FailureBlock;
use super::form::go;
use super::icon::Icon;
use super::ids;
use super::tile::TileView;
use crate::state::{Job, Paid, Phase, Studio, Tile, TileId};

/// One group.
#[component]
pub(super) fn Group(job: Job) -> impl IntoView {
    let studio = expect_context::<Studio>();
    let id = ids::group(job.id);
    let title = [&id, "-title"].concat();
    let labelled = title.clone();
    let failed = {
        let phase = job.phase.clone();
        Memo::new(move |_| {
            phase.with(|phase| matches!(phase, Phase::Failed(_) | Phase::Stopped(_)))
        })
    };
    announce(&studio, &job);
    let tiles = {
        let job = job.clone();
        move || {
            let any = job
                .tiles
                .iter()
                .any(|tile| tile.with(|tile| !matches!(tile, Tile::Empty(_))));
            (!failed.get() || any).then(|| {
                let places = 0..job.tiles.len();
                let tiles = places
                    .map(|place| view! { <TileView job=job.clone() place /> })
                    .collect_view();
                view! { <div class="tiles">{tiles}</div> }
            })
        }
    };
    view! {
        <article class="group" id=id aria-labelledby=labelled>
            <header class="group-head">
                <h2 id=title dir="auto" title=job.request.prompt().to_owned()>{job.request.prompt().to_owned()}</h2>
                <Chips job=job.clone() />
            </header>
            <Running job=job.clone() />
            {tiles}
            <Short job=job.clone() />
            <FailureBlock job />
        </article>
    }
}

/// The settings as quiet chips; a press copies one back to the form.
#[component]
fn Chips(job: Job) -> impl IntoView {
    let studio = expect_context::<Studio>();
    let request = job.request.clone();
    let chips = [
        (Field::Scheduler, request.scheduler().name().to_owned()),
        (
            Field::Steps,
            [&request.steps().to_string(), " steps"].concat(),
        ),
        (
            Field::Guidance,
            ["guidance ", &request.guidance().to_string()].concat(),
        ),
        (Field::Seed, ["seed ", &request.seed().to_string()].concat()),
    ];
    let chips = chips.map(|(field, text)| {
        let (form, session, request) = (studio.form, studio.session.clone(), request.clone());
        let hint = "Copy this value to the form";
        view! {
            <button type="button" class="setting" title=hint on:click=move |_| {
                form.take(field, &request);
                session.say([field.label(), " is copied to the form."].concat());
            }>
                {text}
                <span class="visually-hidden">{[". ", hint].concat()}</span>
            </button>
        }
    });
    let source = match job.source.caveat() {
        Some(caveat) => [caveat, ", not SSD-1B"].concat(),
        None => job.source.name.clone(),
    };
    let use_all = {
        let (form, session, request) = (studio.form, studio.session.clone(), request.clone());
        move |_| {
            form.load(FormDraft::of(&request));
            session.say("All settings are in the form.");
        }
    };
    let new_seed = {
        let (studio, request) = (studio.clone(), request.clone());
        move |_| go(&studio, studio.with_new_seed(request.clone()))
    };
    let negative = request.negative_prompt().to_owned();
    view! {
        <div class="settings">
            <span class="source">{source}</span>
            {chips.collect_view()}
            <details class="menu">
                <summary aria-label="More about this request" title="More"><Icon name="more" /></summary>
                <div class="menu-body">
                    <p class="hint">"Negative prompt"</p>
                    <p dir="auto">{if negative.is_empty() { "none".to_owned() } else { negative }}</p>
                    <button type="button" on:click=use_all>"Use all settings"</button>
                    <button type="button" on:click=new_seed>"Same, new seed"</button>
                </div>
            </details>
        </div>
    }
}

/// While the job runs: cancel, the countdown of a held request, the question after a minute.
#[component]
fn Running(job: Job) -> impl IntoView {
    let studio = expect_context::<Studio>();
    let jobs = studio.jobs.clone();
    let id = job.id;
    let now = jobs.now_ms;
    let phase = job.phase.clone();
    // Which of the forms is shown changes seldom; the clock inside ticks on its own.
    let kind = Memo::new({
        let phase = phase.clone();
        move |_| {
            phase.with(|phase| match phase {
                Phase::Painting { .. } => 1,
                Phase::Waiting(waiting) if now.get() >= waiting.ask_from_ms => 3,
                Phase::Waiting(_) => 2,
                Phase::Held { .. } => 4,
                Phase::Done | Phase::Failed(_) | Phase::Stopped(_) => 0,
            })
        }
    });
    let left = move || {
        phase.with(|phase| match phase {
            Phase::Held { until_ms, attempt } => {
                let of = studio::retry::MOST + 1;
                [
                    "The service asked to wait. The request goes out again by itself in ",
                    &time::left(*until_ms, now.get()),
                    " (sending ",
                    &attempt.to_string(),
                    " of at most ",
                    &of.to_string(),
                    "). Nothing was charged for the refused one.",
                ]
                .concat()
            }
            _ => String::new(),
        })
    };
    move || {
        let kind = kind.get();
        (kind != 0).then(|| {
            let (cancel, keep) = (jobs.clone(), jobs.clone());
            view! {
                <div class="running">
                    {(kind == 3).then(|| view! {
                        <p role="status">"No answer for a minute. A cold start can take several. Keep waiting?"</p>
                        <button type="button" on:click=move |_| keep.keep_waiting(id)>"Keep waiting"</button>
                    })}
                    {(kind == 4).then(|| view! { <p>{left.clone()}</p> })}
                    <button type="button" on:click=move |_| cancel.cancel(id)>"Cancel"</button>
                </div>
            }
        })
    }
}

/// Fewer images than asked for.
#[component]
fn Short(job: Job) -> impl IntoView {
    move || {
        let missing = job
            .tiles
            .iter()
            .filter(|tile| tile.with(|tile| matches!(tile, Tile::Missing)))
            .count();
        (missing > 0).then(|| {
            let came = (job.tiles.len() - missing).to_string();
            let text = [
                "The answer brought ",
                &came,
                " of ",
                &job.tiles.len().to_string(),
                " images. What the rest cost is not known from here.",
            ]
            .concat();
            view! { <p class="note" role="status">{text}</p> }
        })
    }
}

/// Says it when the job ends, for those who look elsewhere.
fn announce(studio: &Studio, job: &Job) {
    let session = studio.session.clone();
    let phase = job.phase.clone();
    let tiles = job.tiles.clone();
    let paid = job.source.paid == Paid::Yes;
    Effect::new(move |_| {
        let text = phase.with(|phase| match phase {
            Phase::Done => {
                let came = tiles
                    .iter()
                    .filter(|tile| tile.with_untracked(|tile| !matches!(tile, Tile::Missing)))
                    .count();
                let ready = if came == 1 {
                    "1 image is ready.".to_owned()
                } else {
                    [&came.to_string(), " images are ready."].concat()
                };
                Some(if paid {
                    ready + " Save what you want to keep."
                } else {
                    ready
                })
            }
            Phase::Failed(failure) => Some(failure.title().to_owned()),
            Phase::Stopped(_) => Some("The practice engine stopped.".to_owned()),
            _ => None,
        });
        if let Some(text) = text {
            session.say(text);
        }
    });
}

/// Names a tile of this job.
pub(super) fn tile_id(job: &Job, place: usize) -> TileId {
    TileId { job: job.id, place }
}
