//! Which rows are to be checked, what that takes, and what it costs: said before anything is sent.

use crate::{Ask, Price, Row};
use std::collections::BTreeSet;
use std::time::Duration;

/// A choice of rows, and every request that they take.
#[derive(Clone, Debug)]
pub struct Plan {
    rows: Vec<&'static Row>,
    asks: BTreeSet<Ask>,
}

impl Plan {
    /// The plan for these rows. The balance comes first, since it shows whether the key is good, and last where money may
    /// be spent.
    #[must_use]
    pub fn new(rows: Vec<&'static Row>) -> Plan {
        let mut asks = BTreeSet::from([Ask::Balance]);
        let mut left: Vec<Ask> = rows.iter().flat_map(|row| row.asks).copied().collect();
        while let Some(ask) = left.pop() {
            if asks.insert(ask) {
                left.extend(ask.needs());
            }
        }
        if asks.iter().any(|ask| ask.price() != Price::Free) {
            asks.insert(Ask::BalanceAfter);
        }
        Plan { rows, asks }
    }

    /// Whether no request of it can cost anything.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.asks.iter().all(|ask| ask.price() == Price::Free)
    }

    /// The rows, in the order of the table.
    #[must_use]
    pub fn rows(&self) -> &[&'static Row] {
        &self.rows
    }

    /// The requests, in the order in which they are sent.
    pub fn asks(&self) -> impl ExactSizeIterator<Item = Ask> {
        self.asks.iter().copied()
    }

    /// US dollars for what is meant to be paid, roughly.
    #[must_use]
    pub fn dollars(&self) -> f64 {
        self.sum(|price| matches!(price, Price::Paid(..)))
    }

    fn sum(&self, which: impl Fn(Price) -> bool) -> f64 {
        let prices = self.asks.iter().map(|ask| ask.price());
        prices
            .filter(|price| which(*price))
            .map(Price::dollars)
            .sum()
    }

    /// What will be sent and what that costs, for somebody who decides; `pace` is the time between two POSTs.
    #[must_use]
    pub fn announcement(&self, pace: Duration) -> String {
        let free = self.of(|price| price == Price::Free);
        let refused = self.of(|price| matches!(price, Price::FreeIfRefused(..)));
        let paid = self.of(|price| matches!(price, Price::Paid(..)));
        let mut text = format!("Free, {}:\n{}", free.len(), listed(&free));
        if !refused.is_empty() {
            text.push_str(&format!(
                "Expected to be refused, and so free, {}; about {} cents if all of them were accepted:\n{}",
                refused.len(),
                cents(self.sum(|price| matches!(price, Price::FreeIfRefused(..)))),
                listed(&refused)
            ));
        }
        if !paid.is_empty() {
            text.push_str(&format!(
                "PAID, {}: about {} cents, perhaps {}:\n{}",
                paid.len(),
                cents(self.dollars()),
                cents(self.dollars() * 2.0),
                listed(&paid)
            ));
        }
        let posts = self.asks.iter().filter(|ask| ask.is_post()).count();
        let time = pace * u32::try_from(posts).unwrap_or(u32::MAX);
        if time > Duration::from_secs(60) {
            text.push_str(&format!(
                "About {} minutes: {posts} POSTs, one every {} s, since some plans allow no more (--pace).\n",
                time.as_secs().div_ceil(60),
                pace.as_secs()
            ));
        }
        text
    }

    fn of(&self, which: impl Fn(Price) -> bool) -> Vec<Ask> {
        self.asks().filter(|ask| which(ask.price())).collect()
    }
}

/// One line for each kind of request, with what it costs.
fn listed(asks: &[Ask]) -> String {
    let mut kinds: Vec<(Ask, u32)> = Vec::new();
    for &ask in asks {
        match kinds.iter_mut().find(|(own, _)| own.what() == ask.what()) {
            Some((_, count)) => *count += 1,
            None => kinds.push((ask, 1)),
        }
    }
    let line = |(ask, count): (Ask, u32)| {
        let times = match count {
            1 => String::new(),
            _ => format!(", {count} times"),
        };
        let price = match ask.price() {
            Price::Paid(..) => format!(", about {} cents", cents(ask.price().dollars())),
            _ => String::new(),
        };
        format!("  {}{times}{price}\n", ask.what())
    };
    kinds.into_iter().map(line).collect()
}

/// An amount in cents, to a tenth of one.
fn cents(dollars: f64) -> String {
    format!("{:.1}", dollars * 100.0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{find, rows};

    fn plan(names: &[&str]) -> Plan {
        Plan::new(names.iter().map(|name| find(name).unwrap()).collect())
    }

    #[test]
    fn everything_stays_within_six_cents() {
        let all = Plan::new(rows().collect());
        // Billed at twice the estimate; or nothing refused that should be.
        let accepted = all.sum(|price| matches!(price, Price::FreeIfRefused(..)));
        assert!(all.dollars() * 2.0 < 0.06, "{}", all.dollars());
        assert!(all.dollars() + accepted < 0.06, "{accepted}");
        // Billed at the published average a request, whatever it asks for.
        let paid = all.of(|price| matches!(price, Price::Paid(..))).len();
        assert!(paid as f64 * 0.0042 < 0.06, "{paid}");
    }

    #[test]
    fn a_row_brings_all_that_it_takes() {
        let check = |names: &[&str], expect: &[Ask]| {
            assert_eq!(plan(names).asks().collect::<Vec<_>>(), expect, "{names:?}");
        };
        check(&["preflight-v1"], &[Ask::Balance, Ask::PreflightV1]);
        check(
            &["v1-bytes"],
            &[Ask::Balance, Ask::Bytes, Ask::BalanceAfter],
        );
        let job = [Ask::JobFirst, Ask::JobLast, Ask::JobResult];
        let v2 = [
            &[Ask::Balance, Ask::Submit],
            &job[..],
            &[Ask::Image, Ask::BalanceAfter],
        ];
        check(&["v2-image"], &v2.concat());
        assert!(plan(&["preflight-v1", "balance"]).is_free());
        assert!(!plan(&["samples-5"]).is_free());
    }

    #[test]
    fn the_price_is_said_beforehand() {
        let check = |names: &[&str], pace: u64, expect: &str| {
            assert_eq!(plan(names).announcement(Duration::from_secs(pace)), expect);
        };
        check(
            &["preflight-v1"],
            13,
            "\
Free, 2:
  the balance
  a browser's question before a POST to v1
",
        );
        check(
            &["samples-5", "several-bytes", "seed-repeats"],
            30,
            "\
Free, 2:
  the balance, 2 times
Expected to be refused, and so free, 1; about 0.9 cents if all of them were accepted:
  v1 with 5 images, 4 being the most
PAID, 3: about 0.7 cents, perhaps 1.5:
  v1, one image as bytes, about 0.2 cents
  the very same once more, about 0.2 cents
  v1, two images as bytes, about 0.4 cents
About 2 minutes: 4 POSTs, one every 30 s, since some plans allow no more (--pace).
",
        );
    }
}
