//! The ledger: sums, what a budget counts, and the table for spreadsheets.

#![allow(clippy::unwrap_used)]

#[path = "../rows/mod.rs"]
mod rows;
mod sheet;
mod sums;
