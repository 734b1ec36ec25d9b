//! Filling the page's inline settings block, `<script type="application/json" id="settings"></script>`.

/// The page with that JSON in its settings block; `None` where it has none.
///
/// Attributes may stand in any order, quoted or not, as minifiers leave them. What the block holds is replaced.
pub(crate) fn fill(page: &str, json: &str) -> Option<String> {
    let lower = page.to_ascii_lowercase();
    let mut from = 0;
    while let Some(start) = lower[from..]
        .find("<script")
        .map(|at| from + at + "<script".len())
    {
        let (attributes, length) = tag(&page[start..])?;
        let inside = start + length;
        let end = inside + lower[inside..].find("</script")?;
        let has = |name: &str, value: &str| attributes.iter().any(|(n, v)| n == name && v == value);
        if has("id", "settings") && has("type", "application/json") {
            // In a string, the only place where JSON can hold it, this spells the same sign; it keeps "</script>" and
            // "<!--" from ending the block.
            let json = json.replace('<', "\\u003c");
            return Some([&page[..inside], &json, &page[end..]].concat());
        }
        from = end;
    }
    None
}

/// Reads the attributes of a tag whose name has been read: names in lower case with their values, and the length of the
/// text up to and with the `>`.
fn tag(text: &str) -> Option<(Vec<(String, String)>, usize)> {
    let mut attributes = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return Some((attributes, text.len() - after.len()));
        }
        let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/');
        let (name, after) = rest.split_at(rest.find(ends_name)?);
        let after_equals = after.trim_start().strip_prefix('=').map(str::trim_start);
        let (value, after) = match after_equals {
            None if name.is_empty() => return None,
            None => ("", after),
            Some(value) => match value.chars().next()? {
                quote @ ('"' | '\'') => value[1..].split_once(quote)?,
                _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace() || c == '>')?),
            },
        };
        attributes.push((name.to_ascii_lowercase(), value.to_owned()));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_is_found_however_it_is_written() {
        let check = |tag: &str| {
            let page =
                format!("<!doctype html><script type=module>import 'a'</script>{tag}</script><p>");
            let expect = format!(
                "<!doctype html><script type=module>import 'a'</script>{tag}{{}}</script><p>"
            );
            assert_eq!(fill(&page, "{}").as_deref(), Some(expect.as_str()), "{tag}");
        };
        check(r#"<script type="application/json" id="settings">"#);
        check(r#"<script id="settings" type="application/json">"#);
        check("<script type=application/json id=settings>");
        check("<script id=settings type=application/json>");
        check("<SCRIPT ID='settings'\n TYPE = 'application/json' data-x>");
        check(r#"<script nonce="a>b" type="application/json" id="settings">"#);
    }

    #[test]
    fn other_scripts_are_left_alone() {
        let check = |page: &str| assert_eq!(fill(page, "{}"), None, "{page}");
        check("");
        check("<script>var id='settings'</script>");
        check(r#"<script id="settings">x</script>"#);
        check(r#"<script type="application/json" id="other">{}</script>"#);
        check(r#"<script type="application/json" id="settings""#);
        check("<script =");
        check("<script a='");
    }

    #[test]
    fn what_was_there_is_replaced_and_nothing_ends_the_block() {
        let page = r#"<script type="application/json" id="settings"> {"old":1} </script>"#;
        let expect =
            r#"<script type="application/json" id="settings">{"a":"\u003c/script>"}</script>"#;
        assert_eq!(fill(page, r#"{"a":"</script>"}"#).as_deref(), Some(expect));
    }
}
