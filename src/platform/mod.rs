//! The browser. The only floor that names `web_sys` or gloo: one small file per ability, each of which
//! says how it fails.

pub mod clipboard;
pub mod clock;
pub mod crash;
pub mod database;
pub mod dice;
pub mod engine;
pub mod files;
pub mod http;
pub mod page;
pub mod shelf;
pub mod storage;

use crate::abilities::{Abilities, Services};

/// The abilities of this browser, and the shelf that the view reads pictures from.
pub fn services() -> (Services, shelf::BrowserShelf) {
    let shelf = shelf::BrowserShelf::default();
    let services = Services::new(Abilities {
        clock: Box::new(clock::BrowserClock),
        dice: Box::new(dice::BrowserDice),
        device: Box::new(storage::Area::Device),
        tab: Box::new(storage::Area::Tab),
        http: Box::new(http::BrowserHttp::default()),
        engine: Box::new(engine::BrowserEngine::default()),
        shelf: Box::new(shelf.clone()),
        page_origin: page::origin(),
        page_is_https: page::is_https(),
    });
    (services, shelf)
}
