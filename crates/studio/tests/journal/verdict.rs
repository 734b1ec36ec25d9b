//! What a failure means for its job.

use ssd1b::wire::{self, Answer};
use ssd1b::{Failure, NetworkFacts};
use studio::journal::{Asked, Event, JobRow, State};
use studio::money::{Charge, Micros};
use studio::retry;

use crate::rows::{claim, paid};

fn answer(status: u16, kind: &str, body: &str) -> Answer {
    Answer {
        status,
        headers: vec![("content-type".into(), kind.into())],
        body: body.into(),
    }
}

const JSON: &str = "application/json";
const LOGIN: &str = "<html><title>Sign in</title><form><input type=password></form></html>";

fn v1(answer: Answer) -> Failure {
    wire::decode_images(answer, 1).unwrap_err()
}

fn v2(answer: Answer) -> Failure {
    wire::decode_submit(answer).unwrap_err()
}

fn question(answer: Answer) -> Failure {
    match wire::decode_result(answer, 1) {
        wire::Lookup::Failed { failure, .. }
        | wire::Lookup::Gone(failure)
        | wire::Lookup::Barred(failure)
        | wire::Lookup::Transient(failure) => failure,
        other => panic!("{other:?}"),
    }
}

fn network(post: bool, cut_mid_body: bool) -> Failure {
    Failure::network(NetworkFacts {
        online: None,
        elapsed_ms: 1,
        host_answered_before: true,
        post,
        cut_mid_body,
    })
}

#[test]
fn what_a_failed_request_means_for_its_job() {
    let check = |asked: Asked, failure: Failure, expect: Event| {
        let event = Event::of_failure(asked, &failure, 0);
        assert_eq!(event, Some(expect), "{failure:?}");
    };
    let own = r#"{"error":"no"}"#;
    check(Asked::Images, v1(answer(429, JSON, own)), Event::HeldBack);
    check(Asked::Submit, v2(answer(429, JSON, own)), Event::HeldBack);
    check(Asked::Submit, v2(answer(503, JSON, own)), Event::HeldBack);
    check(Asked::Images, v1(answer(503, JSON, own)), Event::Refused);
    check(Asked::Images, v1(answer(500, JSON, own)), Event::Refused);
    check(Asked::Images, v1(answer(406, JSON, own)), Event::Refused);
    check(Asked::Images, Failure::missing_key(), Event::Refused);
    // A gateway's own hides what the service did.
    for status in [408, 502, 503, 504] {
        check(
            Asked::Images,
            v1(answer(status, "text/html", LOGIN)),
            Event::Lost,
        );
        check(
            Asked::Submit,
            v2(answer(status, "text/html", LOGIN)),
            Event::Lost,
        );
    }
    for cut in [false, true] {
        check(Asked::Images, network(true, cut), Event::Lost);
        check(Asked::Submit, network(true, cut), Event::Lost);
    }
    // Received, and no images in it: paid for, except that a sign-in page says nothing of the service.
    check(
        Asked::Images,
        v1(answer(200, "text/html", LOGIN)),
        Event::Lost,
    );
    check(
        Asked::Submit,
        v2(answer(200, "text/html", LOGIN)),
        Event::Lost,
    );
    check(Asked::Images, v1(answer(200, JSON, "{}")), Event::Unusable);
    check(Asked::Images, v1(answer(200, JSON, "")), Event::Unusable);
    check(Asked::Submit, v2(answer(200, JSON, "{}")), Event::Lost);
}

#[test]
fn a_request_is_held_back_three_times_at_most() {
    let limited = v1(answer(429, JSON, "{}"));
    for repeats in 0..=255 {
        let expect = if repeats < retry::MOST {
            Event::HeldBack
        } else {
            Event::Refused
        };
        let event = Event::of_failure(Asked::Images, &limited, repeats);
        assert_eq!(event, Some(expect), "{repeats}");
    }
}

#[test]
fn the_waits_before_sending_again() {
    let check = |failure: Failure, waits: [Option<f64>; 4]| {
        for (again, wait) in waits.into_iter().enumerate() {
            let expect = wait.map(|ms| 7_000.0 + ms);
            assert_eq!(
                retry::after(&failure, again as u8, 7_000.0),
                expect,
                "{again}"
            );
        }
    };
    let minute = Some(60_000.0);
    let own = r#"{"error":"no"}"#;
    check(v1(answer(429, JSON, own)), [minute, minute, minute, None]);
    check(v2(answer(429, JSON, own)), [minute, minute, minute, None]);
    let longer = [Some(5_000.0), Some(10_000.0), Some(20_000.0), None];
    check(v2(answer(500, JSON, own)), longer);
    check(v2(answer(503, JSON, own)), longer);
    let never = [None; 4];
    check(v1(answer(500, JSON, own)), never);
    check(v2(answer(502, "text/html", LOGIN)), never);
    check(
        v2(answer(
            500,
            JSON,
            r#"{"error":"num_inference_steps must be at least 20"}"#,
        )),
        never,
    );
    check(v2(answer(200, JSON, "{}")), never);
    check(network(true, false), never);
    // A question that got no answer is put again by `polling`, which is no sending again.
    check(network(false, false), never);
    check(
        question(answer(
            404,
            JSON,
            r#"{"error":"Request 2c7f59ea-1 not found"}"#,
        )),
        never,
    );
}

#[test]
fn what_a_failed_question_means_for_its_job() {
    let check = |failure: Failure, expect: Option<Event>| {
        for repeats in [0, 255] {
            for asked in [Asked::Poll, Asked::Result] {
                assert_eq!(
                    Event::of_failure(asked, &failure, repeats),
                    expect,
                    "{failure:?}"
                );
            }
        }
    };
    let failed = r#"{"status":"FAILED","error":"no","request_id":"a"}"#;
    let priced = r#"{"status":"FAILED","error":"no","metrics":{"cost":0.002}}"#;
    let gone = r#"{"error":"Request 2c7f59ea-1 not found"}"#;
    for status in [200, 422] {
        check(
            question(answer(status, JSON, failed)),
            Some(Event::JobFailed),
        );
        check(
            question(answer(status, JSON, priced)),
            Some(Event::Unusable),
        );
    }
    check(
        question(answer(200, JSON, r#"{"status":"COMPLETED"}"#)),
        Some(Event::Unusable),
    );
    check(
        question(answer(404, JSON, gone)),
        Some(Event::Expired { completed: false }),
    );
    // Nothing is learnt from these: the job lives on, whatever they would mean for a request.
    for status in [401, 403, 429, 500, 502, 503] {
        check(question(answer(status, JSON, r#"{"error":"no"}"#)), None);
    }
    check(question(answer(200, "text/html", LOGIN)), None);
    check(question(answer(200, JSON, "")), None);
    check(network(false, false), None);
}

/// The whole way from an answer to the row.
#[test]
fn a_sign_in_page_under_a_good_status_leaves_the_charge_unknown() {
    let mut row: JobRow = paid(&[Event::Queue, claim(), Event::Received]);
    let failure = v1(answer(200, "text/html", LOGIN));
    let event = Event::of_failure(Asked::Images, &failure, row.repeats).unwrap();
    row.apply(&event, 9_000).unwrap();
    assert_eq!(
        (&row.state, row.charge),
        (&State::Unknown, Charge::Unknown(Micros(4_200)))
    );
}
