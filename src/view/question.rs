//! The one dialog that asks: the same paid request again.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::form::go;
use super::ids::Id;
use crate::state::{Pressed, Question, Studio};

/// The dialog, open while there is a question.
#[component]
pub(super) fn QuestionDialog() -> impl IntoView {
    let studio = expect_context::<Studio>();
    let question = studio.jobs.question;
    let node = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            // Both are quiet where there is nothing to do.
            if question.with(Option::is_some) {
                let _ = dialog.show_modal();
            } else {
                dialog.close();
            }
        }
    });
    let title = move || {
        question.with(|question| match question {
            Some(Question::MayPayTwice(_)) => "Send it again?",
            _ => "The same request again?",
        })
    };
    let text = move || {
        question.with(|question| question.as_ref().map(|question| {
            let request = &question.order().request;
            let cost = ssd1b::estimate(request.samples(), request.steps()).to_string();
            match question {
                Question::SameAgain(_) => ["Nothing changed and the seed is fixed, so it would bring the same images again, for ", &cost, ". Change the seed for new ones."].concat(),
                Question::MayPayTwice(_) => ["The first sending may have been charged. Sending it again may cost ", &cost, " a second time."].concat(),
            }
        }))
    };
    let answer = {
        let studio = studio.clone();
        move |yes: bool| {
            if let Some(job) = studio.jobs.answer(yes) {
                go(&studio, Pressed::Started(job));
            }
        }
    };
    let (yes, no, closed) = (answer.clone(), answer.clone(), answer);
    view! {
        <dialog id=Id::Question.name() class="ask" node_ref=node aria-labelledby="question-title" on:close=move |_| closed(false)>
            <h2 id="question-title">{title}</h2>
            <p>{text}</p>
            <div class="buttons">
                <button type="button" on:click=move |_| no(false)>"Don’t send"</button>
                <button type="button" class="solid" on:click=move |_| yes(true)>"Send it again"</button>
            </div>
        </dialog>
    }
}
