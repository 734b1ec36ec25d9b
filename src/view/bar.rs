//! The bar on top: the name, the chip that says what will be used and what it costs, theme and help.

use leptos::prelude::*;
use ssd1b::dollars;
use studio::connection::Mode;

use super::{icon::Icon, ids::Id};
use crate::state::session::Theme;
use crate::state::{Check, ConnectionState, Paid, Studio};

/// The bar.
#[component]
pub(super) fn Bar() -> impl IntoView {
    let studio = expect_context::<Studio>();
    let session = studio.session.clone();
    let theme = session.theme;
    let theme_icon = Signal::derive(move || theme.get().name());
    let theme_label = move || match theme.get() {
        Theme::System => "Theme: as the system says. Switch to light",
        Theme::Light => "Theme: light. Switch to dark",
        Theme::Dark => "Theme: dark. Switch to what the system says",
    };
    let help = session.help;
    view! {
        <header class="bar">
            <h1 class="brand">
                <Icon name="logo" />
                <span>"SSD-1B Studio"</span>
            </h1>
            <Chip connection=studio.connection />
            <div class="bar-end">
                <button type="button" class="quiet" aria-label=theme_label title=theme_label on:click=move |_| session.turn_theme()>
                    <Icon name=theme_icon />
                </button>
                <button type="button" class="quiet" aria-label="About and help" title="About and help" on:click=move |_| help.set(true)>
                    <Icon name="help" />
                </button>
            </div>
        </header>
    }
}

#[component]
fn Chip(connection: ConnectionState) -> impl IntoView {
    let open = connection.open;
    let name = {
        let connection = connection.clone();
        move || {
            let source = connection.source();
            match source.name.as_str() {
                "practice engine" => "Practice engine".to_owned(),
                "simulator" => "Simulator".to_owned(),
                _ => source.name,
            }
        }
    };
    let (ready, note) = (
        Signal::derive({
            let connection = connection.clone();
            move || connection.route().is_ok()
        }),
        move || note(&connection),
    );
    view! {
        <button
            type="button"
            class="chip"
            id=Id::ConnectionChip.name()
            aria-expanded=move || open.get().to_string()
            aria-controls=Id::Connection.name()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <span class="dot" class:waiting=move || !ready.get()></span>
            <span class="visually-hidden">"Pictures come from: "</span>
            <strong>{name}</strong>
            <span class="chip-note">{note}</span>
            <Icon name="down" />
        </button>
    }
}

/// What a click costs, in two or three words.
fn note(connection: &ConnectionState) -> String {
    if connection.mode.get() == Mode::Practice {
        return "free".to_owned();
    }
    if connection.endpoint().is_err() {
        return "no address yet".to_owned();
    }
    if connection.source().paid == Paid::No {
        return "no money".to_owned();
    }
    if connection.route().is_err() {
        return "no key yet".to_owned();
    }
    match connection.check.get() {
        Check::Answered(balance) => match balance.total() {
            Some(total) => [&dollars(total), " left"].concat(),
            None => "key accepted".to_owned(),
        },
        Check::Failed(_) => "check failed".to_owned(),
        Check::Asking => "checking…".to_owned(),
        Check::Unknown if connection.mode.get() == Mode::Hosted => "paid per image".to_owned(),
        Check::Unknown => "your endpoint".to_owned(),
    }
}
