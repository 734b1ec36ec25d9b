//! A failed job: what happened, what it means for money and images, what to do now.

use js_sys::Uint8Array;
use leptos::prelude::*;
use ssd1b::{Charge, Failure, Next};

use super::form::go;
use super::icon::Icon;
use crate::platform::{files, page};
use crate::state::{Job, JobId, Phase, Pressed, Source, Studio};

/// The failure in the job's place, if it failed.
#[component]
pub(super) fn FailureBlock(job: Job) -> impl IntoView {
    let failure = {
        let phase = job.phase.clone();
        Memo::new(move |_| {
            phase.with(|phase| match phase {
                Phase::Failed(failure) => Some(Ok(failure.clone())),
                Phase::Stopped(why) => Some(Err(why.clone())),
                _ => None,
            })
        })
    };
    move || {
        match failure.get() {
        None => ().into_any(),
        Some(Ok(failure)) => view! { <Block id=job.id source=job.source.clone() failure /> }.into_any(),
        Some(Err(why)) => view! {
            <div class="failure" role="alert">
                <Icon name="warn" />
                <div>
                    <h3>"The practice engine stopped"</h3>
                    <p>{why}" It costs nothing to try again."</p>
                    <Buttons id=job.id source=job.source.clone() again=Some("Try again") next=Next::TryAgain />
                </div>
            </div>
        }
        .into_any(),
    }
    }
}

#[component]
fn Block(id: JobId, source: Source, failure: Failure) -> impl IntoView {
    let again = match (failure.next(), failure.charge()) {
        (Next::EditField(_) | Next::Nothing, _) => None,
        (_, Charge::None) => Some("Try again"),
        _ => Some("Send again…"),
    };
    let received = failure.received().cloned().map(|received| {
        let save = move |_| {
            files::save(
                &Uint8Array::from(received.bytes()),
                received.mime(),
                received.name(),
            );
        };
        view! { <button type="button" on:click=save>"Save what came"</button> }
    });
    let said = failure.said().map(|said| {
        view! {
            <details class="said">
                <summary>"What the service said"</summary>
                <pre tabindex="0">{said.to_owned()}</pre>
            </details>
        }
    });
    view! {
        <div class="failure" role="alert">
            <Icon name="warn" />
            <div>
                <h3>{failure.title()}</h3>
                <p>{failure.meaning()}" "{failure.advice()}</p>
                <Buttons id source again next=failure.next() />
                {received}
                {said}
            </div>
        </div>
    }
}

#[component]
fn Buttons(id: JobId, source: Source, again: Option<&'static str>, next: Next) -> impl IntoView {
    let studio = expect_context::<Studio>();
    let open = studio.connection.open;
    let step = match next {
        Next::EditField(field) => view! {
            <button type="button" on:click={
                let studio = studio.clone();
                move |_| go(&studio, Pressed::Wrong(field))
            }>{["Change ", &field.label().to_lowercase()].concat()}</button>
        }
        .into_any(),
        Next::OpenConnection => view! {
            <button type="button" on:click=move |_| open.set(true)>"Open the connection"</button>
        }
        .into_any(),
        Next::TopUp => view! {
            <button type="button" on:click={
                let studio = studio.clone();
                move |_| {
                    open.set(true);
                    if untrack(|| studio.connection.source()) == source {
                        studio.connection.ask_balance();
                    } else {
                        let name = &source.name;
                        studio.session.say(["Another connection is chosen now. Choose ", name, " to see its balance."].concat());
                    }
                }
            }>"Check balance"</button>
        }
        .into_any(),
        Next::OpenInTab => {
            source.endpoint.map(|endpoint| view! {
                <a class="button" href=endpoint.as_str().to_owned() target="_blank" rel="noopener noreferrer">"Open it in a tab"</a>
            }).into_any()
        }
        _ => ().into_any(),
    };
    let retry = again.map(|label| {
        let studio = studio.clone();
        view! {
            <button type="button" on:click=move |_| {
                if let Some(pressed) = studio.again(id) {
                    go(&studio, pressed);
                }
            }>{label}</button>
        }
    });
    let jobs = studio.jobs.clone();
    view! {
        <div class="buttons">
            {step}
            {retry}
            <button type="button" on:click=move |_| {
                jobs.dismiss(id);
                page::focus(super::ids::Id::Results.name());
            }>"Dismiss"</button>
        </div>
    }
}
