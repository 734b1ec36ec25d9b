//! What somebody typed, as text, and the one check that turns it into a request.

use crate::bounds::{GUIDANCE, SAMPLES, SEED, SIZE, STEPS};
use crate::number::{self, Trouble};
use crate::{Bound, Field, Limit, Problem, Problems, Request, Scheduler, Seed};

/// A request as it is being typed: every field is text, and may be wrong.
///
/// [`Default`] gives the documented defaults (2 images, 45 steps, guidance 7, `DPM Multi`, seed 9876543210, base64 off)
/// and an empty prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What the picture should show.
    pub prompt: String,
    /// What to keep out. May be empty.
    pub negative_prompt: String,
    /// Images per request, 1 to 4.
    pub samples: String,
    /// The scheduler's name.
    pub scheduler: String,
    /// Denoising steps, 20 to 100.
    pub steps: String,
    /// Guidance scale, 1 to 25, with a decimal point.
    pub guidance: String,
    /// Seed, 0 to 999999999999999, or -1.
    pub seed: String,
    /// Width in pixels: 1024.
    pub width: String,
    /// Height in pixels: 1024.
    pub height: String,
    /// Whether images come as text inside JSON.
    pub base64: bool,
}

impl Default for Draft {
    fn default() -> Self {
        Draft {
            prompt: String::new(),
            negative_prompt: "blurry,out of focus".into(),
            samples: SAMPLES.default.to_string(),
            scheduler: Scheduler::default().name().into(),
            steps: STEPS.default.to_string(),
            guidance: number::plain_text(GUIDANCE.default),
            seed: SEED.default.to_string(),
            width: SIZE.default.to_string(),
            height: SIZE.default.to_string(),
            base64: false,
        }
    }
}

impl Draft {
    /// The prompt of the sample request on the service's own model page.
    pub const SAMPLE_PROMPT: &str = "a futuristic cityscape at dusk, neon lights, reflections in water, ultrarealistic, high contrast, vibrant";

    /// Reads the whole draft, or says everything that is wrong with it.
    ///
    /// White space around a value is dropped here, never while somebody types. Numbers are plain decimal digits with an
    /// optional sign; a leading `+` is accepted, since it can mean nothing else, and so are the full-width digits that
    /// East Asian input methods write. Exponents, hexadecimal, `NaN` and `inf` are refused. A decimal comma is refused
    /// with a sentence of its own, because `1,500` means different numbers in different places.
    ///
    /// # Errors
    ///
    /// All [`Problems`] at once, in the order of the form.
    ///
    /// ```
    /// # use ssd1b::{Draft, Field};
    /// let draft = Draft { prompt: "a fox".into(), steps: "145".into(), guidance: "7,5".into(), ..Draft::default() };
    /// let problems = draft.check().unwrap_err();
    /// assert_eq!(problems.first().sentence, "Steps must be from 20 to 100; this is 145.");
    /// assert!(problems.of(Field::Guidance).is_some());
    /// ```
    pub fn check(&self) -> Result<Request, Problems> {
        let mut problems = Vec::new();

        let prompt = self.prompt.trim();
        if prompt.is_empty() {
            problems.push(Problem {
                field: Field::Prompt,
                limit: Limit::Required,
                sentence: "Prompt must not be empty; say what the picture should show.".into(),
            });
        }
        let samples = whole(SAMPLES.field, &SAMPLES, &self.samples, &mut problems);
        let scheduler = scheduler(&self.scheduler, &mut problems);
        let steps = whole(STEPS.field, &STEPS, &self.steps, &mut problems);
        let guidance = decimal(&GUIDANCE, &self.guidance, &mut problems);
        let seed = whole(SEED.field, &SEED, &self.seed, &mut problems);
        let width = whole(Field::Width, &SIZE, &self.width, &mut problems);
        let height = whole(Field::Height, &SIZE, &self.height, &mut problems);

        match Problems::of_all(problems) {
            Some(problems) => Err(problems),
            // Without a problem every value above is the one that was typed; the defaults are never reached.
            None => Ok(Request {
                prompt: prompt.into(),
                negative_prompt: self.negative_prompt.trim().into(),
                samples,
                scheduler,
                steps,
                guidance,
                seed: Seed::new(seed).unwrap_or(Seed::RANDOM),
                width,
                height,
                base64: self.base64,
            }),
        }
    }
}

/// Reads a whole number of the row, or reports it and hands back the default so that reading can go on.
fn whole<T>(field: Field, bound: &Bound<T>, typed: &str, problems: &mut Vec<Problem>) -> T
where
    T: Copy + PartialOrd + TryFrom<i64> + Into<i64>,
{
    let (min, max) = (bound.min.into(), bound.max.into());
    let trouble = match number::whole(typed) {
        Ok(number) => match T::try_from(number) {
            Ok(value) if bound.contains(&value) => return value,
            _ => Trouble::Outside,
        },
        Err(trouble) => trouble,
    };
    let limit = if min == max {
        Limit::Fixed(min)
    } else {
        Limit::Whole { min, max }
    };
    let allowed = match field {
        Field::Seed => format!("from 0 to {max}, or -1 for random"),
        _ if min == max => format!("{min}, the only size the model serves"),
        _ => format!("from {min} to {max}"),
    };
    problems.push(Problem {
        field,
        limit,
        sentence: trouble.sentence(
            field,
            if min == max { "" } else { "a whole number " },
            &allowed,
            typed,
        ),
    });
    bound.default
}

/// The same for the one decimal number.
fn decimal(bound: &Bound<f64>, typed: &str, problems: &mut Vec<Problem>) -> f64 {
    let trouble = match number::decimal(typed) {
        Ok(value) if bound.contains(&value) => return value,
        Ok(_) => Trouble::Outside,
        Err(trouble) => trouble,
    };
    let (min, max) = (bound.min, bound.max);
    let allowed = format!(
        "from {} to {}",
        number::plain_text(min),
        number::plain_text(max)
    );
    problems.push(Problem {
        field: bound.field,
        limit: Limit::Decimal { min, max },
        sentence: trouble.sentence(bound.field, "a number ", &allowed, typed),
    });
    bound.default
}

fn scheduler(typed: &str, problems: &mut Vec<Problem>) -> Scheduler {
    let name = typed.trim();
    Scheduler::parse(name).unwrap_or_else(|| {
        let count = Scheduler::ALL.len();
        let sentence = if name.is_empty() {
            format!("Scheduler must be one of the {count} that the service knows; this is empty.")
        } else {
            let name = number::cut(name);
            format!("Scheduler must be one of the {count} that the service knows; “{name}” is not.")
        };
        problems.push(Problem {
            field: Field::Scheduler,
            limit: Limit::OneOf,
            sentence,
        });
        Scheduler::default()
    })
}
