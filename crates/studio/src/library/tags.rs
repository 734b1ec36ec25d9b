//! A person's own words on an image.

/// The longest tag, in characters. What is longer is cut.
const LONGEST: usize = 64;

/// The most tags an image can have.
const MOST: usize = 64;

/// Short texts, each once, in the order in which they were added. Their case is kept, and ignored when they are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(Vec<String>);

impl Tags {
    /// Adds a tag; `false` where it is empty or there already, or where there are 64.
    ///
    /// White space around it is dropped, and within it made single spaces, so that no two tags look alike.
    pub fn add(&mut self, tag: &str) -> bool {
        let tag = tidy(tag);
        if tag.is_empty() || self.0.len() >= MOST || self.position(&tag).is_some() {
            return false;
        }
        self.0.push(tag);
        true
    }

    /// Takes a tag away, in whatever case it is written; `false` where it is not there.
    pub fn remove(&mut self, tag: &str) -> bool {
        let Some(at) = self.position(&tidy(tag)) else {
            return false;
        };
        self.0.remove(at);
        true
    }

    /// Whether it is there, in whatever case.
    pub fn has(&self, tag: &str) -> bool {
        self.position(&tidy(tag)).is_some()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn position(&self, tag: &str) -> Option<usize> {
        let lower = fold(tag);
        self.0.iter().position(|own| fold(own) == lower)
    }
}

impl<S: AsRef<str>> FromIterator<S> for Tags {
    fn from_iter<I: IntoIterator<Item = S>>(texts: I) -> Self {
        let mut tags = Tags::default();
        for text in texts {
            tags.add(text.as_ref());
        }
        tags
    }
}

fn tidy(tag: &str) -> String {
    let mut tidy = String::new();
    let mut left = LONGEST;
    for word in tag.split(|c: char| c.is_whitespace() || c.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !tidy.is_empty() {
            left = left.saturating_sub(1);
            if left == 0 {
                break;
            }
            tidy.push(' ');
        }
        for c in word.chars().take(left) {
            tidy.push(c);
            left -= 1;
        }
        if left == 0 {
            break;
        }
    }
    tidy
}

/// The form in which texts are compared: lower case letter by letter.
///
/// Not by whole words, as the standard library does it: there the end of a word changes a Greek sigma, and half a word
/// would not be found in the whole one.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ς' => folded.push('σ'),
            // The larger tables are asked only where they must be.
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}
