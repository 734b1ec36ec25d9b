//! What was paid: by jobs that are still in the journal, and by those that were put away.

use serde::{Deserialize, Serialize};

use crate::journal::JobRow;
use crate::money::{Charge, Micros};

/// A job that was put away: what remains of it for the sums.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The job's key; it sorts by time.
    pub key: String,
    /// When it was asked for, Unix milliseconds.
    pub asked_ms: u64,
    /// The connection, as the page called it.
    pub name: String,
    /// What it was charged, every sending together.
    pub charge: Charge,
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
            charge: row.charged(),
            ended: row.state.name().to_owned(),
            images: row.request.samples(),
        }
    }

    /// The entry as text.
    pub fn save(&self) -> String {
        let (about, amount) = match self.charge {
            Charge::None => ("none", Micros(0)),
            Charge::About(amount) => ("about", amount),
            Charge::Exact(amount) => ("exact", amount),
            Charge::Unknown(amount) => ("unknown", amount),
        };
        let saved = Saved {
            v: 1,
            at: self.asked_ms,
            name: self.name.clone(),
            how: about.to_owned(),
            micros: amount.0,
            ended: self.ended.clone(),
            images: self.images,
        };
        serde_json::to_string(&saved).unwrap_or_default()
    }

    /// Reads what [`save`](Self::save) wrote under that key.
    pub fn restore(key: &str, text: &str) -> Option<Entry> {
        let saved: Saved = serde_json::from_str(text).ok()?;
        let amount = Micros(saved.micros);
        Some(Entry {
            key: key.to_owned(),
            asked_ms: saved.at,
            name: saved.name,
            charge: match saved.how.as_str() {
                "none" => Charge::None,
                "about" => Charge::About(amount),
                "exact" => Charge::Exact(amount),
                _ => Charge::Unknown(amount),
            },
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
    how: String,
    #[serde(default)]
    micros: u64,
    #[serde(default)]
    ended: String,
    #[serde(default)]
    images: u8,
}

/// What a budget counts of all jobs asked for since then, put away or not: the unknown twice.
pub fn counted(rows: &[JobRow], entries: &[Entry], since_ms: u64) -> Micros {
    let rows = rows
        .iter()
        .filter(|row| row.asked_ms >= since_ms)
        .map(|row| row.charged().counted());
    let entries = entries
        .iter()
        .filter(|entry| entry.asked_ms >= since_ms)
        .map(|entry| entry.charge.counted());
    rows.chain(entries).fold(Micros(0), Micros::plus)
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

/// All entries as CSV (RFC 4180), with a line of headings.
pub fn csv(entries: &[Entry]) -> String {
    let mut csv = String::from("asked_utc_ms,connection,images,ended,charge,dollars\r\n");
    for entry in entries {
        let (how, amount) = match entry.charge {
            Charge::None => ("none", Micros(0)),
            Charge::About(amount) => ("about", amount),
            Charge::Exact(amount) => ("exact", amount),
            Charge::Unknown(amount) => ("unknown", amount),
        };
        let whole = amount.0 / 1_000_000;
        let rest = (1_000_000 + amount.0 % 1_000_000).to_string();
        let parts = [
            entry.asked_ms.to_string(),
            quoted(&entry.name),
            entry.images.to_string(),
            quoted(&entry.ended),
            how.to_owned(),
            [&whole.to_string(), ".", &rest[1..]].concat(),
        ];
        csv.push_str(&parts.join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// A text as a CSV field. A spreadsheet must not take it for a formula.
fn quoted(text: &str) -> String {
    let shield = if text.starts_with(['=', '+', '-', '@']) {
        "'"
    } else {
        ""
    };
    ["\"", shield, &text.replace('"', "\"\""), "\""].concat()
}
