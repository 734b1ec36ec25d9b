//! How many tests ran: the runners' own summary lines, added up.

use std::fmt;

/// The sums of one kind of tests.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) ignored: u32,
}

impl Tally {
    /// Takes in a line of a runner's output, if it is a summary.
    pub(crate) fn read(&mut self, line: &str) {
        let Some((_, counts)) = line
            .split_once("test result: ")
            .and_then(|(_, rest)| rest.split_once(". "))
        else {
            return;
        };
        for count in counts.split(';') {
            let mut words = count.split_whitespace();
            let number = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
            match words.next() {
                Some("passed") => self.passed += number,
                Some("failed") => self.failed += number,
                Some("ignored") => self.ignored += number,
                _ => {}
            }
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.ignored > 0 {
            write!(f, ", {} skipped", self.ignored)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &[&str], expect: &str) {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.read(line));
        assert_eq!(tally.to_string(), expect, "{lines:?}");
    }

    #[test]
    fn summaries_are_added_up() {
        check(&[], "0 passed, 0 failed");
        check(
            &["test wire ... ok", "running 3 tests"],
            "0 passed, 0 failed",
        );
        check(
            &[
                "test result: ok. 7 passed; 0 failed; 0 ignored; 0 measured; 2 filtered out; finished in 0.00s",
            ],
            "7 passed, 0 failed",
        );
        check(
            &[
                "test result: ok. 7 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.00s",
                "test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 filtered out; finished in 0.51s",
            ],
            "9 passed, 3 failed, 1 skipped",
        );
        check(
            &["test result: \u{1b}[32mok\u{1b}[m. 1 passed; 0 failed; 0 ignored"],
            "1 passed, 0 failed",
        );
    }
}
