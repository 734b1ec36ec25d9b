//! What every database must do, in the browser and in memory: run by the tests of both.

use std::cell::RefCell;
use std::rc::Rc;

use futures::future::join;
use ssd1b_studio::abilities::database::{Database, Found, Read, Table, Trouble, Value, Write};

/// Every check, one after the other, on one database that may be reached through two doors.
pub(crate) async fn all(one: &dyn Database, other: &dyn Database) {
    rows_come_back_as_they_went_in(one).await;
    rows_come_in_order_and_within_their_range(one).await;
    an_answer_stands_for_each_question(one).await;
    what_is_deleted_is_gone(one).await;
    a_change_sees_what_was_there_before(one).await;
    no_change_is_success(one).await;
    of_two_who_compare_and_set_one_wins(one, other).await;
    empty(one).await;
}

/// Writes these, whatever was there.
pub(crate) async fn write(database: &dyn Database, writes: Vec<Write>) -> Result<(), Trouble> {
    database.change(Vec::new(), Box::new(|_| writes)).await
}

/// One question's answer.
pub(crate) async fn read(database: &dyn Database, read: Read) -> Found {
    database.read(vec![read]).await.unwrap().remove(0)
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(crate) fn put(table: Table, key: &str, value: Value) -> Write {
    Write::Put(table, key.to_owned(), value)
}

pub(crate) fn row(table: Table, key: &str) -> Read {
    Read::Row(table, key.to_owned())
}

fn rows(from: &str, to: &str, most: u32) -> Read {
    Read::Rows {
        table: Table::Jobs,
        from: from.to_owned(),
        to: to.to_owned(),
        most,
    }
}

fn count(from: &str, to: &str) -> Read {
    Read::Count {
        table: Table::Jobs,
        from: from.to_owned(),
        to: to.to_owned(),
    }
}

async fn empty(database: &dyn Database) {
    let clear = Table::ALL.into_iter().map(Write::Clear).collect();
    write(database, clear).await.unwrap();
    for table in Table::ALL {
        assert_eq!(read(database, Read::all(table)).await, Found::Rows(vec![]));
    }
}

/// Jobs by these keys, each holding its key, and nothing else.
async fn jobs(database: &dyn Database, keys: &[&str]) {
    empty(database).await;
    let job = |key: &&str| put(Table::Jobs, key, text(key));
    let writes = keys.iter().map(job).collect();
    write(database, writes).await.unwrap();
}

async fn rows_come_back_as_they_went_in(database: &dyn Database) {
    empty(database).await;
    let values = [
        text(""),
        text("ein Fuchs \u{0} 狐 🦊"),
        Value::Bytes(Vec::new()),
        Value::Bytes((0..=255).collect()),
    ];
    for table in Table::ALL {
        for value in &values {
            write(database, vec![put(table, "a/1", value.clone())])
                .await
                .unwrap();
            let found = read(database, row(table, "a/1")).await;
            assert_eq!(found, Found::Row(Some(value.clone())), "{}", table.name());
        }
        assert_eq!(read(database, row(table, "a/2")).await, Found::Row(None));
    }
}

async fn rows_come_in_order_and_within_their_range(database: &dyn Database) {
    // In the order of bytes: digits, capitals, letters.
    jobs(database, &["b", "a/2", "a", "B", "a/10", "~", "0"]).await;
    let check = async |from: &str, to: &str, expect: &[&str]| {
        let found = read(database, rows(from, to, u32::MAX)).await;
        let expected = expect.iter().map(|key| ((*key).to_owned(), text(key)));
        assert_eq!(found, Found::Rows(expected.collect()), "{from} to {to}");
        let counted = read(database, count(from, to)).await;
        assert_eq!(counted, Found::Count(expect.len() as u32), "{from} to {to}");
    };
    check("", "", &["0", "B", "a", "a/10", "a/2", "b", "~"]).await;
    check("a", "b", &["a", "a/10", "a/2"]).await;
    check("a/", "a0", &["a/10", "a/2"]).await;
    check("", "a", &["0", "B"]).await;
    check("a/2", "", &["a/2", "b", "~"]).await;
    check("C", "Z", &[]).await;
    check("a", "a", &[]).await;
    check("b", "a", &[]).await;

    let most = async |most: u32, expect: usize| match read(database, rows("a", "", most)).await {
        Found::Rows(found) => assert_eq!(found.len(), expect, "at most {most}"),
        other => panic!("{other:?}"),
    };
    most(0, 0).await;
    most(1, 1).await;
    most(2, 2).await;
    most(1000, 5).await;
    let beginning = read(database, Read::beginning(Table::Jobs, "a/")).await;
    assert_eq!(beginning, read(database, rows("a/", "a0", 9)).await);
}

async fn an_answer_stands_for_each_question(database: &dyn Database) {
    jobs(database, &["a", "b"]).await;
    write(database, vec![put(Table::Meta, "a", text("m"))])
        .await
        .unwrap();
    let reads = vec![
        count("b", ""),
        rows("x", "b", 5),
        row(Table::Meta, "a"),
        rows("b", "", 5),
        row(Table::Answers, "a"),
    ];
    let expect = vec![
        Found::Count(1),
        Found::Rows(vec![]),
        Found::Row(Some(text("m"))),
        Found::Rows(vec![("b".to_owned(), text("b"))]),
        Found::Row(None),
    ];
    assert_eq!(database.read(reads).await, Ok(expect));
    assert_eq!(database.read(Vec::new()).await, Ok(Vec::new()));
}

async fn what_is_deleted_is_gone(database: &dyn Database) {
    jobs(database, &["a", "b"]).await;
    let delete = |key: &str| Write::Delete(Table::Jobs, key.to_owned());
    // Of several changes to one row the last counts.
    let writes = vec![
        delete("a"),
        delete("none"),
        put(Table::Jobs, "c", text("1")),
        put(Table::Jobs, "c", text("2")),
    ];
    write(database, writes).await.unwrap();
    let left = vec![("b".to_owned(), text("b")), ("c".to_owned(), text("2"))];
    assert_eq!(
        read(database, Read::all(Table::Jobs)).await,
        Found::Rows(left)
    );
}

async fn a_change_sees_what_was_there_before(database: &dyn Database) {
    jobs(database, &["a", "b"]).await;
    let reads = vec![row(Table::Jobs, "a"), count("", ""), rows("z", "", 0)];
    let seen = Rc::new(RefCell::new(Vec::new()));
    let see = Rc::clone(&seen);
    let decide = move |found: Vec<Found>| {
        *see.borrow_mut() = found;
        vec![
            put(Table::Jobs, "c", text("c")),
            put(Table::Ledger, "a", text("paid")),
        ]
    };
    database.change(reads, Box::new(decide)).await.unwrap();
    let before = [
        Found::Row(Some(text("a"))),
        Found::Count(2),
        Found::Rows(vec![]),
    ];
    assert_eq!(*seen.borrow(), before);
    assert_eq!(read(database, count("", "")).await, Found::Count(3));
    let paid = read(database, row(Table::Ledger, "a")).await;
    assert_eq!(paid, Found::Row(Some(text("paid"))));
}

async fn no_change_is_success(database: &dyn Database) {
    jobs(database, &["a"]).await;
    assert_eq!(write(database, Vec::new()).await, Ok(()));
    let looked = database.change(vec![row(Table::Jobs, "a")], Box::new(|_| Vec::new()));
    assert_eq!(looked.await, Ok(()));
    assert_eq!(read(database, count("", "")).await, Found::Count(1));
}

/// Takes a waiting job for its owner, and answers whether it did.
async fn take(database: &dyn Database, owner: &'static str) -> bool {
    let took = Rc::new(RefCell::new(false));
    let tell = Rc::clone(&took);
    let decide = move |found: Vec<Found>| {
        if found != [Found::Row(Some(text("waiting")))] {
            return Vec::new();
        }
        *tell.borrow_mut() = true;
        vec![put(Table::Jobs, "a", text(owner))]
    };
    let reads = vec![row(Table::Jobs, "a")];
    database.change(reads, Box::new(decide)).await.unwrap();
    took.take()
}

async fn of_two_who_compare_and_set_one_wins(one: &dyn Database, other: &dyn Database) {
    for _ in 0..5 {
        empty(one).await;
        write(one, vec![put(Table::Jobs, "a", text("waiting"))])
            .await
            .unwrap();
        let (first, second) = join(take(one, "first"), take(other, "second")).await;
        assert!(first != second, "first {first}, second {second}");
        let owner = if first { "first" } else { "second" };
        let row = read(other, row(Table::Jobs, "a")).await;
        assert_eq!(row, Found::Row(Some(text(owner))));
    }
}
