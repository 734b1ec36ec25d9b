//! What may be sent again without asking: after a 429, three times at most. Nothing else.

use ssd1b::{Failure, Kind, Next};

/// How often a request is sent again by itself.
pub const MOST: u8 = 3;

/// The wait when the service does not say when its limit resets, in milliseconds.
pub const USUAL_WAIT_MS: f64 = 60_000.0;

/// The longest wait that a reset time is believed for, in milliseconds. A wrong clock must not freeze a job.
const LONGEST_WAIT_MS: f64 = 15.0 * 60_000.0;

/// When to send the request again by itself, as Unix milliseconds; `None` where only the person may decide.
///
/// `again` counts how often it has been sent again already.
pub fn after(failure: &Failure, again: u8, now_ms: f64) -> Option<f64> {
    if failure.kind() != Kind::RateLimited || again >= MOST {
        return None;
    }
    let said = match failure.next() {
        Next::Wait { until_ms } => until_ms.map(|ms| ms as f64),
        _ => None,
    };
    let wait = match said {
        Some(until) => (until - now_ms).clamp(1_000.0, LONGEST_WAIT_MS),
        None => USUAL_WAIT_MS,
    };
    Some(now_ms + wait)
}
