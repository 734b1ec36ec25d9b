//! What may be sent again without asking: after a 429, and after a 5xx of the v2 submit that carries the service's own
//! JSON error, three times at most. Nothing else.

use ssd1b::{Failure, Kind, Next};

/// How often a request is sent again by itself.
pub const MOST: u8 = 3;

/// The wait when the service does not say when its limit resets, in milliseconds.
pub const USUAL_WAIT_MS: f64 = 60_000.0;

/// The longest wait that a reset time is believed for, in milliseconds. A wrong clock must not freeze a job.
pub const LONGEST_WAIT_MS: f64 = 15.0 * 60_000.0;

/// The first wait after an error of the service's own, in milliseconds. Each further one is twice as long.
const ERROR_WAIT_MS: f64 = 5_000.0;

/// When to send the request again by itself, as Unix milliseconds; `None` where only the person may decide.
///
/// `failure` is that of a request for images or of a handing in; `again` counts how often it has been sent again already.
pub fn after(failure: &Failure, again: u8, now_ms: f64) -> Option<f64> {
    if again >= MOST || !failure.may_repeat_unasked() {
        return None;
    }
    let wait = match (failure.kind(), failure.next()) {
        (
            Kind::RateLimited,
            Next::Wait {
                until_ms: Some(until),
            },
        ) => (until as f64 - now_ms).clamp(1_000.0, LONGEST_WAIT_MS),
        (Kind::RateLimited, _) => USUAL_WAIT_MS,
        (Kind::ServerError, _) => ERROR_WAIT_MS * f64::from(1_u32 << again),
        // Questions may be repeated too, but that is no sending again: see `polling`.
        _ => return None,
    };
    Some(now_ms + wait)
}
