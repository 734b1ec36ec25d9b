//! The database in IndexedDB: what it keeps and how firmly, and what it says where the browser, another tab or a newer
//! version has the last word.

use futures::FutureExt;
use js_sys::Promise;
use ssd1b_studio::abilities::Clock;
use ssd1b_studio::abilities::database::{Database, Found, Read, Table, Trouble, Value};
use ssd1b_studio::platform::clock::BrowserClock;
use ssd1b_studio::platform::database::BrowserDatabase;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::replaced::{Replaced, script};
use checks::{put, read, row, text, write};

#[path = "../database/checks.rs"]
mod checks;

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

/// Two text rows or two rows of bytes, as `version-1.js` made them.
fn first_version(table: Table) -> Found {
    let name = table.name();
    let values = match table {
        Table::Answers | Table::Thumbnails | Table::Originals => [
            Value::Bytes(vec![0, 255, name.len() as u8]),
            Value::Bytes(vec![]),
        ],
        Table::Uses => [text(""), text("")],
        _ => [
            text(&["{\"version\":1,\"of\":\"", name, "\"}"].concat()),
            text(""),
        ],
    };
    let keys = ["/1", "/2"].map(|end| [name, end].concat());
    Found::Rows(keys.into_iter().zip(values).collect())
}

/// Tables, key paths and key generators.
async fn schema() -> String {
    let schema = js("const open = await done(real.open(name));
        const stores = [...open.objectStoreNames].map(table => {
            const store = open.transaction(table).objectStore(table);
            return [table, store.keyPath, store.autoIncrement, store.indexNames.length].join(' ');
        });
        open.close();
        return [open.version, ...stores].join()");
    schema.await.as_string().unwrap()
}

#[wasm_bindgen_test]
async fn the_first_version_is_read_by_this_one() {
    let database = fresh().await;
    js(include_str!("version-1.js")).await;
    for table in Table::ALL {
        assert_eq!(
            read(&database, Read::all(table)).await,
            first_version(table)
        );
        write(&database, vec![put(table, "new", text("new"))])
            .await
            .unwrap();
    }
    drop(database);
    let brought_up_to_date = schema().await;
    let database = fresh().await;
    write(&database, Vec::new()).await.unwrap();
    drop(database);
    assert_eq!(schema().await, brought_up_to_date);
}

#[wasm_bindgen_test]
async fn a_newer_version_is_read_and_left_as_it_is() {
    let database = fresh().await;
    js(include_str!("version-1.js")).await;
    js("const request = real.open(name, 1000);
        request.onupgradeneeded = () => {
            request.result.createObjectStore('tomorrow');
            request.result.deleteObjectStore('uses');
            request.transaction.objectStore('meta').put({kind: 'of tomorrow'}, 'meta/3');
        };
        (await done(request)).close()")
    .await;
    let jobs = Read::all(Table::Jobs);
    assert_eq!(
        read(&database, jobs.clone()).await,
        first_version(Table::Jobs)
    );
    let decide = Box::new(|_| panic!("there is nothing to decide"));
    assert_eq!(
        database.change(vec![jobs], decide).await,
        Err(Trouble::Newer)
    );
    for table in [Table::Uses, Table::Meta] {
        assert_eq!(
            database.read(vec![Read::all(table)]).await,
            Err(Trouble::Newer)
        );
    }
    assert!(database.lasts());
    drop(database);
    assert!(schema().await.starts_with("1000,"));
}

/// A newer version in another tab opens the database; answers once it has it.
async fn newer_tab() -> JsValue {
    js("(await done(real.open(name, 2))).close()").await
}

#[wasm_bindgen_test]
async fn another_tab_may_bring_it_up_to_date() {
    let database = fresh().await;
    write(&database, Vec::new()).await.unwrap();
    // Under way when the other tab comes.
    let changing = database.change(
        vec![Read::all(Table::Jobs)],
        Box::new(|_| vec![put(Table::Jobs, "a", text("a"))]),
    );
    let reading = database.read(vec![Read::all(Table::Meta)]);
    newer_tab().await;
    assert_eq!(changing.await, Ok(()));
    assert_eq!(reading.await, Ok(vec![Found::Rows(vec![])]));

    assert_eq!(write(&database, Vec::new()).await, Err(Trouble::Closed));
    let reading = database.read(vec![Read::all(Table::Jobs)]);
    assert_eq!(reading.await, Err(Trouble::Closed));
    let next = BrowserDatabase::default();
    let kept = Found::Row(Some(text("a")));
    assert_eq!(read(&next, row(Table::Jobs, "a")).await, kept);
    assert_nothing_uncaught();
}

#[wasm_bindgen_test]
async fn a_paid_request_is_waited_for() {
    let database = fresh().await;
    write(&database, Vec::new()).await.unwrap();
    let holds = [database.hold(), database.hold()];
    assert!(!database.is_wanted());
    let mut newer = Box::pin(newer_tab());
    for hold in holds {
        for _ in 0..100 {
            if database.is_wanted() {
                break;
            }
            futures::future::select(&mut newer, BrowserClock.sleep(10.0)).await;
        }
        assert!(database.is_wanted());
        let answer = vec![put(Table::Answers, "a/1", Value::Bytes(vec![1]))];
        assert_eq!(write(&database, answer).await, Ok(()));
        drop(hold);
    }
    newer.await;
    assert!(!database.is_wanted());
    assert_eq!(write(&database, Vec::new()).await, Err(Trouble::Closed));
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
async fn who_is_in_the_way_is_named_until_he_goes() {
    let database = fresh().await;
    js(include_str!("version-1.js")).await;
    js("window.inTheWay = await done(real.open(name, 1))").await;
    // This page as a later version of itself.
    let later = Replaced::new(
        "indexedDB",
        "return {open: name => window.realIndexedDB.open(name, 2)}",
        false,
    );
    let blocked = database.read(vec![Read::all(Table::Jobs)]).await;
    let again = write(&database, Vec::new()).await;
    js("window.inTheWay.close()").await;
    let mut found = Err(Trouble::Closed);
    for _ in 0..100 {
        found = database.read(vec![Read::all(Table::Jobs)]).await;
        if found.is_ok() {
            break;
        }
        BrowserClock.sleep(10.0).await;
    }
    drop(later);
    for told in [blocked.map(drop), again] {
        match told {
            Err(Trouble::Other(words)) => assert!(words.contains("another tab"), "{words}"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(found, Ok(vec![first_version(Table::Jobs)]));
    assert!(database.lasts());
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
