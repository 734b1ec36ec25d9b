//! v2 when something stands in the way: of the submit, of a question, of a picture's address.

#![allow(clippy::unwrap_used)]

mod client;

use client::jobs::{AT_ONCE, over, plain, poll, result, submitted, word};
use client::{KEY, ask, endpoint, last, post, send, submit, text};
use simulator::Config;
use ssd1b::wire::{self, decode_submit};
use ssd1b::{Kind, RequestId};

#[tokio::test]
async fn what_is_not_known_is_gone() {
    let running = plain().await;
    let id = submitted(&running, AT_ONCE, 1).await;
    over(&running).await;
    assert_eq!(word(&poll(&running, "expired", &id).await), "gone");
    assert_eq!(word(&result(&running, "expired", &id, 1).await), "gone");
    assert_eq!(
        word(&poll(&running, "expired=86400", &id).await),
        "completed"
    );
    // Somebody pastes a key where the id belongs: the 404 does not repeat it.
    let key = RequestId::parse(KEY).unwrap();
    let reply = post(&running, &wire::result(&endpoint(&running, ""), &key)).await;
    assert_eq!(
        reply.unwrap().text(),
        r#"{"error":"Request [key] not found"}"#
    );
    let unknown = RequestId::parse("never-seen").unwrap();
    assert_eq!(word(&poll(&running, "", &unknown).await), "gone");
}

#[tokio::test]
async fn obstacles_on_the_way_to_an_answer_pass() {
    let running = plain().await;
    for (faults, expect) in [
        ("gateway", "transient Gateway"),
        ("gateway=504", "transient Gateway"),
        ("unavailable", "transient ServerError"),
        ("traceback", "transient ServerError"),
        ("drop", "transient Network"),
        ("cut", "transient Network"),
        ("html-page", "transient HtmlPage"),
        ("login-page", "barred LoginPage"),
        ("bad-key", "barred BadKey"),
        ("no-key", "barred NoKey"),
        ("forbidden", "barred Forbidden"),
        ("unknown", "transient NotFound"),
        ("truncated", "transient NoStatus"),
        ("empty", "transient NoStatus"),
    ] {
        let first = format!("{faults};on=poll;first=2;case={faults}");
        // The faults of the base address come with the submit too, and leave it alone.
        let id = submitted(&running, &format!("{first};{AT_ONCE}"), 1).await;
        over(&running).await;
        for expect in [expect, expect, "completed"] {
            assert_eq!(word(&poll(&running, &first, &id).await), expect, "{first}");
        }
        assert_eq!(word(&result(&running, &first, &id, 1).await), "completed");
    }
    let id = submitted(&running, AT_ONCE, 1).await;
    over(&running).await;
    for (faults, expect) in [
        ("rate-limit=1;on=poll", "transient RateLimited"),
        ("rate-limit-reset=1;on=poll", "transient RateLimited until"),
    ] {
        assert_eq!(word(&poll(&running, faults, &id).await), expect);
        assert_eq!(word(&poll(&running, faults, &id).await), "completed");
    }
    let faults = "drop;on=result;first=1";
    assert_eq!(
        word(&result(&running, faults, &id, 1).await),
        "transient Network"
    );
    assert_eq!(word(&result(&running, faults, &id, 1).await), "completed");
}

/// What a submit under faults brings: the failure's kind, whether it may be repeated unasked, whether a job was made.
#[tokio::test]
async fn a_submit_that_fails_says_whether_it_may_be_repeated() {
    let running = plain().await;
    for (faults, kind, again, taken) in [
        ("rate-limit", Kind::RateLimited, true, false),
        ("rate-limit-reset", Kind::RateLimited, true, false),
        ("unavailable", Kind::ServerError, true, false),
        ("traceback", Kind::ServerError, true, false),
        ("invalid=500", Kind::ServerError, false, false),
        (
            "unavailable;error-shape=message",
            Kind::ServerError,
            false,
            false,
        ),
        ("gateway", Kind::Gateway, false, false),
        ("gateway;billed", Kind::Gateway, false, true),
        ("no-credits", Kind::InsufficientCredits, false, false),
        ("bad-key", Kind::BadKey, false, false),
        ("no-request-id", Kind::NoRequestId, false, true),
        ("no-request-id=path", Kind::NoRequestId, false, true),
        ("no-request-id=number", Kind::NoRequestId, false, true),
        ("empty", Kind::NoRequestId, false, true),
    ] {
        let faults = format!("{faults};{AT_ONCE}");
        let reply = post(&running, &submit(&running, &faults, &ask(1, true)))
            .await
            .unwrap();
        let failure = decode_submit(reply.answer).unwrap_err();
        assert_eq!(failure.kind(), kind, "{faults}");
        assert_eq!(failure.may_repeat_unasked(), again, "{faults}");
        if taken {
            over(&running).await;
        }
        let entry = last(&running);
        assert_eq!(entry.request_id.is_some(), taken, "{faults}");
        assert_eq!(entry.billed > 0.0, taken, "{faults}");
    }
    for faults in ["drop;billed;on=submit", "hang;billed;on=submit"] {
        let outgoing = submit(&running, &format!("{faults};{AT_ONCE}"), &ask(1, true));
        let mut talk = client::Talk::with(running.addr).await;
        talk.say(&client::text_of(&outgoing, KEY)).await;
        over(&running).await;
        let id = RequestId::parse(&last(&running).request_id.unwrap()).unwrap();
        assert_eq!(word(&poll(&running, "", &id).await), "completed");
        assert_eq!(last(&running).status, None);
    }
}

#[tokio::test]
async fn questions_need_a_key_and_count_against_no_limit() {
    let running = simulator::serve(Config {
        rate_limit: Some(1),
        edge: 16,
        ..Config::default()
    })
    .await
    .unwrap();
    let id = submitted(&running, AT_ONCE, 1).await;
    for _ in 0..3 {
        assert_ne!(
            word(&poll(&running, "", &id).await),
            "transient RateLimited until"
        );
    }
    let again = post(&running, &submit(&running, "", &ask(1, true))).await;
    assert_eq!(again.unwrap().status(), 429);
    for (key, expect) in [
        ("", "barred NoKey"),
        ("SG_0000000000000bad", "barred BadKey"),
    ] {
        let outgoing = wire::poll(&endpoint(&running, ""), &id);
        let reply = send(&running, &client::text_of(&outgoing, key)).await;
        assert_eq!(word(&wire::decode_poll(reply.unwrap().answer)), expect);
    }
}

#[tokio::test]
async fn addresses_of_another_host_tempt_in_vain() {
    let running = plain().await;
    let faults = format!("foreign-urls;{AT_ONCE}");
    let reply = post(&running, &submit(&running, &faults, &ask(1, true)))
        .await
        .unwrap();
    assert!(
        reply
            .text()
            .contains("\"status_url\":\"http://elsewhere.localhost/elsewhere/v2/requests/")
    );
    let id = decode_submit(reply.answer).unwrap().id;
    over(&running).await;
    assert_eq!(word(&poll(&running, &faults, &id).await), "completed");
    assert!(running.ledger.strays().is_empty());

    // A client that follows is written down.
    let path = format!("/elsewhere/v2/requests/{id}/status");
    send(&running, &text("GET", &path, &[("x-api-key", KEY)], "")).await;
    let reply = send(&running, &text("GET", "/sim/strays", &[], "")).await;
    let strays: serde_json::Value = serde_json::from_str(&reply.unwrap().text()).unwrap();
    assert_eq!(
        (&strays[0]["path"], &strays[0]["key"]),
        (&path.into(), &true.into())
    );
}
