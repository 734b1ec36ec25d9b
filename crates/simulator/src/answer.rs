//! The shapes of a success: bytes, JSON, addresses, a zip, and the ways in which each may be damaged.

use crate::fault::Fault;
use crate::faults::Faults;
use crate::formats::{self, zip};
use crate::gallery::{Gallery, Image};
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use ssd1b::Request;

/// What a success tells beside its images.
pub(crate) struct Facts {
    pub(crate) id: String,
    /// US dollars.
    pub(crate) cost: f64,
    /// US dollars.
    pub(crate) left: f64,
    /// Simulated seconds of GPU work.
    pub(crate) seconds: f64,
}

/// The answer to a request (its seed drawn) whose images are these, at least one.
pub(crate) fn success(
    request: &Request,
    images: Vec<Image>,
    facts: &Facts,
    faults: &Faults,
    gallery: &Gallery,
    pictures: &str,
) -> Response {
    let images = in_format(images, request, faults);
    let address = |(i, image): (usize, &Image)| {
        let name = gallery.publish(&format!("{}-{}", facts.id, i + 1), image);
        address(
            faults.word(Fault::ImageUrl).unwrap_or("own"),
            pictures,
            &name,
        )
    };
    let names_images = [Fault::ImageUrl, Fault::Url, Fault::Output, Fault::Images];
    let (mime, body) =
        if request.base64() || names_images.into_iter().any(|fault| faults.has(fault)) {
            let by_address = faults.has(Fault::ImageUrl)
                || (!faults.has(Fault::Images)
                    && (faults.has(Fault::Url) || faults.has(Fault::Output)));
            let texts: Vec<String> = if by_address {
                images.iter().enumerate().map(address).collect()
            } else {
                images.iter().map(|image| text(image, faults)).collect()
            };
            let mime = if faults.has(Fault::TextJson) {
                "text/plain"
            } else {
                "application/json"
            };
            (
                mime,
                json_body(texts, request, facts, faults).to_string().into(),
            )
        } else if faults.has(Fault::BytesUrls) {
            let addresses: Vec<String> = images.iter().enumerate().map(address).collect();
            ("application/json", json!(addresses).to_string().into())
        } else if faults.has(Fault::BytesZip) {
            ("application/zip", zipped(&images).into())
        } else {
            (label(&images[0], faults), bytes(&images[0], faults))
        };
    let body = damaged(body, faults);
    let mut response = ([(header::CONTENT_TYPE, mime)], body).into_response();
    add_facts(response.headers_mut(), request, facts);
    response
}

pub(crate) fn in_format(images: Vec<Image>, request: &Request, faults: &Faults) -> Vec<Image> {
    let seed = request.seed().get();
    let change = |(i, image): (usize, Image)| {
        if faults.has(Fault::Png) {
            Image {
                bytes: formats::png(seed + i as i64).into(),
                mime: "image/png",
            }
        } else if faults.has(Fault::Webp) {
            Image {
                bytes: Bytes::from_static(formats::WEBP),
                mime: "image/webp",
            }
        } else {
            image
        }
    };
    images.into_iter().enumerate().map(change).collect()
}

pub(crate) fn address(kind: &str, pictures: &str, name: &str) -> String {
    match kind {
        // The reserved name of no host: nothing is ever fetched from there.
        "https" => format!("https://images.invalid/{name}"),
        "plain" => format!("http://images.invalid/{name}"),
        "script" => "javascript:alert(1)".into(),
        _ => format!("{pictures}{name}"),
    }
}

const NO_IMAGE: &str = "This text stands where an image should be.";

fn text(image: &Image, faults: &Faults) -> String {
    if faults.has(Fault::NotBase64) {
        return "*** this is no base64 ***".into();
    }
    let base64 = if faults.has(Fault::NotImage) {
        STANDARD.encode(NO_IMAGE)
    } else {
        STANDARD.encode(&image.bytes)
    };
    if faults.has(Fault::DataPrefix) {
        format!("data:{};base64,{base64}", image.mime)
    } else {
        base64
    }
}

fn bytes(image: &Image, faults: &Faults) -> Bytes {
    if faults.has(Fault::NotBase64) || faults.has(Fault::NotImage) {
        return Bytes::from_static(NO_IMAGE.as_bytes());
    }
    image.bytes.clone()
}

fn label(image: &Image, faults: &Faults) -> &'static str {
    if faults.has(Fault::OctetStream) {
        "application/octet-stream"
    } else if faults.has(Fault::Mislabelled) {
        if image.mime == "image/jpeg" {
            "image/png"
        } else {
            "image/jpeg"
        }
    } else {
        image.mime
    }
}

fn json_body(mut texts: Vec<String>, request: &Request, facts: &Facts, faults: &Faults) -> Value {
    let list = faults.has(Fault::ImageList) || (texts.len() > 1 && !faults.has(Fault::OneString));
    let one_or_list = |texts: &mut Vec<String>| if list { json!(texts) } else { json!(texts[0]) };
    if faults.has(Fault::Images) {
        json!({ "images": texts })
    } else if faults.has(Fault::Output) {
        json!({ "output": one_or_list(&mut texts) })
    } else if faults.has(Fault::Url) {
        json!({ "url": one_or_list(&mut texts) })
    } else {
        json!({
            "image": one_or_list(&mut texts),
            "status": "Success",
            "infer_time": facts.seconds,
            "seed": request.seed().get(),
        })
    }
}

fn zipped(images: &[Image]) -> Vec<u8> {
    let name =
        |(i, image): (usize, &Image)| format!("image-{}.{}", i + 1, formats::extension(image.mime));
    let files: Vec<(String, &[u8])> = images
        .iter()
        .enumerate()
        .map(|(i, image)| (name((i, image)), &image.bytes[..]))
        .collect();
    zip(&files)
}

/// What the faults leave of a body that is announced as whole.
pub(crate) fn damaged(body: Bytes, faults: &Faults) -> Bytes {
    if faults.has(Fault::Empty) {
        Bytes::new()
    } else if faults.has(Fault::Truncated) {
        body.slice(..body.len() / 2)
    } else {
        body
    }
}

fn add_facts(headers: &mut HeaderMap, request: &Request, facts: &Facts) {
    let size = json!({ "width": request.width(), "height": request.height() });
    let list = [
        ("x-request-id", facts.id.clone()),
        ("x-cost", facts.cost.to_string()),
        ("x-remaining-credits", facts.left.to_string()),
        ("x-generation-time", facts.seconds.to_string()),
        ("x-seed-value", request.seed().to_string()),
        ("x-output-metadata", size.to_string()),
    ];
    for (name, value) in list {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
}
