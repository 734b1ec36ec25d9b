//! §4: keys, addresses and verbs that are wrong.

use crate::compose::NO_JOB;
use crate::evidence::{Evidence, Reply};
use crate::finding::{Judged, as_written, differs, unless, untold};
use crate::words::{is_html, said, text_of_error};
use crate::{Ask, Mark, Row};
use serde_json::Value;

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "no-key",
        section: 4,
        mark: Mark::Documented,
        contract: "401 “Missing Authorization or x-api-key in header”",
        asks: &[Ask::V1NoKey, Ask::V2NoKey],
        judge: |evidence| {
            let asks = [Ask::V1NoKey, Ask::V2NoKey];
            refusal(
                evidence,
                &asks,
                401,
                "Missing Authorization or x-api-key in header",
            )
        },
    },
    Row {
        id: "bad-key",
        section: 4,
        mark: Mark::Documented,
        contract: "401 “Unauthorized. API key is invalid or may have expired…”",
        asks: &[Ask::V1BadKey],
        judge: |evidence| {
            let text = "Unauthorized. API key is invalid or may have expired";
            refusal(evidence, &[Ask::V1BadKey], 401, text)
        },
    },
    Row {
        id: "bad-key-balance",
        section: 6,
        mark: Mark::Inferred,
        contract: "the balance checks a key: 401 for a bad one",
        asks: &[Ask::BalanceBadKey],
        judge: |evidence| refusal(evidence, &[Ask::BalanceBadKey], 401, ""),
    },
    Row {
        id: "error-shape",
        section: 4,
        mark: Mark::Documented,
        contract: "the body of an error is {\"error\": text}",
        asks: &[Ask::V1NoKey, Ask::V1BadKey],
        judge: shape,
    },
    Row {
        id: "unknown-model",
        section: 4,
        mark: Mark::Documented,
        contract: "404 for an unknown model",
        asks: &[Ask::UnknownModel],
        judge: |evidence| refusal(evidence, &[Ask::UnknownModel], 404, ""),
    },
    Row {
        id: "unknown-job",
        section: 3,
        mark: Mark::Inferred,
        contract: "404 “Request <id> not found”, for its standing and its result",
        asks: &[Ask::UnknownStatus, Ask::UnknownResult],
        judge: |evidence| {
            let asks = [Ask::UnknownStatus, Ask::UnknownResult];
            refusal(evidence, &asks, 404, &format!("Request {NO_JOB} not found"))
        },
    },
    Row {
        id: "wrong-verb",
        section: 4,
        mark: Mark::Documented,
        contract: "405 for GET, an HTML page",
        asks: &[Ask::WrongVerb],
        judge: |evidence| {
            let reply = evidence.sound(Ask::WrongVerb)?;
            let right = reply.answer.status == 405 && is_html(reply);
            Ok(if right {
                as_written(said(reply))
            } else {
                differs(said(reply))
            })
        },
    },
    Row {
        id: "rate-limit",
        section: 4,
        mark: Mark::Documented,
        contract: "429 comes without Retry-After, perhaps with x-rate-limit-reset-at-utc",
        asks: &[],
        judge: rate_limit,
    },
    Row {
        id: "gateway",
        section: 4,
        mark: Mark::Inferred,
        contract: "502 and 504 are HTML pages",
        asks: &[],
        judge: gateway,
    },
];

/// Whether all of these answers have that status and that text.
fn refusal(evidence: &Evidence, asks: &[Ask], status: u16, text: &str) -> Judged {
    let (mut fine, mut wrong) = (Vec::new(), Vec::new());
    for &ask in asks {
        let reply = evidence.sound(ask)?;
        let words = reply
            .json()
            .and_then(|json| text_of_error(&json))
            .unwrap_or_default();
        let right = reply.answer.status == status && words.contains(text);
        let list = if right { &mut fine } else { &mut wrong };
        if !list.contains(&said(reply)) {
            list.push(said(reply));
        }
    }
    Ok(unless(wrong, fine.join("; ")))
}

/// All refusals that came as JSON, whichever row asked for them.
fn shape(evidence: &Evidence) -> Judged {
    let refused = evidence.replies().map(|(_, reply)| reply);
    let refused = refused.filter(|reply| (400..429).contains(&reply.answer.status));
    let shapes: Vec<(bool, String)> = refused
        .filter_map(|reply| Some((reply.json()?, reply.answer.status)))
        .map(|(json, status)| {
            let plain = |fields: &serde_json::Map<String, Value>| {
                fields.len() == 1 && fields.get("error").is_some_and(Value::is_string)
            };
            match json {
                Value::Object(fields) if plain(&fields) => (true, String::new()),
                Value::Object(fields) => {
                    let names: Vec<&str> = fields.keys().map(String::as_str).collect();
                    (false, format!("{status} with {}", names.join(", ")))
                }
                _ => (false, format!("{status} with no object")),
            }
        })
        .collect();
    if shapes.is_empty() {
        return Ok(untold("no error came as JSON"));
    }
    let count = shapes.len();
    let mut wrong: Vec<String> = shapes
        .into_iter()
        .filter(|(plain, _)| !plain)
        .map(|(_, seen)| seen)
        .collect();
    wrong.dedup();
    Ok(unless(
        wrong,
        format!("so in all {count} errors that came as JSON"),
    ))
}

fn rate_limit(evidence: &Evidence) -> Judged {
    let Some(reply) = any(evidence, |status| status == 429) else {
        return Ok(untold("not probed: no answer was a 429"));
    };
    let value = |name: &str| {
        reply
            .answer
            .header(name)
            .map(|value| format!("; {name}: {value}"))
    };
    let seen = |name| value(name).unwrap_or_default();
    let live = format!(
        "{}{}{}",
        said(reply),
        seen("retry-after"),
        seen("x-rate-limit-reset-at-utc")
    );
    Ok(if value("retry-after").is_none() {
        as_written(live)
    } else {
        differs(live)
    })
}

fn gateway(evidence: &Evidence) -> Judged {
    let Some(reply) = any(evidence, |status| status == 502 || status == 504) else {
        return Ok(untold("not probed: nobody can provoke one"));
    };
    Ok(if is_html(reply) {
        as_written(said(reply))
    } else {
        differs(said(reply))
    })
}

fn any(evidence: &Evidence, status: impl Fn(u16) -> bool) -> Option<&Reply> {
    let mut replies = evidence.replies().map(|(_, reply)| reply);
    replies.find(|reply| status(reply.answer.status))
}

#[cfg(test)]
mod tests {
    use crate::Ask;
    use crate::finding::{as_written, differs, untold};
    use crate::rows::tests::judge;

    #[test]
    fn refusals_are_told_by_status_and_text() {
        let missing = "401\n\n{\"error\":\"Missing Authorization or x-api-key in header\"}";
        let check = |v2: &str, expect| {
            assert_eq!(
                judge("no-key", &[(Ask::V1NoKey, missing), (Ask::V2NoKey, v2)]),
                expect
            );
        };
        check(
            missing,
            as_written("401 “Missing Authorization or x-api-key in header”"),
        );
        check("401\n\n{\"error\":\"who?\"}", differs("401 “who?”"));
        check(
            "403\n\n{\"error\":\"Missing Authorization or x-api-key in header\"}",
            differs("403 “Missing Authorization or x-api-key in header”"),
        );
        check("200\n\n{}", differs("200 JSON, {}"));
        check("429", untold("429, empty"));
    }

    #[test]
    fn a_job_that_does_not_exist() {
        let text = "404\n\n{\"error\":\"Request 00000000-0000-0000-0000-000000000000 not found\"}";
        let check = |result: &str, expect| {
            assert_eq!(
                judge(
                    "unknown-job",
                    &[(Ask::UnknownStatus, text), (Ask::UnknownResult, result)]
                ),
                expect
            );
        };
        check(
            text,
            as_written("404 “Request 00000000-0000-0000-0000-000000000000 not found”"),
        );
        check(
            "404\n\n{\"error\":\"not found\"}",
            differs("404 “not found”"),
        );
    }

    #[test]
    fn the_shape_of_errors() {
        let check = |one: &str, two: &str, expect| {
            assert_eq!(
                judge("error-shape", &[(Ask::V1NoKey, one), (Ask::StepsTen, two)]),
                expect
            );
        };
        let good = "401\n\n{\"error\":\"x\"}";
        check(
            good,
            good,
            as_written("so in all 2 errors that came as JSON"),
        );
        check(
            good,
            "200\n\n{\"image\":1}",
            as_written("so in all 1 errors that came as JSON"),
        );
        check(
            good,
            "400\n\n{\"message\":\"x\",\"code\":1}",
            differs("400 with code, message"),
        );
        check(good, "422\n\n{\"error\":[1]}", differs("422 with error"));
        check(
            "401\n\nwhat?",
            "405\n\n<html>",
            untold("no error came as JSON"),
        );
    }

    #[test]
    fn what_comes_by_itself() {
        let check = |id: &str, text: &str, expect| {
            assert_eq!(judge(id, &[(Ask::Bytes, text)]), expect);
        };
        check(
            "rate-limit",
            "200",
            untold("not probed: no answer was a 429"),
        );
        check(
            "rate-limit",
            "429\nx-rate-limit-reset-at-utc: noon",
            as_written("429, empty; x-rate-limit-reset-at-utc: noon"),
        );
        check(
            "rate-limit",
            "429\nretry-after: 9",
            differs("429, empty; retry-after: 9"),
        );
        check(
            "gateway",
            "500",
            untold("not probed: nobody can provoke one"),
        );
        check("gateway", "504\n\n<html>", as_written("504 HTML page"));
        check("gateway", "502\n\n{\"error\":\"x\"}", differs("502 “x”"));
    }

    #[test]
    fn the_wrong_verb() {
        let check =
            |text: &str, expect| assert_eq!(judge("wrong-verb", &[(Ask::WrongVerb, text)]), expect);
        check("405\n\n<!doctype html>", as_written("405 HTML page"));
        check("405\n\n{\"detail\":\"no\"}", differs("405 “no”"));
        check("404\n\n<html>", differs("404 HTML page"));
    }
}
