//! Whether the built app still is what its sources would give, so that a second start does not ask Trunk.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use crate::place;

/// Everything the built app is made of.
const SOURCES: [&str; 9] = [
    ".cargo/config.toml",
    "rust-toolchain.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "index.html",
    "assets",
    "style",
    "src",
];

/// The crates of `crates/` that are no part of the app. Named by exception: a new crate is not forgotten.
const APART: [&str; 2] = ["simulator", "probe"];

/// Says in one number how the sources are; `tools` tells what else the result depends on.
pub(crate) fn of_sources(tools: &str) -> io::Result<u64> {
    let root = place::root();
    let mut sources: Vec<PathBuf> = SOURCES.iter().map(|name| root.join(name)).collect();
    for entry in fs::read_dir(root.join("crates"))? {
        let entry = entry?;
        if !APART.iter().any(|apart| entry.file_name() == *apart) {
            sources.push(entry.path());
        }
    }
    sources.sort();
    of_contents(&sources, tools)
}

/// Says in one number how a built folder is.
pub(crate) fn of_site(site: &Path) -> io::Result<u64> {
    of_contents(&[site.to_owned()], "")
}

fn of_contents(roots: &[PathBuf], salt: &str) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    salt.hash(&mut hasher);
    for root in roots {
        for file in files(root)? {
            file.hash(&mut hasher);
            fs::read(&file)?.hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

/// The files under a path, sorted; of a file, itself; of nothing, none.
pub(crate) fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    if path.is_dir() {
        let mut entries: Vec<PathBuf> = fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<_>>()?;
        entries.sort();
        for entry in entries {
            found.extend(files(&entry)?);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_stamp_sees_contents_names_and_tools() {
        let folder = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        fs::create_dir_all(folder.join("src")).unwrap();
        let stamp = |tools: &str| of_contents(std::slice::from_ref(&folder), tools).unwrap();

        fs::write(folder.join("src/a.rs"), "one").unwrap();
        let first = stamp("with");
        assert_eq!(first, stamp("with"));
        assert_ne!(first, stamp("without"));

        fs::write(folder.join("src/a.rs"), "two").unwrap();
        let second = stamp("with");
        assert_ne!(first, second);

        fs::rename(folder.join("src/a.rs"), folder.join("src/b.rs")).unwrap();
        assert_ne!(second, stamp("with"));

        assert_eq!(files(&folder).unwrap(), [folder.join("src/b.rs")]);
        assert_eq!(
            files(&folder.join("nothing")).unwrap(),
            Vec::<PathBuf>::new()
        );
        fs::remove_dir_all(&folder).unwrap();
    }
}
