//! The seed: the number a picture's noise grows from.

use crate::bounds::SEED;
use std::fmt;

/// A seed the service accepts: 0 to 999999999999999, or -1 for "draw one for me".
///
/// What the service draws for -1 may be unreadable in a browser, so a client does better to draw the seed itself
/// ([`Seed::drawn`]) and send it: then every picture can be made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seed(i64);

impl Seed {
    /// -1: the service draws the seed.
    pub const RANDOM: Seed = Seed(-1);

    /// The seed of that number, if it is within [`bounds::SEED`](crate::bounds::SEED).
    #[must_use]
    pub fn new(number: i64) -> Option<Seed> {
        SEED.contains(&number).then_some(Seed(number))
    }

    /// A seed made from 64 random bits, never -1.
    ///
    /// The remainder favours the lower seeds by at most one part in 18,000, which no picture shows.
    ///
    /// ```
    /// # use ssd1b::Seed;
    /// assert_eq!(Seed::drawn(1_000_000_000_000_007).get(), 7);
    /// assert!(!Seed::drawn(u64::MAX).is_random());
    /// ```
    #[must_use]
    pub fn drawn(bits: u64) -> Seed {
        const COUNT: u64 = SEED.max.unsigned_abs() + 1;
        Seed((bits % COUNT) as i64)
    }

    /// The number as it travels.
    #[must_use]
    pub fn get(self) -> i64 {
        self.0
    }

    /// Whether the service is asked to draw the seed.
    #[must_use]
    pub fn is_random(self) -> bool {
        self == Seed::RANDOM
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
