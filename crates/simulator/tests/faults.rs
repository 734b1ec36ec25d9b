//! Every fault that shows in status, headers or body, read by the client's own decoder.

#![allow(clippy::unwrap_used)]

mod client;

use client::{KEY, ask, credits, generate, last, post, send, start, text_of};
use simulator::FAULTS;
use ssd1b::wire::{decode_credits, decode_images};
use ssd1b::{Output, Picture};

/// What one request under faults must bring.
struct Case {
    faults: &'static str,
    samples: u8,
    base64: bool,
    /// Status and content type.
    head: &'static str,
    /// What the decoder makes of it.
    read: &'static str,
    billed: bool,
}

const fn case(
    faults: &'static str,
    samples: u8,
    base64: bool,
    head: &'static str,
    read: &'static str,
) -> Case {
    let billed = matches!(head.as_bytes(), [b'2', ..]);
    Case {
        faults,
        samples,
        base64,
        head,
        read,
        billed,
    }
}

const fn unbilled(case: Case) -> Case {
    Case {
        billed: false,
        ..case
    }
}

const fn billed(case: Case) -> Case {
    Case {
        billed: true,
        ..case
    }
}

const BYTES: bool = false;
const TEXT: bool = true;

#[rustfmt::skip]
const CASES: &[Case] = &[
    case("ok", 1, BYTES, "200 image/jpeg", "jpg"),
    case("ok", 1, TEXT, "200 application/json", "jpg"),
    case("ok", 3, BYTES, "200 image/jpeg", "jpg, short"),
    case("ok", 3, TEXT, "200 application/json", "jpg jpg jpg"),
    case("image-list", 1, TEXT, "200 application/json", "jpg"),
    case("one-string", 3, TEXT, "200 application/json", "jpg, short"),
    case("bytes-urls", 2, BYTES, "200 application/json", "own own"),
    case("bytes-zip", 2, BYTES, "200 application/zip", "Archive"),
    case("octet-stream", 1, BYTES, "200 application/octet-stream", "jpg"),
    case("text-json", 2, TEXT, "200 text/plain", "jpg jpg"),
    case("mislabelled", 1, BYTES, "200 image/png", "jpg"),
    case("mislabelled;png", 1, BYTES, "200 image/jpeg", "png"),
    case("png", 1, BYTES, "200 image/png", "png"),
    case("png", 2, TEXT, "200 application/json", "png png"),
    case("webp", 1, BYTES, "200 image/webp", "webp"),
    case("webp", 1, TEXT, "200 application/json", "webp"),
    case("data-prefix", 2, TEXT, "200 application/json", "jpg jpg"),
    case("image-url", 1, BYTES, "200 application/json", "own"),
    case("image-url", 2, TEXT, "200 application/json", "own own"),
    case("image-url=other", 1, TEXT, "200 application/json", "other"),
    case("image-url=https", 1, TEXT, "200 application/json", "https"),
    case("image-url=plain", 1, TEXT, "200 application/json", "UnsafeUrl"),
    case("image-url=script", 1, TEXT, "200 application/json", "UnsafeUrl"),
    case("url", 1, BYTES, "200 application/json", "own"),
    case("output", 1, TEXT, "200 application/json", "own"),
    case("output", 2, TEXT, "200 application/json", "own own"),
    case("images", 2, TEXT, "200 application/json", "jpg jpg"),
    case("images;image-url", 2, TEXT, "200 application/json", "own own"),
    case("empty", 1, BYTES, "200 image/jpeg", "EmptyBody"),
    case("empty", 1, TEXT, "200 application/json", "EmptyBody"),
    case("truncated", 1, BYTES, "200 image/jpeg", "TruncatedBody"),
    case("truncated", 1, TEXT, "200 application/json", "TruncatedBody"),
    case("truncated", 3, TEXT, "200 application/json", "jpg, short"),
    case("not-base64", 1, TEXT, "200 application/json", "NotAnImage"),
    case("not-base64", 1, BYTES, "200 image/jpeg", "NotAnImage"),
    case("not-image", 1, TEXT, "200 application/json", "NotAnImage"),
    unbilled(case("login-page", 1, TEXT, "200 text/html; charset=utf-8", "LoginPage")),
    unbilled(case("html-page", 1, TEXT, "200 text/html; charset=utf-8", "HtmlPage")),
    case("no-key", 1, TEXT, "401 application/json", "NoKey"),
    case("bad-key", 1, TEXT, "401 application/json", "BadKey"),
    case("forbidden", 1, TEXT, "403 application/json", "Forbidden"),
    case("wrong-type", 1, TEXT, "406 application/json", "WrongContentType"),
    case("no-credits", 1, TEXT, "406 application/json", "InsufficientCredits"),
    case("spend-limit", 1, TEXT, "406 application/json", "SpendLimit"),
    case("refused-value", 1, TEXT, "406 application/json", "RefusedValue at Steps"),
    case("unknown", 1, TEXT, "404 application/json", "NotFound"),
    case("retired", 1, TEXT, "410 application/json", "ModelRetired"),
    case("wrong-verb", 1, TEXT, "405 text/html; charset=utf-8", "WrongMethod"),
    case("invalid", 1, TEXT, "400 application/json", "BadRequest at Steps"),
    case("invalid=406;field=seed", 1, TEXT, "406 application/json", "RefusedValue at Seed"),
    case("invalid=422;field=scheduler", 1, TEXT, "422 application/json", "Invalid at Scheduler"),
    case("invalid=500;field=guidance_scale", 1, TEXT, "500 application/json", "ServerError at Guidance"),
    case("rate-limit;case=table", 1, TEXT, "429 application/json", "RateLimited"),
    case("rate-limit-reset;case=table", 1, TEXT, "429 application/json", "RateLimited until"),
    case("rate-limit-reset;reset-format=seconds", 1, TEXT, "429 application/json", "RateLimited until"),
    case("rate-limit-reset;reset-format=ms", 1, TEXT, "429 application/json", "RateLimited until"),
    case("rate-limit-reset;reset-format=http", 1, TEXT, "429 application/json", "RateLimited until"),
    case("traceback", 1, TEXT, "500 application/json", "ServerError"),
    case("unavailable", 1, TEXT, "503 application/json", "ServerError"),
    case("gateway", 1, TEXT, "502 text/html; charset=utf-8", "Gateway"),
    case("gateway=504", 1, TEXT, "504 text/html; charset=utf-8", "Gateway"),
    case("gateway-cors=504", 1, TEXT, "504 text/html; charset=utf-8", "Gateway"),
    billed(case("gateway;billed", 1, TEXT, "502 text/html; charset=utf-8", "Gateway")),
    case("bad-key;error-shape=description", 1, TEXT, "401 application/json", "BadKey"),
    case("no-credits;error-shape=message", 1, TEXT, "406 application/json", "InsufficientCredits"),
    case("invalid;error-shape=detail", 1, TEXT, "400 application/json", "BadRequest at Steps"),
];

/// Those that show elsewhere: in the balance, in CORS headers, in the transport, in the ledger, in v2.
const ELSEWHERE: &[&str] = &[
    "queue",
    "work",
    "bill",
    "result",
    "fewer",
    "numbers",
    "extra-keys",
    "image-cors",
    "failed",
    "expired",
    "no-request-id",
    "on",
    "first",
    "foreign-urls",
    "no-record",
    "cors",
    "proxy",
    "delay",
    "cold-start",
    "drop",
    "cut",
    "drip",
    "hang",
    "keep-alive",
];

#[tokio::test]
async fn every_fault_brings_its_answer() {
    let running = start().await;
    for case in CASES {
        let name = format!("{} of {}", case.faults, case.samples);
        let reply = post(
            &running,
            &generate(&running, case.faults, &ask(case.samples, case.base64)),
        )
        .await;
        let reply = reply.unwrap_or_else(|| panic!("{name}: no answer"));
        assert!(reply.whole, "{name}");
        let head = format!("{} {}", reply.status(), reply.header("content-type"));
        assert_eq!(head, case.head, "{name}");
        assert_eq!(reply.header("connection"), "close", "{name}");

        let entry = last(&running);
        assert_eq!(entry.faults, case.faults, "{name}");
        assert_eq!(entry.status, Some(reply.status()), "{name}");
        assert_eq!(entry.billed > 0.0, case.billed, "{name}");
        assert!(entry.body_complete && entry.answer_complete, "{name}");

        let base = running.url();
        let read = match decode_images(reply.answer, case.samples) {
            Ok(generated) => {
                let outputs: Vec<&str> = generated
                    .outputs
                    .iter()
                    .map(|output| word(output, &base))
                    .collect();
                outputs.join(" ") + if generated.is_short() { ", short" } else { "" }
            }
            Err(failure) => match (failure.field(), failure.next()) {
                (Some(field), _) => format!("{:?} at {field:?}", failure.kind()),
                (None, ssd1b::Next::Wait { until_ms: Some(_) }) => {
                    format!("{:?} until", failure.kind())
                }
                (None, _) => format!("{:?}", failure.kind()),
            },
        };
        assert_eq!(read, case.read, "{name}");
    }
}

fn word(output: &Output, base: &str) -> &'static str {
    match output {
        Output::Picture(picture) => picture.kind().extension(),
        // The client writes the host as it asked for it.
        Output::Url(url) if url.host() == "localhost" => "own",
        Output::Url(url) if url.as_str().starts_with(base) => "own",
        Output::Url(url) if url.host().starts_with("images.localhost") => "other",
        Output::Url(_) => "https",
    }
}

#[test]
fn no_fault_is_left_untried() {
    let tried: Vec<&str> = CASES
        .iter()
        .flat_map(|case| case.faults.split(';'))
        .map(|fault| fault.split('=').next().unwrap())
        .chain(ELSEWHERE.iter().copied())
        .collect();
    for row in FAULTS {
        assert!(tried.contains(&row.name), "{}", row.name);
    }
}

#[tokio::test]
async fn the_balance_query_has_its_own_answers() {
    let running = start().await;
    for (faults, expect) in [
        ("ok", "5.018"),
        ("no-record", "NoRecord"),
        ("bad-key", "BadKey"),
        ("no-key", "NoKey"),
        ("unknown", "NoRecord"),
        ("rate-limit", "RateLimited"),
        ("traceback", "ServerError"),
        ("gateway", "Gateway"),
        ("login-page", "LoginPage"),
        ("truncated", "NoBalance"),
        ("empty", "NoBalance"),
    ] {
        let reply = send(&running, &text_of(&credits(&running, faults), KEY))
            .await
            .unwrap();
        let read = match decode_credits(reply.answer) {
            Ok(balance) => balance
                .total()
                .map_or("NoRecord".into(), |total| format!("{total:.3}")),
            Err(failure) => format!("{:?}", failure.kind()),
        };
        assert_eq!(read, expect, "{faults}");
    }
    assert!(running.ledger.entries().is_empty());
}

#[tokio::test]
async fn addresses_lead_to_the_same_picture() {
    let running = start().await;
    let reply = post(&running, &generate(&running, "", &ask(1, BYTES)))
        .await
        .unwrap();
    let bytes = reply.answer.body;
    for faults in [
        "image-url",
        "url;cors=off",
        "output",
        "bytes-urls",
        "images;image-url",
    ] {
        let reply = post(&running, &generate(&running, faults, &ask(1, BYTES)))
            .await
            .unwrap();
        let generated = decode_images(reply.answer, 1).unwrap();
        let Output::Url(url) = &generated.outputs[0] else {
            panic!("{faults}: no address")
        };
        let path = url.as_str().strip_prefix("http://localhost").unwrap();
        let picture = send(&running, &client::text("GET", path, &[], ""))
            .await
            .unwrap();
        assert_eq!(picture.header("content-type"), "image/jpeg", "{faults}");
        let readable = if faults.contains("cors=off") { "" } else { "*" };
        assert_eq!(
            picture.header("access-control-allow-origin"),
            readable,
            "{faults}"
        );
        assert!(Picture::new(picture.answer.body.clone()).is_some());
        assert!(picture.answer.body == bytes, "{faults}");
    }
}

#[tokio::test]
async fn rate_limits_pass() {
    let running = start().await;
    for faults in [
        "rate-limit=2;case=a",
        "rate-limit=2;case=b",
        "rate-limit-reset=2;case=a",
    ] {
        let mut statuses = Vec::new();
        for _ in 0..4 {
            statuses.push(
                post(&running, &generate(&running, faults, &ask(1, TEXT)))
                    .await
                    .unwrap()
                    .status(),
            );
        }
        assert_eq!(statuses, [429, 429, 200, 200], "{faults}");
    }
    assert_eq!(running.ledger.case("a").len(), 8);
    assert_eq!(running.ledger.case("b").len(), 4);
}

#[tokio::test]
async fn unknown_faults_are_refused_and_cost_nothing() {
    let running = start().await;
    let reply = post(&running, &generate(&running, "cutt", &ask(1, TEXT)))
        .await
        .unwrap();
    assert_eq!(reply.status(), 400);
    assert_eq!(
        reply.text(),
        "There is no fault \"cutt\"; --help lists them."
    );
    assert_eq!(last(&running).billed, 0.0);
}

#[tokio::test]
async fn faults_also_come_by_query_header_and_default() {
    let config = simulator::Config {
        faults: "forbidden".parse().unwrap(),
        ..client::quick()
    };
    let running = simulator::serve(config).await.unwrap();
    let body = generate(&running, "", &ask(1, TEXT)).body.unwrap();
    for (path, header, expect) in [
        ("/v1/ssd-1b", "", 403),
        ("/v1/ssd-1b?sim=retired", "", 410),
        ("/v1/ssd-1b", "traceback", 500),
        ("/v1/ssd-1b?sim=ok", "", 200),
        ("/sim/ok/v1/ssd-1b", "", 200),
    ] {
        let headers = [
            ("content-type", "application/json"),
            ("x-api-key", KEY),
            ("x-sim-fault", header),
        ];
        let reply = send(&running, &client::text("POST", path, &headers, &body))
            .await
            .unwrap();
        assert_eq!(reply.status(), expect, "{path} {header}");
    }
}
