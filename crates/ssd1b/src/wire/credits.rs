//! The balance query: what is left, and the free way to check a key.

use super::read::{self, Into, Sink};
use super::{Answer, Method, Outgoing, errors, html, message};
use crate::failure::About;
use crate::{Charge, Endpoint, Failure, Kind, Next};
use serde::de::MapAccess;

/// The request for the balance: `GET {base}/v1/get-user-credits`. It costs nothing.
#[must_use]
pub fn credits(endpoint: &Endpoint) -> Outgoing {
    Outgoing {
        method: Method::Get,
        url: endpoint.join("/v1/get-user-credits"),
        body: None,
    }
}

/// What the balance query says of an account whose key is good.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Balance {
    /// US dollars left.
    Known {
        /// Paid credits.
        paid: f64,
        /// Free credits.
        free: f64,
    },
    /// The key is good, but the service keeps no balance for it.
    NoRecord,
}

impl Balance {
    /// Paid and free together, in US dollars.
    #[must_use]
    pub fn total(self) -> Option<f64> {
        match self {
            Balance::Known { paid, free } => Some(paid + free),
            Balance::NoRecord => None,
        }
    }
}

/// Reads the answer to [`credits`]. A 404 in JSON means a good key without a record; any other 404 a wrong address.
///
/// # Errors
///
/// A [`Failure`]; nothing is ever charged for this query.
pub fn decode_credits(answer: Answer) -> Result<Balance, Failure> {
    if answer.status == 404 && message::of_json(&answer.body).is_some() {
        return Ok(Balance::NoRecord);
    }
    if !answer.is_success() {
        return Err(errors::failure(&answer, About::Balance));
    }
    if html::is_html(&answer) {
        return Err(errors::page(&answer, About::Balance));
    }
    let mut found = Credits::default();
    let read = read::document(&answer.body, &mut found);
    if read.is_ok() && (found.paid.is_some() || found.free.is_some()) {
        return Ok(Balance::Known {
            paid: found.paid.unwrap_or(0.0),
            free: found.free.unwrap_or(0.0),
        });
    }
    let said = message::of_json(&answer.body).or_else(|| message::of_text(&answer.body));
    Err(Failure::new(
        Kind::NoBalance,
        Charge::None,
        Next::OpenConnection,
        About::Balance,
    )
    .with_status(answer.status)
    .with_said(said))
}

#[derive(Default)]
struct Credits {
    paid: Option<f64>,
    free: Option<f64>,
}

impl<'de> Sink<'de> for &mut Credits {
    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(name) = read::name(&mut object)? {
            match &*name {
                "credits" => object.next_value_seed(Into(&mut self.paid))?,
                "free-credits" => object.next_value_seed(Into(&mut self.free))?,
                _ => read::skip(&mut object)?,
            }
        }
        Ok(())
    }
}
