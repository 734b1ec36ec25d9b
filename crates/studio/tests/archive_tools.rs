//! Archives before other programs, where those are installed; and archives beyond the old format's limits.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "library_samples/archives.rs"]
mod archives;
#[path = "library_samples/mod.rs"]
mod samples;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use archives::{export, import, read};
use samples::{bytes, bytes_of, full, recipe};
use studio::archive::Exporter;
use studio::library::Recipe;

/// A file that goes with its test.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str) -> Temporary {
        let name = format!("studio-{}-{name}", std::process::id());
        Temporary(std::env::temp_dir().join(name))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Has the program test the zip. Says so where it isn't installed.
fn tested_by(program: &str, arguments: &[&str], zip: &Path) {
    match Command::new(program).args(arguments).arg(zip).output() {
        Ok(output) => assert!(
            output.status.success(),
            "{program}: {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(_) => eprintln!("{program} is not installed here, so it did not test the archive."),
    }
}

fn tested(zip: &Path) {
    tested_by("python3", &["-m", "zipfile", "-t"], zip);
    tested_by("unzip", &["-tqq"], zip);
}

/// Whether the end has the record of the new format.
fn is_zip64(zip: &[u8]) -> bool {
    zip.windows(4).any(|four| four == b"PK\x06\x06")
}

fn umlaut() -> Recipe {
    let mut recipe = recipe(3);
    recipe.request = ssd1b::Request::new("Füchse, 狐 und 🦊").unwrap();
    recipe
}

#[test]
fn other_programs_open_it() {
    let file = Temporary::new("plain.zip");
    let zipped = export(&[recipe(1), full(), umlaut()], bytes_of);
    assert!(!is_zip64(&zipped));
    std::fs::write(&file.0, zipped).unwrap();
    tested(&file.0);
}

#[test]
fn more_than_65_535_files_make_it_zip64() {
    let mut exporter = Exporter::new();
    let mut zip = Vec::new();
    for number in 0..65_535 {
        let image = bytes(number);
        zip.extend(exporter.next(&recipe(number), Some(&image)).unwrap());
    }
    zip.extend(exporter.finish(0).unwrap());
    assert!(is_zip64(&zip));
    let (rows, report, end) = import(&zip);
    assert_eq!((rows.len(), report.images, end), (65_535, 65_535, Ok(())));
    assert_eq!(rows[65_534], (recipe(65_534), Some(bytes(65_534))));
    let file = Temporary::new("many.zip");
    std::fs::write(&file.0, zip).unwrap();
    tested(&file.0);
}

#[test]
fn beyond_4_gb_it_is_zip64() {
    let limit = u64::from(u32::MAX);
    // What stands before it takes no room on the disk: nothing was written there.
    let check = |before: u64, zip64: bool| {
        let file = Temporary::new(&format!("{before}.zip"));
        let mut zip = File::options()
            .create(true)
            .truncate(true)
            .read(true)
            .write(true)
            .open(&file.0)
            .unwrap();
        zip.seek(SeekFrom::Start(before)).unwrap();
        let mut exporter = Exporter::behind(before);
        for recipe in [recipe(1), full(), umlaut()] {
            let piece = exporter
                .next(&recipe, bytes_of(&recipe).as_deref())
                .unwrap();
            zip.write_all(&piece).unwrap();
        }
        let last = exporter.finish(0).unwrap();
        zip.write_all(&last).unwrap();
        assert_eq!(
            last.windows(4).any(|four| four == b"PK\x06\x06"),
            zip64,
            "{before}"
        );

        let len = zip.metadata().unwrap().len();
        let (rows, report, end) = read(len, |at, len| {
            let mut bytes = vec![0; len as usize];
            zip.seek(SeekFrom::Start(at)).unwrap();
            zip.read_exact(&mut bytes).unwrap();
            bytes
        });
        assert_eq!((rows.len(), report.images, end), (3, 3, Ok(())), "{before}");
        assert_eq!(rows[2], (umlaut(), bytes_of(&umlaut())));
        tested(&file.0);
    };
    check(limit - 20_000, false);
    // The list of files lies beyond the limit, the first file before it.
    check(limit - 50, true);
    check(5_000_000_000, true);
}
