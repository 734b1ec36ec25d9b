//! Cross-origin rules: what the preflight allows and what a page may read.

use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::fmt;
use std::str::FromStr;

/// How the service treats pages of other origins. Which of these the real one does is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cors {
    /// Pages may read everything, the service's own headers too.
    All,
    /// Pages may read answers but none of the service's own headers.
    #[default]
    Hidden,
    /// As `Hidden`, and answers with an error status carry no CORS headers, so that pages see a network error.
    NoErrors,
    /// No CORS at all: the preflight fails, and no answer can be read.
    Off,
}

/// The names of the modes on the command line and in faults.
pub(crate) const NAMES: &[&str] = &["hidden", "all", "no-errors", "off"];

impl FromStr for Cors {
    type Err = String;

    fn from_str(text: &str) -> Result<Cors, String> {
        match text {
            "all" => Ok(Cors::All),
            "hidden" => Ok(Cors::Hidden),
            "no-errors" => Ok(Cors::NoErrors),
            "off" => Ok(Cors::Off),
            _ => Err(format!(
                "There is no CORS mode {text:?}; the modes are {}.",
                NAMES.join(", ")
            )),
        }
    }
}

impl fmt::Display for Cors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Cors::All => "all",
            Cors::Hidden => "hidden",
            Cors::NoErrors => "no-errors",
            Cors::Off => "off",
        })
    }
}

/// The headers of an answer that a page of another origin may read in mode `all`.
const EXPOSED: &str = "x-remaining-credits, x-cost, x-generation-time, x-request-id, x-seed-value, \
                       x-rate-limit-reset-at-utc, x-output-metadata";

impl Cors {
    /// Adds to an answer what this mode gives it.
    pub(crate) fn apply(self, status: StatusCode, headers: &mut HeaderMap) {
        let bare = match self {
            Cors::All | Cors::Hidden => false,
            Cors::NoErrors => status.is_client_error() || status.is_server_error(),
            Cors::Off => true,
        };
        if bare {
            return;
        }
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        );
        if self == Cors::All {
            headers.insert(
                header::ACCESS_CONTROL_EXPOSE_HEADERS,
                HeaderValue::from_static(EXPOSED),
            );
        }
    }

    /// The preflight's answer, but for what [`apply`](Cors::apply) adds. Only the two headers that the API documents are
    /// allowed: a client that sends another one fails here as it would there.
    pub(crate) fn preflight(self) -> Response {
        if self == Cors::Off {
            return StatusCode::METHOD_NOT_ALLOWED.into_response();
        }
        let headers = [
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS"),
            (
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                "x-api-key, content-type",
            ),
        ];
        (StatusCode::NO_CONTENT, headers).into_response()
    }

    /// Whether a request of that method asks for permission rather than for an answer.
    pub(crate) fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
        method == Method::OPTIONS && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
    }
}
