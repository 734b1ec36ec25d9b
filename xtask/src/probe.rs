//! `probe`: the contract held against the live service, by somebody who has a key.

use std::process::Command;

use crate::{Outcome, place, step};

/// Where the probe finds the key. Nothing that is built on the way needs to know it.
const KEY: &str = "SEGMIND_API_KEY";

/// Builds the probe and hands it all the words: it knows its own switches, and its `--help` lists them.
pub(crate) fn probe(words: &[String]) -> Outcome {
    let mut cargo = step::cargo();
    cargo
        .args(["build", "--locked", "--quiet", "-p", "probe"])
        .env_remove(KEY);
    step::run(&mut cargo, "look at what the compiler says above")?;
    let file = format!("probe{}", std::env::consts::EXE_SUFFIX);
    let program = place::target()?.join("debug").join(file);
    // Not in the workspace's root: the folder that is to hold the answers is named from where the person is. Nor are the
    // words repeated in a failure, as other steps do: somebody may have typed a key.
    let ended = Command::new(program)
        .args(words)
        .status()
        .map_err(|error| format!("the probe could not be run: {error}."))?;
    if ended.success() {
        Ok(())
    } else {
        Err("the probe did not get through: it says why above.".into())
    }
}
