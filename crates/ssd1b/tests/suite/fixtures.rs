//! The answers of the API contract's section 8, as files: status, headers and bytes of each, and what becomes of them.

use ssd1b::wire::{self, Answer, Lookup};
use ssd1b::{ApiKey, Balance, Facts, Failure, Generated, Output};
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Reads a fixture: a status line, headers, an empty line, and the body to the end of the file.
pub(crate) fn answer(name: &str) -> Answer {
    let bytes = std::fs::read(folder().join(name).with_extension("http")).unwrap();
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut lines = head.lines();
    let status = lines
        .next()
        .unwrap()
        .strip_prefix("HTTP/1.1 ")
        .unwrap()
        .parse()
        .unwrap();
    let header = |line: &str| {
        line.split_once(": ")
            .map(|(name, value)| (name.into(), value.into()))
            .unwrap()
    };
    Answer {
        status,
        headers: lines.map(header).collect(),
        body: bytes[end + 2..].to_vec(),
    }
}

/// The names of all fixtures, sorted.
pub(crate) fn names() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "http")
        })
        .map(|path| path.file_stem().unwrap().to_str().unwrap().into())
        .collect();
    names.sort();
    names
}

/// What becomes of a fixture, as a line of text or several. The name says which question it answers; `both` are those
/// of v2 about a job.
pub(crate) fn outcome(name: &str, asked: u8) -> String {
    let key = ApiKey::parse("SG_0123456789abcdef").unwrap();
    let poll = || {
        lookup_lines(
            wire::decode_poll(answer(name)).redacted(Some(&key)),
            |facts| format!("completed{}", facts_line(facts)),
        )
    };
    let result = || {
        lookup_lines(
            wire::decode_result(answer(name), asked).redacted(Some(&key)),
            generated_line,
        )
    };
    match name.split('-').nth(1) {
        Some("submit") => {
            return match wire::decode_submit(answer(name)) {
                Ok(submitted) => format!("job {}{}", submitted.id, facts_line(&submitted.facts)),
                Err(failure) => {
                    let failure = failure.redacted(Some(&key));
                    let again = if failure.may_repeat_unasked() {
                        "repeats unasked"
                    } else {
                        "never repeats unasked"
                    };
                    format!("{}\n{again}", failure_lines(&failure))
                }
            };
        }
        Some("poll") => return poll(),
        Some("result") => return result(),
        Some("both") if poll() == result() => return poll(),
        Some("both") => {
            return format!(
                "asked how it stands: {}\nasked for its images: {}",
                poll(),
                result()
            );
        }
        _ => {}
    }
    let text = if name.starts_with("26-") || name.starts_with("28-balance") {
        wire::decode_credits(answer(name)).map(|balance| balance_line(&balance))
    } else {
        wire::decode_images(answer(name), asked).map(|generated| generated_line(&generated))
    };
    text.unwrap_or_else(|failure| failure_lines(&failure.redacted(Some(&key))))
}

fn lookup_lines<T>(lookup: Lookup<T>, completed: impl Fn(&T) -> String) -> String {
    let (word, failure, facts) = match &lookup {
        Lookup::Queued => return "queued".into(),
        Lookup::Processing => return "processing".into(),
        Lookup::Completed(what) => return completed(what),
        Lookup::Failed { failure, facts } => ("failed", failure, facts_line(facts)),
        Lookup::Gone(failure) => ("gone", failure, String::new()),
        Lookup::Barred(failure) => ("barred", failure, String::new()),
        Lookup::Transient(failure) => ("transient", failure, String::new()),
    };
    format!("{word}{facts}: {}", failure_lines(failure))
}

fn balance_line(balance: &Balance) -> String {
    match balance {
        Balance::Known { paid, free } => format!("paid {paid}, free {free}"),
        Balance::NoRecord => "no record".into(),
    }
}

fn generated_line(generated: &Generated) -> String {
    let output = |output: &Output| match output {
        Output::Picture(picture) => {
            let (width, height) = picture.dimensions().unwrap();
            format!("{} {width}x{height}", picture.kind().mime())
        }
        Output::Url(url) => format!("{} at {}", url.as_str(), url.host()),
    };
    let mut line = generated
        .outputs
        .iter()
        .map(output)
        .collect::<Vec<_>>()
        .join(", ");
    if generated.is_short() {
        line += &format!(" (asked for {})", generated.asked);
    }
    line + &facts_line(&generated.facts)
}

fn facts_line(facts: &Facts) -> String {
    let mut line = String::new();
    let numbers = [
        ("cost", facts.cost),
        ("left", facts.remaining_credits),
        ("seconds", facts.seconds),
        ("queue", facts.queue_seconds),
        ("total", facts.total_seconds),
    ];
    for (name, number) in numbers {
        if let Some(number) = number {
            line += &format!("; {name} {number}");
        }
    }
    if let Some(seed) = facts.seed {
        line += &format!("; seed {seed}");
    }
    if let Some(id) = &facts.request_id {
        line += &format!("; id {id}");
    }
    line
}

fn failure_lines(failure: &Failure) -> String {
    let mut lines = format!(
        "{:?}, charge {:?}, next {:?}\n{failure}",
        failure.kind(),
        failure.charge(),
        failure.next()
    );
    if let Some(said) = failure.said() {
        lines += &format!("\nsaid: {said}");
    }
    if let Some(received) = failure.received() {
        lines += &format!(
            "\nkept: {}, {}, {} bytes",
            received.name(),
            received.mime(),
            received.bytes().len()
        );
    }
    lines
}
