//! §5, §3: what a page on another site may send and read, and what becomes of connections.

use crate::evidence::{Evidence, Reply};
use crate::finding::{Judged, as_written, differs, unless, untold};
use crate::words::said;
use crate::{Ask, Mark, Row};

const POST_HEADERS: &[&str] = &["x-api-key", "content-type"];

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "preflight-v1",
        section: 5,
        mark: Mark::Code,
        contract: "a page of any site may POST to v1, with key and JSON (80 %)",
        asks: &[Ask::PreflightV1],
        judge: |evidence| preflight(evidence, Ask::PreflightV1, POST_HEADERS),
    },
    Row {
        id: "preflight-v2",
        section: 5,
        mark: Mark::Code,
        contract: "a page of any site may POST to v2, with key and JSON (60 %)",
        asks: &[Ask::PreflightV2],
        judge: |evidence| preflight(evidence, Ask::PreflightV2, POST_HEADERS),
    },
    Row {
        id: "preflight-job",
        section: 5,
        mark: Mark::Code,
        contract: "a page may look at a job of v2, with the key (60 %)",
        asks: &[Ask::PreflightJob],
        judge: |evidence| preflight(evidence, Ask::PreflightJob, &["x-api-key"]),
    },
    Row {
        id: "preflight-balance",
        section: 5,
        mark: Mark::Code,
        contract: "a page may ask for the balance, with the key (60 %)",
        asks: &[Ask::PreflightBalance],
        judge: |evidence| preflight(evidence, Ask::PreflightBalance, &["x-api-key"]),
    },
    Row {
        id: "cors-v1",
        section: 5,
        mark: Mark::Code,
        contract: "a page may read the images of v1 (80 %)",
        asks: &[Ask::Bytes],
        judge: |evidence| readable(evidence, &[Ask::Bytes]),
    },
    Row {
        id: "cors-v2",
        section: 5,
        mark: Mark::Code,
        contract: "a page may read every answer of v2 (60 %)",
        asks: &[Ask::Submit, Ask::JobFirst, Ask::JobResult],
        judge: |evidence| readable(evidence, &[Ask::Submit, Ask::JobFirst, Ask::JobResult]),
    },
    Row {
        id: "cors-balance",
        section: 5,
        mark: Mark::Code,
        contract: "a page may read the balance (60 %)",
        asks: &[Ask::Balance],
        judge: |evidence| readable(evidence, &[Ask::Balance]),
    },
    Row {
        id: "cors-errors",
        section: 5,
        mark: Mark::Unknown,
        contract: "a page may read refusals, such as 401 and 404",
        asks: &[
            Ask::V1BadKey,
            Ask::V2NoKey,
            Ask::BalanceBadKey,
            Ask::UnknownStatus,
        ],
        judge: |evidence| {
            let asks = [
                Ask::V1BadKey,
                Ask::V2NoKey,
                Ask::BalanceBadKey,
                Ask::UnknownStatus,
            ];
            readable(evidence, &asks)
        },
    },
    Row {
        id: "cors-5xx",
        section: 5,
        mark: Mark::Inferred,
        contract: "errors of 5xx carry no CORS headers",
        asks: &[],
        judge: server_errors,
    },
    Row {
        id: "exposed",
        section: 5,
        mark: Mark::Inferred,
        contract: "no custom header is exposed to a page",
        asks: &[Ask::Bytes],
        judge: exposed,
    },
    Row {
        id: "cors-image",
        section: 3,
        mark: Mark::Unknown,
        contract: "a page may fetch an image of v2 from its address, not only show it",
        asks: &[Ask::Image],
        judge: |evidence| readable(evidence, &[Ask::Image]),
    },
    Row {
        id: "connection",
        section: 3,
        mark: Mark::Unknown,
        contract: "no connection is used again, so no browser repeats a POST by itself",
        asks: &[Ask::BalanceAgain],
        judge: connection,
    },
];

/// The rules of the Fetch standard for a request without credentials; GET and POST need no naming there.
fn preflight(evidence: &Evidence, ask: Ask, headers: &[&str]) -> Judged {
    let reply = evidence.sound(ask)?;
    if !(200..300).contains(&reply.answer.status) {
        return Ok(differs(format!("the preflight fails: {}", said(reply))));
    }
    let mut wrong = Vec::new();
    if !reply.is_readable(&evidence.origin) {
        wrong.push(format!("{}, but {}", said(reply), origins(reply)));
    }
    let allowed = reply.list("access-control-allow-headers");
    let is_allowed = |name: &str| {
        let mut allowed = allowed.iter();
        allowed.any(|own| own.eq_ignore_ascii_case(name) || *own == "*")
    };
    for name in headers.iter().filter(|name| !is_allowed(name)) {
        wrong.push(format!("{name} is not among the allowed headers"));
    }
    let mut live = format!("{}; {}", reply.answer.status, origins(reply));
    for name in [
        "allow-headers",
        "allow-methods",
        "expose-headers",
        "max-age",
    ] {
        let list = reply.list(&format!("access-control-{name}"));
        if !list.is_empty() {
            live.push_str(&format!("; {name} {}", list.join(", ")));
        }
    }
    Ok(unless(wrong, live))
}

fn readable(evidence: &Evidence, asks: &[Ask]) -> Judged {
    let (mut fine, mut wrong) = (Vec::new(), Vec::new());
    for &ask in asks {
        let reply = evidence.sound(ask)?;
        let seen = format!("{} on {}", origins(reply), reply.answer.status);
        let list = match reply.is_readable(&evidence.origin) {
            true => &mut fine,
            false => &mut wrong,
        };
        if !list.contains(&seen) {
            list.push(seen);
        }
    }
    Ok(unless(wrong, fine.join("; ")))
}

fn origins(reply: &Reply) -> String {
    match &reply.list("access-control-allow-origin")[..] {
        [] => "no allow-origin".into(),
        list => format!("allow-origin {}", list.join(", ")),
    }
}

fn server_errors(evidence: &Evidence) -> Judged {
    let errors = evidence
        .replies()
        .filter(|(_, reply)| reply.answer.status >= 500);
    let errors: Vec<&Reply> = errors.map(|(_, reply)| reply).collect();
    let Some(first) = errors.first() else {
        return Ok(untold("not probed: nobody can provoke one"));
    };
    let live = format!("{}, {}", said(first), origins(first));
    let bare = |reply: &&Reply| reply.list("access-control-allow-origin").is_empty();
    Ok(if errors.iter().all(bare) {
        as_written(live)
    } else {
        differs(live)
    })
}

fn exposed(evidence: &Evidence) -> Judged {
    let reply = evidence.success(Ask::Bytes)?;
    let list = reply.list("access-control-expose-headers");
    Ok(match &list[..] {
        [] => as_written("no expose-headers"),
        list => differs(format!("expose-headers {}", list.join(", "))),
    })
}

fn connection(evidence: &Evidence) -> Judged {
    let reply = evidence.sound(Ask::BalanceAgain)?;
    let version = &reply.version;
    let again = format!("HTTP/{version}, the second request used the first one's connection");
    Ok(match (reply.fresh, version.as_str()) {
        (true, _) => as_written(format!("HTTP/{version}, a new connection for each request")),
        (false, "1" | "1.0" | "1.1") => differs(again),
        // That browsers repeat a POST was measured for HTTP/1.1 alone.
        (false, _) => untold(again),
    })
}

#[cfg(test)]
mod tests {
    use crate::Ask;
    use crate::evidence::tests::evidence;
    use crate::finding::{as_written, differs, untold};
    use crate::rows::find;
    use crate::rows::tests::judge;

    #[test]
    fn a_preflight_is_judged_as_browsers_do() {
        let check = |headers: &str, expect| {
            assert_eq!(
                judge("preflight-v1", &[(Ask::PreflightV1, headers)]),
                expect
            );
        };
        check(
            "204\naccess-control-allow-origin: *\naccess-control-allow-headers: Content-Type, X-API-Key\n\
             access-control-max-age: 600",
            as_written("204; allow-origin *; allow-headers Content-Type, X-API-Key; max-age 600"),
        );
        check(
            "200\naccess-control-allow-origin: https://example.com\naccess-control-allow-headers: *",
            as_written("200; allow-origin https://example.com; allow-headers *"),
        );
        check(
            "204\naccess-control-allow-origin: https://example.org\naccess-control-allow-headers: *",
            differs("204, empty, but allow-origin https://example.org"),
        );
        check(
            "204\naccess-control-allow-origin: *\naccess-control-allow-headers: content-type",
            differs("x-api-key is not among the allowed headers"),
        );
        check("405", differs("the preflight fails: 405, empty"));
        check("429", untold("429, empty"));
    }

    #[test]
    fn a_get_sends_no_content_type() {
        let headers =
            "204\naccess-control-allow-origin: *\naccess-control-allow-headers: x-api-key";
        let expect = as_written("204; allow-origin *; allow-headers x-api-key");
        assert_eq!(
            judge("preflight-job", &[(Ask::PreflightJob, headers)]),
            expect
        );
    }

    #[test]
    fn each_answer_must_be_readable() {
        let yes = "401\naccess-control-allow-origin: *";
        let check = |last: &str, expect| {
            let answers = [
                (Ask::V1BadKey, yes),
                (Ask::V2NoKey, yes),
                (Ask::BalanceBadKey, yes),
                (Ask::UnknownStatus, last),
            ];
            assert_eq!(judge("cors-errors", &answers), expect);
        };
        check(yes, as_written("allow-origin * on 401"));
        check("404", differs("no allow-origin on 404"));
    }

    #[test]
    fn server_errors_are_judged_where_one_came() {
        let check = |text: &str, expect| {
            assert_eq!(judge("cors-5xx", &[(Ask::Submit, text)]), expect);
        };
        check("200", untold("not probed: nobody can provoke one"));
        check(
            "502\n\n<html>",
            as_written("502 HTML page, no allow-origin"),
        );
        check(
            "500\naccess-control-allow-origin: *\n\n{\"error\":\"x\"}",
            differs("500 “x”, allow-origin *"),
        );
    }

    #[test]
    fn exposed_headers() {
        let check =
            |text: &str, expect| assert_eq!(judge("exposed", &[(Ask::Bytes, text)]), expect);
        check("200\nx-cost: 1", as_written("no expose-headers"));
        check(
            "200\naccess-control-expose-headers: X-Cost,x-seed-value",
            differs("expose-headers X-Cost, x-seed-value"),
        );
    }

    #[test]
    fn connections() {
        let check = |fresh: bool, version: &str, expect| {
            let mut evidence = evidence(&[]);
            let mut reply = crate::evidence::tests::reply("200");
            (reply.fresh, reply.version) = (fresh, version.into());
            evidence.add(Ask::BalanceAgain, Ok(reply));
            assert_eq!(
                find("connection").map(|row| row.judge(&evidence)),
                Some(expect)
            );
        };
        check(
            true,
            "1.1",
            as_written("HTTP/1.1, a new connection for each request"),
        );
        check(
            false,
            "1.1",
            differs("HTTP/1.1, the second request used the first one's connection"),
        );
        check(
            false,
            "2",
            untold("HTTP/2, the second request used the first one's connection"),
        );
    }
}
