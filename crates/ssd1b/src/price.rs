//! What a request will cost, roughly, and how to write amounts of money.

use std::fmt;

/// Dollars for one image at the default 45 steps. Source: the service's published average.
const DOLLARS_PER_IMAGE: f64 = 0.0042;
/// Seconds for one image at the default 45 steps, from the same place.
const SECONDS_PER_IMAGE: f64 = 2.8;
const USUAL_STEPS: f64 = 45.0;

/// A rough price and duration. The service bills GPU time and publishes no formula: never show this as a promise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// US dollars.
    pub dollars: f64,
    /// Seconds of work, without a cold start, which can take minutes.
    pub seconds: f64,
}

/// The estimate for a request of so many images and denoising steps: proportional to both.
///
/// ```
/// assert_eq!(ssd1b::estimate(2, 45).to_string(), "about $0.008");
/// ```
#[must_use]
pub fn estimate(samples: u8, steps: u16) -> Estimate {
    let images = f64::from(samples) * f64::from(steps) / USUAL_STEPS;
    Estimate {
        dollars: DOLLARS_PER_IMAGE * images,
        seconds: SECONDS_PER_IMAGE * images,
    }
}

impl Estimate {
    /// What a budget should set aside: twice the estimate, in dollars.
    #[must_use]
    pub fn reserve(&self) -> f64 {
        self.dollars * 2.0
    }
}

/// "about $0.008", to a tenth of a cent: more digits would claim more than is known.
impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = (self.dollars * 1000.0).round() / 1000.0;
        let shown = if rounded > 0.0 { rounded } else { self.dollars };
        write!(f, "about {}", dollars(shown))
    }
}

/// An amount of US dollars: cents from a dollar up, two significant digits below, and never "$0.00" for something
/// that costs something.
///
/// ```
/// # use ssd1b::dollars;
/// assert_eq!(dollars(4.119), "$4.12");
/// assert_eq!(dollars(0.5), "$0.50");
/// assert_eq!(dollars(0.0042), "$0.0042");
/// assert_eq!(dollars(0.00000001), "under $0.0001");
/// ```
#[must_use]
pub fn dollars(amount: f64) -> String {
    if !amount.is_finite() {
        return "an unknown amount".into();
    }
    let sign = if amount < 0.0 { "-" } else { "" };
    let size = amount.abs();
    if size == 0.0 {
        return "$0.00".into();
    }
    if size < 0.0001 {
        return format!("{sign}under $0.0001");
    }
    // Each further zero after the point moves the two significant digits one place on.
    let mut decimals = 2;
    let mut scale = 100.0;
    while size * scale < 9.95 && decimals < 6 {
        decimals += 1;
        scale *= 10.0;
    }
    // Whole units from here on: the formatter of floating-point numbers is large, and this needs none of it.
    let mut units = (size * scale).round() as u64;
    while decimals > 2 && units.is_multiple_of(10) {
        decimals -= 1;
        units /= 10;
    }
    let one = 10_u64.pow(decimals);
    format!(
        "{sign}${}.{:0width$}",
        units / one,
        units % one,
        width = decimals as usize
    )
}
