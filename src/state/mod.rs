//! Signals and intentions. Knows nothing of the DOM or of `web_sys`: what it needs of its surroundings is
//! handed in as [`Services`](crate::abilities::Services), so all of it runs natively under test.

pub mod connection;
pub mod form;
pub mod job;
pub mod jobs;
mod keys;
mod practice;
pub mod session;

pub use connection::{Check, ConnectionState};
pub use form::FormState;
pub use job::{Job, JobId, Paid, Phase, Source, Tile, TileId, Waiting};
pub use jobs::{Jobs, Question};
pub use session::{Said, Session};

use leptos::prelude::*;
use ssd1b::{Field, Request};
use studio::settings::Settings;

use crate::abilities::{Services, Slot};
use jobs::Order;

/// All of the state, handed to every component as one context.
#[derive(Clone)]
pub struct Studio {
    /// The form.
    pub form: FormState,
    /// Where pictures come from.
    pub connection: ConnectionState,
    /// The requests of this page.
    pub jobs: Jobs,
    /// The page itself.
    pub session: Session,
    services: Services,
}

/// What became of a press of Generate.
#[derive(Clone, Debug, PartialEq)]
pub enum Pressed {
    /// A job started.
    Started(JobId),
    /// A field has a problem: go there.
    Wrong(Field),
    /// The connection has a problem: its panel is open.
    NotConnected,
    /// The person is asked first.
    Asked,
}

impl Studio {
    /// Restores everything that earlier visits left.
    pub fn new(services: &Services, settings: Settings) -> Self {
        let form = FormState::new(services);
        Studio {
            form,
            connection: ConnectionState::new(services, settings),
            jobs: Jobs::new(services, form),
            session: Session::new(services),
            services: services.clone(),
        }
    }

    /// Checks the form and the connection, then sends.
    pub fn generate(&self) -> Pressed {
        match self.form.submit(self.services.dice.roll()) {
            Err(field) => Pressed::Wrong(field),
            Ok(request) => self.send(self.with_drawn_seed(request), |jobs, order| {
                jobs.place(order)
            }),
        }
    }

    /// Sends a failed job's request again, through the present connection. `None` for a job that did not fail.
    pub fn again(&self, id: JobId) -> Option<Pressed> {
        let job = self.jobs.job(id)?;
        let failed = job.phase.with_untracked(Phase::can_go_again);
        failed.then(|| self.send(job.request, |jobs, order| jobs.again(id, order)))
    }

    /// The same settings with a new seed, through the present connection.
    pub fn with_new_seed(&self, request: Request) -> Pressed {
        self.send(request, |jobs, order| Some(jobs.with_new_seed(order)))
    }

    /// Where the seed asks for a random one, draws it here: what the service reports of its own is unreadable in
    /// a browser, and no image could be made again.
    fn with_drawn_seed(&self, request: Request) -> Request {
        if !request.seed().is_random() {
            return request;
        }
        request.with_seed(ssd1b::Seed::drawn(self.services.dice.roll()))
    }

    fn send(&self, request: Request, how: impl FnOnce(&Jobs, Order) -> Option<JobId>) -> Pressed {
        match untrack(|| self.connection.route()) {
            Err(obstacle) => {
                self.connection.obstacle.set(Some(obstacle));
                self.connection.open.set(true);
                Pressed::NotConnected
            }
            Ok(route) => {
                let source = untrack(|| self.connection.source());
                match how(
                    &self.jobs,
                    Order {
                        request,
                        route,
                        source,
                    },
                ) {
                    Some(id) => Pressed::Started(id),
                    None => Pressed::Asked,
                }
            }
        }
    }

    /// Forgets the key of the present endpoint everywhere, also where a request that waits would still send it.
    /// `false` where the browser refused its storage.
    pub fn forget_key(&self) -> bool {
        let owner = untrack(|| self.connection.owner());
        self.jobs
            .let_go(|source| owner.is_some() && self.connection.owner_of(source) == owner);
        self.connection.forget_key()
    }

    /// A seed for the dice button.
    pub fn roll_seed(&self) {
        self.form
            .fix_seed(ssd1b::Seed::drawn(self.services.dice.roll()));
    }

    /// "Delete everything on this device": storage, keys and draft. The images on the page stay. Answers whether
    /// the browser let all of it be deleted.
    pub fn delete_everything(&self) -> bool {
        self.jobs.let_go(|_| true);
        self.connection.forget_everything();
        self.form.forget();
        self.session.theme.set(session::Theme::System);
        let mut emptied = true;
        for slot in Slot::ALL {
            for store in [&self.services.device, &self.services.tab] {
                emptied &= store.remove(slot).is_ok();
            }
        }
        emptied
    }
}
