//! API keys by the origin they were typed for: in memory, and in the storage the person chose.

use ssd1b::ApiKey;
use studio::connection::{Keeping, Owner};

use crate::abilities::{Refused, Services, Slot, Store};

/// A key and how long it is kept.
#[derive(Clone)]
pub(super) struct Kept {
    pub(super) key: ApiKey,
    pub(super) keeping: Keeping,
}

/// All keys this page holds: a handful, so a list serves.
#[derive(Clone, Default)]
pub(super) struct Keys(Vec<(Owner, Kept)>);

impl Keys {
    /// What the stores hold; the tab's choice wins over the device's.
    pub(super) fn restore(services: &Services) -> Keys {
        let mut keys = Keys::default();
        let areas: [(&dyn Store, Keeping); 2] = [
            (&*services.device, Keeping::Device),
            (&*services.tab, Keeping::Tab),
        ];
        for (store, keeping) in areas {
            // A store that refuses holds no key for this page.
            for (origin, text) in read(store).unwrap_or_default() {
                if let Ok(key) = ApiKey::parse(&text) {
                    keys.put(Owner::stored(&origin), Kept { key, keeping });
                }
            }
        }
        keys
    }

    pub(super) fn of(&self, owner: &Owner) -> Option<&Kept> {
        self.0
            .iter()
            .find(|(of, _)| of == owner)
            .map(|(_, kept)| kept)
    }

    /// Keeps a key. Answers `Refused` when the chosen storage did not take it; memory has it all the same.
    pub(super) fn keep(
        &mut self,
        owner: Owner,
        kept: Kept,
        services: &Services,
    ) -> Result<(), Refused> {
        let before = self.of(&owner).map(|kept| kept.keeping);
        let stored = store(&owner, Some(&kept), before, services);
        self.put(owner, kept);
        stored
    }

    fn put(&mut self, owner: Owner, kept: Kept) {
        self.0.retain(|(of, _)| *of != owner);
        self.0.push((owner, kept));
    }

    /// Forgets the key in memory and in both storages.
    pub(super) fn forget(&mut self, owner: &Owner, services: &Services) -> Result<(), Refused> {
        let before = self.of(owner).map(|kept| kept.keeping);
        self.0.retain(|(of, _)| of != owner);
        store(owner, None, before, services)
    }
}

/// Writes the key where it is to be kept and takes it out everywhere else. A store that refuses matters where the
/// key is to be kept there, or was.
fn store(
    owner: &Owner,
    kept: Option<&Kept>,
    before: Option<Keeping>,
    services: &Services,
) -> Result<(), Refused> {
    let mut result = Ok(());
    let areas: [(&dyn Store, Keeping); 2] = [
        (&*services.device, Keeping::Device),
        (&*services.tab, Keeping::Tab),
    ];
    for (store, keeping) in areas {
        let wanted = kept.filter(|kept| kept.keeping == keeping);
        let Ok(mut rows) = read(store) else {
            // Writing unread would wipe out the keys of other origins.
            if wanted.is_some() || before == Some(keeping) {
                result = Err(Refused);
            }
            continue;
        };
        let count = rows.len();
        rows.retain(|(origin, _)| origin != owner.as_str());
        let had = rows.len() < count;
        if let Some(kept) = wanted {
            rows.push((
                owner.as_str().to_owned(),
                kept.key.header_value().to_owned(),
            ));
        } else if !had {
            continue;
        }
        let written = if rows.is_empty() {
            store.remove(Slot::Keys)
        } else {
            store.set(
                Slot::Keys,
                &serde_json::to_string(&rows).unwrap_or_default(),
            )
        };
        if written.is_err() {
            result = Err(Refused);
        }
    }
    result
}

fn read(store: &dyn Store) -> Result<Vec<(String, String)>, Refused> {
    let text = store.get(Slot::Keys)?.unwrap_or_default();
    // What is no list of keys holds none.
    Ok(serde_json::from_str(&text).unwrap_or_default())
}
