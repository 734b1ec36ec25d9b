//! The pictures of this page, as JavaScript objects: bytes for files, a data URL for the grid. Wasm memory
//! never shrinks, so they don't stay in it.

use std::{cell::RefCell, rc::Rc};

use js_sys::{JsString, Uint8Array};
use send_wrapper::SendWrapper;
use ssd1b::{ImageKind, Picture};

use crate::abilities::{PictureId, Shelf};

/// One picture on the shelf.
#[derive(Clone)]
pub struct Held {
    /// Its format.
    pub kind: ImageKind,
    /// Its bytes, in an array of their own.
    pub bytes: Uint8Array,
    /// The same as a data URL.
    pub data_url: JsString,
}

/// The shelf, shared between state and view. A place is never used twice, so a name stays good.
#[derive(Clone)]
pub struct BrowserShelf(SendWrapper<Rc<RefCell<Vec<Option<Held>>>>>);

impl Default for BrowserShelf {
    fn default() -> Self {
        BrowserShelf(SendWrapper::new(Rc::default()))
    }
}

impl BrowserShelf {
    /// The picture of that name, unless it was discarded.
    pub fn get(&self, id: PictureId) -> Option<Held> {
        self.0.borrow().get(id.0 as usize)?.clone()
    }
}

impl Shelf for BrowserShelf {
    fn put(&self, picture: Picture) -> PictureId {
        let held = Held {
            kind: picture.kind(),
            bytes: Uint8Array::from(picture.bytes()),
            data_url: JsString::from(picture.to_data_url()),
        };
        let mut rows = self.0.borrow_mut();
        let id = PictureId(rows.len() as u32);
        rows.push(Some(held));
        id
    }

    fn discard(&self, id: PictureId) {
        if let Some(row) = self.0.borrow_mut().get_mut(id.0 as usize) {
            *row = None;
        }
    }
}
