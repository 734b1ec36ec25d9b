//! `test`: every test there is, from the fastest to the slowest. `shots`: pictures of the same app in the same browser.

use std::process::Command;

use crate::browser::{self, Testing};
use crate::tally::Tally;
use crate::{Outcome, app, node, place, step, tools};

/// Runs the tests whose name contains the filter, or all.
pub(crate) fn test(filter: Option<&str>) -> Outcome {
    // First everything that may be missing, so that nobody waits minutes to be told of a browser.
    let axe = node::axe()?;
    let testing = browser::for_tests()?;
    tools::wasm_target()?;
    let runner = tools::wasm_test_runner()?;

    let mut native = step::cargo();
    native.args([
        "test",
        "--locked",
        "--no-fail-fast",
        "--workspace",
        "--exclude",
        "e2e",
    ]);

    let mut wasm = step::cargo();
    wasm.args([
        "test",
        "--locked",
        "--no-fail-fast",
        "-p",
        "ssd1b-studio",
        "--target",
        "wasm32-unknown-unknown",
        "--tests",
    ]);
    wasm.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
        .env("CHROMEDRIVER", &testing.driver);

    let native = suite("native", "Native tests", &mut native, filter)?;
    let wasm = suite("wasm", "Wasm tests in headless Chromium", &mut wasm, filter)?;

    app::app()?;
    let mut browser = step::cargo();
    browser.args(["test", "--locked", "--no-fail-fast", "-p", "e2e"]);
    end_to_end(&mut browser, &testing).env("AXE", axe);
    browser.env("SSD1B_SIMULATOR", app::simulator()?);
    let browser = suite(
        "browser",
        "End-to-end tests in headless Chromium",
        &mut browser,
        filter,
    )?;

    println!("{native}\n{wasm}\n{browser}");
    Ok(())
}

/// Takes the screenshots whose name contains the filter, or all.
pub(crate) fn shots(filter: Option<&str>) -> Outcome {
    let axe = node::axe()?;
    let testing = browser::for_tests()?;
    app::app()?;
    let simulator = app::simulator()?;
    step::step("Screenshots into shots/", || {
        let mut shots = step::cargo();
        shots
            .args([
                "run", "--locked", "--quiet", "-p", "e2e", "--bin", "shots", "--",
            ])
            .args(filter);
        end_to_end(&mut shots, &testing)
            .env("AXE", axe)
            .env("SSD1B_SIMULATOR", simulator);
        step::run(&mut shots, "look at what it says above")
    })
}

/// Tells the end-to-end program where everything is.
fn end_to_end<'a>(command: &'a mut Command, testing: &Testing) -> &'a mut Command {
    command
        .env("SSD1B_SITE", place::site())
        .env("SSD1B_SHOTS", place::root().join("shots"))
        .env("CHROME", &testing.chrome)
        .env("CHROMEDRIVER", &testing.driver)
}

/// Runs one kind of tests and gives its sums as a line. All of them running none is a fault too, unless a filter asked for that.
fn suite(name: &str, what: &str, command: &mut Command, filter: Option<&str>) -> Outcome<String> {
    command.args(filter);
    let mut tally = Tally::default();
    step::step(what, || {
        step::run_reading(command, "its output above names the tests", |line| {
            tally.read(line)
        })
    })?;
    if tally.passed == 0 && filter.is_none() {
        return Err(format!(
            "no {name} test ran, so nothing was tested: look for what took them out of the build."
        ));
    }
    Ok(format!("{name}: {tally}"))
}
