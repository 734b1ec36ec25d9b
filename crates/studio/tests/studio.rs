//! Drafts, setups and settings: tables, and what must hold for any input.

#![allow(missing_docs, clippy::unwrap_used)]

use proptest::prelude::*;
use ssd1b::{Draft, Endpoint, Field};
use studio::connection::{Keeping, Mode, Obstacle, Owner, Setup};
use studio::draft::FormDraft;
use studio::settings::Settings;

fn any_draft() -> impl Strategy<Value = FormDraft> {
    let texts = prop::collection::vec(any::<String>(), 7);
    (texts, any::<bool>(), any::<bool>()).prop_map(|(texts, base64, random_seed)| {
        let [
            prompt,
            negative_prompt,
            samples,
            scheduler,
            steps,
            guidance,
            seed,
        ] = <[String; 7]>::try_from(texts).unwrap();
        FormDraft {
            fields: Draft {
                prompt,
                negative_prompt,
                samples,
                scheduler,
                steps,
                guidance,
                seed,
                base64,
                ..Draft::default()
            },
            random_seed,
        }
    })
}

proptest! {
    #[test]
    fn any_draft_survives_the_storage(draft in any_draft()) {
        prop_assert_eq!(FormDraft::restore(&draft.save()), Ok(draft));
    }

    #[test]
    fn no_stored_text_panics(text in any::<String>()) {
        let _ = FormDraft::restore(&text);
        let _ = Setup::restore(&text).endpoint(true);
        let _ = Settings::read(&text);
    }

    #[test]
    fn no_stored_record_panics(
        name in "version|prompt|samples|seed|base64|random_seed|mode|own|simulator|endpoint|other",
        value in "null|true|-1|1e999|\"\"|\"own\"|\\[\\]|\\{\\}|\\[1,\\{\"a\":2\\}\\]",
    ) {
        let text = format!("{{\"{name}\":{value}}}");
        let _ = FormDraft::restore(&text);
        let _ = Setup::restore(&text).endpoint(true);
        let _ = Settings::read(&text);
    }

    #[test]
    fn checking_any_draft_never_panics(draft in any_draft(), bits in any::<u64>()) {
        let _ = draft.check(bits);
    }

    #[test]
    fn a_random_seed_makes_the_typed_one_irrelevant(typed in any::<String>(), bits in any::<u64>()) {
        let mut draft = FormDraft::default();
        draft.fields.seed = typed;
        let request = draft.check(bits).unwrap();
        prop_assert_eq!(request.seed(), ssd1b::Seed::drawn(bits));
        prop_assert!(!request.seed().is_random());
    }

    #[test]
    fn the_draft_of_a_request_makes_it_again(bits in any::<u64>(), others in any::<u64>()) {
        let request = FormDraft::default().check(bits).unwrap();
        prop_assert_eq!(FormDraft::of(&request).check(others), Ok(request));
    }

    #[test]
    fn any_setup_survives_the_storage(mode in 0_usize..3, own in any::<String>()) {
        let setup = Setup { mode: Mode::ALL[mode], own };
        prop_assert_eq!(Setup::restore(&setup.save()), setup);
    }
}

#[test]
fn what_is_missing_in_a_stored_draft_is_filled_in() {
    let check = |text: &str, change: fn(&mut FormDraft)| {
        let mut expect = FormDraft::default();
        change(&mut expect);
        assert_eq!(FormDraft::restore(text), Ok(expect), "{text}");
    };
    check("{}", |_| ());
    check(
        r#"{"version":99,"sampler":"new","nested":{"a":[1]}}"#,
        |_| (),
    );
    check(r#"{"prompt":null}"#, |_| ());
    check(r#"{"prompt":""}"#, |draft| draft.fields.prompt.clear());
    check(r#"{"prompt":"a fox"}"#, |draft| {
        draft.fields.prompt = "a fox".into()
    });
    check(r#"{"samples":"4"}"#, |draft| {
        draft.fields.samples = "4".into()
    });
    check(r#"{"steps":"nonsense"}"#, |draft| {
        draft.fields.steps = "nonsense".into();
    });
    check(r#"{"guidance":"7,5"}"#, |draft| {
        draft.fields.guidance = "7,5".into()
    });
    check(r#"{"random_seed":false}"#, |draft| {
        draft.random_seed = false
    });
    check(r#"{"base64":false}"#, |draft| draft.fields.base64 = false);
    // Size has one allowed value, so a stored one is nobody's choice.
    check(r#"{"width":"512","height":"9"}"#, |_| ());
}

#[test]
fn what_is_no_draft_is_said_so() {
    for text in [
        "",
        " ",
        "null",
        "7",
        "{",
        "\"draft\"",
        "a fox",
        r#"{"prompt":7}"#,
    ] {
        let said = FormDraft::restore(text).unwrap_err();
        assert!(said.ends_with('.'), "{text}: {said}");
    }
}

#[test]
fn the_first_draft_can_be_sent() {
    let request = FormDraft::default().check(7).unwrap();
    assert_eq!(request.prompt(), Draft::SAMPLE_PROMPT);
    assert_eq!(request.seed().get(), 7);
    assert!(request.base64());
}

#[test]
fn a_fixed_seed_is_taken_as_typed() {
    let check = |typed: &str, expect: Option<i64>| {
        let mut draft = FormDraft {
            random_seed: false,
            ..FormDraft::default()
        };
        draft.fields.seed = typed.into();
        let seed = draft.check(7).map(|request| request.seed().get());
        assert_eq!(seed.ok(), expect, "{typed:?}");
    };
    check("0", Some(0));
    check(" 42 ", Some(42));
    check("-1", Some(-1));
    check("999999999999999", Some(999_999_999_999_999));
    check("1000000000000000", None);
    check("-2", None);
    check("4.5", None);
    check("", None);
}

#[test]
fn every_text_field_has_its_text() {
    let mut draft = FormDraft::default();
    draft.fields.prompt = "P".into();
    draft.fields.seed = "S".into();
    for field in Field::ALL {
        assert_eq!(
            draft.text(field).is_none(),
            field == Field::Base64,
            "{field:?}"
        );
    }
    assert_eq!(draft.text(Field::Prompt), Some("P"));
    assert_eq!(draft.text(Field::Seed), Some("S"));
    assert_eq!(draft.text(Field::Width), Some("1024"));
}

#[test]
fn a_stored_setup_reads_as_far_as_it_can() {
    let check = |text: &str, mode: Mode, own: &str| {
        let expect = Setup {
            mode,
            own: own.into(),
        };
        assert_eq!(Setup::restore(text), expect, "{text}");
    };
    check("", Mode::Practice, "");
    check("[]", Mode::Practice, "");
    check("{}", Mode::Practice, "");
    check(r#"{"mode":"hosted"}"#, Mode::Hosted, "");
    check(r#"{"mode":"own","own":"/p","key":"x"}"#, Mode::Own, "/p");
    check(r#"{"mode":"cloud","own":"/p"}"#, Mode::Practice, "/p");
    check(r#"{"mode":"Own"}"#, Mode::Practice, "");
}

#[test]
fn an_address_is_usable_where_the_browser_would_use_it() {
    const NO: Result<Option<&str>, &str> = Err("This page came over https");
    let check = |mode: Mode, own: &str, https: bool, expect: Result<Option<&str>, &str>| {
        let setup = Setup {
            mode,
            own: own.into(),
        };
        let found = setup.endpoint(https);
        match expect {
            Ok(text) => {
                let found = found.unwrap();
                assert_eq!(found.as_ref().map(Endpoint::as_str), text, "{own}");
            }
            Err(start) => {
                let sentence = found.unwrap_err().sentence();
                assert!(sentence.starts_with(start), "{own}: {sentence}");
            }
        }
    };
    check(Mode::Practice, "nonsense", true, Ok(None));
    check(
        Mode::Hosted,
        "nonsense",
        true,
        Ok(Some("https://api.segmind.com")),
    );
    check(
        Mode::Own,
        "https://a.example/p/",
        true,
        Ok(Some("https://a.example/p")),
    );
    check(
        Mode::Own,
        "http://a.example",
        false,
        Ok(Some("http://a.example")),
    );
    check(Mode::Own, "http://a.example", true, NO);
    check(Mode::Own, "HTTP://10.0.0.7:8080", true, NO);
    check(
        Mode::Own,
        "http://localhost:8080",
        true,
        Ok(Some("http://localhost:8080")),
    );
    check(
        Mode::Own,
        "http://127.0.0.1",
        true,
        Ok(Some("http://127.0.0.1")),
    );
    check(
        Mode::Own,
        "http://[::1]:9",
        true,
        Ok(Some("http://[::1]:9")),
    );
    check(Mode::Own, "http://localhost.evil.example", true, NO);
    check(Mode::Own, "/proxy", true, Ok(Some("/proxy")));
    check(Mode::Own, "./", true, Ok(Some(".")));
    check(Mode::Own, "", true, Err("Enter the base URL"));
    check(
        Mode::Own,
        "a.example",
        true,
        Err("Start the base URL with https://"),
    );
    check(
        Mode::Own,
        "https://u:p@a.example",
        true,
        Err("Leave out the user name"),
    );
    check(Mode::Own, "ftp://a.example", true, Err("Only addresses"));
}

#[test]
fn every_obstacle_says_what_to_do() {
    for obstacle in [
        Obstacle::Address("Check the port.".into()),
        Obstacle::Mixed,
        Obstacle::NoKey,
    ] {
        let sentence = obstacle.sentence();
        assert!(sentence.ends_with('.'), "{sentence}");
        assert!(!sentence.contains("  "), "{sentence}");
    }
    assert!(Obstacle::NoKey.sentence().contains("key"));
    assert!(Obstacle::Mixed.sentence().contains("https"));
}

#[test]
fn a_key_belongs_to_the_origin_it_was_typed_for() {
    let check = |address: &str, expect: &str| {
        let endpoint = Endpoint::parse(address).unwrap();
        let owner = Owner::of(&endpoint, "https://page.example");
        assert_eq!(owner.as_str(), expect, "{address}");
        assert_eq!(Owner::stored(expect), owner);
    };
    check(
        "https://api.segmind.com/v1/ssd-1b",
        "https://api.segmind.com",
    );
    check("https://a.example:443/x", "https://a.example");
    check("http://a.example", "http://a.example");
    check("https://a.example:8443", "https://a.example:8443");
    check("/proxy", "https://page.example");
}

#[test]
fn modes_and_keepings_have_names_of_their_own() {
    let modes = Mode::ALL.map(Mode::name);
    assert_eq!(modes, ["practice", "hosted", "own"]);
    let keepings = Keeping::ALL.map(Keeping::name);
    assert_eq!(keepings, ["page", "tab", "device"]);
    let about = Keeping::ALL.map(Keeping::about);
    assert!(about[0] != about[1] && about[1] != about[2]);
    assert!(about[2].contains("spend"));
}
