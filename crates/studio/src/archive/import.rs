//! Reading an archive, one image after the other.

use std::rc::Rc;
use std::vec;

use super::crc::crc32;
use super::index::{self, Index};
use super::manifest::{Manifest, NAME};
use super::window::Window;
use super::zip::{Entry, Found, Packed, Zip};
use crate::library::bag::Bag;
use crate::library::{ContentHash, Kept, Recipe};

/// The longest `library.json` that is read: some hundred thousand recipes.
const LONGEST_MANIFEST: u64 = 256 << 20;

/// The longest image that is read where its recipe doesn't tell its length.
const LONGEST_IMAGE: u64 = 64 << 20;

/// What an import does next.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// It needs these bytes of the file: [`Importer::feed`] them. They lie within it.
    Read {
        /// From here.
        at: u64,
        /// So many.
        len: u64,
    },
    /// Another tool compressed a file: unpack these bytes (raw deflate) and [`Importer::feed`] the result, or
    /// [`Importer::refuse`].
    Inflate {
        /// Compressed.
        bytes: Vec<u8>,
        /// How long the result must be. Unpacking may stop beyond it.
        len: u64,
    },
    /// A recipe to be kept.
    Row {
        /// The recipe.
        recipe: Box<Recipe>,
        /// The image, whose hash was checked. `None` where the recipe is an address, or where an earlier one brought the
        /// same bytes.
        bytes: Option<Vec<u8>>,
    },
    /// Nothing is left.
    Done,
}

/// What an import brought, and what it left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Recipes handed out.
    pub rows: u32,
    /// Images handed out; those that several recipes share count once.
    pub images: u32,
    /// A sentence on each thing that was left out or is doubtful.
    pub notes: Vec<String>,
}

/// Reads an archive from a file that it asks for in ranges: `step` says what is needed, `feed` brings it.
///
/// The zip may have been unpacked and packed again by other tools: compressed, put into a folder, its files renamed. An
/// image is what its hash says; names only help to find it. They are never used as paths.
pub struct Importer {
    window: Rc<Window>,
    zip: Option<(Zip, Index)>,
    manifest: Option<usize>,
    rows: Option<vec::IntoIter<(Recipe, Option<String>)>>,
    current: Option<Current>,
    seen: Bag<ContentHash>,
    report: Report,
    asked: Option<Asked>,
    answer: Answer,
    failed: Option<String>,
}

/// The recipe whose image is looked for.
struct Current {
    recipe: Recipe,
    hash: ContentHash,
    /// How long it is at most.
    most: u64,
    name: String,
    /// Entries that it may be, the next one last.
    tries: Vec<usize>,
    /// Why the first of them was not it.
    why: Option<&'static str>,
}

enum Asked {
    Read { at: u64, len: u64 },
    Inflate,
}

enum Answer {
    None,
    Inflated(Vec<u8>),
    Refused,
    Short,
}

impl Importer {
    /// An import from a file of so many bytes.
    pub fn new(len: u64) -> Importer {
        Importer {
            window: Rc::new(Window::new(len)),
            zip: None,
            manifest: None,
            rows: None,
            current: None,
            seen: Bag::new(),
            report: Report::default(),
            asked: None,
            answer: Answer::None,
            failed: None,
        }
    }

    /// Goes on, as far as it can with what it has.
    ///
    /// # Errors
    /// A sentence where the file is no archive of a library, or can't be read. What was handed out before stays good.
    pub fn step(&mut self) -> Result<Step, String> {
        if let Some(why) = &self.failed {
            return Err(why.clone());
        }
        let step = self.advance();
        match &step {
            Ok(Step::Read { at, len }) => {
                self.asked = Some(Asked::Read { at: *at, len: *len });
            }
            Ok(Step::Inflate { .. }) => self.asked = Some(Asked::Inflate),
            Ok(_) => self.asked = None,
            Err(why) => self.failed = Some(why.clone()),
        }
        step
    }

    /// Brings what the last step asked for. Fewer bytes than asked for mean that the file can't be read there.
    pub fn feed(&mut self, mut bytes: Vec<u8>) {
        match self.asked.take() {
            Some(Asked::Read { at, len }) => {
                if (bytes.len() as u64) < len {
                    self.answer = Answer::Short;
                } else {
                    bytes.truncate(usize::try_from(len).unwrap_or(usize::MAX));
                    self.window.add(at, bytes);
                }
            }
            Some(Asked::Inflate) => self.answer = Answer::Inflated(bytes),
            None => {}
        }
    }

    /// Says that what the last step asked for can't be had.
    pub fn refuse(&mut self) {
        self.answer = match self.asked.take() {
            Some(Asked::Read { .. }) => Answer::Short,
            Some(Asked::Inflate) => Answer::Refused,
            None => Answer::None,
        };
    }

    /// What it brought so far.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// How many recipes are still to come; `None` before that is known.
    pub fn left(&self) -> Option<usize> {
        let waiting = self.rows.as_ref()?.len();
        Some(waiting + usize::from(self.current.is_some()))
    }

    fn advance(&mut self) -> Result<Step, String> {
        if self.zip.is_none() {
            if matches!(self.answer, Answer::Short) {
                return Err("The file could not be read.".to_owned());
            }
            match Zip::open(&self.window) {
                Found::Here(zip) => self.opened(zip)?,
                Found::Read { at, len } => return Ok(Step::Read { at, len }),
                Found::Not(why) => return Err(why.to_owned()),
            }
        }
        if self.rows.is_none()
            && let Some(step) = self.read_manifest()?
        {
            return Ok(step);
        }
        Ok(self.next_row())
    }

    fn opened(&mut self, zip: Zip) -> Result<(), String> {
        self.window.clear();
        let manifest = index::shallowest(&zip.entries, NAME)
            .ok_or("This zip is no archive of a library: it has no library.json.")?;
        // What the manifest names lies beside it.
        let folder = zip.entries[manifest].name.strip_suffix(NAME);
        let index = Index::new(&zip.entries, folder.unwrap_or_default());
        self.manifest = Some(manifest);
        self.zip = Some((zip, index));
        Ok(())
    }

    /// `None` once it is read.
    fn read_manifest(&mut self) -> Result<Option<Step>, String> {
        let (Some((zip, _)), Some(at)) = (&self.zip, self.manifest) else {
            return Ok(None);
        };
        let entry = &zip.entries[at];
        let bytes = match fetch(zip, entry, LONGEST_MANIFEST, &mut self.answer) {
            Fetched::Bytes(bytes) => bytes,
            Fetched::Ask(step) => return Ok(Some(step)),
            Fetched::Not(why) => {
                return Err(["The library.json in this zip can't be read: ", why, "."].concat());
            }
        };
        self.window.clear();
        let manifest = Manifest::read(&bytes)?;
        if crc32(&bytes) != entry.crc {
            let doubt =
                "The checksum of library.json is wrong: some of its texts may have changed.";
            self.report.notes.push(doubt.to_owned());
        }
        self.report.notes.extend(manifest.notes);
        self.rows = Some(manifest.rows.into_iter());
        Ok(None)
    }

    fn next_row(&mut self) -> Step {
        loop {
            if self.current.is_none() {
                let Some((recipe, file)) = self.rows.as_mut().and_then(Iterator::next) else {
                    return Step::Done;
                };
                match recipe
                    .hash()
                    .filter(|hash| !self.seen.near(hash.number()).contains(hash))
                {
                    Some(hash) => self.current = Some(self.look_for(recipe, hash, file)),
                    None => return self.row(recipe, None),
                }
            }
            if let Some(step) = self.try_current() {
                return step;
            }
        }
    }

    fn look_for(&self, recipe: Recipe, hash: ContentHash, file: Option<String>) -> Current {
        let len = match recipe.kept {
            Kept::Bytes { len, .. } => len,
            Kept::Address { .. } => 0,
        };
        let name = file.or_else(|| recipe.file_name()).unwrap_or_default();
        let tries = match &self.zip {
            Some((zip, index)) => index.candidates(&zip.entries, &name, len),
            None => Vec::new(),
        };
        Current {
            recipe,
            hash,
            most: if len == 0 { LONGEST_IMAGE } else { len },
            name,
            tries,
            why: None,
        }
    }

    /// The next step for the image that is looked for; `None` once it was given up.
    fn try_current(&mut self) -> Option<Step> {
        loop {
            let mut current = self.current.take()?;
            let (Some((zip, _)), Some(at)) = (&self.zip, current.tries.last()) else {
                let why = current.why.unwrap_or("its image is not in the zip");
                let note = [&current.name, " was left out: ", why, "."].concat();
                self.report.notes.push(note);
                return None;
            };
            let why = match fetch(zip, &zip.entries[*at], current.most, &mut self.answer) {
                Fetched::Ask(step) => {
                    self.current = Some(current);
                    return Some(step);
                }
                Fetched::Bytes(bytes) if ContentHash::of(&bytes) == current.hash => {
                    self.window.clear();
                    self.seen.add(current.hash.number(), current.hash);
                    self.report.images += 1;
                    return Some(self.row(current.recipe, Some(bytes)));
                }
                Fetched::Bytes(_) => "its bytes are not the image that its recipe tells of",
                Fetched::Not(why) => why,
            };
            self.window.clear();
            current.why.get_or_insert(why);
            current.tries.pop();
            self.current = Some(current);
        }
    }

    fn row(&mut self, recipe: Recipe, bytes: Option<Vec<u8>>) -> Step {
        self.report.rows += 1;
        Step::Row {
            recipe: Box::new(recipe),
            bytes,
        }
    }
}

enum Fetched {
    Bytes(Vec<u8>),
    Ask(Step),
    Not(&'static str),
}

/// The bytes of a file, unpacked, with the help of the answer to what was asked for before.
fn fetch(zip: &Zip, entry: &Entry, most: u64, answer: &mut Answer) -> Fetched {
    match std::mem::replace(answer, Answer::None) {
        Answer::Short => return Fetched::Not("it could not be read"),
        Answer::Refused => {
            return Fetched::Not("it is compressed, and this browser can't unpack it");
        }
        Answer::Inflated(bytes) if bytes.len() as u64 == entry.size => {
            return Fetched::Bytes(bytes);
        }
        Answer::Inflated(_) => {
            return Fetched::Not("it does not unpack to the length that the zip tells");
        }
        Answer::None => {}
    }
    if entry.size > most {
        return Fetched::Not("it is longer than it may be");
    }
    match zip.bytes(entry) {
        Found::Here((Packed::Stored, bytes)) => Fetched::Bytes(bytes),
        Found::Here((Packed::Deflated, bytes)) => Fetched::Ask(Step::Inflate {
            bytes,
            len: entry.size,
        }),
        Found::Read { at, len } => Fetched::Ask(Step::Read { at, len }),
        Found::Not(why) => Fetched::Not(why),
    }
}
