//! The ids by which parts of the page find each other. A field of the form has its wire name as id.

use crate::state::{JobId, TileId};

/// Ids of elements that are there once.
#[derive(Clone, Copy)]
pub(super) enum Id {
    Connection,
    ConnectionChip,
    Key,
    OwnEndpoint,
    Results,
    Status,
    Viewer,
    Help,
    Question,
}

impl Id {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Id::Connection => "connection",
            Id::ConnectionChip => "connection-chip",
            Id::Key => "key",
            Id::OwnEndpoint => "own-endpoint",
            Id::Results => "results",
            Id::Status => "status",
            Id::Viewer => "viewer",
            Id::Help => "help",
            Id::Question => "question",
        }
    }
}

/// The id of a job's group.
pub(super) fn group(job: JobId) -> String {
    ["group-", &job.0.to_string()].concat()
}

/// The id of a tile.
pub(super) fn tile(tile: TileId) -> String {
    [
        "tile-",
        &tile.job.0.to_string(),
        "-",
        &tile.place.to_string(),
    ]
    .concat()
}

/// The id of the sentence about a field's problem.
pub(super) fn problem(field: &str) -> String {
    [field, "-problem"].concat()
}
