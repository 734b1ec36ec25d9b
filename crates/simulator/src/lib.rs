//! The SSD-1B API on localhost: every answer that its documentation promises, every odd one that was seen, and every
//! fault that lies on the way, each by a switch.
//!
//! A test starts one with [`serve`], hands its address to the client, and reads afterwards in the [`Ledger`] what was
//! sent, what would have been billed, and whether the answer left whole. The program of the same name does it by hand:
//! `cargo run -p simulator -- --help`.
//!
//! Faults are switched per request, in any of these ways, names parted by `;` or `,`:
//!
//! - in front of the path, for pages where only a base URL can be typed: `http://127.0.0.1:8000/sim/cut` as the base of
//!   `/v1/ssd-1b`;
//! - in the query: `/v1/ssd-1b?sim=rate-limit=2;case=a`;
//! - in a header: `x-sim-fault: traceback`.
//!
//! [`FAULTS`] is the table of them. Pictures come from the practice engine, so equal seeds give equal pixels.
//!
//! v1, v2 and the credits are here. A job of v2 waits, is worked on, ends and is forgotten an hour after its submit, all
//! in simulated time. Faults that refuse, delay or break an answer do so for every request under them; `on=poll` keeps
//! them for the questions how a job stands, `first=2` for the first two of those of each job:
//! `http://127.0.0.1:8000/sim/drop;on=poll;first=2`.
//!
//! A harness that kills its client at a chosen moment waits on [`Ledger::next_moments`], or from another process on
//! `GET /sim/moments?after=17&wait=5000`: each POST's head, whole body, bill and written answer, with the time, as soon
//! as it happens. [`Ledger::strays`] (`GET /sim/strays`) shows a key that went where none must go. Answers carry
//! `Connection: close`, unless the fault `keep-alive` says otherwise: on a connection used again browsers repeat a POST
//! by themselves, and no count of sendings would hold.

#![forbid(unsafe_code)]

mod answer;
mod config;
mod cors;
mod credits;
mod desk;
mod fault;
mod faults;
mod form;
mod formats;
mod front;
mod gallery;
mod jobs;
mod keys;
mod ledger;
mod limits;
mod moments;
mod refusal;
mod report;
mod routes;
mod server;
mod settings;
mod site;
mod text;
mod v1;
mod v2;
mod visit;
mod wire;

pub use config::{Billing, Config, Log};
pub use cors::Cors;
pub use fault::{Arg, FAULTS, Fault, Row};
pub use faults::{Faults, UnknownFault};
pub use keys::{KEYS, KnownKey, Standing};
pub use ledger::{Entry, Ledger};
pub use moments::{Moment, Step, Stray};
pub use server::{Running, serve};
