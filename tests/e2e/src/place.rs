//! Where things lie: the built app, the browser and its driver, axe-core, the folder for screenshots.

use std::env;
use std::path::{Path, PathBuf};

/// The workspace's root. Cargo says where the package lies at run time; the compiled-in path serves a program started by
/// hand.
fn root() -> PathBuf {
    let package =
        env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let package = PathBuf::from(package);
    package
        .ancestors()
        .nth(2)
        .map_or_else(|| package.clone(), Path::to_owned)
}

fn from(variable: &str, else_in_root: &str) -> PathBuf {
    env::var_os(variable).map_or_else(|| root().join(else_in_root), PathBuf::from)
}

/// The folder of the built app.
pub(crate) fn site() -> PathBuf {
    let site = from("SSD1B_SITE", "dist/site");
    assert!(
        site.join("index.html").is_file(),
        "There is no built app in {}; `cargo xtask test` builds it.",
        site.display()
    );
    site
}

/// The text of axe-core.
pub(crate) fn axe() -> String {
    let path = from("AXE", ".tools/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&path).unwrap_or_else(|_| {
        panic!(
            "There is no axe-core at {}; `cargo xtask test` fetches it.",
            path.display()
        )
    })
}

/// The folder that screenshots go to.
#[must_use]
pub fn shots() -> PathBuf {
    from("SSD1B_SHOTS", "shots")
}

pub(crate) fn chromedriver() -> PathBuf {
    program("CHROMEDRIVER", &["chromedriver", "chromium.chromedriver"])
}

pub(crate) fn chrome() -> PathBuf {
    program(
        "CHROME",
        &[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
        ],
    )
}

/// A program by an environment variable with its path, else by one of its names.
fn program(variable: &str, names: &[&str]) -> PathBuf {
    if let Some(path) = env::var_os(variable) {
        let path = PathBuf::from(path);
        assert!(
            path.is_file(),
            "{variable} names {}, which is no file.",
            path.display()
        );
        return path;
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let found = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file());
    found.unwrap_or_else(|| {
        panic!(
            "There is no {} on PATH; set {variable} to its path, or let `cargo xtask test` install it.",
            names[0]
        )
    })
}
