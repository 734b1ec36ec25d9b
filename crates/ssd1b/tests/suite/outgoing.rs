//! What is sent, byte for byte.

use crate::requests::requests;
use proptest::prelude::*;
use ssd1b::wire::{self, KEY_HEADER, Method};
use ssd1b::{Draft, Endpoint, Request, Scheduler, Seed};

#[test]
fn the_sample_of_the_model_page() {
    let draft = Draft {
        prompt: Draft::SAMPLE_PROMPT.into(),
        samples: "1".into(),
        ..Draft::default()
    };
    let outgoing = wire::generate(&Endpoint::hosted(), &draft.check().unwrap());
    assert_eq!(outgoing.method, Method::Post);
    assert_eq!(outgoing.method.name(), "POST");
    assert_eq!(outgoing.url, "https://api.segmind.com/v1/ssd-1b");
    assert_eq!(
        outgoing.body.unwrap(),
        concat!(
            r#"{"prompt":"a futuristic cityscape at dusk, neon lights, reflections in water, ultrarealistic, "#,
            r#"high contrast, vibrant","negative_prompt":"blurry,out of focus","samples":1,"scheduler":"DPM Multi","#,
            r#""num_inference_steps":45,"guidance_scale":7,"seed":9876543210,"img_width":1024,"img_height":1024,"#,
            r#""base64":false}"#
        )
    );
}

#[test]
fn quotes_fractions_and_limits() {
    let draft = Draft {
        prompt: "a \"fox\"\n in \\ 雪 🦊".into(),
        negative_prompt: String::new(),
        samples: "4".into(),
        steps: "100".into(),
        guidance: "7.25".into(),
        base64: true,
        ..Draft::default()
    };
    let request = draft
        .check()
        .unwrap()
        .with_seed(Seed::RANDOM)
        .with_scheduler(Scheduler::EulerA);
    let outgoing = wire::generate(&Endpoint::parse("/proxy").unwrap(), &request);
    assert_eq!(outgoing.url, "/proxy/v1/ssd-1b");
    assert_eq!(
        outgoing.body.unwrap(),
        concat!(
            r#"{"prompt":"a \"fox\"\n in \\ 雪 🦊","negative_prompt":"","samples":4,"scheduler":"Euler a","#,
            r#""num_inference_steps":100,"guidance_scale":7.25,"seed":-1,"img_width":1024,"img_height":1024,"base64":true}"#
        )
    );
}

#[test]
fn the_balance_query() {
    let outgoing = wire::credits(&Endpoint::hosted());
    assert_eq!(
        (outgoing.method, outgoing.method.name()),
        (Method::Get, "GET")
    );
    assert_eq!(outgoing.url, "https://api.segmind.com/v1/get-user-credits");
    assert_eq!(outgoing.body, None);
    assert_eq!(KEY_HEADER, "x-api-key");
}

proptest! {
    #[test]
    fn every_field_travels_as_it_is(request in requests()) {
        let body = wire::generate(&Endpoint::hosted(), &request).body.unwrap();
        let sent: serde_json::Value = serde_json::from_str(&body).unwrap();
        prop_assert_eq!(sent.as_object().unwrap().len(), 10);
        prop_assert_eq!(&sent["prompt"], request.prompt());
        prop_assert_eq!(&sent["negative_prompt"], request.negative_prompt());
        prop_assert_eq!(&sent["samples"], request.samples());
        prop_assert_eq!(&sent["scheduler"], request.scheduler().name());
        prop_assert_eq!(&sent["num_inference_steps"], request.steps());
        // Read from the text: this JSON reader may be off in the last digit of a fraction.
        let guidance = body.split_once("\"guidance_scale\":").and_then(|(_, rest)| rest.split_once(','));
        prop_assert_eq!(guidance.unwrap().0.parse(), Ok(request.guidance()));
        prop_assert_eq!(&sent["seed"], request.seed().get());
        prop_assert_eq!(&sent["img_width"], 1024);
        prop_assert_eq!(&sent["img_height"], 1024);
        prop_assert_eq!(&sent["base64"], request.base64());
    }
}

#[test]
fn an_empty_prompt_is_no_request() {
    assert_eq!(Request::new("  ").unwrap_err().iter().count(), 1);
}
