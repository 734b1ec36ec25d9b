//! v1: one POST that waits for its images.

use super::{Answer, Facts, Method, Outgoing, errors, html, images};
use crate::failure::Received;
use crate::{Charge, Endpoint, Failure, ImageKind, Kind, Next, Output, Picture, Request};
use serde::{Serialize, Serializer};

/// The body of a request. Every field is always sent: the service's defaults have changed before.
#[derive(Serialize)]
struct Body<'a> {
    prompt: &'a str,
    negative_prompt: &'a str,
    samples: u8,
    scheduler: &'static str,
    num_inference_steps: u16,
    #[serde(serialize_with = "plain_number")]
    guidance_scale: f64,
    seed: i64,
    img_width: u16,
    img_height: u16,
    base64: bool,
}

/// Writes 7 as `7`, as the service's own sample does, rather than as `7.0`.
fn plain_number<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    let whole = *number as i64;
    if whole as f64 == *number {
        serializer.serialize_i64(whole)
    } else {
        serializer.serialize_f64(*number)
    }
}

/// The request that makes images: `POST {base}/v1/ssd-1b`. It costs money when the service answers 200.
#[must_use]
pub fn generate(endpoint: &Endpoint, request: &Request) -> Outgoing {
    let body = Body {
        prompt: request.prompt(),
        negative_prompt: request.negative_prompt(),
        samples: request.samples(),
        scheduler: request.scheduler().name(),
        num_inference_steps: request.steps(),
        guidance_scale: request.guidance(),
        seed: request.seed().get(),
        img_width: request.width(),
        img_height: request.height(),
        base64: request.base64(),
    };
    // Strings, finite numbers and a boolean always become JSON.
    let body = serde_json::to_string(&body).unwrap_or_default();
    Outgoing {
        method: Method::Post,
        url: endpoint.join("/v1/ssd-1b"),
        body: Some(body),
    }
}

/// The images of one request.
#[derive(Clone, Debug, PartialEq)]
pub struct Generated {
    /// At least one.
    pub outputs: Vec<Output>,
    /// How many were asked for.
    pub asked: u8,
    /// What the service told beside them.
    pub facts: Facts,
}

impl Generated {
    /// Whether fewer images came than were asked for. That is still a success.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.outputs.len() < usize::from(self.asked)
    }
}

/// Reads the answer to [`generate`], for so many images.
///
/// What the body holds is decided by its bytes, since content types are often wrong: an image; JSON with images or
/// addresses under any of the names seen (`image`, `images`, `output`, `url`); base64 or an address as bare text.
///
/// # Errors
///
/// A [`Failure`] for any other status than success, and for a body without a usable image. The latter keeps the body
/// ([`Failure::received`]), since it was probably paid for. Redact it before it is shown.
pub fn decode_images(answer: Answer, asked: u8) -> Result<Generated, Failure> {
    if !answer.is_success() {
        return Err(errors::failure(&answer, true));
    }
    let facts = Facts::of_headers(&answer);
    let body = &answer.body;
    if body.trim_ascii().is_empty() {
        return Err(unusable(Kind::EmptyBody, answer, None));
    }
    if ImageKind::sniff(body).is_some() {
        return raw_picture(answer, asked, facts);
    }
    if body.starts_with(b"PK\x03\x04") {
        return Err(unusable(Kind::Archive, answer, None));
    }
    if html::is_html(&answer) {
        return Err(errors::page(&answer, true));
    }
    match images::find(body) {
        Ok(found) => {
            let facts = facts.or(found.facts);
            Ok(Generated {
                outputs: found.outputs,
                asked,
                facts,
            })
        }
        Err(images::Nothing { kind, said }) => Err(unusable(kind, answer, said)),
    }
}

fn raw_picture(answer: Answer, asked: u8, facts: Facts) -> Result<Generated, Failure> {
    let status = answer.status;
    match Picture::new(answer.body) {
        Some(picture) if picture.is_whole() => Ok(Generated {
            outputs: vec![Output::Picture(picture)],
            asked,
            facts,
        }),
        picture => {
            let body = picture.map(Picture::into_bytes).unwrap_or_default();
            Err(unusable(
                Kind::TruncatedBody,
                Answer {
                    status,
                    headers: Vec::new(),
                    body,
                },
                None,
            ))
        }
    }
}

/// A success that brought no image. The body goes along.
fn unusable(kind: Kind, answer: Answer, said: Option<String>) -> Failure {
    let failure = Failure::new(kind, Charge::Likely, Next::AskBeforeRepeating, true)
        .with_status(answer.status)
        .with_said(said);
    if answer.body.is_empty() {
        failure
    } else {
        failure.with_received(received(answer.body))
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
