//! Why something did not work, whether money may have been spent on it, and what to do next.

mod kind;
mod words;

pub(crate) use kind::About;
pub use kind::{Charge, Kind, Next};

use crate::key::LONGEST_KEY;
use crate::redact::{redact_bytes, without_partial_key};
use crate::{ApiKey, Field, redact};
use std::fmt;
use std::sync::Arc;

/// A failure, ready to be shown: three short parts of text, the state of the money, and the next step.
///
/// Views only render this; nobody has to know status codes. Show [`Failure::said`] and [`Failure::received`] only after
/// [`Failure::redacted`].
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    kind: Kind,
    status: Option<u16>,
    charge: Charge,
    next: Next,
    about: About,
    /// Whether the service itself said that it did not take the job.
    declined: bool,
    said: Option<String>,
    received: Option<Received>,
    network: Option<NetworkFacts>,
}

/// How many characters of the server's own words are shown.
const SHOWN: usize = 2000;
/// How many bytes of them are kept: so many more than shown that the cut cannot fall into a key, however it is spelt,
/// before it is redacted.
pub(crate) const KEPT: usize = SHOWN * 4 + LONGEST_KEY * 6;

impl Failure {
    pub(crate) fn new(kind: Kind, charge: Charge, next: Next, about: About) -> Failure {
        Failure {
            kind,
            status: None,
            charge,
            next,
            about,
            declined: false,
            said: None,
            received: None,
            network: None,
        }
    }

    /// A request that got no answer, or only part of one.
    #[must_use]
    pub fn network(facts: NetworkFacts) -> Failure {
        let (charge, next, about) = match facts {
            NetworkFacts { post: false, .. } => (Charge::None, Next::TryAgain, About::Balance),
            // Browsers repeat a request only until an answer begins.
            NetworkFacts {
                cut_mid_body: true, ..
            } => (Charge::Likely, Next::AskBeforeRepeating, About::Images),
            _ => (
                Charge::UnknownMaybeTwice,
                Next::AskBeforeRepeating,
                About::Images,
            ),
        };
        Failure {
            network: Some(facts),
            ..Failure::new(Kind::Network, charge, next, about)
        }
    }

    /// A question about a job of v2 that got no answer, or only part of one.
    pub(crate) fn job_unreached(facts: NetworkFacts) -> Failure {
        Failure {
            about: About::Job,
            ..Failure::network(NetworkFacts {
                post: false,
                ..facts
            })
        }
    }

    /// A generation that the person cancelled, before or after it was sent. The service knows no cancelling.
    #[must_use]
    pub fn cancelled(sent: bool) -> Failure {
        let (charge, next) = if sent {
            (Charge::Unknown, Next::AskBeforeRepeating)
        } else {
            (Charge::None, Next::TryAgain)
        };
        Failure::new(Kind::Cancelled, charge, next, About::Images)
    }

    /// A request that was not sent, because the connection needs a key and there is none.
    #[must_use]
    pub fn missing_key() -> Failure {
        Failure::new(
            Kind::MissingKey,
            Charge::None,
            Next::OpenConnection,
            About::Images,
        )
    }

    /// Which row of the error table this is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The HTTP status, where there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// Whether money may have been spent.
    #[must_use]
    pub fn charge(&self) -> Charge {
        self.charge
    }

    /// What to do next.
    #[must_use]
    pub fn next(&self) -> Next {
        self.next
    }

    /// Whether the same request may be sent again without asking the person, because it cannot be paid for twice.
    ///
    /// That is so in three cases and no other:
    ///
    /// - after a 429: the request was refused before any work began, with the word to send it again later;
    /// - after a 5xx of the v2 submit whose body is the service's own JSON error: it documents that no job was made
    ///   then, which its own clients rely on. A gateway's 5xx proves nothing: the service behind it may have taken the
    ///   job. Nor is it so where the error names a field, since the same value would bring the same error;
    /// - for a query (the balance, a job of v2): it costs nothing. Whether asking again helps is another matter, for
    ///   [`Failure::next`] to say.
    #[must_use]
    pub fn may_repeat_unasked(&self) -> bool {
        self.about != About::Images || self.kind == Kind::RateLimited || self.declined
    }

    /// The field the server complained about, if it named one.
    #[must_use]
    pub fn field(&self) -> Option<Field> {
        match self.next {
            Next::EditField(field) => Some(field),
            _ => None,
        }
    }

    /// What happened, in one short sentence.
    #[must_use]
    pub fn title(&self) -> &'static str {
        words::title(self)
    }

    /// What it means for money and images.
    #[must_use]
    pub fn meaning(&self) -> String {
        words::meaning(self)
    }

    /// What to do now.
    #[must_use]
    pub fn advice(&self) -> String {
        words::advice(self)
    }

    /// The server's own words, at most 2000 characters; of an HTML page its title and text. Not redacted by itself.
    #[must_use]
    pub fn said(&self) -> Option<&str> {
        let said = self.said.as_deref()?;
        Some(
            said.char_indices()
                .nth(SHOWN)
                .map_or(said, |(end, _)| &said[..end]),
        )
    }

    /// The body of a successful answer that could not be used, kept because it was probably paid for.
    #[must_use]
    pub fn received(&self) -> Option<&Received> {
        self.received.as_ref()
    }

    /// The same failure with every key taken out of what the server sent; see [`redact`](crate::redact()).
    #[must_use]
    pub fn redacted(mut self, key: Option<&ApiKey>) -> Failure {
        self.said = self.said.map(|said| {
            let mut said = redact(&said, key);
            said.truncate(without_partial_key(&said, key).len());
            said
        });
        if let Some(received) = &mut self.received {
            let clean = redact_bytes(received.bytes(), key);
            if clean != received.bytes() {
                received.bytes = Arc::new(clean);
            }
        }
        self
    }

    /// The same failure, of a request that the service itself says it did not take.
    pub(crate) fn declined(self) -> Failure {
        Failure {
            declined: true,
            ..self
        }
    }

    pub(crate) fn with_charge(self, charge: Charge, next: Next) -> Failure {
        Failure {
            charge,
            next,
            ..self
        }
    }

    pub(crate) fn with_status(self, status: u16) -> Failure {
        Failure {
            status: Some(status),
            ..self
        }
    }

    pub(crate) fn with_said(self, said: Option<String>) -> Failure {
        let said = said.map(|mut said| {
            said.truncate(said.floor_char_boundary(KEPT));
            said
        });
        Failure { said, ..self }
    }

    pub(crate) fn with_received(self, received: Received) -> Failure {
        Failure {
            received: Some(received),
            ..self
        }
    }
}

/// All three parts, parted by spaces.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, part) in [self.title(), &self.meaning(), &self.advice()]
            .into_iter()
            .enumerate()
        {
            if i > 0 && !part.is_empty() {
                f.write_str(" ")?;
            }
            f.write_str(part)?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

/// What can be known about a request that failed on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkFacts {
    /// What the browser says of itself (`navigator.onLine`). Only "offline" can be believed.
    pub online: Option<bool>,
    /// Milliseconds from sending to failing.
    pub elapsed_ms: u64,
    /// Whether this host has answered anything before: if not, the address or a refused preflight is likely to blame.
    pub host_answered_before: bool,
    /// Whether it was a POST, the only kind that costs money.
    pub post: bool,
    /// Whether an answer had begun and then stopped.
    pub cut_mid_body: bool,
}

/// The unusable body of a successful answer, for the person to save. Cloning shares the bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Received {
    name: &'static str,
    mime: &'static str,
    bytes: Arc<Vec<u8>>,
}

impl Received {
    pub(crate) fn new(name: &'static str, mime: &'static str, bytes: Vec<u8>) -> Received {
        Received {
            name,
            mime,
            bytes: Arc::new(bytes),
        }
    }

    /// A file name for it, such as `ssd-1b-answer.zip`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The media type that its bytes suggest.
    #[must_use]
    pub fn mime(&self) -> &'static str {
        self.mime
    }

    /// The body, as it came.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Without the bytes, which would drown a log.
impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Received({}, {} bytes)", self.mime, self.bytes.len())
    }
}
