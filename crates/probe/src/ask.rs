//! The requests of the probe, by name: what each is, and what it costs.

use ssd1b::estimate;

/// One request. A run sends it at most once, in the order in which they stand here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // The table below says what each is, once.
pub enum Ask {
    Balance,
    BalanceAgain,
    BalanceBadKey,
    PreflightV1,
    PreflightV2,
    PreflightJob,
    PreflightBalance,
    V1NoKey,
    V1BadKey,
    V2NoKey,
    WrongVerb,
    UnknownModel,
    UnknownStatus,
    UnknownResult,
    BalanceBeforeRefusals,
    WrongType,
    PromptMissing,
    PromptEmpty,
    NotNumbers,
    SamplesFive,
    StepsTen,
    SchedulerUnknown,
    BalanceAfterRefusals,
    Bytes,
    Repeat,
    Base64,
    SeveralBase64,
    SeveralBytes,
    RandomSeed,
    NumericStrings,
    UnknownKeys,
    Ddpm,
    BalanceBeforeJob,
    Submit,
    BalanceAfterSubmit,
    JobFirst,
    JobLast,
    JobResult,
    Image,
    BalanceAfter,
}

/// What a request costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Price {
    /// Nothing: it makes no image, whatever the service thinks of it.
    Free,
    /// Nothing, if the service refuses it as the contract says; else that of so many images of so many steps.
    FreeIfRefused(u8, u16),
    /// That of so many images of so many steps.
    Paid(u8, u16),
}

impl Price {
    /// US dollars, roughly; for what should be refused, those of its being accepted.
    #[must_use]
    pub fn dollars(self) -> f64 {
        match self {
            Price::Free => 0.0,
            Price::FreeIfRefused(images, steps) | Price::Paid(images, steps) => {
                estimate(images, steps).dollars
            }
        }
    }
}

/// The fewest steps that the service allows: the cheapest image.
pub(crate) const STEPS: u16 = 20;
/// Another number, which tells whether the price follows the steps.
pub(crate) const MORE_STEPS: u16 = 40;

const FREE: Price = Price::Free;
const REFUSED: Price = Price::FreeIfRefused(1, STEPS);
const ONE: Price = Price::Paid(1, STEPS);
const TWO: Price = Price::Paid(2, STEPS);

impl Ask {
    /// Its name, as files are named.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.line().0
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn what(self) -> &'static str {
        self.line().1
    }

    /// What it costs.
    #[must_use]
    pub fn price(self) -> Price {
        self.line().2
    }

    /// Whether it asks for images, and so counts against the rate limit.
    pub(crate) fn is_post(self) -> bool {
        use Ask::*;
        matches!(self, V1NoKey | V1BadKey | V2NoKey | UnknownModel | Submit)
            || (WrongType..=SchedulerUnknown).contains(&self)
            || (Bytes..=Ddpm).contains(&self)
    }

    /// The requests without whose answers it cannot be made.
    pub(crate) fn needs(self) -> &'static [Ask] {
        use Ask::*;
        match self {
            JobFirst => &[Submit],
            BalanceAfterSubmit => &[Submit, BalanceBeforeJob],
            JobLast => &[JobFirst],
            JobResult => &[JobLast],
            Image => &[JobResult],
            _ => &[],
        }
    }

    #[rustfmt::skip]
    fn line(self) -> (&'static str, &'static str, Price) {
        match self {
            Ask::Balance => ("balance", "the balance", FREE),
            Ask::BalanceAgain => ("balance-again", "the balance twice, on one connection if the service lets it", FREE),
            Ask::BalanceBadKey => ("balance-bad-key", "the balance, with a made-up key", FREE),
            Ask::PreflightV1 => ("preflight-v1", "a browser's question before a POST to v1", FREE),
            Ask::PreflightV2 => ("preflight-v2", "a browser's question before a POST to v2", FREE),
            Ask::PreflightJob => ("preflight-job", "a browser's question before a look at a job of v2", FREE),
            Ask::PreflightBalance => ("preflight-balance", "a browser's question before the balance", FREE),
            Ask::V1NoKey => ("v1-no-key", "v1 without key and prompt", FREE),
            Ask::V1BadKey => ("v1-bad-key", "v1 with a made-up key, without prompt", FREE),
            Ask::V2NoKey => ("v2-no-key", "v2 without key and prompt", FREE),
            Ask::WrongVerb => ("wrong-verb", "GET where v1 wants POST", FREE),
            Ask::UnknownModel => ("unknown-model", "a model that does not exist, without prompt", FREE),
            Ask::UnknownStatus => ("unknown-status", "how a job stands that does not exist", FREE),
            Ask::UnknownResult => ("unknown-result", "what a job brought that does not exist", FREE),
            Ask::BalanceBeforeRefusals => ("balance-before-refusals", "the balance", FREE),
            Ask::WrongType => ("wrong-type", "v1 without prompt, called text/plain", REFUSED),
            Ask::PromptMissing => ("prompt-missing", "v1 without prompt", REFUSED),
            Ask::PromptEmpty => ("prompt-empty", "v1 with an empty prompt", REFUSED),
            Ask::NotNumbers => ("not-numbers", "v1 with the number of images as a word", REFUSED),
            Ask::SamplesFive => ("samples-5", "v1 with 5 images, 4 being the most", Price::FreeIfRefused(5, STEPS)),
            Ask::StepsTen => ("steps-10", "v1 with 10 steps, 20 being the least", REFUSED),
            Ask::SchedulerUnknown => ("scheduler-unknown", "v1 with a scheduler that does not exist", REFUSED),
            Ask::BalanceAfterRefusals => ("balance-after-refusals", "the balance", FREE),
            Ask::Bytes => ("v1-bytes", "v1, one image as bytes", ONE),
            Ask::Repeat => ("v1-repeat", "the very same once more", ONE),
            Ask::Base64 => ("v1-base64", "v1, the same image as base64", ONE),
            Ask::SeveralBase64 => ("v1-several-base64", "v1, two images as base64", TWO),
            Ask::SeveralBytes => ("v1-several-bytes", "v1, two images as bytes", TWO),
            Ask::RandomSeed => ("v1-random-seed", "v1, one image with seed -1", ONE),
            Ask::NumericStrings => ("v1-numeric-strings", "v1, one image, all numbers as text", ONE),
            Ask::UnknownKeys => ("v1-unknown-keys", "v1, one image, with a field that nobody knows", ONE),
            Ask::Ddpm => ("v1-ddpm", "v1, one image of 40 steps with the scheduler DDPM", Price::Paid(1, MORE_STEPS)),
            Ask::BalanceBeforeJob => ("balance-before-job", "the balance", FREE),
            Ask::Submit => ("v2-submit", "v2, one image", ONE),
            Ask::BalanceAfterSubmit => ("balance-after-submit", "the balance, at once", FREE),
            Ask::JobFirst => ("v2-status-first", "how that job stands", FREE),
            Ask::JobLast => ("v2-status-last", "the same until it has ended", FREE),
            Ask::JobResult => ("v2-result", "what it brought", FREE),
            Ask::Image => ("v2-image", "its image, without the key", FREE),
            Ask::BalanceAfter => ("balance-after", "the balance", FREE),
        }
    }
}
