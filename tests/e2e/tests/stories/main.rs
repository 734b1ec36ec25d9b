//! The stories, all in one program, so that they share the two browsers that may run at once.

mod actions;
mod answers;
mod failures;
mod keyboard;
mod keys;
mod many;
mod money;
mod practice;
mod refused;
mod screens;
mod waiting;
