//! What the rows of v2 make of answers.

use crate::finding::{as_written, differs, untold};
use crate::rows::tests::judge;
use crate::{Ask, Finding};

const SUBMIT: &str = r#"200

{"request_id":"abc","status":"QUEUED","poll_url":"https://api.segmind.com/v1/requests/abc",
"status_url":"https://api.segmind.com/v2/requests/abc/status","response_url":"https://api.segmind.com/v2/requests/abc"}"#;

const RESULT: &str = r#"200

{"status":"COMPLETED","request_id":"abc","output":"https://images.segmind.com/a.jpg","seed":"4217",
"images":[{"url":"https://images.segmind.com/a.jpg","content_type":"image/jpeg","file_name":"a.jpg","file_size":9}],
"metrics":{"cost":1,"remaining_credits":2,"inference_time":3,"queue_time":4,"total_time":5}}"#;

#[test]
fn submits() {
    let check = |text: &str, expect: Finding| {
        assert_eq!(judge("v2-submit", &[(Ask::Submit, text)]), expect)
    };
    check(
        SUBMIT,
        as_written("200 JSON with poll_url, request_id, response_url, status, status_url"),
    );
    check(
        "200\n\n{\"request_id\":\"../x\",\"status\":\"OK\",\"poll_url\":\"x\"}",
        differs("request_id is \"../x\"; status is \"OK\"; no status_url; no response_url"),
    );
    check(
        &SUBMIT.replacen("200", "202", 1),
        differs("202 JSON with poll_url, request_id, response_url, status, status_url"),
    );
    check(
        &SUBMIT.replace("request_id", "id"),
        differs("no request_id"),
    );
}

#[test]
fn addresses_of_a_job() {
    let check =
        |text: &str, expect: Finding| assert_eq!(judge("v2-urls", &[(Ask::Submit, text)]), expect);
    check(
        SUBMIT,
        as_written(
            "status_url https://api.segmind.com/v2/requests/abc/status; \
             response_url https://api.segmind.com/v2/requests/abc",
        ),
    );
    check(
        &SUBMIT.replace(
            "api.segmind.com/v2/requests/abc/",
            "evil.example/v2/requests/abc/",
        ),
        differs("status_url https://evil.example/v2/requests/abc/status"),
    );
    check(&SUBMIT.replace("status_url", "x"), untold("no status_url"));
}

#[test]
fn how_a_job_stands() {
    let answer = |status: &str| {
        format!("200\n\n{{\"status\":\"{status}\",\"request_id\":\"abc\",\"metrics\":{{}}}}")
    };
    let check = |first: &str, last: &str, expect: Finding| {
        let answers = [
            (Ask::Submit, SUBMIT),
            (Ask::JobFirst, first),
            (Ask::JobLast, last),
        ];
        assert_eq!(judge("v2-status", &answers), expect);
    };
    check(
        &answer("QUEUED"),
        &answer("COMPLETED"),
        as_written("seen QUEUED, COMPLETED"),
    );
    check(
        &answer("COMPLETED"),
        &answer("COMPLETED"),
        as_written("seen COMPLETED"),
    );
    check(
        &answer("QUEUED"),
        &answer("QUEUED"),
        untold("seen QUEUED, and no end in time"),
    );
    check(
        &answer("WAITING"),
        &answer("COMPLETED"),
        differs("status WAITING"),
    );
    check(
        &answer("QUEUED"),
        "200\n\n{\"status\":\"COMPLETED\"}",
        differs("request_id is null; no metrics"),
    );
    check(
        &answer("QUEUED"),
        "404\n\n{\"error\":\"gone\"}",
        differs("no status: 404 “gone”; request_id is null; no metrics"),
    );
}

#[test]
fn what_a_job_brought() {
    let check = |id: &str, text: &str, expect: Finding| {
        assert_eq!(judge(id, &[(Ask::JobResult, text)]), expect, "{id} {text}");
    };
    let all = "all of them; output is a string";
    check("v2-result", RESULT, as_written(all));
    let less = RESULT
        .replace("\"output\"", "\"x\"")
        .replace("file_name", "name")
        .replace("queue_time", "wait");
    check(
        "v2-result",
        &less,
        differs("no images[].file_name; no output; no metrics.queue_time"),
    );
    let failed = "422\n\n{\"status\":\"FAILED\",\"error\":\"broke\"}";
    check(
        "v2-result",
        failed,
        untold("the job is FAILED: 422 “broke”"),
    );
    check(
        "v2-result",
        "200\n\nGIF89a",
        differs("200 no type, 6 bytes, in truth image/gif"),
    );
    check(
        "v2-types",
        RESULT,
        as_written("seed is a string; file_size is a number"),
    );
    let odd = RESULT.replace("\"4217\"", "[4217]");
    check(
        "v2-types",
        &odd,
        differs("seed is a list of 1; file_size is a number"),
    );
    check("v2-image-host", RESULT, as_written("images.segmind.com"));
    let moved = RESULT.replace("images.segmind.com", "cdn.example.org");
    check("v2-image-host", &moved, differs("cdn.example.org"));
}

#[test]
fn a_failed_job() {
    let failed = "422\n\n{\"status\":\"FAILED\",\"error\":\"broke\"}";
    let check = |last: &str, result: &str, expect: Finding| {
        let answers = [(Ask::JobLast, last), (Ask::JobResult, result)];
        assert_eq!(judge("v2-failed", &answers), expect);
    };
    check(failed, failed, as_written("FAILED under 422, 422"));
    check(
        failed,
        &failed.replace("422", "200"),
        differs("FAILED under 422, 200"),
    );
    check(RESULT, RESULT, untold("not probed: the job did not fail"));
}

#[test]
fn the_image_of_a_job() {
    let check = |text: &str, expect: Finding| {
        assert_eq!(
            judge("v2-image", &[(Ask::JobResult, RESULT), (Ask::Image, text)]),
            expect
        );
    };
    check(
        "200\ncontent-type: image/gif\n\nGIF89a;",
        as_written("200 image/gif, 7 bytes"),
    );
    check(
        "200\ncontent-type: image/gif\n\nGIF89a",
        differs("200 image/gif, 6 bytes"),
    );
    check("403\n\n<html>", differs("403 HTML page"));
}
