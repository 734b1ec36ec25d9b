//! A recipe: everything the library knows of one image, but for its bytes.

use ssd1b::{ImageKind, RemoteUrl, Request};

use super::bag::Bag;
use super::{ContentHash, RecipeKey, Tags};
use crate::journal::Maker;
use crate::money::Micros;
use crate::names;

/// One image that was made, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// Its name: which image of which job, asked for when.
    pub key: RecipeKey,
    /// Where the image itself is.
    pub kept: Kept,
    /// Width and height in pixels as the file tells them, if it does.
    pub size: Option<(u32, u32)>,
    /// Who made it.
    pub origin: Origin,
    /// What was asked for. Asking for it again makes the image again.
    pub request: Request,
    /// When it was saved, Unix milliseconds.
    pub saved_ms: u64,
    /// What it cost: its share of the request.
    pub paid: Paid,
    /// Marked by the person: spared when many are deleted.
    pub favourite: bool,
    /// The person's own words.
    pub tags: Tags,
}

/// Where the image itself is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kept {
    /// Its bytes are in the library, under their hash.
    Bytes {
        /// Their name.
        hash: ContentHash,
        /// What kind of file they are.
        kind: ImageKind,
        /// How many they are.
        len: u64,
    },
    /// Only its address could be had.
    Address {
        /// The address.
        url: RemoteUrl,
        /// When the service deletes it, Unix milliseconds: 7 days after it was made.
        until_ms: u64,
    },
}

/// Who made an image.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The practice engine, the simulator or the service.
    pub maker: Maker,
    /// How the page called the connection: "practice engine", "simulator" or the host.
    pub name: String,
    /// The endpoint's address without anything secret; empty for the practice engine.
    pub endpoint: String,
}

/// What an image cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paid {
    /// The amount; `None` where it is not known.
    pub micros: Option<Micros>,
    /// The service told the amount. Else it is an estimate, to be shown with "about".
    pub exact: bool,
}

impl Recipe {
    /// The hash of its bytes, where the library has them.
    pub fn hash(&self) -> Option<ContentHash> {
        match self.kept {
            Kept::Bytes { hash, .. } => Some(hash),
            Kept::Address { .. } => None,
        }
    }

    /// A readable file name, as for an image saved from the grid; `None` where there are no bytes to save.
    pub fn file_name(&self) -> Option<String> {
        let Kept::Bytes { kind, .. } = self.kept else {
            return None;
        };
        Some(names::file_name(
            &self.request,
            usize::from(self.key.place()),
            !self.origin.is_paid(),
            kind.extension(),
        ))
    }

    /// The bytes that the library holds for these recipes: those of one hash count once.
    pub fn total_bytes<'a>(recipes: impl IntoIterator<Item = &'a Recipe>) -> u64 {
        let mut seen = Bag::new();
        let mut sum = 0_u64;
        for recipe in recipes {
            if let Kept::Bytes { hash, len, .. } = recipe.kept
                && !seen.near(hash.number()).contains(&hash)
            {
                seen.add(hash.number(), hash);
                sum = sum.saturating_add(len);
            }
        }
        sum
    }
}

impl Origin {
    /// Whether its images cost money.
    pub fn is_paid(&self) -> bool {
        self.maker == Maker::Service
    }
}
