//! The state, natively: the stories that signals and intentions must hold to, whatever the surroundings do.

#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used)]

mod answers;
mod connection;
mod draft;
mod fakes;
mod keys;
mod leaving;
mod practice;
mod repeats;
mod world;
