//! The service's own formats: pure functions from a request to what is sent, and from what came back to a result.
//!
//! Spoken here are v1, where one POST waits for its images ([`generate`]); v2, where one POST hands a job in
//! ([`submit`]) and free questions follow it to its end ([`poll`], [`result`]); and the balance query ([`credits()`]).
//! One error table serves them all. How often to ask is no matter of format, and not decided here.
//!
//! ```
//! use ssd1b::wire::{self, Answer, Lookup};
//! use ssd1b::{Draft, Endpoint, Output};
//!
//! # let answer = |status, body: &str| Answer { status, headers: Vec::new(), body: body.into() };
//! let endpoint = Endpoint::hosted();
//! let draft = Draft { prompt: "a red fox in snow".into(), samples: "1".into(), ..Draft::default() };
//! let request = draft.check()?;
//!
//! // Hand the job in, and keep its id before anything else: it is all that leads to the images.
//! let outgoing = wire::submit(&endpoint, &request);
//! assert_eq!(outgoing.url, "https://api.segmind.com/v2/ssd-1b");
//! let submitted = wire::decode_submit(answer(200, r#"{"request_id":"2c7f59ea-1","status":"QUEUED"}"#))?;
//!
//! // Ask until it is done. The address is made of the endpoint and the id, never taken from an answer.
//! let outgoing = wire::poll(&endpoint, &submitted.id);
//! assert_eq!(outgoing.url, "https://api.segmind.com/v2/requests/2c7f59ea-1/status");
//! let lookup = wire::decode_poll(answer(200, r#"{"status":"PROCESSING","request_id":"2c7f59ea-1"}"#));
//! assert_eq!(lookup, Lookup::Processing);
//! // … later
//! let lookup = wire::decode_poll(answer(200, r#"{"status":"COMPLETED","request_id":"2c7f59ea-1"}"#));
//! assert!(matches!(lookup, Lookup::Completed(_)));
//!
//! // Ask what it brought: mostly addresses, which are fetched without the key.
//! let outgoing = wire::result(&endpoint, &submitted.id);
//! assert_eq!(outgoing.url, "https://api.segmind.com/v2/requests/2c7f59ea-1");
//! let body = r#"{"status":"COMPLETED","images":[{"url":"https://images.segmind.com/1.jpeg"}],"metrics":{"cost":0.0042}}"#;
//! let Lookup::Completed(generated) = wire::decode_result(answer(200, body), request.samples()) else { unreachable!() };
//! assert_eq!(generated.facts.cost, Some(0.0042));
//! let Output::Url(url) = &generated.outputs[0] else { unreachable!() };
//! assert_eq!(wire::download(url).url(), "https://images.segmind.com/1.jpeg");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing here sends anything. For an [`Outgoing`] a client adds two headers and no others, since each would have to be allowed by the
//! server's CORS rules: [`KEY_HEADER`] where it has a key, and `content-type: application/json` where there is a body. For a
//! [`Keyless`] it adds none at all.

mod answer;
mod body;
mod credits;
mod download;
mod errors;
mod facts;
mod head;
mod html;
mod id;
mod images;
mod job;
mod message;
mod read;
mod received;
mod reset;
mod v1;
mod v2;

pub use answer::{Answer, Method, Outgoing};
pub use credits::{Balance, credits, decode_credits};
pub use download::{Keyless, decode_download, download};
pub use facts::Facts;
pub use id::RequestId;
pub use job::{Lookup, decode_poll, decode_result, poll, result};
pub use v1::{Generated, decode_images, generate};
pub use v2::{Submitted, decode_submit, submit};

/// The header that carries the key, and the only place for it.
pub const KEY_HEADER: &str = "x-api-key";
