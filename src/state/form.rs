//! The form: one signal per field, the problems they have, and which of these may be shown yet.

use leptos::prelude::*;
use ssd1b::{Draft, Field, Problem, Problems, Request, Seed};
use studio::draft::FormDraft;

use crate::abilities::{Services, Slot, Store};

/// The ten parameters and the seed's switch, one signal each.
#[derive(Clone, Copy)]
struct Fields {
    prompt: RwSignal<String>,
    negative_prompt: RwSignal<String>,
    samples: RwSignal<String>,
    scheduler: RwSignal<String>,
    steps: RwSignal<String>,
    guidance: RwSignal<String>,
    seed: RwSignal<String>,
    width: RwSignal<String>,
    height: RwSignal<String>,
    base64: RwSignal<bool>,
    random_seed: RwSignal<bool>,
}

impl Fields {
    fn new(draft: FormDraft) -> Self {
        let FormDraft {
            fields,
            random_seed,
        } = draft;
        Fields {
            prompt: RwSignal::new(fields.prompt),
            negative_prompt: RwSignal::new(fields.negative_prompt),
            samples: RwSignal::new(fields.samples),
            scheduler: RwSignal::new(fields.scheduler),
            steps: RwSignal::new(fields.steps),
            guidance: RwSignal::new(fields.guidance),
            seed: RwSignal::new(fields.seed),
            width: RwSignal::new(fields.width),
            height: RwSignal::new(fields.height),
            base64: RwSignal::new(fields.base64),
            random_seed: RwSignal::new(random_seed),
        }
    }

    fn draft(self) -> FormDraft {
        FormDraft {
            fields: Draft {
                prompt: self.prompt.get(),
                negative_prompt: self.negative_prompt.get(),
                samples: self.samples.get(),
                scheduler: self.scheduler.get(),
                steps: self.steps.get(),
                guidance: self.guidance.get(),
                seed: self.seed.get(),
                width: self.width.get(),
                height: self.height.get(),
                base64: self.base64.get(),
            },
            random_seed: self.random_seed.get(),
        }
    }

    fn load(self, draft: FormDraft) {
        let FormDraft {
            fields,
            random_seed,
        } = draft;
        self.prompt.set(fields.prompt);
        self.negative_prompt.set(fields.negative_prompt);
        self.samples.set(fields.samples);
        self.scheduler.set(fields.scheduler);
        self.steps.set(fields.steps);
        self.guidance.set(fields.guidance);
        self.seed.set(fields.seed);
        self.width.set(fields.width);
        self.height.set(fields.height);
        self.base64.set(fields.base64);
        self.random_seed.set(random_seed);
    }
}

/// The form's signals. Text stays as typed; it is parsed by [`FormDraft::check`] alone.
#[derive(Clone, Copy)]
pub struct FormState {
    fields: Fields,
    /// The seed of the last request that was sent, for "use last".
    pub last_seed: RwSignal<Option<Seed>>,
    /// What "Reset" replaced, while it can be undone.
    pub before_reset: RwSignal<Option<FormDraft>>,
    /// The draft could not be stored: it is lost with the page.
    pub unsaved: RwSignal<bool>,
    shown: RwSignal<Shown>,
    problems: Memo<Option<Problems>>,
}

/// Which problems may be shown: those of fields left once, or all after a submit.
#[derive(Clone, Default, PartialEq)]
struct Shown(Vec<Field>);

impl FormState {
    /// Restores the draft: this tab's, else the last one of any tab, else the first draft.
    pub fn new(services: &Services) -> Self {
        let stored = [&services.tab, &services.device]
            .into_iter()
            .filter_map(|store| store.get(Slot::Draft).ok().flatten())
            .find_map(|text| FormDraft::restore(&text).ok());
        let fields = Fields::new(stored.unwrap_or_default());
        let form = FormState {
            fields,
            last_seed: RwSignal::new(None),
            before_reset: RwSignal::new(None),
            unsaved: RwSignal::new(false),
            shown: RwSignal::new(Shown::default()),
            // Which bits draw the seed makes no difference to the problems.
            problems: Memo::new(move |_| fields.draft().check(0).err()),
        };
        form.keep(services);
        form
    }

    /// Stores every change, in the tab for a reload and on the device for the next tab.
    fn keep(self, services: &Services) {
        let services = services.clone();
        Effect::new(move |_| {
            let draft = self.draft();
            let store = |store: &dyn Store| {
                // The first draft needs no storing, so a page that was only looked at leaves nothing behind.
                if draft == FormDraft::default() {
                    store.remove(Slot::Draft)
                } else {
                    store.set(Slot::Draft, &draft.save())
                }
            };
            let (tab, device) = (store(&*services.tab), store(&*services.device));
            self.unsaved.set(tab.is_err() && device.is_err());
        });
    }

    /// The signal behind a text field. Base64 is a switch and no text: `None`.
    pub fn text(self, field: Field) -> Option<RwSignal<String>> {
        Some(match field {
            Field::Prompt => self.fields.prompt,
            Field::NegativePrompt => self.fields.negative_prompt,
            Field::Samples => self.fields.samples,
            Field::Scheduler => self.fields.scheduler,
            Field::Steps => self.fields.steps,
            Field::Guidance => self.fields.guidance,
            Field::Seed => self.fields.seed,
            Field::Width => self.fields.width,
            Field::Height => self.fields.height,
            Field::Base64 => return None,
        })
    }

    /// Ask for Base64 inside JSON.
    pub fn base64(self) -> RwSignal<bool> {
        self.fields.base64
    }

    /// Draw a seed for every request.
    pub fn random_seed(self) -> RwSignal<bool> {
        self.fields.random_seed
    }

    /// The whole draft; tracks every field.
    pub fn draft(self) -> FormDraft {
        self.fields.draft()
    }

    /// Puts a whole draft into the form. Problems hide until a field is left again.
    pub fn load(self, draft: FormDraft) {
        self.fields.load(draft);
        self.shown.set(Shown::default());
    }

    /// Copies one setting of a request back into the form.
    pub fn take(self, field: Field, request: &Request) {
        let draft = FormDraft::of(request);
        if let (Some(signal), Some(text)) = (self.text(field), draft.text(field)) {
            signal.set(text.to_owned());
        }
        if field == Field::Seed {
            self.fields.random_seed.set(false);
        }
    }

    /// Back to the first draft, with nothing to bring the present one back.
    pub fn forget(self) {
        self.load(FormDraft::default());
        self.before_reset.set(None);
        self.last_seed.set(None);
    }

    /// Back to the first draft. Can be undone until the next request.
    pub fn reset(self) {
        self.before_reset.set(Some(untrack(|| self.draft())));
        self.load(FormDraft::default());
    }

    /// Brings back what the last reset replaced; once more, what was typed since.
    pub fn undo_reset(self) {
        if let Some(draft) = self.before_reset.get_untracked() {
            self.before_reset.set(Some(untrack(|| self.draft())));
            self.load(draft);
        }
    }

    /// The field was left: its problem may be shown from now on.
    pub fn leave(self, field: Field) {
        if !self.shown.with_untracked(|shown| shown.0.contains(&field)) {
            self.shown.update(|shown| shown.0.push(field));
        }
    }

    /// The problem to show at the field.
    pub fn problem(self, field: Field) -> Option<Problem> {
        if !self.shown.with(|shown| shown.0.contains(&field)) {
            return None;
        }
        self.problems
            .with(|problems| problems.as_ref()?.of(field).cloned())
    }

    /// Checks everything; all problems show from now on.
    ///
    /// # Errors
    /// The first field with a problem, in the order of the form.
    pub fn submit(self, bits: u64) -> Result<Request, Field> {
        match untrack(|| self.draft()).check(bits) {
            Ok(request) => Ok(request),
            Err(problems) => {
                self.shown.set(Shown(Field::ALL.to_vec()));
                Err(problems.first().field)
            }
        }
    }

    /// A request went out with this seed.
    pub(super) fn sent(self, seed: Seed) {
        self.last_seed.set(Some(seed));
        self.before_reset.set(None);
    }

    /// Fixes the seed to this number.
    pub fn fix_seed(self, seed: Seed) {
        self.fields.seed.set(seed.to_string());
        self.fields.random_seed.set(false);
    }

    /// How many images a press of Generate would make, where that is a valid number.
    pub fn samples_asked(self) -> Option<u8> {
        self.fields
            .samples
            .with(|text| text.trim().parse().ok())
            .filter(|n| ssd1b::bounds::SAMPLES.contains(n))
    }

    /// How many steps are asked for, where that is a valid number.
    pub fn steps_asked(self) -> Option<u16> {
        self.fields
            .steps
            .with(|text| text.trim().parse().ok())
            .filter(|n| ssd1b::bounds::STEPS.contains(n))
    }
}
