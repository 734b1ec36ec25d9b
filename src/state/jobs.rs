//! The jobs of this page: starting, cancelling, sending again where that is safe, and asking where it is not.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use futures::future::{AbortHandle, Abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use ssd1b::wire::{self, Facts};
use ssd1b::{ApiKey, Charge, Endpoint, Failure, Output, Request, Seed};
use studio::retry;

use super::connection::Route;
use super::form::FormState;
use super::job::{Job, JobId, Paid, Phase, Source, Tile, TileId, Waiting};
use crate::abilities::Services;

/// From when on a running request asks whether to keep waiting, in milliseconds.
const ASK_AFTER_MS: f64 = 60_000.0;

/// How often the running clock ticks, in milliseconds.
const TICK_MS: f64 = 100.0;

/// A request that is ready to go, with where it goes.
#[derive(Clone)]
pub struct Order {
    /// What is asked for.
    pub request: Request,
    /// Where it goes.
    pub route: Route,
    /// What the page calls that.
    pub source: Source,
}

/// A decision only the person can take, since it may cost money twice.
#[derive(Clone)]
pub enum Question {
    /// The very same paid request was sent before, seed and all: it would bring the same images.
    SameAgain(Order),
    /// The first sending may have been charged.
    MayPayTwice(Order),
}

impl Question {
    /// The order it is about.
    pub fn order(&self) -> &Order {
        match self {
            Question::SameAgain(order) | Question::MayPayTwice(order) => order,
        }
    }
}

/// How to stop each job that runs.
type Aborts = RefCell<Vec<(JobId, AbortHandle)>>;

/// What was sent by paid jobs that are no longer on the page.
type Dismissed = RefCell<Vec<(Request, Source)>>;

/// The jobs' signals.
#[derive(Clone)]
pub struct Jobs {
    /// All jobs, newest first.
    pub list: RwSignal<Vec<Job>>,
    /// The time, ticking while a job is open. Unix milliseconds.
    pub now_ms: RwSignal<f64>,
    /// What the person is asked.
    pub question: RwSignal<Option<Question>>,
    /// What the last answer said of money, and where it came from.
    pub facts: RwSignal<Option<(Source, Facts)>>,
    services: Services,
    form: FormState,
    ticking: SendWrapper<Rc<Cell<bool>>>,
    aborts: SendWrapper<Rc<Aborts>>,
    dismissed: SendWrapper<Rc<Dismissed>>,
    next: SendWrapper<Rc<Cell<u32>>>,
}

impl Jobs {
    /// No jobs yet.
    pub fn new(services: &Services, form: FormState) -> Self {
        Jobs {
            list: RwSignal::new(Vec::new()),
            now_ms: RwSignal::new(services.clock.now_ms()),
            question: RwSignal::new(None),
            facts: RwSignal::new(None),
            services: services.clone(),
            form,
            ticking: SendWrapper::new(Rc::default()),
            aborts: SendWrapper::new(Rc::default()),
            dismissed: SendWrapper::new(Rc::default()),
            next: SendWrapper::new(Rc::default()),
        }
    }

    /// Starts the order, unless the same was paid for already: then it asks.
    pub fn place(&self, order: Order) -> Option<JobId> {
        if order.source.paid == Paid::Yes && self.charged_before(&order) {
            self.question.set(Some(Question::SameAgain(order)));
            return None;
        }
        Some(self.start(order))
    }

    /// The very same request was charged, may have been, or will be; taking its job off the page changes nothing of that.
    fn charged_before(&self, order: &Order) -> bool {
        let on_page = self.list.with_untracked(|jobs| {
            jobs.iter().any(|job| {
                let charged = job.phase.with_untracked(Phase::may_be_charged);
                job.request == order.request && job.source == order.source && charged
            })
        });
        let dismissed = self.dismissed.borrow();
        on_page
            || dismissed
                .iter()
                .any(|(request, source)| *request == order.request && *source == order.source)
    }

    /// The answer to the question: yes sends the order, no drops it.
    pub fn answer(&self, yes: bool) -> Option<JobId> {
        let question = self.question.try_update(Option::take).flatten()?;
        yes.then(|| self.start(question.order().clone()))
    }

    /// Sends a failed job's request again, by the person's word. Asks first where it may have been charged.
    pub fn again(&self, id: JobId, order: Order) -> Option<JobId> {
        let charge = self.job(id)?.phase.with_untracked(|phase| match phase {
            Phase::Failed(failure) => failure.charge(),
            _ => Charge::None,
        });
        if charge != Charge::None && order.source.paid == Paid::Yes {
            self.question.set(Some(Question::MayPayTwice(order)));
            return None;
        }
        // What may have been charged stays: its answer, however odd, lies there alone.
        if charge == Charge::None {
            self.dismiss(id);
        }
        Some(self.start(order))
    }

    /// The same settings with another seed.
    pub fn with_new_seed(&self, order: Order) -> JobId {
        let seed = Seed::drawn(self.services.dice.roll());
        let request = order.request.with_seed(seed);
        self.start(Order { request, ..order })
    }

    /// The job of that name.
    pub fn job(&self, id: JobId) -> Option<Job> {
        self.list
            .with_untracked(|jobs| jobs.iter().find(|job| job.id == id).cloned())
    }

    fn start(&self, order: Order) -> JobId {
        let now = self.services.clock.now_ms();
        let id = JobId(self.next.replace(self.next.get() + 1));
        let practice = matches!(order.route, Route::Practice);
        let phase = if practice {
            Phase::Painting { since_ms: now }
        } else {
            waiting(now)
        };
        let empty = Tile::Empty(practice.then_some(0.0));
        let job = Job {
            id,
            tiles: (0..order.request.samples())
                .map(|_| ArcRwSignal::new(empty.clone()))
                .collect(),
            request: order.request,
            source: order.source,
            asked_ms: now,
            phase: ArcRwSignal::new(phase),
            took_ms: ArcRwSignal::new(None),
        };
        self.list.update(|jobs| jobs.insert(0, job.clone()));
        self.form.sent(job.request.seed());
        let (abort, registration) = AbortHandle::new_pair();
        self.aborts.borrow_mut().push((id, abort));
        let jobs = self.clone();
        let run = async move {
            let phase = match order.route {
                Route::Practice => super::practice::run(&jobs.services, &job).await,
                Route::Api { endpoint, key } => jobs.send(&job, &endpoint, key.as_ref()).await,
            };
            job.took_ms
                .set(Some(jobs.services.clock.now_ms() - job.asked_ms));
            job.phase.set(phase);
            jobs.aborts.borrow_mut().retain(|(of, _)| *of != id);
        };
        spawn_local(async move {
            // An aborted job's phase was set by `cancel`.
            let _ = Abortable::new(run, registration).await;
        });
        self.tick();
        id
    }

    /// Sends until there is an answer that is not "wait", and fills the tiles from it.
    async fn send(&self, job: &Job, endpoint: &Endpoint, key: Option<&ApiKey>) -> Phase {
        let mut again = 0;
        loop {
            let outgoing = wire::generate(endpoint, &job.request);
            let failure = match self.services.http.send(outgoing, key.cloned()).await {
                Err(facts) => Failure::network(facts),
                Ok(answer) => match wire::decode_images(answer, job.request.samples()) {
                    Ok(generated) => {
                        self.fill(job, generated.outputs);
                        self.facts.set(Some((job.source.clone(), generated.facts)));
                        return Phase::Done;
                    }
                    Err(failure) => failure,
                },
            };
            let now = self.services.clock.now_ms();
            let Some(until_ms) = retry::after(&failure, again, now) else {
                return Phase::Failed(failure.redacted(key));
            };
            again += 1;
            job.phase.set(Phase::Held {
                until_ms,
                attempt: again + 1,
            });
            self.services.clock.sleep(until_ms - now).await;
            job.phase.set(waiting(self.services.clock.now_ms()));
        }
    }

    fn fill(&self, job: &Job, outputs: Vec<Output>) {
        let mut outputs = outputs.into_iter();
        for tile in &job.tiles {
            tile.set(match outputs.next() {
                Some(Output::Picture(picture)) => Tile::Picture {
                    id: self.services.shelf.put(picture),
                    saved: false,
                },
                Some(Output::Url(url)) => Tile::Remote { url, opened: false },
                None => Tile::Missing,
            });
        }
    }

    /// Cancels the job at once. What arrived stays.
    pub fn cancel(&self, id: JobId) {
        let Some(job) = self.job(id) else { return };
        let sent = job
            .phase
            .with_untracked(|phase| matches!(phase, Phase::Waiting(_)));
        if !job.phase.with_untracked(Phase::is_open) {
            return;
        }
        self.aborts.borrow_mut().retain(|(of, abort)| {
            if *of == id {
                abort.abort();
            }
            *of != id
        });
        job.took_ms
            .set(Some(self.services.clock.now_ms() - job.asked_ms));
        job.phase.set(Phase::Failed(Failure::cancelled(sent)));
    }

    /// Lets go of everything that would still be sent to the sources concerned: their key was forgotten.
    pub fn let_go(&self, concerned: impl Fn(&Source) -> bool) {
        let held: Vec<JobId> = self.list.with_untracked(|jobs| {
            let held = jobs.iter().filter(|job| {
                concerned(&job.source)
                    && job
                        .phase
                        .with_untracked(|phase| matches!(phase, Phase::Held { .. }))
            });
            held.map(|job| job.id).collect()
        });
        for id in held {
            self.cancel(id);
        }
        self.question.set(None);
    }

    /// The person keeps waiting: the question comes again a minute later.
    pub fn keep_waiting(&self, id: JobId) {
        let Some(job) = self.job(id) else { return };
        let ask_from_ms = self.services.clock.now_ms() + ASK_AFTER_MS;
        job.phase.update(|phase| {
            if let Phase::Waiting(waiting) = phase {
                waiting.ask_from_ms = ask_from_ms;
            }
        });
    }

    /// Takes an ended job off the page, with its pictures.
    pub fn dismiss(&self, id: JobId) {
        let Some(job) = self.job(id) else { return };
        if job.phase.with_untracked(Phase::is_open) {
            return;
        }
        if job.source.paid == Paid::Yes && job.phase.with_untracked(Phase::may_be_charged) {
            let sent = (job.request.clone(), job.source.clone());
            self.dismissed.borrow_mut().push(sent);
        }
        for tile in &job.tiles {
            if let Tile::Picture { id, .. } = tile.get_untracked() {
                self.services.shelf.discard(id);
            }
        }
        self.list.update(|jobs| jobs.retain(|job| job.id != id));
    }

    /// The picture was saved to a file, or its address opened.
    pub fn mark_saved(&self, tile: TileId) {
        let Some(job) = self.job(tile.job) else {
            return;
        };
        if let Some(signal) = job.tiles.get(tile.place) {
            signal.update(|tile| {
                if let Tile::Picture { saved: kept, .. } | Tile::Remote { opened: kept, .. } = tile
                {
                    *kept = true;
                }
            });
        }
    }

    /// A job has not ended yet.
    pub fn any_open(&self) -> bool {
        self.list.with_untracked(|jobs| {
            jobs.iter()
                .any(|job| job.phase.with_untracked(Phase::is_open))
        })
    }

    /// Paid images that lie in this page alone. Tracks.
    pub fn unsaved(&self) -> usize {
        self.list.with(|jobs| jobs.iter().map(Job::unsaved).sum())
    }

    /// The paid pictures among them that can be saved from here. Tracks.
    pub fn unsaved_pictures(&self) -> Vec<TileId> {
        let jobs = self.list.get();
        let paid = jobs.iter().filter(|job| job.source.paid == Paid::Yes);
        let tiles = paid.flat_map(|job| {
            let places = job.tiles.iter().enumerate();
            places.map(|(place, tile)| (TileId { job: job.id, place }, tile))
        });
        tiles
            .filter(|(_, tile)| {
                tile.with(|tile| matches!(tile, Tile::Picture { saved: false, .. }))
            })
            .map(|(id, _)| id)
            .collect()
    }

    /// Leaving the page now would lose something that was paid for, or may have been.
    pub fn at_stake(&self) -> bool {
        let open = self.list.with_untracked(|jobs| {
            jobs.iter().any(|job| {
                job.source.paid == Paid::Yes
                    && job.phase.with_untracked(|phase| match phase {
                        Phase::Failed(failure) => failure.received().is_some(),
                        phase => phase.is_open(),
                    })
            })
        });
        open || untrack(|| self.unsaved()) > 0
    }

    /// Keeps the one clock running while a job is open.
    fn tick(&self) {
        if self.ticking.replace(true) {
            return;
        }
        let jobs = self.clone();
        spawn_local(async move {
            while jobs.any_open() {
                jobs.now_ms.set(jobs.services.clock.now_ms());
                jobs.services.clock.sleep(TICK_MS).await;
            }
            jobs.ticking.set(false);
        });
    }
}

fn waiting(now: f64) -> Phase {
    Phase::Waiting(Waiting {
        since_ms: now,
        ask_from_ms: now + ASK_AFTER_MS,
    })
}
