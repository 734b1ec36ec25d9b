//! The server's own words in an error body, whatever shape they have, and the field they speak of.

use super::read::{self, Into, Sink};
use crate::Field;
use crate::failure::KEPT;
use serde::de::{MapAccess, SeqAccess};

/// The words under `error`, `error_description`, `message`, `detail` and `msg`, in the order they stand there.
pub(super) fn of_json(body: &[u8]) -> Option<String> {
    let mut words = String::new();
    // Words read before a fault in the JSON are still the server's words.
    let _ = read::document(
        body,
        Words {
            all: false,
            into: &mut words,
        },
    );
    Some(words).filter(|words| !words.is_empty())
}

/// The body itself, where it is text, trimmed.
pub(super) fn of_text(body: &[u8]) -> Option<String> {
    // Bytes beyond what is ever shown are not worth decoding.
    let text = String::from_utf8_lossy(&body[..body.len().min(KEPT)]);
    let text = text.trim();
    let binary = text.chars().any(|c| c.is_control() && !c.is_whitespace());
    (!text.is_empty() && !binary).then(|| text.into())
}

/// The field that a message names first, by its wire name or in plain words.
pub(super) fn field_named(message: &str) -> Option<Field> {
    // A traceback shows the service's code, full of parameter names; its last line says what was wrong.
    let last_line = || message.trim_end().rsplit('\n').next().unwrap_or(message);
    let message = if message.contains("Traceback") {
        last_line()
    } else {
        message
    };
    let message = message.to_ascii_lowercase();
    let names = [
        (Field::NegativePrompt, "negative_prompt"),
        (Field::NegativePrompt, "negative prompt"),
        (Field::Prompt, "prompt"),
        (Field::Samples, "samples"),
        (Field::Scheduler, "scheduler"),
        (Field::Steps, "num_inference_steps"),
        (Field::Steps, "inference steps"),
        (Field::Guidance, "guidance_scale"),
        (Field::Guidance, "guidance scale"),
        (Field::Seed, "seed"),
        (Field::Width, "img_width"),
        (Field::Height, "img_height"),
        (Field::Base64, "base64"),
    ];
    let place = |(field, name): (Field, &str)| word_at(&message, name).map(|at| (at, field));
    // At equal places the first of the list stands: the longer name.
    names
        .into_iter()
        .filter_map(place)
        .min_by_key(|(at, _)| *at)
        .map(|(_, field)| field)
}

/// Where `name` stands as a word of its own.
fn word_at(text: &str, name: &str) -> Option<usize> {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).map(|(at, _)| at).find(|&at| {
        !text[..at].ends_with(part_of_word) && !text[at + name.len()..].starts_with(part_of_word)
    })
}

/// Gathers texts: all of a value's, or those under the known names.
struct Words<'a> {
    all: bool,
    into: &'a mut String,
}

impl Words<'_> {
    fn add(&mut self, text: &str) {
        let text = text.trim();
        if !self.all || text.is_empty() || self.into.len() > KEPT {
            return;
        }
        if !self.into.is_empty() {
            self.into.push_str(": ");
        }
        self.into.push_str(text);
    }
}

impl<'de> Sink<'de> for Words<'_> {
    fn text(mut self, text: &str) {
        self.add(text);
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list
            .next_element_seed(Into(Words {
                all: self.all,
                into: self.into,
            }))?
            .is_some()
        {}
        Ok(())
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(name) = read::name(&mut object)? {
            let wanted = match &*name {
                "error" | "error_description" | "message" | "detail" | "msg" => true,
                // Validators put the place of a fault into a list beside the message.
                "loc" => self.all,
                _ => false,
            };
            if wanted {
                object.next_value_seed(Into(Words {
                    all: true,
                    into: self.into,
                }))?;
            } else {
                read::skip(&mut object)?;
            }
        }
        Ok(())
    }
}
