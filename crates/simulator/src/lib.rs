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
//! v1 and the credits are here. The asynchronous v2 belongs in a module of its own beside `v1`, with its routes in
//! `routes`; until then `/v2/` is an unknown address, as on a service without it.

#![forbid(unsafe_code)]

mod answer;
mod config;
mod cors;
mod credits;
mod fault;
mod faults;
mod form;
mod formats;
mod front;
mod gallery;
mod keys;
mod ledger;
mod limits;
mod refusal;
mod routes;
mod server;
mod settings;
mod site;
mod text;
mod v1;
mod visit;
mod wire;

pub use config::{Config, Log};
pub use cors::Cors;
pub use fault::{Arg, FAULTS, Fault, Row};
pub use faults::{Faults, UnknownFault};
pub use keys::{KEYS, KnownKey, Standing};
pub use ledger::{Entry, Ledger};
pub use server::{Running, serve};
