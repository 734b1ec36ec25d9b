//! What a row's answers come to.

use std::fmt;

/// Whether the service is as the contract says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is. Where the contract names several ways, it is one of them.
    AsWritten,
    /// It is not: the contract, and perhaps the app, want a change.
    Differs,
    /// The answers did not come, or say nothing of it.
    Untold,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Verdict::AsWritten => "as written",
            Verdict::Differs => "differs",
            Verdict::Untold => "could not be told",
        })
    }
}

/// A verdict, and what the service was seen to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The verdict.
    pub verdict: Verdict,
    /// One line, for the column "live says".
    pub live: String,
}

/// Either is a finding; an `Err` is one that was clear before the row's own question could be looked at.
pub(crate) type Judged = Result<Finding, Finding>;

pub(crate) fn as_written(live: impl Into<String>) -> Finding {
    finding(Verdict::AsWritten, live)
}

pub(crate) fn differs(live: impl Into<String>) -> Finding {
    finding(Verdict::Differs, live)
}

pub(crate) fn untold(live: impl Into<String>) -> Finding {
    finding(Verdict::Untold, live)
}

/// As written where nothing is wrong; else what is.
pub(crate) fn unless(wrong: Vec<String>, live: impl Into<String>) -> Finding {
    if wrong.is_empty() {
        as_written(live)
    } else {
        differs(wrong.join("; "))
    }
}

fn finding(verdict: Verdict, live: impl Into<String>) -> Finding {
    let live = live.into();
    Finding { verdict, live }
}
