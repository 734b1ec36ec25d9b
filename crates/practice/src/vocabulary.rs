//! The words the engine knows. Each row: names separated by spaces (a pair of words is joined by a hyphen), and what they say.

use crate::words::Dial::*;
use crate::words::Fact::{self, At, Turn};

/// Names, and what they say.
pub(crate) type Row = (&'static str, &'static [Fact]);

/// All rows; the first that has a word counts.
pub(crate) const VOCABULARY: &[Row] = &[
    (
        "city cityscape skyline metropolis megacity downtown town urban capital manhattan tokyo shanghai",
        &[Turn(City, 1.0), Turn(Windows, 0.3)],
    ),
    (
        "futuristic cyberpunk future sci-fi scifi utopia dystopia blade-runner",
        &[Turn(Future, 1.0), Turn(Neon, 0.3)],
    ),
    (
        "neon neon-light neon-sign",
        &[Turn(Neon, 1.0), Turn(Windows, 0.3)],
    ),
    ("dusk twilight nightfall gloaming", &[At(-4.5)]),
    ("water", &[Turn(Lake, 0.6)]),
    ("reflection reflect mirror", &[Turn(Mirror, 1.0)]),
];
