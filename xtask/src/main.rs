//! The commands of the README and the chores behind them: `cargo xtask --help` lists them.
//!
//! Nothing here depends on a crate, so that the first command a newcomer types compiles in a second.

mod app;
mod args;
mod browser;
mod ci;
mod node;
mod place;
mod probe;
mod size;
mod stamp;
mod start;
mod step;
mod suites;
mod tally;
mod tools;
mod version;

use std::process::ExitCode;

use args::Command;

/// What went wrong and what to do about it, in one sentence for the person who typed the command.
type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    match args::parse(std::env::args().skip(1)).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\nxtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Outcome {
    match command {
        Command::Help => {
            print!("{}", args::USAGE);
            Ok(())
        }
        Command::Start(options) => start::start(&options),
        Command::Test(options) => suites::test(&options),
        Command::Shots { filter } => suites::shots(filter.as_deref()),
        Command::Size => size::size(),
        Command::Ci => ci::ci(),
        Command::Probe { words } => probe::probe(&words),
        Command::Open { url } => browser::open_when_ready(&url),
    }
}
