//! Tests of the public API, in one binary so that it links once.

#![allow(clippy::unwrap_used)]

mod draft;
mod endpoint;
mod fixtures;
mod key;
mod network;
mod never_panics;
mod outgoing;
mod output;
mod price;
mod redaction;
mod requests;
mod reset;
mod rows;
mod v2;
