//! One step of a command: it says what it does, how long it took, and what to do when it fails.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Outcome, place};

/// Announces a step, does it and reports the time.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("▸ {what}");
    let begun = Instant::now();
    let done = work()?;
    println!("✓ {what}: {}\n", spoken(begun.elapsed()));
    Ok(done)
}

/// A time for people: `0.4 s`, `75 s`, `3 min 20 s`.
fn spoken(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 9.95 {
        return format!("{seconds:.1} s");
    }
    let whole = seconds.round() as u64;
    if whole < 120 {
        format!("{whole} s")
    } else {
        format!("{} min {} s", whole / 60, whole % 60)
    }
}

/// Reports something that took no time, such as a tool that is there already.
pub(crate) fn note(what: &str) {
    println!("✓ {what}");
}

/// Cargo as it runs us, in the workspace's root.
///
/// The package variables that `cargo run` sets for us would tell build scripts that something has changed, and they would run
/// again for nothing.
pub(crate) fn cargo() -> Command {
    let mut cargo = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") || text == "CARGO"
        {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// A program in the workspace's root, with our own tools first on its PATH.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(place::root())
        .env("PATH", place::search_path());
    command
}

/// Runs a command to its end, its output shown; `advice` says what to do where it fails.
pub(crate) fn run(command: &mut Command, advice: &str) -> Outcome {
    let status = command
        .status()
        .map_err(|error| not_started(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(failed(command, advice))
    }
}

/// Runs a command to its end and shows its output, handing each line of its standard output to `line` too.
pub(crate) fn run_reading(
    command: &mut Command,
    advice: &str,
    mut line: impl FnMut(&str),
) -> Outcome {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    if let Some(stdout) = child.stdout.take() {
        for text in BufReader::new(stdout).split(b'\n') {
            let text = text
                .map_err(|error| format!("the output of {} broke off: {error}.", name(command)))?;
            let text = String::from_utf8_lossy(&text);
            println!("{text}");
            line(&text);
        }
    }
    let status = child.wait().map_err(|error| not_started(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(failed(command, advice))
    }
}

/// Runs a command silently, and ends it when it takes longer than `limit`; whether it came to a good end.
pub(crate) fn succeeds_within(command: &mut Command, limit: Duration) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else {
        return false;
    };
    let begun = Instant::now();
    while begun.elapsed() < limit {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(Duration::from_millis(50)),
            Err(_) => break,
        }
    }
    let _ = child.kill().and_then(|()| child.wait());
    false
}

/// Runs a command silently and gives its standard output; what it says on standard error becomes part of the failure.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(command, &error))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("{} failed: {}", name(command), said.trim()))
    }
}

fn failed(command: &Command, advice: &str) -> String {
    format!("{} failed: {advice}.", name(command))
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!(
        "{} could not be run ({error}): is it installed and on PATH?",
        name(command)
    )
}

/// What a person would call the command: the program without its folder, and its first words.
fn name(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let program = program
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let words = command
        .get_args()
        .take(3)
        .map(|word| word.to_string_lossy().into_owned());
    let line: Vec<String> = std::iter::once(program).chain(words).collect();
    format!("`{}`", line.join(" "))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_failure_names_the_command_and_the_advice() {
        let mut nowhere = Command::new("no-such-program-anywhere");
        let sentence = run(nowhere.arg("--now"), "never shown").unwrap_err();
        assert!(
            sentence.starts_with("`no-such-program-anywhere --now` could not be run ("),
            "{sentence}"
        );

        let mut cargo = cargo();
        let sentence = run(
            cargo
                .args(["no-such-command", "--quiet"])
                .stderr(Stdio::null()),
            "try another",
        )
        .unwrap_err();
        assert_eq!(
            sentence,
            "`cargo no-such-command --quiet` failed: try another."
        );
    }

    #[test]
    fn times_for_people() {
        let check = |millis, expect| assert_eq!(spoken(Duration::from_millis(millis)), expect);
        check(0, "0.0 s");
        check(9_940, "9.9 s");
        check(9_960, "10 s");
        check(75_200, "75 s");
        check(119_600, "2 min 0 s");
        check(200_000, "3 min 20 s");
    }

    #[test]
    fn a_limit_of_time() {
        let hour = Duration::from_secs(3600);
        assert!(succeeds_within(cargo().arg("--version"), hour));
        assert!(!succeeds_within(cargo().arg("no-such-command"), hour));
        assert!(!succeeds_within(cargo().arg("--version"), Duration::ZERO));
        assert!(!succeeds_within(
            &mut Command::new("no-such-program-anywhere"),
            hour
        ));
    }

    #[test]
    fn lines_are_read_as_they_come() {
        let mut lines = Vec::new();
        run_reading(cargo().arg("--version"), "", |line| {
            lines.push(line.to_owned())
        })
        .unwrap();
        assert!(lines[0].starts_with("cargo "), "{lines:?}");
    }
}
