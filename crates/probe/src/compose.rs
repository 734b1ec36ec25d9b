//! Each request as it is sent: method, address, headers, body, and whose key.

use crate::ask::{MORE_STEPS, STEPS};
use crate::finding::untold;
use crate::{Ask, Evidence, Finding};
use serde_json::{Value, json};
use ssd1b::wire::{self, Lookup, RequestId};
use ssd1b::{Draft, Output, RemoteUrl};

/// A request, but for the key.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Letter {
    pub(crate) method: &'static str,
    pub(crate) url: String,
    pub(crate) key: Key,
    /// Beside the key's own.
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Option<String>,
    /// Sent twice in a row, to see whether the connection stays; the second answer counts. For what is free only.
    pub(crate) twice: bool,
}

/// The key that goes along.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Key {
    None,
    /// A made-up one of the documented shape.
    Bad,
    Own,
}

/// Of the right shape, and nobody's.
pub(crate) const BAD_KEY: &str = "SG_0000000000000bad";

/// No job's id, as far as anybody knows.
pub(crate) const NO_JOB: &str = "00000000-0000-0000-0000-000000000000";

/// One seed for all, so that answers can be compared.
pub(crate) const SEED: i64 = 4217;

/// The request. It may stand on earlier answers; where these bring no job, or no address, there is none to send.
pub(crate) fn compose(ask: Ask, evidence: &Evidence) -> Result<Letter, Finding> {
    let at = |path: &str| evidence.endpoint.join(path);
    let letter = |method, url| Letter {
        method,
        url,
        key: Key::Own,
        headers: vec![("Origin", evidence.origin.clone())],
        body: None,
        twice: false,
    };
    let balance = || letter("GET", at("/v1/get-user-credits"));
    let question = |method: &str, headers: &str, path: &str| {
        let mut letter = letter("OPTIONS", at(path));
        letter.key = Key::None;
        let asked = [
            ("Access-Control-Request-Method", method),
            ("Access-Control-Request-Headers", headers),
        ];
        letter
            .headers
            .extend(asked.map(|(name, value)| (name, value.into())));
        letter
    };
    let post_as = |path: &str, mime: &str, body: Value| {
        let mut letter = letter("POST", at(path));
        letter.headers.push(("Content-Type", mime.into()));
        letter.body = Some(body.to_string());
        letter
    };
    let post = |path: &str, body: Value| post_as(path, "application/json", body);
    let v1 = |body: Value| post("/v1/ssd-1b", body);
    let with = |letter: Letter, key| Letter { key, ..letter };
    // Without a prompt nothing can be made of it, whoever looks at it first.
    let nothing = || without_prompt(body());

    Ok(match ask {
        Ask::Balance
        | Ask::BalanceBeforeRefusals
        | Ask::BalanceAfterRefusals
        | Ask::BalanceBeforeJob
        | Ask::BalanceAfterSubmit
        | Ask::BalanceAfter => balance(),
        Ask::BalanceAgain => Letter {
            twice: true,
            ..balance()
        },
        Ask::BalanceBadKey => with(balance(), Key::Bad),
        // Browsers name these in this order, in lower case.
        Ask::PreflightV1 => question("POST", "content-type,x-api-key", "/v1/ssd-1b"),
        Ask::PreflightV2 => question("POST", "content-type,x-api-key", "/v2/ssd-1b"),
        Ask::PreflightJob => question("GET", "x-api-key", &format!("/v2/requests/{NO_JOB}/status")),
        Ask::PreflightBalance => question("GET", "x-api-key", "/v1/get-user-credits"),
        Ask::V1NoKey => with(v1(nothing()), Key::None),
        Ask::V1BadKey => with(v1(nothing()), Key::Bad),
        Ask::V2NoKey => with(post("/v2/ssd-1b", nothing()), Key::None),
        Ask::WrongVerb => letter("GET", at("/v1/ssd-1b")),
        Ask::UnknownModel => post("/v1/no-such-model-of-the-probe", nothing()),
        Ask::UnknownStatus => letter("GET", at(&format!("/v2/requests/{NO_JOB}/status"))),
        Ask::UnknownResult => letter("GET", at(&format!("/v2/requests/{NO_JOB}"))),
        Ask::WrongType => post_as("/v1/ssd-1b", "text/plain", nothing()),
        Ask::PromptMissing => v1(nothing()),
        Ask::PromptEmpty => v1(set(body(), "prompt", json!(""))),
        Ask::NotNumbers => v1(set(body(), "samples", json!("one"))),
        Ask::SamplesFive => v1(set(body(), "samples", json!(5))),
        Ask::StepsTen => v1(set(body(), "num_inference_steps", json!(10))),
        Ask::SchedulerUnknown => v1(set(body(), "scheduler", json!("No Such"))),
        Ask::Bytes | Ask::Repeat => v1(body()),
        Ask::Base64 => v1(set(body(), "base64", json!(true))),
        Ask::SeveralBase64 => {
            let body = set(body(), "base64", json!(true));
            v1(set(body, "samples", json!(2)))
        }
        Ask::SeveralBytes => v1(set(body(), "samples", json!(2))),
        Ask::RandomSeed => v1(set(body(), "seed", json!(-1))),
        Ask::NumericStrings => v1(numbers_as_text(body())),
        Ask::UnknownKeys => v1(set(body(), "no_such_field_of_the_probe", json!("x"))),
        Ask::Ddpm => {
            let body = set(body(), "scheduler", json!("DDPM"));
            v1(set(body, "num_inference_steps", json!(MORE_STEPS)))
        }
        Ask::Submit => post("/v2/ssd-1b", body()),
        Ask::JobFirst | Ask::JobLast => {
            letter("GET", wire::poll(&evidence.endpoint, &job(evidence)?).url)
        }
        Ask::JobResult => letter("GET", wire::result(&evidence.endpoint, &job(evidence)?).url),
        Ask::Image => {
            let keyless = wire::download(&image(evidence)?);
            with(letter("GET", keyless.url().into()), Key::None)
        }
    })
}

/// The job that was handed in.
pub(crate) fn job(evidence: &Evidence) -> Result<RequestId, Finding> {
    let reply = evidence.success(Ask::Submit)?;
    let submitted = wire::decode_submit(reply.answer.clone());
    let no_id = |_| untold("the submit brought no usable request_id");
    submitted.map(|submitted| submitted.id).map_err(no_id)
}

/// The address of the job's first image.
pub(crate) fn image(evidence: &Evidence) -> Result<RemoteUrl, Finding> {
    let reply = evidence.sound(Ask::JobResult)?;
    let first = match wire::decode_result(reply.answer.clone(), 1) {
        Lookup::Completed(generated) => generated.outputs.into_iter().next(),
        _ => None,
    };
    match first {
        Some(Output::Url(url)) => Ok(url),
        _ => Err(untold("the result brought no usable address of an image")),
    }
}

/// The cheapest request: one image of the service's own sample prompt, all fields sent.
fn body() -> Value {
    json!({
        "prompt": Draft::SAMPLE_PROMPT,
        "negative_prompt": Draft::default().negative_prompt,
        "samples": 1,
        "scheduler": ssd1b::Scheduler::default().name(),
        "num_inference_steps": STEPS,
        "guidance_scale": 7,
        "seed": SEED,
        "img_width": 1024,
        "img_height": 1024,
        "base64": false,
    })
}

fn set(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

fn without_prompt(mut body: Value) -> Value {
    if let Some(fields) = body.as_object_mut() {
        fields.remove("prompt");
    }
    body
}

fn numbers_as_text(mut body: Value) -> Value {
    for value in body
        .as_object_mut()
        .into_iter()
        .flat_map(|o| o.values_mut())
    {
        if value.is_number() {
            *value = json!(value.to_string());
        }
    }
    body
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::evidence::tests::evidence;
    use crate::{Price, rows};

    fn all() -> Vec<Ask> {
        rows().flat_map(|row| row.asks.iter().copied()).collect()
    }

    fn letter(ask: Ask) -> Letter {
        let submit = r#"{"request_id":"abc","status":"QUEUED"}"#;
        let result = r#"{"status":"COMPLETED","output":"https://images.example.org/1.jpg"}"#;
        let (submit, result) = (format!("200\n\n{submit}"), format!("200\n\n{result}"));
        let answers = [(Ask::Submit, &*submit), (Ask::JobResult, &*result)];
        compose(ask, &evidence(&answers)).unwrap()
    }

    #[test]
    fn the_cheapest_request_is_what_the_app_would_send() {
        let draft = Draft {
            prompt: Draft::SAMPLE_PROMPT.into(),
            samples: "1".into(),
            steps: STEPS.to_string(),
            seed: SEED.to_string(),
            ..Draft::default()
        };
        let sent = wire::generate(&ssd1b::Endpoint::hosted(), &draft.check().unwrap());
        let sent: Value = serde_json::from_str(&sent.body.unwrap()).unwrap();
        assert_eq!(sent, body());
        assert_eq!(letter(Ask::Bytes).body.unwrap(), body().to_string());
    }

    #[test]
    fn what_is_called_free_could_make_no_image() {
        for ask in all().into_iter().filter(|ask| ask.price() == Price::Free) {
            let letter = letter(ask);
            let promptless = |body: &String| !body.contains(Draft::SAMPLE_PROMPT);
            assert!(letter.body.as_ref().is_none_or(promptless), "{ask:?}");
        }
    }

    #[test]
    fn prices_are_those_of_the_bodies() {
        for ask in all() {
            let (images, steps) = match ask.price() {
                Price::Free => continue,
                Price::FreeIfRefused(..) if ask != Ask::SamplesFive => continue,
                Price::FreeIfRefused(images, steps) | Price::Paid(images, steps) => (images, steps),
            };
            let body: Value = serde_json::from_str(&letter(ask).body.unwrap()).unwrap();
            let number = |name: &str| body[name].to_string().trim_matches('"').to_owned();
            assert_eq!(number("samples"), images.to_string(), "{ask:?}");
            assert_eq!(number("num_inference_steps"), steps.to_string(), "{ask:?}");
        }
    }

    #[test]
    fn only_posts_count_as_posts_and_only_what_is_free_goes_twice() {
        for ask in all() {
            let letter = letter(ask);
            assert_eq!(ask.is_post(), letter.method == "POST", "{ask:?}");
            assert!(!letter.twice || letter.method == "GET", "{ask:?}");
        }
    }

    #[test]
    fn the_key_goes_to_the_endpoint_alone() {
        for ask in all() {
            let letter = letter(ask);
            let home = letter.url.starts_with("https://api.segmind.com/v");
            assert!(home || letter.key == Key::None, "{ask:?}");
        }
        assert_eq!(letter(Ask::Image).url, "https://images.example.org/1.jpg");
        assert_eq!(
            letter(Ask::JobLast).url,
            "https://api.segmind.com/v2/requests/abc/status"
        );
    }

    #[test]
    fn without_a_job_there_is_nothing_to_ask() {
        let check = |answers: &[(Ask, &str)], ask: Ask, expect: &str| {
            let got = compose(ask, &evidence(answers)).unwrap_err();
            assert_eq!(got, untold(expect));
        };
        check(&[], Ask::JobFirst, "not asked: v2, one image");
        let no_id = [(Ask::Submit, "200\n\n{\"request_id\":\"../x\"}")];
        check(
            &no_id,
            Ask::JobResult,
            "the submit brought no usable request_id",
        );
        let no_url = [(
            Ask::JobResult,
            "200\n\n{\"status\":\"COMPLETED\",\"output\":\"javascript:x\"}",
        )];
        check(
            &no_url,
            Ask::Image,
            "the result brought no usable address of an image",
        );
    }
}
