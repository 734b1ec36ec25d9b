//! The library's rules: one recipe for every image that was kept, how it is saved, found, deleted and brought back.
//!
//! Nothing here reads or writes: rows come in as values, and what is to be written goes out as a list of [`Change`]s
//! for one transaction. The bytes of an image are kept once, under their [`ContentHash`]; a [`Recipe`] is kept for every
//! time it was paid for; the bytes go only with their last recipe.

pub(crate) mod bag;
mod changes;
mod day;
mod hash;
mod key;
mod query;
mod recipe;
mod removal;
mod saved;
mod tags;
mod term;

pub use changes::{Change, Store, Value, edit, keep, merged, use_key};
pub use day::Day;
pub use hash::ContentHash;
pub use key::RecipeKey;
pub use query::Query;
pub use recipe::{Kept, Origin, Paid, Recipe};
pub use removal::{Deletion, REMOVED, SWEEP_AFTER_MS, Swept, put_back, remove, sweep};
pub use tags::Tags;
