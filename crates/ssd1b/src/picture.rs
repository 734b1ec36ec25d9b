//! A picture as bytes: what kind it is, whether it is whole, and its ways to and from base64 and data URLs.

use crate::sniff;
use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use std::fmt;

/// A kind of image file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageKind {
    /// JPEG, what the service sends.
    Jpeg,
    /// PNG
    Png,
    /// WebP
    Webp,
    /// GIF
    Gif,
}

impl ImageKind {
    /// The kind whose magic bytes the data starts with. Content types are often wrong; these are not.
    #[must_use]
    pub fn sniff(bytes: &[u8]) -> Option<ImageKind> {
        if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            Some(ImageKind::Jpeg)
        } else if bytes.starts_with(b"\x89PNG") {
            Some(ImageKind::Png)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(ImageKind::Webp)
        } else if bytes.starts_with(b"GIF8") {
            Some(ImageKind::Gif)
        } else {
            None
        }
    }

    /// The media type, such as `image/jpeg`.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            ImageKind::Jpeg => "image/jpeg",
            ImageKind::Png => "image/png",
            ImageKind::Webp => "image/webp",
            ImageKind::Gif => "image/gif",
        }
    }

    /// The usual file name extension, without a dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            ImageKind::Jpeg => "jpg",
            ImageKind::Png => "png",
            ImageKind::Webp => "webp",
            ImageKind::Gif => "gif",
        }
    }
}

/// The bytes of an image file that starts as its kind must.
///
/// Cloning copies the bytes, which can be megabytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    kind: ImageKind,
    bytes: Vec<u8>,
}

impl Picture {
    /// Takes the bytes as they are, if they start like an image.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Option<Picture> {
        ImageKind::sniff(&bytes).map(|kind| Picture { kind, bytes })
    }

    /// As [`Picture::new`], but for what starts otherwise the bytes come back.
    pub(crate) fn sniffed(bytes: Vec<u8>) -> Result<Picture, Vec<u8>> {
        match ImageKind::sniff(&bytes) {
            Some(kind) => Ok(Picture { kind, bytes }),
            None => Err(bytes),
        }
    }

    /// The kind of file.
    #[must_use]
    pub fn kind(&self) -> ImageKind {
        self.kind
    }

    /// The file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The file, taken out without a copy.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Whether the file reaches its own end, as far as its outer structure shows. A cut one may still show its upper part.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        sniff::is_whole(self.kind, &self.bytes)
    }

    /// Width and height in pixels as the file's header states them, read without decoding the picture.
    #[must_use]
    pub fn dimensions(&self) -> Option<(u32, u32)> {
        sniff::dimensions(self.kind, &self.bytes)
    }

    /// The file in standard base64 with padding, on one line.
    #[must_use]
    pub fn to_base64(&self) -> String {
        let mut text = String::with_capacity(base64_len(self.bytes.len()));
        BASE64.encode_string(&self.bytes, &mut text);
        text
    }

    /// The file as `data:image/…;base64,…`.
    #[must_use]
    pub fn to_data_url(&self) -> String {
        let mime = self.kind.mime();
        let mut url = String::with_capacity(mime.len() + 13 + base64_len(self.bytes.len()));
        for part in ["data:", mime, ";base64,"] {
            url.push_str(part);
        }
        BASE64.encode_string(&self.bytes, &mut url);
        url
    }

    /// Reads base64, of either alphabet, padded or not. A `data:` prefix and white space are skipped.
    ///
    /// # Errors
    ///
    /// A [`PictureProblem`], where the text is no base64 or what it holds is no image.
    pub fn from_base64(text: &str) -> Result<Picture, PictureProblem> {
        let text = text.trim();
        let text = if starts_with_data(text) {
            text.split_once(',').ok_or(PictureProblem::NotBase64)?.1
        } else {
            text
        };
        let bytes = decode(text)?;
        Picture::new(bytes).ok_or(PictureProblem::NotAnImage)
    }

    /// Reads a base64 data URL. The media type it claims is ignored in favour of the magic bytes.
    ///
    /// # Errors
    ///
    /// A [`PictureProblem`], where the text is no such URL or what it holds is no image.
    pub fn from_data_url(url: &str) -> Result<Picture, PictureProblem> {
        let url = url.trim();
        let head = url
            .split_once(',')
            .map(|(head, _)| head)
            .filter(|head| starts_with_data(head));
        let encoding = head
            .and_then(|head| head.rsplit_once(';'))
            .map(|(_, encoding)| encoding.trim());
        if encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64")) {
            Picture::from_base64(url)
        } else {
            Err(PictureProblem::NotDataUrl)
        }
    }
}

/// Without the bytes, which would drown a log.
impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Picture({}, {} bytes)",
            self.kind.mime(),
            self.bytes.len()
        )
    }
}

/// Why a text gives no picture. [`Display`](fmt::Display) gives the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureProblem {
    /// There is nothing in it.
    Empty,
    /// It is not a base64 data URL.
    NotDataUrl,
    /// It is not base64.
    NotBase64,
    /// It is base64 of something that is no JPEG, PNG, WebP or GIF.
    NotAnImage,
}

impl fmt::Display for PictureProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PictureProblem::Empty => "The image is empty.",
            PictureProblem::NotDataUrl => "This is not a base64 data URL.",
            PictureProblem::NotBase64 => "The image is not in base64.",
            PictureProblem::NotAnImage => "This is not a JPEG, PNG, WebP or GIF image.",
        })
    }
}

impl std::error::Error for PictureProblem {}

/// Forgiving about padding and stray bits in the last group: other encoders are careless there, and nothing hangs on it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

fn starts_with_data(text: &str) -> bool {
    text.get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("data:"))
}

fn base64_len(bytes: usize) -> usize {
    bytes.div_ceil(3) * 4
}

/// Decodes piece by piece through a small buffer, so that white space and the URL-safe alphabet cost no second copy of
/// a text of megabytes.
fn decode(text: &str) -> Result<Vec<u8>, PictureProblem> {
    // Whole groups of four, so that only the last piece can hold padding.
    let mut piece = [0; 1024];
    let mut decoded = [0; 768];
    let mut filled = 0;
    let mut padded = false;
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 3);
    let mut flush = |piece: &[u8]| match BASE64.decode_slice(piece, &mut decoded) {
        Ok(count) => {
            out.extend_from_slice(&decoded[..count]);
            Ok(())
        }
        Err(_) => Err(PictureProblem::NotBase64),
    };
    for byte in text.bytes() {
        let byte = match byte {
            b if b.is_ascii_whitespace() => continue,
            b'-' => b'+',
            b'_' => b'/',
            b => b,
        };
        if padded && byte != b'=' {
            return Err(PictureProblem::NotBase64);
        }
        padded |= byte == b'=';
        piece[filled] = byte;
        filled += 1;
        if filled == piece.len() {
            flush(&piece)?;
            filled = 0;
        }
    }
    flush(&piece[..filled])?;
    if out.is_empty() {
        Err(PictureProblem::Empty)
    } else {
        Ok(out)
    }
}
