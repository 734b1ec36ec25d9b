//! localStorage and sessionStorage. Both may throw at the very getter: in a sandboxed frame, or with
//! site data blocked. Then every call answers `Refused`.

use web_sys::Storage;

use crate::abilities::{Refused, Slot, Store};

/// The two storage areas.
#[derive(Clone, Copy)]
pub enum Area {
    /// `localStorage`: shared by the tabs of this origin, there until deleted.
    Device,
    /// `sessionStorage`: this tab, also over a reload.
    Tab,
}

impl Area {
    fn open(self) -> Result<Storage, Refused> {
        let window = web_sys::window().ok_or(Refused)?;
        match self {
            Area::Device => window.local_storage(),
            Area::Tab => window.session_storage(),
        }
        .ok()
        .flatten()
        .ok_or(Refused)
    }
}

impl Store for Area {
    fn get(&self, slot: Slot) -> Result<Option<String>, Refused> {
        self.open()?.get_item(slot.name()).map_err(|_| Refused)
    }

    fn set(&self, slot: Slot, text: &str) -> Result<(), Refused> {
        self.open()?
            .set_item(slot.name(), text)
            .map_err(|_| Refused)
    }

    fn remove(&self, slot: Slot) -> Result<(), Refused> {
        self.open()?.remove_item(slot.name()).map_err(|_| Refused)
    }
}
