//! Amounts, charges and sums.

use proptest::prelude::*;
use ssd1b::wire::Facts;
use studio::journal::{Choice, Event, JobRow};
use studio::ledger::{Entry, Sum, counted, payments};
use studio::money::{Charge, Micros, Payment};

use crate::rows::{charges, claim, paid, request, rows};

/// One image of 45 steps.
const ONE: Micros = Micros(4_200);

#[test]
fn dollars_become_whole_millionths() {
    let check = |dollars: f64, expect: u64| {
        assert_eq!(Micros::of_dollars(dollars), Micros(expect), "{dollars}");
    };
    check(0.0042, 4_200);
    check(0.1 + 0.2, 300_000);
    check(0.000_000_4, 0);
    check(0.000_000_6, 1);
    check(1e9, 1_000_000_000_000_000);
    check(1e300, 1_000_000_000_000_000);
    check(-1.0, 0);
    check(-0.0, 0);
    check(f64::NAN, 0);
    check(f64::INFINITY, 0);
    assert_eq!(Micros(4_200).dollars(), 0.0042);
    assert_eq!(Micros(u64::MAX).plus(Micros(1)), Micros(u64::MAX));
    assert_eq!(Micros(1).minus(Micros(2)), Micros(0));
    assert_eq!(Micros::estimate(&request(1, 45)), ONE);
    assert_eq!(Micros::estimate(&request(4, 90)), Micros(33_600));
}

#[test]
fn what_the_service_says_counts_before_the_estimate() {
    let check = |cost: Option<f64>, expect: Charge| {
        let facts = Facts {
            cost,
            ..Facts::default()
        };
        assert_eq!(Charge::answered(&facts, ONE), expect, "{cost:?}");
    };
    check(None, Charge::About(ONE));
    check(Some(0.0031), Charge::Exact(Micros(3_100)));
    check(Some(0.0), Charge::Exact(Micros(0)));
    check(Some(-1.0), Charge::About(ONE));
    check(Some(f64::NAN), Charge::About(ONE));
    check(Some(f64::INFINITY), Charge::About(ONE));
}

#[test]
fn charges_together() {
    use Charge::{About, Exact, None, Unknown};
    let (a, b, sum) = (Micros(1), Micros(2), Micros(3));
    let check = |one: Charge, other: Charge, expect: Charge| {
        assert_eq!(one.plus(other), expect);
        assert_eq!(other.plus(one), expect);
    };
    check(None, None, None);
    check(None, Unknown(a), Unknown(a));
    check(Exact(a), Exact(b), Exact(sum));
    check(Exact(a), About(b), About(sum));
    check(Exact(a), Unknown(b), Unknown(sum));
    check(About(a), About(b), About(sum));
    check(About(a), Unknown(b), Unknown(sum));
    check(Unknown(a), Unknown(b), Unknown(sum));
}

#[test]
fn a_sum_says_what_it_does_not_know() {
    use Charge::{About, Exact, None, Unknown};
    let check = |charges: &[Charge], charged: u64, about: bool, unknown: u64, jobs: u32| {
        let expect = Sum {
            charged: Micros(charged),
            about,
            unknown: Micros(unknown),
            unknown_jobs: jobs,
        };
        assert_eq!(Sum::of(charges.iter().copied()), expect);
    };
    let one = Micros(1);
    check(&[], 0, false, 0, 0);
    check(&[None, Exact(one), Exact(one)], 2, false, 0, 0);
    check(&[Exact(one), About(one)], 2, true, 0, 0);
    check(&[Unknown(one), Exact(one), Unknown(one)], 1, false, 2, 2);
    check(
        &[Exact(Micros(u64::MAX)), Exact(one)],
        u64::MAX,
        false,
        0,
        0,
    );
}

#[test]
fn each_sending_counts_on_its_own() {
    // Known to be paid, sent again, and out: once the one, twice the other.
    let row = paid(&[
        Event::Queue,
        claim(),
        Event::Received,
        Event::Unusable,
        Event::Choose(Choice::Again),
        claim(),
    ]);
    assert_eq!(
        counted(std::slice::from_ref(&row), &[], 0),
        Micros(3 * ONE.0)
    );
    let sum = Sum::of(row.payments().map(|payment| payment.charge));
    assert_eq!((sum.charged, sum.unknown, sum.unknown_jobs), (ONE, ONE, 1));
    // Each belongs to the day on which it was sent, whenever the job was asked for: at 2.001 s and 2.005 s.
    for since_ms in [2_002, 2_005] {
        let counted = counted(std::slice::from_ref(&row), &[], since_ms);
        assert_eq!(counted, Micros(2 * ONE.0), "{since_ms}");
    }
    assert_eq!(counted(&[row], &[], 2_006), Micros(0));
}

/// Jobs that waited over midnight, or since before a session's budget was set, are paid for when they are sent.
#[test]
fn what_was_asked_for_earlier_counts_when_it_is_sent() {
    let mut row = paid(&[Event::Queue]);
    let midnight = 86_400_000;
    assert!(row.asked_ms < midnight);
    row.apply(&claim(), midnight + 1).unwrap();
    assert_eq!(counted(&[row], &[], midnight), Micros(2 * ONE.0));
}

fn key(row: &JobRow) -> &str {
    row.key.as_str()
}

proptest! {
    #[test]
    fn putting_a_job_away_changes_no_sum(
        mut rows in prop::collection::vec(rows(), 0..8),
        away in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
        since in prop_oneof![Just(0), any::<u64>()],
    ) {
        let mut entries: Vec<Entry> = Vec::new();
        let sums = |rows: &[JobRow], entries: &[Entry]| {
            let mut by_name: Vec<(String, Payment)> = payments(rows, entries)
                .map(|(name, payment)| (name.to_owned(), payment))
                .collect();
            by_name.sort_by_key(|it| format!("{it:?}"));
            let charges = by_name.iter().map(|(_, payment)| payment.charge);
            (counted(rows, entries, since), Sum::of(charges), by_name)
        };
        let before = sums(&rows, &entries);
        for index in away {
            if rows.is_empty() {
                break;
            }
            let row = rows.swap_remove(index.index(rows.len()));
            let entry = Entry::of(&row);
            let restored = Entry::restore(key(&row), &entry.save());
            prop_assert_eq!(restored.as_ref(), Some(&entry));
            entries.extend(restored);
            prop_assert_eq!(&sums(&rows, &entries), &before);
        }
    }

    #[test]
    fn a_budget_counts_at_least_what_a_sum_shows(charges in prop::collection::vec(charges(), 0..8)) {
        let sum = Sum::of(charges.iter().copied());
        let counted = charges.iter().fold(Micros(0), |all, charge| all.plus(charge.counted()));
        prop_assert!(counted >= sum.charged.plus(sum.unknown));
    }

    #[test]
    fn no_text_makes_an_entry_panic(text in any::<String>(), json in "[{}\\[\\]\":,a-z0-9]{0,60}") {
        let _ = (Entry::restore("a", &text), Entry::restore("a", &json));
    }
}

/// The first version, for ever.
#[test]
fn the_entry_of_version_1_is_read_for_ever() {
    let text = r#"{"v":1,"at":1000,"name":"api.segmind.com","payments":[[2001,"unknown",4200],[2005,"exact",3100],[2006,"about",1],[2007,"none",0]],"ended":"done","images":2}"#;
    let entry = Entry::restore("k", text).unwrap();
    assert_eq!(entry.save(), text);
    let charges: Vec<Charge> = entry.payments.iter().map(|it| it.charge).collect();
    let expect = [
        Charge::Unknown(ONE),
        Charge::Exact(Micros(3_100)),
        Charge::About(Micros(1)),
        Charge::None,
    ];
    assert_eq!(charges, expect);
    // What a later version calls by another name is not unpaid.
    let odd = text.replace("exact", "perhaps");
    let odd = Entry::restore("k", &odd).unwrap();
    assert_eq!(odd.payments[1].charge, Charge::Unknown(Micros(3_100)));
}
