//! The ledger: what became of every POST, for tests to read.

use crate::moments::{Moment, Step, Stray};
use crate::text::now_ms;
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// One POST. It is written down as soon as its head has arrived, and filled in as it goes on. Moments are in
/// milliseconds since 1970 (UTC).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Entry {
    /// Its number, counted from 1 and never used again.
    pub id: u64,
    /// When its head had arrived.
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
    /// When it had.
    pub body_complete_ms: Option<u64>,
    /// The body, keys taken out, as far as it is text.
    pub body: String,
    /// The id that the service gave it, where it got so far: in v1 `x-request-id`, in v2 that of the job.
    pub request_id: Option<String>,
    /// The seed it was painted with, also where the service drew it. With the number of the sample it names a picture.
    pub seed: Option<i64>,
    /// How many images it asked for.
    pub samples: u8,
    /// The status it was answered with; `None` while there is no answer, or where there never was one.
    pub status: Option<u16>,
    /// US dollars that were billed for it.
    pub billed: f64,
    /// When it was billed.
    pub billed_ms: Option<u64>,
    /// v2: when its job was over.
    pub job_over_ms: Option<u64>,
    /// Whether the whole answer was handed to the network, to the last byte of its announced length.
    pub answer_complete: bool,
    /// When it was.
    pub answer_complete_ms: Option<u64>,
}

/// All POSTs since the start, or since the last [`clear`](Ledger::clear); the newest 2000 of them.
#[derive(Debug, Default)]
pub struct Ledger {
    book: Mutex<Book>,
    /// The number of the newest moment.
    newest: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Book {
    last: u64,
    entries: VecDeque<Entry>,
    last_moment: u64,
    moments: VecDeque<Moment>,
    strays: VecDeque<Stray>,
}

const KEPT: usize = 2000;
/// Each POST has up to seven.
const KEPT_MOMENTS: usize = KEPT * 7;

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

    /// The moments after that number, oldest first; all of them with 0.
    #[must_use]
    pub fn moments(&self, after: u64) -> Vec<Moment> {
        let book = self.lock();
        let later = book.moments.iter().filter(|moment| moment.number > after);
        later.cloned().collect()
    }

    /// The same, but where there are none yet it waits for the next, at most so long.
    pub async fn next_moments(&self, after: u64, patience: Duration) -> Vec<Moment> {
        let mut newest = self.newest.subscribe();
        // Running out of patience is no error: there is nothing to tell then.
        let _ = tokio::time::timeout(patience, newest.wait_for(|newest| *newest > after)).await;
        self.moments(after)
    }

    /// What came to addresses where no key must go: every request to one that a `foreign-urls` answer named, and those
    /// for pictures that brought a key along. Oldest first.
    #[must_use]
    pub fn strays(&self) -> Vec<Stray> {
        self.lock().strays.iter().cloned().collect()
    }

    /// Forgets all entries, moments and strays. Requests that are still running are not written down again.
    pub fn clear(&self) {
        let mut book = self.lock();
        book.entries.clear();
        book.moments.clear();
        book.strays.clear();
    }

    /// Writes a new entry down, giving it its number.
    pub(crate) fn open(&self, mut entry: Entry) -> u64 {
        let id = {
            let mut book = self.lock();
            book.last += 1;
            entry.id = book.last;
            keep(&mut book.entries, entry, KEPT);
            book.last
        };
        self.step(Some(id), Step::Arrived, |_, _| ());
        id
    }

    /// Changes an entry, where it is still kept.
    pub(crate) fn change(&self, id: Option<u64>, change: impl FnOnce(&mut Entry)) {
        let mut book = self.lock();
        if let Some(entry) = book.entry(id) {
            change(entry);
        }
    }

    /// The same, and announces the step with it. The change is told the moment.
    pub(crate) fn step(&self, id: Option<u64>, step: Step, change: impl FnOnce(&mut Entry, u64)) {
        let number = {
            let mut book = self.lock();
            let when_ms = now_ms();
            let number = book.last_moment + 1;
            let Some(entry) = book.entry(id) else { return };
            change(entry, when_ms);
            let moment = Moment {
                number,
                when_ms,
                step,
                entry: entry.id,
                path: entry.path.clone(),
                case: entry.case.clone(),
                request_id: entry.request_id.clone(),
            };
            book.last_moment = number;
            keep(&mut book.moments, moment, KEPT_MOMENTS);
            number
        };
        self.newest
            .send_modify(|newest| *newest = number.max(*newest));
    }

    /// Bills a POST.
    pub(crate) fn bill(&self, id: Option<u64>, dollars: f64) {
        self.step(id, Step::Billed, |entry, now| {
            entry.billed = dollars;
            entry.billed_ms = Some(now);
        });
    }

    /// Writes down what came where no key must go.
    pub(crate) fn stray(&self, path: String, key: bool) {
        let stray = Stray {
            when_ms: now_ms(),
            path,
            key,
        };
        keep(&mut self.lock().strays, stray, KEPT);
    }

    fn lock(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Book {
    fn entry(&mut self, id: Option<u64>) -> Option<&mut Entry> {
        // A search from the newest on: that is where the changing ones are.
        self.entries
            .iter_mut()
            .rev()
            .find(|entry| Some(entry.id) == id)
    }
}

fn keep<T>(list: &mut VecDeque<T>, item: T, most: usize) {
    list.push_back(item);
    if list.len() > most {
        list.pop_front();
    }
}
