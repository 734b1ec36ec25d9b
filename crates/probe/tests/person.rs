//! What somebody at a terminal is told and asked.

#![allow(clippy::unwrap_used)]

mod stage;

use stage::{KEY, config, end, has_curl, program, start};

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_before_a_yes() {
    if !has_curl() {
        return;
    }
    let (running, log) = start(config(100.0)).await;
    let url = running.url();
    let ask = |typed: &str| {
        end(
            program(KEY).args(["--only", "ddpm", "--endpoint", &url]),
            typed,
        )
    };
    for typed in ["", "\n", "no\n", "y\n", "yes please\n"] {
        let ended = ask(typed);
        assert!(!ended.good && ended.out.is_empty(), "{typed}");
        let expect = "Free, 2:\n  the balance, 2 times\nPAID, 1: about 0.4 cents, perhaps 0.7:\n  \
             v1, one image of 40 steps with the scheduler DDPM, about 0.4 cents\n\nType yes to go on:\n\
             probe: nothing was sent.\n";
        assert!(ended.err.ends_with(expect), "{}", ended.err);
        assert!(ended.err.starts_with(&format!(
            "To {}, with the key of",
            url.trim_end_matches('/')
        )));
    }
    assert_eq!(log.lock().unwrap().len(), 0);

    let ended = ask("yes\n");
    assert!(ended.good, "{}", ended.err);
    assert_eq!(log.lock().unwrap().len(), 3);
    let end = "\n1 row: 1 as written, 0 differ, 0 could not be told.\nSpent $0.0037, estimated $0.0037.\n";
    assert!(ended.out.ends_with(end), "{}", ended.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_free_costs_nothing_and_is_not_asked_about() {
    if !has_curl() {
        return;
    }
    let (running, _) = start(config(100.0)).await;
    let ended = end(
        program(KEY).args(["--free", "--endpoint", &running.url()]),
        "",
    );
    assert!(ended.good, "{}", ended.err);
    assert!(
        !ended.err.contains("PAID") && !ended.err.contains("Type yes"),
        "{}",
        ended.err
    );
    assert!(ended.out.ends_with("Nothing was spent.\n"), "{}", ended.out);
    assert!(
        ended.out.lines().all(|line| line.chars().count() <= 100),
        "{}",
        ended.out
    );
    let posts = running.ledger.entries();
    assert_eq!(posts.len(), 4);
    assert!(posts.iter().all(|post| post.billed == 0.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn free_stays_free_with_a_proxy_that_has_a_key_of_its_own() {
    if !has_curl() {
        return;
    }
    let (running, _) = start(config(100.0)).await;
    let url = format!("{}sim/proxy", running.url());
    let ended = end(program(KEY).args(["--free", "--endpoint", &url]), "");
    assert!(ended.good, "{}", ended.err);
    let posts = running.ledger.entries();
    assert!(!posts.is_empty() && posts.iter().all(|post| post.billed == 0.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_key_ends_the_run_at_once() {
    if !has_curl() {
        return;
    }
    let (running, log) = start(config(100.0)).await;
    let url = running.url();
    let ended = end(
        program("SG_0000000000000bad").args(["--yes", "--endpoint", &url]),
        "",
    );
    assert!(!ended.good && ended.out.is_empty());
    let expect = format!(
        "probe: {} does not accept the key: 401 “Unauthorized. API key is invalid or may have expired. \
         Please check your API key.”. Nothing else was sent.\n",
        url.trim_end_matches('/')
    );
    assert!(ended.err.ends_with(&expect), "{}", ended.err);
    assert_eq!(log.lock().unwrap().len(), 1);
}

#[test]
fn nobody_at_that_address() {
    if !has_curl() {
        return;
    }
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let url = format!("http://127.0.0.1:{port}");
    let ended = end(program(KEY).args(["--yes", "--endpoint", &url]), "");
    assert!(!ended.good && ended.out.is_empty());
    let start = format!("probe: {url} can't be reached, no answer: curl: (7)");
    assert!(
        ended.err.lines().any(|line| line.starts_with(&start)),
        "{}",
        ended.err
    );
}

#[test]
fn what_is_missing_is_named() {
    let ended = end(program("").arg("--yes"), "");
    assert!(!ended.good);
    assert_eq!(
        ended.err,
        "probe: SEGMIND_API_KEY holds no key: put yours there, in the environment, where no list of processes shows it.\n"
    );
    let nowhere = stage::Folder::new("no-programs");
    let ended = end(program(KEY).arg("--yes").env("PATH", &nowhere.0), "");
    assert!(!ended.good);
    assert!(
        ended
            .err
            .starts_with("probe: The program curl could not be run ("),
        "{}",
        ended.err
    );
}

#[test]
fn the_help_needs_no_key() {
    let ended = end(program("").arg("--help"), "");
    assert!(ended.good && ended.out.contains("usage: cargo xtask probe"));
}
