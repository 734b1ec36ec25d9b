//! From typed text to a request: each field's sentences, all problems at once, and the way back.

use ssd1b::bounds::{GUIDANCE, SAMPLES, SEED, SIZE, STEPS};
use ssd1b::{Draft, Field, Limit, Request, Scheduler};

/// A good draft with that text in that field.
pub(crate) fn with(field: Field, typed: &str) -> Draft {
    let mut draft = Draft {
        prompt: "a fox".into(),
        ..Draft::default()
    };
    let place = match field {
        Field::Prompt => &mut draft.prompt,
        Field::NegativePrompt => &mut draft.negative_prompt,
        Field::Samples => &mut draft.samples,
        Field::Scheduler => &mut draft.scheduler,
        Field::Steps => &mut draft.steps,
        Field::Guidance => &mut draft.guidance,
        Field::Seed => &mut draft.seed,
        Field::Width => &mut draft.width,
        Field::Height => &mut draft.height,
        Field::Base64 => unreachable!("a switch has no text"),
    };
    *place = typed.into();
    draft
}

/// Typed into that field of an otherwise good draft, `typed` gives just this sentence.
#[track_caller]
fn refused(field: Field, typed: &str, sentence: &str) {
    let problems = with(field, typed).check().unwrap_err();
    assert_eq!(problems.to_string(), sentence);
    assert_eq!(problems.first().field, field);
}

/// Typed into that field, `typed` is read as what `wanted` types.
#[track_caller]
fn read_as(field: Field, typed: &str, wanted: &str) {
    assert_eq!(
        with(field, typed).check().unwrap(),
        with(field, wanted).check().unwrap(),
        "{typed}"
    );
}

#[test]
fn the_defaults_are_the_documented_ones() {
    let request = Request::new(Draft::SAMPLE_PROMPT).unwrap();
    assert_eq!(request.prompt(), Draft::SAMPLE_PROMPT);
    assert_eq!(request.negative_prompt(), "blurry,out of focus");
    assert_eq!(request.samples(), 2);
    assert_eq!(request.scheduler().name(), "DPM Multi");
    assert_eq!(request.steps(), 45);
    assert_eq!(request.guidance(), 7.0);
    assert_eq!(request.seed().get(), 9_876_543_210);
    assert_eq!((request.width(), request.height()), (1024, 1024));
    assert!(!request.base64());
}

#[test]
fn prompts() {
    let empty = "Prompt must not be empty; say what the picture should show.";
    refused(Field::Prompt, "", empty);
    refused(Field::Prompt, " \n\u{3000}\t", empty);
    read_as(Field::Prompt, "  a fox\n", "a fox");
    read_as(Field::NegativePrompt, " blurry ", "blurry");
    assert_eq!(
        with(Field::NegativePrompt, "  ")
            .check()
            .unwrap()
            .negative_prompt(),
        ""
    );
    assert_eq!(
        with(Field::Prompt, "a\n fox  in\tsnow")
            .check()
            .unwrap()
            .prompt(),
        "a\n fox  in\tsnow"
    );
}

#[test]
fn whole_numbers() {
    refused(
        Field::Steps,
        "145",
        "Steps must be from 20 to 100; this is 145.",
    );
    refused(
        Field::Steps,
        "19",
        "Steps must be from 20 to 100; this is 19.",
    );
    refused(
        Field::Steps,
        "-45",
        "Steps must be from 20 to 100; this is -45.",
    );
    refused(
        Field::Steps,
        "",
        "Steps must be from 20 to 100; this is empty.",
    );
    refused(
        Field::Steps,
        "45.5",
        "Steps must be a whole number from 20 to 100; “45.5” is not.",
    );
    refused(
        Field::Steps,
        "45.0",
        "Steps must be a whole number from 20 to 100; “45.0” is not.",
    );
    refused(
        Field::Steps,
        "4 5",
        "Steps must be a whole number from 20 to 100; “4 5” is not.",
    );
    refused(
        Field::Steps,
        "0x2d",
        "Steps must be a whole number from 20 to 100; “0x2d” is not.",
    );
    refused(
        Field::Steps,
        "4e1",
        "Steps must be a whole number from 20 to 100; “4e1” is not.",
    );
    refused(
        Field::Steps,
        "+",
        "Steps must be a whole number from 20 to 100; “+” is not.",
    );
    refused(
        Field::Steps,
        "--45",
        "Steps must be a whole number from 20 to 100; “--45” is not.",
    );
    refused(
        Field::Steps,
        "many",
        "Steps must be a whole number from 20 to 100; “many” is not.",
    );
    refused(
        Field::Steps,
        "1,000",
        "Steps must be written without commas; this is 1,000.",
    );
    refused(
        Field::Steps,
        "65556",
        "Steps must be from 20 to 100; this is 65556.",
    );
    refused(
        Field::Steps,
        "99999999999999999999",
        "Steps must be from 20 to 100; this is 99999999999999999999.",
    );
    refused(
        Field::Steps,
        "a whole paragraph that was pasted into the wrong place",
        "Steps must be a whole number from 20 to 100; “a whole paragraph that w…” is not.",
    );
    read_as(Field::Steps, " +0050 ", "50");
    read_as(Field::Steps, "５０", "50");
    read_as(Field::Steps, "20", "20");
    read_as(Field::Steps, "100", "100");
    refused(
        Field::Samples,
        "5",
        "Images must be from 1 to 4; this is 5.",
    );
    refused(
        Field::Samples,
        "0",
        "Images must be from 1 to 4; this is 0.",
    );
    refused(
        Field::Samples,
        "257",
        "Images must be from 1 to 4; this is 257.",
    );
}

#[test]
fn guidance() {
    refused(
        Field::Guidance,
        "7,5",
        "Guidance must be written with a decimal point: 7.5, not 7,5.",
    );
    refused(
        Field::Guidance,
        "1,234.5",
        "Guidance must be written without commas; this is 1,234.5.",
    );
    refused(
        Field::Guidance,
        "0.99",
        "Guidance must be from 1 to 25; this is 0.99.",
    );
    refused(
        Field::Guidance,
        "25.0000001",
        "Guidance must be from 1 to 25; this is 25.0000001.",
    );
    refused(
        Field::Guidance,
        "",
        "Guidance must be from 1 to 25; this is empty.",
    );
    for typed in [
        "NaN",
        "inf",
        "-infinity",
        "1e1",
        "0x7",
        "7.5.1",
        ".",
        "-",
        "seven",
        "7f",
    ] {
        refused(
            Field::Guidance,
            typed,
            &format!("Guidance must be a number from 1 to 25; “{typed}” is not."),
        );
    }
    refused(
        Field::Guidance,
        &"9".repeat(400),
        "Guidance must be from 1 to 25; this is 999999999999999999999999….",
    );
    read_as(Field::Guidance, "７．５", "7.5");
    read_as(Field::Guidance, "7.", "7");
    read_as(Field::Guidance, "+07.50", "7.5");
    assert_eq!(
        with(Field::Guidance, "7.123456789")
            .check()
            .unwrap()
            .guidance(),
        7.123_456_789
    );
}

#[test]
fn seeds_sizes_and_schedulers() {
    let range = "Seed must be from 0 to 999999999999999, or -1 for random";
    refused(Field::Seed, "-2", &format!("{range}; this is -2."));
    refused(
        Field::Seed,
        "1000000000000000",
        &format!("{range}; this is 1000000000000000."),
    );
    refused(Field::Seed, "", &format!("{range}; this is empty."));
    read_as(Field::Seed, "\u{2212}1", "-1");
    assert!(with(Field::Seed, "-1").check().unwrap().seed().is_random());
    refused(
        Field::Width,
        "512",
        "Width must be 1024, the only size the model serves; this is 512.",
    );
    refused(
        Field::Height,
        "big",
        "Height must be 1024, the only size the model serves; “big” is not.",
    );
    refused(
        Field::Height,
        "",
        "Height must be 1024, the only size the model serves; this is empty.",
    );
    refused(
        Field::Scheduler,
        "euler",
        "Scheduler must be one of the 12 that the service knows; “euler” is not.",
    );
    refused(
        Field::Scheduler,
        " ",
        "Scheduler must be one of the 12 that the service knows; this is empty.",
    );
    read_as(Field::Scheduler, " Euler a ", "Euler a");
}

#[test]
fn all_problems_come_at_once_each_with_its_limit() {
    let nothing = String::new;
    let draft = Draft {
        prompt: nothing(),
        negative_prompt: nothing(),
        samples: nothing(),
        scheduler: nothing(),
        steps: nothing(),
        guidance: nothing(),
        seed: nothing(),
        width: nothing(),
        height: nothing(),
        base64: true,
    };
    let problems = draft.check().unwrap_err();
    let found: Vec<(Field, Limit)> = problems
        .iter()
        .map(|problem| (problem.field, problem.limit))
        .collect();
    let expected = [
        (Field::Prompt, Limit::Required),
        (Field::Samples, Limit::Whole { min: 1, max: 4 }),
        (Field::Scheduler, Limit::OneOf),
        (Field::Steps, Limit::Whole { min: 20, max: 100 }),
        (
            Field::Guidance,
            Limit::Decimal {
                min: 1.0,
                max: 25.0,
            },
        ),
        (
            Field::Seed,
            Limit::Whole {
                min: -1,
                max: 999_999_999_999_999,
            },
        ),
        (Field::Width, Limit::Fixed(1024)),
        (Field::Height, Limit::Fixed(1024)),
    ];
    assert_eq!(found, expected);
    assert_eq!(problems.of(Field::Steps).unwrap().field, Field::Steps);
    assert_eq!(problems.of(Field::Base64), None);
}

#[test]
fn the_rows_hold_their_own_defaults_and_every_name_is_its_own() {
    assert!(
        SAMPLES.contains(&SAMPLES.default)
            && STEPS.contains(&STEPS.default)
            && SEED.contains(&SEED.default)
    );
    assert!(GUIDANCE.contains(&GUIDANCE.default) && SIZE.contains(&SIZE.default));
    assert!(!GUIDANCE.contains(&f64::NAN));
    for (i, scheduler) in Scheduler::ALL.into_iter().enumerate() {
        assert_eq!(Scheduler::parse(scheduler.name()), Some(scheduler));
        assert_eq!(
            Scheduler::ALL
                .iter()
                .position(|other| other.name() == scheduler.name()),
            Some(i)
        );
    }
    for (i, field) in Field::ALL.into_iter().enumerate() {
        assert_eq!(
            Field::ALL
                .iter()
                .position(|other| other.wire_name() == field.wire_name()),
            Some(i)
        );
        assert_eq!(
            Field::ALL
                .iter()
                .position(|other| other.label() == field.label()),
            Some(i)
        );
    }
}
