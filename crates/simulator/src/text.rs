//! Percent signs, and the ways in which a moment is written.

use std::time::{SystemTime, UNIX_EPOCH};

/// Undoes percent-encoding; what is not well encoded stays as it is.
pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..2).filter(|_| first == b'%').and_then(hex);
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    Some((digit(digits[0])? * 16 + digit(digits[1])?) as u8)
}

/// Milliseconds since 1970 (UTC).
pub(crate) fn now_ms() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |past| past.as_millis() as u64)
}

/// Writes a moment (milliseconds since 1970) as `iso` (the default), `seconds`, `ms` or `http` do.
pub(crate) fn moment(ms: u64, format: &str) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let seconds = ms / 1000;
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let (year, month, day) = date(days);
    match format {
        "seconds" => seconds.to_string(),
        "ms" => ms.to_string(),
        "http" => {
            let (name, month) = (DAYS[(days % 7) as usize], MONTHS[(month - 1) as usize]);
            format!("{name}, {day:02} {month} {year} {hour:02}:{minute:02}:{second:02} GMT")
        }
        _ => format!(
            "{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z",
            ms % 1000
        ),
    }
}

/// Year, month and day of a day counted from 1 January 1970, by Howard Hinnant's `civil_from_days`.
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_signs_are_undone() {
        let check = |text: &str, expect: &str| assert_eq!(percent_decoded(text), expect);
        check("a%20b", "a b");
        check("%2e%2E/", "../");
        check("100%", "100%");
        check("%zz%4", "%zz%4");
        check("%ff", "\u{fffd}");
    }

    #[test]
    fn moments_are_written_in_four_ways() {
        let check =
            |format: &str, expect: &str| assert_eq!(moment(784_887_151_250, format), expect);
        check("iso", "1994-11-15T08:12:31.250Z");
        check("seconds", "784887151");
        check("ms", "784887151250");
        check("http", "Tue, 15 Nov 1994 08:12:31 GMT");
        assert_eq!(moment(1_709_164_800_000, "iso"), "2024-02-29T00:00:00.000Z");
    }
}
