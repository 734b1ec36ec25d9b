//! The jobs of v2: each waits, is worked on, ends, and is forgotten after an hour, all in simulated time.

use crate::answer;
use crate::config::Billing;
use crate::desk::Order;
use crate::fault::Fault;
use crate::gallery::Image;
use crate::moments::Step;
use crate::server::Shared;
use crate::visit::Visit;
use axum::http::HeaderMap;
use ssd1b::Request;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// A job as it stands.
#[derive(Clone)]
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) submitted: Instant,
    pub(crate) stage: Stage,
    /// Its seed is drawn.
    pub(crate) request: Request,
    /// Simulated seconds in the queue.
    pub(crate) queue: f64,
    /// Simulated seconds of work after that.
    pub(crate) work: f64,
    /// US dollars.
    pub(crate) billed: f64,
    /// US dollars left, as far as it is known yet.
    pub(crate) left: Option<f64>,
    /// By the names they are published under.
    pub(crate) images: Vec<(String, Image)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Stage {
    Queued,
    Processing,
    Completed,
    /// It comes under this status.
    Failed(u16),
}

/// Simulated seconds in the queue where no fault says otherwise.
const QUEUE: f64 = 1.0;

/// How many jobs are kept at all, be they forgotten or not.
const KEPT: usize = 4000;

#[derive(Default)]
pub(crate) struct Jobs(Mutex<VecDeque<Job>>);

impl Jobs {
    pub(crate) fn get(&self, id: &str) -> Option<Job> {
        self.lock().iter().find(|job| job.id == id).cloned()
    }

    fn add(&self, job: Job) {
        let mut jobs = self.lock();
        jobs.push_back(job);
        if jobs.len() > KEPT {
            jobs.pop_front();
        }
    }

    fn change(&self, id: &str, change: impl FnOnce(&mut Job)) {
        if let Some(job) = self.lock().iter_mut().find(|job| job.id == id) {
            change(job);
        }
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Job>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes a job of an order, lets it live, and gives its id.
pub(crate) fn hand_in(
    shared: &Arc<Shared>,
    visit: &Visit,
    headers: &HeaderMap,
    order: Order,
) -> String {
    let id = shared.request_id();
    let faults = &visit.faults;
    let queue = faults.number(Fault::Queue).unwrap_or(QUEUE);
    let work = faults.number(Fault::Work).unwrap_or(order.price.seconds);
    shared.jobs.add(Job {
        id: id.clone(),
        submitted: Instant::now(),
        stage: Stage::Queued,
        queue,
        work,
        request: order.request.clone(),
        billed: 0.0,
        left: None,
        images: Vec::new(),
    });
    shared.ledger.step(visit.entry, Step::Taken, |entry, _| {
        entry.request_id = Some(id.clone());
    });
    let life = Life {
        shared: shared.clone(),
        visit: visit.clone(),
        headers: headers.clone(),
        order,
        id: id.clone(),
        queue,
        work,
    };
    let billing = faults.billing().unwrap_or(shared.config.billing);
    if billing == Billing::Submit {
        life.bill();
    }
    tokio::spawn(async move {
        let failed = life.work().await;
        if billing == Billing::Completion && failed.is_none() {
            life.bill();
        }
        life.end(failed);
    });
    id
}

/// What a job needs on its way.
struct Life {
    shared: Arc<Shared>,
    visit: Visit,
    headers: HeaderMap,
    order: Order,
    id: String,
    queue: f64,
    work: f64,
}

impl Life {
    /// Waits, paints and publishes. Gives the status of a failure, where the job is to fail.
    async fn work(&self) -> Option<u16> {
        let (shared, faults) = (&self.shared, &self.visit.faults);
        tokio::time::sleep(shared.config.real(self.queue)).await;
        shared
            .jobs
            .change(&self.id, |job| job.stage = Stage::Processing);
        let failed = faults
            .word(Fault::Failed)
            .and_then(|word| word.parse().ok());
        let time = tokio::time::sleep(
            shared
                .config
                .real(self.work)
                .saturating_add(shared.config.delay),
        );
        if failed.is_some() {
            time.await;
            return failed;
        }
        let painter = (shared.clone(), self.order.request.clone());
        let paint = tokio::task::spawn_blocking(move || painter.0.gallery.paint(&painter.1));
        let ((), images) = tokio::join!(time, paint);
        let Ok(images) = images else { return Some(422) };
        let mut images = answer::in_format(images, &self.order.request, faults);
        if faults.has(Fault::Fewer) && images.len() > 1 {
            images.pop();
        }
        let publish = |(i, image): (usize, Image)| {
            let stem = format!("{}-{}", self.id, i + 1);
            (shared.gallery.publish(&stem, &image), image)
        };
        let images = images.into_iter().enumerate().map(publish).collect();
        shared.jobs.change(&self.id, |job| job.images = images);
        None
    }

    fn bill(&self) {
        let (shared, price) = (&self.shared, self.order.price.dollars);
        let (standing, start) = (self.order.standing, shared.config.balance);
        let account = shared
            .accounts
            .charge(&self.headers, standing, start, price);
        shared.ledger.bill(self.visit.entry, price);
        shared.jobs.change(&self.id, |job| {
            job.billed = price;
            job.left = Some(account.total());
        });
    }

    /// Nobody sees a job as done before it is billed.
    fn end(&self, failed: Option<u16>) {
        let stage = failed.map_or(Stage::Completed, Stage::Failed);
        self.shared.jobs.change(&self.id, |job| job.stage = stage);
        let step = Step::JobOver;
        self.shared
            .ledger
            .step(self.visit.entry, step, |entry, now| {
                entry.job_over_ms = Some(now);
            });
    }
}
