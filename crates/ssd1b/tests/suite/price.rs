//! Amounts and estimates, as they are written.

use proptest::prelude::*;
use ssd1b::{dollars, estimate};

#[test]
fn amounts() {
    #[track_caller]
    fn check(amount: f64, text: &str) {
        assert_eq!(dollars(amount), text);
    }
    check(0.0, "$0.00");
    check(-0.0, "$0.00");
    check(4.119, "$4.12");
    check(1234.5, "$1234.50");
    check(1.0, "$1.00");
    check(0.999, "$1.00");
    check(0.5, "$0.50");
    check(0.0999, "$0.10");
    check(0.05, "$0.05");
    check(0.0184921035, "$0.018");
    check(0.0042, "$0.0042");
    check(0.002, "$0.002");
    check(0.000_123, "$0.00012");
    check(0.000_099, "under $0.0001");
    check(f64::MIN_POSITIVE, "under $0.0001");
    check(-0.25, "-$0.25");
    check(f64::NAN, "an unknown amount");
    check(f64::INFINITY, "an unknown amount");
}

#[test]
fn estimates() {
    #[track_caller]
    fn check(samples: u8, steps: u16, text: &str, tenths_of_seconds: u32) {
        let estimate = estimate(samples, steps);
        assert_eq!(estimate.to_string(), text);
        assert_eq!((estimate.seconds * 10.0).round() as u32, tenths_of_seconds);
        assert!((estimate.reserve() - estimate.dollars * 2.0).abs() < 1e-12);
    }
    check(1, 45, "about $0.004", 28);
    check(2, 45, "about $0.008", 56);
    check(1, 20, "about $0.002", 12);
    check(4, 100, "about $0.037", 249);
    check(1, 1, "about under $0.0001", 1);
    check(0, 45, "about $0.00", 0);
}

proptest! {
    #[test]
    fn what_costs_something_never_reads_as_nothing(amount in prop_oneof![1e-12..1e-3_f64, 1e-3..2.0_f64, 2.0..1e9_f64]) {
        let text = dollars(amount);
        prop_assert!(text.bytes().any(|b| (b'1'..=b'9').contains(&b)), "{}", text);
        if let Some(number) = text.strip_prefix('$') {
            let read: f64 = number.parse().unwrap();
            prop_assert!((read - amount).abs() <= (amount * 0.051).min(0.005 + amount * 1e-9), "{} for {}", text, amount);
        }
    }
}
