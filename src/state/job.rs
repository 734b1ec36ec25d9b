//! A job: one request, where it went, how it goes, and its images.

use leptos::prelude::*;
use ssd1b::{Charge, Endpoint, Failure, RemoteUrl, Request};

use crate::abilities::PictureId;

/// Names a job on this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct JobId(pub u32);

/// Whether a job costs money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paid {
    /// The practice engine or the simulator.
    No,
    /// The service, directly or through a proxy.
    Yes,
}

/// Where a job went.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The practice engine rather than an endpoint.
    pub practice: bool,
    /// How the page calls it: "practice engine", "simulator" or the host.
    pub name: String,
    /// Whether it costs money.
    pub paid: Paid,
    /// The address, where there is one: what a failed job offers to do concerns this one, whatever is chosen since.
    pub endpoint: Option<Endpoint>,
}

impl Source {
    /// What must stand beside its images, since they are not SSD-1B's: the practice engine paints for the simulator too.
    pub fn caveat(&self) -> Option<&'static str> {
        match (self.practice, self.paid) {
            (true, _) => Some("practice engine"),
            (false, Paid::No) => Some("simulator"),
            (false, Paid::Yes) => None,
        }
    }
}

/// Waiting for one answer that brings everything.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// When the request went out, Unix milliseconds.
    pub since_ms: f64,
    /// From when on the page asks whether to keep waiting.
    pub ask_from_ms: f64,
}

/// How a job goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// The practice engine paints; the tiles know how far.
    Painting {
        /// When it began, Unix milliseconds.
        since_ms: f64,
    },
    /// The service works and says nothing meanwhile.
    Waiting(Waiting),
    /// The service asked to wait; the request goes out again by itself.
    Held {
        /// When it goes out, Unix milliseconds.
        until_ms: f64,
        /// Which sending that will be, from 2.
        attempt: u8,
    },
    /// All images are here, or as many as the answer brought.
    Done,
    /// The request failed.
    Failed(Failure),
    /// The practice engine failed, for this reason.
    Stopped(String),
}

impl Phase {
    /// It was charged, may have been, or will be.
    pub fn may_be_charged(&self) -> bool {
        !matches!(self, Phase::Failed(failure) if failure.charge() == Charge::None)
    }

    /// The request may be sent once more: it failed.
    pub fn can_go_again(&self) -> bool {
        matches!(self, Phase::Failed(_) | Phase::Stopped(_))
    }

    /// The job has not ended.
    pub fn is_open(&self) -> bool {
        matches!(
            self,
            Phase::Painting { .. } | Phase::Waiting(_) | Phase::Held { .. }
        )
    }
}

/// Names a tile: the job and the place in it, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TileId {
    /// The job.
    pub job: JobId,
    /// The place.
    pub place: usize,
}

/// One place in a job's row of images.
#[derive(Clone, Debug, PartialEq)]
pub enum Tile {
    /// Nothing yet; the share painted where that is known.
    Empty(Option<f32>),
    /// An image on the shelf.
    Picture {
        /// Which one.
        id: PictureId,
        /// It was saved to a file from here.
        saved: bool,
    },
    /// The answer was an address.
    Remote {
        /// The address.
        url: RemoteUrl,
        /// The person opened it, and could save it there.
        opened: bool,
    },
    /// The answer brought fewer images than asked for.
    Missing,
}

/// A job. Cloning shares it.
#[derive(Clone)]
pub struct Job {
    /// Its name.
    pub id: JobId,
    /// What was asked for.
    pub request: Request,
    /// Where it went.
    pub source: Source,
    /// When the person asked for it, Unix milliseconds.
    pub asked_ms: f64,
    /// How it goes. Written only by the job's own future.
    pub phase: ArcRwSignal<Phase>,
    /// Its images, one signal per place.
    pub tiles: Vec<ArcRwSignal<Tile>>,
    /// What it took, in milliseconds, once it ended.
    pub took_ms: ArcRwSignal<Option<f64>>,
}

impl Job {
    /// The picture in a place, if there is one.
    pub fn picture(&self, place: usize) -> Option<PictureId> {
        match self.tiles.get(place)?.get() {
            Tile::Picture { id, .. } => Some(id),
            _ => None,
        }
    }

    /// How many of its images were paid for and are neither saved nor opened.
    pub fn unsaved(&self) -> usize {
        let lost = |tile: &&ArcRwSignal<Tile>| {
            tile.with(|tile| {
                matches!(
                    tile,
                    Tile::Picture { saved: false, .. } | Tile::Remote { opened: false, .. }
                )
            })
        };
        if self.source.paid == Paid::Yes {
            self.tiles.iter().filter(lost).count()
        } else {
            0
        }
    }
}
