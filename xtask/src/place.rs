//! Where things lie: the workspace, its tools, what it builds, and programs on PATH.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::{Outcome, step};

/// The workspace's root. Cargo says where the package lies at run time; the compiled-in path serves a program started by hand.
pub(crate) fn root() -> PathBuf {
    let package =
        env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let package = PathBuf::from(package);
    package.parent().map(Path::to_owned).unwrap_or(package)
}

/// The folder for tools; git ignores it, and nothing is ever installed outside it but system packages.
pub(crate) fn tools() -> PathBuf {
    root().join(".tools")
}

/// The built app, as any static host would get it.
pub(crate) fn site() -> PathBuf {
    root().join("dist/site")
}

/// Where cargo puts what it builds, whatever the person's configuration says.
pub(crate) fn target() -> Outcome<PathBuf> {
    let mut cargo = step::cargo();
    cargo.args([
        "metadata",
        "--no-deps",
        "--format-version",
        "1",
        "--offline",
    ]);
    let json = step::output(&mut cargo)?;
    target_directory(&json).ok_or_else(|| {
        "`cargo metadata` named no target directory: is cargo older than 1.95?".into()
    })
}

/// One field of one known document does not want a JSON parser: paths hold no escapes but `\\` (Windows) and `\"`.
fn target_directory(json: &str) -> Option<PathBuf> {
    let (_, rest) = json.split_once("\"target_directory\":\"")?;
    let mut path = String::new();
    let mut chars = rest.chars();
    loop {
        match chars.next()? {
            '"' => return Some(path.into()),
            '\\' => path.push(chars.next()?),
            other => path.push(other),
        }
    }
}

/// The program of this name in our own folder or on PATH, in this order.
pub(crate) fn find(name: &str) -> Vec<PathBuf> {
    // npm's programs are scripts on Windows.
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd"]
    } else {
        &[""]
    };
    let path = env::var_os("PATH").unwrap_or_default();
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in own_folders().into_iter().chain(env::split_paths(&path)) {
        for ending in endings {
            let program = folder.join(format!("{name}{ending}"));
            if program.is_file() && !found.contains(&program) {
                found.push(program);
            }
        }
    }
    found
}

/// PATH with our own tools in front, for programs that look for theirs there.
pub(crate) fn search_path() -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = own_folders().into_iter().chain(env::split_paths(&path));
    // Only a folder with the separator in its name can't be joined; then the old PATH is all there is.
    env::join_paths(folders).unwrap_or(path)
}

fn own_folders() -> [PathBuf; 2] {
    [tools().join("bin"), tools().join("node_modules/.bin")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expect: Option<&str>) {
        assert_eq!(target_directory(json), expect.map(PathBuf::from), "{json}");
    }

    #[test]
    fn target_directory_of_metadata() {
        check(
            r#"{"a":1,"target_directory":"/home/me/it/target","b":2}"#,
            Some("/home/me/it/target"),
        );
        check(
            r#"{"target_directory":"C:\\it\\target"}"#,
            Some(r"C:\it\target"),
        );
        check(r#"{"target_directory":"/unfinished"#, None);
        check("{}", None);
    }
}
