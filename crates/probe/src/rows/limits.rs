//! §4, §1: values that the service should refuse before it works, and so for nothing.

use crate::evidence::{Evidence, is_about_money};
use crate::finding::{Judged, as_written, differs, untold};
use crate::words::said;
use crate::{Ask, Mark, Row};

const ALL: &[Ask] = &[
    Ask::BalanceBeforeRefusals,
    Ask::WrongType,
    Ask::PromptMissing,
    Ask::PromptEmpty,
    Ask::NotNumbers,
    Ask::SamplesFive,
    Ask::StepsTen,
    Ask::SchedulerUnknown,
    Ask::BalanceAfterRefusals,
];

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "content-type",
        section: 4,
        mark: Mark::Documented,
        contract: "406 “Invalid content type” for text/plain",
        asks: &[Ask::WrongType],
        judge: |evidence| refused(evidence, Ask::WrongType, &[406], &["content type"]),
    },
    Row {
        id: "prompt-missing",
        section: 4,
        mark: Mark::Documented,
        contract: "400 “Prompt is Mandatory and must be string”",
        asks: &[Ask::PromptMissing],
        judge: |evidence| {
            refused(
                evidence,
                Ask::PromptMissing,
                &[400],
                &["prompt is mandatory"],
            )
        },
    },
    Row {
        id: "prompt-empty",
        section: 1,
        mark: Mark::Inferred,
        contract: "an empty prompt is refused, in words that name it",
        asks: &[Ask::PromptEmpty],
        judge: |evidence| refused(evidence, Ask::PromptEmpty, REFUSALS, &["prompt"]),
    },
    Row {
        id: "not-numbers",
        section: 4,
        mark: Mark::Documented,
        contract: "400 “Inputs which are supposed to be numbers are in alphabet”",
        asks: &[Ask::NotNumbers],
        judge: |evidence| {
            let text = "inputs which are supposed to be numbers are in alphabet";
            refused(evidence, Ask::NotNumbers, &[400], &[text])
        },
    },
    Row {
        id: "samples-5",
        section: 1,
        mark: Mark::Inferred,
        contract: "more than 4 images are refused, in words that name the field",
        asks: &[Ask::SamplesFive],
        judge: |evidence| refused(evidence, Ask::SamplesFive, REFUSALS, &["sample"]),
    },
    Row {
        id: "steps-10",
        section: 1,
        mark: Mark::Inferred,
        contract: "fewer than 20 steps are refused, in words that name the field",
        asks: &[Ask::StepsTen],
        judge: |evidence| {
            refused(
                evidence,
                Ask::StepsTen,
                REFUSALS,
                &["steps", "inference_steps"],
            )
        },
    },
    Row {
        id: "scheduler-unknown",
        section: 1,
        mark: Mark::Inferred,
        contract: "an unknown scheduler is refused, in words that name the field",
        asks: &[Ask::SchedulerUnknown],
        judge: |evidence| refused(evidence, Ask::SchedulerUnknown, REFUSALS, &["scheduler"]),
    },
    Row {
        id: "refusals-free",
        section: 4,
        mark: Mark::Inferred,
        contract: "only a 200 is billed: what is refused costs nothing",
        asks: ALL,
        judge: free,
    },
];

/// The statuses under which the contract expects a value to be refused.
const REFUSALS: &[u16] = &[400, 406, 422, 500];

/// Whether it was refused under one of these statuses, in words that hold one of these texts.
fn refused(evidence: &Evidence, ask: Ask, statuses: &[u16], words: &[&str]) -> Judged {
    let reply = evidence.reply(ask)?;
    let status = reply.answer.status;
    let live = said(reply);
    if (200..300).contains(&status) {
        return Ok(differs(format!("accepted, and probably paid for: {live}")));
    }
    if is_about_money(reply)
        || matches!(status, 401 | 403 | 429)
        || (status >= 500 && !statuses.contains(&status))
    {
        return Ok(untold(live));
    }
    let body = String::from_utf8_lossy(&reply.answer.body).to_lowercase();
    let right = statuses.contains(&status) && words.iter().any(|word| body.contains(word));
    Ok(if right {
        as_written(live)
    } else {
        differs(live)
    })
}

fn free(evidence: &Evidence) -> Judged {
    for &ask in ALL {
        let reply = evidence.sound(ask)?;
        let is_balance = matches!(ask, Ask::BalanceBeforeRefusals | Ask::BalanceAfterRefusals);
        if !is_balance && reply.answer.status < 300 {
            return Ok(untold(format!("{} was accepted", ask.name())));
        }
    }
    let spent = evidence.spent(Ask::BalanceBeforeRefusals, Ask::BalanceAfterRefusals);
    Ok(match spent {
        None => untold("the balance is not known"),
        Some(0.0) => as_written("the balance stayed as it was"),
        Some(spent) => differs(format!("the balance changed by {}", ssd1b::dollars(-spent))),
    })
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use crate::Ask;
    use crate::finding::{as_written, differs, untold};
    use crate::rows::tests::judge;

    #[test]
    fn values_are_refused_by_name() {
        let check = |id: &str, ask: Ask, text: &str, expect| {
            assert_eq!(judge(id, &[(ask, text)]), expect, "{id} {text}");
        };
        let steps = "400\n\n{\"error\":\"num_inference_steps must be 20 to 100\"}";
        check(
            "steps-10",
            Ask::StepsTen,
            steps,
            as_written("400 “num_inference_steps must be 20 to 100”"),
        );
        check(
            "steps-10",
            Ask::StepsTen,
            "500\n\n{\"error\":\"steps\"}",
            as_written("500 “steps”"),
        );
        check(
            "steps-10",
            Ask::StepsTen,
            "400\n\n{\"error\":\"bad\"}",
            differs("400 “bad”"),
        );
        check(
            "samples-5",
            Ask::SamplesFive,
            "502\n\n<html>samples",
            untold("502 HTML page"),
        );
        check(
            "samples-5",
            Ask::SamplesFive,
            "200\n\n{}",
            differs("accepted, and probably paid for: 200 JSON, {}"),
        );
        let poor = "406\n\n{\"error\":\"Insufficient credits\"}";
        check(
            "samples-5",
            Ask::SamplesFive,
            poor,
            untold("406 “Insufficient credits”"),
        );
        let mime = "406\n\n{\"error\":\"Invalid content type\"}";
        check(
            "content-type",
            Ask::WrongType,
            mime,
            as_written("406 “Invalid content type”"),
        );
        check(
            "content-type",
            Ask::WrongType,
            "415\n\n{\"error\":\"Invalid content type\"}",
            differs("415 “Invalid content type”"),
        );
        let prompt = "400\n\n{\"error\":\"Prompt is Mandatory and must be string\"}";
        check(
            "prompt-missing",
            Ask::PromptMissing,
            prompt,
            as_written("400 “Prompt is Mandatory and must be string”"),
        );
        check(
            "content-type",
            Ask::WrongType,
            prompt,
            differs("400 “Prompt is Mandatory and must be string”"),
        );
    }

    #[test]
    fn refusals_are_free() {
        let check = |refusal: &str, after: &str, expect| {
            let answers: Vec<(Ask, &str)> = ALL
                .iter()
                .map(|&ask| match ask {
                    Ask::BalanceBeforeRefusals => (ask, "200\n\n{\"credits\":1.0}"),
                    Ask::BalanceAfterRefusals => (ask, after),
                    _ => (ask, refusal),
                })
                .collect();
            assert_eq!(judge("refusals-free", &answers), expect);
        };
        check(
            "400",
            "200\n\n{\"credits\":1.0}",
            as_written("the balance stayed as it was"),
        );
        check(
            "400",
            "200\n\n{\"credits\":0.99}",
            differs("the balance changed by -$0.01"),
        );
        check("400", "200\n\n{}", untold("the balance is not known"));
        check(
            "200",
            "200\n\n{\"credits\":1.0}",
            untold("wrong-type was accepted"),
        );
    }
}
