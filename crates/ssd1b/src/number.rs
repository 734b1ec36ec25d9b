//! Reading a typed number, strictly, with a reason where it fails.

use crate::Field;
use std::borrow::Cow;

/// Why a text is not the number asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    Empty,
    /// Not a number, or not of the kind asked for.
    NotOne,
    /// A comma where a decimal point belongs, or one that groups thousands: which of them nobody can know.
    Comma,
    /// A number, but beyond the limits.
    Outside,
}

impl Trouble {
    /// The sentence for a problem at `field`, which takes `kind` ("a whole number ", or nothing where `allowed` says it
    /// all) and of these what is `allowed` ("from 1 to 4").
    pub(crate) fn sentence(self, field: Field, kind: &str, allowed: &str, typed: &str) -> String {
        let label = field.label();
        let shown = cut(typed.trim());
        match self {
            Trouble::Empty => format!("{label} must be {allowed}; this is empty."),
            Trouble::NotOne => format!("{label} must be {kind}{allowed}; “{shown}” is not."),
            Trouble::Comma
                if field == Field::Guidance
                    && !shown.contains('.')
                    && shown.matches(',').count() == 1 =>
            {
                let point = shown.replace(',', ".");
                format!("{label} must be written with a decimal point: {point}, not {shown}.")
            }
            Trouble::Comma => format!("{label} must be written without commas; this is {shown}."),
            Trouble::Outside => format!("{label} must be {allowed}; this is {shown}."),
        }
    }
}

/// Reads `[+-]digits`.
pub(crate) fn whole(typed: &str) -> Result<i64, Trouble> {
    let text = plain(typed);
    let digits = unsigned(&text);
    shape(&text, digits)?;
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Trouble::NotOne);
    }
    // Digits alone fail to parse only where they exceed 64 bits.
    text.parse().map_err(|_| Trouble::Outside)
}

/// Reads `[+-]digits[.digits]`; one side of the point may be left out.
pub(crate) fn decimal(typed: &str) -> Result<f64, Trouble> {
    let text = plain(typed);
    let digits = unsigned(&text);
    shape(&text, digits)?;
    let points = digits.bytes().filter(|&b| b == b'.').count();
    if points > 1 || !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') || digits == "." {
        return Err(Trouble::NotOne);
    }
    text.parse().map_err(|_| Trouble::NotOne)
}

fn shape(text: &str, digits: &str) -> Result<(), Trouble> {
    if text.is_empty() {
        return Err(Trouble::Empty);
    }
    if digits.is_empty() {
        return Err(Trouble::NotOne);
    }
    let number_with_commas = digits
        .bytes()
        .all(|b| b.is_ascii_digit() || b == b',' || b == b'.');
    if number_with_commas && digits.contains(',') && digits.bytes().any(|b| b.is_ascii_digit()) {
        return Err(Trouble::Comma);
    }
    Ok(())
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

/// Trims, and turns full-width forms and the typographic minus into their ASCII twins.
fn plain(typed: &str) -> Cow<'_, str> {
    let typed = typed.trim();
    if typed.is_ascii() {
        return Cow::Borrowed(typed);
    }
    let narrow = |c| match c {
        '\u{2212}' => '-',
        // Full-width forms lie in the order of ASCII, a fixed distance away.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    };
    Cow::Owned(typed.chars().map(narrow).collect())
}

/// At most 24 characters of what was typed: a sentence is no place for a novel pasted into a number.
pub(crate) fn cut(typed: &str) -> Cow<'_, str> {
    match typed.char_indices().nth(24) {
        None => Cow::Borrowed(typed),
        Some((end, _)) => Cow::Owned(format!("{}…", &typed[..end])),
    }
}

/// A number as people write it, without a trailing `.0`. It parses back to the very same number.
pub(crate) fn plain_text(number: f64) -> String {
    let whole = number as i64;
    if whole as f64 == number {
        return whole.to_string();
    }
    // The JSON writer is in every build already; the formatter of the standard library would be a second one.
    serde_json::to_string(&number).unwrap_or_default()
}
