//! The key: typed here, shown on demand, kept as long as the person says.

use leptos::prelude::*;
use studio::connection::Keeping;

use super::{icon::Icon, ids::Id};
use crate::state::{ConnectionState, Studio};

/// The key's field with show, forget and how long it is kept. Made anew for every origin, so that the key
/// of one is never on show for another. Without an origin it keeps its place, and takes nothing.
#[component]
pub(super) fn KeyField(connection: ConnectionState, optional: bool) -> impl IntoView {
    let owner = Memo::new({
        let connection = connection.clone();
        move |_| connection.owner()
    });
    move || {
        let missing = owner.get().is_none();
        view! { <Field connection=connection.clone() optional missing /> }
    }
}

#[component]
fn Field(connection: ConnectionState, optional: bool, missing: bool) -> impl IntoView {
    let studio = expect_context::<Studio>();
    let shown = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let node = NodeRef::<leptos::html::Input>::new();
    let initial = untrack(|| connection.key().map(|key| key.header_value().to_owned()));
    Effect::new({
        let initial = initial.clone();
        move |_| {
            if let (Some(input), Some(initial)) = (node.get(), &initial) {
                input.set_value(initial);
            }
        }
    });
    let has_key = Memo::new({
        let connection = connection.clone();
        move |_| connection.key().is_some()
    });
    let unusual = Memo::new({
        let connection = connection.clone();
        move |_| connection.key().is_some_and(|key| !key.looks_usual()) && !optional
    });
    let typed = {
        let connection = connection.clone();
        move |text: String| {
            problem.set(
                connection
                    .type_key(&text)
                    .err()
                    .map(|trouble| trouble.to_string()),
            )
        }
    };
    let ask = {
        let connection = connection.clone();
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            connection.ask_balance();
        }
    };
    let forget = {
        move |_| {
            let forgotten = studio.forget_key();
            problem.set(None);
            if let Some(input) = node.get_untracked() {
                input.set_value("");
            }
            studio.session.say(if forgotten {
                "The key is forgotten: in this page, in this tab and on this device."
            } else {
                "The key is forgotten in this page. The browser keeps the page from its storage, so nothing was deleted there."
            });
        }
    };
    let not_stored = connection.key_not_stored;
    let keeping = connection.keeping;
    let choices = Keeping::ALL.map(|choice| {
        let connection = connection.clone();
        view! {
            <label>
                <input
                    type="radio"
                    name="keeping"
                    id=["keep-", choice.name()].concat()
                    prop:checked=move || keeping.get() == choice
                    on:change=move |_| connection.choose_keeping(choice)
                />
                {choice.about()}
            </label>
        }
    });
    view! {
        // A form of its own: password managers then don't take the prompt for a user name.
        <form class="key" on:submit=ask autocomplete="off">
            <label for=Id::Key.name()>{if optional { "API key (only if this endpoint wants one)" } else { "API key" }}</label>
            <div class="key-row">
                <input
                    id=Id::Key.name()
                    node_ref=node
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder=if missing { "The address first" } else { "SG_…" }
                    disabled=missing
                    aria-invalid=move || problem.with(Option::is_some).to_string()
                    aria-describedby="key-problem"
                    on:input:target=move |event| typed(event.target().value())
                />
                <button type="button" disabled=missing aria-pressed=move || shown.get().to_string() on:click=move |_| shown.update(|shown| *shown = !*shown)>
                    {move || if shown.get() { "Hide" } else { "Show" }}
                </button>
            </div>
            <p id="key-problem" class="problem" class:empty=move || problem.with(Option::is_none)>
                {move || problem.get().map(|text| view! { <Icon name="warn" />{text} })}
            </p>
            {move || unusual.get().then(|| view! {
                <p class="hint">"Segmind’s keys look like SG_ and 16 letters or digits. This one differs; it is used as it is."</p>
            })}
            <fieldset class="keeping" disabled=missing>
                <legend class="visually-hidden">"How long the key is kept"</legend>
                {choices.collect_view()}
            </fieldset>
            {move || not_stored.get().then(|| view! {
                <p class="problem" role="status">"The browser keeps this page from its storage, so the key is gone when the page closes."</p>
            })}
            {move || has_key.get().then(|| view! {
                <button type="button" class="link" on:click=forget.clone()>"Forget key"</button>
            })}
        </form>
    }
}
