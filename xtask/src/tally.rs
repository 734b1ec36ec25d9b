//! What the test runners say at the end: their own summary lines, and how many tests ran.

/// The summaries of one kind of tests.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Tally {
    /// The runners' lines as they came, one for each test program that had anything to run.
    pub(crate) lines: Vec<String>,
    /// How many tests were run, whatever became of them.
    pub(crate) ran: u32,
}

impl Tally {
    /// Takes in a line of a runner's output, if it is a summary.
    pub(crate) fn read(&mut self, line: &str) {
        let Some(counts) = line.strip_prefix("test result: ") else {
            return;
        };
        let ran = count(counts, "passed") + count(counts, "failed");
        self.ran += ran;
        // Programs without a single test would drown the others.
        if ran + count(counts, "ignored") > 0 {
            self.lines.push(line.trim_end().to_owned());
        }
    }
}

/// The number before a word: 3 of `3 failed;`.
fn count(counts: &str, what: &str) -> u32 {
    let words: Vec<&str> = counts.split([' ', ';']).collect();
    let number = words.windows(2).find(|pair| pair[1] == what);
    number.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, ran: u32, kept: bool) {
        let mut tally = Tally::default();
        tally.read(line);
        assert_eq!(
            (tally.ran, tally.lines.len()),
            (ran, usize::from(kept)),
            "{line}"
        );
    }

    #[test]
    fn lines_of_runners() {
        check("test wire ... ok", 0, false);
        check("running 3 tests", 0, false);
        check(
            "test result: ok. 7 passed; 0 failed; 0 ignored; 0 measured; 2 filtered out; finished in 0.00s",
            7,
            true,
        );
        check(
            "test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 filtered out; finished in 0.51s",
            5,
            true,
        );
        check(
            "test result: ok. 0 passed; 0 failed; 4 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            0,
            true,
        );
        check(
            "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 9 filtered out; finished in 0.00s",
            0,
            false,
        );
    }

    #[test]
    fn sums() {
        let mut tally = Tally::default();
        tally.read("test result: ok. 7 passed; 0 failed; 0 ignored\r");
        tally.read("test result: ok. 5 passed; 1 failed; 0 ignored");
        assert_eq!(tally.ran, 13);
        assert_eq!(
            tally.lines[0],
            "test result: ok. 7 passed; 0 failed; 0 ignored"
        );
    }
}
