//! The contract with the service, held against the service itself: each row that somebody with a key can check from
//! outside, the requests it takes, and what to make of the answers.
//!
//! What the app believes of the service comes from documentation and other people's code. Each [`Row`] says one such
//! thing and how well it is founded ([`Mark`]), names the [`Ask`]s whose answers decide it, and judges them with a
//! function that does nothing else. A [`Plan`] is a choice of rows with all their requests and what they cost;
//! [`run`] sends each of those once, in order, and [`table`] prints what came of it.
//!
//! Requests are sent by the program `curl`: it is nearly everywhere, speaks TLS, and adds nothing to our lock file. The
//! key reaches it through its standard input, so that no list of processes shows it, and is taken out of every answer
//! before anything else sees that.

#![forbid(unsafe_code)]

pub mod args;
mod ask;
mod compose;
pub mod curl;
mod evidence;
mod finding;
mod plan;
mod row;
mod rows;
mod run;
mod save;
pub mod table;
mod words;

pub use ask::{Ask, Price};
pub use evidence::{Evidence, Outcome, Reply};
pub use finding::{Finding, Verdict};
pub use plan::Plan;
pub use row::{Mark, Row};
pub use rows::{find, rows};
pub use run::{Setup, run};

/// The environment variable that holds the key. An argument would show it to everybody on the machine.
pub const KEY_VARIABLE: &str = "SEGMIND_API_KEY";
