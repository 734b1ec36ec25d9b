//! What happens to a job, and what follows from it for money, counters and times.

use super::{Choice, Earlier, Event, Handle, Illegal, JobKey, JobRow, Outcome, State};
use crate::money::Charge;
use crate::retry;

impl JobRow {
    /// Lets the event happen: the new state, and what follows from it for money, counters and times.
    ///
    /// An answer goes through [`answered`](Self::answered), which knows whose it is.
    ///
    /// # Errors
    /// [`Illegal`] where it cannot happen to this job. Nothing is changed then.
    pub fn apply(&mut self, event: &Event, now_ms: u64) -> Result<(), Illegal> {
        // What was seen completed was charged, whoever forgot it since.
        let completed = self.handle.as_ref().is_some_and(|handle| handle.completed);
        let event = match event {
            Event::Expired { .. } if completed => &Event::Expired { completed },
            event => event,
        };
        let next = self.settled(self.state.after(event)?, event);
        if self.forbids(event) {
            return Err(Illegal);
        }
        let estimate = self.estimate();
        let maybe = self.charge_of(Charge::Unknown(estimate));
        match event {
            Event::Claim { .. } => {
                self.sendings = self.sendings.saturating_add(1);
                self.sent_ms = Some(now_ms);
                self.outcome = Outcome::None;
                self.handle = None;
                self.charge = maybe;
            }
            Event::HeldBack => {
                self.repeats = self.repeats.saturating_add(1).min(retry::MOST);
                self.charge = Charge::None;
            }
            Event::Refused | Event::JobFailed => self.charge = Charge::None,
            Event::Submitted(handle) => {
                let handle = self.handle_with(handle);
                self.charge = if handle.completed {
                    self.charge_of(Charge::About(estimate))
                } else {
                    maybe
                };
                self.handle = Some(handle);
            }
            Event::Orphaned => {
                self.outcome = Outcome::TabGone;
                self.charge = maybe;
            }
            Event::Lost => self.charge = maybe,
            Event::Expired { completed: false } if next == State::Unknown => self.charge = maybe,
            // Only a success is answered so, and a success is charged. A price that the service names comes later.
            Event::Received | Event::Unusable | Event::Expired { .. } => {
                if !matches!(self.charge, Charge::Exact(_)) {
                    self.charge = self.charge_of(Charge::About(estimate));
                }
            }
            Event::Cancel => {
                let sent = self.state.is_out();
                self.outcome = Outcome::Cancelled { sent };
                self.charge = if sent { maybe } else { Charge::None };
            }
            Event::Choose(choice) => {
                self.choices.push((now_ms, *choice));
                self.choose(*choice);
            }
            Event::Queue | Event::Decoded | Event::Painted | Event::Saved => {}
        }
        self.ended_ms = next.has_ended().then_some(now_ms);
        self.state = next;
        Ok(())
    }

    /// An answer to its sending of that number, from 1 on, as [`sendings`](Self::sendings) counted when it was claimed.
    ///
    /// The person may have chosen to send again before the answer came after all, from a tab that slept. Then it is not
    /// this job's any more and becomes a job of its own, named `spare`, with the charge that this one bore for it: that
    /// row is returned, to be stored beside this one and with the answer under its own key.
    ///
    /// # Errors
    /// [`Illegal`] where no such answer can be expected, or where it says nothing new. Nothing is changed then.
    pub fn answered(
        &mut self,
        attempt: u32,
        spare: JobKey,
        event: &Event,
        now_ms: u64,
    ) -> Result<Option<JobRow>, Illegal> {
        let Some(at) = self.before.iter().position(|it| it.attempt == attempt) else {
            if attempt != self.sendings {
                return Err(Illegal);
            }
            return self.apply(event, now_ms).map(|()| None);
        };
        let earlier = &self.before[at];
        let mut own = JobRow {
            state: State::Unknown,
            handle: earlier.handle.clone(),
            sent_ms: Some(earlier.payment.at_ms),
            charge: earlier.payment.charge,
            sendings: 1,
            ..JobRow::draft(
                spare,
                self.request.clone(),
                self.target.clone(),
                self.home.clone(),
                self.asked_ms,
            )
        };
        own.rank = self.rank;
        own.apply(event, now_ms)?;
        if own.state == State::Unknown {
            return Err(Illegal);
        }
        self.before.remove(at);
        Ok((own.charge != Charge::None).then_some(own))
    }

    /// Where the state alone would say otherwise than the whole row does.
    fn settled(&self, next: State, event: &Event) -> State {
        match (next, event) {
            // Unasked only so often.
            (State::Waiting, Event::HeldBack) if self.repeats >= retry::MOST => State::Failed,
            // Where nothing is paid there is nothing to find out, and nothing that was paid for is lost.
            (State::Unknown | State::Gone, Event::Cancel | Event::Choose(_))
                if !self.target.is_paid() =>
            {
                State::Cancelled
            }
            (State::Unknown | State::Gone, _) if !self.target.is_paid() => State::Failed,
            (next, _) => next,
        }
    }

    /// What the state alone would allow and the whole row does not.
    fn forbids(&self, event: &Event) -> bool {
        match event {
            Event::Painted => !self.target.is_practice(),
            // What was received lies on the disk, and any tab can go on from there.
            Event::Orphaned => self.state == State::Saving && !self.target.is_practice(),
            // The service took it, so it did not refuse it.
            Event::Refused => self.handle.is_some(),
            // A second id would cost the images of the first.
            Event::Submitted(new) => self.handle.as_ref().is_some_and(|old| old.id != new.id),
            Event::JobFailed => self.handle.is_none(),
            Event::Expired { .. } => self.handle.is_none() && self.state != State::Saving,
            // Only what nobody had an answer to can be answered late.
            Event::Received if matches!(self.state, State::Cancelled | State::Gone) => !matches!(
                self.choices.last(),
                Some((_, Choice::Charged | Choice::NotCharged))
            ),
            _ => false,
        }
    }

    /// The handle with what was known of it before: since when, and whether it was completed.
    fn handle_with(&self, new: &Handle) -> Handle {
        let mut handle = new.clone();
        if let Some(old) = &self.handle {
            handle.since_ms = handle.since_ms.min(old.since_ms);
            handle.completed |= old.completed;
        }
        handle
    }

    fn choose(&mut self, choice: Choice) {
        match choice {
            Choice::Again => {
                if self.charge != Charge::None {
                    self.before.push(Earlier {
                        attempt: self.sendings,
                        payment: self.payment(),
                        handle: self.handle.take(),
                    });
                }
                self.handle = None;
                self.charge = Charge::None;
                self.repeats = 0;
                self.outcome = Outcome::None;
            }
            Choice::Charged => self.charge = self.charge_of(Charge::About(self.estimate())),
            Choice::NotCharged => self.charge = Charge::None,
        }
    }
}
