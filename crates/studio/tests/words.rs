//! File names, alternative texts, waits and durations: tables, and what must hold for any input.

#![allow(missing_docs, clippy::unwrap_used)]

use proptest::prelude::*;
use ssd1b::wire::{self, Answer};
use ssd1b::{Failure, NetworkFacts, Request};
use studio::{names, retry, time};

fn request(prompt: &str) -> Request {
    Request::new(prompt).unwrap()
}

proptest! {
    #[test]
    fn an_alternative_text_is_bounded(prompt in any::<String>()) {
        let alt = names::alt(&prompt, 1, 4);
        prop_assert!(alt.chars().count() <= "Image 1 of 4: ".len() + 121);
        prop_assert!(alt.starts_with("Image 1 of 4: "));
    }

    #[test]
    fn a_cut_is_a_beginning(text in any::<String>(), max in 0_usize..40) {
        let cut = names::cut(&text, max);
        match cut.strip_suffix('…') {
            Some(head) if cut != text => prop_assert!(text.starts_with(head)),
            _ => prop_assert_eq!(cut, text),
        }
    }

    #[test]
    fn a_file_name_is_one_any_system_takes(prompt in "\\PC{1,200}") {
        prop_assume!(!prompt.trim().is_empty());
        let Ok(request) = Request::new(&prompt) else { return Ok(()) };
        let name = names::file_name(&request, 1, false, "jpg");
        prop_assert!(name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.' || !c.is_ascii()));
        prop_assert_eq!(name.matches('.').count(), 1);
        // Most file systems take 255 bytes.
        prop_assert!(name.len() <= 255, "{} bytes", name.len());
    }

    #[test]
    fn durations_never_panic(a in any::<f64>(), b in any::<f64>()) {
        prop_assert!(time::elapsed(a).ends_with(" s"));
        prop_assert!(time::left(a, b).ends_with(" s"));
    }
}

#[test]
fn a_file_name_says_what_the_picture_is() {
    let check = |prompt: &str, number: usize, practice: bool, expect: &str| {
        let name = names::file_name(&request(prompt), number, practice, "jpg");
        assert_eq!(name, expect, "{prompt:?}");
    };
    check("a red fox", 1, false, "ssd1b-a-red-fox-9876543210-1.jpg");
    check("a red fox", 2, true, "practice-a-red-fox-9876543210-2.jpg");
    check(
        "  A  (red) Fox!! ",
        1,
        false,
        "ssd1b-a-red-fox-9876543210-1.jpg",
    );
    check(
        "../../etc/passwd",
        1,
        false,
        "ssd1b-etc-passwd-9876543210-1.jpg",
    );
    check(
        "a\\b:c*d?e\"f<g>h|i",
        1,
        false,
        "ssd1b-a-b-c-d-e-f-g-h-i-9876543210-1.jpg",
    );
    check(
        "Ein Fuchs im Schnee, grün",
        1,
        false,
        "ssd1b-ein-fuchs-im-schnee-grün-9876543210-1.jpg",
    );
    check("赤い狐", 1, false, "ssd1b-赤い狐-9876543210-1.jpg");
    check("🦊🦊", 1, false, "ssd1b-image-9876543210-1.jpg");
    check("...", 1, false, "ssd1b-image-9876543210-1.jpg");
    let long = "x".repeat(200);
    check(
        &long,
        4,
        false,
        &format!("ssd1b-{}-9876543210-4.jpg", "x".repeat(48)),
    );
    // A hyphen at the cut does not double the next one.
    let edge = format!("{} y", "x".repeat(47));
    check(
        &edge,
        1,
        false,
        &format!("ssd1b-{}-9876543210-1.jpg", "x".repeat(47)),
    );
}

#[test]
fn a_long_prompt_is_cut_by_characters() {
    let check = |prompt: &str, expect: &str| {
        let alt = names::alt(prompt, 2, 4);
        assert_eq!(alt, format!("Image 2 of 4: {expect}"));
    };
    check("a fox", "a fox");
    check(&"ü".repeat(120), &"ü".repeat(120));
    check(&"ü".repeat(121), &format!("{}…", "ü".repeat(120)));
    check(&"🦊".repeat(300), &format!("{}…", "🦊".repeat(120)));
    // A word that ends near is a better end than the middle of the next.
    let words = format!("{} {}", "w".repeat(110), "v".repeat(50));
    check(&words, &format!("{}…", "w".repeat(110)));
    let early = format!("{} {}", "w".repeat(20), "v".repeat(150));
    check(&early, &format!("{} {}…", "w".repeat(20), "v".repeat(99)));
}

fn refused(status: u16, headers: &[(&str, &str)]) -> Failure {
    let answer = Answer {
        status,
        headers: headers
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .collect(),
        body: br#"{"error":"no"}"#.to_vec(),
    };
    wire::decode_images(answer, 1).unwrap_err()
}

#[test]
fn only_a_limit_is_waited_for_and_three_times_at_most() {
    let limited = refused(429, &[]);
    for again in 0..=255 {
        let expect = (again < 3).then_some(1_000.0 + 60_000.0);
        assert_eq!(retry::after(&limited, again, 1_000.0), expect, "{again}");
    }
}

#[test]
fn no_other_failure_is_ever_sent_again() {
    for status in [
        400, 401, 403, 404, 405, 406, 408, 410, 422, 425, 500, 502, 503, 504, 529,
    ] {
        let failure = refused(
            status,
            &[
                ("retry-after", "1"),
                ("x-rate-limit-reset-at-utc", "1772366405"),
            ],
        );
        assert_eq!(retry::after(&failure, 0, 0.0), None, "{status}");
    }
    for cut_mid_body in [false, true] {
        let failure = Failure::network(NetworkFacts {
            online: Some(false),
            elapsed_ms: 1,
            host_answered_before: true,
            post: true,
            cut_mid_body,
        });
        assert_eq!(retry::after(&failure, 0, 0.0), None);
    }
    for sent in [false, true] {
        assert_eq!(retry::after(&Failure::cancelled(sent), 0, 0.0), None);
    }
}

#[test]
fn a_reset_is_believed_within_reason() {
    const RESET: f64 = 1_772_366_405_000.0;
    let limited = refused(429, &[("x-rate-limit-reset-at-utc", "1772366405")]);
    let check = |now: f64, wait: f64| {
        assert_eq!(retry::after(&limited, 0, now), Some(now + wait), "{now}");
    };
    check(RESET - 5_000.0, 5_000.0);
    check(RESET - 900_000.0, 900_000.0);
    check(RESET - 900_001.0, 900_000.0);
    check(0.0, 900_000.0);
    check(RESET - 10.0, 1_000.0);
    check(RESET, 1_000.0);
    check(RESET + 86_400_000.0, 1_000.0);
}

#[test]
fn durations_in_words() {
    let check = |ms: f64, expect: &str| assert_eq!(time::elapsed(ms), expect, "{ms}");
    check(0.0, "0.0 s");
    check(99.0, "0.0 s");
    check(2_149.0, "2.1 s");
    check(9_999.0, "9.9 s");
    check(10_000.0, "10 s");
    check(119_999.0, "119 s");
    check(120_000.0, "2 min 00 s");
    check(185_000.0, "3 min 05 s");
    check(3_600_000.0, "60 min 00 s");
    check(-5.0, "0.0 s");
    check(f64::NAN, "0.0 s");
    check(f64::INFINITY, "0.0 s");
}

#[test]
fn time_left_is_rounded_up() {
    let check =
        |until: f64, expect: &str| assert_eq!(time::left(until, 1_000.0), expect, "{until}");
    check(1_000.0, "0 s");
    check(0.0, "0 s");
    check(1_001.0, "1 s");
    check(2_000.0, "1 s");
    check(61_000.0, "60 s");
    check(120_999.0, "2 min 00 s");
    check(186_000.0, "3 min 05 s");
    check(f64::NAN, "0 s");
}
