//! The parts of a saved row.

use serde::{Deserialize, Serialize};
use ssd1b::{Draft, Endpoint, NetworkFacts, Request, RequestId};

use super::super::{Api, Asked, Choice, Earlier, Handle, Head, Maker, Outcome, Target};
use crate::money::{Charge, Micros, Payment};

/// The ten parameters. The size is left out: it has one allowed value.
#[derive(Serialize, Deserialize)]
pub(super) struct SavedRequest {
    prompt: String,
    #[serde(default)]
    negative: String,
    samples: String,
    scheduler: String,
    steps: String,
    guidance: String,
    seed: String,
    #[serde(default)]
    base64: bool,
}

impl SavedRequest {
    pub(super) fn of(request: &Request) -> SavedRequest {
        let draft = request.to_draft();
        SavedRequest {
            prompt: draft.prompt,
            negative: draft.negative_prompt,
            samples: draft.samples,
            scheduler: draft.scheduler,
            steps: draft.steps,
            guidance: draft.guidance,
            seed: draft.seed,
            base64: draft.base64,
        }
    }

    pub(super) fn restore(self) -> Option<Request> {
        let draft = Draft {
            prompt: self.prompt,
            negative_prompt: self.negative,
            samples: self.samples,
            scheduler: self.scheduler,
            steps: self.steps,
            guidance: self.guidance,
            seed: self.seed,
            base64: self.base64,
            ..Draft::default()
        };
        draft.check().ok()
    }
}

#[derive(Default, Serialize, Deserialize)]
pub(super) struct SavedTarget {
    #[serde(default)]
    maker: String,
    #[serde(default)]
    name: String,
    endpoint: Option<String>,
    #[serde(default)]
    v2: bool,
    #[serde(default)]
    keyed: bool,
}

impl SavedTarget {
    pub(super) fn of(target: &Target) -> SavedTarget {
        let maker = match target.maker {
            Maker::Practice => "practice",
            Maker::Simulator => "simulator",
            Maker::Service => "service",
        };
        SavedTarget {
            maker: maker.to_owned(),
            name: target.name.clone(),
            endpoint: target.endpoint.as_ref().map(|it| it.as_str().to_owned()),
            v2: target.api == Api::V2,
            keyed: target.keyed,
        }
    }

    pub(super) fn restore(self) -> Target {
        let endpoint = self.endpoint.and_then(|text| Endpoint::parse(&text).ok());
        let maker = match self.maker.as_str() {
            "practice" => Maker::Practice,
            "simulator" => Maker::Simulator,
            _ => Maker::Service,
        };
        Target {
            maker,
            name: self.name,
            endpoint,
            api: if self.v2 { Api::V2 } else { Api::V1 },
            keyed: self.keyed,
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct SavedHandle {
    id: String,
    #[serde(default)]
    since_ms: u64,
    #[serde(default)]
    completed: bool,
}

impl SavedHandle {
    pub(super) fn of(handle: &Handle) -> SavedHandle {
        SavedHandle {
            id: handle.id.as_str().to_owned(),
            since_ms: handle.since_ms,
            completed: handle.completed,
        }
    }

    pub(super) fn restore(self) -> Option<Handle> {
        Some(Handle {
            id: RequestId::parse(&self.id)?,
            since_ms: self.since_ms,
            completed: self.completed,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct SavedEarlier {
    #[serde(default)]
    attempt: u32,
    #[serde(default)]
    at_ms: u64,
    charge: String,
    #[serde(default)]
    micros: u64,
    handle: Option<SavedHandle>,
}

impl SavedEarlier {
    pub(super) fn of(earlier: &Earlier) -> SavedEarlier {
        let (name, Micros(micros)) = earlier.payment.charge.parts();
        SavedEarlier {
            attempt: earlier.attempt,
            at_ms: earlier.payment.at_ms,
            charge: name.to_owned(),
            micros,
            handle: earlier.handle.as_ref().map(SavedHandle::of),
        }
    }

    pub(super) fn restore(self) -> Earlier {
        Earlier {
            attempt: self.attempt,
            payment: Payment {
                at_ms: self.at_ms,
                charge: Charge::named(&self.charge, Micros(self.micros)),
            },
            handle: self.handle.and_then(SavedHandle::restore),
        }
    }
}

#[derive(Default, Serialize, Deserialize)]
pub(super) struct SavedOutcome {
    #[serde(default)]
    what: String,
    #[serde(default)]
    status: u16,
    #[serde(default)]
    headers: Vec<(String, String)>,
    #[serde(default)]
    of: String,
    online: Option<bool>,
    #[serde(default)]
    elapsed_ms: u64,
    #[serde(default)]
    host_answered_before: bool,
    #[serde(default)]
    cut_mid_body: bool,
    #[serde(default)]
    why: String,
}

impl SavedOutcome {
    pub(super) fn of(outcome: &Outcome) -> SavedOutcome {
        let named = |what: &str| SavedOutcome {
            what: what.to_owned(),
            ..SavedOutcome::default()
        };
        match outcome {
            Outcome::None => named(""),
            Outcome::Answer(head) => SavedOutcome {
                status: head.status,
                headers: head.headers.clone(),
                of: asked_name(head.of).to_owned(),
                ..named("answer")
            },
            Outcome::Network(facts) => SavedOutcome {
                online: facts.online,
                elapsed_ms: facts.elapsed_ms,
                host_answered_before: facts.host_answered_before,
                cut_mid_body: facts.cut_mid_body,
                ..named("network")
            },
            Outcome::Cancelled { sent: true } => named("called back"),
            Outcome::Cancelled { sent: false } => named("cancelled"),
            Outcome::TabGone => named("tab gone"),
            Outcome::Stopped(why) => SavedOutcome {
                why: why.clone(),
                ..named("stopped")
            },
        }
    }

    pub(super) fn restore(self) -> Outcome {
        match self.what.as_str() {
            "answer" => Outcome::Answer(Head {
                status: self.status,
                headers: self.headers,
                of: Asked::ALL
                    .into_iter()
                    .find(|asked| asked_name(*asked) == self.of)
                    .unwrap_or_default(),
            }),
            "network" => Outcome::Network(NetworkFacts {
                online: self.online,
                elapsed_ms: self.elapsed_ms,
                host_answered_before: self.host_answered_before,
                post: true,
                cut_mid_body: self.cut_mid_body,
            }),
            "called back" => Outcome::Cancelled { sent: true },
            "cancelled" => Outcome::Cancelled { sent: false },
            "tab gone" => Outcome::TabGone,
            "stopped" => Outcome::Stopped(self.why),
            _ => Outcome::None,
        }
    }
}

const fn asked_name(asked: Asked) -> &'static str {
    match asked {
        Asked::Images => "images",
        Asked::Submit => "submit",
        Asked::Poll => "poll",
        Asked::Result => "result",
    }
}

pub(super) const fn choice_name(choice: Choice) -> &'static str {
    match choice {
        Choice::Again => "again",
        Choice::Charged => "charged",
        Choice::NotCharged => "not charged",
    }
}

pub(super) fn choice_named(name: &str) -> Option<Choice> {
    [Choice::Again, Choice::Charged, Choice::NotCharged]
        .into_iter()
        .find(|choice| choice_name(*choice) == name)
}
