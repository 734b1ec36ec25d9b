//! Arbitrary text and bytes through every parser and decoder: any result will do, a panic will not.

use crate::fixtures::{answer, names};
use proptest::prelude::*;
use ssd1b::wire::{self, Answer, Lookup, decode_credits, decode_images};
use ssd1b::{
    ApiKey, Draft, Endpoint, Failure, ImageKind, Picture, RemoteUrl, RequestId, Scheduler,
};

fn look_at(failure: Failure) {
    let key = ApiKey::parse("a").ok();
    let failure = failure.redacted(key.as_ref());
    assert!(
        !failure.title().is_empty()
            && !failure.meaning().is_empty()
            && !failure.advice().is_empty()
    );
    assert!(
        failure
            .said()
            .is_none_or(|said| said.chars().count() <= 2000)
    );
    assert!(!format!("{failure} {failure:?}").is_empty());
}

fn look_up<T>(lookup: Lookup<T>) -> Option<T> {
    match lookup {
        Lookup::Queued | Lookup::Processing => {}
        Lookup::Completed(what) => return Some(what),
        Lookup::Failed { failure, .. } | Lookup::Gone(failure) => {
            // The job is over: what may be sent again would be a new one.
            assert!(!failure.may_repeat_unasked());
            look_at(failure);
        }
        Lookup::Barred(failure) | Lookup::Transient(failure) => {
            assert!(failure.may_repeat_unasked());
            look_at(failure);
        }
    }
    None
}

fn decode(answer: Answer) {
    if let Err(failure) = decode_credits(answer.clone()) {
        look_at(failure);
    }
    match wire::decode_submit(answer.clone()) {
        Err(failure) => look_at(failure),
        Ok(submitted) => assert_eq!(RequestId::parse(submitted.id.as_str()), Some(submitted.id)),
    }
    look_up(wire::decode_poll(answer.clone()));
    if let Some(generated) = look_up(wire::decode_result(answer.clone(), 4)) {
        assert!(!generated.outputs.is_empty());
    }
    if let Some(picture) = wire::decode_download(answer.clone()) {
        assert!(picture.is_whole());
    }
    match decode_images(answer, 4) {
        Err(failure) => look_at(failure),
        Ok(generated) => assert!(!generated.outputs.is_empty()),
    }
}

fn statuses() -> impl Strategy<Value = u16> {
    prop_oneof![
        Just(200),
        Just(401),
        Just(404),
        Just(422),
        Just(406),
        Just(429),
        Just(500),
        any::<u16>()
    ]
}

fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let magic = prop_oneof![
        Just(&b"\xff\xd8\xff"[..]),
        Just(&b"\x89PNG\r\n\x1a\n"[..]),
        Just(&b"RIFF\xff\xff\xff\xffWEBPVP8X"[..]),
        Just(&b"RIFF\x04\0\0\0WEBPVP8L"[..]),
        Just(&b"GIF89a"[..]),
        Just(&b"PK\x03\x04"[..]),
        Just(&b"<html>"[..]),
        Just(&b"<!-- "[..]),
        Just(&b"{\"image\":\""[..]),
        Just(&b"{\"error\":["[..]),
        Just(&b"\xef\xbb\xbf"[..]),
        Just(&b"[["[..]),
        Just(&b""[..]),
    ];
    (magic, proptest::collection::vec(any::<u8>(), 0..200))
        .prop_map(|(magic, rest)| [magic, &rest].concat())
}

/// JSON of any shape under the names that are looked for.
fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        any::<f32>()
            .prop_filter("JSON has no such numbers", |n| n.is_finite())
            .prop_map(|n| n.to_string()),
        "\"[a-zA-Z0-9+/=:. <]{0,20}\"",
        Just("\"data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAUwAOw==\"".to_owned()),
        Just("\"https://images.segmind.com/a\"".to_owned()),
        "\"(QUEUED|PROCESSING|COMPLETED|FAILED)\"",
    ];
    let names = prop_oneof![
        Just("image"),
        Just("images"),
        Just("output"),
        Just("url"),
        Just("metrics"),
        Just("seed"),
        Just("cost"),
        Just("error"),
        Just("detail"),
        Just("loc"),
        Just("credits"),
        Just("free-credits"),
        Just("request_id"),
        Just("status"),
        Just("x")
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let object =
            proptest::collection::vec((names.clone(), inner.clone()), 0..4).prop_map(|entries| {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(name, value)| format!("\"{name}\":{value}"))
                    .collect();
                format!("{{{}}}", entries.join(","))
            });
        let list = proptest::collection::vec(inner, 0..4)
            .prop_map(|items| format!("[{}]", items.join(",")));
        prop_oneof![object, list]
    })
}

proptest! {
    #[test]
    fn decoders_take_any_bytes(status in statuses(), body in bodies(), kind in "text/html|application/json|.*", reset in "[0-9TZ:. +-]{0,30}|\\PC*") {
        let headers = vec![
            ("Content-Type".into(), kind),
            ("x-rate-limit-reset-at-utc".into(), reset.clone()),
            ("x-seed-value".into(), reset.clone()),
            ("x-cost".into(), reset),
        ];
        decode(Answer { status, headers, body });
    }

    #[test]
    fn decoders_take_any_json(status in statuses(), body in json()) {
        decode(Answer { status, headers: Vec::new(), body: body.into_bytes() });
    }

    #[test]
    fn decoders_take_damaged_answers(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let names = names();
        let mut answer = answer(&names[which.index(names.len())]);
        if !answer.body.is_empty() {
            let at = at.index(answer.body.len());
            answer.body[at] = byte;
            if cut {
                answer.body.truncate(at);
            }
        }
        decode(answer);
    }

    #[test]
    fn moments_of_any_kind(year in 0..12_000_u32, month in 0..20_u32, day in 0..40_u32, hour in 0..30_u32, zone in "|Z| GMT|[+-][0-9]{1,4}|[+-][0-9]{2}:[0-9]{2}") {
        for reset in [format!("{year:04}-{month:02}-{day:02}T{hour:02}:59:60.5{zone}"), format!("Mon, {day} Jan {year} {hour}:00:00 {zone}")] {
            decode(Answer { status: 429, headers: vec![("x-rate-limit-reset-at-utc".into(), reset)], body: Vec::new() });
        }
    }

    #[test]
    fn parsers_take_any_text(text in "\\PC*|[ -~]*|(https?://)?[\\[\\]a-z0-9.:/%@]*|data:[a-z;,/]*.*") {
        let _ = Endpoint::parse(&text).map(|endpoint| endpoint.join(&text));
        let _ = RemoteUrl::parse(&text);
        let _ = RequestId::parse(&text);
        let _ = ApiKey::parse(&text).map(|key| key.redact(&text));
        let _ = Picture::from_base64(&text);
        let _ = Picture::from_data_url(&text);
        let _ = Scheduler::parse(&text);
        let draft = Draft {
            prompt: text.clone(),
            negative_prompt: text.clone(),
            samples: text.clone(),
            scheduler: text.clone(),
            steps: text.clone(),
            guidance: text.clone(),
            seed: text.clone(),
            width: text.clone(),
            height: text,
            base64: true,
        };
        if let Err(problems) = draft.check() {
            prop_assert_eq!(problems.first(), problems.iter().next().unwrap());
        }
    }

    #[test]
    fn headers_of_images_may_lie(bytes in bodies()) {
        if let Some(picture) = Picture::new(bytes.clone()) {
            prop_assert_eq!(Some(picture.kind()), ImageKind::sniff(&bytes));
            let _ = (picture.is_whole(), picture.dimensions());
        }
    }
}

#[test]
fn deep_nesting_is_an_answer_like_any_other() {
    for open in ["[", "{\"image\":[", "{\"error\":", "{\"image\":{\"url\":["] {
        decode(Answer {
            status: 200,
            headers: Vec::new(),
            body: open.repeat(100_000).into_bytes(),
        });
        decode(Answer {
            status: 500,
            headers: Vec::new(),
            body: open.repeat(100_000).into_bytes(),
        });
    }
}
