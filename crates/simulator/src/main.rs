//! The simulator by hand: `cargo run -p simulator -- --help`.

mod cli;

use cli::Wish;
use std::io::Write;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let config = match cli::read(std::env::args().skip(1)) {
        Ok(Wish::Help) => {
            say(&cli::help());
            return ExitCode::SUCCESS;
        }
        Ok(Wish::Serve(config)) => config,
        Err(sentence) => return fail(&sentence),
    };
    let port = config.port;
    let running = match simulator::serve(*config).await {
        Ok(running) => running,
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            return fail(&format!(
                "Port {port} is taken; choose another one with --port, or 0 for any free one."
            ));
        }
        Err(error) => return fail(&error.to_string()),
    };
    say(&format!("listening on {}\n", running.url()));
    std::future::pending().await
}

/// Prints at once, also into a pipe; that nobody reads it is no reason to stop.
fn say(text: &str) {
    let mut out = std::io::stdout();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn fail(sentence: &str) -> ExitCode {
    eprintln!("simulator: {sentence}");
    ExitCode::FAILURE
}
