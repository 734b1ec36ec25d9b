//! Faults of time and transport: what happens to connections, and what the ledger makes of it. No clock decides here.

#![allow(clippy::unwrap_used)]

mod client;

use client::{
    KEY, Talk, ask, credits, generate, last, post, send, start, start_logged, text_of, until,
};
use simulator::Running;
use ssd1b::wire::decode_images;
use std::sync::Arc;

/// Longer than any test runs, even in quick time.
const NEVER: &str = "86400000";

#[tokio::test]
async fn a_dropped_connection_brings_no_byte() {
    let running = start().await;
    for (faults, billed) in [("drop", false), ("drop;billed", true)] {
        assert!(
            post(&running, &generate(&running, faults, &ask(1, true)))
                .await
                .is_none(),
            "{faults}"
        );
        let entry = last(&running);
        assert!(entry.body_complete && !entry.answer_complete, "{faults}");
        assert_eq!(
            (entry.status, entry.billed > 0.0),
            (None, billed),
            "{faults}"
        );
    }
    assert!(
        send(&running, &text_of(&credits(&running, "drop"), KEY))
            .await
            .is_none()
    );
}

#[tokio::test]
async fn a_cut_answer_brings_half_its_bytes() {
    let running = start().await;
    for base64 in [false, true] {
        let whole = post(&running, &generate(&running, "", &ask(2, base64)))
            .await
            .unwrap();
        let cut = post(&running, &generate(&running, "cut", &ask(2, base64)))
            .await
            .unwrap();
        assert_eq!(cut.status(), 200);
        assert_eq!(cut.header("content-length"), whole.header("content-length"));
        assert!(!cut.whole);
        assert!(cut.answer.body == whole.answer.body[..whole.answer.body.len() / 2]);
        let entry = last(&running);
        assert_eq!((entry.status, entry.answer_complete), (Some(200), false));
        assert!(entry.billed > 0.0);
    }
}

#[tokio::test]
async fn a_drip_brings_everything_piece_by_piece() {
    let running = start().await;
    let whole = post(&running, &generate(&running, "drip", &ask(1, true)))
        .await
        .unwrap();
    assert!(whole.whole && last(&running).answer_complete);
    assert_eq!(decode_images(whole.answer, 1).unwrap().outputs.len(), 1);

    // So slow that the second piece is minutes away, even in quick time.
    let mut talk = Talk::with(running.addr).await;
    talk.say(&text_of(
        &generate(&running, &format!("drip={NEVER}"), &ask(1, true)),
        KEY,
    ))
    .await;
    let some = talk.hear_some(1).await.unwrap();
    assert!(some.status() == 200 && !some.whole);
    assert!(!last(&running).answer_complete);
}

#[tokio::test]
async fn a_cold_start_waits_and_then_answers() {
    let running = start().await;
    for faults in ["cold-start", "delay=1", "cold-start=60;delay=0;gateway=504"] {
        let reply = post(&running, &generate(&running, faults, &ask(1, true)))
            .await
            .unwrap();
        assert_eq!(
            reply.status(),
            if faults.contains("gateway") { 504 } else { 200 },
            "{faults}"
        );
    }
    // An endless one shows that there is a wait at all.
    let mut talk = Talk::with(running.addr).await;
    talk.say(&text_of(
        &generate(
            &running,
            &format!("cold-start={NEVER};case=cold"),
            &ask(1, true),
        ),
        KEY,
    ))
    .await;
    until("the request is read", || {
        running
            .ledger
            .case("cold")
            .iter()
            .any(|entry| entry.body_complete)
    })
    .await;
    assert_eq!(last(&running).status, None);
    drop(talk);
}

#[tokio::test]
async fn a_client_that_goes_away_is_billed_all_the_same() {
    let running = start().await;
    let mut talk = Talk::with(running.addr).await;
    talk.say(&text_of(
        &generate(&running, "delay=100", &ask(1, true)),
        KEY,
    ))
    .await;
    until("the request is read", || {
        running
            .ledger
            .entries()
            .iter()
            .any(|entry| entry.body_complete)
    })
    .await;
    drop(talk);
    until("the work is billed", || last(&running).billed > 0.0).await;
    assert_eq!(
        (last(&running).status, last(&running).answer_complete),
        (None, false)
    );
}

#[tokio::test]
async fn a_hung_request_ends_with_its_client() {
    let (running, log) = start_logged().await;
    let mut talk = Talk::with(running.addr).await;
    talk.say(&text_of(
        &generate(&running, "hang;billed", &ask(1, true)),
        KEY,
    ))
    .await;
    until("it is billed", || {
        running
            .ledger
            .entries()
            .iter()
            .any(|entry| entry.billed > 0.0)
    })
    .await;
    assert_eq!(last(&running).status, None);
    assert!(log.lock().unwrap().is_empty());
    drop(talk);
    until("the log says so", || {
        log.lock().unwrap().contains("the client went away")
    })
    .await;
}

#[tokio::test]
async fn a_body_that_stops_is_not_complete() {
    let (running, log) = start_logged().await;
    let mut talk = Talk::with(running.addr).await;
    let text = text_of(&generate(&running, "", &ask(1, true)), KEY);
    talk.say(&text[..text.len() - 10]).await;
    until("the head is read", || !running.ledger.entries().is_empty()).await;
    drop(talk);
    until("it is over", || !log.lock().unwrap().is_empty()).await;
    let entry = last(&running);
    assert_eq!((entry.body_complete, entry.billed), (false, 0.0));
}

#[tokio::test]
async fn connections_are_used_again_only_on_wish() {
    let running = start().await;
    let text = |faults: &str| text_of(&generate(&running, faults, &ask(1, true)), KEY);
    let mut talk = Talk::with(running.addr).await;
    for _ in 0..2 {
        talk.say(&text("keep-alive")).await;
        let reply = talk.hear().await.unwrap();
        assert_eq!((reply.status(), reply.header("connection")), (200, ""));
    }
    talk.say(&text("")).await;
    assert_eq!(talk.hear().await.unwrap().header("connection"), "close");
    send(&running, &text("")).await.unwrap();
    let numbers: Vec<u64> = running
        .ledger
        .entries()
        .iter()
        .map(|entry| entry.connection)
        .collect();
    assert_eq!(numbers, [1, 1, 1, 2]);
}

#[tokio::test]
async fn shutting_down_closes_what_hangs() {
    let running = start().await;
    let mut talk = Talk::with(running.addr).await;
    talk.say(&text_of(&generate(&running, "hang", &ask(1, true)), KEY))
        .await;
    until("the request is read", || {
        running
            .ledger
            .entries()
            .iter()
            .any(|entry| entry.body_complete)
    })
    .await;
    let addr = running.addr;
    running.shutdown().await;
    assert!(talk.hear().await.is_none());
    assert!(tokio::net::TcpStream::connect(addr).await.is_err());
}

#[tokio::test]
async fn concurrent_requests_get_their_own_answers() {
    let running = Arc::new(start().await);
    let one = |running: Arc<Running>, samples: u8| async move {
        let reply = post(&running, &generate(&running, "", &ask(samples, true)))
            .await
            .unwrap();
        decode_images(reply.answer, samples).unwrap().outputs.len()
    };
    let (a, b, c) = tokio::join!(
        one(running.clone(), 1),
        one(running.clone(), 4),
        one(running.clone(), 2)
    );
    assert_eq!((a, b, c), (1, 4, 2));
}
