//! The database in memory, in the test's hands: it can fail, and keep what it is told waiting.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use any_spawner::Executor;
use futures::FutureExt;
use futures::channel::oneshot;
use ssd1b_studio::abilities::LocalFuture;
use ssd1b_studio::abilities::database::{
    Database, Decide, Found, Read, Table, Trouble, Value, Write,
};
use ssd1b_studio::abilities::memory::MemoryDatabase;

/// A database that does what it is told in the order of the calls, when the test lets the world settle, and whether or
/// not somebody still waits for it. So does the browser's.
#[derive(Clone, Default)]
pub(crate) struct FakeDatabase(Rc<Inner>);

#[derive(Default)]
struct Inner {
    rows: MemoryDatabase,
    /// How each change ends.
    trouble: RefCell<Option<Trouble>>,
    held: Cell<bool>,
    /// Whoever waits for the hold to end, the first one first.
    waiting: RefCell<VecDeque<oneshot::Sender<()>>>,
    ends_with_the_page: Cell<bool>,
}

impl FakeDatabase {
    /// From now on every change ends so and keeps nothing; or no longer.
    pub(crate) fn fail(&self, trouble: Option<Trouble>) {
        *self.0.trouble.borrow_mut() = trouble;
    }

    /// From now on reads and changes wait.
    pub(crate) fn hold(&self) {
        self.0.held.set(true);
    }

    /// How many wait.
    pub(crate) fn waiting(&self) -> usize {
        self.0.waiting.borrow().len()
    }

    /// Lets the first of those that wait go on.
    pub(crate) fn let_one_go(&self) {
        let first = self.0.waiting.borrow_mut().pop_front();
        let _ = first.expect("one waits").send(());
    }

    /// Lets all go on, and later ones at once.
    pub(crate) fn let_go(&self) {
        self.0.held.set(false);
        while self.waiting() > 0 {
            self.let_one_go();
        }
    }

    /// From now on it is the stand-in of a browser that refuses.
    pub(crate) fn end_with_the_page(&self) {
        self.0.ends_with_the_page.set(true);
    }

    /// The rows of a table, whatever it is told meanwhile.
    pub(crate) fn rows(&self, table: Table) -> Vec<(String, Value)> {
        let found = self.0.rows.read(vec![Read::all(table)]).now_or_never();
        match found.unwrap().unwrap().remove(0) {
            Found::Rows(rows) => rows,
            other => panic!("{other:?}"),
        }
    }

    /// Puts rows there, as an earlier visit or another tab would have.
    pub(crate) fn put(&self, writes: Vec<Write>) {
        let put = self.0.rows.change(Vec::new(), Box::new(|_| writes));
        put.now_or_never().unwrap().unwrap();
    }

    /// Does it when its turn comes.
    fn run<T: 'static>(
        &self,
        work: impl FnOnce(&Inner) -> Result<T, Trouble> + 'static,
    ) -> LocalFuture<Result<T, Trouble>> {
        let inner = Rc::clone(&self.0);
        let turn = inner.held.get().then(|| {
            let (tell, told) = oneshot::channel();
            inner.waiting.borrow_mut().push_back(tell);
            told
        });
        let (tell, told) = oneshot::channel();
        Executor::spawn_local(async move {
            if let Some(turn) = turn {
                let _ = turn.await;
            }
            let _ = tell.send(work(&inner));
        });
        Box::pin(async { told.await.unwrap_or(Err(Trouble::Closed)) })
    }
}

impl Database for FakeDatabase {
    fn read(&self, reads: Vec<Read>) -> LocalFuture<Result<Vec<Found>, Trouble>> {
        self.run(|inner| inner.rows.read(reads).now_or_never().unwrap())
    }

    fn change(&self, reads: Vec<Read>, decide: Decide) -> LocalFuture<Result<(), Trouble>> {
        self.run(|inner| match &*inner.trouble.borrow() {
            Some(trouble) => Err(trouble.clone()),
            None => inner.rows.change(reads, decide).now_or_never().unwrap(),
        })
    }

    fn lasts(&self) -> bool {
        !self.0.ends_with_the_page.get()
    }
}
