//! The pictures of this page, as JavaScript objects: bytes for files, a data URL for the grid. Wasm memory
//! never shrinks, so they don't stay in it.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

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

/// The shelf, shared between state and view.
#[derive(Clone)]
pub struct BrowserShelf(SendWrapper<Rc<RefCell<Rows>>>);

#[derive(Default)]
struct Rows {
    next: u32,
    held: BTreeMap<u32, Held>,
}

impl Default for BrowserShelf {
    fn default() -> Self {
        BrowserShelf(SendWrapper::new(Rc::default()))
    }
}

impl BrowserShelf {
    /// The picture of that name, unless it was discarded.
    pub fn get(&self, id: PictureId) -> Option<Held> {
        self.0.borrow().held.get(&id.0).cloned()
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
        let id = rows.next;
        rows.next += 1;
        rows.held.insert(id, held);
        PictureId(id)
    }

    fn discard(&self, id: PictureId) {
        self.0.borrow_mut().held.remove(&id.0);
    }
}
