//! `ci`: what a change must pass to be taken.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::{Outcome, size, step, suites, tools};

pub(crate) fn ci() -> Outcome {
    tools::wasm_target()?;
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
    suites::test(None)?;
    size::size()
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

/// Licences, duplicates and sources always; known faults of crates only where their database can be had.
fn deny() -> Outcome {
    let deny = tools::cargo_deny()?;
    step::step("Licences, duplicates and sources of the crates", || {
        let mut check = step::command(&deny);
        step::run(
            check.args(["check", "licenses", "bans", "sources"]),
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
            check.args(["check", "--disable-fetch", "advisories"]),
            "update the crate it names, or say in deny.toml why not",
        )
    })
}

fn fetched(deny: &Path) -> bool {
    let mut fetch: Command = step::command(deny);
    fetch
        .args(["fetch", "db"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    fetch.status().is_ok_and(|status| status.success())
}
