//! The table "contract says / live says", and what it comes to.

use crate::{Ask, Evidence, Finding, Plan, Row, Verdict};
use ssd1b::dollars;

/// Each row of the plan with what its answers come to.
#[must_use]
pub fn judge(plan: &Plan, evidence: &Evidence) -> Vec<(&'static Row, Finding)> {
    let rows = plan.rows().iter();
    rows.map(|row| (*row, row.judge(evidence))).collect()
}

/// Widths of the columns: 98 characters with the two spaces between them.
const NAME: usize = 17;
const PLACE: usize = 4;
const CONTRACT: usize = 29;
const LIVE: usize = 30;
const VERDICT: usize = 10;

/// Plain text, at most 100 characters wide.
#[must_use]
pub fn plain(findings: &[(&Row, Finding)]) -> String {
    let mut text = lines(["row", "", "contract says", "live says", ""]);
    let rule = [
        "-".repeat(NAME),
        "-".repeat(PLACE),
        "-".repeat(CONTRACT),
        "-".repeat(LIVE),
        "-".repeat(VERDICT),
    ];
    text.push_str(&lines(rule.each_ref().map(String::as_str)));
    for (row, finding) in findings {
        let verdict = match finding.verdict {
            Verdict::AsWritten => "as written",
            Verdict::Differs => "DIFFERS",
            Verdict::Untold => "not told",
        };
        let place = format!("§{} {}", row.section, row.mark);
        text.push_str(&lines([
            row.id,
            &place,
            row.contract,
            &finding.live,
            verdict,
        ]));
    }
    text
}

fn lines(cells: [&str; 5]) -> String {
    let widths = [NAME, PLACE, CONTRACT, LIVE, VERDICT];
    let columns: Vec<Vec<String>> = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| wrap(cell, width))
        .collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or_default();
    let mut text = String::new();
    for i in 0..height {
        let parts = columns.iter().zip(widths).map(|(column, width)| {
            let part = column.get(i).map_or("", String::as_str);
            format!("{part:width$}")
        });
        let line = parts.collect::<Vec<_>>().join("  ");
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Breaks a text at its spaces; a word longer than the width, anywhere.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let mut word: Vec<char> = word.chars().collect();
        let used = line.chars().count();
        if used > 0 && used + 1 + word.len() > width {
            lines.push(std::mem::take(&mut line));
        } else if used > 0 {
            line.push(' ');
        }
        while word.len() > width {
            let rest = word.split_off(width);
            lines.push(word.into_iter().collect());
            word = rest;
        }
        line.extend(word);
    }
    lines.push(line);
    lines
}

/// A Markdown table.
#[must_use]
pub fn markdown(findings: &[(&Row, Finding)]) -> String {
    let mut text = String::from(
        "| row | § | mark | contract says | live says | verdict |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for (row, finding) in findings {
        let verdict = match finding.verdict {
            Verdict::Differs => "**differs**".into(),
            other => other.to_string(),
        };
        let (id, section, mark) = (row.id, row.section, row.mark);
        let (contract, live) = (escaped(row.contract), escaped(&finding.live));
        text.push_str(&format!(
            "| {id} | {section} | {mark} | {contract} | {live} | {verdict} |\n"
        ));
    }
    text
}

/// The text without a meaning of its own in Markdown, a mention of somebody among it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// The last lines: how many rows came out how, and what was spent.
#[must_use]
pub fn summary(findings: &[(&Row, Finding)], plan: &Plan, evidence: &Evidence) -> String {
    let count = |verdict| {
        findings
            .iter()
            .filter(|(_, finding)| finding.verdict == verdict)
            .count()
    };
    let (written, differ, untold) = (
        count(Verdict::AsWritten),
        count(Verdict::Differs),
        count(Verdict::Untold),
    );
    let rows = match findings.len() {
        1 => "1 row".into(),
        count => format!("{count} rows"),
    };
    let money = match evidence.spent(Ask::Balance, Ask::BalanceAfter) {
        _ if plan.is_free() => "Nothing was spent.".into(),
        Some(spent) => format!(
            "Spent {}, estimated {}.",
            dollars(spent),
            dollars(plan.dollars())
        ),
        None => format!(
            "Spent an unknown amount, estimated {}.",
            dollars(plan.dollars())
        ),
    };
    format!("{rows}: {written} as written, {differ} differ, {untold} could not be told.\n{money}\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::evidence::tests::evidence;
    use crate::find;
    use crate::finding::{as_written, differs, untold};

    #[test]
    fn plain_tables() {
        let findings = [
            (
                find("cors-balance").unwrap(),
                as_written("allow-origin * on 200"),
            ),
            (
                find("v2-image-host").unwrap(),
                differs("a-host-name-that-is-far-too-long.example.org"),
            ),
        ];
        let expect = "\
row                      contract says                  live says
-----------------  ----  -----------------------------  ------------------------------  ----------
cors-balance       §5 C  a page may read the balance    allow-origin * on 200           as written
                         (60 %)
v2-image-host      §3 D  that address is on             a-host-name-that-is-far-too-lo  DIFFERS
                         images.segmind.com             ng.example.org
";
        assert_eq!(plain(&findings), expect);
    }

    #[test]
    fn no_line_is_wider_than_a_hundred() {
        let findings: Vec<_> = crate::rows()
            .map(|row| (row, untold("é 12345 ".repeat(20))))
            .collect();
        let widest = plain(&findings)
            .lines()
            .map(|line| line.chars().count())
            .max();
        assert!(widest <= Some(100), "{widest:?}");
    }

    #[test]
    fn markdown_tables() {
        let findings = [(
            find("no-key").unwrap(),
            differs("401 “<b>a|b</b> @you *x*”"),
        )];
        let expect = "\
| row | § | mark | contract says | live says | verdict |
| --- | --- | --- | --- | --- | --- |
| no-key | 4 | D | 401 “Missing Authorization or x-api-key in header” | 401 “&lt;b&gt;a\\|b&lt;/b&gt; &#64;you \\*x\\*” | **differs** |
";
        assert_eq!(markdown(&findings), expect);
    }

    #[test]
    fn summaries() {
        let plan = |name: &str| Plan::new(vec![find(name).unwrap()]);
        let check = |name: &str, before: &str, after: &str, expect: &str| {
            let evidence = evidence(&[(Ask::Balance, before), (Ask::BalanceAfter, after)]);
            let findings = [(find(name).unwrap(), differs(""))];
            let money = summary(&findings, &plan(name), &evidence);
            assert_eq!(
                money,
                format!("1 row: 0 as written, 1 differ, 0 could not be told.\n{expect}\n")
            );
        };
        let (one, less) = ("200\n\n{\"credits\":1}", "200\n\n{\"credits\":0.997}");
        check("balance", one, less, "Nothing was spent.");
        check("v1-bytes", one, less, "Spent $0.003, estimated $0.0019.");
        check(
            "v1-bytes",
            one,
            "500",
            "Spent an unknown amount, estimated $0.0019.",
        );
    }
}
