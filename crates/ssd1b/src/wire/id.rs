//! The id of a job: checked, so that an address can be built around it.

use std::fmt;

/// The id under which the service keeps a job of v2, such as `2c7f59ea-0d1b-4b7e-8a52-6f2f4f0c9b11`.
///
/// It holds only what a path segment carries as it is, so that the addresses of a job can be built from the
/// [`Endpoint`](crate::Endpoint) and it alone. An answer brings ready-made addresses too; they are never used, since the
/// key would go wherever they point.
///
/// ```
/// use ssd1b::RequestId;
///
/// assert_eq!(RequestId::parse("2c7f59ea-1").unwrap().as_str(), "2c7f59ea-1");
/// assert!(RequestId::parse("../v1/get-user-credits").is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(String);

/// Several times a UUID. Nothing longer was ever seen, and it has to fit into an address.
const LONGEST: usize = 128;

impl RequestId {
    /// Reads an id: 1 to 128 letters, digits, `-`, `_`, `.` and `~` (what RFC 3986 calls unreserved), with a letter or
    /// digit among them, which `.` and `..` lack. Nothing is trimmed or changed.
    #[must_use]
    pub fn parse(text: &str) -> Option<RequestId> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
        let good = text.len() <= LONGEST
            && text.bytes().all(plain)
            && text.bytes().any(|b| b.is_ascii_alphanumeric());
        good.then(|| RequestId(text.into()))
    }

    /// The id as the service wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
