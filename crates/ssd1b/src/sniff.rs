//! Reading just enough of an image file to know its size and whether its end is there. No picture is decoded.

use crate::ImageKind;

/// Whether the file reaches its own end.
pub(crate) fn is_whole(kind: ImageKind, bytes: &[u8]) -> bool {
    match kind {
        ImageKind::Jpeg => jpeg(bytes).ended,
        ImageKind::Png => png_ends(bytes),
        // The length in the header counts what follows its own eight bytes.
        ImageKind::Webp => {
            u32_le(bytes, 4).is_some_and(|length| bytes.len() as u64 >= u64::from(length) + 8)
        }
        ImageKind::Gif => bytes.iter().rev().find(|&&byte| byte != 0) == Some(&0x3b),
    }
}

/// Width and height, where the header says them.
pub(crate) fn dimensions(kind: ImageKind, bytes: &[u8]) -> Option<(u32, u32)> {
    let size = match kind {
        ImageKind::Jpeg => jpeg(bytes).size?,
        ImageKind::Png => (u32_be(bytes, 16)?, u32_be(bytes, 20)?),
        ImageKind::Webp => webp(bytes)?,
        ImageKind::Gif => (u16_le(bytes, 6)?, u16_le(bytes, 8)?),
    };
    (size.0 > 0 && size.1 > 0).then_some(size)
}

#[derive(Default)]
struct Jpeg {
    size: Option<(u32, u32)>,
    ended: bool,
}

/// Walks the segments of a JPEG, and through the entropy-coded data between them, to the end marker.
fn jpeg(bytes: &[u8]) -> Jpeg {
    let mut found = Jpeg::default();
    let mut at = 2;
    // Every round moves on by at least one byte.
    while let Some(step) = bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(|&byte| byte == 0xff))
    {
        at += step + 1;
        let Some(&marker) = bytes.get(at) else { break };
        match marker {
            // A stuffed zero, a fill byte or a restart marker: still inside the data.
            0xff => continue,
            0x00 | 0x01 | 0xd0..=0xd7 => {}
            0xd9 => {
                found.ended = true;
                break;
            }
            _ => {
                // Start of frame, but for three markers in that range that mean something else.
                if matches!(marker, 0xc0..=0xcf)
                    && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
                    && found.size.is_none()
                {
                    found.size = u16_be(bytes, at + 6).zip(u16_be(bytes, at + 4));
                }
                at += u16_be(bytes, at + 1).map_or(0, |length| length as usize);
            }
        }
        at += 1;
    }
    found
}

fn png_ends(bytes: &[u8]) -> bool {
    let mut at = 8;
    while let (Some(length), Some(name)) = (u32_be(bytes, at), bytes.get(at + 4..at + 8)) {
        // Length, name and checksum take twelve bytes beside the data.
        let next = (at as u64) + 12 + u64::from(length);
        if next > bytes.len() as u64 {
            return false;
        }
        if name == b"IEND" {
            return true;
        }
        at = next as usize;
    }
    false
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8 " => Some((u16_le(bytes, 26)? & 0x3fff, u16_le(bytes, 28)? & 0x3fff)),
        b"VP8L" => {
            let bits = u32_le(bytes, 21)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((
            (u32_le(bytes, 24)? & 0xff_ffff) + 1,
            (u32_le(bytes, 26)? >> 8) + 1,
        )),
        _ => None,
    }
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

fn u16_be(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(|b| u16::from_be_bytes(b).into())
}

fn u16_le(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(|b| u16::from_le_bytes(b).into())
}

fn u32_be(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_be_bytes)
}

fn u32_le(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}
