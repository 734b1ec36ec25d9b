//! From dials to a scene: settles what kind of place it is, and rolls the dice for everything the words leave open.

use crate::brief::Brief;
use crate::math::{V3, clamp01, mix, v3};
use crate::noise::Dice;
use crate::scene::*;
use crate::words::{Dial, Wishes};

impl Scene {
    /// Reads the words of a brief. Any text gives a scene; equal briefs give equal scenes.
    pub fn read(brief: &Brief) -> Scene {
        let wishes = Wishes::read(&brief.prompt, &brief.negative_prompt);
        let mut dice = Dice::new(brief.chance());
        let want = |d: Dial| wishes.want(d);
        let grade = |d: Dial| wishes.grade(d);
        let elevation = wishes.hour().unwrap_or(20.0);
        let hue = dice.pick(4);
        let sets = [
            (
                v3(1.5, 0.10, 0.75),
                v3(0.06, 0.75, 1.45),
                v3(1.5, 0.48, 0.08),
            ),
            (
                v3(0.10, 0.95, 1.25),
                v3(1.3, 0.12, 1.05),
                v3(0.45, 0.28, 1.6),
            ),
            (
                v3(1.6, 0.22, 0.28),
                v3(0.10, 0.62, 1.5),
                v3(1.4, 0.75, 0.12),
            ),
            (v3(0.62, 0.18, 1.6), v3(0.08, 1.1, 0.85), v3(1.55, 0.2, 0.5)),
        ];
        Scene {
            light: Daylight {
                elevation,
                side: dice.range(-0.35, 0.35),
                moon: 0.0,
                moon_elevation: 20.0,
                moon_side: dice.range(-0.35, 0.35),
                moon_size: 1.0,
                tint: V3::ONE,
            },
            sky: Sky {
                clouds: 0.45,
                heaps: 0.25,
                storm: 0.0,
                stars: 0.5,
                galaxy: 0.0,
                aurora: 0.0,
                lightning: 0.0,
                rainbow: 0.0,
            },
            air: Air {
                fog: 0.0,
                haze: 0.3,
                rain: 0.0,
                snowfall: 0.0,
                beams: 0.0,
                sparks: 0.0,
            },
            land: Land {
                mountains: 0.0,
                hills: 0.0,
                dunes: 0.0,
                snow: 0.0,
                beach: 0.0,
                trees: 0.0,
                conifer: 0.0,
                palms: 0.0,
                autumn: 0.0,
                blossom: 0.0,
                flowers: 0.0,
                dry: 0.0,
                red: 0.0,
                path: 0.0,
                cottage: 0.0,
            },
            water: Water {
                amount: 1.0,
                waves: 0.25,
                ice: 0.0,
                depth: v3(0.02, 0.05, 0.08),
            },
            city: City {
                amount: 1.0,
                height: dice.range(0.8, 1.15),
                future: want(Dial::Future),
                windows: mix(0.3, 0.6, want(Dial::Windows)),
                neon: want(Dial::Neon),
                street: want(Dial::Street),
                hue_a: sets[hue].0,
                hue_b: sets[hue].1,
                hue_c: sets[hue].2,
            },
            woods: Woods {
                amount: 0.0,
                girth: 1.0,
                leaves: 0.0,
                birch: 0.0,
            },
            coast: Coast {
                boats: 0.0,
                masts: 0.0,
                lighthouse: 0.0,
                pier: 0.0,
            },
            creature: Creature {
                amount: 0.0,
                legs: 1.0,
                snout: 1.0,
                ears: 1.0,
                tail: 1.0,
                coat: v3(0.6, 0.2, 0.05),
                bib: V3::ONE,
                socks: V3::ZERO,
                turn: 0.0,
                place: 0.0,
            },
            look: Look {
                exposure: grade(Dial::Exposure),
                contrast: 1.0 + 0.5 * grade(Dial::Contrast),
                saturation: 1.1 + 0.3 * grade(Dial::Saturation),
                warmth: 0.0,
                mono: 0.0,
                vintage: 0.0,
                watercolor: 0.0,
                oil: 0.0,
                pastel: 0.0,
                grain: 0.5,
                bloom: 1.0,
                vignette: 0.5,
            },
            frame: Frame {
                horizon: dice.range(0.54, 0.64),
                focal: 1.05,
                eye: 5.0,
                exposure_time: clamp01(want(Dial::LongExposure)),
                chance: dice.word(),
            },
        }
    }
}
