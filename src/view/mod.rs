//! Components: they read the state and call its intentions. No fetch, no storage, no parsing here.

#![allow(unreachable_pub, reason = "the component macro writes `pub` items")]

mod actions;
mod app;
mod bar;
mod connection;
mod controls;
mod failure;
mod form;
mod group;
mod help;
mod icon;
mod ids;
mod key_field;
mod question;
mod results;
mod tile;
mod viewer;

pub use app::App;
