//! Sending, by the program `curl`. It is told everything on its standard input, so its arguments hold no secret, and
//! every key is taken out of what it brings back.

use crate::compose::{BAD_KEY, Key, Letter};
use crate::{KEY_VARIABLE, Outcome, Reply};
use ssd1b::{Answer, ApiKey, redact};
use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Seconds for a POST: a cold start takes minutes, and what is paid for is worth waiting for.
const PATIENCE: u32 = 600;
/// Seconds for anything else.
const QUICK: u32 = 60;

/// The marker of curl's own report among its messages.
const REPORT: &str = "probe-report ";

/// The version of curl, such as `curl 8.5.0`.
///
/// # Errors
///
/// A sentence, where there is none, or only one from before 2019, which can't keep its report out of an answer.
pub fn version() -> Result<String, String> {
    let missing = |error| {
        format!(
            "The program curl could not be run ({error}). It does the sending: install it (`apt install curl`, \
             `brew install curl`; Windows has it) and run this again."
        )
    };
    let output = curl().args(["-q", "--version"]).output();
    let text = String::from_utf8_lossy(&output.map_err(missing)?.stdout).into_owned();
    let name: Vec<&str> = text.split(' ').take(2).collect();
    let name = name.join(" ");
    if is_new(&name) {
        Ok(name)
    } else {
        Err(format!(
            "The probe wants curl 7.63 or newer; this is “{name}”."
        ))
    }
}

fn is_new(name: &str) -> bool {
    let version = name.strip_prefix("curl ").unwrap_or_default();
    let mut numbers = version.split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= (7, 63),
        _ => false,
    }
}

/// Sends a request once: without redirects, without a second try, on a connection of its own.
pub(crate) fn send(letter: &Letter, key: &ApiKey) -> Outcome {
    let told = (|| {
        let mut child = command().spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            // Where curl has ended already, its own words say why.
            let _ = stdin.write_all(config(letter, key).as_bytes());
        }
        child.wait_with_output()
    })();
    match told {
        Ok(output) => read(&output, key),
        Err(error) => Err(format!("curl could not be run: {error}")),
    }
}

/// The program, to which the key is told in one way only.
fn curl() -> Command {
    let mut command = Command::new("curl");
    command.env_remove(KEY_VARIABLE);
    command
}

/// `-q` keeps a person's `.curlrc` out, which might follow redirects or try again.
fn command() -> Command {
    let mut command = curl();
    command
        .args(["-q", "--config", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// What curl is told.
fn config(letter: &Letter, key: &ApiKey) -> String {
    let patience = match letter.method {
        "POST" => PATIENCE,
        _ => QUICK,
    };
    let mut lines = vec![
        "silent".into(),
        "show-error".into(),
        "globoff".into(),
        // Headers and body come in one stream, and no file is needed.
        "include".into(),
        "suppress-connect-headers".into(),
        line("proto", "=http,https"),
        line("connect-timeout", "30"),
        line("max-time", &patience.to_string()),
        line("request", letter.method),
        line(
            "write-out",
            &format!("%{{stderr}}\n{REPORT}%{{http_version}} %{{num_connects}}\n"),
        ),
    ];
    if letter.twice {
        let nowhere = if cfg!(windows) { "NUL" } else { "/dev/null" };
        lines.extend([line("url", &letter.url), line("output", nowhere)]);
    }
    lines.push(line("url", &letter.url));
    let sent_key = match letter.key {
        Key::None => None,
        Key::Bad => Some(BAD_KEY),
        Key::Own => Some(key.header_value()),
    };
    if let Some(key) = sent_key {
        lines.push(line("header", &format!("{}: {key}", ssd1b::KEY_HEADER)));
    }
    for (name, value) in &letter.headers {
        lines.push(line("header", &format!("{name}: {value}")));
    }
    if let Some(body) = &letter.body {
        lines.push(line("data-raw", body));
    }
    lines.join("\n") + "\n"
}

/// A line of the configuration, quoted by curl's own rules.
fn line(name: &str, value: &str) -> String {
    let mut text = format!("{name} = \"");
    for c in value.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

/// What curl brought back, without any key in it.
fn read(output: &Output, key: &ApiKey) -> Outcome {
    let messages = redact(&String::from_utf8_lossy(&output.stderr), Some(key));
    if !output.status.success() {
        let own = |line: &&str| !line.is_empty() && !line.starts_with(REPORT);
        let words = messages.lines().find(own).unwrap_or("curl failed");
        return Err(format!("no answer: {words}"));
    }
    let mut report = messages
        .lines()
        .filter_map(|line| line.strip_prefix(REPORT));
    let (version, connects) = report
        .next_back()
        .and_then(|r| r.split_once(' '))
        .unwrap_or(("?", "1"));
    let answer = parse(&output.stdout).ok_or("curl brought no HTTP answer")?;
    let hide = |text: &str| redact(text, Some(key));
    Ok(Reply {
        answer: Answer {
            status: answer.status,
            headers: answer
                .headers
                .iter()
                .map(|(name, value)| (hide(name), hide(value)))
                .collect(),
            body: without_key(answer.body, key),
        },
        version: version.into(),
        fresh: connects != "0",
    })
}

/// Status line, headers, empty line, body; interim answers before it are passed over.
fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]);
    let mut lines = head.split("\r\n");
    let status_line = lines.next().filter(|line| line.starts_with("HTTP/"))?;
    let status: u16 = status_line.split(' ').nth(1)?.parse().ok()?;
    let body = &bytes[end + 4..];
    if (100..200).contains(&status) {
        return parse(body);
    }
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    Some(Answer {
        status,
        headers: lines.filter_map(header).collect(),
        body: body.to_vec(),
    })
}

/// The service's shape of a key is looked for in text only: its three bytes stand somewhere in every large picture.
fn without_key(body: Vec<u8>, key: &ApiKey) -> Vec<u8> {
    let body = match String::from_utf8(body) {
        Ok(text) => return redact(&text, Some(key)).into_bytes(),
        Err(other) => other.into_bytes(),
    };
    let secret = key.header_value().as_bytes();
    let mut clean = Vec::with_capacity(body.len());
    for byte in body {
        clean.push(byte);
        if clean.ends_with(secret) {
            clean.truncate(clean.len() - secret.len());
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const SECRET: &str = r#"to"k\en/42"#;

    fn key() -> ApiKey {
        ApiKey::parse(SECRET).unwrap()
    }

    fn letter(key: Key) -> Letter {
        Letter {
            method: "POST",
            url: "https://api.example.org/v1/ssd-1b".into(),
            key,
            headers: vec![("Origin", "https://example.com".into())],
            body: Some(r#"{"prompt":"a \"fox\""}"#.into()),
            twice: false,
        }
    }

    #[test]
    fn the_arguments_hold_nothing_but_where_to_read() {
        let command = command();
        let words: Vec<_> = command.get_args().collect();
        assert_eq!(words, ["-q", "--config", "-"]);
        let kept = command.get_envs().find(|(name, _)| *name == KEY_VARIABLE);
        assert_eq!(kept, Some((KEY_VARIABLE.as_ref(), None)));
    }

    #[test]
    fn an_old_curl_is_none() {
        let check = |name: &str, expect: bool| assert_eq!(is_new(name), expect, "{name}");
        check("curl 8.5.0", true);
        check("curl 7.63.0-DEV", true);
        check("curl 7.62.9", false);
        check("curl 10.0", true);
        check("wget 9.9.9", false);
        check("", false);
    }

    #[test]
    fn the_configuration_is_quoted() {
        let text = config(&letter(Key::Own), &key());
        let has = |line: &str| assert!(text.lines().any(|own| own == line), "{line}\n{text}");
        has(r#"header = "x-api-key: to\"k\\en/42""#);
        has(r#"data-raw = "{\"prompt\":\"a \\\"fox\\\"\"}""#);
        has(r#"header = "Origin: https://example.com""#);
        has(r#"url = "https://api.example.org/v1/ssd-1b""#);
        has(r#"max-time = "600""#);
        assert!(!text.contains("location") && !text.contains("retry"));
    }

    #[test]
    fn the_key_goes_only_where_it_is_meant_to() {
        let check = |which: Key, expect: Option<&str>| {
            let text = config(&letter(which), &ApiKey::parse("SG_1").unwrap());
            let sent = text
                .lines()
                .find_map(|line| line.strip_prefix("header = \"x-api-key: "));
            assert_eq!(sent, expect);
        };
        check(Key::None, None);
        check(Key::Bad, Some("SG_0000000000000bad\""));
        check(Key::Own, Some("SG_1\""));
    }

    #[test]
    fn answers_are_read() {
        let check = |text: &str, expect: Option<(u16, &str, &str)>| {
            let answer = parse(text.as_bytes());
            let got = answer.as_ref().map(|answer| {
                let kind = answer.header("Content-Type").unwrap_or_default();
                (
                    answer.status,
                    kind,
                    std::str::from_utf8(&answer.body).unwrap(),
                )
            });
            assert_eq!(got, expect, "{text}");
        };
        check("HTTP/2 204 \r\n\r\n", Some((204, "", "")));
        check(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\na\r\n\r\nb",
            Some((200, "text/plain", "a\r\n\r\nb")),
        );
        check("HTTP/1.1 200 OK\r\nContent-Type: x", None);
        check("SSH-2.0-x\r\n\r\n", None);
        check("", None);
    }

    #[test]
    fn no_key_is_left_in_a_body() {
        let check = |body: &[u8], expect: &[u8]| {
            assert_eq!(without_key(body.to_vec(), &key()), expect);
        };
        let echo = format!("bad key {SECRET}, SG_77");
        check(echo.as_bytes(), b"bad key [key], [key]");
        let picture = [b"\xff\xd8", SECRET.as_bytes(), b"\xff\xd9 SG_7"].concat();
        check(&picture, b"\xff\xd8\xff\xd9 SG_7");
    }
}
