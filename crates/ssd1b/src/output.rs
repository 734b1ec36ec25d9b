//! What an answer brings: a picture, or the checked address of one.

use crate::Picture;
use crate::authority;

/// One image of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// The image itself.
    Picture(Picture),
    /// Where the image is. Showing it asks that host for it, and it may be gone after some days (the service keeps
    /// its own for 7).
    Url(RemoteUrl),
}

/// An address that came in an answer and is safe to show as a picture or a link: https, or http on this very machine,
/// without user info. Never send the key there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RemoteUrl {
    text: String,
    /// Where in `text` the host with its port stands.
    host: (usize, usize),
}

/// Longer addresses than this are refused by servers, and are no place to keep in a page.
const LONGEST_URL: usize = 8192;

impl RemoteUrl {
    /// Checks an address. Queries and fragments are allowed here, since signed URLs need them; anything but printable
    /// ASCII is not, nor a backslash, which browsers read as a slash.
    #[must_use]
    pub fn parse(text: &str) -> Option<RemoteUrl> {
        let text = text.trim();
        if text.len() > LONGEST_URL || !text.bytes().all(|b| b.is_ascii_graphic() && b != b'\\') {
            return None;
        }
        let (scheme, rest) = text.split_once("://")?;
        let plain = scheme.eq_ignore_ascii_case("http");
        if !plain && !scheme.eq_ignore_ascii_case("https") {
            return None;
        }
        let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
        let authority = authority::parse(host, if plain { 80 } else { 443 }).ok()?;
        if plain && !authority::is_local(&authority.host) {
            return None;
        }
        let start = scheme.len() + 3;
        Some(RemoteUrl {
            text: text.into(),
            host: (start, start + host.len()),
        })
    }

    /// The address as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host, with its port where one was given.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.text[self.host.0..self.host.1]
    }
}
