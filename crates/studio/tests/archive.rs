//! Archives: out and in again, and what other tools do to them between.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "library_samples/archives.rs"]
mod archives;
#[path = "library_samples/mod.rs"]
mod samples;

use archives::{export, import, pack, read, some, twin, unzip};
use proptest::prelude::*;
use samples::{any_recipe, bytes, bytes_of, recipe};
use studio::archive::{Exporter, Importer, Step};
use studio::library::Recipe;

/// All of [`some`] came, and nothing was left out.
fn comes_whole(zipped: &[u8]) {
    let (rows, report, end) = import(zipped);
    assert_eq!(end, Ok(()));
    assert_eq!(report.notes, [""; 0]);
    assert_eq!((report.rows, report.images), (5, 4));
    let recipes: Vec<Recipe> = rows.iter().map(|(recipe, _)| recipe.clone()).collect();
    assert_eq!(recipes, some());
    for (recipe, bytes) in &rows[..4] {
        assert_eq!(*bytes, bytes_of(recipe));
    }
    assert_eq!(rows[4].1, None);
}

#[test]
fn what_goes_out_comes_in() {
    comes_whole(&export(&some(), bytes_of));
    let (rows, report, end) = import(&export(&[], bytes_of));
    assert_eq!((rows.len(), report.notes.len(), end), (0, 0, Ok(())));
}

#[test]
fn files_have_readable_names_of_their_own() {
    let zipped = export(&some(), bytes_of);
    let names: Vec<String> = unzip(&zipped).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "images/ssd1b-a-fox-1-1.jpg",
            "images/ssd1b-a-fox-1-1-2.jpg",
            "images/ssd1b-ein-fuchs-für-münchen-9876543210-1.jpg",
            "images/ssd1b-a-red-fox-in-snow-42-2.png",
            "library.json",
        ]
    );
    let archive = rawzip::ZipArchive::from_slice(&zipped).unwrap();
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().unwrap() {
        let ascii = entry.file_path().as_bytes().is_ascii();
        assert_eq!(entry.flags().is_utf8(), !ascii);
    }
    // 24 November 2026, 12:00 UTC: the time of the export.
    let last = zipped
        .windows(4)
        .rposition(|four| four == b"PK\x01\x02")
        .unwrap();
    assert_eq!(zipped[last + 12..last + 16], [0x00, 0x60, 0x78, 0x5d]);
}

#[test]
fn the_first_version_can_be_read_for_ever() {
    comes_whole(include_bytes!("fixtures/library/archive-v1.zip"));
}

#[test]
fn bytes_that_are_not_there_or_not_right_are_left_out_and_named() {
    let mut exporter = Exporter::new();
    let mut zipped = exporter.next(&recipe(1), None).unwrap();
    zipped.extend(exporter.next(&recipe(2), Some(&bytes(3))).unwrap());
    assert_eq!(
        exporter.left_out(),
        ["ssd1b-a-fox-1-1.jpg", "ssd1b-a-fox-2-1.jpg"]
    );
    // Another chance: the second purchase of the same bytes brings them.
    assert!(exporter.wants(&twin(&recipe(1))));
    zipped.extend(exporter.next(&twin(&recipe(1)), Some(&bytes(1))).unwrap());
    assert!(!exporter.wants(&recipe(1)));
    zipped.extend(exporter.finish(0).unwrap());
    let (rows, report, end) = import(&zipped);
    assert_eq!(end, Ok(()));
    // The first finds its bytes by their length and hash, though its row names no file.
    assert_eq!(rows[0], (recipe(1), Some(bytes(1))));
    assert_eq!(rows[1], (twin(&recipe(1)), None));
    assert_eq!(
        report.notes,
        ["ssd1b-a-fox-2-1.jpg was left out: its bytes are not the image that its recipe tells of."]
    );
}

#[test]
fn other_tools_may_pack_it_again() {
    let files = unzip(&export(&some(), bytes_of));
    let renamed = |rename: &dyn Fn(&str) -> String| -> Vec<(String, Vec<u8>)> {
        let files = files.iter();
        files
            .map(|(name, bytes)| (rename(name), bytes.clone()))
            .collect()
    };
    comes_whole(&pack(&files, true));
    comes_whole(&pack(
        &renamed(&|name| format!("my backup/2026/{name}")),
        false,
    ));
    comes_whole(&pack(&renamed(&|name| name.replace('/', "\\")), true));
    comes_whole(&pack(&renamed(&|name| format!("../../{name}")), false));
    // Decomposed umlauts, as one system's archiver writes them.
    comes_whole(&pack(
        &renamed(&|name| name.replace('ü', "u\u{308}")),
        false,
    ));
    // Sorted otherwise, with strangers among them.
    let mut more = renamed(&str::to_owned);
    more.reverse();
    more.push(("__MACOSX/._library.json".into(), b"x".to_vec()));
    more.push(("deep/er/library.json".into(), b"{}".to_vec()));
    more.push(("images/".into(), Vec::new()));
    comes_whole(&pack(&more, false));
    // Behind something else.
    let mut behind = vec![7; 100_000];
    behind.extend(pack(&files, false));
    comes_whole(&behind);
    // With a comment of the longest kind, and with a mark in front of the text.
    let mut commented = pack(&files, false);
    let at = commented.len() - 2;
    commented[at..].copy_from_slice(&65_535_u16.to_le_bytes());
    commented.extend([b'-'; 65_535]);
    comes_whole(&commented);
}

#[test]
fn a_browser_that_cannot_unpack_says_so() {
    let files = unzip(&export(&some(), bytes_of));
    let zipped = pack(&files, true);
    let mut importer = Importer::new(zipped.len() as u64);
    loop {
        match importer.step() {
            Ok(Step::Read { at, len }) => {
                importer.feed(zipped[at as usize..][..len as usize].to_vec());
            }
            Ok(Step::Inflate { .. }) => importer.refuse(),
            Ok(step) => panic!("{step:?}"),
            Err(why) => {
                let expect = "The library.json in this zip can't be read: it is compressed, and this browser can't \
                    unpack it.";
                assert_eq!(why, expect);
                break;
            }
        }
    }
}

#[test]
fn no_more_is_read_than_is_needed() {
    let before = 5_000_000;
    let mut exporter = Exporter::behind(before);
    let mut padded = vec![0; before as usize];
    for recipe in some() {
        let image = exporter.wants(&recipe).then(|| bytes_of(&recipe)).flatten();
        padded.extend(exporter.next(&recipe, image.as_deref()).unwrap());
    }
    padded.extend(exporter.finish(0).unwrap());
    let mut largest = 0;
    let (rows, ..) = read(padded.len() as u64, |at, len| {
        largest = largest.max(len);
        padded[at as usize..][..len as usize].to_vec()
    });
    assert_eq!(rows.len(), 5);
    assert!(largest <= 66_000, "{largest}");
}

proptest! {
    #[test]
    fn any_library_comes_back(recipes in proptest::collection::vec(any_recipe(), 0..12), deflate: bool) {
        let mut zipped = export(&recipes, bytes_of);
        if deflate {
            zipped = pack(&unzip(&zipped), true);
        }
        let (rows, report, end) = import(&zipped);
        prop_assert_eq!(end, Ok(()));
        prop_assert_eq!(report.notes, Vec::<String>::new());
        let mut brought = std::collections::BTreeMap::new();
        for ((recipe, bytes), expect) in rows.iter().zip(&recipes) {
            prop_assert_eq!(recipe, expect);
            if let (Some(hash), Some(bytes)) = (recipe.hash(), bytes) {
                prop_assert!(brought.insert(hash, bytes.clone()).is_none());
            }
            prop_assert!(bytes.is_none() || recipe.hash().is_some());
        }
        prop_assert_eq!(rows.len(), recipes.len());
        for recipe in &recipes {
            let found = recipe.hash().and_then(|hash| brought.get(&hash).cloned());
            prop_assert_eq!(found, bytes_of(recipe));
        }
    }
}
