//! Reading a request's JSON as the service does: numbers may be text, unknown names are ignored, missing ones have the
//! documented defaults.

use crate::refusal::{self, Refusal};
use axum::http::{HeaderMap, header};
use serde_json::{Map, Value};
use ssd1b::{Draft, Limit, Problem, Request};

/// The request of a POST, or the refusal that names what is wrong first.
pub(crate) fn read(headers: &HeaderMap, body: &[u8]) -> Result<Request, Refusal> {
    let mime = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !mime
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .eq_ignore_ascii_case("application/json")
    {
        return Err(refusal::WRONG_TYPE);
    }
    let Ok(Value::Object(fields)) = serde_json::from_slice(body) else {
        return Err(Refusal::bad_request("The body is no JSON object"));
    };
    let draft = draft(&fields)?;
    draft
        .check()
        .map_err(|problems| Refusal::bad_request(words(problems.first(), &draft)))
}

fn draft(fields: &Map<String, Value>) -> Result<Draft, Refusal> {
    let Some(Value::String(prompt)) = fields.get("prompt") else {
        return Err(Refusal::bad_request(NO_PROMPT));
    };
    let mut draft = Draft {
        prompt: prompt.clone(),
        ..Draft::default()
    };
    let numbers = [
        ("samples", &mut draft.samples),
        ("num_inference_steps", &mut draft.steps),
        ("guidance_scale", &mut draft.guidance),
        ("seed", &mut draft.seed),
        ("img_width", &mut draft.width),
        ("img_height", &mut draft.height),
    ];
    for (name, place) in numbers {
        match fields.get(name) {
            None | Some(Value::Null) => {}
            Some(Value::Number(number)) => *place = number.to_string(),
            Some(Value::String(text)) => place.clone_from(text),
            Some(_) => return Err(Refusal::bad_request(NO_NUMBER)),
        }
    }
    for (name, place) in [
        ("negative_prompt", &mut draft.negative_prompt),
        ("scheduler", &mut draft.scheduler),
    ] {
        match fields.get(name) {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) => place.clone_from(text),
            Some(_) => return Err(Refusal::bad_request(format!("{name} must be string"))),
        }
    }
    draft.base64 = match fields.get("base64") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(base64)) => *base64,
        Some(Value::String(text)) if text == "true" || text == "false" => text == "true",
        Some(_) => return Err(Refusal::bad_request("base64 must be boolean")),
    };
    Ok(draft)
}

const NO_PROMPT: &str = "Prompt is Mandatory and must be string";
const NO_NUMBER: &str = "Inputs which are supposed to be numbers are in alphabet";

fn words(problem: &Problem, draft: &Draft) -> String {
    let name = problem.field.wire_name();
    match problem.limit {
        Limit::Required => NO_PROMPT.into(),
        Limit::OneOf => format!("{name} is not a known scheduler"),
        _ if has_alphabet(draft) => NO_NUMBER.into(),
        Limit::Whole { min, max } => format!("{name} must be an integer between {min} and {max}"),
        Limit::Decimal { min, max } => format!("{name} must be between {min} and {max}"),
        Limit::Fixed(only) => format!("{name} must be {only}"),
    }
}

/// The service looks at all the numbers before it looks at the range of any.
fn has_alphabet(draft: &Draft) -> bool {
    [
        &draft.samples,
        &draft.steps,
        &draft.guidance,
        &draft.seed,
        &draft.width,
        &draft.height,
    ]
    .iter()
    .any(|text| text.trim().parse::<f64>().is_err())
}
