//! A walk past every screen of the studio, for those who look at all of them: axe-core, the ruler, the camera.

use crate::KEY;
use crate::stage::Stage;

/// One screen, as it is shown when the walk stops there.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Its name, fit for a file.
    pub name: &'static str,
    /// What it is about, as a selector: to be scrolled to where not all of the page fits.
    pub about: &'static str,
}

const fn screen(name: &'static str, about: &'static str) -> Screen {
    Screen { name, about }
}

const FIRST: Screen = screen("first-visit", "body");
const HELP: Screen = screen("help", "#help");
const DELETE: Screen = screen("help-delete", "#help");
const HOSTED: Screen = screen("connection-hosted", "#connection");
const OWN: Screen = screen("connection-own", "#connection");
const CHECKED: Screen = screen("connection-checked", "#connection");
const PROBLEMS: Screen = screen("problems", ".problem:not(.empty)");
const FOLDS: Screen = screen("form-unfolded", "#negative_prompt");
const RUNNING: Screen = screen("running", "#group-1");
const DONE: Screen = screen("done", "#group-2");
const ODD: Screen = screen("odd-answers", "#group-4");
const VIEWER: Screen = screen("viewer", "#viewer");
const ACTUAL: Screen = screen("viewer-actual-size", "#viewer");
const QUESTION: Screen = screen("question", "#question");
const HELD: Screen = screen("held", "#results .running");
const KEY_REFUSED: Screen = screen("failed-401", "#results .failure");
const CREDITS: Screen = screen("failed-credits", "#results .failure");
const LIMIT: Screen = screen("failed-rate-limit", "#results .failure");
const NETWORK: Screen = screen("failed-network", "#results .failure");
const SAID: Screen = screen("failed-said", "#results .failure");

/// All screens, in the order of the walk.
pub const SCREENS: [Screen; 20] = [
    FIRST,
    HELP,
    DELETE,
    HOSTED,
    OWN,
    CHECKED,
    PROBLEMS,
    FOLDS,
    RUNNING,
    DONE,
    ODD,
    VIEWER,
    ACTUAL,
    QUESTION,
    HELD,
    KEY_REFUSED,
    CREDITS,
    LIMIT,
    NETWORK,
    SAID,
];

/// Walks past [`SCREENS`] on a page that was just opened, and stops at each. The stage must be set up for failures, and its
/// simulator's minutes should pass in about a second.
pub async fn tour(stage: &Stage, mut stop: impl AsyncFnMut(Screen)) {
    stop(FIRST).await;
    help(stage, &mut stop).await;
    connection(stage, &mut stop).await;
    form(stage, &mut stop).await;
    running(stage, &mut stop).await;
    done(stage, &mut stop).await;
    viewer(stage, &mut stop).await;
    question(stage, &mut stop).await;
    failures(stage, &mut stop).await;
}

async fn help(stage: &Stage, stop: &mut impl AsyncFnMut(Screen)) {
    let page = &stage.page;
    page.press(".bar", "About and help").await;
    page.element("#help h2").await;
    stop(HELP).await;
    page.press("#help", "Delete everything on this device…")
        .await;
    page.named("#help", "Keep it").await;
    stop(DELETE).await;
    page.press("#help", "Close").await;
}

async fn connection(stage: &Stage, stop: &mut impl AsyncFnMut(Screen)) {
    let page = &stage.page;
    page.open_connection().await;
    page.click("#mode-hosted").await;
    page.fill("#key", "another-shape").await;
    stop(HOSTED).await;
    page.press("#connection", "Forget key").await;
    page.click("#mode-own").await;
    page.fill("#own-endpoint", "pictures.example.com").await;
    page.click("#mode-own").await;
    page.until_says("#own-endpoint-problem", "http").await;
    stop(OWN).await;
    page.fill("#own-endpoint", &stage.faulty("case=balance"))
        .await;
    page.fill("#key", KEY).await;
    page.press("#connection", "Check").await;
    page.until_says("#connection", "Balance").await;
    stop(CHECKED).await;
    page.click("#mode-practice").await;
    page.close_connection().await;
}

async fn form(stage: &Stage, stop: &mut impl AsyncFnMut(Screen)) {
    let page = &stage.page;
    let prompt = page.field("#prompt").await;
    page.fill("#prompt", "").await;
    page.fill("#num_inference_steps", "forty").await;
    page.click("#generate").await;
    page.until_says("#prompt-problem", ".").await;
    page.until_says("#num_inference_steps-problem", ".").await;
    stop(PROBLEMS).await;
    page.fill("#prompt", &prompt).await;
    page.fill("#num_inference_steps", "45").await;

    let unfold = "document.querySelectorAll('form.request details').forEach(d => d.open = a[0])";
    page.js::<()>(unfold, &[true.into()]).await;
    stop(FOLDS).await;
    page.js::<()>(unfold, &[false.into()]).await;
}

async fn running(stage: &Stage, stop: &mut impl AsyncFnMut(Screen)) {
    let page = &stage.page;
    page.connect(&stage.faulty("hang;case=tour-hang"), None)
        .await;
    page.generate(0).await;
    page.open_connection().await;
    page.click("#mode-practice").await;
    page.close_connection().await;
    page.samples(4).await;
    page.generate(1).await;
    page.until(
        "something is painted",
        "document.querySelector('progress')?.value > 0",
    )
    .await;
    stop(RUNNING).await;
    for group in ["#group-0", "#group-1"] {
        page.press(group, "Cancel").await;
        page.press(group, "Dismiss").await;
    }
}

async fn done(stage: &Stage, stop: &mut impl AsyncFnMut(Screen)) {
    let page = &stage.page;
    page.connect(&stage.faulty("case=tour-done"), Some(KEY))
        .await;
    page.seed(20_250_101).await;
    page.generate(2).await;
    page.pictures(2, 4).await;
    page.press(".at-stake", "Save all").await;
    page.press(".at-stake", "All have arrived").await;
    page.until("nothing is unsaved", "!document.querySelector('.at-stake')")
        .await;
    stop(DONE).await;

    // Paid, unsaved, fewer than asked, and one that is only an address.
    page.connect(&stage.faulty("one-string"), Some(KEY)).await;
    page.seed(20_250_102).await;
    page.generate(3).await;
    page.pictures(3, 1).await;
    page.connect(&stage.faulty("url"), None).await;
    page.samples(1).await;
    page.generate(4).await;
    page.pictures(4, 1).await;
    page.js::<()>(
        "document.querySelector('#group-4 details').open = true",
        &[],
    )
    .await;
    stop(ODD).await;
    for group in ["#group-3", "#group-4"] {
        page.js::<()>(
            "document.querySelector(a[0]).hidden = true",
            &[group.into()],
        )
        .await;
    }
}

async fn viewer(stage: &Stage, stop: &mut impl AsyncFnMut(Screen)) {
    let page = &stage.page;
    page.click("#tile-2-1").await;
    page.until(
        "the viewer shows it",
        "document.querySelector('#viewer[open] .stage img')?.complete",
    )
    .await;
    stop(VIEWER).await;
    page.press("#viewer", "Actual size").await;
    stop(ACTUAL).await;
    page.press("#viewer", "Close the viewer").await;
}

async fn question(stage: &Stage, stop: &mut impl AsyncFnMut(Screen)) {
    let page = &stage.page;
    page.seed(20_250_101).await;
    page.connect(&stage.faulty("case=tour-done"), None).await;
    page.samples(4).await;
    page.click("#generate").await;
    page.element("#question[open] h2").await;
    stop(QUESTION).await;
    page.press("#question", "Don’t send").await;
    page.fill("#seed", "7").await;
    page.samples(2).await;
}

async fn failures(stage: &Stage, stop: &mut impl AsyncFnMut(Screen)) {
    let page = &stage.page;
    page.connect(&stage.faulty("rate-limit=9;case=tour-held"), None)
        .await;
    page.generate(5).await;
    page.until_says("#group-5", "goes out again by itself")
        .await;
    stop(HELD).await;
    page.press("#group-5", "Cancel").await;
    page.press("#group-5", "Dismiss").await;

    let rows = [
        (KEY_REFUSED, stage.faulty("bad-key")),
        (CREDITS, stage.faulty("no-credits")),
        (LIMIT, stage.faulty("rate-limit-reset=9;case=tour-limit")),
        (NETWORK, stage.foreign("drop")),
        (SAID, stage.faulty("traceback")),
    ];
    for (group, (screen, address)) in (6..).zip(rows) {
        page.connect(&address, Some(KEY)).await;
        page.generate(group).await;
        page.failure(group).await;
        if screen.name == SAID.name {
            page.click(&format!("#group-{group} summary:not(.menu *)"))
                .await;
        }
        stop(screen).await;
        page.press(&format!("#group-{group}"), "Dismiss").await;
    }
}
