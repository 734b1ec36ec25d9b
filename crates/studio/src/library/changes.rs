//! What the library writes: changes to tables, to be made in one transaction.

use super::{Recipe, RecipeKey, Tags};

/// The tables that the library writes to. They have the names of the database's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Store {
    /// Recipes of kept images, newest first: text.
    Recipes,
    /// Which recipes use which bytes, by content hash and recipe key: empty text.
    Uses,
    /// Thumbnails by content hash: bytes.
    Thumbnails,
    /// Images as they came, by content hash: bytes.
    Originals,
    /// Settings and counters shared by all tabs; of the library the deleted recipes that can still be put back: text.
    Meta,
}

/// What a row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A record in its saved form.
    Text(String),
    /// Bytes as they are.
    Bytes(Vec<u8>),
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Puts a row, over the one that was there.
    Put(Store, String, Value),
    /// Takes a row away, if it is there.
    Delete(Store, String),
}

/// Keeps an image: its recipe, the use of its bytes, and the bytes where they are handed in. They need not be where the
/// database has them already.
pub fn keep(recipe: &Recipe, original: Option<Vec<u8>>) -> Vec<Change> {
    let mut changes = vec![edit(recipe)];
    if let Some(hash) = recipe.hash() {
        let key = use_key(recipe);
        changes.extend(key.map(|key| Change::Put(Store::Uses, key, Value::Text(String::new()))));
        changes.extend(
            original.map(|bytes| Change::Put(Store::Originals, hash.text(), Value::Bytes(bytes))),
        );
    }
    changes
}

/// Writes a recipe again after its mark or its tags were changed.
pub fn edit(recipe: &Recipe) -> Change {
    Change::Put(
        Store::Recipes,
        recipe.key.text(),
        Value::Text(recipe.save()),
    )
}

/// The key of the row that says that this recipe uses its bytes: `hash/key`. All uses of the bytes begin with `hash/`.
/// `None` where it has none.
pub fn use_key(recipe: &Recipe) -> Option<String> {
    Some([&recipe.hash()?.text(), "/", &recipe.key.text()].concat())
}

/// The recipe to keep where an archive brings one for an image that is here already: the one that is here, with the
/// marks and tags of both, and with the bytes where only an address was here.
///
/// `None` where they are two images: then the one from outside has to stay out.
pub fn merged(here: &Recipe, brought: &Recipe) -> Option<Recipe> {
    let one_image = match (here.hash(), brought.hash()) {
        (Some(here), Some(brought)) => here == brought,
        _ => true,
    };
    if here.key != brought.key || !one_image {
        return None;
    }
    let better = if here.hash().is_some() { here } else { brought };
    Some(Recipe {
        kept: better.kept.clone(),
        size: better.size,
        favourite: here.favourite || brought.favourite,
        tags: here
            .tags
            .iter()
            .chain(brought.tags.iter())
            .collect::<Tags>(),
        ..here.clone()
    })
}

/// The recipe's key out of the key of a use.
pub(super) fn key_of_use(use_key: &str) -> Option<RecipeKey> {
    RecipeKey::parse(use_key.split_once('/')?.1)
}
