//! The JSON of a request for images, which v1 and v2 share.

use crate::Request;
use serde::{Serialize, Serializer};

/// Every field is always sent: the service's defaults have changed before.
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

pub(super) fn of(request: &Request) -> String {
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
    serde_json::to_string(&body).unwrap_or_default()
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
