//! Taking keys out of text before anybody sees, stores or exports it.

use crate::ApiKey;

const MARK: &[u8] = b"[key]";
const PREFIX: &[u8] = b"SG_";

/// The text with every key replaced by `[key]`: anything of the service's shape (`SG_` and letters or digits), and the
/// given key whatever its shape, also as JSON, HTML or a URL would spell it.
///
/// The key's literal text is never left in the result. Where it would come about again by the replacing itself (a key
/// that is part of `[key]`, or pieces that meet), it is cut out without a mark.
///
/// ```
/// assert_eq!(ssd1b::redact("bad key SG_0123456789abcdef.", None), "bad key [key].");
/// ```
#[must_use]
pub fn redact(text: &str, key: Option<&ApiKey>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let forms = key.map(forms).unwrap_or_default();
    for form in &forms {
        bytes = replace(&bytes, form);
    }
    loop {
        bytes = replace_shape(&bytes);
        let before = bytes.len();
        for form in &forms {
            cut_out(&mut bytes, form);
        }
        // Cutting can bring a new `SG_` together, but each round takes an underscore away: this ends.
        if bytes.len() == before {
            break;
        }
    }
    // Only ASCII was taken out or put in, so what is left is still UTF-8.
    String::from_utf8(bytes).unwrap_or_default()
}

/// The same for bytes that may be text or not. The service's shape is looked for only in text: three given bytes stand
/// somewhere in every large picture.
pub(crate) fn redact_bytes(bytes: &[u8], key: Option<&ApiKey>) -> Vec<u8> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return redact(text, key).into_bytes();
    }
    let mut bytes = bytes.to_vec();
    for form in key.map(forms).unwrap_or_default() {
        cut_out(&mut bytes, &form);
    }
    bytes
}

/// The text without the start of a key at its very end: what is left of one where a long text was cut. Up to three
/// characters of it are no secret, and more likely the end of a word.
pub(crate) fn without_partial_key<'a>(text: &'a str, key: Option<&ApiKey>) -> &'a str {
    let starts = |form: &Vec<u8>| {
        let longest = form.len().min(text.len());
        (4..longest)
            .rev()
            .find(|&length| text.as_bytes().ends_with(&form[..length]))
    };
    let partial = key
        .map(forms)
        .unwrap_or_default()
        .iter()
        .filter_map(starts)
        .max()
        .unwrap_or(0);
    // A key is ASCII, so the cut cannot fall into a character.
    &text[..text.len() - partial]
}

/// The key and its spellings that differ from it, longest first.
fn forms(key: &ApiKey) -> Vec<Vec<u8>> {
    let key = key.header_value();
    // What `encodeURIComponent` leaves alone, and the shorter list of RFC 3986.
    let browser = |b: u8| b.is_ascii_alphanumeric() || b"-_.~!*'()".contains(&b);
    let strict = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    let mut forms: Vec<Vec<u8>> = Vec::new();
    let spellings = [
        key.into(),
        spell(key, |b| match b {
            b'"' | b'\\' => format!("\\{}", char::from(b)),
            _ => char::from(b).into(),
        }),
        spell(key, |b| match b {
            b'"' | b'\\' | b'/' => format!("\\{}", char::from(b)),
            _ => char::from(b).into(),
        }),
        spell(key, |b| match b {
            b'&' => "&amp;".into(),
            b'<' => "&lt;".into(),
            b'>' => "&gt;".into(),
            b'"' => "&quot;".into(),
            b'\'' => "&#39;".into(),
            _ => char::from(b).into(),
        }),
        percent(key, browser, true),
        percent(key, browser, false),
        percent(key, strict, true),
        percent(key, strict, false),
    ];
    for form in spellings.map(String::into_bytes) {
        if !forms.contains(&form) {
            // Put in place: the library's sorting would be a tenth of this crate's code in a browser.
            let place = forms.partition_point(|longer| longer.len() >= form.len());
            forms.insert(place, form);
        }
    }
    forms
}

fn percent(key: &str, plain: impl Fn(u8) -> bool, upper: bool) -> String {
    spell(key, |b| match b {
        b if plain(b) => char::from(b).into(),
        b if upper => format!("%{b:02X}"),
        b => format!("%{b:02x}"),
    })
}

fn spell(key: &str, each: impl Fn(u8) -> String) -> String {
    key.bytes().map(each).collect()
}

/// Replaces every occurrence of `form`, leftmost first, by the mark.
fn replace(bytes: &[u8], form: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, tail)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(form) {
            out.extend_from_slice(MARK);
            rest = after;
        } else {
            out.push(first);
            rest = tail;
        }
    }
    out
}

/// Replaces every `SG_` that letters or digits follow, with them.
fn replace_shape(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, tail)) = rest.split_first() {
        let word = rest.strip_prefix(PREFIX).map_or(0, |word| {
            word.iter()
                .take_while(|b| b.is_ascii_alphanumeric())
                .count()
        });
        if word > 0 {
            out.extend_from_slice(MARK);
            rest = &rest[PREFIX.len() + word..];
        } else {
            out.push(first);
            rest = tail;
        }
    }
    out
}

/// Cuts `form` out until it is nowhere left, also where two remains meet, in one pass.
fn cut_out(bytes: &mut Vec<u8>, form: &[u8]) {
    let mut end = 0;
    for i in 0..bytes.len() {
        bytes[end] = bytes[i];
        end += 1;
        if bytes[..end].ends_with(form) {
            end -= form.len();
        }
    }
    bytes.truncate(end);
}
