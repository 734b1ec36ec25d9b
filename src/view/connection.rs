//! The connection panel: where pictures come from, and the key for it.

use leptos::prelude::*;
use ssd1b::dollars;
use ssd1b::wire::Balance;
use studio::connection::{Mode, Obstacle};

use super::{controls::bind_input, icon::Icon, ids::Id, key_field::KeyField};
use crate::platform::page;
use crate::state::{Check, ConnectionState, Studio};

/// The panel under the chip.
#[component]
pub(super) fn Connection() -> impl IntoView {
    let connection = expect_context::<Studio>().connection;
    let open = connection.open;
    // Opened by a Generate that lacked something: go to what is lacking. Else to the chosen mode.
    Effect::new({
        let connection = connection.clone();
        move |_| {
            if !open.get() {
                return;
            }
            let target = match connection.obstacle.get_untracked() {
                Some(Obstacle::NoKey) => Id::Key.name().to_owned(),
                Some(Obstacle::Address(_) | Obstacle::Mixed) => Id::OwnEndpoint.name().to_owned(),
                None => mode_id(connection.mode.get_untracked()),
            };
            page::after_paint(move || {
                page::focus(&target);
            });
        }
    });
    move || {
        open.get()
            .then(|| view! { <Panel connection=connection.clone() /> })
    }
}

fn mode_id(mode: Mode) -> String {
    ["mode-", mode.name()].concat()
}

#[component]
fn Panel(connection: ConnectionState) -> impl IntoView {
    let open = connection.open;
    let mode = connection.mode;
    let simulator = connection
        .settings
        .with_value(|settings| settings.simulator);
    let own_about = if simulator {
        "Filled in: the simulator beside this page, which answers like the API, takes any key such as SG_0123456789abcdef and costs nothing. Or a team proxy, or any address that speaks the same API."
    } else {
        "A team proxy that holds the key, or any address that speaks the same API."
    };
    let close = move |_| {
        open.set(false);
        page::focus(Id::ConnectionChip.name());
    };
    let obstacle = connection.obstacle;
    let rows = [
        (
            Mode::Practice,
            "Practice engine",
            "Free, in this tab, works offline. Not SSD-1B.",
        ),
        (
            Mode::Hosted,
            "Segmind’s API, with your key",
            "About $0.004 an image, billed by the service.",
        ),
        (Mode::Own, "Your own endpoint", own_about),
    ];
    let rows = rows.map(|(row, title, about)| {
        let inner = connection.clone();
        view! {
            <div class="mode" class:chosen=move || mode.get() == row>
                <label>
                    <input
                        type="radio"
                        name="mode"
                        id=mode_id(row)
                        prop:checked=move || mode.get() == row
                        on:change=move |_| mode.set(row)
                    />
                    <span class="mode-title">{title}</span>
                    <span class="mode-about">{about}</span>
                </label>
                {move || (mode.get() == row).then(|| {
                    view! { <Details mode=row connection=inner.clone() /> }
                })}
            </div>
        }
    });
    view! {
        <section id=Id::Connection.name() class="panel" role="dialog" aria-labelledby="connection-title">
            <div class="panel-head">
                <h2 id="connection-title">"Where pictures come from"</h2>
                <button type="button" class="quiet" aria-label="Close the connection panel" title="Close" on:click=close>
                    <Icon name="close" />
                </button>
            </div>
            {move || obstacle.get().map(|obstacle| view! {
                <p class="problem" role="alert"><Icon name="warn" />{obstacle.sentence()}</p>
            })}
            <fieldset>
                <legend class="visually-hidden">"Where pictures come from"</legend>
                {rows.collect_view()}
            </fieldset>
        </section>
    }
}

/// What a mode needs: nothing, a key, or an address and perhaps a key.
#[component]
fn Details(mode: Mode, connection: ConnectionState) -> impl IntoView {
    match mode {
        Mode::Practice => ().into_any(),
        Mode::Hosted => view! {
            <KeyField connection=connection.clone() optional=false />
            <Checked connection />
        }
        .into_any(),
        Mode::Own => view! {
            <Address connection=connection.clone() />
            <KeyField connection=connection.clone() optional=true />
            <Checked connection />
        }
        .into_any(),
    }
}

#[component]
fn Address(connection: ConnectionState) -> impl IntoView {
    let own = connection.own;
    let node = bind_input(own);
    let obstacle = connection.obstacle;
    let left = RwSignal::new(false);
    let problem = move || {
        (left.get() && !own.with(|text| text.trim().is_empty()))
            .then(|| connection.endpoint().err())
            .flatten()
            .map(|obstacle| obstacle.sentence())
    };
    let problem = Memo::new(move |_| problem());
    view! {
        <label for=Id::OwnEndpoint.name()>"Address"</label>
        <input
            id=Id::OwnEndpoint.name()
            node_ref=node
            type="text"
            inputmode="url"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            placeholder="https://pictures.example.com or /proxy"
            aria-invalid=move || problem.get().is_some().to_string()
            aria-describedby="own-endpoint-problem"
            on:input:target=move |event| {
                obstacle.set(None);
                own.set(event.target().value());
            }
            on:blur=move |_| left.set(true)
        />
        <p id="own-endpoint-problem" class="problem" class:empty=move || problem.get().is_none()>{problem}</p>
    }
}

/// "Check" and what it found.
#[component]
fn Checked(connection: ConnectionState) -> impl IntoView {
    let check = connection.check;
    let ask = {
        let connection = connection.clone();
        move |_| connection.ask_balance()
    };
    view! {
        <div class="check">
            <button type="button" on:click=ask>"Check"</button>
            <div role="status" class="check-result">
                {move || match check.get() {
                    Check::Unknown => view! { <p class="hint">"Asks for the balance. Free."</p> }.into_any(),
                    Check::Asking => view! { <p class="hint">"Asking…"</p> }.into_any(),
                    Check::Answered(Balance::Known { paid, free }) => {
                        let text = ["Accepted. Balance ", &dollars(paid + free), "."].concat();
                        view! { <p class="ok"><Icon name="check" />{text}</p> }.into_any()
                    }
                    Check::Answered(Balance::NoRecord) => view! {
                        <p class="ok"><Icon name="check" />"Accepted. The service keeps no balance for it."</p>
                    }
                    .into_any(),
                    Check::Failed(failure) => view! {
                        <p class="problem"><Icon name="warn" />{failure.title()}</p>
                        <p class="hint">{failure.advice()}</p>
                        {failure.said().map(|said| view! { <details class="said">
                            <summary>"What the service said"</summary>
                            <pre tabindex="0">{said.to_owned()}</pre>
                        </details> })}
                    }
                    .into_any(),
                }}
            </div>
        </div>
    }
}
