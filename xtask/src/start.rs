//! `start`: from a bare clone to the studio in a browser.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

use crate::{Outcome, app, args, browser, place, step};

/// Where the studio is, unless something else is there.
const PORT: u16 = 8000;

/// How many ports after the usual one are tried.
const NEIGHBOURS: u16 = 20;

pub(crate) fn start(options: &args::Start) -> Outcome {
    if options.simulator.iter().any(|word| word == "--help") {
        let simulator = app::simulator()?;
        return step::run(step::command(simulator).arg("--help"), "run it by hand");
    }
    // Asked before the build too: better to know now than in some minutes.
    port(options.port)?;
    app::app()?;
    let simulator = app::simulator()?;
    let port = port(options.port)?;
    let url = format!("http://127.0.0.1:{port}/");

    println!("The studio: {url} (Ctrl-C ends it)\n");
    if options.open && browser::has_display() {
        browser::open_later(&url);
    }
    let mut command = step::command(simulator);
    command
        .arg("--site")
        .arg(place::site())
        .arg("--port")
        .arg(port.to_string())
        .args(&options.simulator);
    become_program(command)
}

/// The port to serve at. One that was asked for is taken or fails; without, the next free one is good.
fn port(wanted: Option<u16>) -> Outcome<u16> {
    match wanted {
        Some(port) => free(port).ok_or_else(|| {
            format!("port {port} is taken: end what listens there, or give another --port.")
        }),
        None => (PORT..=PORT + NEIGHBOURS).find_map(free).ok_or_else(|| {
            format!(
                "ports {PORT} to {} are taken: give a free one with --port.",
                PORT + NEIGHBOURS
            )
        }),
    }
}

/// The port itself if nobody listens there; for 0, one that the system picks.
fn free(port: u16) -> Option<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok()?;
    listener.local_addr().ok().map(|address| address.port())
}

/// Turns into the program, so that whatever ends us ends it: Ctrl-C, a signal, a closed terminal.
#[cfg(unix)]
fn become_program(mut command: Command) -> Outcome {
    use std::os::unix::process::CommandExt;

    let error = command.exec();
    Err(format!("the simulator could not be run: {error}."))
}

/// Runs the program to its end; in a console, Ctrl-C reaches both.
#[cfg(not(unix))]
fn become_program(mut command: Command) -> Outcome {
    step::run(&mut command, "look at what it says above")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_taken_port() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let number = taken.local_addr().unwrap().port();
        assert_eq!(
            port(Some(number)).unwrap_err(),
            format!("port {number} is taken: end what listens there, or give another --port.")
        );
        assert_ne!(port(Some(0)).unwrap(), 0);
    }
}
