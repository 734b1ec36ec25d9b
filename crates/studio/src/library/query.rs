//! What somebody types to find an image.
//!
//! `red "blue hour" scheduler:euler seed:42 tag:client date:2026-11 from:segmind is:favourite -fog -tag:draft`
//!
//! All words must match, in any order. A bare word or a quoted phrase is looked for in the prompt, the negative prompt
//! and the tags, in any case. A minus excludes. A word before a colon that is no name of a field is plain text.
//!
//! The search runs while it is typed, so nothing half-typed may fail or hide everything:
//!
//! - an open quote reaches to the end of the text;
//! - a field without a value (`seed:`), a lone minus and an empty pair of quotes are passed over;
//! - the last word, while no space follows it, is still being typed: `seed:4` finds seeds that begin with 4 there, and
//!   those that are 4 elsewhere; `-f` waits for its second letter;
//! - a value that its field can't have (`seed:fox`) is passed over, and [`Query::ignored`] says so.

use super::Recipe;
use super::term::{Term, Test};

/// A search, read once and then asked of every recipe.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    terms: Vec<Term>,
    ignored: Option<String>,
    minutes_ahead: i32,
}

impl Query {
    /// Reads what was typed. Dates are those of a place whose clocks are so many minutes ahead of UTC.
    pub fn new(typed: &str, minutes_ahead: i32) -> Query {
        let mut query = Query {
            minutes_ahead,
            ..Query::default()
        };
        for word in Words(typed) {
            match Term::read(&word) {
                Ok(Some(term)) => query.terms.push(term),
                Ok(None) => {}
                Err(()) => {
                    query.ignored.get_or_insert_with(|| word.text());
                }
            }
        }
        query
    }

    /// Whether the recipe is found. An empty search finds all.
    pub fn matches(&self, recipe: &Recipe) -> bool {
        self.terms
            .iter()
            .all(|term| term.matches(recipe, self.minutes_ahead))
    }

    /// Whether it finds everything.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// A sentence on the first word that was passed over because its field can't have that value.
    pub fn ignored(&self) -> Option<String> {
        let word = self.ignored.as_deref()?;
        let hint = match word.trim_start_matches('-').split(':').next() {
            Some(field) if field.eq_ignore_ascii_case("seed") => "a seed is a number",
            Some(field) if field.eq_ignore_ascii_case("date") => {
                "a date is a year, a month or a day, such as 2026, 2026-11 or 2026-11-24"
            }
            _ => Test::IS_HINT,
        };
        Some(["“", word, "” was passed over: ", hint, "."].concat())
    }
}

/// One word as typed, taken apart.
pub(super) struct Word<'a> {
    /// A minus stood before it.
    pub(super) excluded: bool,
    /// What stood before the first colon outside of quotes.
    pub(super) field: Option<&'a str>,
    /// The rest, without its quotes.
    pub(super) value: String,
    /// Some of the value was quoted, and the quotes are closed.
    pub(super) quoted: bool,
    /// It is the last one, and may still grow.
    pub(super) open: bool,
}

impl Word<'_> {
    /// The word as it would be typed.
    fn text(&self) -> String {
        let minus = if self.excluded { "-" } else { "" };
        let (field, colon) = self.field.map_or(("", ""), |field| (field, ":"));
        [minus, field, colon, &self.value].concat()
    }
}

/// Cuts a text into words at white space outside of quotes.
struct Words<'a>(&'a str);

impl<'a> Iterator for Words<'a> {
    type Item = Word<'a>;

    fn next(&mut self) -> Option<Word<'a>> {
        let text = self.0.trim_start();
        if text.is_empty() {
            return None;
        }
        let (excluded, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut word = Word {
            excluded,
            field: None,
            value: String::new(),
            quoted: false,
            open: true,
        };
        let mut inside = false;
        self.0 = "";
        for (at, c) in text.char_indices() {
            match c {
                // Typewriters and phones write quotes of their own.
                '"' | '“' | '”' | '„' => {
                    word.quoted = inside;
                    inside = !inside;
                }
                ':' if !inside && word.field.is_none() && at > 0 && word.value.len() == at => {
                    word.field = Some(&text[..at]);
                    word.value.clear();
                }
                c if !inside && c.is_whitespace() => {
                    word.open = false;
                    self.0 = &text[at..];
                    break;
                }
                c => word.value.push(c),
            }
        }
        Some(word)
    }
}
