//! Archives that are damaged, cut, foreign or false.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "library_samples/archives.rs"]
mod archives;
#[path = "library_samples/mod.rs"]
mod samples;

use archives::{export, import, pack, read, some, unzip, zip};
use proptest::prelude::*;
use samples::bytes_of;

/// The archive with something changed in its list of files and in its bytes.
fn with_manifest(zipped: &[u8], change: impl Fn(String) -> String) -> Vec<u8> {
    let mut files = unzip(zipped);
    let last = files.last_mut().unwrap();
    assert_eq!(last.0, "library.json");
    last.1 = change(String::from_utf8(last.1.clone()).unwrap()).into_bytes();
    pack(&files, false)
}

#[test]
fn what_is_no_archive_says_so() {
    let check = |bytes: &[u8], sentence: &str| {
        let (rows, _, end) = import(bytes);
        assert_eq!((rows.len(), end), (0, Err(sentence.to_owned())));
    };
    let whole = export(&some(), bytes_of);
    let no_zip = "This is no zip, or its end is cut off.";
    check(b"", no_zip);
    check(b"PK", no_zip);
    check(&[0; 200_000], no_zip);
    check(&whole[..whole.len() - 30], no_zip);
    let none = "This zip is no archive of a library: it has no library.json.";
    check(&zip(&[], false), none);
    check(
        &zip(&[("a.jpg", b"x"), ("library.json.bak", b"{}")], false),
        none,
    );
    let foreign = "The library.json in this zip is not one of SSD-1B Studio's.";
    check(&zip(&[("library.json", b"{}")], false), foreign);
    check(
        &zip(&[("library.json", b"{\"format\":\"other\"}")], false),
        foreign,
    );
    let damaged = "The library.json in this zip could not be read: it is damaged, or not one of SSD-1B Studio's.";
    check(&zip(&[("library.json", b"")], false), damaged);
    check(&zip(&[("library.json", b"[1,2")], false), damaged);
    check(&zip(&[("library.json", &[0xff; 9])], true), damaged);
}

#[test]
fn one_bad_row_spoils_no_other() {
    let zipped = export(&some(), bytes_of);
    let odd = with_manifest(&zipped, |text| {
        text.replacen("\"recipes\":[", "\"recipes\":[{\"id\":7},{},", 1)
            .replacen("\"version\":1", "\"version\":2,\"new\":{}", 1)
    });
    let (rows, report, end) = import(&odd);
    assert_eq!((rows.len(), end), (5, Ok(())));
    assert_eq!(
        report.notes,
        [
            "A newer version of this app wrote the archive: what this version doesn't know is not taken over.",
            "Recipe 1 was left out: An image's recipe could not be read.",
            "Recipe 2 was left out: An image's recipe doesn't say which image it is.",
        ]
    );
}

#[test]
fn a_damaged_image_is_left_out_alone() {
    let mut zipped = export(&some(), bytes_of);
    let at = zipped.windows(6).position(|six| six == b"image1").unwrap();
    zipped[at] ^= 1;
    let (rows, report, end) = import(&zipped);
    assert_eq!(end, Ok(()));
    // Both recipes of these bytes are named; the others came.
    assert_eq!(rows.len(), 3);
    let why = "was left out: its bytes are not the image that its recipe tells of.";
    let note = format!("images/ssd1b-a-fox-1-1.jpg {why}");
    assert_eq!(report.notes, [note.as_str(), note.as_str()]);
}

#[test]
fn a_damaged_text_is_doubted() {
    let mut zipped = export(&some(), bytes_of);
    let at = zipped.windows(5).position(|five| five == b"a fox").unwrap();
    zipped[at] = b'A';
    let (rows, report, end) = import(&zipped);
    assert_eq!((rows.len(), end), (5, Ok(())));
    assert_eq!(rows[0].0.request.prompt(), "A fox");
    assert_eq!(
        report.notes,
        ["The checksum of library.json is wrong: some of its texts may have changed."]
    );
}

#[test]
fn entries_that_lie_are_left_out() {
    // The list of files begins with the first image: its fields lie at known places.
    let whole = export(&some(), bytes_of);
    let list = whole
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    let check = |at: usize, bytes: &[u8], why: &str| {
        let mut zipped = whole.clone();
        zipped[list + at..][..bytes.len()].copy_from_slice(bytes);
        let (rows, report, end) = import(&zipped);
        assert_eq!((rows.len(), end), (3, Ok(())), "{why}");
        let note = format!("images/ssd1b-a-fox-1-1.jpg was left out: {why}.");
        assert_eq!(report.notes, [note.as_str(), note.as_str()]);
    };
    let four = |number: u32| number.to_le_bytes();
    check(8, &[9], "it is locked with a password");
    check(
        10,
        &[12],
        "it is compressed in a way that this app can't unpack",
    );
    check(
        10,
        &[8],
        "it is compressed, and this browser can't unpack it",
    );
    check(20, &four(11), "the zip tells two lengths of it");
    check(20, &four(9), "the zip tells two lengths of it");
    check(24, &four(1 << 30), "it is longer than it may be");
    check(42, &four(1 << 30), "it is not where the zip says");
    check(42, &four(1), "it is not where the zip says");
    let far = [four(5), four(5)].concat();
    check(
        20,
        &far,
        "its bytes are not the image that its recipe tells of",
    );
}

#[test]
fn a_file_that_can_no_longer_be_read_loses_no_more_than_it_must() {
    let zipped = export(&some(), bytes_of);
    let len = zipped.len() as u64;
    let (rows, _, end) = read(len, |_, _| Vec::new());
    assert_eq!(
        (rows.len(), end),
        (0, Err("The file could not be read.".into()))
    );
    // The list and the recipes can be read, the second image can't.
    let mut reads = 0;
    let (rows, report, end) = read(len, |at, len| {
        reads += 1;
        let count = if reads == 4 { len - 1 } else { len };
        zipped[at as usize..][..count as usize].to_vec()
    });
    assert_eq!((rows.len(), end), (4, Ok(())));
    assert_eq!(
        report.notes,
        ["images/ssd1b-a-fox-1-1-2.jpg was left out: it could not be read."]
    );
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = import(&bytes);
    }

    #[test]
    fn no_damage_makes_it_panic(
        hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in proptest::option::of(any::<prop::sample::Index>()),
        headers: bool,
    ) {
        let mut zipped = export(&some(), bytes_of);
        let from = if headers {
            // Where the list and the end are: what a reader trusts.
            zipped.windows(4).position(|four| four == b"PK\x01\x02").unwrap()
        } else {
            0
        };
        for (at, byte) in hits {
            let at = from + at.index(zipped.len() - from);
            zipped[at] = byte;
        }
        if let Some(cut) = cut {
            zipped.drain(..cut.index(zipped.len()));
        }
        let (rows, ..) = import(&zipped);
        for (recipe, bytes) in rows {
            if let Some(bytes) = bytes {
                prop_assert_eq!(Some(studio::library::ContentHash::of(&bytes)), recipe.hash());
            }
        }
    }
}
