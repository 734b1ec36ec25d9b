//! The database in IndexedDB: what it keeps and how firmly.

use futures::FutureExt;
use js_sys::Promise;
use ssd1b_studio::abilities::Clock;
use ssd1b_studio::abilities::database::{Database, Found, Read, Table, Trouble, Value};
use ssd1b_studio::platform::clock::BrowserClock;
use ssd1b_studio::platform::database::BrowserDatabase;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::replaced::script;
use checks::{put, read, row, text, write};

#[path = "../database/checks.rs"]
mod checks;
mod closed;
mod versions;

/// What all scripts below may use.
const TOOLS: &str = r#"
    const name = "ssd1b-studio";
    const real = window.realIndexedDB ??= indexedDB;
    const done = request => new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
    });
"#;

/// Runs the body of an async function in the page.
async fn js(body: &str) -> JsValue {
    let promise = script(&["return (async () => {", TOOLS, body, "})()"].concat());
    JsFuture::from(Promise::from(promise)).await.unwrap()
}

/// No database, as on a first visit. What earlier tests left open is closed by the deletion.
async fn fresh() -> BrowserDatabase {
    js("await done(real.deleteDatabase(name));
        if (!window.uncaught) addEventListener('error', event => window.uncaught.push(event.message));
        window.uncaught = []")
    .await;
    BrowserDatabase::default()
}

/// The browser called no handler that was gone already: the page would take that for a crash.
fn assert_nothing_uncaught() {
    let uncaught = script("return window.uncaught.join()");
    assert_eq!(uncaught.as_string().unwrap(), "");
}

/// Changes how the browser stores a row until dropped; `instead` is a function's body, which finds the real one in `real`.
struct Puts;

impl Puts {
    fn replaced(instead: &str) -> Puts {
        let body = [
            "const real = window.realPut ??= IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function(value, key) {",
            instead,
            "}",
        ];
        script(&body.concat());
        Puts
    }
}

impl Drop for Puts {
    fn drop(&mut self) {
        script("IDBObjectStore.prototype.put = window.realPut");
    }
}

#[wasm_bindgen_test]
async fn it_does_what_every_database_does() {
    let (one, other) = (fresh().await, BrowserDatabase::default());
    checks::all(&one, &other).await;
    assert!(one.lasts() && other.lasts());
}

#[wasm_bindgen_test]
async fn rows_outlive_the_page_and_are_shared_by_clones() {
    let database = fresh().await;
    let clone = database.clone();
    write(&database, vec![put(Table::Meta, "a", text("kept"))])
        .await
        .unwrap();
    let kept = Found::Row(Some(text("kept")));
    assert_eq!(read(&clone, row(Table::Meta, "a")).await, kept);
    drop((database, clone));
    let next = BrowserDatabase::default();
    assert_eq!(read(&next, row(Table::Meta, "a")).await, kept);
}

#[wasm_bindgen_test]
async fn changes_are_strict_and_over_one_transaction() {
    let database = fresh().await;
    script(
        "const real = window.realTransaction ??= IDBDatabase.prototype.transaction;
        window.begun = [];
        IDBDatabase.prototype.transaction = function(...given) {
            const transaction = real.apply(this, given);
            window.begun.push([transaction.mode, transaction.durability].join(' '));
            return transaction;
        }",
    );
    let reads = vec![Read::all(Table::Jobs), row(Table::Meta, "a")];
    let changed = database.change(reads, Box::new(|_| vec![put(Table::Jobs, "a", text("a"))]));
    let changed = changed.await;
    let found = database
        .read(vec![Read::all(Table::Jobs), row(Table::Meta, "a")])
        .await;
    script("IDBDatabase.prototype.transaction = window.realTransaction");
    changed.unwrap();
    found.unwrap();
    let begun = script("return window.begun.join()").as_string().unwrap();
    assert_eq!(begun, "readwrite strict,readonly default");
}

#[wasm_bindgen_test]
async fn bytes_own_their_buffer() {
    let database = fresh().await;
    let ten = Value::Bytes(vec![7; 10]);
    write(&database, vec![put(Table::Originals, "a", ten)])
        .await
        .unwrap();
    let stored = js("const open = await done(real.open(name));
        const bytes = await done(open.transaction('originals').objectStore('originals').get('a'));
        open.close();
        return [bytes.constructor.name, bytes.byteLength, bytes.buffer.byteLength].join()")
    .await;
    assert_eq!(stored.as_string().unwrap(), "Uint8Array,10,10");
}

/// A change of two rows, the second of which is stored as the script says.
async fn change_where(instead: &str) -> (Result<(), Trouble>, Found) {
    let database = fresh().await;
    write(&database, vec![put(Table::Jobs, "old", text("old"))])
        .await
        .unwrap();
    let changed = {
        let _puts = Puts::replaced(
            &[
                "if (key !== 'b') return real.call(this, value, key);",
                instead,
            ]
            .concat(),
        );
        let writes = vec![
            put(Table::Jobs, "a", text("a")),
            put(Table::Meta, "b", text("b")),
        ];
        let read = vec![row(Table::Jobs, "old")];
        database.change(read, Box::new(|_| writes)).await
    };
    let left = read(&database, Read::all(Table::Jobs)).await;
    write(&database, vec![put(Table::Jobs, "old", text("new"))])
        .await
        .unwrap();
    (changed, left)
}

#[wasm_bindgen_test]
async fn where_one_row_fails_nothing_is_kept() {
    let before = Found::Rows(vec![("old".to_owned(), text("old"))]);
    let check = async |instead: &str, expect: Trouble| {
        let (changed, left) = change_where(instead).await;
        assert_eq!(changed, Err(expect), "{instead}");
        assert_eq!(left, before, "{instead}");
    };
    check(
        "throw new DOMException('no room', 'QuotaExceededError')",
        Trouble::Full,
    )
    .await;
    check(
        "throw new DOMException('what', 'DataError')",
        Trouble::Other("DataError: what".to_owned()),
    )
    .await;
    // Aborted without a request that failed: as by a browser that closes.
    check("this.transaction.abort()", Trouble::Closed).await;
    // As the quota does it: aborted, no error event, the reason only on the transaction.
    check(
        "const full = new DOMException('no room', 'QuotaExceededError');
        Object.defineProperty(this.transaction, 'error', {get: () => full});
        const request = real.call(this, value, key);
        this.transaction.abort();
        return request",
        Trouble::Full,
    )
    .await;
    // An error event: the key is there already.
    let (changed, left) =
        change_where("real.call(this, value, key); return this.add(value, key)").await;
    assert_eq!(left, before);
    match changed {
        Err(Trouble::Other(words)) => assert!(words.starts_with("ConstraintError: "), "{words}"),
        other => panic!("{other:?}"),
    }
    assert_nothing_uncaught();
}

#[wasm_bindgen_test]
async fn what_was_begun_ends_unwatched() {
    let database = fresh().await;
    drop(write(&database, vec![put(Table::Jobs, "a", text("a"))]).now_or_never());
    drop(database);
    let next = BrowserDatabase::default();
    let kept = Found::Row(Some(text("a")));
    for _ in 0..100 {
        if read(&next, row(Table::Jobs, "a")).await == kept {
            return;
        }
        BrowserClock.sleep(10.0).await;
    }
    panic!("it was given up");
}
