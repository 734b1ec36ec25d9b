//! Answers that are no success: the error table, and the pages of whatever stands in front of the service.

use crate::fault::Fault;
use crate::faults::Faults;
use crate::front::Foreign;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::borrow::Cow;

/// An answer without an image.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    status: u16,
    words: Words,
    /// The value of `x-rate-limit-reset-at-utc`.
    reset: Option<String>,
    /// It comes from a gateway that knows nothing of CORS.
    foreign: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Words {
    /// JSON that carries this text under `error` or another name.
    Error(Cow<'static, str>),
    /// The title and the text of a web page.
    Page(&'static str, &'static str),
}

const fn error(status: u16, text: &'static str) -> Refusal {
    Refusal {
        status,
        words: Words::Error(Cow::Borrowed(text)),
        reset: None,
        foreign: false,
    }
}

const fn page(status: u16, title: &'static str, text: &'static str) -> Refusal {
    Refusal {
        status,
        words: Words::Page(title, text),
        reset: None,
        foreign: false,
    }
}

// The texts of 400, 401 and 406 (content type) are the service's own; the others are made up in its manner.
pub(crate) const NO_KEY: Refusal = error(401, "Missing Authorization or x-api-key in header");
pub(crate) const BAD_KEY: Refusal = error(
    401,
    "Unauthorized. API key is invalid or may have expired. Please check your API key.",
);
pub(crate) const FORBIDDEN: Refusal = error(403, "Your account may not call this model");
pub(crate) const UNKNOWN: Refusal = error(404, "Model not found");
pub(crate) const NO_RECORD: Refusal = error(404, "No balance record found");
pub(crate) const WRONG_VERB: Refusal = page(
    405,
    "405 Method Not Allowed",
    "The method is not allowed for the requested URL.",
);
pub(crate) const WRONG_TYPE: Refusal = error(406, "Invalid content type");
pub(crate) const NO_CREDITS: Refusal = error(406, "Insufficient credits");
const SPEND_LIMIT: Refusal = error(406, "Your team has reached its spend limit");
const RETIRED: Refusal = error(410, "This model has been retired");
const RATE_LIMITED: Refusal = error(429, "Rate limit exceeded. Please try again later.");
const LOGIN: Refusal = page(
    200,
    "Sign in - Example SSO",
    r#"<form action="/login" method="post"><label>User <input name="user"></label>
<label>Password <input type="password" name="password"></label><button>Sign in</button></form>"#,
);
const OTHER_PAGE: Refusal = page(
    200,
    "Welcome to nginx!",
    "If you see this page, the web server is working.",
);
const UNAVAILABLE: Refusal = error(503, "The model is not available, try again");
const BAD_GATEWAY: Refusal = page(502, "502 Bad Gateway", "<hr><center>nginx</center>");
const GATEWAY_TIMEOUT: Refusal = page(504, "504 Gateway Time-out", "<hr><center>nginx</center>");

impl Refusal {
    /// A 400 in the words of the service.
    pub(crate) fn bad_request(text: impl Into<Cow<'static, str>>) -> Refusal {
        Refusal {
            words: Words::Error(text.into()),
            ..error(400, "")
        }
    }

    /// The 404 of a job that nobody knows, or no longer.
    pub(crate) fn no_such_job(id: &str) -> Refusal {
        Refusal {
            words: Words::Error(format!("Request {id} not found").into()),
            ..error(404, "")
        }
    }

    /// A 429, with the moment of the reset where it is to be told.
    pub(crate) fn rate_limited(reset: Option<String>) -> Refusal {
        Refusal {
            reset,
            ..RATE_LIMITED
        }
    }

    /// The refusal that a fault asks for; the first in the order of the table.
    ///
    /// The faults that hold for the first few requests are counted elsewhere.
    pub(crate) fn forced(faults: &Faults) -> Option<Refusal> {
        let plain = [
            (Fault::LoginPage, LOGIN),
            (Fault::HtmlPage, OTHER_PAGE),
            (Fault::NoKey, NO_KEY),
            (Fault::BadKey, BAD_KEY),
            (Fault::Forbidden, FORBIDDEN),
            (Fault::WrongType, WRONG_TYPE),
            (Fault::NoCredits, NO_CREDITS),
            (Fault::SpendLimit, SPEND_LIMIT),
            (Fault::RefusedValue, about_a_field("406", faults)),
            (Fault::Unknown, UNKNOWN),
            (Fault::Retired, RETIRED),
            (Fault::WrongVerb, WRONG_VERB),
        ];
        if let Some((_, refusal)) = plain.into_iter().find(|(fault, _)| faults.has(*fault)) {
            return Some(refusal);
        }
        if let Some(status) = faults.word(Fault::Invalid) {
            return Some(about_a_field(status, faults));
        }
        if faults.has(Fault::Traceback) {
            return Some(traceback());
        }
        if faults.has(Fault::Unavailable) {
            return Some(UNAVAILABLE);
        }
        let gateway = |word| {
            if word == "504" {
                GATEWAY_TIMEOUT
            } else {
                BAD_GATEWAY
            }
        };
        let foreign = faults.word(Fault::Gateway).map(|word| Refusal {
            foreign: true,
            ..gateway(word)
        });
        foreign.or_else(|| faults.word(Fault::GatewayCors).map(gateway))
    }

    /// The answer as it travels.
    pub(crate) fn response(&self, faults: &Faults) -> Response {
        let (mime, body) = match &self.words {
            Words::Error(text) => ("application/json", error_json(text, faults)),
            Words::Page(title, text) => ("text/html; charset=utf-8", html(title, text)),
        };
        let mut response = ([(CONTENT_TYPE, mime)], body).into_response();
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or_default();
        if let Some(Ok(reset)) = self.reset.as_deref().map(HeaderValue::from_str) {
            response
                .headers_mut()
                .insert("x-rate-limit-reset-at-utc", reset);
        }
        if self.foreign {
            response.extensions_mut().insert(Foreign);
        }
        response
    }
}

fn about_a_field(status: &str, faults: &Faults) -> Refusal {
    let field = faults.word(Fault::Field).unwrap_or("num_inference_steps");
    let text = match status {
        "406" => format!("The value of {field} is not allowed for this model"),
        "422" => format!("{field}: value is out of range"),
        "500" => format!("ValueError: unexpected value for {field}"),
        _ => format!("{field} must be within its documented range"),
    };
    Refusal {
        status: status.parse().unwrap_or(400),
        ..Refusal::bad_request(text)
    }
}

fn traceback() -> Refusal {
    let frame = "  File \"/app/worker.py\", line 214, in predict\n    images = self.pipe(prompt, guidance_scale=scale, generator=g)\n";
    let text = format!(
        "Traceback (most recent call last):\n{}RuntimeError: CUDA out of memory",
        frame.repeat(40)
    );
    Refusal {
        status: 500,
        ..Refusal::bad_request(text)
    }
}

fn error_json(text: &str, faults: &Faults) -> String {
    match faults.word(Fault::ErrorShape) {
        Some("message") => json!({ "message": text }),
        Some("detail") => json!({ "detail": text }),
        Some("description") => json!({ "error": "invalid_request", "error_description": text }),
        _ => json!({ "error": text }),
    }
    .to_string()
}

fn html(title: &str, text: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html>\n<head><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n{text}\n</body>\n</html>\n"
    )
}
