//! What holds for every draft and every request, whatever the numbers.

use crate::draft::with;
use proptest::prelude::*;
use ssd1b::bounds::{GUIDANCE, SAMPLES, SEED, STEPS};
use ssd1b::{Draft, Field, Request, Scheduler, Seed};

/// Any valid request.
pub(crate) fn requests() -> impl Strategy<Value = Request> {
    let texts = (".*[^\\s].*", ".*");
    let numbers = (
        SAMPLES.min..=SAMPLES.max,
        STEPS.min..=STEPS.max,
        GUIDANCE.min..=GUIDANCE.max,
        SEED.min..=SEED.max,
    );
    (texts, numbers, 0..12_usize, any::<bool>()).prop_map(
        |((prompt, negative_prompt), numbers, scheduler, base64)| {
            let (samples, steps, guidance, seed) = numbers;
            let draft = Draft {
                prompt,
                negative_prompt,
                samples: samples.to_string(),
                steps: steps.to_string(),
                guidance: guidance.to_string(),
                seed: seed.to_string(),
                scheduler: Scheduler::ALL[scheduler].name().into(),
                base64,
                ..Draft::default()
            };
            draft.check().unwrap()
        },
    )
}

proptest! {
    #[test]
    fn a_request_survives_being_typed_again(request in requests()) {
        prop_assert_eq!(request.to_draft().check(), Ok(request));
    }

    #[test]
    fn whole_numbers_are_good_exactly_within_their_row(number in any::<i64>(), near in -3_i64..130) {
        for number in [number, near] {
            let good = |field| with(field, &number.to_string()).check().is_ok();
            prop_assert_eq!(good(Field::Steps), (20..=100).contains(&number));
            prop_assert_eq!(good(Field::Samples), (1..=4).contains(&number));
            prop_assert_eq!(good(Field::Seed), Seed::new(number).is_some());
            prop_assert_eq!(good(Field::Width), number == 1024);
        }
    }

    #[test]
    fn guidance_is_good_exactly_within_its_row(number in -5.0..40.0_f64) {
        prop_assert_eq!(with(Field::Guidance, &number.to_string()).check().is_ok(), (1.0..=25.0).contains(&number));
    }

    #[test]
    fn a_drawn_seed_is_one_that_repeats(bits in any::<u64>()) {
        let seed = Seed::drawn(bits);
        prop_assert!(!seed.is_random());
        prop_assert_eq!(Seed::new(seed.get()), Some(seed));
    }
}
