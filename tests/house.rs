//! The rules of the house that no compiler checks, read off the sources: which floor may name what, and what
//! the page may load.

#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ssd1b_studio::state::session::Theme;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file below the folder with that ending. An empty answer would let every rule pass.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut folders = vec![root().join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| own == ending) {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "no .{ending} below {folder}");
    found.sort();
    found
}

/// The source without comments, which may speak of anything.
fn code(path: &Path) -> String {
    let text = read(path);
    let line = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Whether the code holds the name as a whole word.
fn names(code: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + name.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

/// Fails with every place in the folders that names one of these.
fn forbid(folders: &[&str], forbidden: &[&str]) {
    let mut found = Vec::new();
    for folder in folders {
        for path in files(folder, "rs") {
            let code = code(&path);
            for name in forbidden.iter().filter(|name| names(&code, name)) {
                found.push(format!("{} names {name}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_name_is_found_as_a_whole_word() {
    let check = |code: &str, expect: bool| assert_eq!(names(code, "gloo"), expect, "{code}");
    check("use gloo;", true);
    check("gloo::net()", true);
    check("igloo", false);
    check("gloo_net", false);
    check("igloo gloo", true);
}

#[test]
fn the_lower_crates_know_no_browser_and_no_clock() {
    let browser = [
        "web_sys",
        "wasm_bindgen",
        "wasm_bindgen_futures",
        "js_sys",
        "gloo_net",
        "leptos",
        "std::time",
        "SystemTime",
        "Instant",
        "rand",
        "getrandom",
    ];
    forbid(&["crates/ssd1b/src", "crates/studio/src"], &browser);
}

#[test]
fn the_lower_crates_depend_on_no_browser() {
    for manifest in ["crates/ssd1b/Cargo.toml", "crates/studio/Cargo.toml"] {
        let text = read(&root().join(manifest));
        for name in ["web-sys", "js-sys", "wasm-bindgen", "gloo", "leptos"] {
            assert!(!text.contains(name), "{manifest} names {name}");
        }
    }
}

/// The crates of this workspace that a manifest's own code stands on. Tests may look anywhere.
fn stands_on(manifest: &str) -> Vec<String> {
    let own = ["practice", "simulator", "ssd1b", "ssd1b-studio", "studio"];
    let mut counts = false;
    let mut found = BTreeSet::new();
    for line in read(&root().join(manifest)).lines() {
        if line.starts_with('[') {
            counts = line == "[dependencies]" || line.ends_with(".dependencies]");
            // What the workspace offers is taken by nobody yet.
            counts &= line != "[workspace.dependencies]";
        }
        let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
        if counts && own.contains(&name) {
            found.insert(name.to_owned());
        }
    }
    found.into_iter().collect()
}

#[test]
fn every_crate_stands_on_lower_ones_alone() {
    let check = |manifest: &str, expect: &[&str]| {
        assert_eq!(stands_on(manifest), expect, "{manifest}");
    };
    check("crates/ssd1b/Cargo.toml", &[]);
    check("crates/studio/Cargo.toml", &["ssd1b"]);
    check("crates/practice/Cargo.toml", &["ssd1b"]);
    check("crates/painter/Cargo.toml", &["practice"]);
    check("crates/simulator/Cargo.toml", &["practice", "ssd1b"]);
    // The page knows the service by its API alone, and the painter by its wasm file.
    check("Cargo.toml", &["ssd1b", "studio"]);
    check("tests/e2e/Cargo.toml", &["simulator"]);
}

/// What a type that implements the trait would say; the trait gives the answer for all others.
macro_rules! implements {
    ($type:ty, $($bound:tt)+) => {{
        struct Probe<T>(std::marker::PhantomData<T>);
        // Of the two answers only one is ever read.
        #[allow(dead_code)]
        trait Otherwise {
            const ANSWER: bool = false;
        }
        impl<T> Otherwise for Probe<T> {}
        #[allow(dead_code)]
        impl<T: $($bound)+> Probe<T> {
            const ANSWER: bool = true;
        }
        Probe::<$type>::ANSWER
    }};
}

#[test]
fn a_key_cannot_be_printed_or_stored_by_itself() {
    assert!(implements!(String, std::fmt::Debug), "the probe answers");
    assert!(!implements!(ssd1b::ApiKey, std::fmt::Debug));
    assert!(!implements!(ssd1b::ApiKey, std::fmt::Display));
    assert!(!implements!(ssd1b::ApiKey, serde::Serialize));
    assert!(!implements!(
        ssd1b_studio::state::jobs::Order,
        std::fmt::Debug
    ));
    assert!(!implements!(
        ssd1b_studio::state::jobs::Question,
        std::fmt::Debug
    ));
}

#[test]
fn the_state_knows_no_dom() {
    let dom = ["web_sys", "js_sys", "wasm_bindgen", "gloo", "gloo_net"];
    forbid(&["src/state"], &dom);
    let floors = ["crate::platform", "crate::view", "std::time"];
    forbid(&["src/state"], &floors);
}

#[test]
fn the_view_leaves_the_browser_to_the_platform() {
    forbid(&["src/view"], &["gloo", "gloo_net", "web_sys", "Storage"]);
}

#[test]
fn only_the_platform_names_the_browsers_bindings() {
    let mut found = Vec::new();
    for path in files("src", "rs") {
        let allowed = path.starts_with(root().join("src/platform"));
        let code = code(&path);
        for name in ["web_sys", "gloo", "gloo_net"] {
            if !allowed && names(&code, name) {
                found.push(format!("{} names {name}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_platform_stands_below_state_and_view() {
    forbid(&["src/platform"], &["crate::state", "crate::view"]);
}

#[test]
fn every_style_sheet_is_linked_and_every_link_has_its_sheet() {
    let page = read(&root().join("index.html"));
    let sheets: BTreeSet<String> = files("style", "css")
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    let linked = after(&page, "href=\"style/");
    assert_eq!(sheets, linked);
}

/// What stands between each occurrence of the start and the next quotation mark.
fn after(text: &str, start: &str) -> BTreeSet<String> {
    text.split(start)
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

#[test]
fn every_icon_has_its_symbol_and_every_symbol_its_use() {
    let page = read(&root().join("index.html"));
    let symbols = after(&page, "<symbol id=\"i-");
    let themes = [Theme::System, Theme::Light, Theme::Dark];
    let mut used: BTreeSet<String> = themes.iter().map(|theme| theme.name().to_owned()).collect();
    for path in files("src/view", "rs") {
        let code = code(&path);
        for start in ["Icon name=\"", " icon=\"", "#i-"] {
            used.extend(after(&code, start).into_iter().filter(|name| {
                // The component itself puts the prefix before any name.
                !name.is_empty()
            }));
        }
    }
    used.extend(after(&page, "href=\"#i-"));
    assert_eq!(used, symbols, "used on the left, drawn on the right");
}

#[test]
fn the_page_and_its_styles_name_no_other_host() {
    let mut pages = files("style", "css");
    pages.push(root().join("index.html"));
    for path in pages {
        let text = read(&path);
        let hosts = hosts(&text);
        let strangers: Vec<_> = hosts.iter().filter(|host| *host != "www.w3.org").collect();
        assert!(strangers.is_empty(), "{}: {strangers:?}", path.display());
        for start in ["=\"//", "='//", "url(//", "url(\"//", "url('//", "@import"] {
            assert!(!text.contains(start), "{} has {start}", path.display());
        }
    }
}

/// The hosts of all http and https addresses.
fn hosts(text: &str) -> BTreeSet<String> {
    let text = text.to_ascii_lowercase();
    let in_host = |c: char| c.is_alphanumeric() || "-.:_[]@".contains(c);
    ["http://", "https://"]
        .iter()
        .flat_map(|scheme| text.split(scheme).skip(1))
        .map(|rest| rest.chars().take_while(|c| in_host(*c)).collect())
        .collect()
}

#[test]
fn hosts_are_found() {
    let found = hosts(r#"<a href="HTTPS://cdn.example/x"> xmlns="http://www.w3.org/2000/svg""#);
    let expect = ["cdn.example", "www.w3.org"].map(str::to_owned);
    assert_eq!(found, BTreeSet::from(expect));
}
