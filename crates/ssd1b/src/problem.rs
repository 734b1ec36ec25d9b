//! What is wrong with a draft: all of it at once, each problem with its field, its limit and a sentence.

use crate::Field;
use std::fmt;

/// One thing that keeps a draft from being sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where it is.
    pub field: Field,
    /// What would be allowed there.
    pub limit: Limit,
    /// A full sentence for people, such as "Steps must be from 20 to 100; this is 145."
    pub sentence: String,
}

/// What a field allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// Anything but nothing.
    Required,
    /// A whole number, both ends included.
    Whole {
        /// The smallest allowed.
        min: i64,
        /// The largest allowed.
        max: i64,
    },
    /// Any decimal number, both ends included.
    Decimal {
        /// The smallest allowed.
        min: f64,
        /// The largest allowed.
        max: f64,
    },
    /// One name of a list.
    OneOf,
    /// This number only.
    Fixed(i64),
}

/// All problems of a draft, in the order of the form. There is always at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// `None` where there is no problem.
    pub(crate) fn of_all(problems: Vec<Problem>) -> Option<Problems> {
        (!problems.is_empty()).then_some(Problems(problems))
    }

    /// Every problem, in the order of the form.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }

    /// The topmost problem: where a form sends the focus.
    #[must_use]
    pub fn first(&self) -> &Problem {
        // The constructor refuses an empty list.
        &self.0[0]
    }

    /// The problem of that field, if it has one.
    #[must_use]
    pub fn of(&self, field: Field) -> Option<&Problem> {
        self.0.iter().find(|problem| problem.field == field)
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// All sentences, parted by spaces.
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            f.write_str(&problem.sentence)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
