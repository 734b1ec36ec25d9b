//! What a harness learns of each POST, and when.

#![allow(clippy::unwrap_used)]

mod client;

use client::{ask, generate, last, post, quick, send, start, submit, text, until};
use simulator::{Billing, Config, Running, Step};
use std::time::Duration;

async fn steps(running: &Running, last_step: Step) -> Vec<Step> {
    let steps = || -> Vec<Step> {
        let moments = running.ledger.moments(0);
        moments.iter().map(|moment| moment.step).collect()
    };
    until("the last step", || steps().contains(&last_step)).await;
    steps()
}

#[tokio::test]
async fn v1_is_billed_between_body_and_answer() {
    let running = start().await;
    post(&running, &generate(&running, "case=a", &ask(1, true))).await;
    assert_eq!(
        steps(&running, Step::AnswerWritten).await,
        [
            Step::Arrived,
            Step::BodyComplete,
            Step::Billed,
            Step::AnswerWritten
        ]
    );
    let entry = last(&running);
    let times = [
        Some(entry.when_ms),
        entry.body_complete_ms,
        entry.billed_ms,
        entry.answer_complete_ms,
    ];
    assert!(times.iter().all(Option::is_some) && times.is_sorted());
    assert_eq!((entry.seed, entry.samples), (Some(9_876_543_210), 1));
    let moments = running.ledger.moments(0);
    for (moment, time) in moments.iter().zip(times).skip(1) {
        assert_eq!(Some(moment.when_ms), time);
        assert_eq!(
            (moment.entry, moment.case.as_deref()),
            (entry.id, Some("a"))
        );
    }
    assert_eq!(moments[3].request_id, entry.request_id);
    assert!(entry.request_id.is_some());
}

#[tokio::test]
async fn v2_is_billed_at_its_completion_or_at_the_submit() {
    for (billing, expect) in [
        (
            Billing::Completion,
            [Step::Taken, Step::Billed, Step::JobOver],
        ),
        (
            Billing::Submit,
            [Step::Taken, Step::Billed, Step::AnswerWritten],
        ),
    ] {
        let config = Config { billing, ..quick() };
        let running = simulator::serve(config).await.unwrap();
        post(&running, &submit(&running, "", &ask(1, true))).await;
        steps(&running, Step::AnswerWritten).await;
        let mut steps = steps(&running, Step::JobOver).await;
        assert_eq!(steps.len(), 6, "{steps:?}");
        assert_eq!(steps[..2], [Step::Arrived, Step::BodyComplete]);
        // The answer and the end of the job race each other; the rest has an order.
        steps.retain(|step| expect.contains(step));
        assert_eq!(steps, expect);
        let entry = last(&running);
        assert!(entry.billed_ms.is_some() && entry.billed_ms <= entry.job_over_ms);
    }
}

#[tokio::test]
async fn a_dropped_connection_is_a_moment_too() {
    let running = start().await;
    for faults in ["drop;billed", "drop"] {
        post(&running, &generate(&running, faults, &ask(1, true))).await;
    }
    let steps: Vec<Step> = running.ledger.moments(0).iter().map(|m| m.step).collect();
    assert_eq!(
        steps,
        [
            Step::Arrived,
            Step::BodyComplete,
            Step::Billed,
            Step::Dropped,
            Step::Arrived,
            Step::BodyComplete,
            Step::Dropped
        ]
    );
}

#[tokio::test]
async fn a_harness_can_wait_for_the_next_moment() {
    let running = start().await;
    assert!(
        running
            .ledger
            .next_moments(0, Duration::ZERO)
            .await
            .is_empty()
    );
    let patience = Duration::from_secs(3600);
    let faults = "hang;billed";
    let outgoing = generate(&running, faults, &ask(1, true));
    let mut talk = client::Talk::with(running.addr).await;
    let waiting = running.ledger.next_moments(0, patience);
    let request = client::text_of(&outgoing, client::KEY);
    let asking = talk.say(&request);
    let (moments, ()) = tokio::join!(waiting, asking);
    assert_eq!((moments[0].number, moments[0].step), (1, Step::Arrived));

    // Over HTTP, from the second moment on: the third is the bill.
    let mut billed = false;
    while !billed {
        let reply = send(
            &running,
            &text("GET", "/sim/moments?after=2&wait=60000", &[], ""),
        )
        .await;
        let moments: serde_json::Value = serde_json::from_str(&reply.unwrap().text()).unwrap();
        assert_eq!(moments[0]["number"], 3);
        billed = moments[0]["step"] == "billed";
    }
    let reply = send(&running, &text("GET", "/sim/moments?after=3", &[], "")).await;
    assert_eq!(reply.unwrap().text(), "[]");

    // Clearing forgets them and goes on counting.
    running.ledger.clear();
    assert!(running.ledger.moments(0).is_empty());
    post(&running, &generate(&running, "", &ask(1, true))).await;
    assert_eq!(running.ledger.moments(0)[0].number, 4);
}
