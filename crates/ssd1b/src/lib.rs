//! The SSD-1B image API, typed: what it takes, what it answers, what may go wrong and what that costs.
//!
//! This crate sends nothing. It turns what somebody typed into a request that can only exist valid, the request into
//! method, address and body, and the answer's status, headers and bytes into pictures or into a failure that says what to
//! do next. The sending is yours: any HTTP client does, in a browser or out of it.
//!
//! ```
//! use ssd1b::wire::{self, Answer, KEY_HEADER};
//! use ssd1b::{ApiKey, Draft, Endpoint, Output};
//!
//! // What somebody typed, and one check for all of it.
//! let draft = Draft { prompt: "a red fox in snow".into(), samples: "1".into(), ..Draft::default() };
//! let request = draft.check()?;
//!
//! // Method, address and body. The key goes into its header, here and nowhere else.
//! let key = ApiKey::parse(" SG_0123456789abcdef ")?;
//! let outgoing = wire::generate(&Endpoint::hosted(), &request);
//! assert_eq!(outgoing.url, "https://api.segmind.com/v1/ssd-1b");
//! let header = (KEY_HEADER, key.header_value());
//! # let _ = header;
//!
//! // … send it, and hand back what came. Here an answer in a can:
//! let image = "R0lGODlhAQABAAAAACwAAAAAAQABAAACAUwAOw==";
//! let answer = Answer {
//!     status: 200,
//!     headers: vec![("content-type".into(), "application/json".into())],
//!     body: format!(r#"{{"image":"{image}","status":"Success","infer_time":2.81}}"#).into_bytes(),
//! };
//! match wire::decode_images(answer, request.samples()) {
//!     Ok(generated) => {
//!         assert_eq!(generated.facts.seconds, Some(2.81));
//!         let Output::Picture(picture) = &generated.outputs[0] else { unreachable!() };
//!         assert_eq!(picture.dimensions(), Some((1, 1)));
//!         assert!(picture.to_data_url().starts_with("data:image/gif;base64,R0lGOD"));
//!     }
//!     Err(failure) => {
//!         // Three sentences: what happened, what it means for money and images, what to do now.
//!         let failure = failure.redacted(Some(&key));
//!         println!("{} {} {}", failure.title(), failure.meaning(), failure.advice());
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is where
//!
//! - [`Draft`] is text, [`Request`] is valid; [`Problems`] is everything between them. Limits stand in [`bounds`].
//! - [`Endpoint`] is the service or a proxy in front of it; [`ApiKey`] the one secret; [`redact()`] takes keys out of text.
//! - [`wire`] encodes and decodes v1 (one POST that waits), v2 (submit, poll, fetch by [`RequestId`]) and the balance; [`Output`] is a [`Picture`] or a checked address.
//! - [`Failure`] says what happened, whether money may be gone, and what to do next.
//! - [`estimate`] says what a request costs, roughly.
//!
//! # What holds everywhere
//!
//! There is no clock, no randomness, no I/O and no unsafe code here, and no function panics on any input. Nothing that
//! holds a key can be printed. No request is ever repeated by this crate, since a repeated one may be paid for twice;
//! [`Failure::may_repeat_unasked`] says which ones a client may repeat by itself.
//!
//! Facts about the service come from its public documentation and from other people's clients; none was measured against
//! the live service.

#![forbid(unsafe_code)]

mod authority;
pub mod bounds;
mod draft;
mod endpoint;
mod failure;
mod field;
mod key;
mod number;
mod output;
mod picture;
mod price;
mod problem;
mod redact;
mod request;
mod scheduler;
mod seed;
mod sniff;
pub mod wire;

pub use bounds::Bound;
pub use draft::Draft;
pub use endpoint::{Endpoint, EndpointProblem};
pub use failure::{Charge, Failure, Kind, NetworkFacts, Next, Received};
pub use field::Field;
pub use key::{ApiKey, KeyProblem};
pub use output::{Output, RemoteUrl};
pub use picture::{ImageKind, Picture, PictureProblem};
pub use price::{Estimate, dollars, estimate};
pub use problem::{Limit, Problem, Problems};
pub use redact::redact;
pub use request::Request;
pub use scheduler::Scheduler;
pub use seed::Seed;
pub use wire::{Answer, Balance, Facts, Generated, KEY_HEADER, Keyless, Lookup, Method, Outgoing};
pub use wire::{RequestId, Submitted};
