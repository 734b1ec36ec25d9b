//! About this page, its keys, and what it keeps on this device.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::icon::Icon;
use super::ids::Id;
use crate::state::Studio;

/// The dialog behind the question mark.
#[component]
pub(super) fn Help() -> impl IntoView {
    let studio = expect_context::<Studio>();
    let open = studio.session.help;
    let node = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            if open.get() {
                let _ = dialog.show_modal();
            } else {
                dialog.close();
            }
        }
    });
    let sure = RwSignal::new(false);
    let delete = {
        let studio = studio.clone();
        move |_| {
            let done = studio.delete_everything();
            sure.set(false);
            open.set(false);
            studio.session.say(if done {
                "Everything this page kept on this device is deleted."
            } else {
                "What the browser allowed is deleted. It keeps this page from some of its storage, where nothing was kept either."
            });
        }
    };
    view! {
        <dialog id=Id::Help.name() class="help" node_ref=node aria-labelledby="help-title" on:close=move |_| open.set(false)>
            <div class="panel-head">
                <h2 id="help-title">"SSD-1B Studio "{env!("CARGO_PKG_VERSION")}</h2>
                <button type="button" class="quiet" aria-label="Close" title="Close" on:click=move |_| open.set(false)>
                    <Icon name="close" />
                </button>
            </div>
            <p>
                "A front end for SSD-1B, a distilled SDXL model, that is nothing but static files. The practice engine paints in this tab and is not SSD-1B; with a key or a proxy, the service makes the images and charges for them."
            </p>
            <h3>"Keys"</h3>
            <dl class="keys">
                <dt><kbd>"Ctrl"</kbd>" or "<kbd>"⌘"</kbd>" "<kbd>"Enter"</kbd></dt>
                <dd>"Generate, from anywhere in the form"</dd>
                <dt><kbd>"←"</kbd>" "<kbd>"→"</kbd></dt>
                <dd>"Previous and next image in the viewer"</dd>
                <dt><kbd>"Esc"</kbd></dt>
                <dd>"Close the viewer or the connection panel"</dd>
            </dl>
            <h3>"On this device"</h3>
            <p>
                "This page keeps its last draft, the chosen connection and the theme in this browser; a key only if you said so. Nothing goes to anyone but the API you chose. Images live in the page until you save them."
            </p>
            {move || if sure.get() {
                view! {
                    <p role="alert">"The draft, the connection, every kept key and the theme. The images in the page stay until you leave it."</p>
                    <div class="buttons">
                        <button type="button" on:click=move |_| sure.set(false)>"Keep it"</button>
                        <button type="button" class="danger" on:click=delete.clone()>"Delete everything"</button>
                    </div>
                }
                .into_any()
            } else {
                view! {
                    <button type="button" on:click=move |_| sure.set(true)>"Delete everything on this device…"</button>
                }
                .into_any()
            }}
        </dialog>
    }
}
