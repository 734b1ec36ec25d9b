//! The faults of one request, as they were written.

use crate::config::Billing;
use crate::cors::Cors;
use crate::fault::{Arg, FAULTS, Fault, Row};
use std::fmt;
use std::str::FromStr;

/// A list of faults with their arguments; empty is the documented behaviour.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults(Vec<(Fault, Option<String>)>);

/// Why a list of faults could not be read. The sentence names the part that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFault(String);

impl FromStr for Faults {
    type Err = UnknownFault;

    /// Reads `NAME`, `NAME=ARG`, several parted by `;` or `,`. White space around them is dropped.
    fn from_str(text: &str) -> Result<Faults, UnknownFault> {
        let mut list = Vec::new();
        for part in text
            .split([';', ','])
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let (name, arg) = match part.split_once('=') {
                Some((name, arg)) => (name, Some(arg)),
                None => (part, None),
            };
            let Some(row) = FAULTS.iter().find(|row| row.name == name) else {
                return Err(UnknownFault(format!(
                    "There is no fault {name:?}; --help lists them."
                )));
            };
            check_arg(row, arg)?;
            list.push((row.fault, arg.map(Into::into)));
        }
        Ok(Faults(list))
    }
}

fn check_arg(row: &Row, arg: Option<&str>) -> Result<(), UnknownFault> {
    let name = row.name;
    let wrong = |needs: &str| Err(UnknownFault(format!("The fault {name} {needs}.")));
    match (row.arg, arg) {
        (Arg::None, Some(_)) => wrong("takes no argument"),
        (Arg::Number(unit, _), Some(arg)) => match arg.parse::<f64>() {
            // A day is longer than any test, and far from what a duration overflows at.
            Ok(number) if (0.0..=86_400_000.0).contains(&number) => Ok(()),
            _ => wrong(&format!("takes a number of {unit}")),
        },
        (Arg::Choice(words), Some(arg)) if !words.contains(&arg) => {
            wrong(&format!("takes one of {}", words.join(", ")))
        }
        (Arg::Word, None | Some("")) => wrong("needs a word behind a ="),
        _ => Ok(()),
    }
}

impl Faults {
    /// Whether that fault is switched on.
    #[must_use]
    pub fn has(&self, fault: Fault) -> bool {
        self.0.iter().any(|(own, _)| *own == fault)
    }

    /// The number behind the fault's `=`, or its default; `None` where the fault is off.
    pub(crate) fn number(&self, fault: Fault) -> Option<f64> {
        let given = self.find(fault)?;
        let Arg::Number(_, default) = fault.row().arg else {
            return None;
        };
        Some(given.and_then(|text| text.parse().ok()).unwrap_or(default))
    }

    /// The word behind the fault's `=`, or its default; `None` where the fault is off.
    pub(crate) fn word(&self, fault: Fault) -> Option<&str> {
        match (self.find(fault)?, fault.row().arg) {
            (Some(word), _) => Some(word),
            (None, Arg::Choice(words)) => words.first().copied(),
            (None, _) => None,
        }
    }

    /// The CORS mode that was asked for.
    pub(crate) fn cors(&self) -> Option<Cors> {
        self.word(Fault::Cors)?.parse().ok()
    }

    /// When a job is to be billed.
    pub(crate) fn billing(&self) -> Option<Billing> {
        self.word(Fault::Bill)?.parse().ok()
    }

    /// The faults that the addresses of pictures get from a request with these.
    pub(crate) fn of_pictures(&self) -> String {
        if self.word(Fault::On) == Some("picture") {
            return self.to_string();
        }
        let cors = self.word(Fault::ImageCors).or(self.word(Fault::Cors));
        cors.map(|cors| format!("cors={cors}")).unwrap_or_default()
    }

    /// These faults, or the others where there are none.
    pub(crate) fn or(self, others: &Faults) -> Faults {
        if self.0.is_empty() {
            others.clone()
        } else {
            self
        }
    }

    /// Both lists.
    pub(crate) fn and(mut self, others: Faults) -> Faults {
        self.0.extend(others.0);
        self
    }

    /// Only this fault, where it is switched on.
    pub(crate) fn only(&self, fault: Fault) -> Faults {
        Faults(
            self.0
                .iter()
                .filter(|(own, _)| *own == fault)
                .cloned()
                .collect(),
        )
    }

    /// All but what stands in an answer's way.
    pub(crate) fn without_obstacles(&self) -> Faults {
        let shapes = self.0.iter().filter(|(own, _)| !own.is_obstacle());
        Faults(shapes.cloned().collect())
    }

    fn find(&self, fault: Fault) -> Option<Option<&str>> {
        self.0
            .iter()
            .find(|(own, _)| *own == fault)
            .map(|(_, arg)| arg.as_deref())
    }
}

/// The list as it can be read again, parted by `;`.
impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (fault, arg)) in self.0.iter().enumerate() {
            let part = if i == 0 { "" } else { ";" };
            write!(f, "{part}{}", fault.row().name)?;
            if let Some(arg) = arg {
                write!(f, "={arg}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for UnknownFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl std::error::Error for UnknownFault {}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn faults_are_read_and_written() {
        let check = |text: &str, expect: &str| {
            assert_eq!(text.parse::<Faults>().unwrap().to_string(), expect)
        };
        check("", "");
        check("cut", "cut");
        check(" cut , delay=5;", "cut;delay=5");
        check("gateway=504;case=a-1", "gateway=504;case=a-1");
    }

    #[test]
    fn what_is_no_fault_is_refused_with_a_sentence() {
        let check = |text: &str, expect: &str| {
            assert_eq!(text.parse::<Faults>().unwrap_err().to_string(), expect)
        };
        check("cutt", "There is no fault \"cutt\"; --help lists them.");
        check("cut=3", "The fault cut takes no argument.");
        check("delay=soon", "The fault delay takes a number of ms.");
        check("delay=NaN", "The fault delay takes a number of ms.");
        check("gateway=503", "The fault gateway takes one of 502, 504.");
        check("case", "The fault case needs a word behind a =.");
    }

    #[test]
    fn arguments_have_defaults() {
        let faults: Faults = "gateway;cold-start;delay=7".parse().unwrap();
        assert_eq!(faults.word(Fault::Gateway), Some("502"));
        assert_eq!(faults.number(Fault::ColdStart), Some(180.0));
        assert_eq!(faults.number(Fault::Delay), Some(7.0));
        assert_eq!(faults.number(Fault::Drip), None);
    }
}
