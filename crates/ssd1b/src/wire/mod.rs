//! The service's own formats: pure functions from a request to what is sent, and from what came back to a result.
//!
//! Spoken here is v1, where one POST waits for its images, and the balance query. The asynchronous v2 (submit, poll,
//! fetch) will stand beside them as a module of its own; [`Answer`], [`Outgoing`] and the error table serve it too.
//!
//! Nothing here sends anything. A client adds two headers and no others, since each would have to be allowed by the
//! server's CORS rules: [`KEY_HEADER`] where it has a key, and `content-type: application/json` where there is a body.

mod answer;
mod credits;
mod errors;
mod facts;
mod html;
mod images;
mod message;
mod read;
mod reset;
mod v1;

pub use answer::{Answer, Method, Outgoing};
pub use credits::{Balance, credits, decode_credits};
pub use facts::Facts;
pub use v1::{Generated, decode_images, generate};

/// The header that carries the key, and the only place for it.
pub const KEY_HEADER: &str = "x-api-key";
