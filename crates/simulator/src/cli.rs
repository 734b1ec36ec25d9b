//! The command line: its switches, and the help that lists them with every fault and key.

use simulator::{Arg, Config, FAULTS, KEYS};
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

/// What somebody wants of the program.
pub(crate) enum Wish {
    Help,
    Serve(Box<Config>),
}

/// The port where none is named.
const PORT: u16 = 8000;

/// The switches: name, argument, what it does.
#[rustfmt::skip]
const SWITCHES: &[(&str, &str, &str)] = &[
    ("--port", "N", "port on 127.0.0.1; 0 takes a free one (8000)"),
    ("--site", "DIR", "serves the built app of this folder, its settings block filled"),
    ("--fault", "LIST", "faults of every request that brings none of its own"),
    ("--time-scale", "X", "simulated seconds in a real one: with 60, minutes pass in seconds (1)"),
    ("--rate-limit", "N", "requests per simulated minute and key; 429 above (off)"),
    ("--bill", "WHEN", "jobs of v2 are billed at completion or at submit (completion)"),
    ("--balance", "DOLLARS", "paid credits each key starts with, beside about two cents free (5)"),
    ("--delay", "MS", "real time that an answer with images takes longer (0)"),
    ("--size", "PIXELS", "edge of the pictures, 1 to 4096; the API knows 1024 alone (1024)"),
    ("--cors", "MODE", "hidden (no header exposed), all, no-errors, off (hidden)"),
    ("--no-key", "", "like a team's proxy: a request needs no key"),
    ("--quiet", "", "no log on stderr"),
    ("--help", "", "this text"),
];

/// Reads the command line.
pub(crate) fn read(args: impl Iterator<Item = String>) -> Result<Wish, String> {
    let mut config = Config {
        port: PORT,
        log: Some(Arc::new(|line| eprintln!("{line}"))),
        ..Config::default()
    };
    let mut args = args;
    while let Some(arg) = args.next() {
        let (name, inline) = match arg.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (arg.as_str(), None),
        };
        let name = if name == "-h" { "--help" } else { name };
        let Some((name, takes, _)) = SWITCHES.iter().find(|(own, ..)| *own == name) else {
            return Err(format!("There is no switch {name}; --help lists them."));
        };
        let value = match (takes.is_empty(), inline) {
            (true, Some(_)) => return Err(format!("{name} takes no value.")),
            (true, None) => String::new(),
            (false, inline) => inline
                .or_else(|| args.next())
                .ok_or_else(|| format!("{name} needs a value: {takes}."))?,
        };
        if *name == "--help" {
            return Ok(Wish::Help);
        }
        set(&mut config, name, &value)
            .map_err(|why| format!("{name} can't be {value:?}: {why}"))?;
    }
    Ok(Wish::Serve(Box::new(config)))
}

fn set(config: &mut Config, name: &str, value: &str) -> Result<(), String> {
    match name {
        "--port" => config.port = number(value, 0.0, 65_535.0)? as u16,
        "--site" => config.site = Some(value.into()),
        "--fault" => {
            config.faults = value
                .parse()
                .map_err(|error: simulator::UnknownFault| error.to_string())?
        }
        "--time-scale" => config.time_scale = number(value, 0.001, 1_000_000.0)?,
        "--rate-limit" => config.rate_limit = Some(number(value, 0.0, 1_000_000.0)? as u32),
        "--bill" => config.billing = value.parse()?,
        "--balance" => config.balance = number(value, 0.0, 1_000_000.0)?,
        "--delay" => {
            config.delay = Duration::from_secs_f64(number(value, 0.0, 86_400_000.0)? / 1000.0)
        }
        "--size" => config.edge = number(value, 1.0, 4096.0)? as u32,
        "--cors" => config.cors = value.parse()?,
        "--no-key" => config.key_needed = false,
        _ => config.log = None,
    }
    Ok(())
}

fn number(value: &str, min: f64, max: f64) -> Result<f64, String> {
    let number = value
        .parse::<f64>()
        .ok()
        .filter(|number| (min..=max).contains(number));
    number.ok_or_else(|| format!("a number from {min} to {max} is needed."))
}

/// The help text.
pub(crate) fn help() -> String {
    let mut text = String::from(
        "The SSD-1B API on localhost, without a model and without money. Pictures come from the practice engine.\n\n\
         usage: simulator [SWITCH]…\n\n",
    );
    for (name, takes, what) in SWITCHES {
        line(&mut text, &format!("{name} {takes}"), what);
    }
    text.push_str("\nKeys: any SG_ followed by letters or digits is good, but for these:\n\n");
    for key in KEYS {
        line(&mut text, key.key, key.what);
    }
    text.push_str(
        "\nWhat became of every POST: GET /sim/ledger; POST /sim/ledger/clear empties it and starts all counts again.\n\
         What happens to them, as it happens: GET /sim/moments?after=NUMBER&wait=MS. Keys gone astray: GET /sim/strays.\n\
         Answers close their connection, but for the fault keep-alive: browsers repeat POSTs on connections used again.\n\n\
         Faults, parted by ; or , as --fault, or per request: in front of the path (/sim/cut;proxy/v1/ssd-1b, so that\n\
         http://127.0.0.1:8000/sim/cut;proxy is a base URL), as a query (?sim=cut) or as a header (x-sim-fault: cut).\n\
         A page at /sim/FAULTS/ has its own API under the same faults. In brackets: the row of the contract.\n\n",
    );
    for row in FAULTS {
        let arg = match row.arg {
            Arg::None => String::new(),
            Arg::Number(unit, default) => format!("[={unit}, {default}]"),
            Arg::Choice(words) if words.len() <= 4 => format!("[={}]", words.join("|")),
            Arg::Choice(words) => format!("[={}|…]", words[0]),
            Arg::Word => "=NAME".into(),
        };
        line(
            &mut text,
            &format!("{}{arg}", row.name),
            &format!("{} [{}]", row.what, row.contract),
        );
    }
    text
}

fn line(text: &mut String, name: &str, what: &str) {
    // Writing to a String cannot fail.
    let _ = match name.trim_end() {
        name if name.len() > 34 => writeln!(text, "  {name}\n  {:34} {what}", ""),
        name => writeln!(text, "  {name:34} {what}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(line: &str) -> String {
        match read(line.split_whitespace().map(Into::into)) {
            Err(sentence) => sentence,
            Ok(_) => String::new(),
        }
    }

    #[test]
    fn wrong_switches_are_named() {
        let check = |line: &str, expect: &str| assert_eq!(sentence(line), expect, "{line}");
        check(
            "--port 0 --cors all --fault cut;delay=5 --no-key --size=64 --bill submit",
            "",
        );
        check("--prt 1", "There is no switch --prt; --help lists them.");
        check("--port", "--port needs a value: N.");
        check(
            "--port x",
            "--port can't be \"x\": a number from 0 to 65535 is needed.",
        );
        check(
            "--bill later",
            "--bill can't be \"later\": one of completion, submit is needed.",
        );
        check("--no-key=1", "--no-key takes no value.");
        check(
            "--fault cutt",
            "--fault can't be \"cutt\": There is no fault \"cutt\"; --help lists them.",
        );
    }

    #[test]
    fn the_help_names_every_switch_fault_and_key() {
        let help = help();
        let names = SWITCHES.iter().map(|(name, ..)| *name);
        for name in names
            .chain(FAULTS.iter().map(|row| row.name))
            .chain(KEYS.iter().map(|key| key.key))
        {
            assert!(help.contains(name), "{name}");
        }
        assert!(help.lines().all(|line| line.chars().count() <= 140));
    }
}
