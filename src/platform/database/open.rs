//! Opening the database, and bringing it up to date.

use std::rc::Rc;

use futures::channel::oneshot;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{Event, IdbDatabase, IdbOpenDbRequest, IdbVersionChangeEvent};

use super::trouble::trouble;
use super::{Shared, State};
use crate::abilities::database::Trouble;

/// Its name in the browser.
const NAME: &str = "ssd1b-studio";

/// What each version changed, from an empty database on. A step stays as it was published: it names its tables itself,
/// whatever the app calls them later.
const STEPS: [Step; 1] = [first];

type Step = fn(&IdbDatabase) -> Result<(), JsValue>;

/// The version this app reads and writes.
const VERSION: u32 = STEPS.len() as u32;

fn first(database: &IdbDatabase) -> Result<(), JsValue> {
    let tables = [
        "jobs",
        "answers",
        "recipes",
        "uses",
        "thumbnails",
        "originals",
        "ledger",
        "meta",
    ];
    for table in tables {
        database.create_object_store(table)?;
    }
    Ok(())
}

/// An open database. Closed when dropped.
pub(super) struct Connection {
    pub(super) database: IdbDatabase,
    /// A newer version of the app wrote it.
    pub(super) newer: bool,
    _version_change: Closure<dyn FnMut(IdbVersionChangeEvent)>,
    _close: Closure<dyn FnMut()>,
}

impl Connection {
    fn new(database: IdbDatabase, shared: &Rc<Shared>) -> Connection {
        // The handlers must not keep alive what keeps them.
        let watcher = Rc::downgrade(shared);
        let version_change = Closure::<dyn FnMut(IdbVersionChangeEvent)>::new(
            move |event: IdbVersionChangeEvent| {
                if let Some(shared) = watcher.upgrade() {
                    shared.version_change(event.new_version());
                }
            },
        );
        let watcher = Rc::downgrade(shared);
        // The person deleted the site's data, or the disk failed.
        let close = Closure::<dyn FnMut()>::new(move || {
            if let Some(shared) = watcher.upgrade() {
                shared.close(State::Closed);
            }
        });
        database.set_onversionchange(Some(version_change.as_ref().unchecked_ref()));
        database.set_onclose(Some(close.as_ref().unchecked_ref()));
        Connection {
            newer: database.version() > f64::from(VERSION),
            database,
            _version_change: version_change,
            _close: close,
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.set_onversionchange(None);
        self.database.set_onclose(None);
        self.database.close();
    }
}

/// Opens it. One that a newer version wrote is opened as it is.
pub(super) async fn open(shared: &Rc<Shared>) -> Result<Connection, Trouble> {
    let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
    let factory = factory.ok_or(Trouble::Refused)?;
    let opened = match answer(factory.open_with_u32(NAME, VERSION), shared).await {
        Err(Trouble::Newer) => answer(factory.open(NAME), shared).await,
        opened => opened,
    };
    Ok(Connection::new(opened?, shared))
}

/// Waits for the browser's answer, and does what it asks meanwhile.
async fn answer(
    asked: Result<IdbOpenDbRequest, JsValue>,
    shared: &Rc<Shared>,
) -> Result<IdbDatabase, Trouble> {
    let request = asked.map_err(|error| trouble(&error))?;

    let upgrading = request.clone();
    let upgrade =
        Closure::<dyn FnMut(IdbVersionChangeEvent)>::new(move |event: IdbVersionChangeEvent| {
            if migrate(&upgrading, &event).is_err()
                && let Some(transaction) = upgrading.transaction()
            {
                // Half a step must not stay.
                let _ = transaction.abort();
            }
        });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));

    let (tell, told) = oneshot::channel();
    let mut tell = Some(tell);
    let watcher = Rc::downgrade(shared);
    let event = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        if event.type_() == "blocked" {
            if let Some(shared) = watcher.upgrade() {
                shared.is_stuck();
            }
        } else if let Some(tell) = tell.take() {
            let _ = tell.send(());
        }
    });
    let handler = Some(event.as_ref().unchecked_ref());
    request.set_onblocked(handler);
    request.set_onsuccess(handler);
    request.set_onerror(handler);

    let _ = told.await;
    match request.result() {
        Ok(database) if !database.is_undefined() => Ok(database.unchecked_into()),
        _ => Err(request
            .error()
            .ok()
            .flatten()
            .map_or(Trouble::Refused, |error| trouble(&error))),
    }
}

/// Takes the steps between two versions, within the browser's own transaction.
fn migrate(request: &IdbOpenDbRequest, event: &IdbVersionChangeEvent) -> Result<(), JsValue> {
    let database: IdbDatabase = request.result()?.unchecked_into();
    let from = event.old_version() as usize;
    let to = event.new_version().unwrap_or_default() as usize;
    STEPS
        .iter()
        .take(to)
        .skip(from)
        .try_for_each(|step| step(&database))
}
