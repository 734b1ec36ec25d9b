//! The queue: who may go out, in which order, and what holds over all tabs together.

#![allow(clippy::unwrap_used)]

mod asking;
#[path = "../rows/mod.rs"]
mod rows;
mod tabs;
mod turns;
