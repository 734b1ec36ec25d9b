//! §3: v2, from the submit to the image.

use crate::compose::{image, job};
use crate::evidence::Evidence;
use crate::finding::{Judged, as_written, differs, unless, untold};
use crate::words::{said, short, type_of};
use crate::{Ask, Mark, Row};
use serde_json::Value;
use ssd1b::Picture;

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "v2-submit",
        section: 3,
        mark: Mark::Documented,
        contract: "200: request_id, status QUEUED, poll_url, status_url, response_url",
        asks: &[Ask::Submit],
        judge: submit,
    },
    Row {
        id: "v2-urls",
        section: 3,
        mark: Mark::Inferred,
        contract: "status_url and response_url are what base URL and request_id make",
        asks: &[Ask::Submit],
        judge: urls,
    },
    Row {
        id: "v2-status",
        section: 3,
        mark: Mark::Documented,
        contract: "status: QUEUED, PROCESSING, COMPLETED or FAILED; request_id; metrics",
        asks: &[Ask::JobFirst, Ask::JobLast],
        judge: status,
    },
    Row {
        id: "v2-result",
        section: 3,
        mark: Mark::Documented,
        contract: "images (url, content_type, file_name, file_size), output, seed, metrics of five",
        asks: &[Ask::JobResult],
        judge: result,
    },
    Row {
        id: "v2-types",
        section: 3,
        mark: Mark::Unknown,
        contract: "seed and file_size are each text or a number",
        asks: &[Ask::JobResult],
        judge: types,
    },
    Row {
        id: "v2-failed",
        section: 3,
        mark: Mark::Documented,
        contract: "a job that failed comes as 422, on both addresses",
        asks: &[Ask::JobLast, Ask::JobResult],
        judge: failed,
    },
    Row {
        id: "v2-image",
        section: 3,
        mark: Mark::Documented,
        contract: "the image is at its address, without the key",
        asks: &[Ask::Image],
        judge: |evidence| {
            image(evidence)?;
            let reply = evidence.sound(Ask::Image)?;
            let whole = Picture::new(reply.answer.body.clone()).is_some_and(|p| p.is_whole());
            let right = whole && reply.answer.status == 200;
            Ok(if right {
                as_written(said(reply))
            } else {
                differs(said(reply))
            })
        },
    },
    Row {
        id: "v2-image-host",
        section: 3,
        mark: Mark::Documented,
        contract: "that address is on images.segmind.com",
        asks: &[Ask::JobResult],
        judge: |evidence| {
            let url = image(evidence)?;
            Ok(match url.host() {
                host @ "images.segmind.com" => as_written(host),
                host if evidence.endpoint.is_hosted() => differs(short(host)),
                host => untold(format!(
                    "{}, of an endpoint that is not the service itself",
                    short(host)
                )),
            })
        },
    },
];

const ADDRESSES: [&str; 3] = ["poll_url", "status_url", "response_url"];

fn submit(evidence: &Evidence) -> Judged {
    let reply = evidence.success(Ask::Submit)?;
    let json = reply.json().unwrap_or_default();
    let mut wrong = Vec::new();
    if job(evidence).is_err() {
        wrong.push(match &json["request_id"] {
            Value::Null => "no request_id".into(),
            other => format!("request_id is {}", short(&other.to_string())),
        });
    }
    if json["status"] != "QUEUED" {
        wrong.push(format!("status is {}", short(&json["status"].to_string())));
    }
    let missing = ADDRESSES.iter().filter(|name| !json[**name].is_string());
    wrong.extend(missing.map(|name| format!("no {name}")));
    if reply.answer.status != 200 {
        wrong.push(said(reply));
    }
    Ok(unless(wrong, said(reply)))
}

fn urls(evidence: &Evidence) -> Judged {
    let id = job(evidence)?;
    let json = evidence.success(Ask::Submit)?.json().unwrap_or_default();
    let ends = [
        ("status_url", format!("/v2/requests/{id}/status")),
        ("response_url", format!("/v2/requests/{id}")),
    ];
    let mut wrong = Vec::new();
    let mut live = Vec::new();
    for (name, end) in ends {
        let Some(url) = json[name].as_str() else {
            return Ok(untold(format!("no {name}")));
        };
        // A proxy in front changes nothing in the body, so there the service's own host may stand in it.
        let after_scheme = url.split_once("://").map_or("", |(_, rest)| rest);
        let host = after_scheme.split('/').next().unwrap_or_default();
        let known = [evidence.endpoint.host(), Some("api.segmind.com")];
        let right = known.contains(&Some(host)) && after_scheme.ends_with(&end);
        let list = if right { &mut live } else { &mut wrong };
        list.push(format!("{name} {}", short(url)));
    }
    Ok(unless(wrong, live.join("; ")))
}

fn status(evidence: &Evidence) -> Judged {
    let id = job(evidence)?;
    let (mut words, mut wrong) = (Vec::new(), Vec::new());
    for ask in [Ask::JobFirst, Ask::JobLast] {
        let reply = evidence.sound(ask)?;
        let json = reply.json().unwrap_or_default();
        match json["status"].as_str() {
            Some(word @ ("QUEUED" | "PROCESSING" | "COMPLETED" | "FAILED")) => {
                words.push(word.to_owned())
            }
            Some(other) => wrong.push(format!("status {}", short(other))),
            None => wrong.push(format!("no status: {}", said(reply))),
        }
        if json["request_id"] != id.as_str() {
            wrong.push(format!(
                "request_id is {}",
                short(&json["request_id"].to_string())
            ));
        }
        if !json["metrics"].is_object() {
            wrong.push("no metrics".into());
        }
    }
    wrong.dedup();
    let over = words
        .last()
        .is_some_and(|word| word == "COMPLETED" || word == "FAILED");
    words.dedup();
    if wrong.is_empty() && !over {
        return Ok(untold(format!(
            "seen {}, and no end in time",
            words.join(", ")
        )));
    }
    Ok(unless(wrong, format!("seen {}", words.join(", "))))
}

const METRICS: [&str; 5] = [
    "cost",
    "remaining_credits",
    "inference_time",
    "queue_time",
    "total_time",
];
const OF_AN_IMAGE: [&str; 4] = ["url", "content_type", "file_name", "file_size"];

/// The result of a job that was completed.
fn completed(evidence: &Evidence) -> Result<Value, crate::Finding> {
    let reply = evidence.sound(Ask::JobResult)?;
    let json = reply.json().ok_or_else(|| differs(said(reply)))?;
    match json["status"].as_str() {
        Some("COMPLETED") => Ok(json),
        Some(other) => Err(untold(format!(
            "the job is {}: {}",
            short(other),
            said(reply)
        ))),
        None => Err(differs(format!("no status: {}", said(reply)))),
    }
}

fn result(evidence: &Evidence) -> Judged {
    let json = completed(evidence)?;
    let mut wrong = Vec::new();
    match json["images"].as_array().and_then(|list| list.first()) {
        None => wrong.push("no images".into()),
        Some(first) => {
            let missing = OF_AN_IMAGE.iter().filter(|name| first[**name].is_null());
            wrong.extend(missing.map(|name| format!("no images[].{name}")));
        }
    }
    let missing = ["output", "seed", "metrics"]
        .into_iter()
        .filter(|name| json[*name].is_null());
    wrong.extend(missing.map(|name| format!("no {name}")));
    if json["metrics"].is_object() {
        let missing = METRICS
            .iter()
            .filter(|name| json["metrics"][**name].is_null());
        wrong.extend(missing.map(|name| format!("no metrics.{name}")));
    }
    let live = format!("all of them; output is {}", type_of(&json["output"]));
    Ok(unless(wrong, live))
}

fn types(evidence: &Evidence) -> Judged {
    let json = completed(evidence)?;
    let values = [
        ("seed", &json["seed"]),
        ("file_size", &json["images"][0]["file_size"]),
    ];
    let live = values
        .map(|(name, value)| format!("{name} is {}", type_of(value)))
        .join("; ");
    let fine = |value: &Value| value.is_string() || value.is_number();
    Ok(if values.iter().all(|(_, value)| fine(value)) {
        as_written(live)
    } else {
        differs(live)
    })
}

fn failed(evidence: &Evidence) -> Judged {
    let mut statuses = Vec::new();
    for ask in [Ask::JobLast, Ask::JobResult] {
        let reply = evidence.sound(ask)?;
        if reply.json().is_some_and(|json| json["status"] == "FAILED") {
            statuses.push(reply.answer.status);
        }
    }
    Ok(match &statuses[..] {
        [] => untold("not probed: the job did not fail"),
        [422, 422] => as_written("FAILED under 422, 422"),
        some => {
            let some: Vec<String> = some.iter().map(u16::to_string).collect();
            differs(format!("FAILED under {}", some.join(", ")))
        }
    })
}

#[cfg(test)]
mod tests;
