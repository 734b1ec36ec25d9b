//! What came back, and the ways of looking at it that many rows share.

use crate::finding::{differs, untold};
use crate::words::{is_html, said};
use crate::{Ask, Finding};
use ssd1b::{Answer, Endpoint, Kind, wire};
use std::collections::BTreeMap;

/// An answer that came whole. Every key has been taken out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Status, headers, body.
    pub answer: Answer,
    /// The version of HTTP, such as `1.1` or `2`.
    pub version: String,
    /// Whether a connection was made for it; `false` where one was used again.
    pub fresh: bool,
}

/// An answer, or why there is none.
pub type Outcome = Result<Reply, String>;

/// All that a run has learnt.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Where the requests went.
    pub endpoint: Endpoint,
    /// The origin of the page that they claim to come from.
    pub origin: String,
    outcomes: BTreeMap<Ask, Outcome>,
}

impl Evidence {
    /// None yet.
    #[must_use]
    pub fn new(endpoint: Endpoint, origin: String) -> Evidence {
        Evidence {
            endpoint,
            origin,
            outcomes: BTreeMap::new(),
        }
    }

    /// Adds what became of a request.
    pub fn add(&mut self, ask: Ask, outcome: Outcome) {
        self.outcomes.insert(ask, outcome);
    }

    /// All answers, in the order of their requests.
    pub fn replies(&self) -> impl Iterator<Item = (Ask, &Reply)> {
        let outcomes = self.outcomes.iter();
        outcomes.filter_map(|(ask, outcome)| Some((*ask, outcome.as_ref().ok()?)))
    }

    /// The answer to a request, whatever it says.
    pub(crate) fn reply(&self, ask: Ask) -> Result<&Reply, Finding> {
        match self.outcomes.get(&ask) {
            Some(Ok(reply)) => Ok(reply),
            Some(Err(why)) => Err(untold(why.clone())),
            None => Err(untold(format!("not asked: {}", ask.what()))),
        }
    }

    /// An answer that says something of the row: neither a rate limit nor a failure of the service.
    pub(crate) fn sound(&self, ask: Ask) -> Result<&Reply, Finding> {
        let reply = self.reply(ask)?;
        match reply.answer.status {
            429 | 500.. => Err(untold(said(reply))),
            _ => Ok(reply),
        }
    }

    /// An answer with which the service took a request that the contract says it takes.
    pub(crate) fn success(&self, ask: Ask) -> Result<&Reply, Finding> {
        let reply = self.sound(ask)?;
        match reply.answer.status {
            200..=299 if is_html(reply) => Err(differs(said(reply))),
            200..=299 => Ok(reply),
            // These are about the account or the address, and the row is about neither.
            401 | 403 | 404 | 410 => Err(untold(said(reply))),
            406 if is_about_money(reply) => Err(untold(said(reply))),
            _ => Err(differs(format!("refused: {}", said(reply)))),
        }
    }

    /// The balance that an answer names, in US dollars.
    pub(crate) fn balance(&self, ask: Ask) -> Option<f64> {
        let reply = self.reply(ask).ok()?;
        wire::decode_credits(reply.answer.clone()).ok()?.total()
    }

    /// How much less money there was at the second of two questions: US dollars, 0 for less than any price.
    pub(crate) fn spent(&self, before: Ask, after: Ask) -> Option<f64> {
        let spent = self.balance(before)? - self.balance(after)?;
        Some(if spent.abs() < 1e-7 { 0.0 } else { spent })
    }
}

/// Whether a 406 is about the account's money, rather than about what was sent.
pub(crate) fn is_about_money(reply: &Reply) -> bool {
    wire::decode_images(reply.answer.clone(), 1).is_err_and(|failure| {
        matches!(failure.kind(), Kind::InsufficientCredits | Kind::SpendLimit)
    })
}

impl Reply {
    /// Whether a page of that origin may read it. Browsers take one such header, not two.
    pub(crate) fn is_readable(&self, origin: &str) -> bool {
        match self.all("access-control-allow-origin")[..] {
            [only] => only == "*" || only == origin,
            _ => false,
        }
    }

    /// All that such headers list, parted by commas.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        let parts = self.all(name).into_iter().flat_map(|line| line.split(','));
        parts
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect()
    }

    fn all(&self, name: &str) -> Vec<&str> {
        let headers = self.answer.headers.iter();
        headers
            .filter(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
            .collect()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.answer.body).ok()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) const ORIGIN: &str = "https://example.com";

    /// Evidence of answers written as in a fixture: `200`, lines of headers, an empty line, the body.
    pub(crate) fn evidence(answers: &[(Ask, &str)]) -> Evidence {
        let mut evidence = Evidence::new(Endpoint::hosted(), ORIGIN.into());
        for (ask, text) in answers {
            evidence.add(*ask, Ok(reply(text)));
        }
        evidence
    }

    pub(crate) fn reply(text: &str) -> Reply {
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let mut lines = head.lines();
        let status = lines.next().and_then(|status| status.parse().ok());
        let header = |line: &str| line.split_once(": ").map(|(n, v)| (n.into(), v.into()));
        Reply {
            answer: Answer {
                status: status.unwrap_or_default(),
                headers: lines.filter_map(header).collect(),
                body: body.as_bytes().to_vec(),
            },
            version: "1.1".into(),
            fresh: true,
        }
    }

    #[test]
    fn what_a_page_may_read() {
        let check = |headers: &str, expect: bool| {
            let reply = reply(&format!("200\n{headers}\n\n"));
            assert_eq!(reply.is_readable(ORIGIN), expect, "{headers}");
        };
        check("Access-Control-Allow-Origin: *", true);
        check("access-control-allow-origin:  https://example.com", true);
        check("access-control-allow-origin: https://example.org", false);
        check("access-control-allow-origin: null", false);
        check(
            "access-control-allow-origin: *\naccess-control-allow-origin: *",
            false,
        );
        check("content-type: text/plain", false);
    }

    #[test]
    fn an_answer_that_is_about_something_else_decides_nothing() {
        let check = |text: &str, expect: Result<(), Finding>| {
            let evidence = evidence(&[(Ask::Bytes, text)]);
            let got = evidence.success(Ask::Bytes).map(|_| ());
            assert_eq!(got, expect, "{text}");
        };
        check("200\n\nx", Ok(()));
        check(
            "200\ncontent-type: text/html\n\nx",
            Err(differs("200 HTML page")),
        );
        check(
            "400\n\n{\"error\":\"no\"}",
            Err(differs("refused: 400 “no”")),
        );
        check("401\n\n{\"error\":\"no\"}", Err(untold("401 “no”")));
        check(
            "406\n\n{\"error\":\"Insufficient credits\"}",
            Err(untold("406 “Insufficient credits”")),
        );
        check(
            "406\n\n{\"error\":\"Invalid content type\"}",
            Err(differs("refused: 406 “Invalid content type”")),
        );
        check("429", Err(untold("429, empty")));
        check("502\n\n<html>x", Err(untold("502 HTML page")));
    }

    #[test]
    fn an_answer_that_never_came_decides_nothing() {
        let mut evidence = evidence(&[]);
        let asked = evidence.success(Ask::Bytes).err();
        assert_eq!(asked, Some(untold("not asked: v1, one image as bytes")));
        evidence.add(Ask::Bytes, Err("no answer: curl: (28) timed out".into()));
        let silent = evidence.success(Ask::Bytes).err();
        assert_eq!(silent, Some(untold("no answer: curl: (28) timed out")));
    }

    #[test]
    fn money_between_two_questions() {
        let check = |before: &str, after: &str, expect: Option<f64>| {
            let body = |credits: &str| format!("200\n\n{{\"credits\":{credits}}}");
            let (before, after) = (body(before), body(after));
            let evidence = evidence(&[(Ask::Balance, &before), (Ask::BalanceAfter, &after)]);
            let spent = evidence.spent(Ask::Balance, Ask::BalanceAfter);
            assert_eq!(spent, expect);
        };
        check("2", "1.5", Some(0.5));
        check("1.0000000001", "1", Some(0.0));
        check("\"much\"", "1", None);
    }
}
