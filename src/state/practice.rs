//! A job for the practice engine: its images one after the other, each with its true progress.

use std::rc::Rc;

use leptos::prelude::*;
use ssd1b::Picture;

use super::job::{Job, Phase, Tile};
use crate::abilities::{PracticeOrder, Services};

pub(super) async fn run(services: &Services, job: &Job) -> Phase {
    for (sample, tile) in (0_u8..).zip(&job.tiles) {
        let order = PracticeOrder {
            prompt: job.request.prompt().to_owned(),
            negative_prompt: job.request.negative_prompt().to_owned(),
            seed: job.request.seed().get(),
            sample,
        };
        let progress = {
            let tile = tile.clone();
            Rc::new(move |share: f32| {
                tile.update(|tile| {
                    // A late word on the progress must not wipe out the picture.
                    if let Tile::Empty(painted) = tile {
                        *painted = Some(share);
                    }
                });
            })
        };
        let painted = services.engine.paint(order, progress).await;
        match painted.map(Picture::new) {
            Ok(Some(picture)) => tile.set(Tile::Picture {
                id: services.shelf.put(picture),
                saved: false,
            }),
            Ok(None) => return Phase::Stopped("The practice engine made no picture.".to_owned()),
            Err(why) => return Phase::Stopped(why),
        }
    }
    Phase::Done
}
