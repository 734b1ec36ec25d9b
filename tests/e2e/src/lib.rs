//! The built app in a real browser, over real HTTP, against the simulator.
//!
//! A test is a [`story`]: it gets a [`Stage`], which is a simulator of its own that serves the built app, and a Chromium
//! with a fresh profile. When the story is told, the stage checks what holds for every story: no error in the console, and
//! no request to a host that nobody named.
//!
//! What has to be there is found by environment variables, which `cargo xtask test` sets: `SSD1B_SITE` (the built app,
//! else `dist/site`), `CHROME` and `CHROMEDRIVER` (else what is on PATH), `AXE` (axe-core's script, else the one in
//! `.tools`). Nothing asserts how long anything took: waiting is asking again, with a generous limit.

#![forbid(unsafe_code)]

mod axe;
mod browser;
mod driver;
mod host;
mod logs;
mod page;
mod place;
mod scripts;
mod stage;
mod studio;
mod tour;

pub use host::Wiki;
pub use logs::Sent;
pub use page::{Colours, Page};
pub use place::shots;
pub use scripts::{STORAGE_REFUSED, WORKERS_BROKEN, WORKERS_REFUSED, faster};
pub use stage::{Setup, Stage, story};
pub use tour::{SCREENS, Screen, tour};

/// A good key for the simulator, of the service's shape.
pub const KEY: &str = "SG_0123456789abcdef";
