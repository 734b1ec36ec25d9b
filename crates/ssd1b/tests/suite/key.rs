//! Keys: what is cut off around them, what is refused, and with which sentence.

use ssd1b::ApiKey;

#[track_caller]
fn read_as(typed: &str, key: &str) {
    match ApiKey::parse(typed) {
        Ok(parsed) => assert_eq!(parsed.header_value(), key),
        Err(problem) => panic!("{typed} was refused: {problem}"),
    }
}

#[track_caller]
fn refused(typed: &str, sentence: &str) {
    match ApiKey::parse(typed) {
        Ok(parsed) => panic!("{typed} was read as {}", parsed.header_value()),
        Err(problem) => assert_eq!(problem.to_string(), sentence),
    }
}

#[test]
fn what_comes_along_with_a_pasted_key() {
    let key = "SG_0123456789abcdef";
    read_as(key, key);
    read_as("  SG_0123456789abcdef\r\n", key);
    read_as("\"SG_0123456789abcdef\"", key);
    read_as("‘SG_0123456789abcdef’ ", key);
    read_as("“SG_0123456789abcdef”", key);
    read_as("„SG_0123456789abcdef“", key);
    read_as("«SG_0123456789abcdef»", key);
    read_as("`SG_0123456789abcdef`", key);
    read_as(
        "\u{feff}\u{200b}\u{2066}SG_0123456789abcdef\u{2069}\u{200d}\u{ad}\0",
        key,
    );
    read_as(
        "some-other_key/of+a=proxy:!~",
        "some-other_key/of+a=proxy:!~",
    );
    read_as("a\"b'c", "a\"b'c");
}

#[test]
fn refusals() {
    let empty = "Enter your API key; it usually starts with SG_.";
    refused("", empty);
    refused(" \"\u{200b}\" ", empty);
    refused(
        "SG_01234567 89abcdef",
        "Take out the spaces within the key; it is one word.",
    );
    refused(
        "SG_01\nSG_02",
        "Take out the spaces within the key; it is one word.",
    );
    let strange =
        "Copy the key again; it has characters in it that keys never have, perhaps invisible ones.";
    refused("SG_0123\u{200b}456789abcdef", strange);
    refused("SG_’0123", strange);
    refused("SG_\u{7f}1", strange);
    refused("ключ", strange);
    refused(
        &"a".repeat(4097),
        "Copy the key again; this text is far too long for one.",
    );
    read_as(&"a".repeat(4096), &"a".repeat(4096));
}

#[test]
fn the_usual_shape() {
    let usual = |typed| {
        ApiKey::parse(typed)
            .unwrap_or_else(|problem| panic!("{problem}"))
            .looks_usual()
    };
    assert!(usual("SG_0123456789abcdef"));
    assert!(usual("SG_0123456789ABCDEF"));
    assert!(!usual("SG_0123456789abcde"));
    assert!(!usual("SG_0123456789abcdef0"));
    assert!(!usual("SG_0123456789abcdeg"));
    assert!(!usual("sg_0123456789abcdef"));
}
