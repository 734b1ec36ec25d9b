//! v2 beyond single answers: where its requests go, what an id may be, and what may be sent again.

use crate::fixtures::answer;
use crate::requests::requests;
use proptest::prelude::*;
use ssd1b::wire::{self, Lookup, Method};
use ssd1b::{Charge, Endpoint, Failure, Kind, NetworkFacts, Next, Output, RemoteUrl, RequestId};

const ID: &str = "2c7f59ea-0d1b-4b7e-8a52-6f2f4f0c9b11";

fn id(text: &str) -> RequestId {
    RequestId::parse(text).unwrap()
}

#[test]
fn ids_are_what_a_path_segment_carries_as_it_is() {
    let check = |text: &str, good: bool| {
        let id = RequestId::parse(text);
        assert_eq!(id.is_some(), good, "{text:?}");
        if let Some(id) = id {
            assert_eq!((id.as_str(), id.to_string().as_str()), (text, text));
        }
    };
    check(ID, true);
    check("1", true);
    check("a_B.c~d-9", true);
    check("..a", true);
    check(&"a".repeat(128), true);
    check(&"a".repeat(129), false);
    check("", false);
    check(".", false);
    check("..", false);
    check("-_.~", false);
    check("a/b", false);
    check("a\\b", false);
    check("a%2fb", false);
    check("a?b", false);
    check("a#b", false);
    check("a b", false);
    check(" a", false);
    check("a\n", false);
    check("a:b", false);
    check("a@b", false);
    check("é", false);
}

#[test]
fn addresses_are_built_like_those_of_v1() {
    let check = |base: &str, expect: &str| {
        let endpoint = Endpoint::parse(base).unwrap();
        let request = ssd1b::Request::new("a red fox").unwrap();
        let id = id("a-1");
        let urls = [
            wire::generate(&endpoint, &request).url,
            wire::submit(&endpoint, &request).url,
            wire::poll(&endpoint, &id).url,
            wire::result(&endpoint, &id).url,
        ];
        let paths = [
            "/v1/ssd-1b",
            "/v2/ssd-1b",
            "/v2/requests/a-1/status",
            "/v2/requests/a-1",
        ];
        assert_eq!(urls, paths.map(|path| format!("{expect}{path}")), "{base}");
    };
    check("https://api.segmind.com", "https://api.segmind.com");
    check(
        "https://api.segmind.com/v2/ssd-1b",
        "https://api.segmind.com",
    );
    check("https://team.example/proxy/", "https://team.example/proxy");
    check("/proxy", "/proxy");
    check("./", ".");
    check("/", "");
}

#[test]
fn questions_are_gets_without_a_body() {
    for outgoing in [
        wire::poll(&Endpoint::hosted(), &id(ID)),
        wire::result(&Endpoint::hosted(), &id(ID)),
    ] {
        assert_eq!((outgoing.method, outgoing.body), (Method::Get, None));
    }
}

#[test]
fn an_address_on_another_host_is_never_asked() {
    let submitted = wire::decode_submit(answer("25-submit-other-host")).unwrap();
    for outgoing in [
        wire::poll(&Endpoint::hosted(), &submitted.id),
        wire::result(&Endpoint::hosted(), &submitted.id),
    ] {
        assert!(
            outgoing
                .url
                .starts_with("https://api.segmind.com/v2/requests/2c7f59ea-"),
            "{}",
            outgoing.url
        );
    }
    assert!(!format!("{submitted:?}").contains("evil"));
    // Nor does the answer of a poll lead anywhere else.
    assert_eq!(
        wire::decode_poll(answer("25-both-other-host")),
        Lookup::Processing
    );
}

#[test]
fn images_are_fetched_without_a_key_wherever_they_are() {
    let Lookup::Completed(generated) = wire::decode_result(answer("20-result-foreign-host"), 1)
    else {
        panic!("not completed")
    };
    let Output::Url(url) = &generated.outputs[0] else {
        panic!("no address")
    };
    let keyless = wire::download(url);
    assert_eq!(
        (keyless.method(), keyless.url()),
        (Method::Get, "https://cdn.example.com/a.jpeg?sig=1#x")
    );
}

#[test]
fn what_is_fetched_is_a_whole_picture_or_none() {
    let check = |name: &str, expect: Option<(u32, u32)>| {
        let picture = wire::decode_download(answer(name));
        assert_eq!(
            picture.and_then(|picture| picture.dimensions()),
            expect,
            "{name}"
        );
    };
    check("01-bytes-no-headers", Some((16, 8)));
    check("05-webp", Some((16, 8)));
    check("07-truncated-jpeg", None);
    check("07-empty", None);
    check("17-login-page", None);
    check("22-both-wrong-address", None);
}

#[test]
fn only_three_things_may_be_sent_again_unasked() {
    let check = |failure: Failure, expect: bool| {
        assert_eq!(failure.may_repeat_unasked(), expect, "{failure:?}");
    };
    let network = |post, cut_mid_body| {
        Failure::network(NetworkFacts {
            online: None,
            elapsed_ms: 1,
            host_answered_before: true,
            post,
            cut_mid_body,
        })
    };
    check(network(true, false), false);
    check(network(true, true), false);
    check(network(false, false), true);
    check(Failure::cancelled(true), false);
    check(Failure::cancelled(false), false);
    check(Failure::missing_key(), false);
    // v1: the 429 alone. Its own 500 may be sent again by the person, not by itself.
    let v1 = |name| wire::decode_images(answer(name), 1).unwrap_err();
    check(v1("15-limit-silent"), true);
    check(v1("16-traceback"), false);
    check(v1("17-unavailable-json"), false);
    check(v1("17-bad-gateway"), false);
    check(
        wire::decode_credits(answer("26-bad-gateway")).unwrap_err(),
        true,
    );
    // The answers to a submit stand among the fixtures.
}

#[test]
fn a_question_without_an_answer_leaves_the_job_alone() {
    let lookup: Lookup<()> = Lookup::unanswered(NetworkFacts {
        online: Some(false),
        elapsed_ms: 20,
        host_answered_before: true,
        post: true,
        cut_mid_body: false,
    });
    let Lookup::Transient(failure) = lookup else {
        panic!("not transient")
    };
    assert_eq!(
        (failure.kind(), failure.charge(), failure.next()),
        (Kind::Network, Charge::None, Next::TryAgain)
    );
    assert_eq!(
        failure.to_string(),
        "This device is offline. The job itself goes on: the service keeps it for about an hour, and asking about it \
         costs nothing. Connect this device to the network."
    );
    assert!(failure.may_repeat_unasked());
}

proptest! {
    #[test]
    fn v2_sends_the_body_of_v1(request in requests()) {
        let endpoint = Endpoint::hosted();
        let (one, two) = (wire::generate(&endpoint, &request), wire::submit(&endpoint, &request));
        prop_assert_eq!(one.body, two.body);
        prop_assert_eq!(two.method, Method::Post);
    }

    #[test]
    fn no_id_leads_out_of_its_place(text in "[a-z0-9./\\\\%?#:@ ~_-]{0,12}|\\PC{0,8}") {
        if let Some(id) = RequestId::parse(&text) {
            let url = wire::poll(&Endpoint::hosted(), &id).url;
            let segments: Vec<&str> = url.split('/').collect();
            prop_assert_eq!(segments.len(), 7);
            prop_assert_eq!(segments[5], id.as_str());
            prop_assert!(segments[5] != "." && segments[5] != "..");
            prop_assert!(RemoteUrl::parse(&url).is_some());
        }
    }
}
