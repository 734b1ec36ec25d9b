//! Several requests at once, each with a fate of its own, whatever the order in which these come.

use proptest::prelude::*;
use ssd1b::{Charge, Field, Kind};
use ssd1b_studio::state::{JobId, Phase, Tile};

use crate::world::{UNREACHED, World, images, json};
use crate::{paid, phase, set, start, tiles, widths};

/// What becomes of a request.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Images,
    TooFew,
    Refused,
    Unreached,
    Cancelled,
    AnsweredThenCancelled,
}

const FATES: [Fate; 6] = [
    Fate::Images,
    Fate::TooFew,
    Fate::Refused,
    Fate::Unreached,
    Fate::Cancelled,
    Fate::AnsweredThenCancelled,
];

/// One request: its number, its fate, and for how many images it asks.
type Row = (usize, Fate, usize);

/// Two to five requests in the order in which their fates come.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let fate = prop::sample::select(&FATES[..]);
    prop::collection::vec((fate, 2_usize..=4), 2..=5)
        .prop_map(|rows| {
            let number = |(number, (fate, samples))| (number, fate, samples);
            rows.into_iter()
                .enumerate()
                .map(number)
                .collect::<Vec<Row>>()
        })
        .prop_shuffle()
}

/// The widths of a request's pictures: no two requests share one.
fn own_widths(number: usize, samples: usize) -> Vec<u8> {
    (1..=samples)
        .map(|place| (number * 10 + place) as u8)
        .collect()
}

proptest! {
    #[test]
    fn every_fate_meets_its_own_request(rows in rows()) {
        let world = World::new();
        let studio = paid(&world);
        let mut sent = rows.clone();
        sent.sort_by_key(|(number, ..)| *number);
        let ids: Vec<JobId> = sent
            .iter()
            .map(|(_, _, samples)| {
                set(&studio, Field::Samples, &samples.to_string());
                start(&world, &studio)
            })
            .collect();

        for (number, fate, samples) in rows.iter().copied() {
            let pictures = own_widths(number, samples);
            match fate {
                Fate::Images => world.answer(number, Ok(images(&pictures))),
                Fate::TooFew => world.answer(number, Ok(images(&pictures[1..]))),
                Fate::Refused => world.answer(number, Ok(json(401, r#"{"error":"no"}"#))),
                Fate::Unreached => world.answer(number, Err(UNREACHED)),
                Fate::Cancelled => {
                    studio.jobs.cancel(ids[number]);
                    world.settle();
                    prop_assert!(world.http.dropped(number));
                    world.answer(number, Ok(images(&pictures)));
                }
                Fate::AnsweredThenCancelled => {
                    // The answer is there, and the person is faster than the page.
                    world.http.answer(number, Ok(images(&pictures)));
                    studio.jobs.cancel(ids[number]);
                    world.settle();
                }
            }
        }

        for (number, fate, samples) in rows.iter().copied() {
            let id = ids[number];
            let whole: Vec<_> = own_widths(number, samples).into_iter().map(|w| Some(w.into())).collect();
            let failed = |kind: Kind| matches!(phase(&studio, id), Phase::Failed(failure) if failure.kind() == kind);
            let found = widths(&world, &studio, id);
            let nothing = vec![None; samples];
            match fate {
                Fate::Images => prop_assert_eq!((found, phase(&studio, id)), (whole, Phase::Done)),
                Fate::TooFew => {
                    prop_assert_eq!(&found[..samples - 1], &whole[1..]);
                    prop_assert_eq!(tiles(&studio, id).pop(), Some(Tile::Missing));
                    prop_assert_eq!(phase(&studio, id), Phase::Done);
                }
                Fate::Refused => prop_assert!(found == nothing && failed(Kind::BadKey)),
                Fate::Unreached => prop_assert!(found == nothing && failed(Kind::Network)),
                Fate::Cancelled | Fate::AnsweredThenCancelled => {
                    prop_assert!(found == nothing && failed(Kind::Cancelled));
                    let Phase::Failed(failure) = phase(&studio, id) else { unreachable!() };
                    prop_assert_eq!(failure.charge(), Charge::Unknown);
                }
            }
        }
        prop_assert_eq!(world.http.count(), ids.len());
    }
}
