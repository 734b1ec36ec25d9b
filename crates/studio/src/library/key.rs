//! The key of a recipe's row: newest first when compared byte by byte.

use crate::journal::JobKey;

/// The latest time that a key can hold, in Unix milliseconds: thirteen digits, up to the year 2286.
const LATEST_MS: u64 = 9_999_999_999_999;

/// Which image it is: of which job, asked for when, the how-manieth.
///
/// It is made of what the job knew before it was sent, so that saving an answer once more writes the same row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RecipeKey {
    asked_ms: u64,
    job: JobKey,
    place: u8,
}

impl RecipeKey {
    /// The key of the image in that place, counted from 1, of a job asked for at that time (Unix milliseconds, up to the
    /// year 2286).
    pub fn new(asked_ms: u64, job: &JobKey, place: u8) -> RecipeKey {
        RecipeKey {
            asked_ms: asked_ms.min(LATEST_MS),
            job: job.clone(),
            place,
        }
    }

    /// Reads what [`text`](Self::text) wrote.
    pub fn parse(text: &str) -> Option<RecipeKey> {
        let mut parts = text.split('.');
        let (inverted, job, place) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || inverted.len() != 13 || place.len() != 3 {
            return None;
        }
        Some(RecipeKey {
            asked_ms: LATEST_MS.checked_sub(number(inverted)?)?,
            job: JobKey::stored(job)?,
            place: number(place)?.try_into().ok()?,
        })
    }

    /// The key in the database: the time counted down from its end, the job, the place.
    pub fn text(&self) -> String {
        let inverted = (LATEST_MS - self.asked_ms).to_string();
        let place = self.place.to_string();
        [
            &"0".repeat(13 - inverted.len()),
            &inverted,
            ".",
            self.job.as_str(),
            ".",
            &"0".repeat(3 - place.len()),
            &place,
        ]
        .concat()
    }

    /// When the job was asked for, Unix milliseconds.
    pub fn asked_ms(&self) -> u64 {
        self.asked_ms
    }

    /// The job's key.
    pub fn job(&self) -> &JobKey {
        &self.job
    }

    /// Which of the job's images, from 1.
    pub fn place(&self) -> u8 {
        self.place
    }
}

/// Digits only: the parser of the standard library would take a sign.
fn number(digits: &str) -> Option<u64> {
    digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| digits.parse().ok())?
}
