//! Durations in words, for timers and countdowns.

/// "2.1 s" below ten seconds, "42 s" below two minutes, "3 min 05 s" from there.
pub fn elapsed(ms: f64) -> String {
    let ms = if ms.is_finite() { ms.max(0.0) } else { 0.0 };
    if ms < 10_000.0 {
        let tenths = (ms / 100.0) as u32;
        return [
            (tenths / 10).to_string(),
            ".".into(),
            (tenths % 10).to_string(),
            " s".into(),
        ]
        .concat();
    }
    whole((ms / 1000.0) as u64)
}

/// Whole seconds left until `until`, never below zero, rounded up so that "0 s" means now.
pub fn left(until_ms: f64, now_ms: f64) -> String {
    whole(((until_ms - now_ms) / 1000.0).ceil().max(0.0) as u64)
}

fn whole(seconds: u64) -> String {
    if seconds < 120 {
        return [&seconds.to_string(), " s"].concat();
    }
    let rest = seconds % 60;
    // Padded, so that a running clock keeps its width.
    let pad = if rest < 10 { "0" } else { "" };
    [
        &(seconds / 60).to_string(),
        " min ",
        pad,
        &rest.to_string(),
        " s",
    ]
    .concat()
}
