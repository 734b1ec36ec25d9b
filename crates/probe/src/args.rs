//! The command line.

use crate::{Plan, Row, find, rows};
use ssd1b::Endpoint;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;

/// One command line, understood.
#[derive(Debug)]
pub enum Wish {
    /// The help text.
    Help,
    /// A run.
    Run(Box<Options>),
}

/// What somebody wants of a run.
#[derive(Debug)]
pub struct Options {
    /// The service, or what stands in front of it; absolute.
    pub endpoint: Endpoint,
    /// The origin that requests claim to come from.
    pub origin: String,
    /// The rows to check.
    pub rows: Vec<&'static Row>,
    /// Whether not to ask before money may be spent.
    pub yes: bool,
    /// Whether the table is Markdown.
    pub markdown: bool,
    /// The folder for answers.
    pub save: Option<PathBuf>,
    /// The time between two POSTs.
    pub pace: Duration,
}

/// Seconds between two POSTs to the service: with a little room, the 5 a minute of its smallest published limit.
const PACE: u64 = 13;

const ORIGIN: &str = "https://example.com";

const USAGE: &str = "\
Asks the live service what the contract says of it, and prints both side by side. The key is read from
SEGMIND_API_KEY. Says what it will send and what that costs, and asks before it does.

usage: cargo xtask probe [SWITCH]…

  --yes             does not ask
  --free            only what can't cost anything
  --only ROW[,ROW]  only these rows
  --endpoint URL    a proxy or a simulator instead of https://api.segmind.com
  --origin URL      the site that a browser would name (https://example.com)
  --pace SECONDS    between two POSTs (13; 0 for an endpoint on this machine)
  --save FOLDER     keeps every answer there, keys taken out
  --markdown        the table for an issue
  --help            this text

Rows, with the section of the contract and what the claim rests on: Documented, other people's Code,
Inferred, ? unknown. In brackets what a row costs at most, in cents.

";

/// The help text.
#[must_use]
pub fn help() -> String {
    let mut text = String::from(USAGE);
    for row in rows() {
        let plan = Plan::new(vec![row]);
        let most: f64 = plan.asks().map(|ask| ask.price().dollars()).sum();
        let price = if most > 0.0 {
            format!(" [{:.1}]", most * 100.0)
        } else {
            String::new()
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "  {:18} §{} {} {}{price}",
            row.id, row.section, row.mark, row.contract
        );
    }
    text
}

/// Reads the words after the program's name.
///
/// # Errors
///
/// A sentence that names the word. Somebody may have typed a key there: take keys out of it before it is shown.
pub fn read(words: impl IntoIterator<Item = String>) -> Result<Wish, String> {
    let mut options = Options {
        endpoint: Endpoint::hosted(),
        origin: ORIGIN.into(),
        rows: rows().collect(),
        yes: false,
        markdown: false,
        save: None,
        pace: Duration::ZERO,
    };
    let (mut pace, mut free) = (None, false);
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let (name, inline) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (&*word, None),
        };
        let takes = matches!(
            name,
            "--endpoint" | "--origin" | "--only" | "--pace" | "--save"
        );
        if !takes && inline.is_some() {
            return Err(format!(
                "{word} is not understood: --help lists the switches."
            ));
        }
        let mut value = || {
            let given = inline.clone().or_else(|| words.next());
            given
                .filter(|value| !value.is_empty())
                .ok_or(format!("{name} needs a value."))
        };
        match name {
            "--help" | "-h" => return Ok(Wish::Help),
            "--yes" => options.yes = true,
            "--free" => free = true,
            "--markdown" => options.markdown = true,
            "--save" => options.save = Some(value()?.into()),
            "--origin" => options.origin = origin(&value()?)?,
            "--endpoint" => options.endpoint = endpoint(&value()?)?,
            "--only" => options.rows = chosen(&value()?)?,
            "--pace" => {
                let value = value()?;
                let seconds = value.parse::<u16>();
                let sentence = |_| format!("--pace wants whole seconds, not “{value}”.");
                pace = Some(u64::from(seconds.map_err(sentence)?));
            }
            _ => {
                return Err(format!(
                    "{word} is not understood: --help lists the switches."
                ));
            }
        }
    }
    if free {
        options.rows.retain(|row| Plan::new(vec![row]).is_free());
        if options.rows.is_empty() {
            return Err("None of these rows is free.".into());
        }
    }
    let usual = if options.endpoint.is_local() { 0 } else { PACE };
    options.pace = Duration::from_secs(pace.unwrap_or(usual));
    Ok(Wish::Run(Box::new(options)))
}

fn endpoint(typed: &str) -> Result<Endpoint, String> {
    let endpoint = Endpoint::parse(typed).map_err(|problem| format!("--endpoint: {problem}"))?;
    if endpoint.is_relative() {
        return Err("--endpoint wants a full address, such as https://proxy.example.com.".into());
    }
    Ok(endpoint)
}

/// An origin is what an endpoint without a path is.
fn origin(typed: &str) -> Result<String, String> {
    let parsed = Endpoint::parse(typed).ok();
    let origin = parsed.as_ref().and_then(Endpoint::origin);
    match (origin, &parsed) {
        (Some(origin), Some(all)) if origin == all.as_str() => Ok(origin.into()),
        _ => Err("--origin wants scheme and host, such as https://studio.example.com.".into()),
    }
}

fn chosen(list: &str) -> Result<Vec<&'static Row>, String> {
    let wanted: Vec<&str> = list.split(',').map(str::trim).collect();
    if let Some(unknown) = wanted.iter().find(|name| find(name).is_none()) {
        return Err(format!("There is no row “{unknown}”: --help lists them."));
    }
    Ok(rows().filter(|row| wanted.contains(&row.id)).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn options(line: &str) -> Options {
        match read(line.split_whitespace().map(Into::into)).unwrap() {
            Wish::Run(options) => *options,
            Wish::Help => panic!("{line}"),
        }
    }

    #[test]
    fn switches() {
        let usual = options("");
        assert_eq!(usual.endpoint, Endpoint::hosted());
        assert_eq!(
            (usual.rows.len(), usual.yes, usual.pace.as_secs()),
            (rows().count(), false, 13)
        );
        let some = options(
            "--only=v2-submit,balance --endpoint http://localhost:1/sim/cut --yes --save=a --markdown",
        );
        let names: Vec<&str> = some.rows.iter().map(|row| row.id).collect();
        assert_eq!(names, ["v2-submit", "balance"]);
        assert_eq!(some.endpoint.as_str(), "http://localhost:1/sim/cut");
        assert_eq!(
            (some.yes, some.markdown, some.pace.as_secs()),
            (true, true, 0)
        );
        assert_eq!(some.save, Some("a".into()));
        let other = options("--pace 2 --origin http://LOCALHOST:80/");
        assert_eq!(
            (other.pace.as_secs(), &*other.origin),
            (2, "http://localhost")
        );
        assert!(matches!(
            read(["--yes".into(), "-h".into()]),
            Ok(Wish::Help)
        ));
    }

    #[test]
    fn free_rows_have_no_price() {
        let rows = options("--free").rows;
        assert!(rows.len() > 10);
        assert!(
            rows.iter()
                .all(|row| !matches!(row.id, "v1-bytes" | "samples-5" | "v2-image"))
        );
    }

    #[test]
    fn sentences() {
        let check = |line: &str, expect: &str| {
            let got = read(line.split_whitespace().map(Into::into)).unwrap_err();
            assert_eq!(got, expect, "{line}");
        };
        check(
            "--fre",
            "--fre is not understood: --help lists the switches.",
        );
        check(
            "--yes=1",
            "--yes=1 is not understood: --help lists the switches.",
        );
        check(
            "balance",
            "balance is not understood: --help lists the switches.",
        );
        check("--save", "--save needs a value.");
        check("--only=", "--only needs a value.");
        check(
            "--only balance,blance",
            "There is no row “blance”: --help lists them.",
        );
        check("--free --only v1-bytes", "None of these rows is free.");
        check("--pace soon", "--pace wants whole seconds, not “soon”.");
        check(
            "--endpoint /proxy",
            "--endpoint wants a full address, such as https://proxy.example.com.",
        );
        check(
            "--origin https://a.example/b",
            "--origin wants scheme and host, such as https://studio.example.com.",
        );
    }

    #[test]
    fn the_help_names_every_row_and_fits() {
        let help = help();
        assert!(rows().all(|row| help.contains(&format!("  {} ", row.id))));
        for line in help.lines() {
            assert!(line.chars().count() <= 120, "{line}");
        }
    }
}
