//! The ledger: what became of every POST, for tests to read.

use serde::Serialize;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One POST. It is written down as soon as its head has arrived, and filled in as it goes on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// Its number, counted from 1 and never used again.
    pub id: u64,
    /// When its head had arrived, in milliseconds since 1970 (UTC).
    pub when_ms: u64,
    /// The number of the connection it came on, counted from 1. Equal numbers: a connection was used again.
    pub connection: u64,
    /// The path that was asked for, without query or the faults in front.
    pub path: String,
    /// Its faults, as they can be written again.
    pub faults: String,
    /// The name its `case` fault gave it.
    pub case: Option<String>,
    /// Which key came: `good`, `bad` or `none`. The key itself is nowhere in the ledger.
    pub key: &'static str,
    /// Whether the whole body arrived.
    pub body_complete: bool,
    /// The body, keys taken out, as far as it is text.
    pub body: String,
    /// The status it was answered with; `None` while there is no answer, or where there never was one.
    pub status: Option<u16>,
    /// US dollars that were billed for it.
    pub billed: f64,
    /// Whether the whole answer was handed to the network, to the last byte of its announced length.
    pub answer_complete: bool,
}

/// All POSTs since the start, or since the last [`clear`](Ledger::clear); the newest 2000 of them.
#[derive(Debug, Default)]
pub struct Ledger(Mutex<Book>);

#[derive(Debug, Default)]
struct Book {
    last: u64,
    entries: VecDeque<Entry>,
}

const KEPT: usize = 2000;

impl Ledger {
    /// The entries, oldest first.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.lock().entries.iter().cloned().collect()
    }

    /// The entries whose requests carried the fault `case=NAME`, oldest first.
    #[must_use]
    pub fn case(&self, name: &str) -> Vec<Entry> {
        let of_case = |entry: &&Entry| entry.case.as_deref() == Some(name);
        self.lock()
            .entries
            .iter()
            .filter(of_case)
            .cloned()
            .collect()
    }

    /// Forgets all entries. Requests that are still running are not written down again.
    pub fn clear(&self) {
        self.lock().entries.clear();
    }

    /// Writes a new entry down, giving it its number.
    pub(crate) fn open(&self, mut entry: Entry) -> u64 {
        let mut book = self.lock();
        book.last += 1;
        entry.id = book.last;
        book.entries.push_back(entry);
        if book.entries.len() > KEPT {
            book.entries.pop_front();
        }
        book.last
    }

    /// Changes an entry, where it is still kept.
    pub(crate) fn change(&self, id: Option<u64>, change: impl FnOnce(&mut Entry)) {
        if let Some(entry) = self
            .lock()
            .entries
            .iter_mut()
            .find(|entry| Some(entry.id) == id)
        {
            change(entry);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
