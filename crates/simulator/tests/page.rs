//! Around the API: the site, cross-origin rules, and that no key is ever kept.

#![allow(clippy::unwrap_used)]

mod client;

use client::{KEY, ask, generate, post, quick, send, start, start_logged, text, text_of};
use simulator::Config;

/// A folder of this test run's own, gone with it.
struct Folder(std::path::PathBuf);

impl Folder {
    fn with(name: &str, files: &[(&str, &str)]) -> Folder {
        let folder = std::env::temp_dir().join(format!("simulator-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (file, content) in files {
            std::fs::write(folder.join(file), content).unwrap();
        }
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn the_site_is_served_with_its_types_and_settings() {
    let page = r#"<!doctype html><script type="application/json" id="settings"></script>"#;
    let names = [
        "a.wasm",
        "a.js",
        "a.css",
        "a.svg",
        "a.json",
        "a.jpg",
        "a.webmanifest",
    ];
    let mut files = vec![("index.html", page)];
    files.extend(names.map(|name| (name, "x")));
    let folder = Folder::with("site", &files);
    let running = simulator::serve(Config {
        site: Some(folder.0.clone()),
        ..quick()
    })
    .await
    .unwrap();
    let get = async |path: &str| send(&running, &text("GET", path, &[], "")).await.unwrap();

    for path in ["/", "/index.html", "/sim/cut;hang/"] {
        let reply = get(path).await;
        assert_eq!(
            (reply.status(), reply.header("cache-control")),
            (200, "no-store"),
            "{path}"
        );
        let filled = page.replace("></", r#">{"simulator":true,"endpoint":"./"}</"#);
        assert_eq!(reply.text(), filled, "{path}");
    }
    let types = [
        "application/wasm",
        "text/javascript; charset=utf-8",
        "text/css; charset=utf-8",
        "image/svg+xml",
        "application/json",
        "image/jpeg",
        "application/manifest+json",
    ];
    for (name, mime) in names.iter().zip(types) {
        assert_eq!(
            get(&format!("/{name}")).await.header("content-type"),
            mime,
            "{name}"
        );
    }
    assert_eq!(get("/missing.js").await.status(), 404);
    assert_eq!(get("/%2e%2e/secret").await.status(), 404);
}

#[tokio::test]
async fn a_folder_without_an_app_is_refused() {
    let folder = Folder::with("empty", &[]);
    let error = simulator::serve(Config {
        site: Some(folder.0.clone()),
        ..quick()
    })
    .await
    .err()
    .unwrap();
    assert!(
        error.to_string().starts_with("There is no index.html in "),
        "{error}"
    );
}

#[tokio::test]
async fn pages_of_other_origins_see_what_the_mode_lets_them() {
    let running = start().await;
    // Faults; preflight status, its origin; answer's origin; whether headers are exposed.
    for (faults, preflight, allowed, readable, exposed) in [
        ("ok", 204, "*", "*", false),
        ("cors=hidden;bad-key", 204, "*", "*", false),
        ("cors=all", 204, "*", "*", true),
        ("cors=all;rate-limit-reset", 204, "*", "*", true),
        ("cors=no-errors", 204, "*", "*", false),
        ("cors=no-errors;bad-key", 204, "*", "", false),
        ("cors=off", 405, "", "", false),
        ("gateway", 204, "*", "", false),
        ("gateway-cors", 204, "*", "*", false),
        ("hang-typo", 204, "*", "*", false),
    ] {
        let path = format!("/sim/{faults}/v1/ssd-1b");
        let asking = [
            ("origin", "http://a.example"),
            ("access-control-request-method", "POST"),
        ];
        let reply = send(&running, &text("OPTIONS", &path, &asking, ""))
            .await
            .unwrap();
        let origin = reply.header("access-control-allow-origin");
        assert_eq!((reply.status(), origin), (preflight, allowed), "{faults}");
        let headers = if preflight == 204 {
            "x-api-key, content-type"
        } else {
            ""
        };
        assert_eq!(
            reply.header("access-control-allow-headers"),
            headers,
            "{faults}"
        );

        let reply = post(&running, &generate(&running, faults, &ask(1, false)))
            .await
            .unwrap();
        assert_eq!(
            reply.header("access-control-allow-origin"),
            readable,
            "{faults}"
        );
        assert_eq!(
            reply
                .header("access-control-expose-headers")
                .contains("x-cost"),
            exposed,
            "{faults}"
        );
    }
}

#[tokio::test]
async fn the_ledger_is_json_and_can_be_cleared() {
    let running = start().await;
    let faults = "rate-limit;case=story-1";
    assert_eq!(
        post(&running, &generate(&running, faults, &ask(1, true)))
            .await
            .unwrap()
            .status(),
        429
    );
    let reply = send(&running, &text("GET", "/sim/ledger", &[], ""))
        .await
        .unwrap();
    assert_eq!(reply.header("content-type"), "application/json");
    let entries: serde_json::Value = serde_json::from_str(&reply.text()).unwrap();
    let entry = &entries[0];
    assert_eq!(
        (&entry["id"], &entry["path"]),
        (&1.into(), &"/v1/ssd-1b".into())
    );
    assert_eq!(
        (&entry["case"], &entry["status"]),
        (&"story-1".into(), &429.into())
    );
    assert!(
        entry["body"]
            .as_str()
            .unwrap()
            .contains("a red fox in snow")
    );

    let reply = send(&running, &text("POST", "/sim/ledger/clear", &[], ""))
        .await
        .unwrap();
    assert_eq!(reply.status(), 204);
    assert!(running.ledger.entries().is_empty());
    // Its counts start again too.
    assert_eq!(
        post(&running, &generate(&running, faults, &ask(1, true)))
            .await
            .unwrap()
            .status(),
        429
    );
}

#[tokio::test]
async fn no_key_is_kept_logged_or_answered() {
    let (running, log) = start_logged().await;
    let mut heard = String::new();
    for key in [KEY, "SG_0000000000000bad", "hunter2"] {
        let outgoing = generate(&running, "", &ask(1, true));
        heard += &send(&running, &text_of(&outgoing, key))
            .await
            .unwrap()
            .text();
        // People paste keys anywhere: into the prompt, the base URL, a query.
        let body = format!(r#"{{"prompt":"{key}","steps":1}}"#);
        let headers = [("content-type", "application/json"), ("x-api-key", key)];
        for path in [
            "/v1/ssd-1b".to_owned(),
            format!("/v1/{key}"),
            format!("/v1/ssd-1b?key={key}"),
            format!("/sim/case={key}/v1/ssd-1b"),
            format!("/sim/{key}/v1/ssd-1b"),
        ] {
            heard += &send(&running, &text("POST", &path, &headers, &body))
                .await
                .unwrap()
                .text();
        }
    }
    heard += &send(&running, &text("GET", "/sim/ledger", &[], ""))
        .await
        .unwrap()
        .text();
    heard += &log.lock().unwrap();
    assert_eq!(running.ledger.entries().len(), 18);
    for secret in ["0123456789abcdef", "0000000bad", "hunter2"] {
        assert!(!heard.contains(secret), "{secret}");
    }
    assert!(heard.contains("/v1/[key]"));
}
