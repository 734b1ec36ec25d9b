//! Failures without an answer: what can be known of them, in words.

use ssd1b::{Charge, Failure, Field, Kind, NetworkFacts, Next};

const POST: NetworkFacts = NetworkFacts {
    online: Some(true),
    elapsed_ms: 1200,
    host_answered_before: true,
    post: true,
    cut_mid_body: false,
};

#[track_caller]
fn reads(failure: &Failure, charge: Charge, next: Next, text: &str) {
    assert_eq!(failure.to_string(), text);
    assert_eq!((failure.charge(), failure.next()), (charge, next));
    assert_eq!(
        (failure.status(), failure.field(), failure.said()),
        (None, None, None)
    );
    assert!(failure.received().is_none());
}

#[track_caller]
fn network(facts: NetworkFacts, charge: Charge, next: Next, text: &str) {
    let failure = Failure::network(facts);
    assert_eq!(failure.kind(), Kind::Network);
    reads(&failure, charge, next, text);
}

const TWICE: &str = "This may have been charged, perhaps more than once: browsers repeat a request by themselves when a \
    connection breaks, and no page can see or prevent it. Any images of it cannot be fetched.";
const BALANCE: &str = "Look at your balance before you send it again.";

#[test]
fn a_post_without_an_answer_may_be_charged_more_than_once() {
    let (charge, next) = (Charge::UnknownMaybeTwice, Next::AskBeforeRepeating);
    let text = format!(
        "No answer came back. {TWICE} Check the network; the host has answered before. {BALANCE}"
    );
    network(POST, charge, next, &text);
    let text = format!(
        "No answer came back. {TWICE} Check the base URL; if it is right, the host may refuse calls from web pages, and a \
         proxy helps. {BALANCE}"
    );
    network(
        NetworkFacts {
            host_answered_before: false,
            online: None,
            ..POST
        },
        charge,
        next,
        &text,
    );
    let text = format!(
        "No answer came back. {TWICE} A gateway on the way probably ran out of patience; fewer images or steps take less \
         time. {BALANCE}"
    );
    network(
        NetworkFacts {
            elapsed_ms: 60_000,
            ..POST
        },
        charge,
        next,
        &text,
    );
    let text =
        format!("This device is offline. {TWICE} Connect this device to the network. {BALANCE}");
    network(
        NetworkFacts {
            online: Some(false),
            ..POST
        },
        charge,
        next,
        &text,
    );
}

#[test]
fn an_answer_cut_short_was_probably_charged() {
    network(
        NetworkFacts {
            cut_mid_body: true,
            ..POST
        },
        Charge::Likely,
        Next::AskBeforeRepeating,
        "The connection broke in the middle of the answer. The service had begun to answer, so this was probably charged; \
         its images are lost. Check the network, which seems unsteady. Look at your balance before you send it again.",
    );
}

#[test]
fn a_get_costs_nothing() {
    network(
        NetworkFacts {
            post: false,
            ..POST
        },
        Charge::None,
        Next::TryAgain,
        "No answer came back. Nothing was charged. Check the network; the host has answered before.",
    );
    network(
        NetworkFacts {
            post: false,
            cut_mid_body: true,
            ..POST
        },
        Charge::None,
        Next::TryAgain,
        "The connection broke in the middle of the answer. Nothing was charged. Check the network, which seems unsteady.",
    );
}

#[test]
fn cancelled_and_without_a_key() {
    reads(
        &Failure::cancelled(true),
        Charge::Unknown,
        Next::AskBeforeRepeating,
        "Cancelled. The service cannot be told to stop: it may still finish and charge for images that cannot be fetched. \
         Look at your balance before you send it again; that may cost a second time.",
    );
    reads(
        &Failure::cancelled(false),
        Charge::None,
        Next::TryAgain,
        "Cancelled. Nothing was charged. Generate again whenever you like.",
    );
    reads(
        &Failure::missing_key(),
        Charge::None,
        Next::OpenConnection,
        "This connection needs an API key. Nothing was sent, and nothing was charged. Enter the key in the connection \
         settings.",
    );
}

#[test]
fn the_field_is_the_one_the_server_names() {
    let field = |words: &str| {
        let body = format!("{{\"error\":{}}}", serde_json_text(words)).into_bytes();
        let answer = ssd1b::wire::Answer {
            status: 400,
            headers: Vec::new(),
            body,
        };
        ssd1b::wire::decode_images(answer, 1).unwrap_err().field()
    };
    assert_eq!(
        field("Prompt is Mandatory and must be string"),
        Some(Field::Prompt)
    );
    assert_eq!(
        field("negative_prompt must be a string"),
        Some(Field::NegativePrompt)
    );
    assert_eq!(
        field("Negative prompt must be a string"),
        Some(Field::NegativePrompt)
    );
    assert_eq!(field("'samples' is above 4"), Some(Field::Samples));
    assert_eq!(field("invalid scheduler: Foo"), Some(Field::Scheduler));
    assert_eq!(
        field("guidance_scale and seed must be numbers"),
        Some(Field::Guidance)
    );
    assert_eq!(field("img_height: 512"), Some(Field::Height));
    assert_eq!(field("base64 must be boolean"), Some(Field::Base64));
    assert_eq!(field("prompting is seeded; resamples"), None);
    assert_eq!(
        field("Traceback\n  prompt=prompt\nValueError: seed too large"),
        Some(Field::Seed)
    );
    assert_eq!(
        field("Inputs which are supposed to be numbers are in alphabet"),
        None
    );
}

/// The words as a JSON string; enough for the words above.
fn serde_json_text(words: &str) -> String {
    format!("\"{}\"", words.replace('\n', "\\n"))
}
