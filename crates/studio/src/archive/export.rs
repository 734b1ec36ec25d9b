//! Writing an archive, one image after the other.

use rawzip::time::UtcDateTime;
use rawzip::{Crc32Option, DataDescriptorOutput, ZipArchiveWriter};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use super::crc::crc32;
use super::manifest::{self, NAME};
use crate::library::bag::{Bag, number};
use crate::library::{ContentHash, Recipe};

/// Writes an archive in pieces, which are to be put one behind the other in the order in which they come.
///
/// It holds the names and the recipes of what it wrote, and no image. From 4 GB or 65,535 files on it writes zip64.
pub struct Exporter {
    zip: ZipArchiveWriter<Sink>,
    sink: Sink,
    manifest: manifest::Writer,
    /// The files written so far. Two recipes of the same bytes share one.
    files: Bag<(ContentHash, String)>,
    names: Bag<String>,
    left_out: Vec<String>,
}

impl Default for Exporter {
    fn default() -> Self {
        Exporter::behind(0)
    }
}

impl Exporter {
    /// An archive that begins at the beginning of its file.
    pub fn new() -> Exporter {
        Exporter::default()
    }

    /// An archive that is put behind so many bytes of something else. The places in a zip count from the file's start.
    pub fn behind(bytes: u64) -> Exporter {
        let sink = Sink::default();
        Exporter {
            zip: ZipArchiveWriter::builder()
                .with_offset(bytes)
                .build(sink.clone()),
            sink,
            manifest: manifest::Writer::new(),
            files: Bag::new(),
            names: Bag::new(),
            left_out: Vec::new(),
        }
    }

    /// Whether [`next`](Self::next) wants the bytes of this recipe: not where it is an address, nor where another recipe
    /// brought them already.
    pub fn wants(&self, recipe: &Recipe) -> bool {
        recipe
            .hash()
            .is_some_and(|hash| self.file_of(hash).is_none())
    }

    /// Adds a recipe, with its image where [`wants`](Self::wants) says so, and hands out the next piece: at most some
    /// hundred bytes more than the image.
    ///
    /// Where the image's bytes can't be had, or are not those that its recipe tells of, the recipe goes in alone, and
    /// [`left_out`](Self::left_out) names it.
    ///
    /// # Errors
    /// A sentence where the zip cannot hold it. The archive is then of no use.
    pub fn next(&mut self, recipe: &Recipe, bytes: Option<&[u8]>) -> Result<Vec<u8>, String> {
        if let (true, Some(hash), Some(name)) =
            (self.wants(recipe), recipe.hash(), recipe.file_name())
        {
            match bytes.filter(|bytes| ContentHash::of(bytes) == hash) {
                Some(bytes) => {
                    let name = self.free(&name);
                    self.file(&name, bytes, recipe.saved_ms)?;
                    self.files.add(hash.number(), (hash, name));
                }
                None => self.left_out.push(name),
            }
        }
        let file = recipe.hash().and_then(|hash| self.file_of(hash));
        let file = file.map(str::to_owned);
        self.manifest.add(recipe, file.as_deref());
        Ok(self.sink.take())
    }

    /// The names of images whose bytes are not in the archive, as far as it is written.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// The last piece: the recipes, and the zip's own list of its files. The time, in Unix milliseconds, is that of the
    /// export.
    ///
    /// # Errors
    /// A sentence where the zip cannot hold it.
    pub fn finish(mut self, now_ms: u64) -> Result<Vec<u8>, String> {
        let manifest = std::mem::replace(&mut self.manifest, manifest::Writer::new()).finish();
        self.file(NAME, manifest.as_bytes(), now_ms)?;
        drop(manifest);
        self.zip.finish().map_err(refused)?;
        Ok(self.sink.take())
    }

    fn file(&mut self, name: &str, bytes: &[u8], ms: u64) -> Result<(), String> {
        // Once for the whole file, so that it doesn't grow step by step to twice its size.
        self.sink.reserve(bytes.len() + 2 * name.len() + 256);
        let crc = crc32(bytes);
        let seconds = i64::try_from(ms / 1000).unwrap_or(i64::MAX);
        let (mut entry, _) = self
            .zip
            .new_file(name)
            .last_modified(UtcDateTime::from_unix(seconds))
            // Says "made on Unix": unzip takes names for those of an old code page otherwise, whatever their flag says.
            .unix_permissions(0o100_644)
            .crc32(Crc32Option::Custom(crc))
            .start()
            .map_err(refused)?;
        entry.write_all(bytes).map_err(|_| refused(()))?;
        let sizes = DataDescriptorOutput::new(crc, bytes.len() as u64);
        entry.finish(sizes).map_err(refused)?;
        Ok(())
    }

    fn file_of(&self, hash: ContentHash) -> Option<&str> {
        let mut near = self.files.near(hash.number()).iter();
        near.find(|(own, _)| *own == hash)
            .map(|(_, name)| name.as_str())
    }

    /// The name in its folder, with a number where another image has it already.
    fn free(&mut self, name: &str) -> String {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "jpg"));
        let mut free = ["images/", name].concat();
        let mut count = 2;
        while self.names.near(number(&free)).contains(&free) {
            free = ["images/", stem, "-", &count.to_string(), ".", extension].concat();
            count += 1;
        }
        self.names.add(number(&free), free.clone());
        free
    }
}

/// Memory takes everything, so this is left for names that are too long, which ours never are.
fn refused<E>(_: E) -> String {
    "The archive could not be written: a file in it has too long a name.".to_owned()
}

/// Where the zip writer writes to, and pieces are taken from.
#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Sink {
    fn take(&self) -> Vec<u8> {
        self.0.take()
    }

    fn reserve(&self, bytes: usize) {
        self.0.borrow_mut().reserve_exact(bytes);
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
