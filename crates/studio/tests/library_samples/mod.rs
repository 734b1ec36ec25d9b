//! Recipes for the tests of the library and of its archives.

#![allow(dead_code, unreachable_pub)]

use proptest::prelude::*;
use ssd1b::{Draft, ImageKind, RemoteUrl, Scheduler};
use studio::journal::{JobKey, Maker};
use studio::library::{ContentHash, Kept, Origin, Paid, Recipe, RecipeKey};
use studio::money::Micros;

/// A job's key.
pub fn job(bits: u64) -> JobKey {
    JobKey::new(1_795_000_000_000, bits)
}

/// The bytes of the image of [`recipe`].
pub fn bytes(number: u64) -> Vec<u8> {
    [
        b"\xff\xd8\xff image".as_slice(),
        number.to_string().as_bytes(),
    ]
    .concat()
}

/// A plain recipe of a paid image, the same for the same number.
pub fn recipe(number: u64) -> Recipe {
    let draft = Draft {
        prompt: "a fox".into(),
        seed: number.to_string(),
        ..Draft::default()
    };
    let bytes = bytes(number);
    Recipe {
        key: RecipeKey::new(1_795_000_000_000 + number, &job(number), 1),
        kept: Kept::Bytes {
            hash: ContentHash::of(&bytes),
            kind: ImageKind::Jpeg,
            len: bytes.len() as u64,
        },
        size: None,
        origin: Origin {
            maker: Maker::Service,
            name: "api.segmind.com".into(),
            endpoint: "https://api.segmind.com".into(),
        },
        request: draft.check().unwrap(),
        saved_ms: 1_795_000_005_000,
        paid: Paid::default(),
        favourite: false,
        tags: Default::default(),
    }
}

/// One with everything in it.
pub fn full() -> Recipe {
    let draft = Draft {
        prompt: "A red fox, in \"snow\"".into(),
        negative_prompt: "blurry".into(),
        samples: "4".into(),
        scheduler: "Euler a".into(),
        steps: "30".into(),
        guidance: "7.5".into(),
        seed: "42".into(),
        base64: true,
        ..Draft::default()
    };
    Recipe {
        key: RecipeKey::new(1_795_000_000_000, &job(7), 2),
        kept: Kept::Bytes {
            hash: ContentHash::of(b"\x89PNG"),
            kind: ImageKind::Png,
            len: 4,
        },
        size: Some((1024, 1024)),
        origin: Origin {
            maker: Maker::Service,
            name: "api.segmind.com".into(),
            endpoint: "https://api.segmind.com".into(),
        },
        request: draft.check().unwrap(),
        saved_ms: 1_795_000_012_345,
        paid: Paid {
            micros: Some(Micros(4_200)),
            exact: true,
        },
        favourite: true,
        tags: ["Client", "für später"].into_iter().collect(),
    }
}

/// Any recipe that the app could make, whose bytes are [`bytes`] of a small number, so that some share theirs.
pub fn any_recipe() -> impl Strategy<Value = Recipe> {
    let request = (
        "\\PC{0,40}",
        "\\PC{0,20}",
        1u8..=4,
        0usize..12,
        20u16..=100,
        (10u32..=250, -1i64..=999_999_999_999_999),
    );
    let rest = (
        (any::<u64>(), any::<u64>(), any::<u8>(), 0u64..12),
        proptest::option::of((1u32.., 1u32..)),
        (0usize..3, "\\PC{0,12}", any::<bool>()),
        (any::<u64>(), proptest::option::of(any::<u64>())),
        (any::<bool>(), proptest::collection::vec("\\PC{0,8}", 0..4)),
        any::<bool>(),
    );
    (request, rest).prop_map(|(request, rest)| {
        let (prompt, negative_prompt, samples, scheduler, steps, (tenths, seed)) = request;
        let (
            (ms, bits, place, number),
            size,
            (maker, name, addressed),
            (saved_ms, micros),
            (favourite, tags),
            base64,
        ) = rest;
        let draft = Draft {
            prompt: format!("x{prompt}"),
            negative_prompt,
            samples: samples.to_string(),
            scheduler: Scheduler::ALL[scheduler].name().into(),
            steps: steps.to_string(),
            guidance: format!("{}.{}", tenths / 10, tenths % 10),
            seed: seed.to_string(),
            base64,
            ..Draft::default()
        };
        let mut recipe = Recipe {
            key: RecipeKey::new(ms, &job(bits), place),
            size,
            request: draft.check().unwrap(),
            saved_ms,
            favourite,
            tags: tags.into_iter().collect(),
            ..recipe(number)
        };
        recipe.origin.maker = [Maker::Practice, Maker::Simulator, Maker::Service][maker];
        recipe.origin.name = name;
        recipe.paid = Paid {
            micros: micros.map(Micros),
            exact: favourite,
        };
        if addressed {
            recipe.kept = Kept::Address {
                url: RemoteUrl::parse(&format!("https://images.segmind.com/{number}?a=b")).unwrap(),
                until_ms: saved_ms,
            };
        }
        recipe
    })
}

/// The bytes of any recipe made here that has some.
pub fn bytes_of(recipe: &Recipe) -> Option<Vec<u8>> {
    let hash = recipe.hash()?;
    if hash == ContentHash::of(b"\x89PNG") {
        return Some(b"\x89PNG".to_vec());
    }
    (0..100_000)
        .map(bytes)
        .find(|bytes| ContentHash::of(bytes) == hash)
}
