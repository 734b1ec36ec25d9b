//! The stories, all in one program, so that they share the two browsers that may run at once.

mod practice;
