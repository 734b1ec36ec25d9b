//! An answer in a few words, for a column of a table.

use crate::Reply;
use serde_json::Value;
use ssd1b::ImageKind;

/// The longest text of the service that is repeated, in characters.
const LONGEST: usize = 120;

/// The status, and what came with it.
pub(crate) fn said(reply: &Reply) -> String {
    let status = reply.answer.status;
    let body = &reply.answer.body;
    if body.trim_ascii().is_empty() {
        return format!("{status}, empty");
    }
    if let Some(kind) = ImageKind::sniff(body) {
        let called = called(reply);
        let truly = if called == kind.mime() {
            String::new()
        } else {
            format!(", in truth {}", kind.mime())
        };
        return format!("{status} {called}, {} bytes{truly}", body.len());
    }
    if body.starts_with(b"PK\x03\x04") {
        return format!("{status} zip file, {} bytes", body.len());
    }
    if is_html(reply) {
        return format!("{status} HTML page");
    }
    let Some(json) = reply.json() else {
        return format!("{status} “{}”", short(&String::from_utf8_lossy(body)));
    };
    match (text_of_error(&json), &json) {
        (Some(text), _) => format!("{status} “{}”", short(&text)),
        (None, Value::Object(fields)) if fields.is_empty() => format!("{status} JSON, {{}}"),
        (None, Value::Object(fields)) => {
            let names: Vec<&str> = fields.keys().map(String::as_str).collect();
            format!("{status} JSON with {}", short(&names.join(", ")))
        }
        (None, other) => format!("{status} JSON, {}", type_of(other)),
    }
}

/// The text of an error, under any of the names seen.
pub(crate) fn text_of_error(json: &Value) -> Option<String> {
    let names = ["error_description", "error", "message", "detail"];
    let text = names.iter().find_map(|name| json.get(name)?.as_str());
    text.map(Into::into)
}

/// The content type without its parameters.
pub(crate) fn called(reply: &Reply) -> String {
    let mime = reply.answer.header("content-type").unwrap_or("no type");
    let mime = mime.split(';').next().unwrap_or_default();
    mime.trim().to_ascii_lowercase()
}

/// Whether a web page came.
pub(crate) fn is_html(reply: &Reply) -> bool {
    let start = &reply.answer.body.trim_ascii_start();
    let starts = |with: &str| {
        let start = start.get(..with.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()))
    };
    called(reply) == "text/html" || starts("<!doctype html") || starts("<html")
}

/// The JSON type of a value, with an article or a number.
pub(crate) fn type_of(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(_) => "a boolean".into(),
        Value::Number(_) => "a number".into(),
        Value::String(_) => "a string".into(),
        Value::Array(list) => format!("a list of {}", list.len()),
        Value::Object(_) => "an object".into(),
    }
}

/// One line, and not too long.
pub(crate) fn short(text: &str) -> String {
    let line = text.split(|c: char| c.is_whitespace() || c.is_control());
    let line: Vec<&str> = line.filter(|word| !word.is_empty()).collect();
    let line = line.join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::tests::reply;

    #[test]
    fn answers_in_words() {
        let check = |text: &str, expect: &str| assert_eq!(said(&reply(text)), expect, "{text}");
        check("204\n\n", "204, empty");
        check(
            "400\n\n{\"error\":\"Prompt\\n is  Mandatory\"}",
            "400 “Prompt is Mandatory”",
        );
        check(
            "401\n\n{\"error\":\"invalid_token\",\"error_description\":\"expired\"}",
            "401 “expired”",
        );
        check(
            "200\n\n{\"image\":\"x\",\"status\":1}",
            "200 JSON with image, status",
        );
        check("200\n\n[1,2]", "200 JSON, a list of 2");
        check("405\n\n<!DOCTYPE HTML><title>", "405 HTML page");
        check(
            "502\ncontent-type: text/html; charset=utf-8\n\nBad",
            "502 HTML page",
        );
        check(
            "200\ncontent-type: image/png\n\nGIF89a",
            "200 image/png, 6 bytes, in truth image/gif",
        );
        check(
            "200\ncontent-type: Image/GIF\n\nGIF89a",
            "200 image/gif, 6 bytes",
        );
        check("200\n\nPK\u{3}\u{4}", "200 zip file, 4 bytes");
        check("500\n\nit broke", "500 “it broke”");
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(short(&"é".repeat(200)), format!("{}…", "é".repeat(120)));
        assert_eq!(short(&"é".repeat(120)), "é".repeat(120));
    }
}
