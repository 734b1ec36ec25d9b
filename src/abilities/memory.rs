//! The database in memory: what the app works with where the browser refuses its own, and what the state's tests
//! work with. It ends with the page.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Included, Unbounded};
use std::rc::Rc;

use super::LocalFuture;
use super::database::{Database, Decide, Found, Read, Table, Trouble, Value, Write};

/// Rows in memory, shared by clones. It does what it is told when it is told, and never fails.
#[derive(Clone, Default)]
pub struct MemoryDatabase(Rc<RefCell<Tables>>);

type Tables = BTreeMap<Table, Rows>;
type Rows = BTreeMap<String, Value>;

impl MemoryDatabase {
    fn find(&self, reads: Vec<Read>) -> Vec<Found> {
        let tables = self.0.borrow();
        reads.into_iter().map(|read| find(&tables, read)).collect()
    }
}

impl Database for MemoryDatabase {
    fn read(&self, reads: Vec<Read>) -> LocalFuture<Result<Vec<Found>, Trouble>> {
        let found = self.find(reads);
        Box::pin(async { Ok(found) })
    }

    fn change(&self, reads: Vec<Read>, decide: Decide) -> LocalFuture<Result<(), Trouble>> {
        let writes = decide(self.find(reads));
        let mut tables = self.0.borrow_mut();
        for write in writes {
            keep(&mut tables, write);
        }
        Box::pin(async { Ok(()) })
    }

    fn lasts(&self) -> bool {
        false
    }
}

fn find(tables: &Tables, read: Read) -> Found {
    match read {
        Read::Row(table, key) => {
            Found::Row(tables.get(&table).and_then(|rows| rows.get(&key)).cloned())
        }
        Read::Rows {
            table,
            from,
            to,
            most,
        } => Found::Rows(
            between(tables, table, &from, &to)
                .take(most as usize)
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect(),
        ),
        Read::Count { table, from, to } => {
            Found::Count(between(tables, table, &from, &to).count() as u32)
        }
    }
}

fn between<'a>(
    tables: &'a Tables,
    table: Table,
    from: &'a str,
    to: &'a str,
) -> impl Iterator<Item = (&'a String, &'a Value)> {
    let end = match to {
        "" => Unbounded,
        // A map refuses a range that ends before it starts.
        to => Excluded(to.max(from)),
    };
    let rows = tables.get(&table).into_iter();
    let range = (Included(from), end);
    rows.flat_map(move |rows| rows.range::<str, _>(range))
}

fn keep(tables: &mut Tables, write: Write) {
    match write {
        Write::Put(table, key, value) => {
            tables.entry(table).or_default().insert(key, value);
        }
        Write::Delete(table, key) => {
            tables.entry(table).or_default().remove(&key);
        }
        Write::Clear(table) => {
            tables.remove(&table);
        }
    }
}
