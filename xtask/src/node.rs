//! The Node side of the tool folder: wasm-opt, which makes the app smaller, and axe-core, which checks it for accessibility.

use std::fs;
use std::path::PathBuf;

use crate::version::{Wanted, of_npm_package};
use crate::{Outcome, place, step, tools};

/// Older ones don't know the wasm that today's compiler writes.
const BINARYEN: &str = "132.0.0";
const WASM_OPT: &str = "132";

const AXE: &str = "4.14.1";

/// The oldest Node still able to run the above.
const NODE: &str = "18";

/// Node, where it is there and new enough.
pub(crate) fn node() -> Outcome<PathBuf> {
    let wanted = Wanted::AtLeast(NODE.into());
    let found = place::find("node").into_iter().find(|path| {
        step::output(step::command(path).arg("--version"))
            .is_ok_and(|said| wanted.accepts(said.trim_start_matches('v')))
    });
    found.ok_or_else(|| format!("Node {NODE} or newer is needed: install it with your system's package manager or from nodejs.org."))
}

/// Sees to wasm-opt. Without it there is an app all the same, only a larger one; the error is the reason.
pub(crate) fn wasm_opt() -> Outcome {
    let wanted = Wanted::AtLeast(WASM_OPT.into());
    if tools::settle("wasm-opt", &wanted).is_some() {
        return Ok(());
    }
    install("binaryen", BINARYEN)?;
    match tools::settle("wasm-opt", &wanted) {
        Some(_) => Ok(()),
        None => Err("wasm-opt was installed and does not run: is Node recent enough?".into()),
    }
}

/// Sees to axe-core and gives the path of its script.
pub(crate) fn axe() -> Outcome<PathBuf> {
    let folder = place::tools().join("node_modules/axe-core");
    let there = fs::read_to_string(folder.join("package.json"))
        .is_ok_and(|json| of_npm_package(&json) == Some(AXE));
    if !there {
        install("axe-core", AXE).map_err(|reason| {
            format!("the end-to-end tests need axe-core, which finds barriers on a page. {reason}")
        })?;
    }
    Ok(folder.join("axe.min.js"))
}

fn install(package: &str, version: &str) -> Outcome {
    node()?;
    let npm = place::find("npm").into_iter().next();
    let npm =
        npm.ok_or("npm is needed, which comes with Node: install it the way Node was installed.")?;
    step::step(
        &format!("{package} {version}: fetching it into .tools with npm"),
        || {
            let mut npm = step::command(npm);
            npm.args([
                "install",
                "--no-fund",
                "--no-audit",
                "--loglevel=error",
                "--save-exact",
                "--prefix",
            ]);
            npm.arg(place::tools()).arg(format!("{package}@{version}"));
            step::run(
                &mut npm,
                "look at what npm says above; it needs the network",
            )
        },
    )
}
