//! Base URLs: what is accepted and in which form, what is refused and with which sentence.

use proptest::prelude::*;
use ssd1b::Endpoint;

#[track_caller]
fn accepted(typed: &str, normal: &str) {
    let endpoint = Endpoint::parse(typed).unwrap();
    assert_eq!(endpoint.as_str(), normal);
    assert_eq!(
        Endpoint::parse(normal),
        Ok(endpoint),
        "the normal form is not stable"
    );
}

#[track_caller]
fn refused(typed: &str, sentence: &str) {
    match Endpoint::parse(typed) {
        Ok(endpoint) => panic!("{typed} was read as {endpoint}"),
        Err(problem) => assert_eq!(problem.to_string(), sentence, "{typed}"),
    }
}

#[test]
fn absolute_addresses() {
    accepted("https://api.segmind.com", "https://api.segmind.com");
    accepted(" HTTPS://API.Segmind.COM:443/ ", "https://api.segmind.com");
    accepted(
        "\u{feff}https://api.segmind.com\u{200b}",
        "https://api.segmind.com",
    );
    accepted("http://example.com:80//", "http://example.com");
    accepted("https://example.com:80", "https://example.com:80");
    accepted(
        "http://127.0.0.1:8080/Proxy/",
        "http://127.0.0.1:8080/Proxy",
    );
    accepted("http://[::1]:8080", "http://[::1]:8080");
    accepted("https://[2001:DB8:0:0::1]/x", "https://[2001:db8::1]/x");
    accepted(
        "https://xn--bcher-kva.example/a%20b",
        "https://xn--bcher-kva.example/a%20b",
    );
    accepted(
        "https://my_host-1.internal:65535",
        "https://my_host-1.internal:65535",
    );
    accepted(
        "https://api.segmind.com/v1/ssd-1b",
        "https://api.segmind.com",
    );
    accepted(
        "https://example.com/proxy/v2/ssd-1b/",
        "https://example.com/proxy",
    );
    accepted("https://example.com/v1", "https://example.com/v1");
}

#[test]
fn relative_addresses() {
    accepted("/", "/");
    accepted("///".trim_start_matches("//"), "/");
    accepted("/proxy/", "/proxy");
    accepted("./proxy", "./proxy");
    accepted("../api", "../api");
    accepted("./", ".");
    accepted("..", "..");
    accepted("/v1/ssd-1b", "/");
}

#[test]
fn refusals() {
    refused(
        "",
        "Enter the base URL of the API, such as https://api.segmind.com.",
    );
    refused(
        " \u{200b} ",
        "Enter the base URL of the API, such as https://api.segmind.com.",
    );
    let no_scheme =
        "Start the base URL with https:// for another host, or with / for a path on this site.";
    for typed in [
        "api.example.com",
        "api.example.com/x",
        "localhost:8080",
        "localhost:8080/x",
        "proxy",
        "//example.com",
        "a/b:c",
        ".hidden",
    ] {
        refused(typed, no_scheme);
    }
    let scheme = "Only addresses that start with https:// or http:// can be used.";
    for typed in [
        "ftp://example.com",
        "ws://example.com",
        "javascript:alert(1)",
        "https:/example.com",
        "https:example.com",
        "://example.com",
        "data:text/html,x",
    ] {
        refused(typed, scheme);
    }
    let user = "Leave out the user name and password before the @; browsers refuse to send them in an address.";
    refused("https://user:secret@example.com", user);
    refused("https://@example.com", user);
    refused(
        "https://example.com/?key=1",
        "Leave out the ? and what follows it; the base URL takes no query.",
    );
    refused(
        "https://example.com#x",
        "Leave out the # and what follows it; the base URL takes no fragment.",
    );
    refused(
        "https://exam ple.com",
        "Take out the spaces within the base URL.",
    );
    refused(
        "https://example.com/a\u{a0}b",
        "Take out the spaces within the base URL.",
    );
    refused(
        "https://exam\nple.com",
        "Type the base URL by hand; the text has invisible control characters in it.",
    );
    refused(
        "https://example.com\\@evil.com",
        "Use / instead of \\ in the base URL.",
    );
    let ascii =
        "Use plain ASCII characters only; write a host such as bücher.example in its xn-- form.";
    refused("https://bücher.example", ascii);
    refused("https://exam\u{200b}ple.com", ascii);
    refused(
        "https://",
        "Enter a host name after the ://, such as https://api.segmind.com.",
    );
    refused(
        "https:///path",
        "Enter a host name after the ://, such as https://api.segmind.com.",
    );
    refused(
        "https://:8080",
        "Enter a host name after the ://, such as https://api.segmind.com.",
    );
    let host = "Check the host name; it may hold letters, digits, hyphens and dots.";
    for name in [
        "a..b",
        ".a",
        "a.",
        "a%41",
        "a!b",
        "127.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "2130706433",
        "127.0.0.256",
        "127.0.0.01",
        "[::1",
        "[::g]",
        "[::1]x",
        "[fe80::1%25eth0]",
    ] {
        refused(&format!("https://{name}/"), host);
    }
    refused(&format!("https://{}.com", "a".repeat(64)), host);
    let port = "Check the port; it must be a number from 1 to 65535.";
    for number in ["", "0", "65536", "+80", "-1", "8o", "80:80"] {
        refused(&format!("https://example.com:{number}"), port);
    }
}

#[test]
fn questions_and_answers() {
    let hosted = Endpoint::hosted();
    assert_eq!(Endpoint::parse(hosted.as_str()), Ok(hosted.clone()));
    assert!(
        hosted.is_hosted()
            && !hosted.is_local()
            && !hosted.is_relative()
            && !hosted.is_plain_http()
    );
    assert_eq!(
        (hosted.origin(), hosted.host()),
        (Some("https://api.segmind.com"), Some("api.segmind.com"))
    );

    let proxy = Endpoint::parse("http://proxy.example.com:8080/ssd").unwrap();
    assert!(!proxy.is_hosted() && proxy.is_plain_http());
    assert_eq!(
        (proxy.origin(), proxy.host()),
        (
            Some("http://proxy.example.com:8080"),
            Some("proxy.example.com:8080")
        )
    );
    assert_eq!(
        proxy.join("v1/ssd-1b"),
        "http://proxy.example.com:8080/ssd/v1/ssd-1b"
    );

    let relative = Endpoint::parse("/").unwrap();
    assert!(
        relative.is_relative()
            && !relative.is_local()
            && !relative.is_plain_http()
            && !relative.is_hosted()
    );
    assert_eq!((relative.origin(), relative.host()), (None, None));
    assert_eq!(relative.join("/v1/ssd-1b"), "/v1/ssd-1b");
    assert_eq!(
        Endpoint::parse("./").unwrap().join("/v1/ssd-1b"),
        "./v1/ssd-1b"
    );
    assert_eq!(
        Endpoint::parse("/proxy/").unwrap().join("/v1/ssd-1b"),
        "/proxy/v1/ssd-1b"
    );

    // Not the service, however much it looks like it.
    assert!(
        !Endpoint::parse("https://api.segmind.com.evil.example")
            .unwrap()
            .is_hosted()
    );
    assert!(
        !Endpoint::parse("http://api.segmind.com")
            .unwrap()
            .is_hosted()
    );
    assert!(
        Endpoint::parse("https://api.segmind.com/x")
            .unwrap()
            .is_hosted()
    );
}

#[test]
fn this_very_machine() {
    let local = |typed: &str| Endpoint::parse(typed).unwrap().is_local();
    for typed in [
        "http://localhost",
        "http://LOCALHOST:1",
        "http://app.localhost:8080/x",
        "http://127.0.0.1",
        "http://127.255.0.9",
        "https://[0:0::1]",
    ] {
        assert!(local(typed), "{typed}");
    }
    for typed in [
        "http://localhost.example.com",
        "http://notlocalhost",
        "http://128.0.0.1",
        "http://[::2]",
        "http://127.0.0.1.example.com",
        "/",
        "./x",
    ] {
        assert!(!local(typed), "{typed}");
    }
}

proptest! {
    #[test]
    fn the_normal_form_is_stable_and_stays_at_its_origin(typed in "(https?://)?[a-zA-Z0-9.:/@\\[\\]_-]{0,30}", path in "/[a-z0-9/?#]{0,20}") {
        if let Ok(endpoint) = Endpoint::parse(&typed) {
            prop_assert_eq!(Endpoint::parse(endpoint.as_str()), Ok(endpoint.clone()));
            let joined = endpoint.join(&path);
            match endpoint.origin() {
                Some(origin) => {
                    let rest = joined.strip_prefix(origin);
                    prop_assert!(rest.is_some_and(|rest| rest.starts_with('/')));
                }
                None => {
                    let stays = !joined.starts_with("//") && (joined.starts_with('/') || joined.starts_with('.'));
                    prop_assert!(stays, "{}", joined);
                }
            }
        }
    }
}
