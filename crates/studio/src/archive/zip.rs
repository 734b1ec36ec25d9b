//! Finding files in a zip, and their bytes in the zip's file.

use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipLocator};
use std::ops::Range;
use std::rc::Rc;

use super::window::Window;

/// How much of a file's end is searched for the zip's own end: the longest comment, and the records before it.
const TAIL: u64 = 66_000;

/// How much is read at once where a zip lists its files.
const DIRECTORY_STEP: u64 = 4 << 20;

/// The longest list of files that is read.
const LONGEST_DIRECTORY: u64 = 64 << 20;

/// The most files of a zip.
const MOST_ENTRIES: usize = 500_000;

/// How much more than its least a file's own header may take before a second reading is needed.
const HEADER_ROOM: u64 = 512;

/// What a question to a zip comes to.
pub(super) enum Found<T> {
    /// This.
    Here(T),
    /// These bytes of the file must be read before it can be said.
    Read { at: u64, len: u64 },
    /// Nothing, for this reason.
    Not(&'static str),
}

/// How a file lies in a zip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Packed {
    Stored,
    Deflated,
}

/// A file in a zip, as the zip's list has it. Nothing of it is proven.
pub(super) struct Entry {
    /// With plain slashes.
    pub(super) name: String,
    /// Its length when unpacked.
    pub(super) size: u64,
    pub(super) crc: u32,
    locked: bool,
    method: CompressionMethod,
    way: ZipArchiveEntryWayfinder,
}

/// A zip whose list of files was read.
pub(super) struct Zip {
    archive: ZipArchive<Rc<Window>>,
    pub(super) entries: Vec<Entry>,
}

impl Zip {
    /// Opens the zip, as far as the parts in the window allow.
    pub(super) fn open(window: &Rc<Window>) -> Found<Zip> {
        let len = window.len();
        if window.held() == 0 && len > 0 {
            let tail = len.min(TAIL);
            return Found::Read {
                at: len - tail,
                len: tail,
            };
        }
        if window.held() > LONGEST_DIRECTORY {
            return Found::Not("The zip's list of its files is too long to be read.");
        }
        // Large enough for the longest record, so that no list is refused for its size.
        let mut buffer = vec![0; 256 << 10];
        let located = ZipLocator::new().max_search_space(TAIL).locate_in_reader(
            window.clone(),
            &mut buffer,
            len,
        );
        if let Some(read) = directory_read(window) {
            return read;
        }
        let Ok(archive) = located else {
            return Found::Not("This is no zip, or its end is cut off.");
        };
        let entries = list(&archive, &mut buffer);
        if let Some(read) = directory_read(window) {
            return read;
        }
        match entries {
            Ok(entries) => Found::Here(Zip { archive, entries }),
            Err(why) => Found::Not(why),
        }
    }

    /// The bytes of a file as they lie in the zip. What the window holds of them is taken out of it.
    pub(super) fn bytes(&self, entry: &Entry) -> Found<(Packed, Vec<u8>)> {
        let packed = match entry.method {
            _ if entry.locked => return Found::Not("it is locked with a password"),
            CompressionMethod::STORE => Packed::Stored,
            CompressionMethod::DEFLATE => Packed::Deflated,
            _ => return Found::Not("it is compressed in a way that this app can't unpack"),
        };
        let packed_size = entry.way.compressed_size_hint();
        if packed == Packed::Stored && packed_size != entry.size {
            return Found::Not("the zip tells two lengths of it");
        }
        let window = self.archive.get_ref();
        let found = self.archive.get_entry(entry.way);
        if let Some(at) = window.missing() {
            // Its header and all of its bytes at once, in nearly every zip.
            let header = 30 + 2 * entry.name.len() as u64 + HEADER_ROOM;
            return self.read(at..at.saturating_add(header).saturating_add(packed_size));
        }
        let Ok((start, end)) = found.map(|entry| entry.compressed_data_range()) else {
            return Found::Not("it is not where the zip says");
        };
        if end > window.len() || start > end {
            return Found::Not("its end is cut off");
        }
        if start == end {
            return Found::Here((packed, Vec::new()));
        }
        match window.take(&(start..end)) {
            Some(bytes) => Found::Here((packed, bytes)),
            None => self.read(start..end),
        }
    }

    fn read<T>(&self, range: Range<u64>) -> Found<T> {
        Found::Read {
            at: range.start,
            len: range.end.min(self.archive.get_ref().len()) - range.start,
        }
    }
}

fn directory_read(window: &Window) -> Option<Found<Zip>> {
    let at = window.missing()?;
    Some(Found::Read {
        at,
        len: window.gap(at).min(DIRECTORY_STEP),
    })
}

fn list(archive: &ZipArchive<Rc<Window>>, buffer: &mut [u8]) -> Result<Vec<Entry>, &'static str> {
    let mut listed = archive.entries(buffer);
    let mut entries = Vec::new();
    loop {
        match listed.next_entry() {
            Ok(Some(entry)) => {
                entries.push(Entry {
                    name: name(entry.file_path().as_bytes()),
                    size: entry.uncompressed_size_hint(),
                    crc: entry.crc32(),
                    locked: entry.flags().is_encrypted(),
                    method: entry.compression_method(),
                    way: entry.wayfinder(),
                });
                if entries.len() > MOST_ENTRIES {
                    return Err("The zip holds too many files.");
                }
            }
            Ok(None) => return Ok(entries),
            Err(_) => return Err("The zip's list of its files is damaged."),
        }
    }
}

/// A file's name as text with plain slashes. One in an old code page becomes odd letters: it is compared, never shown.
fn name(bytes: &[u8]) -> String {
    let plain = |c| if c == '\\' { '/' } else { c };
    match std::str::from_utf8(bytes) {
        Ok(text) => text.chars().map(plain).collect(),
        Err(_) => bytes.iter().map(|b| plain(char::from(*b))).collect(),
    }
}
