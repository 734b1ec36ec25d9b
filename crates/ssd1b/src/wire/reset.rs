//! When a rate limit resets, read from a header whose format nobody documents.

/// Milliseconds since 1970 (UTC) of a moment given as seconds or milliseconds since then, as ISO 8601
/// (`2026-03-01T12:00:05.250Z`, also with a space, an offset, or none, which is taken for UTC) or as RFC 2822
/// (`Sun, 01 Mar 2026 12:00:05 GMT`).
pub(super) fn parse(text: &str) -> Option<u64> {
    let text = text.trim();
    if !text.is_ascii() {
        return None;
    }
    epoch(text).or_else(|| iso(text)).or_else(|| rfc(text))
}

/// Numbers below this are seconds: as milliseconds they would lie in 1973 at the latest.
const LEAST_MS: f64 = 100_000_000_000.0;

fn epoch(text: &str) -> Option<u64> {
    if !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let number: f64 = text.parse().ok()?;
    // A small number is no moment; it may be a count of seconds to wait, which would need a clock.
    if !(1_000_000_000.0..1e15).contains(&number) {
        return None;
    }
    Some(if number < LEAST_MS {
        number * 1000.0
    } else {
        number
    } as u64)
}

fn iso(text: &str) -> Option<u64> {
    let (date, rest) = (text.get(..10)?, text.get(11..)?);
    if !matches!(text.as_bytes()[10], b'T' | b't' | b' ') {
        return None;
    }
    let mut date = date.split('-');
    let (year, month, day) = (
        digits(date.next()?)?,
        digits(date.next()?)?,
        digits(date.next()?)?,
    );
    let clock_end = rest
        .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
        .unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(clock_end);
    moment(year, month, day, clock, zone.trim())
}

fn rfc(text: &str) -> Option<u64> {
    let text = text.split_once(',').map_or(text, |(_, rest)| rest);
    let mut words = text.split_ascii_whitespace();
    let day = digits(words.next()?)?;
    let name = words.next()?;
    let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let month = months
        .iter()
        .position(|month| name.eq_ignore_ascii_case(month))? as u64
        + 1;
    let year = digits(words.next()?)?;
    moment(
        year,
        month,
        day,
        words.next()?,
        words.next().unwrap_or_default(),
    )
}

/// `clock` is `hh:mm[:ss[.fraction]]`; `zone` is empty, `Z`, `GMT`, `UTC` or `±hh[:]mm`.
fn moment(year: u64, month: u64, day: u64, clock: &str, zone: &str) -> Option<u64> {
    let mut parts = clock.split(':');
    let (hour, minute) = (digits(parts.next()?)?, digits(parts.next()?)?);
    let (second, fraction) = match parts
        .next()
        .map(|second| second.split_once('.').unwrap_or((second, "0")))
    {
        None => (0, 0),
        Some((second, fraction)) => (digits(second)?, thousandths(fraction)?),
    };
    let in_range = (1970..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60
        && parts.next().is_none();
    if !in_range {
        return None;
    }
    let seconds = days_since_1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    let ms = (seconds * 1000 + fraction).checked_add_signed(-offset_minutes(zone)? * 60_000)?;
    Some(ms)
}

fn offset_minutes(zone: &str) -> Option<i64> {
    if zone.is_empty()
        || ["z", "gmt", "utc", "ut"]
            .iter()
            .any(|name| zone.eq_ignore_ascii_case(name))
    {
        return Some(0);
    }
    let sign = match zone.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let figures = zone[1..].replace(':', "");
    if figures.len() != 4 {
        return None;
    }
    let (hours, minutes) = (digits(&figures[..2])?, digits(&figures[2..])?);
    Some(sign * (hours * 60 + minutes) as i64)
}

/// Days from 1 January 1970 in the Gregorian calendar, by Howard Hinnant's `days_from_civil`: years are counted from
/// March, so that the leap day comes last.
fn days_since_1970(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
}

/// One to four digits and nothing else.
fn digits(text: &str) -> Option<u64> {
    let only_digits =
        !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    only_digits.then(|| text.parse().ok()).flatten()
}

/// The first three digits of a decimal fraction.
fn thousandths(fraction: &str) -> Option<u64> {
    let first = &fraction[..fraction.len().min(3)];
    let rest_is_digits = fraction.bytes().all(|b| b.is_ascii_digit());
    rest_is_digits
        .then(|| digits(first))
        .flatten()
        .map(|number| number * 10_u64.pow(3 - first.len() as u32))
}
