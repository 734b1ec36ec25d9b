//! Pictures and addresses: kinds, sizes, whether the end is there, and the ways to text and back.

use crate::fixtures::answer;
use proptest::prelude::*;
use ssd1b::{ImageKind, Picture, PictureProblem, RemoteUrl};

fn samples() -> [(ImageKind, Vec<u8>); 4] {
    [
        (ImageKind::Jpeg, answer("01-bytes-no-headers").body),
        (ImageKind::Png, answer("05-png-called-jpeg").body),
        (ImageKind::Webp, answer("05-webp").body),
        (ImageKind::Gif, answer("05-gif-called-json").body),
    ]
}

#[test]
fn kinds_sizes_and_ends() {
    for (kind, bytes) in samples() {
        let picture = Picture::new(bytes.clone()).unwrap();
        assert_eq!(picture.kind(), kind);
        assert_eq!(picture.dimensions(), Some((16, 8)), "{kind:?}");
        assert!(picture.is_whole(), "{kind:?}");
        for end in 12..bytes.len() {
            let cut = Picture::new(bytes[..end].to_vec()).unwrap();
            assert!(!cut.is_whole(), "{kind:?} cut to {end} of {}", bytes.len());
        }
        // What a server appends does not make it less whole.
        let padded = Picture::new([bytes.as_slice(), &[0, 0]].concat()).unwrap();
        assert!(padded.is_whole(), "{kind:?}");
        assert_eq!(picture.into_bytes(), bytes);
    }
    assert_eq!(ImageKind::sniff(b"RIFF\0\0\0\0WAVE"), None);
    assert_eq!(ImageKind::sniff(b"\xff\xd8"), None);
    assert_eq!(ImageKind::sniff(b""), None);
}

#[test]
fn names_of_kinds() {
    let names = |kind: ImageKind| (kind.mime(), kind.extension());
    assert_eq!(names(ImageKind::Jpeg), ("image/jpeg", "jpg"));
    assert_eq!(names(ImageKind::Png), ("image/png", "png"));
    assert_eq!(names(ImageKind::Webp), ("image/webp", "webp"));
    assert_eq!(names(ImageKind::Gif), ("image/gif", "gif"));
}

#[test]
fn base64_of_all_habits() {
    let gif = Picture::new(answer("05-gif-called-json").body).unwrap();
    let text = gif.to_base64();
    let same = |text: &str| assert_eq!(Picture::from_base64(text), Ok(gif.clone()), "{text}");
    same(&text);
    same(&format!("  {text}\n"));
    same(text.trim_end_matches('='));
    same(&text.replace('+', "-").replace('/', "_"));
    same(&format!("data:image/gif;base64,{text}"));
    same(&format!("DATA:image/jpeg;charset=x;base64, {text}"));
    same(&text.chars().flat_map(|c| [c, '\n']).collect::<String>());

    let problem = |text: &str| Picture::from_base64(text).unwrap_err();
    assert_eq!(problem(""), PictureProblem::Empty);
    assert_eq!(problem("data:image/gif;base64,"), PictureProblem::Empty);
    assert_eq!(problem("data:image/gif;base64"), PictureProblem::NotBase64);
    assert_eq!(
        problem(&format!("{text}{text}=A")),
        PictureProblem::NotBase64
    );
    assert_eq!(problem("not base64!"), PictureProblem::NotBase64);
    assert_eq!(problem("R"), PictureProblem::NotBase64);
    assert_eq!(problem("aGVsbG8="), PictureProblem::NotAnImage);
}

#[test]
fn data_urls() {
    let problem = |url: &str| Picture::from_data_url(url).unwrap_err().to_string();
    assert_eq!(
        problem("https://example.com/,base64"),
        "This is not a base64 data URL."
    );
    assert_eq!(
        problem("data:image/svg+xml,<svg/>"),
        "This is not a base64 data URL."
    );
    assert_eq!(problem("data:;base64,!"), "The image is not in base64.");
    assert_eq!(problem("data:;base64,"), "The image is empty.");
    assert_eq!(
        problem("data:image/png;base64,aGVsbG8="),
        "This is not a JPEG, PNG, WebP or GIF image."
    );
}

#[test]
fn addresses_of_images() {
    #[track_caller]
    fn good(text: &str, host: &str) {
        let url = RemoteUrl::parse(text).unwrap();
        assert_eq!((url.as_str(), url.host()), (text.trim(), host));
    }
    good("https://images.segmind.com/a.jpeg", "images.segmind.com");
    good(
        " HTTPS://Images.Segmind.com:8443/a?sig=%2Fx#y ",
        "Images.Segmind.com:8443",
    );
    good("https://host?x", "host");
    good("http://localhost:8080/a", "localhost:8080");
    good("http://app.localhost/a", "app.localhost");
    good("http://[::1]:80/a", "[::1]:80");
    good("http://127.0.0.1/a", "127.0.0.1");
    let bad = [
        "",
        "http://images.segmind.com/a.jpeg",
        "http://localhost.example.com/a",
        "http://127.1/a",
        "https://user@host/a",
        "https://user:pass@host/a",
        "https:///a",
        "https://",
        "//host/a",
        "/a",
        "host/a",
        "javascript:alert(1)",
        "javascript://host/%0aalert(1)",
        "data:image/png;base64,AAAA",
        "blob:https://host/a",
        "file:///etc/passwd",
        "https://ho st/a",
        "https://host/a\nb",
        "https://host\\@evil/",
        "https://bücher.example/a",
        "https://host:99999/a",
    ];
    for text in bad {
        assert_eq!(RemoteUrl::parse(text), None, "{text}");
    }
    assert_eq!(
        RemoteUrl::parse(&format!("https://host/{}", "a".repeat(8192))),
        None
    );
}

proptest! {
    #[test]
    fn pictures_survive_base64_and_data_urls(which in 0..4_usize, tail in proptest::collection::vec(any::<u8>(), 0..5000)) {
        let (_, mut bytes) = samples()[which].clone();
        bytes.extend(tail);
        let picture = Picture::new(bytes).unwrap();
        prop_assert_eq!(Picture::from_base64(&picture.to_base64()), Ok(picture.clone()));
        prop_assert_eq!(Picture::from_data_url(&picture.to_data_url()), Ok(picture.clone()));
    }
}
