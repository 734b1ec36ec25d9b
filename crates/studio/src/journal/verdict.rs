//! What a failure means for its job.

use ssd1b::{Charge, Failure, Kind};

use super::{Asked, Event};
use crate::retry;

impl Event {
    /// What a failed answer to that question means for the job, or none at all; `None` where nothing was learnt and the
    /// question is to be put again. `repeats` is the row's.
    ///
    /// [`Event::Unusable`] says that a success could not be used. It follows on [`Event::Received`]: such an answer is
    /// kept.
    pub fn of_failure(asked: Asked, failure: &Failure, repeats: u8) -> Option<Event> {
        match asked {
            Asked::Images | Asked::Submit => Some(of_request(failure, repeats)),
            Asked::Poll | Asked::Result => of_question(failure),
        }
    }
}

fn of_request(failure: &Failure, repeats: u8) -> Event {
    if retry::after(failure, repeats, 0.0).is_some() {
        return Event::HeldBack;
    }
    match failure.charge() {
        Charge::None => Event::Refused,
        // An answer that broke off was never received as a whole.
        Charge::Likely if failure.kind() != Kind::Network => Event::Unusable,
        Charge::Likely | Charge::Unknown | Charge::UnknownMaybeTwice => Event::Lost,
    }
}

fn of_question(failure: &Failure) -> Option<Event> {
    match (failure.kind(), failure.charge()) {
        (Kind::JobGone, _) => Some(Event::Expired { completed: false }),
        // It failed, and yet the service named a price; or what it brought is no image.
        (_, Charge::Likely) => Some(Event::Unusable),
        (Kind::JobFailed, _) => Some(Event::JobFailed),
        _ => None,
    }
}
