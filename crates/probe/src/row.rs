//! One row of the table: a thing the contract says, and how to find out.

use crate::finding::Judged;
use crate::{Ask, Evidence, Finding};
use std::fmt;

/// How well the contract's word is founded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Documented by the service.
    Documented,
    /// Seen in other people's client code.
    Code,
    /// Inferred.
    Inferred,
    /// Unknown; the contract lists what may be.
    Unknown,
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Mark::Documented => "D",
            Mark::Code => "C",
            Mark::Inferred => "I",
            Mark::Unknown => "?",
        })
    }
}

/// A thing that the contract says and that can be checked from outside.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Its name on the command line.
    pub id: &'static str,
    /// The section of the contract.
    pub section: u8,
    /// How well it is founded.
    pub mark: Mark,
    /// What the contract says.
    pub contract: &'static str,
    /// The requests whose answers decide it.
    pub asks: &'static [Ask],
    /// How: nothing but the answers goes in.
    pub(crate) judge: fn(&Evidence) -> Judged,
}

impl Row {
    /// What the answers come to.
    #[must_use]
    pub fn judge(&self, evidence: &Evidence) -> Finding {
        (self.judge)(evidence).unwrap_or_else(|early| early)
    }
}
