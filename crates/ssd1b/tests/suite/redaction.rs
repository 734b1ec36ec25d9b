//! No key survives redaction: not the service's shape, not the current key, however it is spelt.

use proptest::prelude::*;
use ssd1b::wire::{Answer, decode_images};
use ssd1b::{ApiKey, redact};

fn key(text: &str) -> ApiKey {
    ApiKey::parse(text).unwrap_or_else(|problem| panic!("{text}: {problem}"))
}

#[track_caller]
fn check(text: &str, current: Option<&str>, clean: &str) {
    let current = current.map(key);
    assert_eq!(redact(text, current.as_ref()), clean);
    if let Some(current) = current {
        assert_eq!(current.redact(text), clean);
    }
}

#[test]
fn the_usual_shape_goes_whoever_it_belongs_to() {
    check("nothing here", None, "nothing here");
    check("SG_0123456789abcdef", None, "[key]");
    check(
        "key=SG_abc&x, SG_XYZ9; SG_",
        None,
        "key=[key]&x, [key]; SG_",
    );
    check("SG_SG_a", None, "[key]_a");
    check("ÄSG_1ö", None, "Ä[key]ö");
}

#[test]
fn the_current_key_goes_in_every_spelling() {
    let odd = "a\"b\\c/d&e+f%g";
    check("x a\"b\\c/d&e+f%g y", Some(odd), "x [key] y");
    check(r#"{"k":"a\"b\\c/d&e+f%g"}"#, Some(odd), r#"{"k":"[key]"}"#);
    check(r#"{"k":"a\"b\\c\/d&e+f%g"}"#, Some(odd), r#"{"k":"[key]"}"#);
    check("?k=a%22b%5Cc%2Fd%26e%2Bf%25g", Some(odd), "?k=[key]");
    check("?k=a%22b%5cc%2fd%26e%2bf%25g", Some(odd), "?k=[key]");
    check("<b>a&quot;b\\c/d&amp;e+f%g</b>", Some(odd), "<b>[key]</b>");
    check(
        "bearer-token-1 and bearer-token-12",
        Some("bearer-token-1"),
        "[key] and [key]2",
    );
}

#[test]
fn what_the_replacing_brings_about_goes_too() {
    check("k", Some("k"), "[ey]");
    check("aabb", Some("ab"), "a[key]b");
    check("x[kSG_1 SG_0", Some("x[k"), "[key][key] [key]");
    check("SGabc_1", Some("abc"), "SG[key]_1");
}

#[test]
fn a_failure_keeps_no_key() {
    let current = key("proxy-key-42");
    let long = format!("{}proxy-key-42", "x".repeat(1995));
    let body = format!("{{\"error\":\"{long}\"}}").into_bytes();
    let failure = decode_images(
        Answer {
            status: 400,
            headers: Vec::new(),
            body,
        },
        1,
    )
    .unwrap_err();
    // The words are cut for showing, and the cut would leave a part of the key.
    assert!(failure.said().unwrap().ends_with("xproxy"));
    assert!(
        failure
            .redacted(Some(&current))
            .said()
            .unwrap()
            .ends_with("x[key]")
    );

    let body = br#"{"echo":{"x-api-key":"proxy-key-42"},"other":"SG_1"}"#.to_vec();
    let failure = decode_images(
        Answer {
            status: 200,
            headers: Vec::new(),
            body,
        },
        1,
    )
    .unwrap_err();
    let clean = failure.redacted(Some(&current));
    assert_eq!(
        clean.received().unwrap().bytes(),
        br#"{"echo":{"x-api-key":"[key]"},"other":"[key]"}"#
    );

    // Bytes that are no text keep what merely looks like a key.
    let body = b"PK\x03\x04\xff SG_1 proxy-key-42".to_vec();
    let failure = decode_images(
        Answer {
            status: 200,
            headers: Vec::new(),
            body,
        },
        1,
    )
    .unwrap_err();
    assert_eq!(
        failure.redacted(Some(&current)).received().unwrap().bytes(),
        b"PK\x03\x04\xff SG_1 "
    );
}

#[test]
fn words_cut_within_a_key_keep_no_part_of_it() {
    // Far more text than is kept, and the key at every place around the cut.
    let current = key(&"0123456789".repeat(30));
    let text = current.header_value().repeat(200);
    for shift in 0..12 {
        let body = format!("{}{text}", "-".repeat(shift)).into_bytes();
        let failure = decode_images(
            Answer {
                status: 500,
                headers: Vec::new(),
                body,
            },
            1,
        )
        .unwrap_err();
        let clean = failure.redacted(Some(&current));
        assert!(!clean.said().unwrap().contains("0123"), "{shift}");
    }
}

/// Texts that make trouble likely: pieces of marks, prefixes and keys.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[SGkey_\\[\\]ab]{1,3}",
        Just("SG_".to_owned()),
        Just("[key]".to_owned()),
        "\\PC{0,4}"
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_key_is_left(before in pieces(), after in pieces(), secret in "[SGkey_\\[\\]ab\"\\\\/%]{1,6}") {
        let Ok(current) = ApiKey::parse(&secret) else { return Ok(()) };
        let secret = current.header_value();
        let clean = redact(&format!("{before}{secret}{after}{secret}{secret}"), Some(&current));
        prop_assert!(!clean.contains(secret), "{} in {}", secret, clean);
        let shape = clean.match_indices("SG_").any(|(at, _)| clean.as_bytes().get(at + 3).is_some_and(u8::is_ascii_alphanumeric));
        prop_assert!(!shape, "{}", clean);
    }

    #[test]
    fn text_without_a_key_stays(text in "[a-z \u{e0}-\u{ff}]{0,60}") {
        prop_assert_eq!(redact(&text, Some(&key("SG_0123456789abcdef"))), text);
    }
}
