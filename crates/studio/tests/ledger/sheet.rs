//! The ledger as CSV, read back by a reader that knows RFC 4180 and nothing else.

use proptest::prelude::*;
use studio::ledger::{Entry, Sum, csv};
use studio::money::{Charge, Micros, Payment};

use crate::rows::charges;

/// Records of fields. Strict: each record ends with CR LF, and quotes stand only where they may.
fn read(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut().unwrap();
        let field = row.last_mut().unwrap();
        match (quoted, c) {
            (true, '"') if chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            (true, '"') => {
                quoted = false;
                assert!(matches!(chars.peek(), None | Some(',' | '\r')));
            }
            (true, c) => field.push(c),
            (false, '"') => {
                assert!(field.is_empty());
                quoted = true;
            }
            (false, ',') => row.push(String::new()),
            (false, '\r') => {
                assert_eq!(chars.next(), Some('\n'));
                rows.push(vec![String::new()]);
            }
            (false, c) => field.push(c),
        }
    }
    assert!(!quoted);
    assert_eq!(
        rows.pop(),
        Some(vec![String::new()]),
        "it ends with a line's end"
    );
    rows
}

fn entry(name: &str, charges: &[Charge]) -> Entry {
    Entry {
        key: "k".into(),
        asked_ms: 1_772_366_405_000,
        name: name.into(),
        payments: charges
            .iter()
            .map(|charge| Payment {
                at_ms: 5,
                charge: *charge,
            })
            .collect(),
        ended: "done".into(),
        images: 2,
    }
}

#[test]
fn the_sheet_as_it_is() {
    let entries = [
        entry("api.segmind.com", &[Charge::Exact(Micros(3_100))]),
        entry("a \"proxy\", ours", &[Charge::About(Micros(12_000_001))]),
        entry(
            "x",
            &[Charge::Unknown(Micros(4_200)), Charge::Exact(Micros(1))],
        ),
        entry("x", &[]),
    ];
    let expect = concat!(
        "asked_utc_ms,connection,images,ended,charge,dollars,perhaps_dollars\r\n",
        "1772366405000,\"api.segmind.com\",2,\"done\",exact,0.003100,0.000000\r\n",
        "1772366405000,\"a \"\"proxy\"\", ours\",2,\"done\",about,12.000001,0.000000\r\n",
        "1772366405000,\"x\",2,\"done\",unknown,0.000001,0.004200\r\n",
        "1772366405000,\"x\",2,\"done\",none,0.000000,0.000000\r\n",
    );
    assert_eq!(csv(&entries), expect);
}

#[test]
fn no_field_is_a_formula() {
    let check = |name: &str, expect: &str| {
        let rows = read(&csv(&[entry(name, &[])]));
        assert_eq!(rows[1][1], expect);
    };
    check("=HYPERLINK(\"http://a\")", "'=HYPERLINK(\"http://a\")");
    check("+1", "'+1");
    check("-1", "'-1");
    check("@a", "'@a");
    check("\t=1", "'\t=1");
    check("\r=1", "'\r=1");
    check("\n=1", "'\n=1");
    check("a=1", "a=1");
    check("'=1", "'=1");
    check("", "");
}

/// The exact number of millionths in a decimal of six places.
fn micros(text: &str) -> u64 {
    let (whole, rest) = text.split_once('.').unwrap();
    assert_eq!(rest.len(), 6);
    [whole, rest].concat().parse().unwrap()
}

proptest! {
    #[test]
    fn what_is_read_back_is_what_was_written(
        all in prop::collection::vec((any::<String>(), any::<String>(), prop::collection::vec(charges(), 0..4)), 0..6),
    ) {
        let entries: Vec<Entry> = all
            .iter()
            .map(|(name, ended, charges)| Entry { ended: ended.clone(), ..entry(name, charges) })
            .collect();
        let rows = read(&csv(&entries));
        prop_assert_eq!(rows.len(), entries.len() + 1);
        for (row, entry) in rows[1..].iter().zip(&entries) {
            prop_assert_eq!(row.len(), 7);
            for (field, text) in [(&row[1], &entry.name), (&row[3], &entry.ended)] {
                prop_assert!(field == text || field.strip_prefix('\'') == Some(text));
                prop_assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
            }
            let sum = Sum::of(entry.payments.iter().map(|payment| payment.charge));
            prop_assert_eq!(micros(&row[5]), sum.charged.0);
            prop_assert_eq!(micros(&row[6]), sum.unknown.0);
        }
    }
}
