//! Writing and reading archives in memory.

#![allow(dead_code, unreachable_pub)]

use std::io::Write;

use rawzip::{CompressionMethod, ZipArchiveWriter};
use studio::archive::{Exporter, Importer, Report, Step};
use studio::library::{Recipe, RecipeKey};

use super::samples::{full, job, recipe};

/// What an import handed out.
pub type Rows = Vec<(Recipe, Option<Vec<u8>>)>;

/// The archive of these recipes, with their bytes as the function knows them.
pub fn export(recipes: &[Recipe], bytes: impl Fn(&Recipe) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut exporter = Exporter::new();
    let mut zip = Vec::new();
    for recipe in recipes {
        let image = exporter.wants(recipe).then(|| bytes(recipe)).flatten();
        let room = image.as_ref().map_or(0, Vec::len) + 1_000;
        let piece = exporter.next(recipe, image.as_deref()).unwrap();
        assert!(piece.len() <= room, "a piece holds one image");
        zip.extend(piece);
    }
    zip.extend(exporter.finish(1_795_521_600_000).unwrap());
    zip
}

/// Reads an archive to its end or to its failure.
pub fn import(zip: &[u8]) -> (Rows, Report, Result<(), String>) {
    read(zip.len() as u64, |at, len| {
        zip[at as usize..][..len as usize].to_vec()
    })
}

/// As [`import`], from anything that can be read in ranges.
pub fn read(
    len: u64,
    mut range: impl FnMut(u64, u64) -> Vec<u8>,
) -> (Rows, Report, Result<(), String>) {
    let mut importer = Importer::new(len);
    let mut rows = Vec::new();
    let mut steps = 0;
    let end = loop {
        steps += 1;
        assert!(steps < 2_000_000, "it goes on without end");
        match importer.step() {
            Ok(Step::Read { at, len: wanted }) => {
                assert!(wanted > 0 && at + wanted <= len, "{at} {wanted} of {len}");
                importer.feed(range(at, wanted));
            }
            Ok(Step::Inflate { bytes, len }) => match inflate(&bytes, len) {
                Some(bytes) => importer.feed(bytes),
                None => importer.refuse(),
            },
            Ok(Step::Row { recipe, bytes }) => rows.push((*recipe, bytes)),
            Ok(Step::Done) => break Ok(()),
            Err(why) => break Err(why),
        }
    };
    assert_eq!(importer.report().rows as usize, rows.len());
    // It stays where it ended.
    match &end {
        Ok(()) => assert_eq!(importer.step(), Ok(Step::Done)),
        Err(why) => assert_eq!(importer.step().as_ref(), Err(why)),
    }
    (rows, importer.report().clone(), end)
}

fn inflate(bytes: &[u8], len: u64) -> Option<Vec<u8>> {
    miniz_oxide::inflate::decompress_to_vec_with_limit(bytes, usize::try_from(len).ok()?).ok()
}

/// A zip as another tool would make it.
pub fn zip(files: &[(&str, &[u8])], deflate: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut out);
    for (name, bytes) in files {
        let method = if deflate {
            CompressionMethod::DEFLATE
        } else {
            CompressionMethod::STORE
        };
        let name = rawzip::path::EntryPath::verbatim(name.as_bytes().to_vec());
        let builder = archive.new_file(name).compression_method(method);
        let (mut entry, _) = builder.start().unwrap();
        let packed = if deflate {
            miniz_oxide::deflate::compress_to_vec(bytes, 6)
        } else {
            bytes.to_vec()
        };
        entry.write_all(&packed).unwrap();
        let crc = rawzip::crc32(bytes);
        let sizes = rawzip::DataDescriptorOutput::new(crc, bytes.len() as u64);
        entry.finish(sizes).unwrap();
    }
    archive.finish().unwrap();
    out
}

/// The files of a zip.
pub fn unzip(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let archive = rawzip::ZipArchive::from_slice(zip).unwrap();
    let mut entries = archive.entries();
    let mut files = Vec::new();
    while let Some(entry) = entries.next_entry().unwrap() {
        let name = String::from_utf8(entry.file_path().as_bytes().to_vec()).unwrap();
        let found = archive.get_entry(entry.wayfinder()).unwrap();
        files.push((name, found.data().to_vec()));
    }
    files
}

/// Another purchase of the same bytes.
pub fn twin(of: &Recipe) -> Recipe {
    Recipe {
        key: RecipeKey::new(of.key.asked_ms() + 1, &job(99), 1),
        ..of.clone()
    }
}

/// Two images of one name, one with a name beyond ASCII, one that is paid for twice.
pub fn some() -> Vec<Recipe> {
    let mut same_name = recipe(2);
    same_name.request = recipe(1).request;
    let mut umlaut = recipe(3);
    umlaut.request = ssd1b::Request::new("Ein Fuchs für München").unwrap();
    vec![recipe(1), same_name, umlaut, full(), twin(&recipe(1))]
}

/// A zip of these files, as another tool would make it.
pub fn pack(files: &[(String, Vec<u8>)], deflate: bool) -> Vec<u8> {
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    zip(&files, deflate)
}
