//! The database in memory does what the browser's does, and the tests' own hooks do what they say.

use std::cell::Cell;
use std::rc::Rc;

use any_spawner::Executor;
use futures::FutureExt;
use ssd1b_studio::abilities::database::{Database, Found, Read, Table, Trouble, after};
use ssd1b_studio::abilities::memory::MemoryDatabase;

use crate::world::{FakeDatabase, World};
use checks::{put, row, text, write};

#[path = "../database/checks.rs"]
mod checks;

/// What the work answers, once the world has settled; none while it still waits.
fn started<T: 'static>(
    world: &World,
    work: impl Future<Output = T> + 'static,
) -> Rc<Cell<Option<T>>> {
    let answer = Rc::new(Cell::new(None));
    let tell = Rc::clone(&answer);
    Executor::spawn_local(async move { tell.set(Some(work.await)) });
    world.settle();
    answer
}

#[test]
fn in_memory_it_does_what_every_database_does() {
    let database = MemoryDatabase::default();
    let done = checks::all(&database, &database.clone()).now_or_never();
    assert!(done.is_some(), "nothing in memory makes one wait");
    assert!(!database.lasts());
}

#[test]
fn the_tests_own_does_it_too() {
    let world = World::new();
    let database = FakeDatabase::default();
    let work = async move { checks::all(&database, &database.clone()).await };
    assert!(started(&world, work).take().is_some());
}

#[test]
fn a_change_that_fails_keeps_nothing() {
    let world = World::new();
    let database = FakeDatabase::default();
    for (trouble, expect) in [
        (Some(Trouble::Full), Err(Trouble::Full)),
        (Some(Trouble::Closed), Err(Trouble::Closed)),
        (None, Ok(())),
    ] {
        database.fail(trouble);
        assert_eq!(database.rows(Table::Jobs), []);
        let database = database.clone();
        let work = async move { write(&database, vec![put(Table::Jobs, "a", text("a"))]).await };
        assert_eq!(started(&world, work).take(), Some(expect));
    }
    assert_eq!(database.rows(Table::Jobs), [("a".to_owned(), text("a"))]);
}

#[test]
fn what_is_held_goes_on_in_its_order_also_unwatched() {
    let world = World::new();
    let database = FakeDatabase::default();
    assert!(database.lasts());
    database.end_with_the_page();
    assert!(!database.lasts());

    database.put(vec![put(Table::Jobs, "a", text("0"))]);
    database.hold();
    let change = |value: &'static str| {
        let writes = vec![put(Table::Jobs, "a", text(value))];
        database.change(vec![], Box::new(|_| writes))
    };
    drop(change("1"));
    let found = started(&world, database.read(vec![row(Table::Jobs, "a")]));
    let second = started(&world, change("2"));
    assert_eq!(database.waiting(), 3);
    assert_eq!(database.rows(Table::Jobs), [("a".to_owned(), text("0"))]);

    database.let_one_go();
    world.settle();
    assert_eq!(database.rows(Table::Jobs), [("a".to_owned(), text("1"))]);
    assert_eq!(found.take(), None);

    database.let_go();
    world.settle();
    assert_eq!(found.take(), Some(Ok(vec![Found::Row(Some(text("1")))])));
    assert_eq!(second.take(), Some(Ok(())));
    assert_eq!(database.rows(Table::Jobs), [("a".to_owned(), text("2"))]);
}

#[test]
fn a_beginning_ends_before_the_next_one() {
    let check = |prefix: &str, expect: &str| assert_eq!(after(prefix), expect, "{prefix}");
    check("a", "b");
    check("job/", "job0");
    check("az", "a{");
    // Nothing in ASCII sorts behind it: the end of the table.
    check("\u{7f}", "");
    let all = Read::Rows {
        table: Table::Uses,
        from: "a/".to_owned(),
        to: "a0".to_owned(),
        most: u32::MAX,
    };
    assert_eq!(Read::beginning(Table::Uses, "a/"), all);
}
