//! The documented service: pictures, facts, keys, money, limits.

#![allow(clippy::unwrap_used)]

mod client;

use client::{KEY, ask, credits, generate, last, post, quick, send, start, text_of, until};
use simulator::{Config, KEYS, Running};
use ssd1b::wire::{decode_credits, decode_images};
use ssd1b::{Output, Request, Seed, estimate};

async fn pictures(running: &Running, request: &Request) -> Vec<Vec<u8>> {
    let reply = post(running, &generate(running, "", request))
        .await
        .unwrap();
    let outputs = decode_images(reply.answer, request.samples())
        .unwrap()
        .outputs;
    let bytes = |output| match output {
        Output::Picture(picture) => picture.into_bytes(),
        Output::Url(_) => panic!("an address"),
    };
    outputs.into_iter().map(bytes).collect()
}

#[tokio::test]
async fn the_same_seed_gives_the_same_pixels() {
    let running = start().await;
    let bytes = pictures(&running, &ask(1, false)).await;
    let texts = pictures(&running, &ask(2, true)).await;
    assert!(bytes[0] == texts[0]);
    assert!(texts[0] != texts[1]);
    let other = pictures(&running, &ask(1, true).with_seed(Seed::new(7).unwrap())).await;
    assert!(bytes[0] != other[0]);
    // Another simulator, so that no cache can answer.
    assert!(bytes == pictures(&start().await, &ask(1, false)).await);
}

#[tokio::test]
async fn pictures_have_the_size_of_the_api_by_default() {
    let running = simulator::serve(Config::default()).await.unwrap();
    let reply = post(&running, &generate(&running, "", &ask(1, false)))
        .await
        .unwrap();
    let Output::Picture(picture) = &decode_images(reply.answer, 1).unwrap().outputs[0] else {
        panic!("an address")
    };
    assert_eq!(picture.dimensions(), Some((1024, 1024)));
}

#[tokio::test]
async fn facts_come_in_headers() {
    let running = start().await;
    let reply = post(&running, &generate(&running, "", &ask(2, false)))
        .await
        .unwrap();
    let facts = decode_images(reply.answer, 2).unwrap().facts;
    let price = estimate(2, 45);
    assert_eq!(
        (facts.cost, facts.seconds),
        (Some(price.dollars), Some(price.seconds))
    );
    assert_eq!(facts.seed, Seed::new(9_876_543_210));
    assert_eq!(
        facts.request_id.as_deref(),
        Some("00000000-0000-4000-8000-000000000001")
    );
    assert!(facts.remaining_credits.is_some());
}

#[tokio::test]
async fn a_random_seed_is_drawn_and_told() {
    let running = start().await;
    let mut seeds = Vec::new();
    for _ in 0..2 {
        let request = ask(1, true).with_seed(Seed::RANDOM);
        let reply = post(&running, &generate(&running, "", &request))
            .await
            .unwrap();
        let generated = decode_images(reply.answer, 1).unwrap();
        let seed = generated.facts.seed.unwrap();
        assert!(!seed.is_random());
        let Output::Picture(picture) = &generated.outputs[0] else {
            panic!("an address")
        };
        assert!(picture.bytes() == pictures(&running, &ask(1, true).with_seed(seed)).await[0]);
        seeds.push(seed);
    }
    assert_ne!(seeds[0], seeds[1]);
}

#[tokio::test]
async fn the_balance_falls_by_the_price_free_credits_first() {
    let running = start().await;
    let balance = async |key: &str| {
        let reply = send(&running, &text_of(&credits(&running, ""), key))
            .await
            .unwrap();
        decode_credits(reply.answer).unwrap()
    };
    let start = balance(KEY).await.total().unwrap();
    let mut billed = 0.0;
    for samples in 1..=4 {
        post(&running, &generate(&running, "", &ask(samples, true)))
            .await
            .unwrap();
        billed += last(&running).billed;
    }
    let ssd1b::wire::Balance::Known { paid, free } = balance(KEY).await else {
        panic!("no record")
    };
    assert!((start - billed - paid - free).abs() < 1e-9);
    assert!((billed - 10.0 * 0.0042).abs() < 1e-9);
    assert_eq!(free, 0.0);
    assert_eq!(balance("SG_another").await.total(), Some(start));
}

#[tokio::test]
async fn a_request_needs_its_whole_price() {
    let running = simulator::serve(Config {
        balance: 0.0,
        ..quick()
    })
    .await
    .unwrap();
    let mut statuses = Vec::new();
    // Free credits of about 1.8 cents, 0.84 cents a request.
    for _ in 0..3 {
        statuses.push(
            post(&running, &generate(&running, "", &ask(2, true)))
                .await
                .unwrap()
                .status(),
        );
    }
    assert_eq!(statuses, [200, 200, 406]);
}

#[tokio::test]
async fn keys_have_their_standing() {
    let running = start().await;
    let status = async |key: &str| {
        let posted = send(
            &running,
            &text_of(&generate(&running, "", &ask(1, true)), key),
        )
        .await
        .unwrap()
        .status();
        let asked = send(&running, &text_of(&credits(&running, ""), key))
            .await
            .unwrap()
            .status();
        (posted, asked, last(&running).key)
    };
    assert_eq!(status("").await, (401, 401, "none"));
    assert_eq!(status(KEY).await, (200, 200, "good"));
    assert_eq!(status("sk-other").await, (401, 401, "bad"));
    assert_eq!(status("SG_").await, (401, 401, "bad"));
    let expected = [
        (401, 401, "bad"),
        (401, 401, "bad"),
        (403, 403, "good"),
        (200, 404, "good"),
        (406, 200, "good"),
    ];
    for (known, expect) in KEYS.iter().zip(expected) {
        assert_eq!(status(known.key).await, expect, "{}", known.key);
    }
}

#[tokio::test]
async fn a_proxy_needs_no_key() {
    let open = simulator::serve(Config {
        key_needed: false,
        ..quick()
    })
    .await
    .unwrap();
    let closed = start().await;
    for (running, faults) in [(&open, ""), (&closed, "proxy")] {
        let reply = send(
            running,
            &text_of(&generate(running, faults, &ask(1, true)), ""),
        )
        .await
        .unwrap();
        assert_eq!(
            (reply.status(), last(running).key),
            (200, "none"),
            "{faults}"
        );
        let reply = send(running, &text_of(&credits(running, faults), ""))
            .await
            .unwrap();
        assert_eq!(reply.status(), 200, "{faults}");
    }
}

#[tokio::test]
async fn the_rate_limit_holds_and_passes() {
    // A minute of sixteen hours.
    let config = Config {
        rate_limit: Some(2),
        time_scale: 0.001,
        ..quick()
    };
    let running = simulator::serve(config).await.unwrap();
    let mut replies = Vec::new();
    for _ in 0..3 {
        replies.push(
            post(&running, &generate(&running, "", &ask(1, true)))
                .await
                .unwrap(),
        );
    }
    assert_eq!(
        replies
            .iter()
            .map(client::Reply::status)
            .collect::<Vec<_>>(),
        [200, 200, 429]
    );
    assert_ne!(replies[2].header("x-rate-limit-reset-at-utc"), "");
    let reply = send(
        &running,
        &text_of(&generate(&running, "", &ask(1, true)), "SG_another"),
    )
    .await
    .unwrap();
    assert_eq!(reply.status(), 200);

    let config = Config {
        rate_limit: Some(1),
        ..quick()
    };
    let running = std::sync::Arc::new(simulator::serve(config).await.unwrap());
    let mut passed = 0;
    for _ in 0..6000 {
        passed += u32::from(
            post(&running, &generate(&running, "", &ask(1, true)))
                .await
                .unwrap()
                .status()
                == 200,
        );
        if passed == 2 {
            break;
        }
    }
    assert_eq!(passed, 2);
    until("the ledger has both", || {
        running
            .ledger
            .entries()
            .iter()
            .filter(|e| e.billed > 0.0)
            .count()
            == 2
    })
    .await;
}
