//! The row as it lies in the database: a format of its own, so that renaming a field here loses nobody's jobs.

use serde::{Deserialize, Serialize};
use ssd1b::{Draft, Endpoint, NetworkFacts, Request, RequestId};

use super::{
    Api, Asked, Choice, Handle, Head, JobKey, JobRow, Maker, Outcome, State, TabId, Target,
};
use crate::money::{Charge, Micros};

/// The version this build writes. Readers take any older one.
const VERSION: u32 = 1;

impl JobRow {
    /// The row as text.
    pub fn save(&self) -> String {
        // Exhaustive on purpose: a new field must be given a place here before this compiles again.
        let JobRow {
            key,
            request,
            target,
            asked_ms,
            rank,
            home,
            state,
            handle,
            charge,
            before,
            sendings,
            repeats,
            choices,
            outcome,
            balance,
            ended_ms,
        } = self;
        let (tab, since_ms) = match state {
            State::Sending { tab, since_ms } => (Some(tab.as_str().to_owned()), Some(*since_ms)),
            _ => (None, None),
        };
        let saved = Saved {
            version: VERSION,
            key: key.as_str().to_owned(),
            request: SavedRequest::of(request),
            target: SavedTarget::of(target),
            asked_ms: *asked_ms,
            rank: *rank,
            home: home.as_str().to_owned(),
            state: state.name().to_owned(),
            tab,
            since_ms,
            handle: handle.as_ref().map(|handle| SavedHandle {
                id: handle.id.as_str().to_owned(),
                since_ms: handle.since_ms,
                completed: handle.completed,
            }),
            charge: charge_text(*charge),
            before: charge_text(*before),
            sendings: *sendings,
            repeats: *repeats,
            choices: choices
                .iter()
                .map(|(ms, choice)| (*ms, choice_name(*choice).to_owned()))
                .collect(),
            outcome: SavedOutcome::of(outcome),
            balance_before: balance.0.map(|Micros(amount)| amount),
            balance_after: balance.1.map(|Micros(amount)| amount),
            ended_ms: *ended_ms,
        };
        serde_json::to_string(&saved).unwrap_or_default()
    }

    /// Reads what [`save`](Self::save) wrote. What is missing gets its default; what is unknown is passed over, save
    /// where it would turn paid into unpaid: a state this build does not know is read as unknown.
    ///
    /// # Errors
    /// A sentence, where the row has no name or no request.
    pub fn restore(text: &str) -> Result<JobRow, &'static str> {
        const UNREADABLE: &str =
            "A job in this browser's database could not be read. It is left there untouched.";
        let saved: Saved = serde_json::from_str(text).map_err(|_| UNREADABLE)?;
        let key = JobKey::stored(&saved.key).ok_or(UNREADABLE)?;
        let request = saved.request.restore().ok_or(UNREADABLE)?;
        let home = TabId::stored(&saved.home).unwrap_or(TabId::new(0));
        let handle = saved.handle.and_then(|handle| {
            Some(Handle {
                id: RequestId::parse(&handle.id)?,
                since_ms: handle.since_ms,
                completed: handle.completed,
            })
        });
        let tab = saved.tab.as_deref().and_then(TabId::stored);
        let state = match saved.state.as_str() {
            "waiting" => State::Waiting,
            "sending" => State::Sending {
                tab: tab.unwrap_or_else(|| home.clone()),
                since_ms: saved.since_ms.unwrap_or(saved.asked_ms),
            },
            "submitted" if handle.is_some() => State::Submitted,
            "received" => State::Received,
            "saving" => State::Saving,
            "done" => State::Done,
            "failed" => State::Failed,
            "cancelled" => State::Cancelled,
            "gone" => State::Gone,
            _ => State::Unknown,
        };
        Ok(JobRow {
            key,
            request,
            target: saved.target.restore(),
            asked_ms: saved.asked_ms,
            rank: saved.rank,
            home,
            state,
            handle,
            charge: charge_of(&saved.charge),
            before: charge_of(&saved.before),
            sendings: saved.sendings,
            repeats: saved.repeats,
            choices: saved
                .choices
                .iter()
                .filter_map(|(ms, name)| Some((*ms, choice_named(name)?)))
                .collect(),
            outcome: saved.outcome.restore(),
            balance: (
                saved.balance_before.map(Micros),
                saved.balance_after.map(Micros),
            ),
            ended_ms: saved.ended_ms,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct Saved {
    #[serde(default)]
    version: u32,
    key: String,
    request: SavedRequest,
    #[serde(default)]
    target: SavedTarget,
    #[serde(default)]
    asked_ms: u64,
    #[serde(default)]
    rank: i64,
    #[serde(default)]
    home: String,
    #[serde(default)]
    state: String,
    tab: Option<String>,
    since_ms: Option<u64>,
    handle: Option<SavedHandle>,
    #[serde(default)]
    charge: (String, u64),
    #[serde(default)]
    before: (String, u64),
    #[serde(default)]
    sendings: u32,
    #[serde(default)]
    repeats: u8,
    #[serde(default)]
    choices: Vec<(u64, String)>,
    #[serde(default)]
    outcome: SavedOutcome,
    balance_before: Option<u64>,
    balance_after: Option<u64>,
    ended_ms: Option<u64>,
}

/// The ten parameters. The size is left out: it has one allowed value.
#[derive(Serialize, Deserialize)]
struct SavedRequest {
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
    fn of(request: &Request) -> SavedRequest {
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

    fn restore(self) -> Option<Request> {
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
struct SavedTarget {
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
    fn of(target: &Target) -> SavedTarget {
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

    fn restore(self) -> Target {
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
struct SavedHandle {
    id: String,
    #[serde(default)]
    since_ms: u64,
    #[serde(default)]
    completed: bool,
}

#[derive(Default, Serialize, Deserialize)]
struct SavedOutcome {
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
    fn of(outcome: &Outcome) -> SavedOutcome {
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

    fn restore(self) -> Outcome {
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

const fn choice_name(choice: Choice) -> &'static str {
    match choice {
        Choice::Again => "again",
        Choice::Charged => "charged",
        Choice::NotCharged => "not charged",
    }
}

fn choice_named(name: &str) -> Option<Choice> {
    [Choice::Again, Choice::Charged, Choice::NotCharged]
        .into_iter()
        .find(|choice| choice_name(*choice) == name)
}

fn charge_text(charge: Charge) -> (String, u64) {
    let (name, Micros(amount)) = match charge {
        Charge::None => ("none", Micros(0)),
        Charge::About(amount) => ("about", amount),
        Charge::Exact(amount) => ("exact", amount),
        Charge::Unknown(amount) => ("unknown", amount),
    };
    (name.to_owned(), amount)
}

fn charge_of((name, amount): &(String, u64)) -> Charge {
    let amount = Micros(*amount);
    match name.as_str() {
        "none" | "" => Charge::None,
        "about" => Charge::About(amount),
        "exact" => Charge::Exact(amount),
        _ => Charge::Unknown(amount),
    }
}
