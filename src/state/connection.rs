//! Where pictures come from, and the key that goes there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ssd1b::wire::{self, Balance};
use ssd1b::{ApiKey, Endpoint, Failure, KeyProblem};
use studio::connection::{Keeping, Mode, Obstacle, Owner, Setup};
use studio::settings::Settings;

use super::job::{Paid, Source};
use super::keys::{Kept, Keys};
use crate::abilities::{Services, Slot};

/// What is known of the balance at the present endpoint.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// Never asked.
    Unknown,
    /// The question is on its way.
    Asking,
    /// The endpoint answered.
    Answered(Balance),
    /// The endpoint refused or could not be reached.
    Failed(Failure),
}

/// Where a request goes: what [`ConnectionState::route`] makes of mode, address and key.
#[derive(Clone)]
pub enum Route {
    /// To the practice engine.
    Practice,
    /// To an endpoint, with a key or without.
    Api {
        /// The endpoint.
        endpoint: Endpoint,
        /// The key that belongs to its origin.
        key: Option<ApiKey>,
    },
}

/// The connection's signals.
#[derive(Clone)]
pub struct ConnectionState {
    /// The chosen mode.
    pub mode: RwSignal<Mode>,
    /// The own endpoint as typed.
    pub own: RwSignal<String>,
    /// How long the next typed key is kept.
    pub keeping: RwSignal<Keeping>,
    /// The panel is open.
    pub open: RwSignal<bool>,
    /// The balance.
    pub check: RwSignal<Check>,
    /// What stands in the way, once the person tried to generate.
    pub obstacle: RwSignal<Option<Obstacle>>,
    /// The storage did not take the key.
    pub key_not_stored: RwSignal<bool>,
    /// What the deployment says.
    pub settings: StoredValue<Settings>,
    keys: RwSignal<Keys>,
    asked: StoredValue<u32>,
    services: Services,
}

impl ConnectionState {
    /// Restores mode, address and kept keys.
    pub fn new(services: &Services, settings: Settings) -> Self {
        let stored = services.device.get(Slot::Setup).ok().flatten();
        let mut setup = stored.map(|text| Setup::restore(&text)).unwrap_or_default();
        if setup.own.trim().is_empty() {
            setup.own = settings.endpoint.clone().unwrap_or_default();
        }
        let state = ConnectionState {
            mode: RwSignal::new(setup.mode),
            own: RwSignal::new(setup.own),
            keeping: RwSignal::new(Keeping::Page),
            open: RwSignal::new(false),
            check: RwSignal::new(Check::Unknown),
            obstacle: RwSignal::new(None),
            key_not_stored: RwSignal::new(false),
            settings: StoredValue::new(settings),
            keys: RwSignal::new(Keys::restore(services)),
            asked: StoredValue::new(0),
            services: services.clone(),
        };
        state.keep();
        state
    }

    fn keep(&self) {
        let state = self.clone();
        Effect::new(move |_| {
            let setup = state.setup();
            // Refused storage means the choice lasts as long as the page, which the page says where it matters.
            let _ = if setup == state.first_setup() {
                state.services.device.remove(Slot::Setup)
            } else {
                state.services.device.set(Slot::Setup, &setup.save())
            };
        });
        let state = self.clone();
        Effect::new(move |before: Option<(Setup, Option<Owner>)>| {
            let setup = state.setup();
            let owner = state.owner();
            let (setup_before, owner_before) = before.unzip();
            if setup_before.is_some_and(|before| before != setup) {
                state.obstacle.set(None);
            }
            if owner_before.as_ref() != Some(&owner) {
                // A balance belongs to the origin that was asked, and so does how long its key is kept.
                if owner_before.is_some() {
                    state.forget_check();
                }
                let keeping = untrack(|| state.kept()).map(|kept| kept.keeping);
                state.keeping.set(keeping.unwrap_or(Keeping::Page));
            }
            (setup, owner)
        });
    }

    /// What a newcomer finds.
    fn first_setup(&self) -> Setup {
        let own = self
            .settings
            .with_value(|settings| settings.endpoint.clone().unwrap_or_default());
        Setup {
            own,
            ..Setup::default()
        }
    }

    fn setup(&self) -> Setup {
        Setup {
            mode: self.mode.get(),
            own: self.own.get(),
        }
    }

    /// The endpoint, `None` in practice mode.
    ///
    /// # Errors
    /// What is wrong with the address.
    pub fn endpoint(&self) -> Result<Option<Endpoint>, Obstacle> {
        self.setup().endpoint(self.services.page_is_https)
    }

    /// The origin that a key typed now would belong to.
    pub fn owner(&self) -> Option<Owner> {
        self.owner_of(&self.source())
    }

    /// The origin that a job's key belongs to.
    pub(super) fn owner_of(&self, source: &Source) -> Option<Owner> {
        let endpoint = source.endpoint.as_ref()?;
        Some(Owner::of(endpoint, &self.services.page_origin))
    }

    fn kept(&self) -> Option<Kept> {
        let owner = self.owner()?;
        self.keys.with(|keys| keys.of(&owner).cloned())
    }

    /// The key for the present endpoint.
    pub fn key(&self) -> Option<ApiKey> {
        self.kept().map(|kept| kept.key)
    }

    /// Takes a typed key for the present endpoint. An empty text forgets the key.
    ///
    /// # Errors
    /// What is wrong with it; the old key is gone all the same, since the field no longer shows it.
    pub fn type_key(&self, typed: &str) -> Result<(), KeyProblem> {
        let Some(owner) = untrack(|| self.owner()) else {
            return Ok(());
        };
        self.forget_check();
        self.obstacle.set(None);
        match ApiKey::parse(typed) {
            Ok(key) => {
                let kept = Kept {
                    key,
                    keeping: self.keeping.get_untracked(),
                };
                self.keep_key(owner, kept);
                Ok(())
            }
            Err(problem) => {
                self.keys.update(|keys| {
                    let _ = keys.forget(&owner, &self.services);
                });
                if problem == KeyProblem::Empty {
                    Ok(())
                } else {
                    Err(problem)
                }
            }
        }
    }

    /// Changes how long the key is kept, also for the key that is there.
    pub fn choose_keeping(&self, keeping: Keeping) {
        self.keeping.set(keeping);
        let Some((owner, kept)) = untrack(|| Some((self.owner()?, self.kept()?))) else {
            return;
        };
        let kept = Kept { keeping, ..kept };
        self.keep_key(owner, kept);
    }

    fn keep_key(&self, owner: Owner, kept: Kept) {
        let wanted = kept.keeping != Keeping::Page;
        let stored = self
            .keys
            .try_update(|keys| keys.keep(owner, kept, &self.services));
        self.key_not_stored
            .set(wanted && stored.is_some_and(|stored| stored.is_err()));
    }

    /// Forgets the key of the present endpoint in memory and in both storages. `false` where the browser refused
    /// the storage.
    pub fn forget_key(&self) -> bool {
        let Some(owner) = untrack(|| self.owner()) else {
            return true;
        };
        let forgotten = self
            .keys
            .try_update(|keys| keys.forget(&owner, &self.services));
        self.keeping.set(Keeping::Page);
        self.key_not_stored.set(false);
        self.forget_check();
        forgotten.is_none_or(|forgotten| forgotten.is_ok())
    }

    /// Forgets everything: all keys, the address, the mode. The storage is emptied by the caller.
    pub fn forget_everything(&self) {
        self.keys.set(Keys::default());
        let first = self.first_setup();
        self.mode.set(first.mode);
        self.own.set(first.own);
        self.obstacle.set(None);
        self.keeping.set(Keeping::Page);
        self.forget_check();
    }

    fn forget_check(&self) {
        // An answer that is still on its way belongs to what was there before.
        self.asked.update_value(|asked| *asked += 1);
        self.check.set(Check::Unknown);
    }

    /// Where the next request goes.
    ///
    /// # Errors
    /// What stands in the way. It never falls back to the practice engine.
    pub fn route(&self) -> Result<Route, Obstacle> {
        let Some(endpoint) = self.endpoint()? else {
            return Ok(Route::Practice);
        };
        let key = self.key();
        if key.is_none() && endpoint.is_hosted() {
            return Err(Obstacle::NoKey);
        }
        Ok(Route::Api { endpoint, key })
    }

    /// What the page calls the present choice, and whether it costs money.
    pub fn source(&self) -> Source {
        match self.endpoint() {
            Ok(None) => Source {
                practice: true,
                name: "practice engine".into(),
                paid: Paid::No,
                endpoint: None,
            },
            Ok(Some(endpoint)) if self.is_simulator(&endpoint) => Source {
                practice: false,
                name: "simulator".into(),
                paid: Paid::No,
                endpoint: Some(endpoint),
            },
            Ok(Some(endpoint)) => {
                let name = endpoint.host().unwrap_or(endpoint.as_str()).to_owned();
                Source {
                    practice: false,
                    name,
                    paid: Paid::Yes,
                    endpoint: Some(endpoint),
                }
            }
            Err(_) => Source {
                practice: false,
                name: "own endpoint".into(),
                paid: Paid::Yes,
                endpoint: None,
            },
        }
    }

    fn is_simulator(&self, endpoint: &Endpoint) -> bool {
        self.settings.with_value(|settings| {
            let said = settings
                .endpoint
                .as_deref()
                .and_then(|text| Endpoint::parse(text).ok());
            settings.simulator && said.as_ref() == Some(endpoint)
        })
    }

    /// Asks the endpoint for the balance. Costs nothing.
    pub fn ask_balance(&self) {
        let route = untrack(|| self.route());
        let (endpoint, key) = match route {
            Ok(Route::Api { endpoint, key }) => (endpoint, key),
            Ok(Route::Practice) => return,
            Err(obstacle) => return self.obstacle.set(Some(obstacle)),
        };
        self.obstacle.set(None);
        self.forget_check();
        self.check.set(Check::Asking);
        let turn = self.asked.get_value();
        let state = self.clone();
        spawn_local(async move {
            let sent = state
                .services
                .http
                .send(wire::credits(&endpoint), key.clone())
                .await;
            let result = match sent {
                Ok(answer) => wire::decode_credits(answer),
                Err(facts) => Err(Failure::network(facts)),
            };
            if state.asked.get_value() == turn {
                state.check.set(match result {
                    Ok(balance) => Check::Answered(balance),
                    Err(failure) => Check::Failed(failure.redacted(key.as_ref())),
                });
            }
        });
    }

    /// An answer said how much is left: the chip need not ask.
    pub fn note_remaining(&self, dollars: f64) {
        self.check.set(Check::Answered(Balance::Known {
            paid: dollars,
            free: 0.0,
        }));
    }
}
