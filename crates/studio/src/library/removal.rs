//! Deleting images so that it can be undone.
//!
//! A deleted recipe moves from its table to a row of `meta`; the use of its bytes stays, and so the bytes stay too.
//! Putting it back moves it again. Sweeping, later, takes the rest: the use, and the bytes with their last use. All
//! of it lies on the disk, so an undo is still there after a reload or a crash, and no bytes are held in memory for it.

use super::changes::key_of_use;
use super::{Change, ContentHash, Recipe, RecipeKey, Store, Value};

/// How the names of deleted recipes begin in `meta`; the recipe's key follows, so that each is there once at most. The
/// row holds the time of the deletion, a space, and the recipe as it was.
pub const REMOVED: &str = "removed/";

/// How long a deleted recipe is kept at least before it is swept, in milliseconds. Longer than any undo is offered, so
/// that no other tab sweeps what this one still offers.
pub const SWEEP_AFTER_MS: u64 = 30 * 60_000;

/// Deletes recipes, in their saved form with their keys. The time (Unix milliseconds) says when they may be swept.
pub fn remove(rows: &[(String, String)], now_ms: u64) -> Vec<Change> {
    let mut changes = Vec::with_capacity(rows.len() * 2);
    for (key, text) in rows {
        let text = [&now_ms.to_string(), " ", text].concat();
        changes.push(Change::Put(
            Store::Meta,
            [REMOVED, key].concat(),
            Value::Text(text),
        ));
        changes.push(Change::Delete(Store::Recipes, key.clone()));
    }
    changes
}

/// Undoes a deletion: the rows of `meta`, names and texts, as [`remove`] wrote them. Rows of another kind are left alone.
pub fn put_back(removed: &[(String, String)]) -> Vec<Change> {
    let mut changes = Vec::with_capacity(removed.len() * 2);
    for (name, text) in removed {
        if let Some((key, _, recipe)) = parts(name, text) {
            let recipe = Value::Text(recipe.to_owned());
            changes.push(Change::Put(Store::Recipes, key.to_owned(), recipe));
            changes.push(Change::Delete(Store::Meta, name.clone()));
        }
    }
    changes
}

/// The key, the time and the recipe of a row of `meta`; `None` where it is no deleted recipe.
fn parts<'a>(name: &'a str, text: &'a str) -> Option<(&'a str, u64, &'a str)> {
    let key = name.strip_prefix(REMOVED)?;
    RecipeKey::parse(key)?;
    let (ms, recipe) = text.split_once(' ')?;
    Some((key, ms.parse().ok()?, recipe))
}

/// One deleted recipe that is to go for good, with what must be known of the database at that moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Swept {
    name: String,
    key: RecipeKey,
    hash: Option<ContentHash>,
}

impl Swept {
    /// A row of `meta`, if it is a deleted recipe, is old enough, and can be read: what only a later version understands
    /// is left to it.
    pub fn due(name: &str, text: &str, now_ms: u64) -> Option<Swept> {
        let (_, at, recipe) = parts(name, text)?;
        let recipe = Recipe::restore(recipe).ok()?;
        (now_ms.saturating_sub(at) >= SWEEP_AFTER_MS).then(|| Swept {
            name: name.to_owned(),
            hash: recipe.hash(),
            key: recipe.key,
        })
    }

    /// The key under which the recipe would stand if it had been brought back since, by an import.
    pub fn recipe_key(&self) -> String {
        self.key.text()
    }

    /// What all uses of its bytes begin with; `None` where it has no bytes.
    pub fn uses_prefix(&self) -> Option<String> {
        self.hash.map(|hash| [&hash.text(), "/"].concat())
    }
}

/// Lets a deleted recipe go for good. `is_back` says whether a recipe of its key stands in its table again, `uses` are
/// the keys of all uses of its bytes. The bytes go if there is no other.
pub fn sweep(swept: &Swept, is_back: bool, uses: &[String]) -> Vec<Change> {
    let mut changes = vec![Change::Delete(Store::Meta, swept.name.clone())];
    let Some(hash) = swept.hash.filter(|_| !is_back) else {
        return changes;
    };
    let hash = hash.text();
    let own = [&hash, "/", &swept.key.text()].concat();
    let others = uses
        .iter()
        .any(|other| *other != own && other.starts_with(&hash) && key_of_use(other).is_some());
    changes.push(Change::Delete(Store::Uses, own));
    if !others {
        changes.push(Change::Delete(Store::Thumbnails, hash.clone()));
        changes.push(Change::Delete(Store::Originals, hash));
    }
    changes
}

/// What a deletion takes and what it spares.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deletion {
    /// These go.
    pub goes: Vec<RecipeKey>,
    /// These favourites stay.
    pub spared: Vec<RecipeKey>,
}

impl Deletion {
    /// A deletion of these images. Among several, favourites are spared; one alone was meant.
    pub fn of(selected: &[&Recipe]) -> Deletion {
        let mut deletion = Deletion::default();
        for recipe in selected {
            let list = if recipe.favourite && selected.len() > 1 {
                &mut deletion.spared
            } else {
                &mut deletion.goes
            };
            list.push(recipe.key.clone());
        }
        deletion
    }

    /// What happens, before it does: "Delete 12 images? 3 favourites stay."
    pub fn question(&self) -> String {
        if self.goes.is_empty() {
            return self.nothing().to_owned();
        }
        let question = ["Delete ", &images(self.goes.len()), "?"].concat();
        self.with_spared(question, " stays.", " stay.")
    }

    /// What happened: "12 images deleted. 3 favourites were spared."
    pub fn sentence(&self) -> String {
        if self.goes.is_empty() {
            return self.nothing().to_owned();
        }
        let sentence = [&images(self.goes.len()), " deleted."].concat();
        self.with_spared(sentence, " was spared.", " were spared.")
    }

    fn nothing(&self) -> &'static str {
        if self.spared.is_empty() {
            "Nothing is selected, so nothing is deleted."
        } else {
            "Only favourites are selected, so nothing is deleted."
        }
    }

    fn with_spared(&self, text: String, one: &str, many: &str) -> String {
        match self.spared.len() {
            0 => text,
            1 => [&text, " 1 favourite", one].concat(),
            count => [&text, " ", &count.to_string(), " favourites", many].concat(),
        }
    }
}

fn images(count: usize) -> String {
    match count {
        1 => "1 image".to_owned(),
        count => [&count.to_string(), " images"].concat(),
    }
}
