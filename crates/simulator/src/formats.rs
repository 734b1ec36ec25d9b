//! The odd files an answer may bring: a PNG, a WebP, a zip. Each is written here in its plainest form, uncompressed.

/// A PNG test card of 64 by 64 pixels: two colour gradients, tinted by the seed so that different seeds show.
pub(crate) fn png(seed: i64) -> Vec<u8> {
    const EDGE: u8 = 64;
    let tint = seed.to_le_bytes()[0];
    let mut rows = Vec::new();
    for y in 0..EDGE {
        rows.push(0); // This row is not filtered.
        for x in 0..EDGE {
            rows.extend([x * 4, y * 4, tint]);
        }
    }
    let edge = u32::from(EDGE).to_be_bytes();
    let head = [&edge[..], &edge[..], &[8, 2, 0, 0, 0]].concat();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [
        (b"IHDR", head),
        (b"IDAT", zlib(&rows)),
        (b"IEND", Vec::new()),
    ] {
        file.extend((data.len() as u32).to_be_bytes());
        let start = file.len();
        file.extend(name);
        file.extend(data);
        let sum = crc32(&file[start..]);
        file.extend(sum.to_be_bytes());
    }
    file
}

/// A zlib stream of one stored block: of at most 65535 bytes.
fn zlib(data: &[u8]) -> Vec<u8> {
    let length = data.len() as u16;
    let (mut a, mut b) = (1_u32, 0_u32);
    for &byte in data {
        a = (a + u32::from(byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    let adler = (b << 16 | a).to_be_bytes();
    [
        &[0x78, 0x01, 0x01],
        &length.to_le_bytes()[..],
        &(!length).to_le_bytes(),
        data,
        &adler,
    ]
    .concat()
}

/// The smallest lossless WebP: one pixel.
pub(crate) const WEBP: &[u8] =
    b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0";

/// A zip archive of stored files.
pub(crate) fn zip(files: &[(String, &[u8])]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for (name, data) in files {
        let size = (data.len() as u32).to_le_bytes();
        // Version 1.0, no flags, stored, the first moment that zip can write, then the facts of the file.
        let mut facts = b"\x0a\0\0\0\0\0\0\0\x21\0".to_vec();
        facts.extend(crc32(data).to_le_bytes());
        facts.extend([size, size].concat());
        facts.extend((name.len() as u16).to_le_bytes());
        facts.extend([0, 0]);
        let offset = archive.len() as u32;
        archive.extend([b"PK\x03\x04", &facts[..], name.as_bytes(), data].concat());
        directory.extend(
            [
                b"PK\x01\x02\x0a\0",
                &facts[..],
                &[0; 10],
                &offset.to_le_bytes(),
                name.as_bytes(),
            ]
            .concat(),
        );
    }
    let count = (files.len() as u16).to_le_bytes();
    let (size, start) = (directory.len() as u32, archive.len() as u32);
    let end = [
        b"PK\x05\x06\0\0\0\0",
        &count[..],
        &count,
        &size.to_le_bytes(),
        &start.to_le_bytes(),
        &[0, 0],
    ]
    .concat();
    archive.extend(directory);
    archive.extend(end);
    archive
}

/// The usual end of a file name of that type.
pub(crate) fn extension(mime: &str) -> &'static str {
    match mime {
        "image/png" => "png",
        "image/webp" => "webp",
        _ => "jpg",
    }
}

/// The checksum of PNG and zip.
fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use ssd1b::{ImageKind, Picture};

    #[test]
    fn checksums_are_the_published_ones() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(zlib(b"Wikipedia")[14 + 2..], 0x11e6_0398_u32.to_be_bytes());
    }

    #[test]
    fn images_are_what_they_say() {
        let check = |bytes: Vec<u8>, kind: ImageKind, size: (u32, u32)| {
            let picture = Picture::new(bytes).unwrap();
            assert_eq!((picture.kind(), picture.dimensions()), (kind, Some(size)));
            assert!(picture.is_whole());
        };
        check(png(7), ImageKind::Png, (64, 64));
        check(WEBP.to_vec(), ImageKind::Webp, (1, 1));
    }

    #[test]
    fn a_zip_lists_its_files_at_the_end() {
        let archive = zip(&[("a.jpg".into(), b"first"), ("b.jpg".into(), b"second")]);
        let end = archive.len() - 22;
        assert_eq!(&archive[end..end + 4], b"PK\x05\x06");
        assert_eq!(archive[end + 10], 2);
        let start = u32::from_le_bytes(archive[end + 16..end + 20].try_into().unwrap()) as usize;
        assert_eq!(&archive[start..start + 4], b"PK\x01\x02");
        assert_eq!(&archive[start + 46..start + 51], b"a.jpg");
    }
}
