//! The app and the simulator that serves it, built.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Outcome, node, place, stamp, step, tools};

/// Builds the app in release into `dist/site`, unless what lies there is what its sources would give.
pub(crate) fn app() -> Outcome {
    tools::wasm_target()?;
    let trunk = tools::trunk()?;
    let bindgen = tools::wasm_bindgen()?;
    let optimised = node::wasm_opt();

    let compiler = step::output(step::command("rustc").arg("--version"))?;
    let tools = format!("{compiler} {bindgen:?} {}", optimised.is_ok());
    let unreadable = |error| format!("the app's sources could not be read: {error}.");
    let sources = stamp::of_sources(&tools).map_err(unreadable)?;
    if is_current(sources) {
        step::note("The app: unchanged since it was built");
        return Ok(());
    }

    let page = match &optimised {
        Ok(()) => Page::as_it_is(),
        Err(reason) => {
            println!(
                "The app will be larger than it could be, since there is no wasm-opt. {reason}"
            );
            Page::without_wasm_opt()?
        }
    };
    // Trunk must not fetch anything by itself, so what the build needs from the registry is fetched here.
    step::step("The crates: fetching what is missing", || {
        step::run(
            step::cargo().args(["fetch", "--locked", "--quiet"]),
            "it needs the network once, and Cargo.lock as it is in git",
        )
    })?;
    step::step("The app: building it in release, minutes at first", || {
        build(&trunk, &page.0)
    })?;
    remember(sources)
}

/// Builds the simulator and gives its path.
pub(crate) fn simulator() -> Outcome<PathBuf> {
    step::step("The simulator: building it", || {
        let mut cargo = step::cargo();
        cargo.args([
            "build",
            "--locked",
            "--quiet",
            "--profile",
            "native",
            "-p",
            "simulator",
        ]);
        step::run(&mut cargo, "look at what the compiler says above")
    })?;
    let file = format!("simulator{}", std::env::consts::EXE_SUFFIX);
    Ok(place::target()?.join("native").join(file))
}

fn build(trunk: &Path, page: &Path) -> Outcome {
    let mut command = step::command(trunk);
    command.args([
        "build",
        "--release",
        "--locked",
        "--skip-version-check",
        "--offline",
        "true",
    ]);
    command.args(["--html-output", "index.html"]);
    // Where the app does not compile, Trunk's own backtrace would only push the compiler's words out of sight.
    command.env("RUST_BACKTRACE", "0");
    // Trunk reads NO_COLOR as true or false and fails on 1, which is what everybody sets.
    if std::env::var_os("NO_COLOR").is_some() {
        command.env_remove("NO_COLOR").args(["--color", "never"]);
    }
    step::run(command.arg(page), "look at what it says above")
}

/// The page handed to Trunk.
struct Page(PathBuf);

impl Page {
    fn as_it_is() -> Page {
        Page(place::root().join("index.html"))
    }

    /// A copy that doesn't ask for wasm-opt. It lies beside the original, from where Trunk resolves its links, and goes with the value.
    fn without_wasm_opt() -> Outcome<Page> {
        let page = fs::read_to_string(place::root().join("index.html"));
        let copy = Page(place::root().join(COPY));
        page.and_then(|page| fs::write(&copy.0, unoptimised(&page)))
            .map_err(|error| format!("index.html could not be copied: {error}."))?;
        Ok(copy)
    }
}

const COPY: &str = "index.without-wasm-opt.html";

impl Drop for Page {
    fn drop(&mut self) {
        if self.0.ends_with(COPY) {
            // What is left behind is written anew by the next build.
            let _ = fs::remove_file(&self.0);
        }
    }
}

/// The page with each `data-wasm-opt`, whatever level it asks for, set to none.
fn unoptimised(page: &str) -> String {
    let mark = "data-wasm-opt=\"";
    let mut parts = page.split(mark);
    let mut copy = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        copy.push_str(mark);
        copy.push('0');
        copy.push_str(part.find('"').map_or(part, |end| &part[end..]));
    }
    copy
}

fn stamp_file() -> PathBuf {
    place::root().join("dist/.stamp")
}

/// Whether the built app comes of sources with this stamp, and nobody has touched it since.
fn is_current(sources: u64) -> bool {
    let built = stamp::of_site(&place::site()).unwrap_or_default();
    place::site().join("index.html").is_file()
        && fs::read_to_string(stamp_file()).is_ok_and(|text| text == line(sources, built))
}

fn remember(sources: u64) -> Outcome {
    stamp::of_site(&place::site())
        .and_then(|built| fs::write(stamp_file(), line(sources, built)))
        .map_err(|error| {
            format!("dist/site could not be read back ({error}): is another build running?")
        })
}

fn line(sources: u64, built: u64) -> String {
    format!("sources {sources:016x} built {built:016x}\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_page_that_asks_for_no_wasm_opt_is_else_the_same() {
        let check = |page: &str, expect: &str| assert_eq!(unoptimised(page), expect);
        check(
            "<link data-wasm-opt=\"z\" a=\"1\"/> <link b data-wasm-opt=\"3\">",
            "<link data-wasm-opt=\"0\" a=\"1\"/> <link b data-wasm-opt=\"0\">",
        );
        check(
            "<link data-trunk rel=\"rust\" />",
            "<link data-trunk rel=\"rust\" />",
        );
        check("", "");
    }

    #[test]
    fn both_programs_of_our_page_are_optimised() {
        let page = fs::read_to_string(place::root().join("index.html")).unwrap();
        assert_eq!(page.matches("rel=\"rust\"").count(), 2);
        assert_eq!(page.matches("data-wasm-opt=\"").count(), 2);
        assert!(!page.contains("data-wasm-opt=\"0\""));
    }
}
