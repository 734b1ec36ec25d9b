//! What v2 says: of a job that was handed in, of how it stands, and of what it brought, in all the shapes it may have.

use crate::answer::{address, damaged};
use crate::fault::Fault;
use crate::jobs::{Job, Stage};
use crate::visit::Visit;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

/// The answer to the submit.
pub(crate) fn submitted(id: &str, visit: &Visit) -> Response {
    let mut body = Map::new();
    match visit.faults.word(Fault::NoRequestId) {
        None => insert(&mut body, "request_id", json!(id)),
        Some("path") => insert(&mut body, "request_id", json!("../../v1/get-user-credits")),
        Some("number") => insert(&mut body, "request_id", json!(17)),
        Some(_) => {}
    }
    insert(&mut body, "status", json!("QUEUED"));
    if !visit.faults.has(Fault::NoRequestId) {
        addresses(&mut body, id, visit);
    }
    extra_keys(&mut body, visit);
    answer(200, body, visit)
}

/// The answer to the question how it stands.
pub(crate) fn standing(job: &Job, visit: &Visit) -> Response {
    let mut body = head(job, visit);
    // Addresses of another host shall tempt at every turn.
    if visit.faults.has(Fault::ForeignUrls) {
        addresses(&mut body, &job.id, visit);
    }
    extra_keys(&mut body, visit);
    answer(status(job), body, visit)
}

/// The answer to the question what it brought.
pub(crate) fn result(job: &Job, visit: &Visit) -> Response {
    let mut body = head(job, visit);
    if job.stage == Stage::Completed {
        let shape = visit.faults.word(Fault::Result).unwrap_or("full");
        if let ("bytes", [(_, image), ..]) = (shape, &*job.images) {
            let bytes = damaged(image.bytes.clone(), &visit.faults);
            return ([(header::CONTENT_TYPE, image.mime)], bytes).into_response();
        }
        bring(&mut body, job, visit, shape);
    }
    extra_keys(&mut body, visit);
    answer(status(job), body, visit)
}

fn bring(body: &mut Map<String, Value>, job: &Job, visit: &Visit, shape: &str) {
    let kind = visit.faults.word(Fault::ImageUrl).unwrap_or("own");
    let pictures = visit.pictures();
    let urls: Vec<String> = job
        .images
        .iter()
        .map(|(name, _)| address(kind, &pictures, name))
        .collect();
    let entry = |(url, (name, image)): (&String, &(String, crate::gallery::Image))| {
        json!({
            "url": url,
            "content_type": image.mime,
            "file_name": name,
            "file_size": number(image.bytes.len() as f64, visit, false),
        })
    };
    let images: Vec<Value> = urls.iter().zip(&job.images).map(entry).collect();
    let one_or_list = |urls: &[String]| match urls {
        [one] => json!(one),
        several => json!(several),
    };
    match shape {
        "output" => insert(body, "output", json!(urls.first())),
        "output-list" => insert(body, "output", json!(urls)),
        "images" => insert(body, "images", json!(images)),
        "image" => insert(body, "image", one_or_list(&urls)),
        "base64" => {
            let texts = job.images.iter();
            let texts: Vec<String> = texts
                .map(|(_, image)| STANDARD.encode(&image.bytes))
                .collect();
            insert(body, "image", one_or_list(&texts));
        }
        "none" => {
            insert(body, "images", json!([]));
            insert(body, "output", Value::Null);
        }
        _ => {
            insert(body, "images", json!(images));
            insert(body, "output", one_or_list(&urls));
        }
    }
    let seed = job.request.seed().get() as f64;
    insert(body, "seed", number(seed, visit, true));
}

/// What both answers about a job have in common.
fn head(job: &Job, visit: &Visit) -> Map<String, Value> {
    let word = match job.stage {
        Stage::Queued => "QUEUED",
        Stage::Processing => "PROCESSING",
        Stage::Completed => "COMPLETED",
        Stage::Failed(_) => "FAILED",
    };
    let mut body = Map::new();
    insert(&mut body, "status", json!(word));
    insert(&mut body, "request_id", json!(job.id));
    if let Stage::Failed(_) = job.stage {
        insert(&mut body, "error", json!("The worker ran out of memory"));
    }
    insert(&mut body, "metrics", Value::Object(metrics(job, visit)));
    body
}

fn metrics(job: &Job, visit: &Visit) -> Map<String, Value> {
    let mut metrics = Map::new();
    let mut set = |name, value| insert(&mut metrics, name, number(value, visit, false));
    if job.stage != Stage::Queued {
        set("queue_time", job.queue);
    }
    if matches!(job.stage, Stage::Completed | Stage::Failed(_)) {
        set("inference_time", job.work);
        set("total_time", job.queue + job.work);
        set("cost", job.billed);
        if let Some(left) = job.left {
            set("remaining_credits", left);
        }
    }
    metrics
}

/// A number in the way the faults want it: by itself, or as text.
fn number(number: f64, visit: &Visit, usually_text: bool) -> Value {
    let as_text = match visit.faults.word(Fault::Numbers) {
        Some("plain") => false,
        Some(_) => true,
        None => usually_text,
    };
    if as_text {
        json!(number.to_string())
    } else if number.fract() == 0.0 {
        json!(number as i64)
    } else {
        json!(number)
    }
}

/// The ready-made addresses. A client has no use for them.
fn addresses(body: &mut Map<String, Value>, id: &str, visit: &Visit) {
    let base = if visit.faults.has(Fault::ForeignUrls) {
        format!("http://{}/elsewhere", visit.other_host("elsewhere"))
    } else {
        format!("http://{}", visit.host)
    };
    insert(body, "poll_url", json!(format!("{base}/v1/requests/{id}")));
    insert(
        body,
        "status_url",
        json!(format!("{base}/v2/requests/{id}/status")),
    );
    insert(
        body,
        "response_url",
        json!(format!("{base}/v2/requests/{id}")),
    );
}

fn extra_keys(body: &mut Map<String, Value>, visit: &Visit) {
    if visit.faults.has(Fault::ExtraKeys) {
        insert(body, "version", json!(3));
        insert(
            body,
            "debug",
            json!({ "image": null, "status": [true, null, 1.5], "url": {} }),
        );
    }
}

fn status(job: &Job) -> u16 {
    match job.stage {
        Stage::Failed(status) => status,
        _ => 200,
    }
}

fn answer(status: u16, body: Map<String, Value>, visit: &Visit) -> Response {
    let mime = if visit.faults.has(Fault::TextJson) {
        "text/plain"
    } else {
        "application/json"
    };
    let body = damaged(Value::Object(body).to_string().into(), &visit.faults);
    let mut response = ([(header::CONTENT_TYPE, mime)], body).into_response();
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    response
}

fn insert(body: &mut Map<String, Value>, name: &str, value: Value) {
    body.insert(name.into(), value);
}
