//! Web pages where an answer should be: telling them, and reducing them to words.

use super::Answer;
use crate::failure::KEPT;

/// Whether the answer is a web page, by its first bytes or, failing that, by its content type.
pub(super) fn is_html(answer: &Answer) -> bool {
    let start = answer
        .body
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(&answer.body)
        .trim_ascii_start();
    let starts = |tag: &[u8]| {
        start
            .get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    if starts(b"<!doctype html") || starts(b"<html") {
        return true;
    }
    // A page may begin with a comment or a fragment; JSON labelled as HTML does not begin with a tag.
    let labelled = answer
        .header("content-type")
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("text/html"));
    labelled && start.starts_with(b"<")
}

/// Whether a page asks to sign in: it has a password field, or its words say so.
pub(super) fn is_login(page: &[u8]) -> bool {
    let page = String::from_utf8_lossy(&page[..page.len().min(PAGE)]).to_ascii_lowercase();
    let field = ["type=\"password\"", "type='password'", "type=password"]
        .iter()
        .any(|field| page.contains(field));
    let words = [
        "sign in",
        "sign-in",
        "signin",
        "log in",
        "log-in",
        "login",
        "single sign-on",
        "samlrequest",
        "oauth2",
    ];
    field || words.iter().any(|word| page.contains(word))
}

/// How much of a page is looked at. Sign-in pages bring their styles along, so it is generous.
const PAGE: usize = 256 * 1024;

/// The page's title and text, without tags, scripts and styles.
pub(super) fn text(page: &[u8]) -> Option<String> {
    let page = String::from_utf8_lossy(&page[..page.len().min(PAGE)]);
    let mut words = String::new();
    let mut rest = &*page;
    while let Some(tag) = rest.find('<') {
        push_words(&mut words, &rest[..tag]);
        rest = skip_tag(&rest[tag..]);
        if words.len() > KEPT {
            break;
        }
        // Tags part words, but not each of them: "<b>4</b>01" is rare and "</h1><p>" is not.
        words.push(' ');
    }
    push_words(&mut words, rest);
    let words: Vec<&str> = words.split_whitespace().collect();
    Some(words.join(" ")).filter(|words| !words.is_empty())
}

/// What follows the tag at the start of `html`; for tags whose content is not for reading, what follows that too.
fn skip_tag(html: &str) -> &str {
    let past = |html: &str, end: &str| html.find(end).map_or(html.len(), |at| at + end.len());
    if html.starts_with("<!--") {
        return &html[past(html, "-->")..];
    }
    let after = &html[past(html, ">")..];
    let hidden = ["script", "style", "svg", "template", "noscript"]
        .into_iter()
        .find(|name| {
            html.get(1..=name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
        });
    match hidden {
        None => after,
        Some(name) => {
            let close = |at: &usize| {
                after
                    .get(at + 2..at + 2 + name.len())
                    .is_some_and(|n| n.eq_ignore_ascii_case(name))
            };
            match after.match_indices("</").map(|(at, _)| at).find(close) {
                Some(at) => &after[at + past(&after[at..], ">")..],
                None => "",
            }
        }
    }
}

/// Adds text, with the few entities resolved that error pages use.
fn push_words(words: &mut String, text: &str) {
    let entities = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&mdash;", "—"),
        ("&middot;", "·"),
        ("&rsquo;", "’"),
        ("&hellip;", "…"),
        ("&amp;", "&"),
    ];
    if !text.contains('&') {
        words.push_str(text);
        return;
    }
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        let (entity, character) = entities
            .iter()
            .find(|(entity, _)| rest.starts_with(entity))
            .unwrap_or(&("&", "&"));
        words.push_str(character);
        rest = &rest[entity.len()..];
    }
    words.push_str(rest);
}
