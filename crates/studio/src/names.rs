//! The words by which an image is known outside the page: file names and alternative text.

use ssd1b::Request;

/// The longest prompt excerpt in an alternative text, in characters.
const ALT_MAX: usize = 120;

/// The longest prompt excerpt in a file name, in characters.
const SLUG_MAX: usize = 48;

/// A readable file name: what it shows, by which seed, which one of the request.
///
/// `number` counts from 1. The practice engine's pictures say so in their name, since a file outlives
/// the page that explains it.
pub fn file_name(request: &Request, number: usize, practice: bool, extension: &str) -> String {
    let mut name = String::from(if practice { "practice-" } else { "ssd1b-" });
    name.push_str(&slug(request.prompt()));
    name.push('-');
    name.push_str(&request.seed().to_string());
    name.push('-');
    name.push_str(&number.to_string());
    name.push('.');
    name.push_str(extension);
    name
}

/// Alternative text: which image it is and what was asked for.
pub fn alt(prompt: &str, number: usize, of: usize) -> String {
    let mut text = ["Image ", &number.to_string(), " of ", &of.to_string(), ": "].concat();
    text.push_str(&cut(prompt, ALT_MAX));
    text
}

/// The text, or its first `max` characters with an ellipsis, cut at a word where one ends near.
pub fn cut(text: &str, max: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(max) else {
        return text.to_owned();
    };
    let head = &text[..end];
    // A word's end within the last fifth is a better place to cut than the middle of a word.
    let at = head
        .rfind(char::is_whitespace)
        .filter(|at| *at > end - end / 5)
        .unwrap_or(end);
    let mut cut = head[..at].trim_end().to_owned();
    cut.push('…');
    cut
}

/// Letters and digits of any script in lower case, everything else a single hyphen.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    let mut length = 0;
    for c in text.chars() {
        if length >= SLUG_MAX {
            break;
        }
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
            length += 1;
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
            length += 1;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "image".to_owned()
    } else {
        slug.to_owned()
    }
}
