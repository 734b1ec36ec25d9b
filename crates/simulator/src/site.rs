//! The built app: files of one folder, with the types that browsers insist on.

use crate::server::Shared;
use crate::settings;
use crate::text::percent_decoded;
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Whether the folder holds an app.
///
/// # Errors
///
/// It has no `index.html`.
pub(crate) fn check(site: &Path) -> io::Result<()> {
    if site.join("index.html").is_file() {
        return Ok(());
    }
    let sentence = format!(
        "There is no index.html in {}; build the app first.",
        site.display()
    );
    Err(io::Error::new(io::ErrorKind::NotFound, sentence))
}

/// Answers whatever is no address of the API.
pub(crate) async fn page(State(shared): State<Arc<Shared>>, method: Method, uri: Uri) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (
            StatusCode::METHOD_NOT_ALLOWED,
            "Only the API takes such requests.",
        )
            .into_response();
    }
    let Some(site) = &shared.config.site else {
        return (
            StatusCode::NOT_FOUND,
            "No site is served here; the API is at /v1/ssd-1b.",
        )
            .into_response();
    };
    let Some(path) = inside(site, uri.path()) else {
        return (StatusCode::NOT_FOUND, "Not found.").into_response();
    };
    let Ok(bytes) = tokio::fs::read(&path).await else {
        return (StatusCode::NOT_FOUND, "Not found.").into_response();
    };
    let mime = mime(&path);
    if mime.starts_with("text/html") {
        let html = String::from_utf8_lossy(&bytes).into_owned();
        let html = settings::fill(&html, &shared.config.settings).unwrap_or(html);
        return (
            [
                (header::CONTENT_TYPE, mime),
                (header::CACHE_CONTROL, "no-store"),
            ],
            html,
        )
            .into_response();
    }
    // A rebuilt app shows at once, since not every file of it has a hash in its name.
    (
        [
            (header::CONTENT_TYPE, mime),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        bytes,
    )
        .into_response()
}

/// The file that a path names; `None` where it would lead out of the folder.
fn inside(site: &Path, path: &str) -> Option<PathBuf> {
    let path = percent_decoded(path);
    let relative = Path::new(path.trim_start_matches('/'));
    let stays = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let file = site.join(relative);
    if path.ends_with('/') || path.is_empty() {
        stays.then(|| file.join("index.html"))
    } else {
        stays.then_some(file)
    }
}

fn mime(path: &Path) -> &'static str {
    match path
        .extension()
        .and_then(|end| end.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "txt" | "md" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        let check = |path: &str, expect: Option<&str>| {
            assert_eq!(
                inside(Path::new("/site"), path),
                expect.map(PathBuf::from),
                "{path}"
            );
        };
        check("/", Some("/site/index.html"));
        check("/a.js", Some("/site/a.js"));
        check("/a/b.css", Some("/site/a/b.css"));
        check("/a/", Some("/site/a/index.html"));
        check("/a%20b.js", Some("/site/a b.js"));
        check("/../secret", None);
        check("/a/%2e%2e/%2E%2E/secret", None);
        check("//etc/passwd", Some("/site/etc/passwd"));
    }
}
