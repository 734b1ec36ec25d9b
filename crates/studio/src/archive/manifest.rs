//! `library.json`: the recipes of an archive, one a line, each with the name of its file in the zip.

use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

use crate::library::Recipe;

/// The manifest's name in the zip.
pub(super) const NAME: &str = "library.json";

const FORMAT: &str = "ssd1b-studio library";

/// The version this build writes. Readers take any.
const VERSION: u32 = 1;

/// The manifest as it is being written.
pub(super) struct Writer(String);

impl Writer {
    pub(super) fn new() -> Writer {
        let version = VERSION.to_string();
        Writer(
            [
                "{\"format\":\"",
                FORMAT,
                "\",\"version\":",
                &version,
                ",\"recipes\":[",
            ]
            .concat(),
        )
    }

    /// Adds a recipe, in its saved form with one key more: `file`.
    pub(super) fn add(&mut self, recipe: &Recipe, file: Option<&str>) {
        let text = recipe.save();
        self.0
            .push_str(if self.0.ends_with('[') { "\n" } else { ",\n" });
        match (text.strip_suffix('}'), file) {
            (Some(open), Some(file)) => {
                let file = serde_json::to_string(file).unwrap_or_default();
                for part in [open, ",\"file\":", &file, "}"] {
                    self.0.push_str(part);
                }
            }
            _ => self.0.push_str(&text),
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.0.push_str("\n]}\n");
        self.0
    }
}

/// A manifest that was read.
pub(super) struct Manifest {
    /// The recipes, each with the name of its file.
    pub(super) rows: Vec<(Recipe, Option<String>)>,
    /// A sentence on each recipe that could not be read, and on a newer version.
    pub(super) notes: Vec<String>,
}

impl Manifest {
    /// Reads what [`Writer`] wrote, row by row: a bad one spoils no other.
    ///
    /// # Errors
    /// A sentence where it is no manifest.
    pub(super) fn read(bytes: &[u8]) -> Result<Manifest, &'static str> {
        // Editors put a mark in front when they save a text.
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        // As text: there is a reader for that in every build already.
        let whole: Option<Whole<'_>> = std::str::from_utf8(bytes)
            .ok()
            .and_then(|text| serde_json::from_str(text).ok());
        let whole = whole.ok_or(
            "The library.json in this zip could not be read: it is damaged, or not one of SSD-1B Studio's.",
        )?;
        if whole.format != FORMAT {
            return Err("The library.json in this zip is not one of SSD-1B Studio's.");
        }
        let mut manifest = Manifest {
            rows: Vec::with_capacity(whole.recipes.len()),
            notes: Vec::new(),
        };
        if whole.version > VERSION {
            manifest.notes.push(
                "A newer version of this app wrote the archive: what this version doesn't know is not taken over."
                    .to_owned(),
            );
        }
        for (at, row) in whole.recipes.iter().enumerate() {
            match Recipe::restore(row.get()) {
                Ok(recipe) => {
                    let file = serde_json::from_str(row.get()).unwrap_or(Place { file: None });
                    manifest.rows.push((recipe, file.file));
                }
                Err(why) => manifest
                    .notes
                    .push(["Recipe ", &(at + 1).to_string(), " was left out: ", why].concat()),
            }
        }
        Ok(manifest)
    }
}

#[derive(Deserialize)]
struct Whole<'a> {
    #[serde(default, borrow)]
    format: Cow<'a, str>,
    #[serde(default)]
    version: u32,
    #[serde(default, borrow)]
    recipes: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Place {
    file: Option<String>,
}
