//! Keeping, deleting, undoing and sweeping, played against tables in memory.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "library_samples/mod.rs"]
mod samples;

use std::collections::BTreeMap;

use proptest::prelude::*;
use samples::{bytes, job, recipe};
use studio::library::{
    Change, Deletion, REMOVED, Recipe, RecipeKey, SWEEP_AFTER_MS, Store, Swept, Value, edit, keep,
    put_back, remove, sweep, use_key,
};

/// The database, as far as the library is concerned.
#[derive(Clone, Debug, Default, PartialEq)]
struct Tables(BTreeMap<(Store, String), Value>);

impl Tables {
    fn apply(&mut self, changes: Vec<Change>) {
        for change in changes {
            match change {
                Change::Put(store, key, value) => self.0.insert((store, key), value),
                Change::Delete(store, key) => self.0.remove(&(store, key)),
            };
        }
    }

    fn texts(&self, store: Store) -> Vec<(String, String)> {
        let rows = self.0.iter().filter(|((own, _), _)| *own == store);
        rows.map(|((_, key), value)| match value {
            Value::Text(text) => (key.clone(), text.clone()),
            Value::Bytes(_) => panic!("bytes in a table of text"),
        })
        .collect()
    }

    fn count(&self, store: Store) -> usize {
        self.0.keys().filter(|(own, _)| *own == store).count()
    }

    fn keep(&mut self, recipe: &Recipe, bytes: Vec<u8>) {
        let thumbnail = (Store::Thumbnails, recipe.hash().unwrap().text());
        self.0.insert(thumbnail, Value::Bytes(vec![1]));
        self.apply(keep(recipe, Some(bytes)));
    }

    fn remove(&mut self, recipe: &Recipe, now_ms: u64) {
        self.apply(remove(&[(recipe.key.text(), recipe.save())], now_ms));
    }

    fn undo(&mut self) {
        let removed = self.texts(Store::Meta);
        self.apply(put_back(&removed));
    }

    fn sweep(&mut self, now_ms: u64) {
        for (name, text) in self.texts(Store::Meta) {
            let Some(swept) = Swept::due(&name, &text, now_ms) else {
                continue;
            };
            let is_back = self.0.contains_key(&(Store::Recipes, swept.recipe_key()));
            let prefix = swept.uses_prefix().unwrap();
            let uses: Vec<String> = self
                .texts(Store::Uses)
                .into_iter()
                .map(|(key, _)| key)
                .filter(|key| key.starts_with(&prefix))
                .collect();
            self.apply(sweep(&swept, is_back, &uses));
        }
    }
}

/// Another purchase of the same bytes.
fn twin(of: &Recipe) -> Recipe {
    Recipe {
        key: RecipeKey::new(of.key.asked_ms() + 1, &job(99), 1),
        ..of.clone()
    }
}

#[test]
fn keeping_writes_the_row_the_use_and_the_bytes() {
    let recipe = recipe(1);
    let hash = recipe.hash().unwrap().text();
    let expect = vec![
        edit(&recipe),
        Change::Put(
            Store::Uses,
            [&hash, "/", &recipe.key.text()].concat(),
            Value::Text(String::new()),
        ),
        Change::Put(Store::Originals, hash, Value::Bytes(bytes(1))),
    ];
    assert_eq!(keep(&recipe, Some(bytes(1))), expect);
    assert_eq!(keep(&recipe, None), expect[..2]);
    assert!(use_key(&recipe).unwrap().ends_with(&recipe.key.text()));
}

#[test]
fn what_is_deleted_can_be_put_back_until_it_is_swept() {
    let mut tables = Tables::default();
    tables.keep(&recipe(1), bytes(1));
    tables.keep(&recipe(2), bytes(2));
    let before = tables.clone();

    tables.remove(&recipe(1), 5_000);
    assert_eq!(tables.count(Store::Recipes), 1);
    assert_eq!(tables.count(Store::Originals), 2);
    tables.sweep(5_000 + SWEEP_AFTER_MS - 1);
    tables.undo();
    assert_eq!(tables, before);

    tables.remove(&recipe(1), 5_000);
    tables.sweep(5_000 + SWEEP_AFTER_MS);
    tables.undo();
    let mut only = Tables::default();
    only.keep(&recipe(2), bytes(2));
    assert_eq!(tables, only);
}

#[test]
fn bytes_go_only_with_their_last_use() {
    let (one, two) = (recipe(1), twin(&recipe(1)));
    let mut tables = Tables::default();
    tables.keep(&one, bytes(1));
    tables.keep(&two, bytes(1));
    assert_eq!(tables.count(Store::Originals), 1);

    tables.remove(&one, 0);
    tables.sweep(SWEEP_AFTER_MS);
    assert_eq!(tables.count(Store::Originals), 1);
    assert_eq!(tables.count(Store::Uses), 1);

    tables.remove(&two, 0);
    tables.sweep(SWEEP_AFTER_MS);
    assert_eq!(tables, Tables::default());
}

#[test]
fn what_was_imported_again_survives_the_sweep() {
    let mut tables = Tables::default();
    tables.keep(&recipe(1), bytes(1));
    let before = tables.clone();
    tables.remove(&recipe(1), 0);
    tables.keep(&recipe(1), bytes(1));
    tables.sweep(SWEEP_AFTER_MS);
    assert_eq!(tables, before);
}

#[test]
fn a_row_of_a_later_version_is_not_swept_and_can_be_put_back() {
    let key = recipe(1).key.text();
    let mut tables = Tables::default();
    let text = r#"{"v":7,"picture":"elsewhere"}"#.to_owned();
    tables.apply(remove(&[(key.clone(), text.clone())], 0));
    tables.sweep(u64::MAX);
    tables.undo();
    assert_eq!(tables.texts(Store::Recipes), [(key, text)]);
}

#[test]
fn other_rows_of_meta_are_left_alone() {
    let name = [REMOVED, &recipe(1).key.text()].concat();
    let saved = recipe(1).save();
    let dated = ["12 ", &saved].concat();
    let check = |name: &str, text: &str, is_removed: bool| {
        let rows = [(name.to_owned(), text.to_owned())];
        assert_eq!(!put_back(&rows).is_empty(), is_removed, "{name} {text}");
        let due = Swept::due(name, text, u64::MAX);
        assert_eq!(due.is_some(), is_removed, "{name} {text}");
    };
    check(&name, &dated, true);
    check(&name, &saved, false);
    check(&name, "", false);
    check("", &dated, false);
    check("budget", "12 5", false);
    check(REMOVED, &dated, false);
    check("removed/12", &dated, false);
}

#[test]
fn favourites_are_spared_among_several() {
    let plain = recipe(1);
    let favourite = Recipe {
        favourite: true,
        ..recipe(2)
    };
    let check = |selected: &[&Recipe], goes: usize, question: &str, sentence: &str| {
        let deletion = Deletion::of(selected);
        assert_eq!(deletion.goes.len(), goes);
        assert_eq!(deletion.goes.len() + deletion.spared.len(), selected.len());
        assert_eq!(deletion.question(), question);
        assert_eq!(deletion.sentence(), sentence);
    };
    let (p, f) = (&plain, &favourite);
    check(&[p], 1, "Delete 1 image?", "1 image deleted.");
    check(&[f], 1, "Delete 1 image?", "1 image deleted.");
    check(&[p, p], 2, "Delete 2 images?", "2 images deleted.");
    check(
        &[p, f],
        1,
        "Delete 1 image? 1 favourite stays.",
        "1 image deleted. 1 favourite was spared.",
    );
    check(
        &[p, f, p, f],
        2,
        "Delete 2 images? 2 favourites stay.",
        "2 images deleted. 2 favourites were spared.",
    );
    let only = "Only favourites are selected, so nothing is deleted.";
    check(&[f, f], 0, only, only);
    let none = "Nothing is selected, so nothing is deleted.";
    check(&[], 0, none, none);
}

proptest! {
    /// Whatever is kept, deleted, undone and swept in whatever order: every recipe that stands has its bytes, and no
    /// bytes are left that nothing can bring back.
    #[test]
    fn recipes_and_bytes_stay_together(steps in proptest::collection::vec((0u8..5, 0u64..4, any::<bool>()), 0..40)) {
        let mut tables = Tables::default();
        let mut now = 0;
        for (what, number, second) in steps {
            now += SWEEP_AFTER_MS / 2;
            let one = recipe(number);
            let recipe = if second { twin(&one) } else { one };
            let stands = tables.0.contains_key(&(Store::Recipes, recipe.key.text()));
            match what {
                0 | 1 => tables.keep(&recipe, bytes(number)),
                2 if stands => tables.remove(&recipe, now),
                3 => tables.undo(),
                _ => tables.sweep(now),
            }
            let mut wanted = Vec::new();
            for (_, text) in tables.texts(Store::Recipes).into_iter().chain(tables.texts(Store::Meta)) {
                let text = text.trim_start_matches(|c: char| c != '{');
                wanted.push(Recipe::restore(text).unwrap().hash().unwrap().text());
            }
            for hash in &wanted {
                prop_assert!(tables.0.contains_key(&(Store::Originals, hash.clone())));
            }
            for (store, key) in tables.0.keys() {
                let used = !matches!(store, Store::Originals | Store::Thumbnails) || wanted.contains(key);
                prop_assert!(used, "{:?} {}", store, key);
            }
        }
    }
}
