//! What was paid: by jobs that are still in the journal, and by those that were put away.

use serde::{Deserialize, Serialize};

use crate::journal::JobRow;
use crate::money::{Charge, Micros, Payment};

/// A job that was put away: what remains of it for the sums.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The job's key; it sorts by time.
    pub key: String,
    /// When it was asked for, Unix milliseconds.
    pub asked_ms: u64,
    /// The connection, as the page called it.
    pub name: String,
    /// Every sending that was or may have been charged, oldest first.
    pub payments: Vec<Payment>,
    /// How it ended, by the name of its state.
    pub ended: String,
    /// How many images were asked for.
    pub images: u8,
}

impl Entry {
    /// What is kept of a job.
    pub fn of(row: &JobRow) -> Entry {
        Entry {
            key: row.key.as_str().to_owned(),
            asked_ms: row.asked_ms,
            name: row.target.name.clone(),
            payments: row.payments().collect(),
            ended: row.state.name().to_owned(),
            images: row.request.samples(),
        }
    }

    /// The entry as text.
    pub fn save(&self) -> String {
        let saved = Saved {
            v: 1,
            at: self.asked_ms,
            name: self.name.clone(),
            payments: self.payments.iter().map(SavedPayment::of).collect(),
            ended: self.ended.clone(),
            images: self.images,
        };
        serde_json::to_string(&saved).unwrap_or_default()
    }

    /// Reads what [`save`](Self::save) wrote under that key.
    pub fn restore(key: &str, text: &str) -> Option<Entry> {
        let saved: Saved = serde_json::from_str(text).ok()?;
        Some(Entry {
            key: key.to_owned(),
            asked_ms: saved.at,
            name: saved.name,
            payments: saved.payments.iter().map(SavedPayment::restore).collect(),
            ended: saved.ended,
            images: saved.images,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct Saved {
    #[serde(default)]
    v: u32,
    at: u64,
    #[serde(default)]
    name: String,
    #[serde(default)]
    payments: Vec<SavedPayment>,
    #[serde(default)]
    ended: String,
    #[serde(default)]
    images: u8,
}

/// When, how, and how many millionths of a dollar.
#[derive(Serialize, Deserialize)]
struct SavedPayment(u64, String, u64);

impl SavedPayment {
    fn of(payment: &Payment) -> SavedPayment {
        let (how, amount) = payment.charge.parts();
        SavedPayment(payment.at_ms, how.to_owned(), amount.0)
    }

    fn restore(&self) -> Payment {
        Payment {
            at_ms: self.0,
            charge: Charge::named(&self.1, Micros(self.2)),
        }
    }
}

/// What was or may have been paid, by jobs in the journal and by those put away: over which connection, and the payment.
pub fn payments<'a>(
    rows: &'a [JobRow],
    entries: &'a [Entry],
) -> impl Iterator<Item = (&'a str, Payment)> {
    let rows = rows
        .iter()
        .flat_map(|row| row.payments().map(|it| (row.target.name.as_str(), it)));
    let entries = entries
        .iter()
        .flat_map(|entry| entry.payments.iter().map(|it| (entry.name.as_str(), *it)));
    rows.chain(entries)
}

/// What a budget counts of all that was sent since then, put away or not: the unknown twice.
pub fn counted(rows: &[JobRow], entries: &[Entry], since_ms: u64) -> Micros {
    payments(rows, entries)
        .filter(|(_, payment)| payment.at_ms >= since_ms)
        .fold(Micros(0), |sum, (_, payment)| {
            sum.plus(payment.charge.counted())
        })
}

/// A sum to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// What was charged, as far as it is known.
    pub charged: Micros,
    /// Part of that is an estimate.
    pub about: bool,
    /// What may have been charged beside it.
    pub unknown: Micros,
    /// How many requests those are.
    pub unknown_jobs: u32,
}

impl Sum {
    /// The sum over these charges.
    pub fn of(charges: impl IntoIterator<Item = Charge>) -> Sum {
        let mut sum = Sum::default();
        for charge in charges {
            match charge {
                Charge::None => {}
                Charge::Exact(amount) => sum.charged = sum.charged.plus(amount),
                Charge::About(amount) => {
                    sum.charged = sum.charged.plus(amount);
                    sum.about = true;
                }
                Charge::Unknown(amount) => {
                    sum.unknown = sum.unknown.plus(amount);
                    sum.unknown_jobs += 1;
                }
            }
        }
        sum
    }
}

/// All entries as CSV (RFC 4180), with a line of headings. What was charged and what may have been stand apart.
pub fn csv(entries: &[Entry]) -> String {
    let mut csv =
        String::from("asked_utc_ms,connection,images,ended,charge,dollars,perhaps_dollars\r\n");
    for entry in entries {
        let charges = || entry.payments.iter().map(|payment| payment.charge);
        let (how, _) = charges().fold(Charge::None, Charge::plus).parts();
        let sum = Sum::of(charges());
        let parts = [
            entry.asked_ms.to_string(),
            quoted(&entry.name),
            entry.images.to_string(),
            quoted(&entry.ended),
            how.to_owned(),
            decimal(sum.charged),
            decimal(sum.unknown),
        ];
        csv.push_str(&parts.join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// The amount in dollars, exactly.
fn decimal(Micros(amount): Micros) -> String {
    let rest = (1_000_000 + amount % 1_000_000).to_string();
    [&(amount / 1_000_000).to_string(), ".", &rest[1..]].concat()
}

/// A text as a CSV field. A spreadsheet must not take it for a formula.
fn quoted(text: &str) -> String {
    let shield = if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        "'"
    } else {
        ""
    };
    ["\"", shield, &text.replace('"', "\"\""), "\""].concat()
}
