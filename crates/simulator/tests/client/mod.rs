//! A client of few lines that sees what no polite one shows: half answers, and which connection they came on.

// Each test file uses its own part of this.
#![allow(dead_code, clippy::unwrap_used)]

pub(crate) mod jobs;

use simulator::{Config, Entry, Running};
use ssd1b::wire::{self, Answer, Method, Outgoing};
use ssd1b::{Draft, Endpoint, Request};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A good key.
pub(crate) const KEY: &str = "SG_0123456789abcdef";

/// Small pictures, and a simulated minute in ten milliseconds.
pub(crate) fn quick() -> Config {
    Config {
        edge: 16,
        time_scale: 6000.0,
        ..Config::default()
    }
}

pub(crate) async fn start() -> Running {
    simulator::serve(quick()).await.unwrap()
}

/// A simulator whose log can be read.
pub(crate) async fn start_logged() -> (Running, Arc<Mutex<String>>) {
    let log = Arc::new(Mutex::new(String::new()));
    let writer = log.clone();
    let write = move |line: &str| writer.lock().unwrap().push_str(line);
    let config = Config {
        log: Some(Arc::new(write)),
        ..quick()
    };
    (simulator::serve(config).await.unwrap(), log)
}

/// A request of so many images.
pub(crate) fn ask(samples: u8, base64: bool) -> Request {
    Draft {
        prompt: "a red fox in snow".into(),
        samples: samples.to_string(),
        base64,
        ..Draft::default()
    }
    .check()
    .unwrap()
}

/// What the client's own code sends for that request, under those faults.
pub(crate) fn generate(running: &Running, faults: &str, request: &Request) -> Outgoing {
    wire::generate(&endpoint(running, faults), request)
}

/// The submit of v2, under those faults.
pub(crate) fn submit(running: &Running, faults: &str, request: &Request) -> Outgoing {
    wire::submit(&endpoint(running, faults), request)
}

pub(crate) fn credits(running: &Running, faults: &str) -> Outgoing {
    wire::credits(&endpoint(running, faults))
}

pub(crate) fn endpoint(running: &Running, faults: &str) -> Endpoint {
    let base = running.url();
    let base = if faults.is_empty() {
        base
    } else {
        format!("{base}sim/{faults}")
    };
    Endpoint::parse(&base).unwrap()
}

/// An answer, as far as it came.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) answer: Answer,
    /// Whether all of the announced length came.
    pub(crate) whole: bool,
}

impl Reply {
    pub(crate) fn status(&self) -> u16 {
        self.answer.status
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.answer.header(name).unwrap_or("")
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.answer.body).into_owned()
    }
}

/// A connection.
pub(crate) struct Talk(TcpStream);

impl Talk {
    pub(crate) async fn with(addr: SocketAddr) -> Talk {
        Talk(TcpStream::connect(addr).await.unwrap())
    }

    pub(crate) async fn say(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    /// Reads one answer; to the end of the connection where it says that it closes. `None`: not a byte came.
    pub(crate) async fn hear(&mut self) -> Option<Reply> {
        self.read(usize::MAX).await
    }

    /// Reads until that many bytes of a body are there.
    pub(crate) async fn hear_some(&mut self, enough: usize) -> Option<Reply> {
        self.read(enough).await
    }

    async fn read(&mut self, enough: usize) -> Option<Reply> {
        let mut bytes = Vec::new();
        loop {
            if let Some(reply) = parse(&bytes)
                && (reply.answer.body.len() >= enough
                    || (reply.whole && reply.header("connection") != "close"))
            {
                return Some(reply);
            }
            let mut piece = [0; 4096];
            match self.0.read(&mut piece).await {
                Ok(0) | Err(_) => return parse(&bytes),
                Ok(length) => bytes.extend_from_slice(&piece[..length]),
            }
        }
    }
}

fn parse(bytes: &[u8]) -> Option<Reply> {
    let at = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..at]).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    let answer = Answer {
        status,
        headers,
        body: bytes[at + 4..].to_vec(),
    };
    let length = answer
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    let whole = answer.body.len() == length;
    Some(Reply { answer, whole })
}

/// The text of an HTTP request.
pub(crate) fn text(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> String {
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\n{headers}content-length: {length}\r\n\r\n{body}"
    )
}

/// The text of what the client's code wants sent.
pub(crate) fn text_of(outgoing: &Outgoing, key: &str) -> String {
    let path = outgoing.url.splitn(4, '/').nth(3).unwrap();
    let mut headers = vec![("content-type", "application/json")];
    if !key.is_empty() {
        headers.push((wire::KEY_HEADER, key));
    }
    let method = match outgoing.method {
        Method::Get => "GET",
        Method::Post => "POST",
    };
    text(
        method,
        &format!("/{path}"),
        &headers,
        outgoing.body.as_deref().unwrap_or_default(),
    )
}

/// Sends on a connection of its own.
pub(crate) async fn send(running: &Running, text: &str) -> Option<Reply> {
    let mut talk = Talk::with(running.addr).await;
    talk.say(text).await;
    talk.hear().await
}

/// Sends what the client's code wants sent, with the good key.
pub(crate) async fn post(running: &Running, outgoing: &Outgoing) -> Option<Reply> {
    send(running, &text_of(outgoing, KEY)).await
}

/// The newest entry of the ledger.
pub(crate) fn last(running: &Running) -> Entry {
    running.ledger.entries().pop().unwrap()
}

/// Waits until something has come about. Gives up after a minute, which no healthy run comes near.
pub(crate) async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..6000 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never came about: {what}");
}
