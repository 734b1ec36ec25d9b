//! What every answer of v2 says around its images: the job's id, how it stands, an error, the numbers.

use super::Facts;
use super::read::{self, Into, Sink};
use serde::de::MapAccess;

/// Read from the outermost object alone. The addresses that stand beside the id are passed over.
#[derive(Default)]
pub(super) struct Head {
    pub(super) id: Option<String>,
    pub(super) status: Option<Status>,
    /// Whether there is a text under `error`, as in the service's own errors.
    pub(super) error: bool,
    pub(super) facts: Facts,
    /// Whether the JSON stops or goes wrong somewhere. What was read before counts all the same.
    pub(super) torn: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Queued,
    Processing,
    Completed,
    Failed,
}

impl Head {
    pub(super) fn read(body: &[u8]) -> Head {
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let mut head = Head::default();
        head.torn = read::document(body, &mut head).is_err();
        // The facts carry it too, for the service's support.
        head.facts.request_id.clone_from(&head.id);
        head
    }
}

impl<'de> Sink<'de> for &mut Head {
    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(name) = read::name(&mut object)? {
            match &*name {
                "request_id" => object.next_value_seed(Into(&mut self.id))?,
                "status" => object.next_value_seed(Into(&mut self.status))?,
                "error" => object.next_value_seed(Into(Present(&mut self.error)))?,
                other => self.facts.entry(other, &mut object)?,
            }
        }
        Ok(())
    }
}

impl Sink<'_> for &mut Option<Status> {
    fn text(self, text: &str) {
        let words = [
            ("QUEUED", Status::Queued),
            ("PROCESSING", Status::Processing),
            ("COMPLETED", Status::Completed),
            ("FAILED", Status::Failed),
        ];
        *self = words
            .iter()
            .find(|(word, _)| text.trim().eq_ignore_ascii_case(word))
            .map(|(_, status)| *status);
    }
}

/// Whether a text stands there that says something.
struct Present<'a>(&'a mut bool);

impl Sink<'_> for Present<'_> {
    fn text(self, text: &str) {
        *self.0 = !text.trim().is_empty();
    }
}
