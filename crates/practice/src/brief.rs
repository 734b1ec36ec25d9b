//! What is asked of the engine: the words, what to leave out, and two numbers of chance.

/// One picture to paint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brief {
    /// What the picture should show. Any text; unknown words still steer the picture through their hash.
    pub prompt: String,
    /// What it should not show.
    pub negative_prompt: String,
    /// Moves the composition.
    pub seed: u64,
    /// Number of the picture within its request, from 0: moves the composition as well.
    pub sample: u32,
}

impl Brief {
    /// The brief for one picture of a request; `sample` counts from 0. Scheduler, steps and guidance say nothing to this
    /// engine. A seed of -1, which asks for a random one, is taken as 1: this engine has no dice.
    pub fn of(request: &ssd1b::Request, sample: u32) -> Brief {
        Brief {
            prompt: request.prompt().to_owned(),
            negative_prompt: request.negative_prompt().to_owned(),
            seed: request.seed().get().unsigned_abs(),
            sample,
        }
    }

    /// The chance every random choice of the picture grows from: FNV-1a over prompt, seed and sample number.
    ///
    /// The negative prompt is left out on purpose, so that taking a thing away leaves the rest of the picture where it was.
    pub(crate) fn chance(&self) -> u32 {
        let words = self.prompt.bytes().map(|b| b.to_ascii_lowercase());
        let numbers = self
            .seed
            .to_le_bytes()
            .into_iter()
            .chain(self.sample.to_le_bytes());
        let long = fnv(words.chain(numbers));
        (long ^ (long >> 32)) as u32
    }
}

/// FNV-1a, 64 bits.
pub(crate) fn fnv(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
