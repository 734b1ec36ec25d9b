//! Small jobs that are done now and then by those who work on the project.

use crate::{Outcome, place, step};

/// Paints the pictures that a first visit shows, with the practice engine as it is now.
pub(crate) fn examples() -> Outcome {
    step::step("Example pictures into assets/examples/", || {
        let mut cargo = step::cargo();
        cargo.args([
            "run",
            "--locked",
            "--quiet",
            "--profile",
            "native",
            "-p",
            "practice",
            "--example",
            "examples",
            "--",
        ]);
        cargo.arg(place::root().join("assets/examples"));
        step::run(&mut cargo, "look at what it says above")
    })
}
