//! The state under native tests: signals and intentions over stand-ins for the browser.

#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used)]

mod connection;
mod database;
mod fates;
mod form;
mod jobs;
mod key;
mod money;
mod practice;
mod remains;
mod world;

use leptos::prelude::*;
use ssd1b::Field;
use ssd1b_studio::state::{Job, JobId, Phase, Pressed, Studio, Tile};
use studio::connection::Mode;

use world::World;

/// A team's proxy, which needs no key and costs money.
const PROXY: &str = "https://proxy.example";

/// Chooses an own endpoint.
fn own(world: &World, studio: &Studio, address: &str) {
    studio.connection.mode.set(Mode::Own);
    studio.connection.own.set(address.to_owned());
    world.settle();
}

/// The page with a paid endpoint chosen, one image per request.
fn paid(world: &World) -> Studio {
    let studio = world.studio();
    own(world, &studio, PROXY);
    set(&studio, Field::Samples, "1");
    studio
}

fn set(studio: &Studio, field: Field, text: &str) {
    studio.form.text(field).unwrap().set(text.to_owned());
}

fn fix_seed(studio: &Studio, seed: &str) {
    set(studio, Field::Seed, seed);
    studio.form.random_seed().set(false);
}

/// Generates, and expects a job of it.
fn start(world: &World, studio: &Studio) -> JobId {
    let pressed = studio.generate();
    world.settle();
    match pressed {
        Pressed::Started(id) => id,
        other => panic!("started nothing: {other:?}"),
    }
}

fn job(studio: &Studio, id: JobId) -> Job {
    studio.jobs.job(id).unwrap()
}

fn phase(studio: &Studio, id: JobId) -> Phase {
    job(studio, id).phase.get_untracked()
}

fn tiles(studio: &Studio, id: JobId) -> Vec<Tile> {
    let tile = |tile: &ArcRwSignal<Tile>| tile.get_untracked();
    job(studio, id).tiles.iter().map(tile).collect()
}

/// The widths of a job's pictures, by which the tests know them.
fn widths(world: &World, studio: &Studio, id: JobId) -> Vec<Option<u32>> {
    let width = |tile: Tile| match tile {
        Tile::Picture { id, .. } => world.shelf.width(id),
        _ => None,
    };
    tiles(studio, id).into_iter().map(width).collect()
}
