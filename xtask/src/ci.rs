//! `ci`: what a change must pass to be taken.

use std::path::Path;
use std::time::Duration;

use crate::{Outcome, args, size, step, suites, tools};

/// The quick checks first; the tests last, since their summaries are what a reader of the log looks for.
pub(crate) fn ci() -> Outcome {
    tools::wasm_target()?;
    tools::component("fmt", "rustfmt")?;
    tools::component("clippy", "clippy")?;
    step::step("Format", || {
        step::run(
            step::cargo().args(["fmt", "--all", "--check"]),
            "`cargo fmt --all` puts it right",
        )
    })?;
    step::step("Lints of everything, natively", || {
        clippy(&["--workspace", "--all-targets"])
    })?;
    step::step("Lints of the app, as wasm", || {
        clippy(&[WASM[0], WASM[1], "-p", "ssd1b-studio", "-p", "painter"])
    })?;
    step::step("Lints of its tests, as wasm", || {
        clippy(&[WASM[0], WASM[1], "-p", "ssd1b-studio", "--tests"])
    })?;
    deny()?;
    step::step("Size of the first load", size::size)?;
    suites::test(&args::Test::default())
}

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

fn clippy(what: &[&str]) -> Outcome {
    let mut cargo = step::cargo();
    cargo
        .args(["clippy", "--locked", "--quiet"])
        .args(what)
        .args(["--", "-D", "warnings"]);
    step::run(&mut cargo, "look at what it says above")
}

/// Licences, duplicates and sources always, of all packages (without --workspace it would be the app's alone); known faults of crates only where their database can be had.
fn deny() -> Outcome {
    let deny = tools::cargo_deny()?;
    step::step("Licences, duplicates and sources of the crates", || {
        let mut check = step::command(&deny);
        step::run(
            check.args(["--workspace", "check", "licenses", "bans", "sources"]),
            "deny.toml says what is allowed, and why",
        )
    })?;
    if !fetched(&deny) {
        println!(
            "Known faults of the crates were not looked up: the advisory database could not be fetched from here.\n"
        );
        return Ok(());
    }
    step::step("Known faults of the crates", || {
        let mut check = step::command(&deny);
        step::run(
            check.args(["--workspace", "--offline", "check", "advisories"]),
            "update the crate it names, or say in deny.toml why not",
        )
    })
}

/// Whether the advisory database could be fetched. A closed network may swallow the attempt, so it gets a minute and a half.
fn fetched(deny: &Path) -> bool {
    let mut fetch = step::command(deny);
    fetch.args(["fetch", "db"]).env("GIT_TERMINAL_PROMPT", "0");
    step::succeeds_within(&mut fetch, Duration::from_secs(90))
}
