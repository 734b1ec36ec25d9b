//! Keys and what stands behind them: which are good, and how much money each has left.

use crate::fault::Fault;
use crate::faults::Faults;
use axum::http::HeaderMap;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What the service makes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// None came.
    Missing,
    /// Unknown, or expired.
    Bad,
    /// Known, but may not call this model.
    Forbidden,
    /// Good, with nothing left to spend.
    Empty,
    /// Good, without a balance record.
    NoRecord,
    /// Good.
    Good,
}

/// A key with a standing of its own, for trying that standing out.
#[derive(Clone, Copy, Debug)]
pub struct KnownKey {
    /// The key.
    pub key: &'static str,
    /// Its standing.
    pub standing: Standing,
    /// What happens with it, in one line.
    pub what: &'static str,
}

/// The documented exceptions. Every other key of the shape `SG_…` is good, and any of another shape is bad.
#[rustfmt::skip]
pub const KEYS: &[KnownKey] = &[
    KnownKey { key: "SG_0000000000000bad", standing: Standing::Bad, what: "401, the service does not know it" },
    KnownKey { key: "SG_0000000000000401", standing: Standing::Bad, what: "401, expired (the service words both alike)" },
    KnownKey { key: "SG_0000000000000403", standing: Standing::Forbidden, what: "403, may not call this model" },
    KnownKey { key: "SG_0000000000000404", standing: Standing::NoRecord, what: "good, but the balance query answers 404" },
    KnownKey { key: "SG_0000000000000406", standing: Standing::Empty, what: "406, its balance is 0" },
];

/// Free credits a key starts with, in US dollars: the number of the service's own sample answer. They are spent first.
const FREE: f64 = 0.018_492_103_5;

impl Standing {
    /// Judges the key of a request, as far as the request needs one.
    pub(crate) fn of(headers: &HeaderMap, faults: &Faults, key_needed: bool) -> Standing {
        let Some(key) = literal(headers) else {
            let held_elsewhere = !key_needed || faults.has(Fault::Proxy);
            return if held_elsewhere {
                Standing::Good
            } else {
                Standing::Missing
            };
        };
        if let Some(known) = KEYS.iter().find(|known| known.key == key) {
            return known.standing;
        }
        let digits = key.strip_prefix("SG_").unwrap_or_default();
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_alphanumeric()) {
            Standing::Good
        } else {
            Standing::Bad
        }
    }

    /// The word for the ledger. Whether a key came at all is told apart from whether it was good.
    pub(crate) fn word(self, headers: &HeaderMap) -> &'static str {
        match self {
            _ if literal(headers).is_none() => "none",
            Standing::Bad => "bad",
            _ => "good",
        }
    }
}

/// The key of a request as it came. Never to be kept, logged or answered.
pub(crate) fn literal(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(ssd1b::wire::KEY_HEADER)
        .and_then(|value| value.to_str().ok())
        .filter(|key| !key.is_empty())
}

/// What the keys that were seen have left. Requests without a key, where none is needed, share one account.
#[derive(Default)]
pub(crate) struct Accounts(Mutex<HashMap<String, Account>>);

/// US dollars.
#[derive(Clone, Copy)]
pub(crate) struct Account {
    pub(crate) paid: f64,
    pub(crate) free: f64,
}

impl Account {
    pub(crate) fn total(self) -> f64 {
        self.paid + self.free
    }
}

impl Accounts {
    /// What the key has left; `start` is what a new one has paid in.
    pub(crate) fn of(&self, headers: &HeaderMap, standing: Standing, start: f64) -> Account {
        *open(&mut self.lock(), headers, standing, start)
    }

    /// Takes the price from the key's account, free credits first, and says what is left. The service may overdraw an
    /// account by one request, since it only estimates the price before.
    pub(crate) fn charge(
        &self,
        headers: &HeaderMap,
        standing: Standing,
        start: f64,
        price: f64,
    ) -> Account {
        let mut accounts = self.lock();
        let account = open(&mut accounts, headers, standing, start);
        let from_free = price.min(account.free);
        account.free -= from_free;
        account.paid -= price - from_free;
        *account
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Account>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn open<'a>(
    accounts: &'a mut HashMap<String, Account>,
    headers: &HeaderMap,
    standing: Standing,
    start: f64,
) -> &'a mut Account {
    let account = match standing {
        Standing::Empty => Account {
            paid: 0.0,
            free: 0.0,
        },
        _ => Account {
            paid: start,
            free: FREE,
        },
    };
    accounts
        .entry(literal(headers).unwrap_or_default().into())
        .or_insert(account)
}
