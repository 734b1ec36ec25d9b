//! Storage in memory.

use std::cell::{Cell, RefCell, RefMut};
use std::collections::BTreeMap;
use std::rc::Rc;

use ssd1b_studio::abilities::{Refused, Slot, Store};

/// What lies in which slot.
type Slots = BTreeMap<&'static str, String>;

/// A store in memory that can be made to refuse.
#[derive(Clone, Default)]
pub(crate) struct FakeStore(Rc<(Cell<bool>, RefCell<Slots>)>);

impl FakeStore {
    /// From now on it refuses everything, or no longer.
    pub(crate) fn refuse(&self, refuse: bool) {
        self.0.0.set(refuse);
    }

    /// Puts text there, as an earlier visit would have.
    pub(crate) fn put(&self, slot: Slot, text: &str) {
        self.0.1.borrow_mut().insert(slot.name(), text.to_owned());
    }

    /// What lies in the slot.
    pub(crate) fn peek(&self, slot: Slot) -> Option<String> {
        self.0.1.borrow().get(slot.name()).cloned()
    }

    /// Nothing lies in any slot.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.1.borrow().is_empty()
    }

    /// Everything in it, to look for what must not be there.
    pub(crate) fn all(&self) -> String {
        format!("{:?}", self.0.1.borrow())
    }

    fn open(&self) -> Result<RefMut<'_, Slots>, Refused> {
        if self.0.0.get() {
            Err(Refused)
        } else {
            Ok(self.0.1.borrow_mut())
        }
    }
}

impl Store for FakeStore {
    fn get(&self, slot: Slot) -> Result<Option<String>, Refused> {
        Ok(self.open()?.get(slot.name()).cloned())
    }

    fn set(&self, slot: Slot, text: &str) -> Result<(), Refused> {
        self.open()?.insert(slot.name(), text.to_owned());
        Ok(())
    }

    fn remove(&self, slot: Slot) -> Result<(), Refused> {
        self.open()?.remove(slot.name());
        Ok(())
    }
}
