//! Where the browser has the last word: it refuses, has no room, does not answer, or closes and deletes by itself.

use ssd1b_studio::abilities::database::{Database, Found, Read, Table, Trouble};
use ssd1b_studio::platform::database::BrowserDatabase;
use wasm_bindgen_test::wasm_bindgen_test;

use super::checks::{self, put, read, row, text, write};
use super::{fresh, js};
use crate::replaced::{Replaced, script};

#[wasm_bindgen_test]
async fn where_the_browser_refuses_rows_stay_in_memory() {
    let check = async |stub: &str, getter: bool| {
        fresh().await;
        let refusing = Replaced::new("indexedDB", stub, getter);
        let (database, other_page) = (BrowserDatabase::default(), BrowserDatabase::default());
        checks::all(&database, &database.clone()).await;
        write(&database, vec![put(Table::Jobs, "a", text("a"))])
            .await
            .unwrap();
        let elsewhere = read(&other_page, Read::all(Table::Jobs)).await;
        drop(refusing);
        // It does not change its mind: the rows would be in two places.
        let kept = read(&database, row(Table::Jobs, "a")).await;
        assert_eq!(kept, Found::Row(Some(text("a"))), "{stub}");
        assert_eq!(elsewhere, Found::Rows(vec![]), "{stub}");
        assert!(!database.lasts(), "{stub}");
    };
    check("return undefined", false).await;
    check("throw new DOMException('no', 'SecurityError')", true).await;
    check(
        "return {open() { throw new DOMException('no', 'SecurityError') }}",
        false,
    )
    .await;
    check(
        "return {open() {
            const request = {error: new DOMException('no', 'InvalidStateError')};
            setTimeout(() => request.onerror(new Event('error')));
            return request;
        }}",
        false,
    )
    .await;
}

#[wasm_bindgen_test]
async fn a_full_disk_is_no_refusal() {
    let database = fresh().await;
    let full = Replaced::new(
        "indexedDB",
        "return {open() {
            const request = {error: new DOMException('no room', 'QuotaExceededError')};
            setTimeout(() => request.onerror(new Event('error')));
            return request;
        }}",
        false,
    );
    let told = write(&database, Vec::new()).await;
    drop(full);
    assert_eq!(told, Err(Trouble::Full));
    assert!(database.lasts());
    assert_eq!(write(&database, Vec::new()).await, Ok(()));
}

#[wasm_bindgen_test]
async fn a_browser_that_does_not_answer_is_named() {
    let database = fresh().await;
    let silent = Replaced::new("indexedDB", "return {open: () => ({})}", false);
    let hasty = Replaced::new(
        "setTimeout",
        "const real = window.before; return (call, ms) => real.call(window, call, ms / 1000)",
        false,
    );
    let told = write(&database, Vec::new()).await;
    drop((silent, hasty));
    match told {
        Err(Trouble::Other(words)) => assert!(words.contains("can't be opened yet"), "{words}"),
        other => panic!("{other:?}"),
    }
    assert!(database.lasts());
}

#[wasm_bindgen_test]
async fn a_connection_that_the_browser_closed_is_opened_again() {
    let database = fresh().await;
    write(&database, vec![put(Table::Jobs, "a", text("a"))])
        .await
        .unwrap();
    // Closed without a word.
    script(
        "const real = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function(...given) {
            IDBDatabase.prototype.transaction = real;
            this.close();
            return real.apply(this, given);
        }",
    );
    assert_eq!(
        write(&database, vec![put(Table::Jobs, "b", text("b"))]).await,
        Ok(())
    );
    let count = Read::Count {
        table: Table::Jobs,
        from: String::new(),
        to: String::new(),
    };
    assert_eq!(read(&database, count).await, Found::Count(2));
}

#[wasm_bindgen_test]
async fn a_deleted_database_is_made_anew() {
    let database = fresh().await;
    write(&database, vec![put(Table::Jobs, "a", text("a"))])
        .await
        .unwrap();
    js("await done(real.deleteDatabase(name))").await;
    assert_eq!(
        read(&database, Read::all(Table::Jobs)).await,
        Found::Rows(vec![])
    );
    assert_eq!(
        write(&database, vec![put(Table::Jobs, "b", text("b"))]).await,
        Ok(())
    );
}
