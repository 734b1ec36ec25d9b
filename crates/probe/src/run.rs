//! Sending what a plan asks for: each request once, in order, one at a time.

use crate::compose::compose;
use crate::{Ask, Evidence, Outcome, Plan, curl, save, words};
use ssd1b::wire::{self, Lookup};
use ssd1b::{ApiKey, Endpoint};
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Where to, as whom, and how patiently.
pub struct Setup {
    /// The service, or what stands in front of it.
    pub endpoint: Endpoint,
    /// The key.
    pub key: ApiKey,
    /// The origin of the page that every request claims to come from.
    pub origin: String,
    /// The time between two POSTs: the published rate limits disagree, and the lowest is 5 a minute.
    pub pace: Duration,
    /// The time between two looks at a job of v2.
    pub poll_every: Duration,
    /// How long to look at it.
    pub patience: Duration,
    /// Where to keep the answers.
    pub save: Option<PathBuf>,
}

/// Sends the requests of the plan; `say` takes a line for each. No POST is ever repeated, whatever comes back.
///
/// # Errors
///
/// A sentence: nobody answers, the key is not accepted, or an answer could not be saved. What was learnt by then is in
/// the folder, if there is one.
pub fn run(plan: &Plan, setup: &Setup, say: &mut dyn FnMut(&str)) -> Result<Evidence, String> {
    let mut evidence = Evidence::new(setup.endpoint.clone(), setup.origin.clone());
    let mut last_post: Option<Instant> = None;
    let count = plan.asks().len();
    for (i, ask) in plan.asks().enumerate() {
        if ask.is_post() {
            let since = last_post.map(|last| last.elapsed());
            sleep(since.map_or(Duration::ZERO, |since| setup.pace.saturating_sub(since)));
            last_post = Some(Instant::now());
        }
        let begun = Instant::now();
        let outcome = match ask {
            Ask::JobLast => until_over(setup, &evidence),
            _ => once(ask, setup, &evidence),
        };
        let came = match &outcome {
            Ok(reply) => words::said(reply),
            Err(why) => why.clone(),
        };
        let (number, seconds) = (i + 1, begun.elapsed().as_secs_f64());
        say(&format!(
            "{number:2}/{count} {}: {came} ({seconds:.1} s)",
            ask.what()
        ));
        if let (Ok(reply), Some(folder)) = (&outcome, &setup.save) {
            save::save(folder, ask, reply).map_err(|error| {
                format!(
                    "An answer could not be saved in {}: {error}.",
                    folder.display()
                )
            })?;
        }
        evidence.add(ask, outcome);
        if ask == Ask::Balance {
            is_worth_going_on(&evidence)?;
        }
    }
    Ok(evidence)
}

/// A wrong address or a bad key would make every row say the same.
fn is_worth_going_on(evidence: &Evidence) -> Result<(), String> {
    let host = evidence.endpoint.as_str();
    match evidence.reply(Ask::Balance) {
        Err(finding) => Err(format!("{host} can't be reached, {}.", finding.live)),
        Ok(reply) if reply.answer.status == 401 => Err(format!(
            "{host} does not accept the key: {}. Nothing else was sent.",
            words::said(reply)
        )),
        Ok(_) => Ok(()),
    }
}

fn once(ask: Ask, setup: &Setup, evidence: &Evidence) -> Outcome {
    let letter = compose(ask, evidence).map_err(|finding| finding.live)?;
    curl::send(&letter, &setup.key)
}

/// Looks at the job until it has ended, or patience has. Looking costs nothing, and a look that failed may be repeated.
fn until_over(setup: &Setup, evidence: &Evidence) -> Outcome {
    let begun = Instant::now();
    loop {
        let outcome = once(Ask::JobLast, setup, evidence);
        let goes_on = match &outcome {
            Ok(reply) => matches!(
                wire::decode_poll(reply.answer.clone()),
                Lookup::Queued | Lookup::Processing | Lookup::Transient(_)
            ),
            // Without a job, asking again would not help.
            Err(_) => compose(Ask::JobLast, evidence).is_ok(),
        };
        if !goes_on || begun.elapsed() >= setup.patience {
            return outcome;
        }
        sleep(setup.poll_every);
    }
}
