//! The form's draft: what was typed, and whether the seed is drawn anew for every request.

use serde::{Deserialize, Serialize};
use ssd1b::{Draft, Field, Problems, Request, Seed};

/// Everything the form holds. The numbers are still text: nothing typed is ever lost or rounded.
#[derive(Clone, Debug, PartialEq)]
pub struct FormDraft {
    /// The ten parameters as typed.
    pub fields: Draft,
    /// Draw a new seed for every request instead of using the typed one.
    pub random_seed: bool,
}

impl Default for FormDraft {
    /// The first draft of a newcomer: the service's sample prompt, its documented defaults, a random seed.
    ///
    /// The service's default seed is one constant number, so leaving it in place would give everybody
    /// the same picture.
    fn default() -> Self {
        let fields = Draft {
            prompt: Draft::SAMPLE_PROMPT.to_owned(),
            // The one form in which several images of one request are known to come back.
            base64: true,
            ..Draft::default()
        };
        FormDraft {
            fields,
            random_seed: true,
        }
    }
}

impl FormDraft {
    /// Checks the draft and makes the request. `bits` decide the seed where it is random.
    ///
    /// # Errors
    /// All problems at once. With a random seed the typed one is not looked at.
    pub fn check(&self, bits: u64) -> Result<Request, Problems> {
        if !self.random_seed {
            return self.fields.check();
        }
        let drawn = Seed::drawn(bits);
        let mut fields = self.fields.clone();
        fields.seed = drawn.to_string();
        fields.check()
    }

    /// The draft that would make `request` again, seed included.
    pub fn of(request: &Request) -> Self {
        FormDraft {
            fields: request.to_draft(),
            random_seed: false,
        }
    }

    /// The draft as text for the browser's storage.
    pub fn save(&self) -> String {
        // Exhaustive on purpose: a new field must be given a place here before this compiles again.
        let FormDraft {
            fields:
                Draft {
                    prompt,
                    negative_prompt,
                    samples,
                    scheduler,
                    steps,
                    guidance,
                    seed,
                    width: _,
                    height: _,
                    base64,
                },
            random_seed,
        } = self.clone();
        let saved = Saved {
            version: VERSION,
            prompt: Some(prompt),
            negative_prompt: Some(negative_prompt),
            samples: Some(samples),
            scheduler: Some(scheduler),
            steps: Some(steps),
            guidance: Some(guidance),
            seed: Some(seed),
            base64: Some(base64),
            random_seed: Some(random_seed),
        };
        serde_json::to_string(&saved).unwrap_or_default()
    }

    /// Reads what [`save`](Self::save) wrote, filling in what is missing and ignoring what is unknown.
    ///
    /// # Errors
    /// A sentence when the text is not a draft at all.
    pub fn restore(text: &str) -> Result<Self, &'static str> {
        let saved: Saved = serde_json::from_str(text)
            .map_err(|_| "The saved draft could not be read, so the form starts fresh.")?;
        let first = FormDraft::default();
        Ok(FormDraft {
            fields: Draft {
                prompt: saved.prompt.unwrap_or(first.fields.prompt),
                negative_prompt: saved
                    .negative_prompt
                    .unwrap_or(first.fields.negative_prompt),
                samples: saved.samples.unwrap_or(first.fields.samples),
                scheduler: saved.scheduler.unwrap_or(first.fields.scheduler),
                steps: saved.steps.unwrap_or(first.fields.steps),
                guidance: saved.guidance.unwrap_or(first.fields.guidance),
                seed: saved.seed.unwrap_or(first.fields.seed),
                width: first.fields.width,
                height: first.fields.height,
                base64: saved.base64.unwrap_or(first.fields.base64),
            },
            random_seed: saved.random_seed.unwrap_or(first.random_seed),
        })
    }

    /// The text of one field, for the fields that are text.
    pub fn text(&self, field: Field) -> Option<&str> {
        let fields = &self.fields;
        match field {
            Field::Prompt => Some(&fields.prompt),
            Field::NegativePrompt => Some(&fields.negative_prompt),
            Field::Samples => Some(&fields.samples),
            Field::Scheduler => Some(&fields.scheduler),
            Field::Steps => Some(&fields.steps),
            Field::Guidance => Some(&fields.guidance),
            Field::Seed => Some(&fields.seed),
            Field::Width => Some(&fields.width),
            Field::Height => Some(&fields.height),
            Field::Base64 => None,
        }
    }
}

/// The version this build writes. Readers take any: unknown fields are ignored, missing ones filled in.
const VERSION: u32 = 1;

/// The stored form of a draft. Size is left out: it has one allowed value.
#[derive(Serialize, Deserialize)]
struct Saved {
    #[serde(default)]
    version: u32,
    prompt: Option<String>,
    negative_prompt: Option<String>,
    samples: Option<String>,
    scheduler: Option<String>,
    steps: Option<String>,
    guidance: Option<String>,
    seed: Option<String>,
    base64: Option<bool>,
    random_seed: Option<bool>,
}
