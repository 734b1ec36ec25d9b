//! Days of the calendar, for headings and for the search by date.

/// Milliseconds of a day. Unix time has no leap seconds, so every day has as many.
const DAY_MS: i64 = 86_400_000;

/// The last day that has a four-digit year: 31 December 9999. Later times count as that day.
const LAST: i64 = 2_932_896;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day, counted from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// The day on which that moment (Unix milliseconds) falls where clocks are so many minutes ahead of UTC.
    ///
    /// Days before 1970 and after 9999 become the nearest day that isn't.
    pub fn of(ms: u64, minutes_ahead: i32) -> Day {
        let utc = i64::try_from(ms).unwrap_or(i64::MAX);
        let local = utc.saturating_add(i64::from(minutes_ahead) * 60_000);
        Day(local.div_euclid(DAY_MS).clamp(0, LAST))
    }

    /// Year, month (1 to 12) and day of the month (1 to 31).
    ///
    /// The arithmetic is Howard Hinnant's `civil_from_days`: years begin in March, so that the leap day comes last.
    pub fn civil(self) -> (u16, u8, u8) {
        let days = self.0 + 719_468;
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + days.div_euclid(146_097) * 400 + i64::from(month <= 2);
        (year as u16, month as u8, day as u8)
    }

    /// The day as `2026-11-24`, in ASCII.
    pub fn iso(self) -> [u8; 10] {
        let (year, month, day) = self.civil();
        let mut text = *b"0000-00-00";
        let mut put = |last: usize, mut number: u16| {
            for place in text[..=last].iter_mut().rev() {
                if number == 0 {
                    break;
                }
                *place = b'0' + (number % 10) as u8;
                number /= 10;
            }
        };
        put(3, year);
        put(6, month.into());
        put(9, day.into());
        text
    }

    /// The heading above what was made on this day: "Today", "Yesterday" or "24 November 2026".
    pub fn heading(self, today: Day) -> String {
        match today.0 - self.0 {
            0 => "Today".to_owned(),
            1 => "Yesterday".to_owned(),
            _ => {
                let (year, month, day) = self.civil();
                let month = MONTHS[usize::from(month - 1) % 12];
                [&day.to_string(), " ", month, " ", &year.to_string()].concat()
            }
        }
    }
}
