//! What the rows of v1 make of answers.

#![allow(clippy::unwrap_used)]

use crate::Ask;
use crate::evidence::tests::{evidence, reply};
use crate::finding::{as_written, differs, untold};
use crate::rows::find;
use crate::rows::tests::judge;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ssd1b::Answer;

/// A JPEG in form: a comment, a table, a scan, an end.
fn jpeg(comment: u8, pixels: u8) -> Vec<u8> {
    [
        &[
            0xff, 0xd8, 0xff, 0xfe, 0, 3, comment, 0xff, 0xdb, 0, 4, 1, 2,
        ][..],
        &[0xff, 0xda, 0, 2, pixels, 7, 0xff, 0xd9],
    ]
    .concat()
}

fn text(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

fn judge_bytes(id: &str, answers: &[(Ask, &str, Vec<u8>)]) -> crate::Finding {
    let mut evidence = evidence(&[]);
    for (ask, head, body) in answers {
        let reply = reply(head);
        let answer = Answer {
            body: body.clone(),
            ..reply.answer
        };
        evidence.add(*ask, Ok(crate::Reply { answer, ..reply }));
    }
    find(id).unwrap().judge(&evidence)
}

#[test]
fn bytes_are_a_jpeg_and_called_one() {
    let check = |mime: &str, body: Vec<u8>, expect| {
        let head = format!("200\ncontent-type: {mime}\n\n");
        assert_eq!(
            judge_bytes("v1-bytes", &[(Ask::Bytes, &head, body)]),
            expect
        );
    };
    check(
        "image/jpeg",
        jpeg(1, 1),
        as_written("200 image/jpeg, 21 bytes"),
    );
    check(
        "image/png",
        jpeg(1, 1),
        differs("200 image/png, 21 bytes, in truth image/jpeg"),
    );
    check(
        "image/jpeg",
        jpeg(1, 1)[..12].to_vec(),
        differs("200 image/jpeg, 12 bytes"),
    );
    check(
        "image/jpeg",
        b"GIF89a".to_vec(),
        differs("200 image/jpeg, 6 bytes, in truth image/gif"),
    );
    check(
        "application/json",
        b"{\"image\":1}".to_vec(),
        differs("200 JSON with image"),
    );
}

#[test]
fn headers_that_come() {
    let check = |headers: &str, expect| {
        let head = format!("200\n{headers}");
        assert_eq!(judge("v1-headers", &[(Ask::Bytes, &head)]), expect);
    };
    check("content-type: image/jpeg", as_written("none of them"));
    check(
        "x-cost: 0.004\nx-seed-value: 7\nx-more: 1",
        as_written("x-cost 0.004; x-seed-value 7; beside them x-more"),
    );
    check(
        "x-remaining-credits: 3.25",
        as_written("x-remaining-credits (not shown)"),
    );
    check("x-cost: cheap\nx-seed-value: 7", differs("x-cost cheap"));
}

#[test]
fn base64_in_json() {
    let check = |mime: &str, body: &str, expect| {
        let answer = format!("200\ncontent-type: {mime}\n\n{body}");
        assert_eq!(
            judge("v1-base64", &[(Ask::Base64, &answer)]),
            expect,
            "{body}"
        );
    };
    let image = text(&jpeg(1, 1));
    let json = "application/json";
    let good = format!(r#"{{"image":"{image}","status":"Success","infer_time":2.8,"more":1}}"#);
    check(
        json,
        &good,
        as_written("200 JSON with image, infer_time, more, status"),
    );
    check("text/plain", &good, differs("it is called text/plain"));
    check(
        json,
        &format!(r#"{{"image":"data:image/jpeg;base64,{image}","status":"ok"}}"#),
        differs("image starts with data:; status is \"ok\"; no infer_time"),
    );
    check(
        json,
        r#"{"image":["x"],"status":"Success","infer_time":"2.8"}"#,
        differs("image is a list of 1; infer_time is a string"),
    );
    check(
        json,
        r#"{"image":"https://x","status":"Success","infer_time":1}"#,
        differs("image is no image: “https://x”"),
    );
    check(
        json,
        r#"{"url":"x","status":"Success","infer_time":1}"#,
        differs("no image; 200 JSON with infer_time, status, url"),
    );
    check(json, "[]", differs("200 JSON, a list of 0"));
}

#[test]
fn several_as_base64() {
    let check = |body: &str, expect| {
        let answer = format!("200\n\n{body}");
        assert_eq!(
            judge("several-base64", &[(Ask::SeveralBase64, &answer)]),
            expect,
            "{body}"
        );
    };
    let (one, two) = (text(&jpeg(1, 1)), text(&jpeg(1, 2)));
    check(
        &format!(r#"{{"image":["{one}","{two}"]}}"#),
        as_written("a list of 2 different images"),
    );
    check(
        &format!(r#"{{"image":["{one}","{one}"]}}"#),
        differs("a list of 2, twice the same image"),
    );
    check(
        &format!(r#"{{"image":["{one}","x"]}}"#),
        differs("a list of 2, 1 of them images"),
    );
    check(
        &format!(r#"{{"image":"{one}"}}"#),
        differs("image is a string"),
    );
    check(r#"{"images":[]}"#, differs("200 JSON with images"));
}

#[test]
fn several_as_bytes() {
    let check = |body: &[u8], expect| {
        let answers = [(
            Ask::SeveralBytes,
            "200\ncontent-type: a/b\n\n",
            body.to_vec(),
        )];
        assert_eq!(judge_bytes("several-bytes", &answers), expect);
    };
    check(
        &jpeg(1, 1),
        as_written("one image for two: 200 a/b, 21 bytes, in truth image/jpeg"),
    );
    check(b"PK\x03\x04rest", as_written("200 zip file, 8 bytes"));
    check(
        br#"["https://a/1","https://a/2"]"#,
        as_written("a list of 2 addresses"),
    );
    check(b"[]", differs("200 JSON, a list of 0"));
    check(br#"{"image":"x"}"#, differs("200 JSON with image"));
    check(b"\x89PNG", differs("200 a/b, 4 bytes, in truth image/png"));
}

#[test]
fn the_same_seed() {
    let check = |second: Vec<u8>, expect| {
        let answers = [
            (Ask::Bytes, "200", jpeg(1, 1)),
            (Ask::Repeat, "200", second),
        ];
        assert_eq!(judge_bytes("seed-repeats", &answers), expect);
    };
    check(jpeg(1, 1), as_written("the same bytes"));
    check(
        jpeg(2, 1),
        as_written("the same image; only its metadata is another"),
    );
    check(jpeg(1, 2), differs("other bytes (21 and 21)"));
    check(b"{}".to_vec(), untold("there are no two images to compare"));
}

#[test]
fn the_same_as_base64() {
    let check = |image: &str, expect| {
        let body = format!(r#"{{"image":"{image}"}}"#).into_bytes();
        let answers = [(Ask::Bytes, "200", jpeg(1, 1)), (Ask::Base64, "200", body)];
        assert_eq!(judge_bytes("base64-same", &answers), expect);
    };
    check(&text(&jpeg(1, 1)), as_written("the same bytes"));
    check(&text(&jpeg(1, 3)), differs("other bytes (21 and 21)"));
    check("*", untold("there is no base64 to compare"));
}

#[test]
fn a_drawn_seed_is_named() {
    let check = |headers: &str, expect| {
        let answer = format!("200\n{headers}");
        assert_eq!(judge("seed-random", &[(Ask::RandomSeed, &answer)]), expect);
    };
    check("x-seed-value: 123456", as_written("x-seed-value 123456"));
    check("x-seed-value: -1", differs("x-seed-value -1"));
    check("x-seed-value: 4217", differs("x-seed-value 4217"));
    check("x-cost: 1", untold("200, empty, without x-seed-value"));
}

#[test]
fn what_is_taken_and_what_is_refused() {
    let check = |id: &str, ask: Ask, text: &str, expect| {
        assert_eq!(judge(id, &[(ask, text)]), expect, "{id}");
    };
    check(
        "numeric-strings",
        Ask::NumericStrings,
        "200\n\n[]",
        as_written("200 JSON, a list of 0"),
    );
    check(
        "unknown-keys",
        Ask::UnknownKeys,
        "422\n\n{\"detail\":\"extra\"}",
        differs("refused: 422 “extra”"),
    );
    check(
        "ddpm",
        Ask::Ddpm,
        "400\n\n{\"error\":\"scheduler\"}",
        differs("refused: 400 “scheduler”"),
    );
    check(
        "ddpm",
        Ask::Ddpm,
        "406\n\n{\"error\":\"Insufficient credits\"}",
        untold("406 “Insufficient credits”"),
    );
}
