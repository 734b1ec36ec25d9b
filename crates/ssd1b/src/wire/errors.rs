//! The error table: from status, headers and bytes to a failure.

use super::{Answer, html, message, reset};
use crate::failure::About;
use crate::{Charge, Failure, Kind, Next};

/// The failure of an answer that is no success.
pub(super) fn failure(answer: &Answer, about: About) -> Failure {
    let page = html::is_html(answer);
    // The service words these in JSON; a page speaks for whatever stands in front of it.
    if page && matches!(answer.status, 401 | 403 | 407) {
        return self::page(answer, about);
    }
    let said = said(answer, page);
    let words = said.as_deref().unwrap_or_default();
    let kind = kind(answer, page, words);
    let charge = if about == About::Images {
        charge(kind, answer, words)
    } else {
        Charge::None
    };
    let next = match next(kind, charge, answer, words) {
        // The key may just not be the one that sent the job.
        _ if about == About::Job && kind == Kind::Forbidden => Next::OpenConnection,
        // Settings are of no use to a question, and nothing has to be asked before it is put again.
        Next::EditField(_) | Next::Nothing if about == About::Job => Next::TryAgain,
        next => next,
    };
    Failure::new(kind, charge, next, about)
        .with_status(answer.status)
        .with_said(said)
}

/// The failure of a web page that came with a status that promised an answer.
pub(super) fn page(answer: &Answer, about: About) -> Failure {
    let kind = if html::is_login(&answer.body) {
        Kind::LoginPage
    } else {
        Kind::HtmlPage
    };
    let charge = if about == About::Images && answer.is_success() {
        Charge::Unknown
    } else {
        Charge::None
    };
    Failure::new(kind, charge, Next::OpenInTab, about)
        .with_status(answer.status)
        .with_said(html::text(&answer.body))
}

fn said(answer: &Answer, page: bool) -> Option<String> {
    if page {
        return html::text(&answer.body);
    }
    message::of_json(&answer.body).or_else(|| message::of_text(&answer.body))
}

fn kind(answer: &Answer, page: bool, words: &str) -> Kind {
    match answer.status {
        400 => Kind::BadRequest,
        401 if words.to_ascii_lowercase().contains("missing") => Kind::NoKey,
        401 => Kind::BadKey,
        403 => Kind::Forbidden,
        404 => Kind::NotFound,
        405 => Kind::WrongMethod,
        // Not documented, and what the status means.
        402 => Kind::InsufficientCredits,
        406 => not_acceptable(words),
        410 => Kind::ModelRetired,
        422 => Kind::Invalid,
        429 => Kind::RateLimited,
        // Documented as a gateway's own, whoever words them.
        502 | 504 => Kind::Gateway,
        500..=599 if page => Kind::Gateway,
        500 | 501 => Kind::ServerError,
        500..=599 if is_object(answer) => Kind::ServerError,
        500..=599 => Kind::Gateway,
        _ => Kind::OtherStatus,
    }
}

/// 406 has four meanings, told apart by their text alone. Without a telling one it is what its label says: credits.
fn not_acceptable(words: &str) -> Kind {
    let words = words.to_ascii_lowercase();
    let any = |list: &[&str]| list.iter().any(|word| words.contains(word));
    if any(&["content type", "content-type"]) {
        Kind::WrongContentType
    } else if any(&[
        "spend limit",
        "spending limit",
        "spend cap",
        "limit exceeded",
        "limit reached",
        "team limit",
        "budget",
    ]) {
        Kind::SpendLimit
    } else if any(&["credit", "balance", "insufficient"]) {
        Kind::InsufficientCredits
    } else if message::field_named(&words).is_some()
        || any(&[
            "value",
            "parameter",
            "invalid",
            "must be",
            "allowed",
            "range",
            "not supported",
        ])
    {
        Kind::RefusedValue
    } else {
        Kind::InsufficientCredits
    }
}

/// Only a 200 is billed. So an error in the service's own words was not; behind a gateway's the 200 may be hidden.
fn charge(kind: Kind, answer: &Answer, words: &str) -> Charge {
    let status = answer.status;
    match kind {
        Kind::Gateway => Charge::Unknown,
        Kind::ServerError if !is_object(answer) && !words.contains("Traceback") => Charge::Unknown,
        // A gateway that lost patience with the browser (408, nginx's 499), a redirect, and what is no status at all.
        Kind::OtherStatus if !(400..500).contains(&status) || matches!(status, 408 | 499) => {
            Charge::Unknown
        }
        _ => Charge::None,
    }
}

/// The service words its errors in JSON, and now and then as a bare Python traceback.
fn is_object(answer: &Answer) -> bool {
    answer.body.trim_ascii_start().starts_with(b"{")
}

fn next(kind: Kind, charge: Charge, answer: &Answer, words: &str) -> Next {
    let settings = || message::field_named(words).map_or(Next::Nothing, Next::EditField);
    match kind {
        Kind::BadRequest | Kind::RefusedValue | Kind::Invalid => settings(),
        Kind::NoKey
        | Kind::BadKey
        | Kind::NotFound
        | Kind::WrongMethod
        | Kind::WrongContentType => Next::OpenConnection,
        Kind::InsufficientCredits => Next::TopUp,
        Kind::RateLimited => Next::Wait {
            until_ms: answer
                .header("x-rate-limit-reset-at-utc")
                .and_then(reset::parse),
        },
        _ if charge != Charge::None => Next::AskBeforeRepeating,
        Kind::ServerError => message::field_named(words).map_or(Next::TryAgain, Next::EditField),
        Kind::Gateway => Next::TryAgain,
        _ => Next::Nothing,
    }
}
