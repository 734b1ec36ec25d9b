//! Every fixture beside its outcome, word for word.

use crate::fixtures::{names, outcome};
use std::collections::BTreeMap;

/// Blocks of `== name, asked for n` and the outcome below.
const OUTCOMES: &str = include_str!("../fixtures/outcomes.txt");

#[test]
fn each_answer_has_its_outcome() {
    let mut expected: BTreeMap<&str, (u8, &str)> = BTreeMap::new();
    for block in OUTCOMES.split("== ").skip(1) {
        let (head, text) = block.split_once('\n').unwrap();
        let (name, asked) = head.split_once(", asked for ").unwrap();
        assert!(
            expected
                .insert(name, (asked.parse().unwrap(), text.trim_end()))
                .is_none(),
            "{name} stands there twice"
        );
    }
    for name in names() {
        let (asked, text) = expected
            .remove(&*name)
            .unwrap_or_else(|| panic!("{name} has no outcome"));
        assert_eq!(outcome(&name, asked), text, "{name}");
    }
    assert!(
        expected.is_empty(),
        "outcomes without a fixture: {:?}",
        expected.keys()
    );
}
