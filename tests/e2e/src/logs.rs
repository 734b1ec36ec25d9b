//! What the browser wrote down: its console, and every request it sent.

use serde_json::Value;
use thirtyfour::WebDriver;

/// A request that the browser sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// GET, POST, …
    pub method: String,
    /// Its whole address.
    pub url: String,
}

impl Sent {
    /// Host and port, for requests that leave the browser; `None` for `data:`, `blob:` and the like.
    pub(crate) fn host(&self) -> Option<&str> {
        let (scheme, rest) = self.url.split_once("://")?;
        let leaves = ["http", "https", "ws", "wss"].contains(&scheme);
        leaves.then(|| rest.split(['/', '?', '#']).next().unwrap_or(rest))
    }
}

/// The errors in the console since the last time.
pub(crate) async fn console_errors(web: &WebDriver) -> Vec<String> {
    let entries = web.get_log("browser").await.unwrap_or_else(|error| {
        panic!("The browser's console cannot be read: {error}");
    });
    entries
        .into_iter()
        .filter(|entry| entry.level == "SEVERE")
        .map(|entry| entry.message)
        .collect()
}

/// The browser writes this line by itself for each refused or failed request; no page can prevent it.
pub(crate) fn is_load_failure(line: &str) -> bool {
    line.contains("Failed to load resource:")
        // The same of requests that its own rules for other origins stopped.
        || line.contains("has been blocked by CORS policy")
}

/// What a panic leaves, the trap after it, and what comes of a browser without WebAssembly.
pub(crate) fn is_crash(line: &str) -> bool {
    const MARKS: [&str; 3] = [
        "panicked at",
        "RuntimeError: unreachable",
        "WebAssembly is not defined",
    ];
    MARKS.iter().any(|mark| line.contains(mark))
}

/// The requests since the last time.
pub(crate) async fn sent(web: &WebDriver) -> Vec<Sent> {
    let entries = web.get_log("performance").await.unwrap_or_else(|error| {
        panic!("The browser's list of requests cannot be read: {error}");
    });
    entries
        .iter()
        .filter_map(|entry| read(&entry.message))
        .collect()
}

fn read(line: &str) -> Option<Sent> {
    let event: Value = serde_json::from_str(line).ok()?;
    let message = &event["message"];
    let (method, url) = match message["method"].as_str()? {
        "Network.requestWillBeSent" => {
            let request = &message["params"]["request"];
            (request["method"].as_str()?, request["url"].as_str()?)
        }
        "Network.webSocketCreated" => ("GET", message["params"]["url"].as_str()?),
        _ => return None,
    };
    Some(Sent {
        method: method.to_owned(),
        url: url.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_requests_that_leave_the_browser() {
        let check = |url: &str, expect: Option<&str>| {
            let sent = Sent {
                method: "GET".into(),
                url: url.into(),
            };
            assert_eq!(sent.host(), expect, "{url}");
        };
        check("http://127.0.0.1:80/a", Some("127.0.0.1:80"));
        check("https://example.com?a", Some("example.com"));
        check("data:image/png;base64,AA", None);
        check("blob:http://127.0.0.1/1", None);
        check("chrome://version/", None);
    }
}
