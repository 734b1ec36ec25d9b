//! The key: where it goes, and where it never is.

#![allow(clippy::unwrap_used)]

mod stage;

use stage::{Folder, KEY, config, end, has_curl, program, serve, start};

/// Of no usual shape, so that only its own text gives it away, and awkward to quote.
const ODD: &str = r#"t0k"en\4'2/$x"#;

/// Answers with everything it was told, in a header, a text and a picture; a balance where one is asked for.
fn echo(request: &str) -> Vec<u8> {
    let line = |name: &str| {
        let lines = request.lines();
        let found = lines
            .filter_map(|line| line.split_once(": "))
            .find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.to_owned()).unwrap_or_default()
    };
    let key = line("x-api-key");
    let body: Vec<u8> = if request.starts_with("GET /v1/get-user-credits") {
        format!(
            "{{\"credits\":1,\"free-credits\":0,\"of\":\"{}\"}}",
            key.replace('\\', "\\\\").replace('"', "\\\"")
        )
        .into()
    } else if request.starts_with("POST /v2") {
        format!("your key {key} is SG_ffff0000ffff0000").into()
    } else {
        [b"\xff\xd8\xff\xfe\0\x40", key.as_bytes(), b"\xff\xd9"].concat()
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\nx-echo: {key}\r\nx-{key}: 1\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), &body].concat()
}

#[track_caller]
fn check_without(secret: &str, place: &str, bytes: &[u8]) {
    let found = bytes
        .windows(secret.len())
        .any(|part| part == secret.as_bytes());
    assert!(!found, "{place}: {}", String::from_utf8_lossy(bytes));
}

#[test]
fn a_service_that_says_the_key_back_is_not_repeated() {
    if !has_curl() {
        return;
    }
    for (i, key) in [ODD, KEY].into_iter().enumerate() {
        let (url, heard) = serve(echo);
        let saved = Folder::new(&format!("echo-{i}"));
        // The looks at a job that never was would go on for minutes.
        let rows =
            "v1-bytes,v1-headers,v1-base64,balance,v2-submit,no-key,bad-key,steps-10,error-shape";
        let mut command = program(key);
        command
            .args(["--yes", "--endpoint", &url, "--only", rows, "--save"])
            .arg(&saved.0);
        let ended = end(&mut command, "");
        assert!(ended.good, "{}", ended.err);
        // It was told, so there was something to hide.
        let told = format!("x-api-key: {key}\r\n");
        assert!(
            heard
                .lock()
                .unwrap()
                .iter()
                .any(|request| request.contains(&told))
        );
        let json = key.replace('\\', "\\\\").replace('"', "\\\"");
        for secret in [key, &json, "SG_ffff0000ffff0000"] {
            check_without(secret, "the table", ended.out.as_bytes());
            check_without(secret, "the messages", ended.err.as_bytes());
            for (name, bytes) in saved.files() {
                check_without(secret, &name, &bytes);
                check_without(secret, "a name", name.as_bytes());
            }
        }
        assert!(
            saved
                .files()
                .iter()
                .any(|(name, _)| name == "v2-submit.http")
        );
        assert!(ended.out.contains("your key"), "{}", ended.out);
    }
}

#[test]
fn the_key_goes_where_it_should_and_no_further() {
    if !has_curl() {
        return;
    }
    let (elsewhere, lured) = serve(echo);
    let address = elsewhere.clone();
    let (url, heard) = serve(move |request| {
        if request.starts_with("GET /v1/get-user-credits") {
            return echo(request);
        }
        format!("HTTP/1.1 307 Go\r\nlocation: {address}/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").into()
    });
    let ended = end(
        program(ODD).args([
            "--yes",
            "--endpoint",
            &url,
            "--only",
            "v1-bytes,no-key,bad-key,preflight-v1",
        ]),
        "",
    );
    assert!(ended.good, "{}", ended.err);
    assert_eq!(lured.lock().unwrap().len(), 0);
    let heard = heard.lock().unwrap();
    let keys: Vec<Option<&str>> = heard
        .iter()
        .map(|request| {
            request
                .lines()
                .find_map(|line| line.strip_prefix("x-api-key: "))
        })
        .collect();
    // Balance, preflight, v1 and v2 without a key, v1 with a bad one, the image, balance.
    let bad = Some("SG_0000000000000bad");
    let expect = [Some(ODD), None, None, bad, None, Some(ODD), Some(ODD)];
    assert_eq!(keys, expect);
    assert!(
        heard
            .iter()
            .all(|request| request.contains("\r\nOrigin: https://example.com\r\n"))
    );
}

#[test]
fn a_key_that_was_typed_as_an_argument_is_not_repeated() {
    for words in [
        ["--key", KEY],
        ["--endpoint", KEY],
        ["--only", KEY],
        ["--pace", KEY],
    ] {
        let ended = end(program(KEY).args(words), "");
        assert!(!ended.good);
        check_without(KEY, "the messages", ended.err.as_bytes());
    }
}

/// A `curl` that writes down its arguments, and of its environment what holds the key, and then is the real one.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn no_list_of_processes_shows_the_key() {
    use std::os::unix::fs::PermissionsExt;

    if !has_curl() {
        return;
    }
    let (running, _) = start(config(100.0)).await;
    let folder = Folder::new("witness");
    let (witness, curl) = (folder.0.join("seen"), folder.0.join("curl"));
    let path = std::env::var("PATH").unwrap();
    let script = format!(
        "#!/bin/sh\n{{ printf 'word %s\\n' \"$@\"; env | grep -F {KEY}; }} >> '{}'\nPATH='{path}' exec curl \"$@\"\n",
        witness.display()
    );
    std::fs::write(&curl, script).unwrap();
    std::fs::set_permissions(&curl, std::fs::Permissions::from_mode(0o755)).unwrap();
    let both = format!("{}:{path}", folder.0.display());
    let ended = end(
        program(KEY)
            .args([
                "--yes",
                "--only",
                "v1-bytes,cors-image",
                "--endpoint",
                &running.url(),
            ])
            .env("PATH", both),
        "",
    );
    assert!(ended.good, "{}", ended.err);
    let seen = std::fs::read_to_string(witness).unwrap();
    let words: Vec<&str> = seen
        .lines()
        .filter_map(|line| line.strip_prefix("word "))
        .collect();
    assert!(words.len() > 3 * 8, "{words:?}");
    let usual = ["-q", "--version", "--config", "-"];
    assert!(words.iter().all(|word| usual.contains(word)), "{words:?}");
    // The question for the version is no sending, but has no use for the key either.
    check_without(KEY, "arguments and environment", seen.as_bytes());
}
