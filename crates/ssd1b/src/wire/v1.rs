//! v1: one POST that waits for its images.

use super::received::unusable;
use super::{Answer, Facts, Method, Outgoing, body, errors, html, images};
use crate::failure::About;
use crate::{Endpoint, Failure, Kind, Output, Picture, Request};

/// The request that makes images: `POST {base}/v1/ssd-1b`. It costs money when the service answers 200.
#[must_use]
pub fn generate(endpoint: &Endpoint, request: &Request) -> Outgoing {
    Outgoing {
        method: Method::Post,
        url: endpoint.join("/v1/ssd-1b"),
        body: Some(body::of(request)),
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
        return Err(errors::failure(&answer, About::Images));
    }
    let facts = Facts::of_headers(&answer);
    let status = answer.status;
    if answer.body.trim_ascii().is_empty() {
        return Err(unusable(Kind::EmptyBody, status, answer.body, None));
    }
    let body = match Picture::sniffed(answer.body) {
        Ok(picture) if picture.is_whole() => {
            return Ok(Generated {
                outputs: vec![Output::Picture(picture)],
                asked,
                facts,
            });
        }
        Ok(torn) => {
            let body = torn.into_bytes();
            return Err(unusable(Kind::TruncatedBody, status, body, None));
        }
        Err(body) => body,
    };
    if body.starts_with(b"PK\x03\x04") {
        return Err(unusable(Kind::Archive, status, body, None));
    }
    let answer = Answer { body, ..answer };
    if html::is_html(&answer) {
        return Err(errors::page(&answer, About::Images));
    }
    match images::find(&answer.body, images::Order::V1) {
        Ok(found) => {
            let facts = facts.or(found.facts);
            Ok(Generated {
                outputs: found.outputs,
                asked,
                facts,
            })
        }
        Err(images::Nothing { kind, said }) => Err(unusable(kind, status, answer.body, said)),
    }
}
