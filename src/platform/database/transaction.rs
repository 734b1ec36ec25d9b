//! One transaction: questions, a decision, changes, and the browser's word that it is done.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use js_sys::{Array, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use web_sys::{Event, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

use super::open::Connection;
use super::trouble::trouble;
use crate::abilities::database::{Decide, Found, Read, Table, Trouble, Value, Write};

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase`, with the options that `web_sys` counts among its unstable parts.
    type Durable;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &Durable,
        tables: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// The tables that are asked, each once.
pub(super) fn tables(reads: &[Read]) -> Vec<Table> {
    let asked = |table: &Table| reads.iter().any(|read| table_of(read) == *table);
    Table::ALL.into_iter().filter(asked).collect()
}

fn table_of(read: &Read) -> Table {
    match read {
        Read::Row(table, _) | Read::Rows { table, .. } | Read::Count { table, .. } => *table,
    }
}

fn names(tables: &[Table]) -> Array {
    tables
        .iter()
        .map(|table| JsString::from(table.name()))
        .collect()
}

/// Begins to read. The browser refuses a transaction over no table: there is one over all then.
pub(super) fn begin_read(
    connection: &Connection,
    tables: &[Table],
) -> Result<IdbTransaction, Trouble> {
    let tables = if tables.is_empty() {
        &Table::ALL
    } else {
        tables
    };
    let begun = connection
        .database
        .transaction_with_str_sequence(&names(tables));
    // A table that a newer version no longer has.
    begun.map_err(|error| {
        if connection.newer {
            Trouble::Newer
        } else {
            trouble(&error)
        }
    })
}

/// Begins to change, over all tables: which ones will be written is decided only within.
pub(super) fn begin_change(connection: &Connection) -> Result<IdbTransaction, Trouble> {
    if connection.newer {
        return Err(Trouble::Newer);
    }
    let options = Object::new();
    let strict = Reflect::set(&options, &"durability".into(), &"strict".into());
    let database: &Durable = connection.database.unchecked_ref();
    strict
        .and_then(|_| database.transaction(&names(&Table::ALL), "readwrite", &options))
        .map_err(|error| trouble(&error))
}

/// Asks, and answers at the end.
pub(super) async fn read(
    transaction: &IdbTransaction,
    reads: Vec<Read>,
) -> Result<Vec<Found>, Trouble> {
    let asked = ask(transaction, reads)?;
    committed(transaction).await?;
    found(&asked)
}

/// Asks; decides and writes in the very event of the last answer, as the transaction would be over later.
pub(super) async fn change(
    transaction: &IdbTransaction,
    reads: Vec<Read>,
    decide: Decide,
) -> Result<(), Trouble> {
    let asked = ask(transaction, reads)?;
    let last = asked.iter().rev().find_map(Asked::last).cloned();
    let failed = Rc::new(RefCell::new(None));

    let (within, why) = (transaction.clone(), Rc::clone(&failed));
    let go = move || {
        let done = found(&asked).and_then(|found| write(&within, decide(found)));
        if let Err(trouble) = done {
            *why.borrow_mut() = Some(trouble);
            let _ = within.abort();
        }
    };
    let _answered = match last {
        Some(last) => {
            let go = Closure::once(go);
            last.set_onsuccess(Some(go.as_ref().unchecked_ref()));
            Some(go)
        }
        None => {
            go();
            None
        }
    };
    let end = committed(transaction).await;
    match failed.take() {
        Some(trouble) => Err(trouble),
        None => end,
    }
}

/// Waits for the end of the transaction: nothing before the `complete` event is success.
async fn committed(transaction: &IdbTransaction) -> Result<(), Trouble> {
    let (tell, told) = oneshot::channel();
    let mut tell = Some(tell);
    let end = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        if let Some(tell) = tell.take() {
            let _ = tell.send(event.type_() == "complete");
        }
    });
    transaction.set_oncomplete(Some(end.as_ref().unchecked_ref()));
    transaction.set_onabort(Some(end.as_ref().unchecked_ref()));
    match told.await {
        Ok(true) => Ok(()),
        // Without an error it was aborted from outside, as by a browser that closes.
        _ => Err(transaction
            .error()
            .map_or(Trouble::Closed, |error| trouble(&error))),
    }
}

/// A question that is out.
enum Asked {
    /// The browser need not be asked, and would take offence.
    Nothing(Found),
    Row(IdbRequest),
    Rows {
        keys: IdbRequest,
        values: IdbRequest,
    },
    Count(IdbRequest),
}

impl Asked {
    /// Answers come in the order of the requests, so this one is the last of them.
    fn last(&self) -> Option<&IdbRequest> {
        match self {
            Asked::Nothing(_) => None,
            Asked::Row(last) | Asked::Rows { values: last, .. } | Asked::Count(last) => Some(last),
        }
    }

    fn found(&self) -> Result<Found, Trouble> {
        let result = |request: &IdbRequest| request.result().map_err(|error| trouble(&error));
        Ok(match self {
            Asked::Nothing(found) => found.clone(),
            Asked::Row(row) => match result(row)? {
                none if none.is_undefined() => Found::Row(None),
                row => Found::Row(Some(value(row)?)),
            },
            Asked::Rows { keys, values } => {
                let keys: Array = result(keys)?.unchecked_into();
                let values: Array = result(values)?.unchecked_into();
                let rows = keys.iter().zip(values.iter());
                let row = |(key, row): (JsValue, JsValue)| {
                    Ok((key.as_string().ok_or(Trouble::Newer)?, value(row)?))
                };
                Found::Rows(rows.map(row).collect::<Result<_, Trouble>>()?)
            }
            Asked::Count(count) => Found::Count(result(count)?.as_f64().unwrap_or_default() as u32),
        })
    }
}

fn ask(transaction: &IdbTransaction, reads: Vec<Read>) -> Result<Vec<Asked>, Trouble> {
    let ask = |read| ask_one(transaction, read).map_err(|error| trouble(&error));
    reads.into_iter().map(ask).collect()
}

fn ask_one(transaction: &IdbTransaction, read: Read) -> Result<Asked, JsValue> {
    let store = transaction.object_store(table_of(&read).name())?;
    Ok(match read {
        Read::Row(_, key) => Asked::Row(store.get(&JsValue::from_str(&key))?),
        // The browser takes 0 for "all".
        Read::Rows { most: 0, .. } => Asked::Nothing(Found::Rows(Vec::new())),
        Read::Rows { from, to, most, .. } => match range(&from, &to)? {
            Some(range) => Asked::Rows {
                keys: store.get_all_keys_with_key_and_limit(&range, most)?,
                values: store.get_all_with_key_and_limit(&range, most)?,
            },
            None => Asked::Nothing(Found::Rows(Vec::new())),
        },
        Read::Count { from, to, .. } => match range(&from, &to)? {
            Some(range) => Asked::Count(store.count_with_key(&range)?),
            None => Asked::Nothing(Found::Count(0)),
        },
    })
}

/// The browser's form of `from <= key < to`; none where no key can be in it, which the browser would throw at.
fn range(from: &str, to: &str) -> Result<Option<IdbKeyRange>, JsValue> {
    let (start, end) = (JsValue::from_str(from), JsValue::from_str(to));
    match to {
        "" => IdbKeyRange::lower_bound(&start).map(Some),
        to if to <= from => Ok(None),
        _ => IdbKeyRange::bound_with_lower_open_and_upper_open(&start, &end, false, true).map(Some),
    }
}

fn found(asked: &[Asked]) -> Result<Vec<Found>, Trouble> {
    asked.iter().map(Asked::found).collect()
}

/// A row's value. One of another kind is none of this version's.
fn value(row: JsValue) -> Result<Value, Trouble> {
    match row.as_string() {
        Some(text) => Ok(Value::Text(text)),
        None => match row.dyn_ref::<Uint8Array>() {
            Some(bytes) => Ok(Value::Bytes(bytes.to_vec())),
            None => Err(Trouble::Newer),
        },
    }
}

fn write(transaction: &IdbTransaction, writes: Vec<Write>) -> Result<(), Trouble> {
    let store = |table: Table| transaction.object_store(table.name());
    let write = |write| write_one(store, write).map_err(|error| trouble(&error));
    writes.into_iter().try_for_each(write)
}

fn write_one(
    store: impl Fn(Table) -> Result<IdbObjectStore, JsValue>,
    write: Write,
) -> Result<(), JsValue> {
    match write {
        Write::Put(table, key, value) => {
            let value = match value {
                Value::Text(text) => JsValue::from_str(&text),
                // An array of its own: a view on wasm memory would store all of that.
                Value::Bytes(bytes) => Uint8Array::from(bytes.as_slice()).into(),
            };
            store(table)?.put_with_key(&value, &JsValue::from_str(&key))?;
        }
        Write::Delete(table, key) => {
            store(table)?.delete(&JsValue::from_str(&key))?;
        }
        Write::Clear(table) => {
            store(table)?.clear()?;
        }
    }
    Ok(())
}
