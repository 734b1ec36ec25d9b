//! What each event means for money, and answers that come late.

use studio::journal::{Api, Choice, Event, Illegal, JobKey, Maker, State};
use studio::money::{Charge, Micros};

use crate::rows::{claim, draft, handle, made, paid, submitted};

/// One image of 45 steps.
const ONE: Micros = Micros(4_200);

fn spare() -> JobKey {
    JobKey::new(5_000, 5)
}

#[test]
fn the_charge_follows_what_is_known() {
    let check = |events: &[Event], expect: Charge| {
        let row = paid(&[vec![Event::Queue], events.to_vec()].concat());
        assert_eq!(row.charged(), expect, "{events:?}");
    };
    let unknown = Charge::Unknown(ONE);
    let about = Charge::About(ONE);
    check(&[], Charge::None);
    check(&[Event::Cancel], Charge::None);
    check(&[claim()], unknown);
    check(&[claim(), Event::HeldBack], Charge::None);
    check(&[claim(), Event::Refused], Charge::None);
    check(&[claim(), Event::Lost], unknown);
    check(&[claim(), Event::Orphaned], unknown);
    check(&[claim(), Event::Cancel], unknown);
    check(&[claim(), Event::Received], about);
    check(&[claim(), Event::Received, Event::Unusable], about);
    check(&[claim(), Event::Received, Event::Lost], unknown);
    check(&[claim(), Event::Received, Event::Refused], Charge::None);
    check(
        &[claim(), Event::Received, Event::Decoded, Event::Saved],
        about,
    );
    let lost = [claim(), Event::Lost];
    let then = |choice| [&lost[..], &[Event::Choose(choice)]].concat();
    check(&then(Choice::Charged), about);
    check(&then(Choice::NotCharged), Charge::None);
    check(&then(Choice::Again), unknown);
    check(&[claim(), Event::Lost, Event::Refused], Charge::None);
    check(&[claim(), submitted()], unknown);
    // Handed in is not yet done, though the answer to the handing in was received.
    check(&[claim(), Event::Received, submitted()], unknown);
    check(&[claim(), submitted(), Event::JobFailed], Charge::None);
    check(&[claim(), submitted(), Event::Unusable], about);
    let completed = Event::Submitted(handle("2c7f59ea-1", true));
    check(&[claim(), submitted(), completed.clone()], about);
    check(
        &[claim(), submitted(), Event::Expired { completed: true }],
        about,
    );
    check(
        &[claim(), submitted(), Event::Expired { completed: false }],
        unknown,
    );
    check(
        &[claim(), completed, Event::Expired { completed: false }],
        about,
    );
}

#[test]
fn a_failed_answer_that_was_paid_for_is_still_paid_for_when_sent_again() {
    let events = [
        Event::Queue,
        claim(),
        Event::Received,
        Event::Unusable,
        Event::Choose(Choice::Again),
    ];
    let row = paid(&events);
    assert_eq!((&row.state, row.charge), (&State::Waiting, Charge::None));
    assert_eq!(row.charged(), Charge::About(ONE));
    assert!(row.may_pay_twice());
    // Neither calling it off nor a refusal takes that back.
    let called_off = made(row.clone(), &[Event::Cancel]);
    assert_eq!(called_off.charged(), Charge::About(ONE));
    let refused = made(row.clone(), &[claim(), Event::Refused]);
    assert_eq!(refused.charged(), Charge::About(ONE));
    let done = made(row, &[claim(), Event::Received]);
    assert_eq!(done.charged(), Charge::About(Micros(8_400)));
    assert_eq!(done.answer_key(), [done.key.as_str(), "/2"].concat());
}

#[test]
fn a_price_counts_once_there_is_a_result() {
    let price = Micros(3_100);
    let check = |events: &[Event], expect: Charge| {
        let mut row = paid(&[vec![Event::Queue], events.to_vec()].concat());
        row.name_price(price);
        assert_eq!(row.charged(), expect, "{events:?}");
    };
    let unknown = Charge::Unknown(ONE);
    check(&[], Charge::None);
    check(&[claim()], unknown);
    // What it has cost so far, while it is being worked on, is not what it will cost.
    check(&[claim(), submitted()], unknown);
    check(&[claim(), Event::Lost], unknown);
    check(&[claim(), Event::Received], Charge::Exact(price));
    check(
        &[claim(), submitted(), Event::JobFailed],
        Charge::Exact(price),
    );

    let mut row = paid(&[Event::Queue, claim(), Event::Received]);
    row.name_price(price);
    let row = made(row, &[Event::Decoded, Event::Saved]);
    assert_eq!(row.charged(), Charge::Exact(price));

    let free = draft(1, Maker::Simulator, Api::V1, 1_000);
    let mut free = made(free, &[Event::Queue, claim(), Event::Received]);
    free.name_price(price);
    assert_eq!(free.charged(), Charge::None);
}

/// From a tab that slept, after the person chose to send again.
#[test]
fn a_late_answer_becomes_a_job_of_its_own() {
    let again = [
        Event::Queue,
        claim(),
        Event::Lost,
        Event::Choose(Choice::Again),
    ];
    for more in [&[][..], &[claim()], &[claim(), Event::Received]] {
        let mut row = made(paid(&again), more);
        let before = row.clone();
        let own = row.answered(1, spare(), &Event::Received, 9_000).unwrap();
        let own = own.unwrap();
        assert_eq!(
            (&own.state, own.charge),
            (&State::Received, Charge::About(ONE))
        );
        assert_eq!(
            (&own.key, own.sent_ms),
            (&spare(), before.before[0].payment.at_ms.into())
        );
        assert_eq!(own.request, row.request);
        // Nothing else of the row has changed.
        row.before = before.before.clone();
        assert_eq!(row, before);
    }
    // A late refusal clears the doubt. There is nothing to show.
    let mut row = made(paid(&again), &[claim()]);
    let own = row.answered(1, spare(), &Event::Refused, 9_000).unwrap();
    assert_eq!((own, row.before.len()), (None, 0));
    // "No answer" is no news.
    let mut row = made(paid(&again), &[claim()]);
    let got = row.answered(1, spare(), &Event::Lost, 9_000);
    assert_eq!((got, row.before.len()), (Err(Illegal), 1));
    // A sending that never was, or was answered long ago.
    for attempt in [0, 3] {
        let got = row.answered(attempt, spare(), &Event::Received, 9_000);
        assert_eq!(got, Err(Illegal));
    }
    // The answer that is waited for goes to the row.
    let got = row.answered(2, spare(), &Event::Received, 9_000);
    assert_eq!((got, &row.state), (Ok(None), &State::Received));
}

#[test]
fn an_id_outlives_the_choice_to_send_again() {
    let mut row = paid(&[
        Event::Queue,
        claim(),
        submitted(),
        Event::Cancel,
        Event::Choose(Choice::Again),
        claim(),
        Event::Submitted(handle("another", false)),
    ]);
    let asked_again = Event::Submitted(handle("2c7f59ea-1", false));
    let own = row.answered(1, spare(), &asked_again, 9_000).unwrap();
    let own = own.unwrap();
    assert_eq!(own.state, State::Submitted);
    assert_eq!(own.handle, Some(handle("2c7f59ea-1", false)));
    assert_eq!(row.handle, Some(handle("another", false)));
}
