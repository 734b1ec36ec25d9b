//! When a job of v2 is asked about next, and how long its record lives.

/// The first wait between two questions, in milliseconds.
const FIRST_MS: f64 = 1_000.0;

/// Each wait is longer than the one before by this factor, up to [`LONGEST_MS`].
const GROWTH: f64 = 1.25;

/// The longest wait within the usual time, in milliseconds.
const LONGEST_MS: f64 = 5_000.0;

/// After this long, in milliseconds, the service's own SDK gives up. Here the job frees its place and is asked about
/// seldom.
pub const SLOW_AFTER_MS: u64 = 600_000;

/// The wait between two questions about a slow job, in milliseconds: from 30 s to 60 s, so that many such jobs don't ask
/// all at once.
const SLOW_MS: (f64, f64) = (30_000.0, 60_000.0);

/// About how long the service keeps the record of a job, in milliseconds.
pub const RECORD_MS: u64 = 3_600_000;

/// How long the service keeps an image at the address that it named, in milliseconds: 7 days.
pub const IMAGE_MS: u64 = 7 * 24 * 3_600_000;

/// The job takes longer than its place in the queue is kept for.
pub fn is_slow(since_ms: u64, now_ms: u64) -> bool {
    now_ms.saturating_sub(since_ms) >= SLOW_AFTER_MS
}

/// How long to wait before the next question, in milliseconds. `asked` counts the questions since this page began to
/// ask; `bits` are random and spread the slow ones.
pub fn wait_ms(since_ms: u64, asked: u32, now_ms: u64, bits: u64) -> f64 {
    if is_slow(since_ms, now_ms) {
        let share = (bits >> 32) as f64 / f64::from(u32::MAX);
        return SLOW_MS.0 + (SLOW_MS.1 - SLOW_MS.0) * share.min(1.0);
    }
    let mut wait = FIRST_MS;
    for _ in 0..asked.min(16) {
        wait = (wait * GROWTH).min(LONGEST_MS);
    }
    wait
}

/// About how many minutes the record has left, rounded up; 0 once it is probably gone. Never more than it has at first,
/// even where the clock was put back.
pub fn minutes_left(since_ms: u64, now_ms: u64) -> u64 {
    let age = now_ms.saturating_sub(since_ms);
    RECORD_MS.saturating_sub(age).div_ceil(60_000)
}
