//! The journal: which states may follow which, what that means for money, and the form on the disk.

#![allow(clippy::unwrap_used)]

mod life;
mod matrix;
mod money;
#[path = "../rows/mod.rs"]
mod rows;
mod saved;
mod verdict;
