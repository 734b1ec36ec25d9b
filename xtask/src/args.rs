//! What can be typed after `cargo xtask`, and what it means.

/// The text of `--help`.
pub(crate) const USAGE: &str = "\
usage: cargo xtask COMMAND

  start [--port N] [--no-open] [--fault NAME]… [-- SWITCH…]
               sets up what is missing, builds the app, serves it together with the API on
               localhost and opens a browser where there is a display. Port 8000, or the next
               free one. --fault makes the API misbehave; it and all switches after -- go to
               the simulator (-- --help lists them)
  test [--only native|wasm|e2e] [FILTER]
               every test: native, wasm in headless Chromium, the built app end to end, or one
               kind of them; FILTER is a part of the names of those to run
  shots [FILTER]
               screenshots of the built app, into shots/
  size         raw, gzip and brotli size of each file of the built app; fails over the budget
  ci           what .ci/run does: format, lints, licences, size, every test
  probe [SWITCH]…
               asks the live service, with the key in SEGMIND_API_KEY, what the API contract says
               of it, and prints both side by side; costs a few cents, says so and asks
               (probe --help lists its switches)

Tools that are missing, or of another version, are installed into .tools/, never elsewhere.
";

/// One command line, understood.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    Help,
    Start(Start),
    Test(Test),
    Shots {
        filter: Option<String>,
    },
    Size,
    Ci,
    /// The words are the probe's own affair.
    Probe {
        words: Vec<String>,
    },
    /// Not for people: `start` runs it beside the simulator, see [`crate::browser`].
    Open {
        url: String,
    },
}

/// How to start the studio.
#[derive(Debug, PartialEq)]
pub(crate) struct Start {
    /// `None`: the usual one, or the next that is free. `Some(0)`: any free one.
    pub(crate) port: Option<u16>,
    pub(crate) open: bool,
    /// Handed to the simulator as they are.
    pub(crate) simulator: Vec<String>,
}

/// Which tests to run.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Test {
    /// One kind, or all.
    pub(crate) only: Option<Kind>,
    /// A part of the names of those to run.
    pub(crate) filter: Option<String>,
}

/// The kinds of tests, in the order they run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Native,
    Wasm,
    EndToEnd,
}

/// Reads the words after `cargo xtask`; an error is a sentence that names the word.
pub(crate) fn parse(words: impl IntoIterator<Item = String>) -> Result<Command, String> {
    let mut words = words.into_iter();
    let Some(name) = words.next() else {
        return Ok(Command::Help);
    };
    let mut rest: Vec<String> = words.collect();
    if name == "probe" {
        return Ok(Command::Probe { words: rest });
    }
    let own = rest
        .iter()
        .position(|word| word == "--")
        .unwrap_or(rest.len());
    if rest[..own]
        .iter()
        .any(|word| word == "--help" || word == "-h")
    {
        return Ok(Command::Help);
    }
    match name.as_str() {
        "help" | "--help" | "-h" => Ok(Command::Help),
        "start" => start(rest).map(Command::Start),
        "test" => test(rest).map(Command::Test),
        "shots" => filter(rest).map(|filter| Command::Shots { filter }),
        "size" => nothing(&rest, Command::Size),
        "ci" => nothing(&rest, Command::Ci),
        "open" if rest.len() == 1 => Ok(Command::Open {
            url: rest.remove(0),
        }),
        other => Err(format!(
            "there is no command \"{other}\": `cargo xtask --help` lists them."
        )),
    }
}

fn start(words: Vec<String>) -> Result<Start, String> {
    let mut start = Start {
        port: None,
        open: true,
        simulator: Vec::new(),
    };
    // The simulator takes one list, people type one switch for each.
    let mut faults: Vec<String> = Vec::new();
    let mut rest = Vec::new();
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match split(&word) {
            ("--", _) => {
                rest.extend(words);
                break;
            }
            ("--no-open", None) => start.open = false,
            ("--port", value) => {
                let port = value.map(str::to_owned).or_else(|| words.next());
                let port = port.unwrap_or_default();
                let number = port.parse().map_err(|_| {
                    format!("--port wants a number from 0 to 65535, not \"{port}\".")
                })?;
                start.port = Some(number);
            }
            ("--fault", value) => {
                let fault = value.map(str::to_owned).or_else(|| words.next());
                faults
                    .push(fault.ok_or(
                        "--fault wants a name: `cargo xtask start -- --help` lists them.",
                    )?);
            }
            _ => {
                let advice = "put a switch of the simulator after a lone --";
                return Err(unknown(&word, advice));
            }
        }
    }
    if !faults.is_empty() {
        start.simulator = vec!["--fault".into(), faults.join(";")];
    }
    start.simulator.extend(rest);
    Ok(start)
}

fn test(words: Vec<String>) -> Result<Test, String> {
    let mut only = None;
    let mut rest = Vec::new();
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let ("--only", value) = split(&word) else {
            rest.push(word);
            continue;
        };
        let kind = value.map(str::to_owned).or_else(|| words.next());
        let kind = kind.unwrap_or_default();
        only = Some(match kind.as_str() {
            "native" => Kind::Native,
            "wasm" => Kind::Wasm,
            "e2e" => Kind::EndToEnd,
            _ => return Err(format!("--only wants native, wasm or e2e, not \"{kind}\".")),
        });
    }
    let filter = filter(rest)?;
    Ok(Test { only, filter })
}

/// A word as the switch and the value it brings, if it is one of the form `--switch=value`.
fn split(word: &str) -> (&str, Option<&str>) {
    match word.split_once('=') {
        Some((switch, value)) if switch.starts_with("--") => (switch, Some(value)),
        _ => (word, None),
    }
}

fn filter(mut words: Vec<String>) -> Result<Option<String>, String> {
    match words.as_slice() {
        [] => Ok(None),
        [word] if !word.starts_with('-') => Ok(words.pop()),
        [word] => Err(unknown(word, "only a part of a test's name can follow")),
        [_, second, ..] => Err(unknown(second, "one filter is all that can follow")),
    }
}

fn nothing(words: &[String], command: Command) -> Result<Command, String> {
    match words.first() {
        None => Ok(command),
        Some(word) => Err(unknown(word, "nothing can follow this command")),
    }
}

fn unknown(word: &str, advice: &str) -> String {
    format!("\"{word}\" is not understood here: {advice}.")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[track_caller]
    fn check(line: &str, expect: Command) {
        assert_eq!(parsed(line).unwrap(), expect, "{line}");
    }

    #[track_caller]
    fn check_sentence(line: &str, expect: &str) {
        assert_eq!(parsed(line).unwrap_err(), expect, "{line}");
    }

    fn starts(port: Option<u16>, open: bool, simulator: &[&str]) -> Command {
        let simulator = simulator.iter().map(|&word| word.to_owned()).collect();
        Command::Start(Start {
            port,
            open,
            simulator,
        })
    }

    fn tests(only: Option<Kind>, filter: Option<&str>) -> Command {
        let filter = filter.map(str::to_owned);
        Command::Test(Test { only, filter })
    }

    #[test]
    fn commands() {
        check("", Command::Help);
        check("--help", Command::Help);
        check("test --help", Command::Help);
        check("test", tests(None, None));
        check("test wire", tests(None, Some("wire")));
        check("test --only native", tests(Some(Kind::Native), None));
        check(
            "test a=b --only=e2e",
            tests(Some(Kind::EndToEnd), Some("a=b")),
        );
        check("test --only wasm x", tests(Some(Kind::Wasm), Some("x")));
        check(
            "shots viewer",
            Command::Shots {
                filter: Some("viewer".into()),
            },
        );
        check("size", Command::Size);
        check("ci", Command::Ci);
        check(
            "probe --only balance --help",
            Command::Probe {
                words: vec!["--only".into(), "balance".into(), "--help".into()],
            },
        );
        check(
            "open http://127.0.0.1:1/",
            Command::Open {
                url: "http://127.0.0.1:1/".into(),
            },
        );
    }

    #[test]
    fn start_with_switches() {
        check("start", starts(None, true, &[]));
        check("start --port 9000", starts(Some(9000), true, &[]));
        check("start --port=0 --no-open", starts(Some(0), false, &[]));
        check("start -- --help", starts(None, true, &["--help"]));
        check(
            "start --no-open -- --fault cut --port",
            starts(None, false, &["--fault", "cut", "--port"]),
        );
        check("start --fault cut", starts(None, true, &["--fault", "cut"]));
        check(
            "start --fault cut --fault=delay=5 -- --no-key",
            starts(None, true, &["--fault", "cut;delay=5", "--no-key"]),
        );
    }

    #[test]
    fn sentences() {
        check_sentence(
            "strat",
            "there is no command \"strat\": `cargo xtask --help` lists them.",
        );
        check_sentence(
            "start --port",
            "--port wants a number from 0 to 65535, not \"\".",
        );
        check_sentence(
            "start --port 70000",
            "--port wants a number from 0 to 65535, not \"70000\".",
        );
        check_sentence(
            "start --no-key",
            "\"--no-key\" is not understood here: put a switch of the simulator after a lone --.",
        );
        check_sentence(
            "start --no-open=yes",
            "\"--no-open=yes\" is not understood here: put a switch of the simulator after a lone --.",
        );
        check_sentence(
            "start --fault",
            "--fault wants a name: `cargo xtask start -- --help` lists them.",
        );
        check_sentence(
            "test --only unit",
            "--only wants native, wasm or e2e, not \"unit\".",
        );
        check_sentence(
            "test a b",
            "\"b\" is not understood here: one filter is all that can follow.",
        );
        check_sentence(
            "test --nocapture",
            "\"--nocapture\" is not understood here: only a part of a test's name can follow.",
        );
        check_sentence(
            "size all",
            "\"all\" is not understood here: nothing can follow this command.",
        );
    }
}
