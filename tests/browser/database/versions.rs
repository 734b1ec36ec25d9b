//! Versions of the database, and the other tabs that bring them.

use ssd1b_studio::abilities::Clock;
use ssd1b_studio::abilities::database::{Database, Found, Read, Table, Trouble, Value};
use ssd1b_studio::platform::clock::BrowserClock;
use ssd1b_studio::platform::database::BrowserDatabase;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::checks::{put, read, row, text, write};
use super::{assert_nothing_uncaught, fresh, js};
use crate::replaced::Replaced;

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
