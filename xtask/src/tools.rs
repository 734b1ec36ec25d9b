//! The Rust side of the tool folder: the wasm target and the programs that cargo can install.

use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use crate::version::{Wanted, locked};
use crate::{Outcome, place, step};

const TARGET: &str = "wasm32-unknown-unknown";

/// The newest Trunk that the oldest supported compiler can build.
const TRUNK: &str = "0.21.14";

const DENY: &str = "0.20.2";

/// Makes sure that the compiler can make wasm.
pub(crate) fn wasm_target() -> Outcome {
    let asked =
        step::output(step::command("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    if asked.is_ok_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    step::step("Rust's wasm target: fetching it with rustup", || {
        rustup(&["target", "add", TARGET])
    })
}

/// Makes sure of a part of the toolchain by the cargo command it brings.
pub(crate) fn component(command: &str, name: &str) -> Outcome {
    if step::output(step::cargo().args([command, "--version"])).is_ok() {
        return Ok(());
    }
    step::step(&format!("Rust's {name}: fetching it with rustup"), || {
        rustup(&["component", "add", name])
    })
}

fn rustup(words: &[&str]) -> Outcome {
    let name = words.last().unwrap_or(&"");
    if place::find("rustup").is_empty() {
        return Err(format!(
            "Rust's {name} is missing and there is no rustup to fetch it: install it the way Rust itself was installed."
        ));
    }
    step::run(
        step::command("rustup").args(words),
        "look at what it says above; it needs the network",
    )
}

/// Makes sure of Trunk, which builds the app, and gives its path.
pub(crate) fn trunk() -> Outcome<PathBuf> {
    Tool {
        package: "trunk",
        program: "trunk",
        wanted: Wanted::Exactly(TRUNK.into()),
        locked: true,
        minutes: 4,
    }
    .ensure()
}

/// Makes sure of wasm-bindgen, which Trunk calls, in the very version that the app is locked to.
pub(crate) fn wasm_bindgen() -> Outcome<PathBuf> {
    bindgen("wasm-bindgen")
}

/// Makes sure of the program that runs wasm tests in a browser; it comes with wasm-bindgen.
pub(crate) fn wasm_test_runner() -> Outcome<PathBuf> {
    bindgen("wasm-bindgen-test-runner")
}

/// Makes sure of cargo-deny, which checks licences, duplicates and sources of the crates used.
pub(crate) fn cargo_deny() -> Outcome<PathBuf> {
    let wanted = Wanted::AtLeast(DENY.into());
    Tool {
        package: "cargo-deny",
        program: "cargo-deny",
        wanted,
        locked: true,
        minutes: 2,
    }
    .ensure()
}

fn bindgen(program: &'static str) -> Outcome<PathBuf> {
    let path = place::root().join("Cargo.lock");
    let lock = fs::read_to_string(&path)
        .map_err(|error| format!("Cargo.lock could not be read ({error}): restore it from git."))?;
    let version = locked(&lock, "wasm-bindgen")
        .ok_or("Cargo.lock names no wasm-bindgen: restore it from git.")?;
    let wanted = Wanted::Exactly(version.to_owned());
    // With its own lock file the package does not build.
    Tool {
        package: "wasm-bindgen-cli",
        program,
        wanted,
        locked: false,
        minutes: 2,
    }
    .ensure()
}

/// A program that cargo can install.
struct Tool {
    package: &'static str,
    program: &'static str,
    wanted: Wanted,
    /// Whether to build it with the versions that its authors tested.
    locked: bool,
    /// How long that takes on two cores, roughly.
    minutes: u8,
}

impl Tool {
    fn ensure(&self) -> Outcome<PathBuf> {
        if let Some(path) = settle(self.program, &self.wanted) {
            return Ok(path);
        }
        let version = self.wanted.version();
        let what = format!(
            "{} {version}: building it into .tools, once, about {} minutes",
            self.package, self.minutes
        );
        step::step(&what, || self.install(version))?;
        settle(self.program, &self.wanted).ok_or_else(|| {
            format!(
                "{} was installed and still does not answer: remove .tools and try again.",
                self.program
            )
        })
    }

    fn install(&self, version: &str) -> Outcome {
        let mut cargo = step::cargo();
        // A debug build is built in a third of the time, and these programs are not the slow part.
        cargo.args([
            "install",
            &format!("{}@{version}", self.package),
            "--debug",
            "--no-default-features",
            "--force",
        ]);
        // Somebody who watches sees progress; a log is spared three hundred lines.
        if !std::io::stderr().is_terminal() {
            cargo.arg("--quiet");
        }
        // Not the system's folder for temporary files, which may be small, and so that a build that was broken off goes on.
        let build = place::tools().join("build");
        cargo.arg("--target-dir").arg(&build);
        cargo.arg("--root").arg(place::tools());
        if self.locked {
            cargo.arg("--locked");
        }
        let advice = format!(
            "look at what it says above; it needs the network and a C compiler, or put {} {version} on PATH",
            self.package
        );
        step::run(&mut cargo, &advice)?;
        // Left there it would only take space.
        let _ = fs::remove_dir_all(build);
        Ok(())
    }
}

/// The program that will do, out of our folder or off PATH. A stale one in our folder would hide it from Trunk, so it goes.
pub(crate) fn settle(program: &str, wanted: &Wanted) -> Option<PathBuf> {
    let found = place::find(program);
    let at = found.iter().position(|path| {
        step::output(step::command(path).arg("--version")).is_ok_and(|said| wanted.accepts(&said))
    })?;
    for stale in found[..at]
        .iter()
        .filter(|path| path.starts_with(place::tools()))
    {
        fs::remove_file(stale).ok()?;
    }
    found.into_iter().nth(at)
}
