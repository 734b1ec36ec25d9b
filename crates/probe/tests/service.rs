//! The probe against the simulator: a service that is as the contract says, and services that are not.

#![allow(clippy::unwrap_used)]

mod stage;

use probe::{Verdict, rows};
use ssd1b::{Answer, Output, wire};
use stage::{Folder, KEY, config, end, findings, has_curl, program, start, verdicts};

/// What a good service gives no occasion to see.
const UNTOLD: [&str; 5] = [
    "cors-5xx",
    "gateway",
    "rate-limit",
    "v2-failed",
    "v2-image-host",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_service_as_written_is_found_so() {
    if !has_curl() {
        return;
    }
    let (running, _) = start(config(1.0)).await;
    let saved = Folder::new("whole");
    // Time enough in the queue for a look at the balance, however busy the machine.
    let ended = end(
        program(KEY)
            .args([
                "--yes",
                "--markdown",
                "--endpoint",
                &format!("{}sim/queue=8", running.url()),
                "--save",
            ])
            .arg(&saved.0),
        "",
    );
    assert!(ended.good, "{}", ended.err);
    let verdicts = verdicts(&ended.out);
    assert_eq!(verdicts.len(), rows().count(), "{}", ended.out);
    for (row, verdict) in &verdicts {
        let expect = match UNTOLD.contains(&row.as_str()) {
            true => Verdict::Untold,
            false => Verdict::AsWritten,
        };
        assert_eq!(*verdict, expect, "{row}\n{}", ended.out);
    }
    let all = verdicts.len();
    let written = all - UNTOLD.len();
    let summary = format!(
        "\n{all} rows: {written} as written, 0 differ, {} could not be told.\nSpent $0.024, estimated $0.024.\n",
        UNTOLD.len()
    );
    assert!(ended.out.ends_with(&summary), "{}", ended.out);

    let posts = running.ledger.entries();
    assert_eq!(posts.len(), 21);
    let billed = posts.iter().filter(|post| post.billed > 0.0).count();
    assert_eq!(billed, 10);
    assert!(running.ledger.strays().is_empty());

    let files = saved.files();
    assert_eq!(files.len(), 40);
    for (name, bytes) in &files {
        assert!(
            !bytes.windows(KEY.len()).any(|part| part == KEY.as_bytes()),
            "{name}"
        );
    }
    let answer = fixture(&files, "v1-bytes");
    let Output::Picture(picture) = &wire::decode_images(answer, 1).unwrap().outputs[0] else {
        panic!("an address")
    };
    assert_eq!(picture.dimensions(), Some((16, 16)));
    let refused = fixture(&files, "v1-no-key");
    assert_eq!(
        (refused.status, refused.header("content-type")),
        (401, Some("application/json"))
    );
    assert!(!ended.out.contains(KEY) && !ended.err.contains(KEY));
}

/// An answer, read as the fixtures of `ssd1b` are.
fn fixture(files: &[(String, Vec<u8>)], name: &str) -> Answer {
    let (_, bytes) = files
        .iter()
        .find(|(file, _)| *file == format!("{name}.http"))
        .unwrap();
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().strip_prefix("HTTP/1.1 ").unwrap();
    let header = |line: &str| {
        line.split_once(": ")
            .map(|(n, v)| (n.into(), v.into()))
            .unwrap()
    };
    Answer {
        status: status.parse().unwrap(),
        headers: lines.map(header).collect(),
        body: bytes[end + 2..].to_vec(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_differs_is_found() {
    if !has_curl() {
        return;
    }
    let (running, _) = start(config(100.0)).await;
    let check = |faults: &str, row: &str, live: &str| {
        for (faults, expect) in [("", Verdict::AsWritten), (faults, Verdict::Differs)] {
            let finding = findings(&running, faults, &[row]).remove(row).unwrap();
            assert_eq!(
                finding.verdict, expect,
                "{row} under {faults}: {}",
                finding.live
            );
            assert!(
                faults.is_empty() || finding.live.contains(live),
                "{row}: {}",
                finding.live
            );
        }
    };
    check("cors=off", "preflight-v1", "the preflight fails: 405");
    check("cors=off", "preflight-v2", "the preflight fails: 405");
    check("cors=off", "preflight-job", "the preflight fails: 405");
    check("cors=off", "preflight-balance", "the preflight fails: 405");
    check("cors=off", "cors-v1", "no allow-origin on 200");
    check("cors=off", "cors-v2", "no allow-origin on 200");
    check("cors=off", "cors-balance", "no allow-origin on 200");
    check(
        "cors=no-errors",
        "cors-errors",
        "no allow-origin on 401; no allow-origin on 404",
    );
    check("cors=all", "exposed", "x-remaining-credits");
    check("image-cors=off", "cors-image", "no allow-origin on 200");
    check(
        "keep-alive",
        "connection",
        "HTTP/1.1, the second request used the first one's",
    );
    check("mislabelled", "v1-bytes", "200 image/png");
    check("truncated;on=submit", "v1-bytes", "200 image/jpeg");
    check("data-prefix", "v1-base64", "image starts with data:");
    check("output", "v1-base64", "no image; ");
    check("text-json", "v1-base64", "it is called text/plain");
    check("one-string", "several-base64", "image is a string");
    check("images", "several-bytes", "200 JSON with images");
    check("invalid=422;on=submit", "numeric-strings", "refused: 422");
    check("invalid=422;on=submit", "unknown-keys", "refused: 422");
    check(
        "invalid=400;field=scheduler;on=submit",
        "ddpm",
        "refused: 400",
    );
    check(
        "no-request-id=path",
        "v2-submit",
        "request_id is \"../../v1/get-user-credits\"",
    );
    check("foreign-urls", "v2-urls", "elsewhere.localhost");
    check("result=output", "v2-result", "no images");
    check("proxy", "no-key", "400 “Prompt is Mandatory");
    check("error-shape=detail", "error-shape", "401 with detail");
    check(
        "invalid=400;on=submit",
        "prompt-missing",
        "num_inference_steps",
    );
    check(
        "invalid=400;field=seed;on=submit",
        "samples-5",
        "seed must be within",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_billed_at_its_submit_is_found() {
    if !has_curl() {
        return;
    }
    let (running, _) = start(config(1.0)).await;
    let finding = findings(&running, "queue=8;bill=submit", &["v2-billed"]).remove("v2-billed");
    let finding = finding.unwrap();
    assert_eq!(finding.verdict, Verdict::Differs, "{}", finding.live);
    assert_eq!(finding.live, "$0.0019 at the submit");
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_ways_are_told_by_name() {
    if !has_curl() {
        return;
    }
    let (running, _) = start(config(100.0)).await;
    let check = |faults: &str, row: &str, verdict: Verdict, live: &str| {
        let finding = findings(&running, faults, &[row]).remove(row).unwrap();
        assert_eq!(
            finding.verdict, verdict,
            "{row} under {faults}: {}",
            finding.live
        );
        assert!(finding.live.contains(live), "{row}: {}", finding.live);
    };
    let (as_written, differs, untold) = (Verdict::AsWritten, Verdict::Differs, Verdict::Untold);
    check(
        "",
        "several-bytes",
        as_written,
        "one image for two: 200 image/jpeg",
    );
    check(
        "bytes-urls",
        "several-bytes",
        as_written,
        "a list of 2 addresses",
    );
    check("bytes-zip", "several-bytes", as_written, "200 zip file");
    check("failed", "v2-failed", as_written, "FAILED under 422, 422");
    check("failed=200", "v2-failed", differs, "FAILED under 200, 200");
    check("failed", "v2-result", untold, "the job is FAILED");
    check(
        "numbers=plain",
        "v2-types",
        as_written,
        "seed is a number; file_size is a number",
    );
    check(
        "no-record",
        "balance",
        untold,
        "404 “No balance record found”",
    );
    check(
        "no-credits;on=submit",
        "v1-bytes",
        untold,
        "406 “Insufficient credits”",
    );
    check(
        "no-request-id",
        "v2-image",
        untold,
        "the submit brought no usable request_id",
    );
    check("gateway=502;on=submit", "v1-bytes", untold, "502 HTML page");
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_that_come_by_themselves_are_facts_too() {
    if !has_curl() {
        return;
    }
    let (running, _) = start(config(100.0)).await;
    let check = |faults: &str, row: &str, verdict: Verdict, live: &str| {
        let finding = findings(&running, faults, &["v1-bytes", row])
            .remove(row)
            .unwrap();
        assert_eq!(
            (finding.verdict, &*finding.live),
            (verdict, live),
            "{row} under {faults}"
        );
    };
    let page = "504 HTML page";
    check("gateway=504;on=submit", "gateway", Verdict::AsWritten, page);
    check(
        "gateway=504;on=submit",
        "cors-5xx",
        Verdict::AsWritten,
        "504 HTML page, no allow-origin",
    );
    check(
        "gateway-cors=504;on=submit",
        "cors-5xx",
        Verdict::Differs,
        "504 HTML page, allow-origin *",
    );
    let limit = "429 “Rate limit exceeded. Please try again later.”";
    check(
        "rate-limit;on=submit",
        "rate-limit",
        Verdict::AsWritten,
        limit,
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_without_an_answer_is_not_repeated() {
    if !has_curl() {
        return;
    }
    let (running, _) = start(config(100.0)).await;
    let finding = findings(&running, "drop;on=submit", &["v1-bytes"])
        .remove("v1-bytes")
        .unwrap();
    assert_eq!(finding.verdict, Verdict::Untold, "{}", finding.live);
    assert!(
        finding.live.starts_with("no answer: curl: ("),
        "{}",
        finding.live
    );
    assert_eq!(running.ledger.entries().len(), 1);
    let cut = findings(&running, "cut;on=submit", &["v1-bytes"])
        .remove("v1-bytes")
        .unwrap();
    assert!(
        cut.live.starts_with("no answer: curl: (18)"),
        "{}",
        cut.live
    );
    assert_eq!(running.ledger.entries().len(), 2);
}
