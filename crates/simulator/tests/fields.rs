//! What the service makes of a request's fields, verbs and addresses.

#![allow(clippy::unwrap_used)]

mod client;

use client::{KEY, send, start, text};

#[tokio::test]
async fn fields_are_read_as_the_service_reads_them() {
    let running = start().await;
    let no_prompt = "Prompt is Mandatory and must be string";
    let alphabet = "Inputs which are supposed to be numbers are in alphabet";
    for (body, status, words) in [
        (r#"{"prompt":"a","samples":1}"#, 200, ""),
        (
            r#"{"prompt":"a","samples":"1","seed":"7","guidance_scale":"7.5","base64":"true"}"#,
            200,
            "",
        ),
        (
            r#"{"prompt":"a","samples":1,"colour":"red","seed":null}"#,
            200,
            "",
        ),
        (
            r#"{"prompt":"a","samples":1,"guidance_scale":7.25,"negative_prompt":""}"#,
            200,
            "",
        ),
        ("{}", 400, no_prompt),
        (r#"{"prompt":7}"#, 400, no_prompt),
        (r#"{"prompt":"  "}"#, 400, no_prompt),
        (
            r#"{"prompt":"a","num_inference_steps":"many"}"#,
            400,
            alphabet,
        ),
        (r#"{"prompt":"a","seed":[1]}"#, 400, alphabet),
        (
            r#"{"prompt":"a","samples":5}"#,
            400,
            "samples must be an integer between 1 and 4",
        ),
        (
            r#"{"prompt":"a","num_inference_steps":145}"#,
            400,
            "num_inference_steps must be an integer between 20 and 100",
        ),
        (
            r#"{"prompt":"a","guidance_scale":0.5}"#,
            400,
            "guidance_scale must be between 1 and 25",
        ),
        (
            r#"{"prompt":"a","img_width":512}"#,
            400,
            "img_width must be 1024",
        ),
        (
            r#"{"prompt":"a","scheduler":"Magic"}"#,
            400,
            "scheduler is not a known scheduler",
        ),
        (
            r#"{"prompt":"a","base64":1}"#,
            400,
            "base64 must be boolean",
        ),
        ("[]", 400, "The body is no JSON object"),
        ("{", 400, "The body is no JSON object"),
    ] {
        let headers = [
            ("content-type", "application/json; charset=utf-8"),
            ("x-api-key", KEY),
        ];
        let reply = send(&running, &text("POST", "/v1/ssd-1b", &headers, body))
            .await
            .unwrap();
        assert_eq!(reply.status(), status, "{body}: {}", reply.text());
        if status != 200 {
            assert_eq!(reply.text(), format!(r#"{{"error":"{words}"}}"#), "{body}");
        }
    }
}

#[tokio::test]
async fn other_requests_get_other_answers() {
    let running = start().await;
    let json = [("content-type", "application/json"), ("x-api-key", KEY)];
    let plain = [("content-type", "text/plain"), ("x-api-key", KEY)];
    let html = "text/html; charset=utf-8";
    for (method, path, headers, status, mime) in [
        ("GET", "/v1/ssd-1b", &json, 405, html),
        ("DELETE", "/v1/ssd-1b", &json, 405, html),
        ("POST", "/v1/get-user-credits", &json, 405, html),
        ("POST", "/v1/sdxl", &json, 404, "application/json"),
        ("POST", "/v2/other-model", &json, 404, "application/json"),
        ("POST", "/v1/ssd-1b", &plain, 406, "application/json"),
    ] {
        let reply = send(&running, &text(method, path, headers, "{}"))
            .await
            .unwrap();
        assert_eq!(
            (reply.status(), reply.header("content-type")),
            (status, mime),
            "{method} {path}"
        );
    }
    assert_eq!(running.ledger.entries().len(), 4);
}
