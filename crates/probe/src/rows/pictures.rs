//! §2, §1: what v1 answers to what it takes.

use crate::compose::SEED;
use crate::evidence::Evidence;
use crate::finding::{Judged, as_written, differs, unless, untold};
use crate::words::{called, said, short, type_of};
use crate::{Ask, Mark, Row};
use serde_json::Value;
use ssd1b::{ImageKind, Picture};

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "v1-bytes",
        section: 2,
        mark: Mark::Documented,
        contract: "one image: 200 image/jpeg, raw bytes",
        asks: &[Ask::Bytes],
        judge: |evidence| {
            let reply = evidence.success(Ask::Bytes)?;
            let whole = Picture::new(reply.answer.body.clone()).is_some_and(|p| p.is_whole());
            let jpeg = ImageKind::sniff(&reply.answer.body) == Some(ImageKind::Jpeg);
            let right = whole && jpeg && called(reply) == "image/jpeg";
            Ok(if right {
                as_written(said(reply))
            } else {
                differs(said(reply))
            })
        },
    },
    Row {
        id: "v1-headers",
        section: 2,
        mark: Mark::Unknown,
        contract: "some of seven headers come (x-cost and so on), money and time as plain numbers",
        asks: &[Ask::Bytes],
        judge: headers,
    },
    Row {
        id: "v1-base64",
        section: 2,
        mark: Mark::Code,
        contract: "JSON: image (base64 without data:), status \"Success\", infer_time a number",
        asks: &[Ask::Base64],
        judge: base64,
    },
    Row {
        id: "several-base64",
        section: 2,
        mark: Mark::Code,
        contract: "several as base64: image is a list, one string for each",
        asks: &[Ask::SeveralBase64],
        judge: several_base64,
    },
    Row {
        id: "several-bytes",
        section: 2,
        mark: Mark::Unknown,
        contract: "several as bytes: one JPEG, or a list of addresses, or a zip",
        asks: &[Ask::SeveralBytes],
        judge: several_bytes,
    },
    Row {
        id: "seed-repeats",
        section: 1,
        mark: Mark::Documented,
        contract: "the same request with the same seed brings the same image",
        asks: &[Ask::Bytes, Ask::Repeat],
        judge: |evidence| {
            let (first, second) = (
                evidence.success(Ask::Bytes)?,
                evidence.success(Ask::Repeat)?,
            );
            same(&first.answer.body, &second.answer.body)
        },
    },
    Row {
        id: "base64-same",
        section: 2,
        mark: Mark::Inferred,
        contract: "as base64 it is the same image",
        asks: &[Ask::Bytes, Ask::Base64],
        judge: |evidence| {
            let first = evidence.success(Ask::Bytes)?;
            let second = evidence.success(Ask::Base64)?.json().unwrap_or_default();
            let text = second["image"].as_str().unwrap_or_default();
            let picture = Picture::from_base64(text);
            let picture = picture.map_err(|_| untold("there is no base64 to compare"))?;
            same(&first.answer.body, picture.bytes())
        },
    },
    Row {
        id: "seed-random",
        section: 1,
        mark: Mark::Inferred,
        contract: "seed -1 draws one, and x-seed-value names it",
        asks: &[Ask::RandomSeed],
        judge: random_seed,
    },
    Row {
        id: "numeric-strings",
        section: 1,
        mark: Mark::Code,
        contract: "numbers written as text are taken",
        asks: &[Ask::NumericStrings],
        judge: |evidence| Ok(as_written(said(evidence.success(Ask::NumericStrings)?))),
    },
    Row {
        id: "unknown-keys",
        section: 1,
        mark: Mark::Code,
        contract: "fields that nobody knows are ignored",
        asks: &[Ask::UnknownKeys],
        judge: |evidence| Ok(as_written(said(evidence.success(Ask::UnknownKeys)?))),
    },
    Row {
        id: "ddpm",
        section: 1,
        mark: Mark::Inferred,
        contract: "there is a scheduler DDPM (95 %)",
        asks: &[Ask::Ddpm],
        judge: |evidence| Ok(as_written(said(evidence.success(Ask::Ddpm)?))),
    },
];

const NUMBERS: [&str; 3] = ["x-cost", "x-remaining-credits", "x-generation-time"];
const OTHERS: [&str; 4] = [
    "x-request-id",
    "x-seed-value",
    "x-output-metadata",
    "x-rate-limit-reset-at-utc",
];

fn headers(evidence: &Evidence) -> Judged {
    let reply = evidence.success(Ask::Bytes)?;
    let names = || NUMBERS.into_iter().chain(OTHERS);
    let value = |name: &'static str| Some((name, reply.answer.header(name)?));
    let (mut live, mut wrong) = (Vec::new(), Vec::new());
    for (name, value) in names().filter_map(value) {
        // What is left is the person's own affair: the table is meant for an issue.
        let seen = match name {
            "x-remaining-credits" if value.parse::<f64>().is_ok() => format!("{name} (not shown)"),
            _ => format!("{name} {}", short(value)),
        };
        if NUMBERS.contains(&name) && !value.parse::<f64>().is_ok_and(f64::is_finite) {
            wrong.push(seen.clone());
        }
        live.push(seen);
    }
    let other =
        |(name, _): &&(String, String)| name.starts_with("x-") && !names().any(|own| own == name);
    let others: Vec<&str> = reply
        .answer
        .headers
        .iter()
        .filter(other)
        .map(|(name, _)| &**name)
        .collect();
    if !others.is_empty() {
        live.push(format!("beside them {}", others.join(", ")));
    }
    if live.is_empty() {
        live.push("none of them".into());
    }
    Ok(unless(wrong, live.join("; ")))
}

fn base64(evidence: &Evidence) -> Judged {
    let reply = evidence.success(Ask::Base64)?;
    let Some(Value::Object(fields)) = reply.json() else {
        return Ok(differs(said(reply)));
    };
    let mut wrong = Vec::new();
    if called(reply) != "application/json" {
        wrong.push(format!("it is called {}", called(reply)));
    }
    match fields.get("image") {
        Some(Value::String(text)) if text.starts_with("data:") => {
            wrong.push("image starts with data:".into());
        }
        Some(Value::String(text)) if Picture::from_base64(text).is_ok_and(|p| p.is_whole()) => {}
        Some(Value::String(text)) => {
            let start: String = text.chars().take(40).collect();
            wrong.push(format!("image is no image: “{}”", short(&start)));
        }
        Some(other) => wrong.push(format!("image is {}", type_of(other))),
        None => wrong.push(format!("no image; {}", said(reply))),
    }
    match fields.get("status") {
        Some(Value::String(text)) if text == "Success" => {}
        Some(other) => wrong.push(format!("status is {}", short(&other.to_string()))),
        None => wrong.push("no status".into()),
    }
    match fields.get("infer_time") {
        Some(Value::Number(_)) => {}
        Some(other) => wrong.push(format!("infer_time is {}", type_of(other))),
        None => wrong.push("no infer_time".into()),
    }
    Ok(unless(wrong, said(reply)))
}

fn several_base64(evidence: &Evidence) -> Judged {
    let reply = evidence.success(Ask::SeveralBase64)?;
    let Some(json) = reply.json() else {
        return Ok(differs(said(reply)));
    };
    let Some(Value::Array(list)) = json.get("image") else {
        let seen = json.get("image").map_or_else(
            || said(reply),
            |image| format!("image is {}", type_of(image)),
        );
        return Ok(differs(seen));
    };
    let pictures: Vec<Picture> = list
        .iter()
        .filter_map(|entry| Picture::from_base64(entry.as_str()?).ok())
        .collect();
    Ok(match &pictures[..] {
        [one, two] if list.len() == 2 && one == two => differs("a list of 2, twice the same image"),
        [_, _] if list.len() == 2 => as_written("a list of 2 different images"),
        some => differs(format!(
            "a list of {}, {} of them images",
            list.len(),
            some.len()
        )),
    })
}

fn several_bytes(evidence: &Evidence) -> Judged {
    let reply = evidence.success(Ask::SeveralBytes)?;
    let body = &reply.answer.body;
    let seen = said(reply);
    let is_address = |value: &Value| value.as_str().is_some_and(|text| text.starts_with("http"));
    Ok(match reply.json() {
        _ if ImageKind::sniff(body) == Some(ImageKind::Jpeg) => {
            as_written(format!("one image for two: {seen}"))
        }
        _ if body.starts_with(b"PK\x03\x04") => as_written(seen),
        Some(Value::Array(list)) if list.iter().all(is_address) && !list.is_empty() => {
            as_written(format!("a list of {} addresses", list.len()))
        }
        _ => differs(seen),
    })
}

fn random_seed(evidence: &Evidence) -> Judged {
    let reply = evidence.success(Ask::RandomSeed)?;
    Ok(match reply.answer.header("x-seed-value") {
        None => untold(format!("{}, without x-seed-value", said(reply))),
        Some(text) => match text.parse::<i64>() {
            // One in a million billion would be chance.
            Ok(seed) if seed >= 0 && seed != SEED => as_written(format!("x-seed-value {seed}")),
            _ => differs(format!("x-seed-value {}", short(text))),
        },
    })
}

fn same(first: &[u8], second: &[u8]) -> Judged {
    if [first, second]
        .iter()
        .any(|bytes| ImageKind::sniff(bytes).is_none())
    {
        return Ok(untold("there are no two images to compare"));
    }
    Ok(if first == second {
        as_written("the same bytes")
    } else if without_notes(first) == without_notes(second) {
        as_written("the same image; only its metadata is another")
    } else {
        differs(format!(
            "other bytes ({} and {})",
            first.len(),
            second.len()
        ))
    })
}

/// A JPEG without its comments and application segments, which may hold a time; anything else as it is.
fn without_notes(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut rest = bytes;
    if ImageKind::sniff(bytes) == Some(ImageKind::Jpeg) {
        (kept, rest) = (rest[..2].to_vec(), &rest[2..]);
        while let [0xff, marker, high, low, ..] = *rest {
            let end = 2 + usize::from(u16::from_be_bytes([high, low]));
            // After the start of scan there are no more segments to be told apart.
            if marker == 0xda || rest.len() < end {
                break;
            }
            if !matches!(marker, 0xe0..=0xef | 0xfe) {
                kept.extend_from_slice(&rest[..end]);
            }
            rest = &rest[end..];
        }
    }
    kept.extend_from_slice(rest);
    kept
}

#[cfg(test)]
mod tests;
