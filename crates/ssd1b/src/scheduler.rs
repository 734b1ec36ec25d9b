//! The twelve schedulers, with the service's exact spelling.

use std::fmt;

/// A denoising pattern the service offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheduler {
    /// `DDIM`
    Ddim,
    /// `DPM Multi`, the documented default.
    #[default]
    DpmMulti,
    /// `DPM Single`
    DpmSingle,
    /// `Euler a`
    EulerA,
    /// `Euler`
    Euler,
    /// `Heun`
    Heun,
    /// `DPM2 a Karras`
    Dpm2AKarras,
    /// `DPM2 Karras`
    Dpm2Karras,
    /// `LMS`
    Lms,
    /// `PNDM`
    Pndm,
    /// `DDPM`. The model page folds it away behind "+2 more"; other clients of the service spell it so.
    Ddpm,
    /// `UniPC`
    UniPc,
}

impl Scheduler {
    /// All schedulers, in the order of the service's list.
    pub const ALL: [Scheduler; 12] = [
        Scheduler::Ddim,
        Scheduler::DpmMulti,
        Scheduler::DpmSingle,
        Scheduler::EulerA,
        Scheduler::Euler,
        Scheduler::Heun,
        Scheduler::Dpm2AKarras,
        Scheduler::Dpm2Karras,
        Scheduler::Lms,
        Scheduler::Pndm,
        Scheduler::Ddpm,
        Scheduler::UniPc,
    ];

    /// The name as it travels, which is also the name people read.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Scheduler::Ddim => "DDIM",
            Scheduler::DpmMulti => "DPM Multi",
            Scheduler::DpmSingle => "DPM Single",
            Scheduler::EulerA => "Euler a",
            Scheduler::Euler => "Euler",
            Scheduler::Heun => "Heun",
            Scheduler::Dpm2AKarras => "DPM2 a Karras",
            Scheduler::Dpm2Karras => "DPM2 Karras",
            Scheduler::Lms => "LMS",
            Scheduler::Pndm => "PNDM",
            Scheduler::Ddpm => "DDPM",
            Scheduler::UniPc => "UniPC",
        }
    }

    /// One line on what the scheduler does to a picture. The words on DPM Multi and Euler are the service's; the others
    /// say what is generally known of these samplers.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Scheduler::Ddim => "The classic. Steady and repeatable, at its best with many steps.",
            Scheduler::DpmMulti => "Balanced, and good with few steps. The service's default.",
            Scheduler::DpmSingle => "Close to DPM Multi, one step at a time.",
            Scheduler::EulerA => {
                "Lively: adds fresh noise at each step, so more steps keep changing the picture."
            }
            Scheduler::Euler => "Simple and quick, with sharper results.",
            Scheduler::Heun => "Euler with a correction at each step: slower and more exact.",
            Scheduler::Dpm2AKarras => {
                "Fine detail with fresh noise at each step, so it keeps changing."
            }
            Scheduler::Dpm2Karras => "Fine detail, with more of the steps spent on it. Slower.",
            Scheduler::Lms => "Looks back over several steps. Quick; may streak with few of them.",
            Scheduler::Pndm => "An early fast method. Smooth; wants about 50 steps.",
            Scheduler::Ddpm => "The original method. Soft and varied; wants many steps.",
            Scheduler::UniPc => "Recent, and settles early: good with 20 to 30 steps.",
        }
    }

    /// The scheduler of that exact name. The service is strict about spelling, and so is this.
    #[must_use]
    pub fn parse(name: &str) -> Option<Scheduler> {
        Scheduler::ALL
            .into_iter()
            .find(|scheduler| scheduler.name() == name)
    }
}

impl fmt::Display for Scheduler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
