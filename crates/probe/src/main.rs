//! `cargo xtask probe`: reads the key and the switches, says what it will do, asks, does it, prints the table.

use probe::args::{self, Options, Wish};
use probe::{KEY_VARIABLE, Plan, Setup, curl, run, table};
use ssd1b::{ApiKey, redact};
use std::io::{BufRead, Write};
use std::process::ExitCode;
use std::time::Duration;

fn main() -> ExitCode {
    let key = std::env::var(KEY_VARIABLE)
        .ok()
        .and_then(|text| ApiKey::parse(&text).ok());
    // Whatever is said goes through here, on its way to either stream.
    let hide = |text: &str| redact(text, key.as_ref());
    let outcome = args::read(std::env::args().skip(1)).and_then(|wish| match wish {
        Wish::Help => Ok(args::help()),
        Wish::Run(options) => work(*options, key.clone(), &|text| eprintln!("{}", hide(text))),
    });
    match outcome {
        Ok(text) => {
            // That nobody reads it is no failure.
            let _ = std::io::stdout().write_all(hide(&text).as_bytes());
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("probe: {}", hide(&sentence));
            ExitCode::FAILURE
        }
    }
}

/// The whole run; `say` is for what is no part of the table.
fn work(options: Options, key: Option<ApiKey>, say: &dyn Fn(&str)) -> Result<String, String> {
    let key = key.ok_or_else(|| {
        format!("{KEY_VARIABLE} holds no key: put yours there, in the environment, where no list of processes shows it.")
    })?;
    let curl = curl::version()?;
    let plan = Plan::new(options.rows);
    say(&format!(
        "To {}, with the key of {KEY_VARIABLE}, as a page of {} would; {curl} sends it.\n\n{}",
        options.endpoint.as_str(),
        options.origin,
        plan.announcement(options.pace)
    ));
    if !options.yes && !plan.is_free() {
        say("Type yes to go on:");
        let mut answer = String::new();
        let read = std::io::stdin().lock().read_line(&mut answer);
        if read.is_err() || answer.trim() != "yes" {
            return Err("nothing was sent.".into());
        }
    }
    let setup = Setup {
        endpoint: options.endpoint,
        key,
        origin: options.origin,
        pace: options.pace,
        poll_every: Duration::from_secs(2),
        patience: Duration::from_secs(600),
        save: options.save,
    };
    let evidence = run(&plan, &setup, &mut |line| say(line))?;
    let findings = table::judge(&plan, &evidence);
    let print = if options.markdown {
        table::markdown
    } else {
        table::plain
    };
    say("");
    Ok(print(&findings) + "\n" + &table::summary(&findings, &plan, &evidence))
}
