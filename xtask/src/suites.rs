//! `test` and `shots`: everything that runs the app and its crates.

use std::process::Command;

use crate::args::{self, Kind};
use crate::browser::{self, Testing};
use crate::tally::Tally;
use crate::{Outcome, app, node, place, step, tools};

/// Runs the kinds of tests that were asked for, and ends with the runners' own summary lines, of those that failed too. The
/// first kind that fails is the last that runs.
pub(crate) fn test(options: &args::Test) -> Outcome {
    let suites: Vec<Suite> = [Kind::Native, Kind::Wasm, Kind::EndToEnd]
        .into_iter()
        .filter(|kind| options.only.is_none_or(|only| only == *kind))
        .map(Suite::prepare)
        .collect::<Outcome<_>>()?;

    let mut closing = String::new();
    let outcome = suites.into_iter().try_for_each(|suite| {
        let mut tally = Tally::default();
        let name = suite.name;
        let outcome = suite.run(options.filter.as_deref(), &mut tally);
        closing += &format!("{name}\n");
        for line in &tally.lines {
            closing += &format!("{line}\n");
        }
        outcome
    });
    print!("{closing}");
    outcome
}

/// Takes the screenshots whose name contains the filter, or all.
pub(crate) fn shots(filter: Option<&str>) -> Outcome {
    let stage = Stage::prepare()?;
    let mut shots = step::cargo();
    stage.build_and_describe(&mut shots)?;
    shots.args([
        "run", "--locked", "--quiet", "-p", "e2e", "--bin", "shots", "--",
    ]);
    shots.args(filter);
    step::step("Screenshots into shots/", || {
        step::run(&mut shots, "look at what it says above")
    })
}

/// One kind of tests, with everything at hand that might have been missing: nobody shall wait minutes to be told of a browser.
struct Suite {
    name: &'static str,
    cargo: Command,
    /// What has to be built first, for those that run the built app.
    stage: Option<Stage>,
}

impl Suite {
    fn prepare(kind: Kind) -> Outcome<Suite> {
        let mut cargo = step::cargo();
        cargo.args(["test", "--locked", "--no-fail-fast"]);
        let (name, stage) = match kind {
            Kind::Native => {
                cargo.args(["--workspace", "--exclude", "e2e"]);
                ("Native tests", None)
            }
            Kind::Wasm => {
                tools::wasm_target()?;
                let runner = tools::wasm_test_runner()?;
                let testing = browser::for_tests()?;
                // --tests: the examples of the documentation have run natively.
                cargo.args([
                    "-p",
                    "ssd1b-studio",
                    "--target",
                    "wasm32-unknown-unknown",
                    "--tests",
                ]);
                cargo
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
                    .env("CHROMEDRIVER", &testing.driver)
                    // Test programs that don't say where they run would run in Node otherwise.
                    .env("WASM_BINDGEN_USE_BROWSER", "1")
                    // Seconds: the runner's own 20 and 5 are short for a busy machine.
                    .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
                    .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
                ("Wasm tests in headless Chromium", None)
            }
            Kind::EndToEnd => {
                cargo.args(["-p", "e2e"]);
                let name = "End-to-end tests in headless Chromium";
                (name, Some(Stage::prepare()?))
            }
        };
        Ok(Suite { name, cargo, stage })
    }

    /// Runs the tests. All of them being none is a fault too, unless a filter asked for that.
    fn run(mut self, filter: Option<&str>, tally: &mut Tally) -> Outcome {
        if let Some(stage) = self.stage {
            stage.build_and_describe(&mut self.cargo)?;
        }
        self.cargo.args(filter);
        step::step(self.name, || {
            step::run_reading(
                &mut self.cargo,
                "its output above names the tests",
                |line| tally.read(line),
            )
        })?;
        if tally.ran == 0 && filter.is_none() {
            return Err(format!(
                "{}: none ran, so nothing was tested; look for what took them out of the build.",
                self.name
            ));
        }
        Ok(())
    }
}

/// What a program needs that drives the built app in a browser.
struct Stage {
    axe: std::path::PathBuf,
    testing: Testing,
}

impl Stage {
    fn prepare() -> Outcome<Stage> {
        let axe = node::axe()?;
        let testing = browser::for_tests()?;
        Ok(Stage { axe, testing })
    }

    /// Builds the app, and tells the end-to-end program where everything is. The simulator is a part of that program.
    fn build_and_describe(&self, program: &mut Command) -> Outcome {
        app::app()?;
        program
            .env("SSD1B_SITE", place::site())
            .env("SSD1B_SHOTS", place::root().join("shots"))
            .env("AXE", &self.axe)
            .env("CHROME", &self.testing.chrome)
            .env("CHROMEDRIVER", &self.testing.driver);
        Ok(())
    }
}
