//! One word of a search, and how it is tested against a recipe.

use super::query::Word;
use super::tags::fold;
use super::{Day, Kept, Recipe};
use crate::journal::Maker;

/// A test, or its contrary.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    excluded: bool,
    test: Test,
}

/// What a word asks. Texts are folded to lower case.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    /// In the prompt, the negative prompt or a tag.
    Anywhere(String),
    /// In the prompt or a tag.
    Wanted(String),
    /// In the prompt.
    Prompt(String),
    /// In the negative prompt.
    Negative(String),
    /// The scheduler's name without spaces has this in it, or is this.
    Scheduler { text: String, whole: bool },
    /// The seed begins with this, or is this.
    Seed { digits: String, whole: bool },
    /// A tag begins with this, or is this.
    Tag { text: String, whole: bool },
    /// The day, as `2026-11-24`, begins with this.
    Date(String),
    /// In the connection's name or address.
    From(String),
    /// One of these facts holds.
    Is(Vec<Fact>),
}

/// What an image can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fact {
    Favourite,
    Practice,
    Simulator,
    Paid,
    Free,
    Link,
}

const FACTS: [(&str, Fact); 7] = [
    ("favourite", Fact::Favourite),
    ("favorite", Fact::Favourite),
    ("practice", Fact::Practice),
    ("simulator", Fact::Simulator),
    ("paid", Fact::Paid),
    ("free", Fact::Free),
    ("link", Fact::Link),
];

impl Test {
    /// What may stand behind `is:`.
    pub(super) const IS_HINT: &'static str =
        "an image is favourite, practice, simulator, paid, free or link";
}

impl Term {
    /// The term of a word; `Ok(None)` where it asks nothing (yet), `Err` where its field can't have that value.
    ///
    /// An exclusion that is still being typed counts only once it is whole: `-date:2` is on the way to a day, and
    /// would hide a thousand years.
    pub(super) fn read(word: &Word<'_>) -> Result<Option<Term>, ()> {
        let excluded = word.excluded;
        let value = fold(word.value.trim());
        let whole = word.quoted || excluded;
        let field = word.field.map(fold);
        if let Some(name) = field.as_deref().filter(|name| !FIELDS.contains(name)) {
            return Ok(Some(plain(excluded, [name, ":", &value].concat())));
        }
        // One letter is too short for an exclusion as long as more may come.
        let growing = excluded && word.open && !word.quoted && value.chars().nth(1).is_none();
        if value.is_empty() || growing {
            return Ok(None);
        }
        let test = match field.as_deref() {
            Some("prompt") => Test::Prompt(value),
            Some("negative") => Test::Negative(value),
            Some("scheduler") => Test::Scheduler {
                text: value.split_whitespace().collect(),
                whole,
            },
            Some("seed") => {
                let digits = value.strip_prefix('-').unwrap_or(&value);
                if digits.is_empty() && word.open {
                    return Ok(None);
                }
                if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                    return Err(());
                }
                Test::Seed {
                    digits: value,
                    whole: whole || !word.open,
                }
            }
            Some("tag") => Test::Tag { text: value, whole },
            Some("date") => {
                if !is_date_so_far(&value) {
                    return Err(());
                }
                if excluded && !matches!(value.len(), 4 | 7 | 10) {
                    return Ok(None);
                }
                Test::Date(value)
            }
            Some("from") => Test::From(value),
            Some("is") => {
                let facts: Vec<Fact> = FACTS
                    .iter()
                    .filter(|(name, _)| *name == value || !whole && name.starts_with(&value))
                    .map(|(_, fact)| *fact)
                    .collect();
                match facts.is_empty() {
                    false => Test::Is(facts),
                    true if word.open && FACTS.iter().any(|(name, _)| name.starts_with(&value)) => {
                        return Ok(None);
                    }
                    true => return Err(()),
                }
            }
            _ => return Ok(Some(plain(excluded, value))),
        };
        Ok(Some(Term { excluded, test }))
    }

    /// Whether the recipe passes.
    pub(super) fn matches(&self, recipe: &Recipe, minutes_ahead: i32) -> bool {
        self.test.holds(recipe, minutes_ahead) != self.excluded
    }
}

const FIELDS: [&str; 8] = [
    "prompt",
    "negative",
    "scheduler",
    "seed",
    "tag",
    "date",
    "from",
    "is",
];

/// Plain text. Excluded text is not looked for in the negative prompt: what stands there is kept out of the image
/// already, and `-blurry` would hide everything made with the service's default.
fn plain(excluded: bool, text: String) -> Term {
    let test = if excluded {
        Test::Wanted(text)
    } else {
        Test::Anywhere(text)
    };
    Term { excluded, test }
}

/// Whether the text can still become a date: digits, with hyphens after the year and the month.
fn is_date_so_far(text: &str) -> bool {
    text.len() <= 10
        && text.bytes().enumerate().all(|(at, b)| match at {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        })
}

impl Test {
    fn holds(&self, recipe: &Recipe, minutes_ahead: i32) -> bool {
        let request = &recipe.request;
        let tagged = |text: &str| recipe.tags.iter().any(|tag| has(tag, text));
        match self {
            Test::Anywhere(text) => {
                has(request.prompt(), text) || has(request.negative_prompt(), text) || tagged(text)
            }
            Test::Wanted(text) => has(request.prompt(), text) || tagged(text),
            Test::Prompt(text) => has(request.prompt(), text),
            Test::Negative(text) => has(request.negative_prompt(), text),
            Test::Scheduler { text, whole } => {
                let name = request.scheduler().name().bytes();
                let name = name.filter(|b| *b != b' ').map(|b| b.to_ascii_lowercase());
                let mut own = [0; 16];
                let mut len = 0;
                for (place, letter) in own.iter_mut().zip(name) {
                    *place = letter;
                    len += 1;
                }
                let (own, text) = (&own[..len], text.as_bytes());
                own == text || !whole && own.windows(text.len().max(1)).any(|part| part == text)
            }
            Test::Seed { digits, whole } => {
                let seed = request.seed().to_string();
                seed == *digits || !whole && seed.starts_with(digits)
            }
            Test::Tag { text, whole } => recipe.tags.iter().any(|tag| {
                let tag = fold(tag);
                tag == *text || !whole && tag.starts_with(text)
            }),
            Test::Date(text) => Day::of(recipe.key.asked_ms(), minutes_ahead)
                .iso()
                .starts_with(text.as_bytes()),
            Test::From(text) => {
                has(&recipe.origin.name, text) || has(&recipe.origin.endpoint, text)
            }
            Test::Is(facts) => facts.iter().any(|fact| fact.holds(recipe)),
        }
    }
}

impl Fact {
    fn holds(self, recipe: &Recipe) -> bool {
        match self {
            Fact::Favourite => recipe.favourite,
            Fact::Practice => recipe.origin.maker == Maker::Practice,
            Fact::Simulator => recipe.origin.maker == Maker::Simulator,
            Fact::Paid => recipe.origin.is_paid(),
            Fact::Free => !recipe.origin.is_paid(),
            Fact::Link => matches!(recipe.kept, Kept::Address { .. }),
        }
    }
}

/// Whether `text`, which is folded, stands in `within`, in any case. Where that is ASCII nothing is allocated.
fn has(within: &str, text: &str) -> bool {
    // No letter outside of ASCII has its lower case there, but for the Kelvin sign, which folding has turned into k.
    if within.is_ascii() {
        stands_in(within.as_bytes(), text.as_bytes())
    } else {
        stands_in(fold(within).as_bytes(), text.as_bytes())
    }
}

/// The same for bytes, ignoring the case of ASCII letters.
fn stands_in(within: &[u8], text: &[u8]) -> bool {
    let Some((first, rest)) = text.split_first() else {
        return true;
    };
    let last = within.len().saturating_sub(rest.len());
    (0..last).any(|at| {
        within[at].to_ascii_lowercase() == *first
            && within[at + 1..at + 1 + rest.len()].eq_ignore_ascii_case(rest)
    })
}
