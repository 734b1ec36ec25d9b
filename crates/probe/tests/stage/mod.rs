//! A simulator, the probe as a program and as a library, and a server that says back whatever it hears.

// Each test file uses its own part of this.
#![allow(dead_code, clippy::unwrap_used)]

use probe::{Finding, Plan, Setup, Verdict, curl, find, run, table};
use simulator::{Config, Running};
use ssd1b::{ApiKey, Endpoint};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A good key.
pub(crate) const KEY: &str = "SG_0123456789abcdef";

/// Small pictures, and simulated time at that speed.
pub(crate) fn config(time_scale: f64) -> Config {
    Config {
        edge: 16,
        time_scale,
        ..Config::default()
    }
}

/// A simulator, and the lines of its log.
pub(crate) async fn start(config: Config) -> (Running, Arc<Mutex<Vec<String>>>) {
    let log: Arc<Mutex<Vec<String>>> = Arc::default();
    let writer = log.clone();
    let write = move |line: &str| writer.lock().unwrap().push(line.into());
    let config = Config {
        log: Some(Arc::new(write)),
        ..config
    };
    (simulator::serve(config).await.unwrap(), log)
}

/// Whether the sending can be tried here; says so where it can't.
pub(crate) fn has_curl() -> bool {
    let version = curl::version();
    if let Err(sentence) = &version {
        eprintln!("Skipped, for want of curl: {sentence}");
    }
    version.is_ok()
}

/// What a run of the program came to.
pub(crate) struct Ended {
    pub(crate) good: bool,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The program, with that key and nothing on its standard input.
pub(crate) fn program(key: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_probe"));
    command.env(probe::KEY_VARIABLE, key);
    command
}

pub(crate) fn end(command: &mut Command, typed: &str) -> Ended {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that asks for nothing has ended by now, perhaps.
    let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
    let output = child.wait_with_output().unwrap();
    Ended {
        good: output.status.success(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What these rows come to under these faults, by the library.
pub(crate) fn findings(
    running: &Running,
    faults: &str,
    rows: &[&str],
) -> BTreeMap<String, Finding> {
    let faults = if faults.is_empty() {
        String::new()
    } else {
        format!("sim/{faults}")
    };
    let plan = Plan::new(rows.iter().map(|row| find(row).unwrap()).collect());
    let setup = Setup {
        endpoint: Endpoint::parse(&format!("{}{faults}", running.url())).unwrap(),
        key: ApiKey::parse(KEY).unwrap(),
        origin: "https://example.com".into(),
        pace: Duration::ZERO,
        poll_every: Duration::from_millis(20),
        patience: Duration::from_secs(120),
        save: None,
    };
    let evidence = run(&plan, &setup, &mut |_| ()).unwrap();
    let findings = table::judge(&plan, &evidence);
    let named = findings
        .into_iter()
        .map(|(row, finding)| (row.id.into(), finding));
    named.collect()
}

/// The rows of a Markdown table with their verdicts.
pub(crate) fn verdicts(markdown: &str) -> BTreeMap<String, Verdict> {
    let rows = markdown
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(2);
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let verdict = match *cells.last().unwrap() {
            "as written" => Verdict::AsWritten,
            "**differs**" => Verdict::Differs,
            "could not be told" => Verdict::Untold,
            other => panic!("{other} in {line}"),
        };
        (cells[0].to_owned(), verdict)
    };
    rows.map(row).collect()
}

/// A folder of its own for a test, empty at first, gone at the end.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("probe-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let files = std::fs::read_dir(&self.0)
            .unwrap()
            .map(|file| file.unwrap().path());
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        files
            .map(|path| (name(&path), std::fs::read(&path).unwrap()))
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A server that answers each request with what `answer` makes of the request's text, and keeps these texts.
pub(crate) fn serve(
    answer: impl Fn(&str) -> Vec<u8> + Send + 'static,
) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let keep = heard.clone();
    // It ends with the test's process.
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            let mut piece = [0; 4096];
            while !is_whole(&request) {
                match stream.read(&mut piece) {
                    Ok(length) if length > 0 => request.extend_from_slice(&piece[..length]),
                    _ => break,
                }
            }
            let request = String::from_utf8_lossy(&request).into_owned();
            let _ = stream.write_all(&answer(&request));
            keep.lock().unwrap().push(request);
        }
    });
    (url, heard)
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    length.is_none_or(|length| body.len() >= length.parse().unwrap())
}
