//! Fetching an image from the address that an answer gave: a request that cannot carry the key.

use super::{Answer, Method};
use crate::{Picture, RemoteUrl};

/// A GET that goes out without the key, and without any header of its own, whoever sends it.
///
/// It is no [`Outgoing`](super::Outgoing), so that a sender which adds the key to those cannot be handed one of these by
/// mistake: the address came in an answer and may be on any host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyless(RemoteUrl);

impl Keyless {
    /// The address.
    #[must_use]
    pub fn url(&self) -> &str {
        self.0.as_str()
    }

    /// Always GET.
    #[must_use]
    pub fn method(&self) -> Method {
        Method::Get
    }
}

/// The request for the image itself. It costs nothing, may be repeated, and works in a browser only where that host
/// allows it by CORS; an `<img>` shows the address in any case.
#[must_use]
pub fn download(url: &RemoteUrl) -> Keyless {
    Keyless(url.clone())
}

/// Reads the answer to [`download`]: the picture, if it is one and whole. Where it is none, keep the address: the
/// service deletes its images after 7 days, and until then the next try may work.
#[must_use]
pub fn decode_download(answer: Answer) -> Option<Picture> {
    if !answer.is_success() {
        return None;
    }
    Picture::new(answer.body).filter(Picture::is_whole)
}
