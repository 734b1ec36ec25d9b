//! §6, §4: balance, price, and when money is taken.

use crate::ask::{MORE_STEPS, STEPS};
use crate::evidence::{Evidence, Reply};
use crate::finding::{Judged, as_written, differs, unless, untold};
use crate::words::{said, type_of};
use crate::{Ask, Mark, Row};
use ssd1b::{dollars, estimate};

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "balance",
        section: 6,
        mark: Mark::Documented,
        contract: "200 {\"credits\": dollars, \"free-credits\": dollars}",
        asks: &[Ask::Balance],
        judge: balance,
    },
    Row {
        id: "cost",
        section: 6,
        mark: Mark::Inferred,
        contract: "x-cost is $0.0042 × images × steps / 45, within half and twice of it",
        asks: &[Ask::Bytes, Ask::SeveralBase64, Ask::Ddpm],
        judge: cost,
    },
    Row {
        id: "cost-v2",
        section: 6,
        mark: Mark::Inferred,
        contract: "metrics.cost of v2 likewise",
        asks: &[Ask::JobResult],
        judge: cost_of_job,
    },
    Row {
        id: "v2-billed",
        section: 4,
        mark: Mark::Inferred,
        contract: "v2 is billed when the job is COMPLETED, not at the submit",
        asks: &[
            Ask::BalanceBeforeJob,
            Ask::Submit,
            Ask::BalanceAfterSubmit,
            Ask::JobFirst,
            Ask::JobLast,
        ],
        judge: billed,
    },
];

fn balance(evidence: &Evidence) -> Judged {
    let reply = evidence.sound(Ask::Balance)?;
    if reply.answer.status != 200 {
        return Ok(untold(said(reply)));
    }
    let Some(json) = reply.json() else {
        return Ok(differs(said(reply)));
    };
    let mut wrong = Vec::new();
    for name in ["credits", "free-credits"] {
        match json.get(name) {
            Some(value) if value.is_number() => {}
            Some(value) => wrong.push(format!("{name} is {}", type_of(value))),
            None => wrong.push(format!("no {name}")),
        }
    }
    // The sums are the person's own affair: the table is meant for an issue.
    Ok(unless(wrong, "both, as numbers"))
}

fn cost(evidence: &Evidence) -> Judged {
    let asked = [
        (Ask::Bytes, 1, STEPS),
        (Ask::SeveralBase64, 2, STEPS),
        (Ask::Ddpm, 1, MORE_STEPS),
    ];
    let (mut seen, mut wrong) = (Vec::new(), false);
    for (ask, images, steps) in asked {
        let cost = evidence.success(ask).ok().and_then(header_cost);
        if let Some(cost) = cost {
            wrong |= !is_near(cost, estimate(images, steps).dollars);
            seen.push(format!("{} for {images} × {steps} steps", dollars(cost)));
        }
    }
    if seen.is_empty() {
        return Ok(untold("no answer had a x-cost"));
    }
    let live = seen.join("; ");
    Ok(if wrong {
        differs(live)
    } else {
        as_written(live)
    })
}

fn header_cost(reply: &Reply) -> Option<f64> {
    reply.answer.header("x-cost")?.parse().ok()
}

fn cost_of_job(evidence: &Evidence) -> Judged {
    let reply = evidence.sound(Ask::JobResult)?;
    let json = reply.json().unwrap_or_default();
    let cost = &json["metrics"]["cost"];
    let number = cost.as_f64().or_else(|| cost.as_str()?.parse().ok());
    let Some(number) = number.filter(|_| json["status"] == "COMPLETED") else {
        return Ok(untold(format!("no metrics.cost: {}", said(reply))));
    };
    let live = format!("{} for 1 × {STEPS} steps", dollars(number));
    Ok(if is_near(number, estimate(1, STEPS).dollars) {
        as_written(live)
    } else {
        differs(live)
    })
}

fn is_near(cost: f64, estimate: f64) -> bool {
    (estimate / 2.0..=estimate * 2.0).contains(&cost)
}

fn billed(evidence: &Evidence) -> Judged {
    evidence.success(Ask::Submit)?;
    let first = evidence.sound(Ask::JobFirst)?.json().unwrap_or_default();
    let last = evidence.sound(Ask::JobLast)?.json().unwrap_or_default();
    let at_submit = evidence.spent(Ask::BalanceBeforeJob, Ask::BalanceAfterSubmit);
    Ok(match at_submit {
        None => untold("the balance is not known"),
        // The first look comes after the balance: a job that is done by then may have been when the balance was asked.
        Some(_) if first["status"] == "COMPLETED" => {
            untold("the job was done before the balance could be asked")
        }
        Some(0.0) if last["status"] == "COMPLETED" => {
            match evidence.spent(Ask::BalanceAfterSubmit, Ask::BalanceAfter) {
                Some(later) if later > 0.0 => as_written(format!(
                    "nothing at the submit, {} by the end",
                    dollars(later)
                )),
                _ => untold("the balance had not changed by the end either"),
            }
        }
        Some(0.0) => untold("the job was not completed"),
        Some(spent) => differs(format!("{} at the submit", dollars(spent))),
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::{as_written, differs, untold};
    use crate::rows::tests::judge;
    use crate::{Ask, Finding};

    #[test]
    fn the_balance() {
        let check = |text: &str, expect: Finding| {
            assert_eq!(judge("balance", &[(Ask::Balance, text)]), expect)
        };
        check(
            "200\n\n{\"credits\":1,\"free-credits\":0.01}",
            as_written("both, as numbers"),
        );
        check(
            "200\n\n{\"credits\":\"1\"}",
            differs("credits is a string; no free-credits"),
        );
        check("200\n\n<html>", differs("200 HTML page"));
        check(
            "404\n\n{\"error\":\"No balance record\"}",
            untold("404 “No balance record”"),
        );
    }

    #[test]
    fn the_price() {
        let check = |one: &str, two: &str, expect: Finding| {
            let (one, two) = (format!("200\nx-cost: {one}"), format!("200\nx-cost: {two}"));
            assert_eq!(
                judge("cost", &[(Ask::Bytes, &one), (Ask::SeveralBase64, &two)]),
                expect
            );
        };
        check(
            "0.0019",
            "0.0037",
            as_written("$0.0019 for 1 × 20 steps; $0.0037 for 2 × 20 steps"),
        );
        check(
            "0.0019",
            "0.0076",
            differs("$0.0019 for 1 × 20 steps; $0.0076 for 2 × 20 steps"),
        );
        check("?", "0.003", as_written("$0.003 for 2 × 20 steps"));
        check("?", "?", untold("no answer had a x-cost"));
    }

    #[test]
    fn the_price_of_a_job() {
        let check = |metrics: &str, expect: Finding| {
            let answer = format!("200\n\n{{\"status\":\"COMPLETED\",\"metrics\":{metrics}}}");
            assert_eq!(judge("cost-v2", &[(Ask::JobResult, &answer)]), expect);
        };
        check("{\"cost\":0.002}", as_written("$0.002 for 1 × 20 steps"));
        check("{\"cost\":\"0.02\"}", differs("$0.02 for 1 × 20 steps"));
        check(
            "{}",
            untold("no metrics.cost: 200 JSON with metrics, status"),
        );
    }

    #[test]
    fn when_a_job_is_billed() {
        let check = |credits: [&str; 3], words: [&str; 2], expect: Finding| {
            let credits = credits.map(|sum| format!("200\n\n{{\"credits\":{sum}}}"));
            let words = words.map(|word| format!("200\n\n{{\"status\":\"{word}\"}}"));
            let answers = [
                (Ask::BalanceBeforeJob, &*credits[0]),
                (Ask::Submit, "200\n\n{}"),
                (Ask::BalanceAfterSubmit, &*credits[1]),
                (Ask::JobFirst, &*words[0]),
                (Ask::JobLast, &*words[1]),
                (Ask::BalanceAfter, &*credits[2]),
            ];
            assert_eq!(judge("v2-billed", &answers), expect);
        };
        let usual = ["QUEUED", "COMPLETED"];
        check(
            ["1", "1", "0.99"],
            usual,
            as_written("nothing at the submit, $0.01 by the end"),
        );
        check(["1", "0.99", "0.99"], usual, differs("$0.01 at the submit"));
        check(
            ["1", "1", "1"],
            usual,
            untold("the balance had not changed by the end either"),
        );
        check(
            ["1", "1", "1"],
            ["QUEUED", "FAILED"],
            untold("the job was not completed"),
        );
        check(
            ["1", "0.99", "0.99"],
            ["COMPLETED", "COMPLETED"],
            untold("the job was done before the balance could be asked"),
        );
        check(
            ["1", "null", "1"],
            usual,
            untold("the balance is not known"),
        );
    }
}
