//! Money: amounts, what a sending was charged, and what of that a budget must count.

use ssd1b::{Facts, Request};

/// An amount of US dollars, in millionths: sums of it are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Micros(pub u64);

impl Micros {
    /// The amount nearest to so many dollars. What is no amount of money (negative, not a number) is nothing; an absurd
    /// one, above a billion, is a billion.
    pub fn of_dollars(dollars: f64) -> Micros {
        if !dollars.is_finite() || dollars <= 0.0 {
            return Micros(0);
        }
        Micros((dollars.min(1e9) * 1e6).round() as u64)
    }

    /// In dollars, to be shown.
    pub fn dollars(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// The sum, which stops at the largest amount.
    #[must_use]
    pub fn plus(self, other: Micros) -> Micros {
        Micros(self.0.saturating_add(other.0))
    }

    /// The difference, which stops at nothing.
    #[must_use]
    pub fn minus(self, other: Micros) -> Micros {
        Micros(self.0.saturating_sub(other.0))
    }

    /// The estimate for a request; see [`ssd1b::estimate`].
    pub fn estimate(request: &Request) -> Micros {
        Micros::of_dollars(ssd1b::estimate(request.samples(), request.steps()).dollars)
    }
}

/// What one sending was charged, as far as that can be known from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charge {
    /// Nothing.
    None,
    /// By our estimate.
    About(Micros),
    /// The service named the amount.
    Exact(Micros),
    /// Nobody can tell from here. If it was charged, then about so much.
    Unknown(Micros),
}

impl Charge {
    /// What an answered request was charged: what the service said, else the estimate.
    pub fn answered(facts: &Facts, estimate: Micros) -> Charge {
        match facts.cost {
            Some(cost) if cost.is_finite() && cost >= 0.0 => {
                Charge::Exact(Micros::of_dollars(cost))
            }
            _ => Charge::About(estimate),
        }
    }

    /// What a budget counts: what may have been charged counts twice, since browsers repeat requests by themselves and
    /// estimates err.
    pub fn counted(self) -> Micros {
        match self {
            Charge::None => Micros(0),
            Charge::About(amount) | Charge::Exact(amount) => amount,
            Charge::Unknown(amount) => amount.plus(amount),
        }
    }

    /// Both together, for one word about them. What is not known of one is not known of the sum: sums that must be
    /// right are made from each by itself, see [`crate::ledger::Sum`].
    #[must_use]
    pub fn plus(self, other: Charge) -> Charge {
        use Charge::{About, Exact, None, Unknown};
        match (self, other) {
            (None, charge) | (charge, None) => charge,
            (Unknown(a), Unknown(b) | About(b) | Exact(b)) | (About(a) | Exact(a), Unknown(b)) => {
                Unknown(a.plus(b))
            }
            (Exact(a), Exact(b)) => Exact(a.plus(b)),
            (About(a), About(b) | Exact(b)) | (Exact(a), About(b)) => About(a.plus(b)),
        }
    }

    /// The name in saved forms and tables, and the amount.
    pub(crate) fn parts(self) -> (&'static str, Micros) {
        match self {
            Charge::None => ("none", Micros(0)),
            Charge::About(amount) => ("about", amount),
            Charge::Exact(amount) => ("exact", amount),
            Charge::Unknown(amount) => ("unknown", amount),
        }
    }

    /// The charge of that name. An unknown name must not turn paid into unpaid.
    pub(crate) fn named(name: &str, amount: Micros) -> Charge {
        match name {
            "none" | "" => Charge::None,
            "about" => Charge::About(amount),
            "exact" => Charge::Exact(amount),
            _ => Charge::Unknown(amount),
        }
    }
}

/// What one sending was or may have been charged, and when it was sent: that day's budget and sums have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// When it was sent, Unix milliseconds.
    pub at_ms: u64,
    /// What it was charged.
    pub charge: Charge,
}
