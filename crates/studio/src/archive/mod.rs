//! The library as a zip: images as they came, and one JSON of recipes. Written and read in pieces.
//!
//! ```text
//! images/ssd1b-a-red-fox-42-1.jpg     stored, not compressed: images are already
//! images/…
//! library.json                        {"format":"ssd1b-studio library","version":1,"recipes":[{…,"file":"images/…"}]}
//! ```
//!
//! `library.json` comes last, so that it lists what the zip really holds: an image whose bytes could not be had is
//! known only when its turn comes. Reading starts at the end of a zip anyway.
//!
//! Neither side holds more than one image at a time, beside the list of all. [`Exporter`] hands out pieces to be put
//! one behind the other; [`Importer`] asks for ranges of a file, which may be read in whatever way the platform has.

mod crc;
mod export;
mod import;
mod index;
mod manifest;
mod window;
mod zip;

pub use export::Exporter;
pub use import::{Importer, Report, Step};
