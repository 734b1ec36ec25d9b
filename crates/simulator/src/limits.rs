//! Counting requests: the rate limit, and the faults that hold for the first few.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

#[derive(Default)]
pub(crate) struct Limits(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    /// By the request's own counter name.
    faults: HashMap<String, f64>,
    /// By key: when the window began, and how many requests came in it.
    windows: HashMap<String, (Instant, u32)>,
}

impl Limits {
    /// Counts a request, and says whether it is among the first so many.
    pub(crate) fn is_early(&self, counter: String, first: f64) -> bool {
        let mut counts = self.lock();
        let count = counts.faults.entry(counter).or_insert(0.0);
        *count += 1.0;
        *count <= first
    }

    /// Counts a request of that key at that moment against `limit` in each `window`. `Err` holds how long the window
    /// still lasts. Refused requests are not counted.
    pub(crate) fn admit(
        &self,
        key: &str,
        limit: u32,
        window: Duration,
        now: Instant,
    ) -> Result<(), Duration> {
        let mut counts = self.lock();
        let (start, count) = counts.windows.entry(key.into()).or_insert((now, 0));
        if now.saturating_duration_since(*start) >= window {
            (*start, *count) = (now, 0);
        }
        if *count >= limit {
            return Err(window.saturating_sub(now.saturating_duration_since(*start)));
        }
        *count += 1;
        Ok(())
    }

    /// Starts all counts again.
    pub(crate) fn clear(&self) {
        *self.lock() = Counts::default();
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_limit_counts_per_window_and_key() {
        let limits = Limits::default();
        let start = Instant::now();
        let check = |key: &str, second: u64, expect: Result<(), u64>| {
            let now = start + Duration::from_secs(second);
            let got = limits.admit(key, 2, Duration::from_secs(60), now);
            assert_eq!(
                got,
                expect.map_err(Duration::from_secs),
                "{key} at {second} s"
            );
        };
        check("a", 0, Ok(()));
        check("a", 10, Ok(()));
        check("a", 20, Err(40));
        check("b", 20, Ok(()));
        check("a", 59, Err(1));
        check("a", 60, Ok(()));
        check("a", 61, Ok(()));
        check("a", 62, Err(58));
    }

    #[test]
    fn early_requests_are_counted_by_name() {
        let limits = Limits::default();
        let check = |name: &str, expect: bool| {
            assert_eq!(limits.is_early(name.into(), 2.0), expect, "{name}")
        };
        check("a", true);
        check("a", true);
        check("b", true);
        check("a", false);
        limits.clear();
        check("a", true);
    }
}
