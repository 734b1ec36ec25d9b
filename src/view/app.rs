//! The page: its contexts, its frame, its keyboard.

use leptos::{ev, prelude::*};
use studio::settings::Settings;

use super::{
    bar::Bar, connection::Connection, form::Form, help::Help, ids::Id, question::QuestionDialog,
    results::Results, viewer::Viewer,
};
use crate::platform::{self, page};
use crate::state::Studio;
use crate::state::session::Theme;

/// The whole application.
#[component]
pub fn App() -> impl IntoView {
    let settings = Settings::read(&page::settings_text()).unwrap_or_else(|trouble| {
        page::warn(&trouble);
        Settings::default()
    });
    let (services, shelf) = platform::services();
    let studio = Studio::new(&services, settings);
    provide_context(studio.clone());
    provide_context(shelf);

    {
        let jobs = studio.jobs.clone();
        page::guard_leaving(move || jobs.at_stake());
    }
    {
        let theme = studio.session.theme;
        Effect::new(move |_| {
            let theme = theme.get();
            page::set_root_attribute(
                "data-theme",
                (theme != Theme::System).then_some(theme.name()),
            );
        });
    }
    {
        // What an answer said of the balance belongs to the chip while that source is still chosen.
        let studio = studio.clone();
        Effect::new(move |_| {
            let Some((source, facts)) = studio.jobs.facts.get() else {
                return;
            };
            if let Some(left) = facts.remaining_credits
                && untrack(|| studio.connection.source()) == source
            {
                studio.connection.note_remaining(left);
            }
        });
    }
    let open = studio.connection.open;
    let close = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && open.get_untracked() {
            open.set(false);
            page::focus(Id::ConnectionChip.name());
        }
    });
    on_cleanup(move || close.remove());

    view! {
        <div class="studio">
            <Bar />
            <Connection />
            <main class="columns">
                <Form />
                <div class="output">
                    <Results />
                    <Status />
                </div>
            </main>
        </div>
        <Viewer />
        <Help />
        <QuestionDialog />
    }
}

/// The status line: what just happened, heard by screen readers.
#[component]
fn Status() -> impl IntoView {
    let studio = expect_context::<Studio>();
    let said = studio.session.said;
    // A line that says the same again must still be heard: an unseen character makes it a new text.
    let text = move || {
        said.get()
            .map(|said| {
                if said.turn % 2 == 0 {
                    said.text
                } else {
                    said.text + "\u{200b}"
                }
            })
            .unwrap_or_default()
    };
    view! {
        <div class="status" class:empty=move || said.with(Option::is_none)>
            <p id=Id::Status.name() role="status" aria-live="polite">{text}</p>
            <button type="button" class="quiet" aria-label="Dismiss this line" title="Dismiss" on:click=move |_| said.set(None)>
                <super::icon::Icon name="close" />
            </button>
        </div>
    }
}
