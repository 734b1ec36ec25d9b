//! What an answer tells beside its images: cost, duration, seed.

use super::Answer;
use super::read::{self, Into, Sink, finite};
use crate::Seed;
use serde::de::MapAccess;

/// What an answer tells beside its images, from headers or, where a browser hides those, from the JSON. All optional.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// US dollars this request cost.
    pub cost: Option<f64>,
    /// US dollars left.
    pub remaining_credits: Option<f64>,
    /// Seconds the service worked.
    pub seconds: Option<f64>,
    /// v2: seconds the job waited before that.
    pub queue_seconds: Option<f64>,
    /// v2: seconds from its arrival to its end.
    pub total_seconds: Option<f64>,
    /// The seed that was used.
    pub seed: Option<Seed>,
    /// The service's own name for the request, for its support.
    pub request_id: Option<String>,
}

impl Facts {
    pub(super) fn of_headers(answer: &Answer) -> Facts {
        let number = |name| answer.header(name).and_then(finite);
        Facts {
            cost: number("x-cost"),
            remaining_credits: number("x-remaining-credits"),
            seconds: number("x-generation-time"),
            queue_seconds: None,
            total_seconds: None,
            seed: number("x-seed-value").and_then(seed),
            request_id: answer
                .header("x-request-id")
                .filter(|id| !id.is_empty())
                .map(str::to_owned),
        }
    }

    /// These facts, and where one is missing, the other's.
    pub(super) fn or(self, other: Facts) -> Facts {
        Facts {
            cost: self.cost.or(other.cost),
            remaining_credits: self.remaining_credits.or(other.remaining_credits),
            seconds: self.seconds.or(other.seconds),
            queue_seconds: self.queue_seconds.or(other.queue_seconds),
            total_seconds: self.total_seconds.or(other.total_seconds),
            seed: self.seed.or(other.seed),
            request_id: self.request_id.or(other.request_id),
        }
    }

    /// Reads the value of the entry `name`, if that is one of the facts, or passes over it.
    pub(super) fn entry<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        object: &mut A,
    ) -> Result<(), A::Error> {
        match name {
            "cost" => object.next_value_seed(Into(&mut self.cost)),
            "remaining_credits" => object.next_value_seed(Into(&mut self.remaining_credits)),
            "infer_time" | "inference_time" => object.next_value_seed(Into(&mut self.seconds)),
            "queue_time" => object.next_value_seed(Into(&mut self.queue_seconds)),
            "total_time" => object.next_value_seed(Into(&mut self.total_seconds)),
            "request_id" => object.next_value_seed(Into(&mut self.request_id)),
            "seed" => {
                let mut number = None;
                object.next_value_seed(Into(&mut number))?;
                self.seed = number.and_then(seed);
                Ok(())
            }
            // Some answers nest the numbers.
            "metrics" => object.next_value_seed(Into(self)),
            _ => read::skip(object),
        }
    }
}

impl<'de> Sink<'de> for &mut Facts {
    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(name) = read::name(&mut object)? {
            self.entry(&name, &mut object)?;
        }
        Ok(())
    }
}

/// A seed that was used: never the -1 that asks for one. Floating-point numbers hold every seed exactly.
fn seed(number: f64) -> Option<Seed> {
    Seed::new(number as i64).filter(|seed| !seed.is_random() && seed.get() as f64 == number)
}
