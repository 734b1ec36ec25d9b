//! SSD-1B Studio: a browser front end for SSD-1B that is nothing but static files.
//!
//! Floors, each standing only on the ones above it in this list:
//!
//! - [`abilities`]: what the state asks of its surroundings, as small traits;
//! - [`platform`]: those traits over a browser, the only code that names `web_sys` or gloo;
//! - [`state`]: signals and intentions, no DOM;
//! - [`view`]: components that read the state and call its intentions.

pub mod abilities;
pub mod platform;
pub mod state;
pub mod view;
