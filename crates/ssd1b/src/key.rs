//! The API key: the one secret, and the type that keeps it from being shown.

use std::fmt;

/// An API key that fits into a header.
///
/// It has neither `Debug` nor `Display` nor serde, so it cannot slip into a log, a message or a saved record by itself.
/// [`ApiKey::header_value`] is the only way out, and belongs into the [`KEY_HEADER`](crate::wire::KEY_HEADER) alone.
///
/// ```compile_fail
/// let key = ssd1b::ApiKey::parse("SG_0123456789abcdef").unwrap();
/// println!("{key:?}");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

/// Longer than any key or token a header takes: servers stop reading a header line at about 8 KiB.
pub(crate) const LONGEST_KEY: usize = 4096;

impl ApiKey {
    /// Reads a key as it was pasted: white space, invisible characters and quotation marks around it are dropped.
    ///
    /// Any printable ASCII is accepted, since a proxy may hand out keys of its own; whether the key looks like the
    /// service's is for [`ApiKey::looks_usual`] to say. Anything else would make the browser's header call throw.
    ///
    /// # Errors
    ///
    /// A [`KeyProblem`], whose text is one sentence. It never repeats the key.
    pub fn parse(typed: &str) -> Result<ApiKey, KeyProblem> {
        let key = typed.trim_matches(is_wrapping);
        if key.is_empty() {
            return Err(KeyProblem::Empty);
        }
        if key.chars().any(char::is_whitespace) {
            return Err(KeyProblem::Space);
        }
        if !key.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(KeyProblem::NotAscii);
        }
        if key.len() > LONGEST_KEY {
            return Err(KeyProblem::TooLong);
        }
        Ok(ApiKey(key.into()))
    }

    /// Whether the key has the service's documented shape: `SG_` and 16 hexadecimal digits. A reason to ask, never to
    /// refuse.
    #[must_use]
    pub fn looks_usual(&self) -> bool {
        let digits = self.0.strip_prefix("SG_");
        digits.is_some_and(|digits| {
            digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit())
        })
    }

    /// The key itself, for the header and nothing else.
    #[must_use]
    pub fn header_value(&self) -> &str {
        &self.0
    }

    /// The text without this key and without anything that looks like one; see [`redact`](crate::redact()).
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        crate::redact(text, Some(self))
    }
}

/// What may stand around a pasted key without being part of it.
fn is_wrapping(c: char) -> bool {
    let quotes = matches!(
        c,
        '"' | '\'' | '`' | '\u{ab}' | '\u{bb}' | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}'
    );
    c.is_whitespace() || c.is_control() || quotes || is_invisible(c)
}

/// Zero-width and direction marks, the soft hyphen and the byte order mark: they come along with copied text.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Why a text is no key. [`Display`](fmt::Display) gives the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyProblem {
    /// Nothing was typed.
    Empty,
    /// White space within.
    Space,
    /// A character that no header takes.
    NotAscii,
    /// More than 4096 characters.
    TooLong,
}

impl fmt::Display for KeyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            KeyProblem::Empty => "Enter your API key; it usually starts with SG_.",
            KeyProblem::Space => "Take out the spaces within the key; it is one word.",
            KeyProblem::NotAscii => {
                "Copy the key again; it has characters in it that keys never have, perhaps invisible ones."
            }
            KeyProblem::TooLong => "Copy the key again; this text is far too long for one.",
        })
    }
}

impl std::error::Error for KeyProblem {}
