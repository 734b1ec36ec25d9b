//! The rows, by the sections of the contract.

mod browser;
mod errors;
mod job;
mod limits;
mod money;
mod pictures;

use crate::Row;

/// All rows, in the order of the table.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    let parts: [&'static [Row]; 6] = [
        browser::ROWS,
        pictures::ROWS,
        job::ROWS,
        errors::ROWS,
        limits::ROWS,
        money::ROWS,
    ];
    parts.into_iter().flatten()
}

/// The row of that name.
#[must_use]
pub fn find(id: &str) -> Option<&'static Row> {
    rows().find(|row| row.id == id)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::evidence::tests::evidence;
    use crate::{Ask, Finding, Verdict};
    use std::collections::{BTreeSet, HashSet};

    /// What the row of that name makes of these answers.
    pub(super) fn judge(id: &str, answers: &[(Ask, &str)]) -> Finding {
        find(id).unwrap().judge(&evidence(answers))
    }

    #[test]
    fn names_are_used_once() {
        let names: HashSet<&str> = rows().map(|row| row.id).collect();
        assert_eq!(names.len(), rows().count());
        let asks: BTreeSet<Ask> = rows().flat_map(|row| row.asks).copied().collect();
        let files: HashSet<&str> = asks.iter().map(|ask| ask.name()).collect();
        assert_eq!(files.len(), asks.len());
    }

    #[test]
    fn nothing_is_claimed_of_a_service_that_was_not_asked() {
        for row in rows() {
            let finding = judge(row.id, &[]);
            assert_eq!(
                finding.verdict,
                Verdict::Untold,
                "{}: {}",
                row.id,
                finding.live
            );
        }
    }

    #[test]
    fn nothing_is_claimed_of_a_service_that_is_down() {
        for row in rows().filter(|row| !row.asks.is_empty()) {
            let page = "502\ncontent-type: text/html\n\n<html>Bad Gateway";
            let answers: Vec<(Ask, &str)> = row.asks.iter().map(|ask| (*ask, page)).collect();
            let finding = judge(row.id, &answers);
            assert_eq!(
                finding.verdict,
                Verdict::Untold,
                "{}: {}",
                row.id,
                finding.live
            );
        }
    }
}
