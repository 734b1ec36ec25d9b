//! What SSD-1B Studio knows without a browser: drafts, connections, file names, saved formats.
//!
//! This crate knows nothing of the DOM, of storage, of clocks or of dice. Time and random bits are handed
//! in, text comes and goes as strings, and no input makes it panic. Formats that leave the program have
//! types of their own and are converted by hand, so that renaming a field here never breaks what a
//! person saved last month.

#![forbid(unsafe_code)]

pub mod archive;
pub mod connection;
pub mod draft;
pub mod journal;
pub mod ledger;
pub mod library;
pub mod money;
pub mod names;
pub mod polling;
pub mod queue;
pub mod retry;
pub mod settings;
pub mod time;
