//! Finding the images in a body of text: JSON in all the shapes that were seen, or a bare base64 text or address.
//!
//! Base64 is decoded while the JSON is read, straight from the body, so that an answer of megabytes is never copied as
//! text.

use super::read::{self, Into, Sink};
use super::{Facts, message};
use crate::{Kind, Output, Picture, PictureProblem, RemoteUrl};
use serde::de::{MapAccess, SeqAccess};

/// The images of a body, at least one.
pub(super) struct Found {
    pub(super) outputs: Vec<Output>,
    pub(super) facts: Facts,
}

/// No image, and why; with the body's own words where it has some.
pub(super) struct Nothing {
    pub(super) kind: Kind,
    pub(super) said: Option<String>,
}

/// Which name counts where the same images stand under several.
#[derive(Clone, Copy)]
pub(super) enum Order {
    /// `image`, `images`, `output`, `url`; but images themselves before addresses of images.
    V1,
    /// `images`, `output`, `image`, `url`.
    V2,
}

/// Finds the images in a body that is no image by itself.
///
/// What was whole before a fault in the JSON counts: it was paid for like the rest.
pub(super) fn find(body: &[u8], order: Order) -> Result<Found, Nothing> {
    let body = body
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(body)
        .trim_ascii();
    let nothing = |kind, said| Err(Nothing { kind, said });
    let mut content = Content::default();
    let json = matches!(body.first(), Some(b'{' | b'[' | b'"'));
    let mut fault = None;
    if json {
        fault = read::document(body, &mut content).err();
    } else {
        match std::str::from_utf8(body) {
            // Base64 may be wrapped, so only addresses are read line by line.
            Ok(text) if text.starts_with("http") => {
                text.lines().for_each(|line| content.image.take(line))
            }
            Ok(text) => content.image.take(text),
            Err(_) => return nothing(Kind::NotAnImage, None),
        }
    }
    let facts = std::mem::take(&mut content.facts);
    match (content.choose(order), fault) {
        (Ok(outputs), _) => Ok(Found { outputs, facts }),
        (Err(_), Some(fault)) if fault.is_eof() => nothing(Kind::TruncatedBody, None),
        (Err(_), Some(_)) => nothing(Kind::NotAnImage, None),
        (Err(kind), None) if json => nothing(kind, message::of_json(body)),
        (Err(kind), None) => nothing(kind, message::of_text(body)),
    }
}

/// What was found under each name.
#[derive(Default)]
struct Content {
    image: Items,
    images: Items,
    output: Items,
    url: Items,
    facts: Facts,
}

/// The images and addresses under one name, and what stood there and was neither.
#[derive(Default)]
struct Items {
    outputs: Vec<Output>,
    torn: bool,
    unsafe_url: bool,
    unreadable: bool,
}

impl Content {
    /// The outputs of one name: the same image may stand under several.
    fn choose(self, order: Order) -> Result<Vec<Output>, Kind> {
        let (mut groups, pictures_first) = match order {
            Order::V1 => ([self.image, self.images, self.output, self.url], true),
            Order::V2 => ([self.images, self.output, self.image, self.url], false),
        };
        let has_picture = |items: &Items| {
            items
                .outputs
                .iter()
                .any(|output| matches!(output, Output::Picture(_)))
        };
        let best = groups
            .iter()
            .position(|items| pictures_first && has_picture(items))
            .or_else(|| groups.iter().position(|items| !items.outputs.is_empty()));
        if let Some(best) = best {
            return Ok(std::mem::take(&mut groups[best].outputs));
        }
        Err(if groups.iter().any(|items| items.torn) {
            Kind::TruncatedBody
        } else if groups.iter().any(|items| items.unsafe_url) {
            Kind::UnsafeUrl
        } else if groups.iter().any(|items| items.unreadable) {
            Kind::NotAnImage
        } else {
            Kind::NoImage
        })
    }
}

impl Items {
    fn take(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        // Base64 has no colon; a data URL is told apart by its name.
        let scheme = text
            .get(..text.len().min(12))
            .unwrap_or_default()
            .split_once(':')
            .map(|(scheme, _)| scheme);
        if scheme.is_some_and(|scheme| !scheme.eq_ignore_ascii_case("data")) {
            match RemoteUrl::parse(text) {
                Some(url) => self.outputs.push(Output::Url(url)),
                None => self.unsafe_url = true,
            }
            return;
        }
        match Picture::from_base64(text) {
            Ok(picture) if picture.is_whole() => self.outputs.push(Output::Picture(picture)),
            Ok(_) => self.torn = true,
            Err(PictureProblem::Empty) => {}
            Err(_) => self.unreadable = true,
        }
    }
}

/// The whole document: an object with known names, or a bare list or text.
impl<'de> Sink<'de> for &mut Content {
    fn text(self, text: &str) {
        self.image.take(text);
    }

    fn list<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        self.image.list(list)
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(name) = read::name(&mut object)? {
            match &*name {
                "image" => object.next_value_seed(Into(&mut self.image))?,
                "images" => object.next_value_seed(Into(&mut self.images))?,
                "output" => object.next_value_seed(Into(&mut self.output))?,
                "url" => object.next_value_seed(Into(&mut self.url))?,
                other => self.facts.entry(other, &mut object)?,
            }
        }
        Ok(())
    }
}

/// What stands under one of the names: a text, or lists and objects of such texts.
impl<'de> Sink<'de> for &mut Items {
    fn text(self, text: &str) {
        self.take(text);
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Into(&mut *self))?.is_some() {}
        Ok(())
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(name) = read::name(&mut object)? {
            match &*name {
                "image" | "images" | "output" | "url" => {
                    object.next_value_seed(Into(&mut *self))?
                }
                _ => read::skip(&mut object)?,
            }
        }
        Ok(())
    }
}
