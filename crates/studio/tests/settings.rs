//! The page's settings block.

#![allow(missing_docs, clippy::unwrap_used)]

use studio::settings::Settings;

#[test]
fn the_settings_block_is_optional_in_every_part() {
    let check = |text: &str, simulator: bool, endpoint: Option<&str>| {
        let expect = Settings {
            simulator,
            endpoint: endpoint.map(str::to_owned),
        };
        assert_eq!(Settings::read(text), Ok(expect), "{text}");
    };
    check("", false, None);
    check(" \n\t", false, None);
    check("{}", false, None);
    check(r#"{"simulator":true}"#, true, None);
    check(r#"{"endpoint":null}"#, false, None);
    check(
        r#"{"simulator":true,"endpoint":"./","more":[1]}"#,
        true,
        Some("./"),
    );
    for text in [
        "{",
        "7",
        "null",
        r#"{"simulator":"yes"}"#,
        r#"{"endpoint":7}"#,
    ] {
        let said = Settings::read(text).unwrap_err();
        assert!(
            said.starts_with("The page's settings block"),
            "{text}: {said}"
        );
    }
}
