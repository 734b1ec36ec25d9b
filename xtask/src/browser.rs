//! Browsers: one to test in, and the person's own.

use std::env;
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::version::major;
use crate::{Outcome, place, step};

/// A browser to test in and the program that steers it.
pub(crate) struct Testing {
    pub(crate) chrome: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Finds Chromium and its driver, or installs them where the system's package manager has them and we are root.
pub(crate) fn for_tests() -> Outcome<Testing> {
    if find().is_none() && is_root() {
        let manager = MANAGERS
            .iter()
            .find(|manager| !place::find(manager.program).is_empty());
        if let Some(manager) = manager {
            manager.install()?;
        }
    }
    let found = find().ok_or(
        "Chromium and chromedriver of the same version are needed for this: install them with your system's package manager, or set \
         CHROME and CHROMEDRIVER to their paths.",
    )?;
    let version =
        |program: &PathBuf| major(&step::output(step::command(program).arg("--version")).ok()?);
    match (version(&found.chrome), version(&found.driver)) {
        (Some(chrome), Some(driver)) if chrome != driver => Err(format!(
            "the browser is version {chrome} and its driver version {driver}: install two that fit, or set CHROME and CHROMEDRIVER \
             to their paths."
        )),
        _ => Ok(found),
    }
}

/// A package manager, and the words that make it install a browser with its driver. A font too: without any, a page of boxes
/// would be measured and photographed.
struct Manager {
    program: &'static str,
    calls: &'static [&'static [&'static str]],
}

const MANAGERS: [Manager; 4] = [
    Manager {
        program: "apt-get",
        calls: &[
            &["--quiet=2", "update"],
            &[
                "--quiet=2",
                "install",
                "--yes",
                "--no-install-recommends",
                "chromium",
                "chromium-driver",
                "fonts-liberation",
            ],
        ],
    },
    Manager {
        program: "dnf",
        calls: &[&[
            "--quiet",
            "--assumeyes",
            "install",
            "chromium",
            "chromedriver",
            "liberation-fonts",
        ]],
    },
    Manager {
        program: "pacman",
        calls: &[&["-S", "--noconfirm", "chromium", "ttf-liberation"]],
    },
    Manager {
        program: "apk",
        calls: &[&[
            "add",
            "--quiet",
            "--update-cache",
            "chromium",
            "chromium-chromedriver",
            "font-liberation",
        ]],
    },
];

impl Manager {
    fn install(&self) -> Outcome {
        let program = self.program;
        step::step(
            &format!("Chromium and its driver: installing them with {program}"),
            || {
                for words in self.calls {
                    let mut call = step::command(program);
                    call.args(*words).env("DEBIAN_FRONTEND", "noninteractive");
                    step::run(
                        &mut call,
                        "look at what it says above; it needs the network",
                    )?;
                }
                Ok(())
            },
        )
    }
}

/// Where macOS has it, off the PATH.
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

fn find() -> Option<Testing> {
    let chrome = named(
        "CHROME",
        &[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
        ],
    )
    .or_else(|| Some(PathBuf::from(MAC)).filter(|path| path.is_file()))?;
    let driver = named("CHROMEDRIVER", &["chromedriver", "chromium.chromedriver"])?;
    Some(Testing { chrome, driver })
}

/// A program by an environment variable with its path, else by one of its names.
fn named(variable: &str, names: &[&str]) -> Option<PathBuf> {
    match env::var_os(variable) {
        Some(path) => Some(PathBuf::from(path)).filter(|path| path.is_file()),
        None => names
            .iter()
            .find_map(|name| place::find(name).into_iter().next()),
    }
}

fn is_root() -> bool {
    step::output(step::command("id").arg("-u")).is_ok_and(|said| said.trim() == "0")
}

/// Whether a window could be seen by somebody.
pub(crate) fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("CI") || set("SSH_CONNECTION") {
        return false;
    }
    cfg!(any(windows, target_os = "macos")) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Starts a copy of this program that opens the page once it is served, while this one turns into the server.
pub(crate) fn open_later(url: &str) {
    let opened =
        env::current_exe().and_then(|program| Command::new(program).args(["open", url]).spawn());
    if opened.is_err() {
        println!("Open {url} in a browser.");
    }
}

/// Waits until somebody listens at a URL of ours, 20 s at most, and opens it in the person's browser.
pub(crate) fn open_when_ready(url: &str) -> Outcome {
    let address: SocketAddr = host_and_port(url)
        .and_then(|host| host.parse().ok())
        .ok_or_else(|| format!("\"{url}\" is no page of ours."))?;
    for _ in 0..100 {
        if TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_ok() {
            return open(url);
        }
        sleep(Duration::from_millis(200));
    }
    Ok(())
}

fn open(url: &str) -> Outcome {
    let (program, words): (&str, &[&str]) = match env::consts::OS {
        "macos" => ("open", &[]),
        // `start` takes a first quoted word for a title.
        "windows" => ("cmd", &["/c", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut opener = Command::new(program);
    opener
        .args(words)
        .arg(url)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    step::run(&mut opener, &format!("open {url} yourself"))
}

fn host_and_port(url: &str) -> Option<&str> {
    url.strip_prefix("http://")?.split('/').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_page() {
        assert_eq!(
            host_and_port("http://127.0.0.1:8000/"),
            Some("127.0.0.1:8000")
        );
        assert_eq!(host_and_port("https://127.0.0.1:8000/"), None);
    }
}
