//! When jobs of v2 are asked about.

use proptest::prelude::*;
use studio::polling;

#[test]
fn a_job_is_asked_about_every_second_and_then_seldom() {
    let waits: Vec<f64> = (0..9)
        .map(|asked| polling::wait_ms(0, asked, 0, 0))
        .collect();
    assert_eq!(waits[..4], [1_000.0, 1_250.0, 1_562.5, 1_953.125]);
    assert!(waits.is_sorted());
    assert_eq!(waits[8], 5_000.0);
    assert_eq!(polling::wait_ms(0, u32::MAX, 599_999, u64::MAX), 5_000.0);
    let slow = |bits| polling::wait_ms(0, 0, 600_000, bits);
    assert_eq!((slow(0), slow(u64::MAX)), (30_000.0, 60_000.0));
    assert_eq!(slow(1 << 63).round(), 45_000.0);
    // By the clock, so that a tab that wakes is right at once; and one that was put back makes nothing slow.
    assert!(polling::is_slow(0, 600_000) && !polling::is_slow(1, 600_000));
    assert!(!polling::is_slow(u64::MAX, 0));
    let left = |now_ms| polling::minutes_left(3_600_000, now_ms);
    assert_eq!(
        (left(3_600_000), left(3_600_001), left(3_660_000)),
        (60, 60, 59)
    );
    assert_eq!(
        (left(7_199_999), left(7_200_000), left(u64::MAX)),
        (1, 0, 0)
    );
    assert_eq!((left(0), polling::minutes_left(u64::MAX, 0)), (60, 60));
}

proptest! {
    #[test]
    fn slow_questions_are_spread(since in any::<u64>(), asked in any::<u32>(), now in any::<u64>(), bits in any::<u64>()) {
        let wait = polling::wait_ms(since, asked, now, bits);
        let range = if polling::is_slow(since, now) { 30_000.0..=60_000.0 } else { 1_000.0..=5_000.0 };
        prop_assert!(range.contains(&wait), "{}", wait);
    }
}
