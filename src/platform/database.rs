//! The database: IndexedDB, opened at first use. Where the browser refuses it (sandboxed frames, some private
//! windows, some pages from disk), rows stay in memory and end with the page, and it says that it does not last.
//!
//! Over `web_sys` rather than the crate idb, which answers an error before the transaction has ended, without the
//! error's name, and by then has dropped the handler that the browser calls at the end.

use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;

use futures::channel::oneshot;
use futures::future::{Either, select};
use wasm_bindgen_futures::spawn_local;
use web_sys::IdbTransaction;

use self::open::Connection;
use super::clock::BrowserClock;
use crate::abilities::database::{Database, Decide, Found, Read, Table, Trouble};
use crate::abilities::memory::MemoryDatabase;
use crate::abilities::{Clock, LocalFuture};

mod open;
mod transaction;
mod trouble;

/// How long an opening may take in silence. A frozen tab with an older version does not even let the browser say
/// that it is in the way.
const PATIENCE_MS: f64 = 10_000.0;

/// What is said while another tab is in the way, or the browser does not answer.
const STUCK: &str = "The saved work can't be opened yet: another tab with an older version of this page may be in the way. \
                     Close it, or wait until its paid request has ended.";

/// The database of this page's origin. Clones share one connection.
///
/// Whatever was begun runs to its end, also where nobody waits for it any more: an answer that was paid for shall not
/// stay unsaved because somebody looked away.
#[derive(Clone, Default)]
pub struct BrowserDatabase(Rc<Shared>);

#[derive(Default)]
struct Shared {
    state: RefCell<State>,
    /// It was open once, so the browser does not refuse it: later failures are troubles, never a reason for memory.
    opened_once: Cell<bool>,
    /// How many [`Hold`]s there are.
    holds: Cell<u32>,
    /// A newer version waits in another tab.
    wanted: Cell<bool>,
}

#[derive(Default)]
enum State {
    /// Nobody asked yet, or the browser closed it.
    #[default]
    Closed,
    /// The browser was asked; these wait for it.
    Opening(Vec<oneshot::Sender<Result<Place, Trouble>>>),
    /// The browser was asked, and something is in the way.
    Stuck,
    Open(Rc<Connection>),
    /// A newer version in another tab has it: for good, as this page does not know that version's rows.
    HandedOver,
    Refused(MemoryDatabase),
}

/// Where the rows are.
#[derive(Clone)]
enum Place {
    Browser(Rc<Connection>),
    Memory(MemoryDatabase),
}

/// Where a transaction takes place.
enum Begun {
    Browser(IdbTransaction),
    Memory(MemoryDatabase),
}

/// What a transaction is begun for.
#[derive(Clone, Copy)]
enum Purpose<'a> {
    Read(&'a [Table]),
    Change,
}

impl BrowserDatabase {
    /// Keeps the database open while a paid request is under way, so that its answer can be saved: a newer version in
    /// another tab waits until the last hold is dropped.
    pub fn hold(&self) -> Hold {
        self.0.holds.set(self.0.holds.get() + 1);
        Hold(Rc::clone(&self.0))
    }

    /// Whether a newer version in another tab waits for the holds to end. No new request should be paid for then.
    pub fn is_wanted(&self) -> bool {
        self.0.wanted.get()
    }
}

/// See [`BrowserDatabase::hold`].
pub struct Hold(Rc<Shared>);

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.holds.set(self.0.holds.get() - 1);
        if self.0.wanted.get() {
            self.0.hand_over();
        }
    }
}

impl Database for BrowserDatabase {
    fn read(&self, reads: Vec<Read>) -> LocalFuture<Result<Vec<Found>, Trouble>> {
        let shared = Rc::clone(&self.0);
        run(async move {
            let tables = transaction::tables(&reads);
            match shared.begin(Purpose::Read(&tables)).await? {
                Begun::Browser(transaction) => transaction::read(&transaction, reads).await,
                Begun::Memory(memory) => memory.read(reads).await,
            }
        })
    }

    fn change(&self, reads: Vec<Read>, decide: Decide) -> LocalFuture<Result<(), Trouble>> {
        let shared = Rc::clone(&self.0);
        run(async move {
            match shared.begin(Purpose::Change).await? {
                Begun::Browser(transaction) => {
                    transaction::change(&transaction, reads, decide).await
                }
                Begun::Memory(memory) => memory.change(reads, decide).await,
            }
        })
    }

    /// True until the browser has refused, which is known after the first call.
    fn lasts(&self) -> bool {
        !matches!(*self.0.state.borrow(), State::Refused(_))
    }
}

/// Starts the work now, in the order of the calls, and lets it end by itself: it must not depend on being polled, as a
/// transaction ends where nothing is asked of it in time.
fn run<T: 'static>(
    work: impl Future<Output = Result<T, Trouble>> + 'static,
) -> LocalFuture<Result<T, Trouble>> {
    let (tell, told) = oneshot::channel();
    spawn_local(async move {
        let _ = tell.send(work.await);
    });
    Box::pin(async { told.await.unwrap_or(Err(Trouble::Closed)) })
}

impl Shared {
    /// Begins a transaction. Nothing may be awaited between this and its first request.
    async fn begin(self: &Rc<Self>, purpose: Purpose<'_>) -> Result<Begun, Trouble> {
        let mut again = true;
        loop {
            let connection = match self.place().await? {
                Place::Memory(memory) => return Ok(Begun::Memory(memory)),
                Place::Browser(connection) => connection,
            };
            let begun = match purpose {
                Purpose::Change => transaction::begin_change(&connection),
                Purpose::Read(tables) => transaction::begin_read(&connection, tables),
            };
            match begun {
                // Closed by the browser, which has not said so yet.
                Err(Trouble::Closed) if again => {
                    again = false;
                    self.forget(&connection);
                }
                begun => return begun.map(Begun::Browser),
            }
        }
    }

    async fn place(self: &Rc<Self>) -> Result<Place, Trouble> {
        let (tell, told) = oneshot::channel();
        match &mut *self.state.borrow_mut() {
            State::Open(connection) => return Ok(Place::Browser(Rc::clone(connection))),
            State::Refused(memory) => return Ok(Place::Memory(memory.clone())),
            State::HandedOver => return Err(Trouble::Closed),
            State::Stuck => return Err(stuck()),
            State::Opening(waiting) => waiting.push(tell),
            closed @ State::Closed => {
                *closed = State::Opening(vec![tell]);
                spawn_local(open_patiently(Rc::clone(self)));
            }
        }
        told.await.unwrap_or(Err(Trouble::Closed))
    }

    /// Answers everybody who waits for the opening.
    fn enter(&self, state: State, answer: &Result<Place, Trouble>) {
        if let State::Opening(waiting) = self.state.replace(state) {
            for tell in waiting {
                let _ = tell.send(answer.clone());
            }
        }
    }

    fn opened(&self, opened: Result<Connection, Trouble>) {
        match opened {
            Ok(connection) => {
                self.opened_once.set(true);
                let connection = Rc::new(connection);
                let place = Place::Browser(Rc::clone(&connection));
                self.enter(State::Open(connection), &Ok(place));
            }
            Err(trouble) if trouble == Trouble::Full || self.opened_once.get() => {
                self.enter(State::Closed, &Err(trouble));
            }
            Err(_) => {
                let memory = MemoryDatabase::default();
                let place = Place::Memory(memory.clone());
                self.enter(State::Refused(memory), &Ok(place));
            }
        }
    }

    /// Something is in the way. Those who wait are told; should it end, the next call finds the database open.
    fn is_stuck(&self) {
        self.enter(State::Stuck, &Err(stuck()));
    }

    /// Somebody else wants to bring the database to that version, or to delete it.
    fn version_change(&self, version: Option<f64>) {
        match version {
            // Whatever is made of it later has rows that this page knows.
            None => self.close(State::Closed),
            Some(_) if self.holds.get() == 0 => self.hand_over(),
            Some(_) => self.wanted.set(true),
        }
    }

    fn hand_over(&self) {
        if self.holds.get() == 0 {
            self.wanted.set(false);
            self.close(State::HandedOver);
        }
    }

    /// Closes as soon as the transactions under way have ended: that wait is the browser's.
    fn close(&self, then: State) {
        let mut state = self.state.borrow_mut();
        if let State::Open(connection) = &*state {
            connection.database.close();
            *state = then;
        }
    }

    /// The browser closed this connection: the next call opens another.
    fn forget(&self, gone: &Rc<Connection>) {
        let mut state = self.state.borrow_mut();
        if matches!(&*state, State::Open(connection) if Rc::ptr_eq(connection, gone)) {
            *state = State::Closed;
        }
    }
}

async fn open_patiently(shared: Rc<Shared>) {
    let opening = pin!(open::open(&shared));
    let opened = match select(opening, BrowserClock.sleep(PATIENCE_MS)).await {
        Either::Left((opened, _)) => opened,
        Either::Right(((), opening)) => {
            shared.is_stuck();
            opening.await
        }
    };
    shared.opened(opened);
}

fn stuck() -> Trouble {
    Trouble::Other(STUCK.to_owned())
}
