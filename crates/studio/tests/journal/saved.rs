//! The form on the disk.

use std::path::Path;

use proptest::prelude::*;
use studio::journal::{
    Api, Asked, Choice, Event, Head, JobKey, JobRow, Maker, Outcome, State, TabId,
};
use studio::money::{Charge, Micros};

use crate::rows::{claim, draft, handle, made, rows, submitted, target, ways};

proptest! {
    #[test]
    fn what_was_saved_is_read_as_it_was(row in rows()) {
        let text = row.save();
        prop_assert_eq!(JobRow::restore(&text), Ok(row), "{}", text);
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = JobRow::restore(&text);
    }

    /// Rows that were damaged: cut, or with something else in a place.
    #[test]
    fn no_damage_makes_it_panic(row in rows(), at in any::<prop::sample::Index>(), with in "[0-9a-z\",:{}\\[\\]-]{0,4}") {
        let text = row.save();
        let cut = text.floor_char_boundary(at.index(text.len()));
        let _ = JobRow::restore(&text[..cut]);
        let _ = JobRow::restore(&[&text[..cut], &with, &text[text.ceil_char_boundary(cut + 1)..]].concat());
    }

    #[test]
    fn names_are_read_as_they_were(ms in any::<u64>(), bits in any::<u64>(), text in "[0-9a-f-]{0,40}") {
        let key = JobKey::new(ms, bits);
        prop_assert_eq!(JobKey::stored(key.as_str()), Some(key));
        let tab = TabId::new(bits);
        prop_assert_eq!(TabId::stored(tab.as_str()), Some(tab));
        if let Some(key) = JobKey::stored(&text) {
            prop_assert_eq!(key.as_str(), text.as_str());
            prop_assert_eq!(text.len(), 30);
        }
    }

    #[test]
    fn names_sort_by_time(one in 0..9_999_999_999_999_u64, other in 0..9_999_999_999_999_u64, bits in any::<[u64; 2]>()) {
        let (a, b) = (JobKey::new(one, bits[0]), JobKey::new(other, bits[1]));
        prop_assert!(one == other || (one < other) == (a < b));
    }
}

fn restore(text: &str) -> JobRow {
    JobRow::restore(text).unwrap()
}

/// What every row must have.
const LEAST: &str = r#""key":"0000000001000-0000000000000007","request":{"prompt":"a fox","samples":"1","scheduler":"Euler","steps":"45","guidance":"7","seed":"1"}"#;

fn least(more: &str) -> String {
    ["{", LEAST, more, "}"].concat()
}

#[test]
fn a_state_it_does_not_know_is_unknown_and_may_be_charged() {
    let check = |state: &str| {
        let row = restore(&least(&format!(r#","state":"{state}""#)));
        assert_eq!(row.state, State::Unknown, "{state}");
        assert_eq!(row.charged(), Charge::Unknown(Micros(4_200)), "{state}");
    };
    check("");
    check("refunding");
    check("Waiting");
    // A draft is never stored.
    check("draft");
    // Without its id nobody can ask about it.
    check("submitted");
}

#[test]
fn what_is_missing_never_turns_paid_into_unpaid() {
    let row = restore(&least(""));
    assert_eq!(row.target.maker, Maker::Service);
    assert!(row.target.is_paid());
    let check = |state: &str, expect: Charge| {
        let row = restore(&least(&format!(r#","state":"{state}""#)));
        assert_eq!(row.charged(), expect, "{state}");
    };
    let one = Micros(4_200);
    check("waiting", Charge::None);
    check("failed", Charge::None);
    check("cancelled", Charge::None);
    check("sending", Charge::Unknown(one));
    check("received", Charge::About(one));
    check("saving", Charge::About(one));
    check("done", Charge::About(one));
    check("gone", Charge::About(one));
    for maker in ["service", "", "else", "Practice"] {
        let row = restore(&least(&format!(r#","target":{{"maker":"{maker}"}}"#)));
        assert!(row.target.is_paid(), "{maker}");
        // Nor do its limits and pauses become those of the practice engine.
        assert_ne!(row.target.lane(), target(Maker::Practice, Api::V1).lane());
    }
    let odd =
        least(r#","state":"waiting","charge":["odd",7],"before":[{"charge":"odd","micros":5}]"#);
    assert_eq!(restore(&odd).charged(), Charge::Unknown(Micros(12)));
}

#[test]
fn fields_it_does_not_know_are_passed_over() {
    let row = restore(&least(
        r#","version":9,"state":"waiting","mood":{"deep":[1]},"choices":[[1,"again"],[2,"dance"]]"#,
    ));
    assert_eq!((row.state, row.choices.len()), (State::Waiting, 1));
}

#[test]
fn without_a_name_or_a_request_there_is_no_row() {
    for text in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"key":"0000000001000-0000000000000007"}"#,
        &LEAST.replace("0000000001000-", "../"),
        &least("").replace("\"45\"", "\"4500\""),
    ] {
        assert!(JobRow::restore(text).is_err(), "{text}");
    }
}

/// The rows of version 1, with how they look as text.
fn version_1() -> Vec<(String, JobRow)> {
    let mut all = Vec::new();
    for (name, maker) in [
        ("paid", Maker::Service),
        ("simulator", Maker::Simulator),
        ("practice", Maker::Practice),
    ] {
        for (at, (state, way)) in ways(&target(maker, Api::V2)).into_iter().enumerate() {
            // Drafts are never stored.
            if state != State::Draft {
                let row = made(draft(at as u64, maker, Api::V2, 1_000), &way);
                all.push((format!("{name}-{at:02}-{}", state.name()), row));
            }
        }
    }
    let mut rich = made(
        draft(99, Maker::Service, Api::V2, 1_000),
        &[
            Event::Queue,
            claim(),
            submitted(),
            Event::Cancel,
            Event::Choose(Choice::Again),
            claim(),
            Event::HeldBack,
            claim(),
            Event::Submitted(handle("another", true)),
            Event::Received,
        ],
    );
    rich.name_price(Micros(3_100));
    rich.balance = (Some(Micros(5_000_000)), Some(Micros(4_996_900)));
    rich.outcome = Outcome::Answer(Head {
        status: 200,
        headers: vec![("content-type".into(), "application/json".into())],
        of: Asked::Result,
    });
    all.push(("paid-99-sent-again".into(), rich));
    all
}

/// Rows of every version that was ever in use are read for ever: these files are never changed, only added to. Files
/// that are missing are written, to be looked at and committed.
#[test]
fn rows_of_version_1_are_read_for_ever() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/journal/1");
    let rows = version_1();
    let file = |name: &str| folder.join([name, ".json"].concat());
    let missing: Vec<_> = rows
        .iter()
        .filter(|(name, _)| !file(name).exists())
        .collect();
    for (name, row) in &missing {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(file(name), row.save() + "\n").unwrap();
    }
    assert!(missing.is_empty(), "{} files were missing", missing.len());
    for (name, row) in &rows {
        let text = std::fs::read_to_string(file(name)).unwrap();
        assert_eq!(JobRow::restore(&text).as_ref(), Ok(row), "{name}");
    }
    let files = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(files, rows.len());
}
