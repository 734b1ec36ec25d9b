//! v2 over real HTTP, read by the client's own decoders: a job from its submit to its images, in every shape.

#![allow(clippy::unwrap_used)]

mod client;

use client::jobs::{AT_ONCE, NEVER, over, plain, poll, result, submitted, word};
use client::{KEY, ask, endpoint, generate, last, post, quick, send, start, text};
use simulator::{Config, Running};
use ssd1b::wire::{self, Lookup, decode_images};
use ssd1b::{Charge, Output};

#[tokio::test]
async fn a_job_waits_is_worked_on_and_ends() {
    let running = plain().await;
    let id = submitted(&running, &format!("queue={NEVER}"), 1).await;
    assert_eq!(poll(&running, "", &id).await, Lookup::Queued);
    assert_eq!(word(&result(&running, "", &id, 1).await), "queued");

    let id = submitted(&running, &format!("queue=0;work={NEVER}"), 1).await;
    while poll(&running, "", &id).await == Lookup::Queued {}
    assert_eq!(poll(&running, "", &id).await, Lookup::Processing);
    assert_eq!(word(&result(&running, "", &id, 1).await), "processing");
    assert_eq!(last(&running).billed, 0.0);

    let id = submitted(&running, AT_ONCE, 2).await;
    over(&running).await;
    let Lookup::Completed(facts) = poll(&running, "", &id).await else {
        panic!("not completed")
    };
    assert_eq!((facts.cost, facts.total_seconds), (Some(0.0084), Some(0.0)));
    assert!(facts.remaining_credits.is_some());
    let Lookup::Completed(generated) = result(&running, "", &id, 2).await else {
        panic!("not completed")
    };
    assert_eq!(generated.outputs.len(), 2);
    assert_eq!(
        generated.facts.seed.map(ssd1b::Seed::get),
        last(&running).seed
    );
}

#[tokio::test]
async fn time_is_scaled_and_records_expire_after_an_hour() {
    let running = start().await;
    let id = submitted(&running, "", 1).await;
    over(&running).await;
    let mut gone = None;
    for _ in 0..6000 {
        if let Lookup::Gone(failure) = poll(&running, "", &id).await {
            gone = Some(failure);
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let said = format!("Request {id} not found");
    assert_eq!(gone.unwrap().said(), Some(&*said));
    assert_eq!(word(&result(&running, "", &id, 1).await), "gone");
}

#[tokio::test]
async fn every_result_has_its_shape() {
    let running = plain().await;
    let check = async |faults: &str, samples: u8, expect: &str| {
        let id = submitted(&running, &format!("{AT_ONCE};{faults}"), samples).await;
        over(&running).await;
        let read = match result(&running, faults, &id, samples).await {
            Lookup::Completed(generated) => {
                let outputs: Vec<&str> = generated
                    .outputs
                    .iter()
                    .map(|output| match output {
                        Output::Picture(picture) => picture.kind().extension(),
                        Output::Url(url) if url.host() == "localhost" => "own",
                        Output::Url(url) => url.host(),
                    })
                    .collect();
                let short = if generated.is_short() { ", short" } else { "" };
                outputs.join(" ") + short
            }
            other => word(&other),
        };
        assert_eq!(read, expect, "{faults} of {samples}");
    };
    check("ok", 1, "own").await;
    check("ok", 3, "own own own").await;
    check("result=output", 1, "own").await;
    check("result=output", 2, "own, short").await;
    check("result=output-list", 2, "own own").await;
    check("result=images", 2, "own own").await;
    check("result=image", 1, "own").await;
    check("result=image", 2, "own own").await;
    check("result=base64", 1, "jpg").await;
    check("result=base64;webp", 2, "webp webp").await;
    check("result=bytes", 1, "jpg").await;
    check("result=bytes;png", 1, "png").await;
    check("result=none", 1, "failed NoImage").await;
    check("fewer", 3, "own own, short").await;
    check("numbers", 1, "own").await;
    check("numbers=plain", 1, "own").await;
    check("extra-keys;text-json", 1, "own").await;
    check("image-url=https", 1, "images.invalid").await;
    check("image-url=other", 1, "images.localhost").await;
    check("image-url=plain", 1, "failed UnsafeUrl").await;
    check("image-url=script", 1, "failed UnsafeUrl").await;
    check(
        "result=base64;truncated;on=result",
        1,
        "transient TruncatedBody",
    )
    .await;
    check("empty;on=result", 1, "transient EmptyBody").await;
}

#[tokio::test]
async fn numbers_may_be_text() {
    let running = plain().await;
    for (faults, size, cost) in [
        ("ok", "\"file_size\":", "\"cost\":0.0042"),
        ("numbers=text", "\"file_size\":\"", "\"cost\":\"0.0042\""),
        ("numbers=plain", "\"file_size\":", "\"seed\":9876543210"),
    ] {
        let id = submitted(&running, AT_ONCE, 1).await;
        over(&running).await;
        let outgoing = wire::result(&endpoint(&running, faults), &id);
        let reply = post(&running, &outgoing).await.unwrap();
        assert!(reply.text().contains(size), "{faults}: {}", reply.text());
        assert!(reply.text().contains(cost), "{faults}: {}", reply.text());
        let Lookup::Completed(generated) = wire::decode_result(reply.answer, 1) else {
            panic!("{faults}: not completed")
        };
        let facts = generated.facts;
        assert_eq!((facts.cost, facts.queue_seconds), (Some(0.0042), Some(0.0)));
        assert_eq!(facts.seed.unwrap().get(), 9_876_543_210);
    }
}

#[tokio::test]
async fn the_same_seed_gives_the_pixels_of_v1() {
    let running = plain().await;
    let reply = post(&running, &generate(&running, "", &ask(1, true))).await;
    let v1 = decode_images(reply.unwrap().answer, 1).unwrap().outputs;
    let id = submitted(&running, AT_ONCE, 1).await;
    over(&running).await;
    let Lookup::Completed(v2) = result(&running, "result=base64", &id, 1).await else {
        panic!("not completed")
    };
    assert!(v1 == v2.outputs);
}

#[tokio::test]
async fn failed_comes_under_both_statuses_and_is_billed_only_at_the_submit() {
    let running = plain().await;
    for (faults, status, billed) in [
        ("failed", 422, false),
        ("failed=200", 200, false),
        ("failed;bill=submit", 422, true),
    ] {
        let id = submitted(&running, &format!("{AT_ONCE};{faults}"), 1).await;
        over(&running).await;
        let (one, two) = (
            poll(&running, "", &id).await,
            result(&running, "", &id, 1).await,
        );
        assert_eq!(word(&one), "failed JobFailed", "{faults}");
        assert_eq!(word(&two), "failed JobFailed", "{faults}");
        let Lookup::Failed { failure, facts } = one else {
            unreachable!()
        };
        assert_eq!(failure.status(), Some(status), "{faults}");
        assert_eq!(last(&running).billed > 0.0, billed, "{faults}");
        assert_eq!(facts.cost, Some(last(&running).billed), "{faults}");
        let charge = if billed { Charge::Likely } else { Charge::None };
        assert_eq!(failure.charge(), charge, "{faults}");
    }
}

#[tokio::test]
async fn pictures_are_public_and_have_their_own_cors_mode_and_faults() {
    let running = plain().await;
    let picture = async |faults: &str, key: bool| {
        let id = submitted(&running, &format!("{faults};{AT_ONCE}"), 1).await;
        over(&running).await;
        let Lookup::Completed(generated) = result(&running, faults, &id, 1).await else {
            panic!("{faults}: not completed")
        };
        let Output::Url(url) = generated.outputs[0].clone() else {
            panic!("{faults}: no address")
        };
        let keyless = wire::download(&url);
        let path = keyless.url().splitn(4, '/').nth(3).unwrap().to_owned();
        let headers = [("x-api-key", KEY)];
        let headers = if key { &headers[..] } else { &[] };
        let reply = send(&running, &text("GET", &format!("/{path}"), headers, "")).await;
        reply.map(|reply| {
            let origin = reply.header("access-control-allow-origin").to_owned();
            (wire::decode_download(reply.answer).is_some(), origin)
        })
    };
    assert_eq!(picture("ok", false).await, Some((true, "*".into())));
    assert_eq!(
        picture("image-cors=off", false).await,
        Some((true, "".into()))
    );
    assert_eq!(
        picture("unknown;on=picture", false).await,
        Some((false, "*".into()))
    );
    assert_eq!(
        picture("truncated;on=picture", false).await,
        Some((false, "*".into()))
    );
    assert_eq!(picture("drop;on=picture", false).await, None);
    assert!(running.ledger.strays().is_empty());
    picture("ok", true).await;
    assert!(running.ledger.strays()[0].key);
}

#[tokio::test]
async fn jobs_take_their_turns_in_quick_time_too() {
    // Full life on the scaled clock, all at once.
    let running = std::sync::Arc::new(
        simulator::serve(Config {
            time_scale: 100.0,
            ..quick()
        })
        .await
        .unwrap(),
    );
    let one = |running: std::sync::Arc<Running>, samples| async move {
        let id = submitted(&running, "", samples).await;
        loop {
            match poll(&running, "", &id).await {
                Lookup::Completed(_) => break,
                Lookup::Queued | Lookup::Processing => tokio::task::yield_now().await,
                other => panic!("{}", word(&other)),
            }
        }
        match result(&running, "", &id, samples).await {
            Lookup::Completed(generated) => generated.outputs.len(),
            other => panic!("{}", word(&other)),
        }
    };
    let (a, b, c) = tokio::join!(
        one(running.clone(), 1),
        one(running.clone(), 4),
        one(running.clone(), 2)
    );
    assert_eq!((a, b, c), (1, 4, 2));
}
