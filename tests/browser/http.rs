//! Requests: what goes out, what comes back, and what is told where nothing does.

use ssd1b::ApiKey;
use ssd1b::wire::{Method, Outgoing};
use ssd1b_studio::abilities::{Clock, Http};
use ssd1b_studio::platform::clock::BrowserClock;
use ssd1b_studio::platform::http::BrowserHttp;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::replaced::{Replaced, fetch_stub, global};

fn post() -> Outgoing {
    Outgoing {
        method: Method::Post,
        url: "https://api.example/v1/ssd-1b".into(),
        body: Some("{\"a\":1}".into()),
    }
}

#[wasm_bindgen_test]
async fn an_answer_comes_whole() {
    let _fetch = fetch_stub(
        "return new Response(new Uint8Array([1, 2, 3]), {status: 418, headers: {'x-cost': '0.004'}})",
    );
    let key = ApiKey::parse("SG_0123456789abcdef").unwrap();
    let answer = BrowserHttp::default()
        .send(post(), Some(key))
        .await
        .unwrap();
    assert_eq!(
        (answer.status, answer.body.as_slice()),
        (418, &[1, 2, 3][..])
    );
    assert_eq!(answer.header("X-Cost"), Some("0.004"));
    let seen: web_sys::Request = global("seen").into();
    assert_eq!(seen.method(), "POST");
    assert_eq!(
        seen.headers().get("x-api-key").unwrap().as_deref(),
        Some("SG_0123456789abcdef")
    );
    assert_eq!(
        seen.headers().get("content-type").unwrap().as_deref(),
        Some("application/json")
    );
    // A redirect must not carry the key on.
    assert_eq!(seen.redirect(), web_sys::RequestRedirect::Error);
}

#[wasm_bindgen_test]
async fn without_a_key_no_header_goes() {
    let _fetch = fetch_stub("return new Response('{}')");
    BrowserHttp::default().send(post(), None).await.unwrap();
    let seen: web_sys::Request = global("seen").into();
    assert_eq!(seen.headers().get("x-api-key").unwrap(), None);
    assert_eq!(seen.redirect(), web_sys::RequestRedirect::Follow);
}

#[wasm_bindgen_test]
async fn a_refused_fetch_brings_its_facts() {
    let http = BrowserHttp::default();
    {
        let _fetch = fetch_stub("throw new TypeError('Failed to fetch')");
        let facts = http.send(post(), None).await.unwrap_err();
        assert!(facts.post && !facts.host_answered_before && !facts.cut_mid_body);
    }
    {
        let _fetch = fetch_stub("return new Response('{}')");
        http.send(post(), None).await.unwrap();
    }
    let _fetch = fetch_stub("throw new TypeError('Failed to fetch')");
    assert!(
        http.send(post(), None)
            .await
            .unwrap_err()
            .host_answered_before
    );
}

#[wasm_bindgen_test]
async fn a_body_cut_short_is_said() {
    let stream = "new ReadableStream({start(c) { c.enqueue(new Uint8Array([1])); c.error(new TypeError('cut')) }})";
    let _fetch = fetch_stub(&["return new Response(", stream, ")"].concat());
    let facts = BrowserHttp::default().send(post(), None).await.unwrap_err();
    assert!(facts.cut_mid_body && facts.host_answered_before);
}

#[wasm_bindgen_test]
async fn dropping_the_future_aborts() {
    let _fetch = fetch_stub("return new Promise(() => {})");
    let http = BrowserHttp::default();
    {
        let sent = http.send(post(), None);
        let pause = BrowserClock.sleep(20.0);
        futures::future::select(sent, pause).await;
    }
    let signal: web_sys::AbortSignal = global("signal").into();
    assert!(signal.aborted());
}

#[wasm_bindgen_test]
async fn dropping_the_future_stops_a_body_on_its_way() {
    let stream = "new ReadableStream({start(c) { c.enqueue(new Uint8Array([1])) }})";
    let _fetch = fetch_stub(&["return new Response(", stream, ")"].concat());
    {
        let http = BrowserHttp::default();
        let pause = BrowserClock.sleep(20.0);
        futures::future::select(http.send(post(), None), pause).await;
    }
    let signal: web_sys::AbortSignal = global("signal").into();
    assert!(signal.aborted());
}

#[wasm_bindgen_test]
async fn a_question_has_no_body_and_costs_nothing() {
    let _fetch = fetch_stub("return new Response('{}', {status: 404})");
    let outgoing = Outgoing {
        method: Method::Get,
        url: "https://api.example/v1/get-user-credits".into(),
        body: None,
    };
    let answer = BrowserHttp::default().send(outgoing, None).await.unwrap();
    assert_eq!((answer.status, answer.body.as_slice()), (404, &b"{}"[..]));
    let seen: web_sys::Request = global("seen").into();
    assert_eq!(seen.method(), "GET");
    // A header more would need a preflight that the service may refuse.
    assert_eq!(seen.headers().get("content-type").unwrap(), None);
}

#[wasm_bindgen_test]
async fn a_real_fetch_answers() {
    let outgoing = |url: &str| Outgoing {
        method: Method::Get,
        url: url.into(),
        body: None,
    };
    let http = BrowserHttp::default();
    let data = outgoing("data:application/json,%7B%22credits%22%3A2%7D");
    let answer = http.send(data, None).await.unwrap();
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("Content-Type"), Some("application/json"));
    assert_eq!(answer.body, br#"{"credits":2}"#);
    // No host has this name, and a browser says no more of it than that nothing came.
    let nowhere = outgoing("http://nowhere.invalid/");
    let facts = http.send(nowhere, None).await.unwrap_err();
    assert!(!facts.post && !facts.cut_mid_body && !facts.host_answered_before);
}

#[wasm_bindgen_test]
async fn the_browser_says_when_it_is_offline() {
    let _fetch = fetch_stub("throw new TypeError('Failed to fetch')");
    for (navigator, expect) in [
        ("return {onLine: false}", Some(false)),
        ("return {onLine: true}", Some(true)),
        ("return {}", None),
    ] {
        let _navigator = Replaced::new("navigator", navigator, false);
        let facts = BrowserHttp::default().send(post(), None).await.unwrap_err();
        assert_eq!(facts.online, expect);
    }
}

#[wasm_bindgen_test]
async fn each_host_is_remembered_by_itself() {
    let http = BrowserHttp::default();
    {
        let _fetch = fetch_stub("return new Response('{}')");
        http.send(post(), None).await.unwrap();
    }
    let _fetch = fetch_stub("throw new TypeError('Failed to fetch')");
    let check = async |url: &str, expect: bool| {
        let outgoing = Outgoing {
            url: url.into(),
            ..post()
        };
        let facts = http.send(outgoing, None).await.unwrap_err();
        assert_eq!(facts.host_answered_before, expect, "{url}");
    };
    check("https://api.example/v1/other", true).await;
    check("https://api.example:8443/v1/ssd-1b", false).await;
    check("http://api.example/v1/ssd-1b", false).await;
    check("./v1/ssd-1b", false).await;
}
