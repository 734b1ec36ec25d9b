//! A request that can only exist valid.

use crate::{Draft, Problems, Scheduler, Seed, number};

/// A generation request, checked. The only ways in are [`Draft::check`] and [`Request::new`].
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub(crate) prompt: String,
    pub(crate) negative_prompt: String,
    pub(crate) samples: u8,
    pub(crate) scheduler: Scheduler,
    pub(crate) steps: u16,
    pub(crate) guidance: f64,
    pub(crate) seed: Seed,
    pub(crate) width: u16,
    pub(crate) height: u16,
    pub(crate) base64: bool,
}

impl Request {
    /// A request for that prompt with the documented defaults (those of [`Draft::default`]).
    ///
    /// # Errors
    ///
    /// One problem, where the prompt is empty.
    pub fn new(prompt: &str) -> Result<Request, Problems> {
        Draft {
            prompt: prompt.into(),
            ..Draft::default()
        }
        .check()
    }

    /// The same request with another seed.
    #[must_use]
    pub fn with_seed(self, seed: Seed) -> Request {
        Request { seed, ..self }
    }

    /// The same request with another scheduler.
    #[must_use]
    pub fn with_scheduler(self, scheduler: Scheduler) -> Request {
        Request { scheduler, ..self }
    }

    /// What somebody would have to type to get this request: checking it gives the request back.
    #[must_use]
    pub fn to_draft(&self) -> Draft {
        Draft {
            prompt: self.prompt.clone(),
            negative_prompt: self.negative_prompt.clone(),
            samples: self.samples.to_string(),
            scheduler: self.scheduler.name().into(),
            steps: self.steps.to_string(),
            guidance: number::plain_text(self.guidance),
            seed: self.seed.to_string(),
            width: self.width.to_string(),
            height: self.height.to_string(),
            base64: self.base64,
        }
    }

    /// What the picture should show: not empty, no white space around it.
    #[must_use]
    pub fn prompt(&self) -> &str {
        &self.prompt
    }

    /// What to keep out; may be empty.
    #[must_use]
    pub fn negative_prompt(&self) -> &str {
        &self.negative_prompt
    }

    /// How many images, 1 to 4.
    #[must_use]
    pub fn samples(&self) -> u8 {
        self.samples
    }

    /// The denoising pattern.
    #[must_use]
    pub fn scheduler(&self) -> Scheduler {
        self.scheduler
    }

    /// Denoising steps, 20 to 100.
    #[must_use]
    pub fn steps(&self) -> u16 {
        self.steps
    }

    /// Guidance scale, 1 to 25.
    #[must_use]
    pub fn guidance(&self) -> f64 {
        self.guidance
    }

    /// The seed.
    #[must_use]
    pub fn seed(&self) -> Seed {
        self.seed
    }

    /// Width in pixels.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Height in pixels.
    #[must_use]
    pub fn height(&self) -> u16 {
        self.height
    }

    /// Whether images are asked for as text inside JSON.
    #[must_use]
    pub fn base64(&self) -> bool {
        self.base64
    }
}
