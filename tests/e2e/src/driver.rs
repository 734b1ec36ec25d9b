//! A chromedriver of our own, on a port that it chooses.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::place;

/// A running chromedriver. Dropping it ends it.
pub(crate) struct Driver {
    child: Child,
    /// Where it listens.
    pub(crate) url: String,
}

impl Driver {
    /// Starts one and returns once it listens.
    pub(crate) fn start() -> Driver {
        let program = place::chromedriver();
        let mut child = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
        let mut lines = BufReader::new(child.stdout.take().expect("its output was piped")).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| port(&line))
            .unwrap_or_else(|| {
                panic!(
                    "{} did not say on which port it listens.",
                    program.display()
                )
            });
        // It must never wait for somebody to read what it says.
        std::thread::spawn(move || {
            let _ = lines.count();
        });
        Driver {
            child,
            url: format!("http://127.0.0.1:{port}"),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// "ChromeDriver was started successfully on port 43211." → 43211
fn port(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("successfully on port ")?;
    rest.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_its_greeting() {
        let check = |line: &str, expect: Option<u16>| assert_eq!(port(line), expect, "{line}");
        check(
            "ChromeDriver was started successfully on port 43211.",
            Some(43211),
        );
        check("Starting ChromeDriver 156.0.1 on port 0", None);
    }
}
