//! One row per bounded number. Checks, sentences, input attributes and tests all read these rows, so they cannot disagree.
//!
//! Source: the parameter table on the service's model page.

use crate::Field;

/// The limits of one number: what it is, from where to where, and where it starts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound<T: 'static> {
    /// The field that the row belongs to. [`SIZE`] serves both width and height and names the width.
    pub field: Field,
    /// What the number is, in plain words for a label or a help text.
    pub what: &'static str,
    /// The smallest value allowed.
    pub min: T,
    /// The largest value allowed.
    pub max: T,
    /// By how much a slider or an arrow key moves the number. Values between the steps are valid if the type has them.
    pub step: T,
    /// The documented default.
    pub default: T,
}

impl<T: PartialOrd> Bound<T> {
    /// Whether `value` lies within the limits. A NaN never does.
    #[must_use]
    pub fn contains(&self, value: &T) -> bool {
        self.min <= *value && *value <= self.max
    }
}

/// Images per request. The documented default is 2, although the service's own sample sends 1.
pub const SAMPLES: Bound<u8> = Bound {
    field: Field::Samples,
    what: "images per request",
    min: 1,
    max: 4,
    step: 1,
    default: 2,
};

/// Denoising steps.
pub const STEPS: Bound<u16> = Bound {
    field: Field::Steps,
    what: "denoising steps",
    min: 20,
    max: 100,
    step: 1,
    default: 45,
};

/// Guidance scale. Any decimal within the limits is valid; sliders move by a half.
pub const GUIDANCE: Bound<f64> = Bound {
    field: Field::Guidance,
    what: "guidance scale",
    min: 1.0,
    max: 25.0,
    step: 0.5,
    default: 7.0,
};

/// Seed. -1 asks the service to draw one. The largest has 50 bits, so a JavaScript number holds each exactly.
pub const SEED: Bound<i64> = Bound {
    field: Field::Seed,
    what: "seed",
    min: -1,
    max: 999_999_999_999_999,
    step: 1,
    default: 9_876_543_210,
};

/// Width and height in pixels: one size only.
pub const SIZE: Bound<u16> = Bound {
    field: Field::Width,
    what: "pixels a side",
    min: 1024,
    max: 1024,
    step: 1,
    default: 1024,
};
