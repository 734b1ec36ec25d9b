//! What the state asks of its surroundings. The browser answers in `platform`; tests answer with fakes.

pub mod database;
pub mod memory;

use std::{future::Future, ops::Deref, pin::Pin, rc::Rc};

use send_wrapper::SendWrapper;
use ssd1b::wire::{Answer, Outgoing};
use ssd1b::{ApiKey, NetworkFacts, Picture};

/// A future of this thread. Dropping it cancels what it stands for.
pub type LocalFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// The time.
pub trait Clock {
    /// Unix time in milliseconds.
    fn now_ms(&self) -> f64;
    /// Resolves after about `ms` milliseconds; later in a tab that sleeps.
    fn sleep(&self, ms: f64) -> LocalFuture<()>;
}

/// Random bits.
pub trait Dice {
    /// 64 bits, from the browser's secure source.
    fn roll(&self) -> u64;
}

/// Every key this app keeps in the browser's storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The form's draft.
    Draft,
    /// Mode and own endpoint.
    Setup,
    /// API keys by the origin they belong to, where the person chose to keep them.
    Keys,
    /// Light, dark, or as the system says.
    Theme,
}

impl Slot {
    /// All slots: what "delete everything on this device" removes.
    pub const ALL: [Slot; 4] = [Slot::Draft, Slot::Setup, Slot::Keys, Slot::Theme];

    /// The name in storage. The prefix keeps it apart from other pages of the same origin.
    pub const fn name(self) -> &'static str {
        match self {
            Slot::Draft => "ssd1b-studio.draft",
            Slot::Setup => "ssd1b-studio.setup",
            Slot::Keys => "ssd1b-studio.keys",
            Slot::Theme => "ssd1b-studio.theme",
        }
    }
}

/// The browser refused: a private window, a sandboxed frame, a full disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

/// A small text store.
pub trait Store {
    /// The text in the slot, if any.
    ///
    /// # Errors
    /// [`Refused`] where the browser keeps the page from its storage; so for the two below.
    fn get(&self, slot: Slot) -> Result<Option<String>, Refused>;
    /// Puts text into the slot.
    ///
    /// # Errors
    /// See [`get`](Self::get).
    fn set(&self, slot: Slot, text: &str) -> Result<(), Refused>;
    /// Empties the slot.
    ///
    /// # Errors
    /// See [`get`](Self::get).
    fn remove(&self, slot: Slot) -> Result<(), Refused>;
}

/// HTTP. Dropping the future aborts the request.
pub trait Http {
    /// Sends once, and never again by itself.
    fn send(
        &self,
        outgoing: Outgoing,
        key: Option<ApiKey>,
    ) -> LocalFuture<Result<Answer, NetworkFacts>>;
}

/// What the practice engine is told for one image.
#[derive(Clone, Debug, PartialEq)]
pub struct PracticeOrder {
    /// What to show.
    pub prompt: String,
    /// What to keep out.
    pub negative_prompt: String,
    /// The seed, 0 to 999 999 999 999 999; -1 is drawn before it gets here.
    pub seed: i64,
    /// Which image of the request, from 0.
    pub sample: u8,
}

/// The practice engine. Dropping the future stops it.
pub trait Engine {
    /// Paints one image; `progress` hears the share painted, 0 to 1. Answers with JPEG bytes.
    fn paint(
        &self,
        order: PracticeOrder,
        progress: Rc<dyn Fn(f32)>,
    ) -> LocalFuture<Result<Vec<u8>, String>>;
}

/// Names a picture on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PictureId(pub u32);

/// Where pictures lie while the page shows them. Not in wasm memory, which never shrinks.
pub trait Shelf {
    /// Lays a picture down.
    fn put(&self, picture: Picture) -> PictureId;
    /// Throws a picture away.
    fn discard(&self, id: PictureId);
}

/// All abilities together, handed to the state.
#[derive(Clone)]
pub struct Services(SendWrapper<Rc<Abilities>>);

/// One of each. See [`Services`].
pub struct Abilities {
    /// The time.
    pub clock: Box<dyn Clock>,
    /// Random bits.
    pub dice: Box<dyn Dice>,
    /// This device's storage.
    pub device: Box<dyn Store>,
    /// This tab's storage.
    pub tab: Box<dyn Store>,
    /// Requests to the API.
    pub http: Box<dyn Http>,
    /// The practice engine.
    pub engine: Box<dyn Engine>,
    /// The pictures of this page.
    pub shelf: Box<dyn Shelf>,
    /// The page's own origin; empty where it has none.
    pub page_origin: String,
    /// The page came over https.
    pub page_is_https: bool,
}

impl Services {
    /// Hands over the abilities. They stay on this thread.
    pub fn new(abilities: Abilities) -> Self {
        Services(SendWrapper::new(Rc::new(abilities)))
    }
}

impl Deref for Services {
    type Target = Abilities;

    fn deref(&self) -> &Abilities {
        &self.0
    }
}
