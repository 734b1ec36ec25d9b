//! When a rate limit resets: every format the header may come in.

use ssd1b::wire::{Answer, decode_images};
use ssd1b::{Kind, Next};

#[track_caller]
fn check(header: &str, until_ms: Option<u64>) {
    let headers = vec![("X-Rate-Limit-Reset-At-UTC".into(), header.into())];
    let failure = decode_images(
        Answer {
            status: 429,
            headers,
            body: Vec::new(),
        },
        1,
    )
    .unwrap_err();
    assert_eq!(failure.kind(), Kind::RateLimited);
    assert_eq!(failure.next(), Next::Wait { until_ms }, "{header}");
}

const NEW_YEAR: u64 = 1_767_225_600_000;
const HOUR: u64 = 3_600_000;

#[test]
fn numbers() {
    check("1767225600", Some(NEW_YEAR));
    check(" 1767225600 ", Some(NEW_YEAR));
    check("1767225600.25", Some(NEW_YEAR + 250));
    check("1767225600000", Some(NEW_YEAR));
    // Perhaps seconds to wait: that would need a clock.
    check("60", None);
    check("0", None);
    check("99999999999999999999", None);
    check("1.2.3", None);
}

#[test]
fn iso_8601() {
    check("2026-01-01T00:00:00Z", Some(NEW_YEAR));
    check("2026-01-01t00:00:00z", Some(NEW_YEAR));
    check("2026-01-01 00:00:00", Some(NEW_YEAR));
    check("2026-01-01 00:00:00 UTC", Some(NEW_YEAR));
    check("2026-01-01T00:00Z", Some(NEW_YEAR));
    check("2026-01-01T00:00:00.5Z", Some(NEW_YEAR + 500));
    check("2026-01-01T00:00:00.123456+00:00", Some(NEW_YEAR + 123));
    check("2026-01-01T05:30:00+05:30", Some(NEW_YEAR));
    check("2025-12-31T16:00:00-0800", Some(NEW_YEAR));
    check("2024-02-29T00:00:00Z", Some(1_709_164_800_000));
    check("2000-03-01T00:00:00Z", Some(951_868_800_000));
    check("1970-01-01T00:00:00Z", Some(0));
    check("1970-01-01T00:00:00+01:00", None);
    for header in [
        "2026-01-01",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-32T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:00:00Z",
        "2026-01-01T00:00:00CET",
        "2026-01-01T00:00:00+1",
        "2026-01-01T00:00:00.Z",
        "20260101T000000Z",
        "2026-01-01T００:00:00Z",
    ] {
        check(header, None);
    }
}

#[test]
fn rfc_2822() {
    check("Thu, 01 Jan 2026 00:00:00 GMT", Some(NEW_YEAR));
    check("1 Jan 2026 01:00:00 +0100", Some(NEW_YEAR));
    check("Thu, 1 jan 2026 01:00 GMT", Some(NEW_YEAR + HOUR));
    check("Thu, 01 Foo 2026 00:00:00 GMT", None);
    check("Thu, 01 Jan 2026", None);
    check("soon", None);
    check("", None);
}
