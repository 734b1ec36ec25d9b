//! The pictures: painted by the practice engine, kept for a while, and reachable by address where an answer gave one.

use crate::formats;
use axum::body::Bytes;
use practice::{Brief, Painter, Scene};
use ssd1b::Request;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An image file and what it is.
#[derive(Clone)]
pub(crate) struct Image {
    pub(crate) bytes: Bytes,
    pub(crate) mime: &'static str,
}

pub(crate) struct Gallery {
    edge: u32,
    painted: Mutex<VecDeque<(Brief, Bytes)>>,
    published: Mutex<VecDeque<(String, Image)>>,
}

/// How many pictures are kept once painted, to be served again. A full-size one is about a quarter of a megabyte.
const PAINTED: usize = 128;
/// How many are kept at their addresses: more than a day of tests makes, since clients may come for them late.
const PUBLISHED: usize = 1024;

impl Gallery {
    pub(crate) fn new(edge: u32) -> Gallery {
        Gallery {
            edge,
            painted: Mutex::default(),
            published: Mutex::default(),
        }
    }

    /// All the images of a request whose seed is drawn. The same request gives the same images. Takes seconds of work
    /// where they are new: not for a thread that others wait on.
    pub(crate) fn paint(&self, request: &Request) -> Vec<Image> {
        let brief = |sample| Brief {
            prompt: request.prompt().into(),
            negative_prompt: request.negative_prompt().into(),
            seed: request.seed().get().unsigned_abs(),
            sample,
        };
        let image = |sample| Image {
            bytes: self.picture(brief(sample)),
            mime: "image/jpeg",
        };
        (0..u32::from(request.samples())).map(image).collect()
    }

    fn picture(&self, brief: Brief) -> Bytes {
        let known = lock(&self.painted)
            .iter()
            .find(|(other, _)| *other == brief)
            .map(|(_, bytes)| bytes.clone());
        if let Some(bytes) = known {
            return bytes;
        }
        let bytes = Bytes::from(Painter::new(&Scene::read(&brief), self.edge).jpeg());
        keep(&self.painted, (brief, bytes.clone()), PAINTED);
        bytes
    }

    /// Makes an image reachable by a name of that stem, and returns the name.
    pub(crate) fn publish(&self, stem: &str, image: &Image) -> String {
        let name = format!("{stem}.{}", formats::extension(image.mime));
        keep(&self.published, (name.clone(), image.clone()), PUBLISHED);
        name
    }

    /// The image of that name, if it is still kept.
    pub(crate) fn published(&self, name: &str) -> Option<Image> {
        lock(&self.published)
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, image)| image.clone())
    }
}

fn keep<T>(list: &Mutex<VecDeque<T>>, item: T, most: usize) {
    let mut list = lock(list);
    list.push_back(item);
    if list.len() > most {
        list.pop_front();
    }
}

fn lock<T>(list: &Mutex<T>) -> MutexGuard<'_, T> {
    list.lock().unwrap_or_else(PoisonError::into_inner)
}
