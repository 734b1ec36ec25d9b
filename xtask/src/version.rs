//! Versions: what a program says of itself, what the lock file says, and whether it will do.

/// Which versions of a tool will do.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Wanted {
    /// This one, nothing else.
    Exactly(String),
    /// This one or any later.
    AtLeast(String),
}

impl Wanted {
    /// The version to install where none will do.
    pub(crate) fn version(&self) -> &str {
        match self {
            Wanted::Exactly(version) | Wanted::AtLeast(version) => version,
        }
    }

    /// Whether a program that says this of itself will do.
    pub(crate) fn accepts(&self, said: &str) -> bool {
        let Some(found) = in_words(said) else {
            return false;
        };
        match self {
            Wanted::Exactly(version) => found == version,
            Wanted::AtLeast(version) => numbers(found) >= numbers(version),
        }
    }
}

/// The version in what a program answers to `--version`: the first word that begins with a digit.
fn in_words(said: &str) -> Option<&str> {
    said.split_whitespace()
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
}

/// The first number of the version in what a program answers to `--version`.
pub(crate) fn major(said: &str) -> Option<u64> {
    numbers(in_words(said)?).first().copied()
}

/// The numbers of a version, as far as there are any: comparing the lists compares the versions.
fn numbers(version: &str) -> Vec<u64> {
    version
        .split('.')
        .map_while(|part| part.parse().ok())
        .collect()
}

/// The version of a package in the text of a `Cargo.lock`; of several, the first.
pub(crate) fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let named = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| line.trim() == named)?;
    lines
        .next()?
        .trim()
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

/// The version in the text of a `package.json`. One top-level field of a file that npm writes does not want a JSON parser.
pub(crate) fn of_npm_package(json: &str) -> Option<&str> {
    json.lines().find_map(|line| {
        line.strip_prefix("  \"version\": \"")?
            .trim_end()
            .trim_end_matches(',')
            .strip_suffix('"')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(wanted: Wanted, said: &str, expect: bool) {
        assert_eq!(wanted.accepts(said), expect, "{wanted:?} and {said:?}");
    }

    #[test]
    fn an_exact_version() {
        let exactly = || Wanted::Exactly("0.2.130".into());
        check(exactly(), "wasm-bindgen 0.2.130\n", true);
        check(exactly(), "wasm-bindgen 0.2.13", false);
        check(exactly(), "wasm-bindgen 0.2.131", false);
        check(exactly(), "wasm-bindgen 0.2.130-beta.1", false);
        check(exactly(), "", false);
    }

    #[test]
    fn a_version_or_later() {
        let at_least = || Wanted::AtLeast("132".into());
        check(at_least(), "wasm-opt version 132 (version_132)", true);
        check(
            at_least(),
            "wasm-opt version 133 (version_133-5-gabcdef)",
            true,
        );
        check(at_least(), "wasm-opt version 108", false);
        check(Wanted::AtLeast("0.20.2".into()), "cargo-deny 0.20.10", true);
        check(Wanted::AtLeast("0.20.2".into()), "cargo-deny 0.9.11", false);
        check(Wanted::AtLeast("18".into()), "v20.20.2", false);
    }

    #[test]
    fn a_major_version() {
        let check = |said, expect| assert_eq!(major(said), expect, "{said}");
        check(
            "Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)",
            Some(156),
        );
        check(
            "ChromeDriver 156.0.8078.79 (a21ce95-refs/branch-heads/8078@{#1704})",
            Some(156),
        );
        check("Google Chrome 99.0", Some(99));
        check("chromedriver", None);
    }

    #[track_caller]
    fn check_lock(lock: &str, expect: Option<&str>) {
        assert_eq!(locked(lock, "wasm-bindgen"), expect, "{lock}");
    }

    #[test]
    fn a_locked_version() {
        let futures = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n";
        check_lock(
            &format!("{futures}[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n"),
            Some("0.2.130"),
        );
        check_lock(
            "[[package]]\r\nname = \"wasm-bindgen\"\r\nversion = \"0.2.130\"\r\n",
            Some("0.2.130"),
        );
        check_lock(futures, None);
        check_lock("name = \"wasm-bindgen\"", None);
    }

    #[test]
    fn the_version_of_an_npm_package() {
        let json = "{\n  \"name\": \"it\",\n  \"scripts\": {\n    \"version\": \"exit 1\"\n  },\n  \"version\": \"4.14.1\",\n  \"x\": 1\n}";
        assert_eq!(of_npm_package(json), Some("4.14.1"));
        assert_eq!(of_npm_package("{}"), None);
    }
}
