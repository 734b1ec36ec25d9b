//! Keeping the body of a success that cannot be used: it was probably paid for.

use crate::failure::{About, Received};
use crate::{Charge, Failure, ImageKind, Kind, Next};

/// A success that brought no image. The body goes along.
pub(super) fn unusable(kind: Kind, status: u16, body: Vec<u8>, said: Option<String>) -> Failure {
    let failure = Failure::new(
        kind,
        Charge::Likely,
        Next::AskBeforeRepeating,
        About::Images,
    )
    .with_status(status)
    .with_said(said);
    keep(failure, body)
}

/// The failure with the body, where there is one.
pub(super) fn keep(failure: Failure, body: Vec<u8>) -> Failure {
    if body.is_empty() {
        failure
    } else {
        failure.with_received(received(body))
    }
}

fn received(body: Vec<u8>) -> Received {
    let (name, mime) = match ImageKind::sniff(&body) {
        Some(ImageKind::Jpeg) => ("ssd-1b-answer.jpg", "image/jpeg"),
        Some(ImageKind::Png) => ("ssd-1b-answer.png", "image/png"),
        Some(ImageKind::Webp) => ("ssd-1b-answer.webp", "image/webp"),
        Some(ImageKind::Gif) => ("ssd-1b-answer.gif", "image/gif"),
        None if body.starts_with(b"PK\x03\x04") => ("ssd-1b-answer.zip", "application/zip"),
        None if body.trim_ascii_start().starts_with(b"{")
            || body.trim_ascii_start().starts_with(b"[") =>
        {
            ("ssd-1b-answer.json", "application/json")
        }
        None if std::str::from_utf8(&body).is_ok() => ("ssd-1b-answer.txt", "text/plain"),
        None => ("ssd-1b-answer.bin", "application/octet-stream"),
    };
    Received::new(name, mime, body)
}
