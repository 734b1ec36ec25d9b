//! From dials to a scene: settles what kind of place it is, and rolls the dice for everything the words leave open.
//! Light, sky, air and camera are here; what stands in the place is in `things`.

mod things;

use crate::brief::{Brief, fnv};
use crate::math::{Bound, clamp01, mix, smoothstep, v3};
use crate::noise::Dice;
use crate::scene::*;
use crate::words::{Dial, Wishes};

/// What the picture is mainly of; decides camera and light where words don't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    City,
    Street,
    Harbour,
    Woods,
    Dunes,
    Beach,
    Sea,
    Lake,
    Open,
}

impl Scene {
    /// Reads the words of a brief. Any text gives a scene; equal briefs give equal scenes.
    pub fn read(brief: &Brief) -> Scene {
        let wishes = Wishes::read(&brief.prompt, &brief.negative_prompt);
        let mut dice = Dice::new(brief.chance());
        let reader = Reader {
            place: settle(&wishes, &brief.prompt),
            wishes,
        };
        let creature = reader.creature(&mut dice);
        let light = reader.light(&mut dice, creature.amount > 0.5);
        let sky = reader.sky(&mut dice, light.elevation);
        let land = reader.land(&mut dice, creature.amount > 0.5);
        let water = reader.water(&mut dice, creature.amount > 0.5);
        let frame = reader.frame(&mut dice, creature.amount > 0.5, creature.size);
        Scene {
            air: reader.air(light.elevation),
            city: reader.city(&mut dice, light.elevation),
            woods: reader.woods(&mut dice),
            coast: reader.coast(),
            look: reader.look(),
            light,
            sky,
            land,
            water,
            creature,
            frame,
        }
    }
}

/// The kind of place the words name most clearly; a hash of the prompt decides where they name none.
fn settle(wishes: &Wishes, prompt: &str) -> Place {
    use Dial::*;
    let w = |d: Dial| wishes.want(d);
    let scored = [
        (Place::Street, w(Street) * 1.2),
        (Place::City, w(City)),
        (Place::Harbour, w(Harbour) * 1.05),
        (
            Place::Woods,
            w(Forest) * 0.95
                - 0.4 * w(Mountains).at_least(w(Lake)).at_least(w(Dunes))
                - 0.25 * w(Hills),
        ),
        (Place::Dunes, w(Dunes) * 0.98),
        (Place::Beach, w(Beach).at_least(w(Palms) * 0.6) * 0.97),
        (Place::Sea, w(Sea).at_least(w(Lighthouse)) * 0.93),
        (Place::Lake, w(Lake).at_least(w(Ice) * 0.8) * 0.92),
        (
            Place::Open,
            w(Mountains)
                .at_least(w(Hills))
                .at_least(w(Snow))
                .at_least(w(Trees) * 0.8)
                * 0.9,
        ),
    ];
    let best = scored.iter().fold(
        (Place::Open, 0.0),
        |best, s| if s.1 > best.1 { *s } else { best },
    );
    if best.1 >= 0.3
        || w(Fox)
            .at_least(w(Wolf))
            .at_least(w(Deer))
            .at_least(w(Cat))
            .at_least(w(Bear))
            > 0.5
    {
        return best.0;
    }
    let places = [
        Place::Lake,
        Place::Open,
        Place::Woods,
        Place::Beach,
        Place::Dunes,
        Place::Sea,
        Place::Harbour,
        Place::City,
    ];
    places[(fnv(prompt.bytes()) % 8) as usize]
}

struct Reader {
    place: Place,
    wishes: Wishes,
}

impl Reader {
    fn want(&self, d: Dial) -> f32 {
        self.wishes.want(d)
    }

    fn grade(&self, d: Dial) -> f32 {
        self.wishes.grade(d)
    }

    /// What the words want of it, or what the scene has by itself, unless it was taken away.
    fn or(&self, d: Dial, own: f32) -> f32 {
        self.want(d).at_least(self.wishes.unless_taken(d, own))
    }

    fn is(&self, place: Place) -> bool {
        self.place == place
    }

    fn town(&self) -> bool {
        matches!(self.place, Place::City | Place::Street)
    }

    fn light(&self, dice: &mut Dice, animal: bool) -> Daylight {
        let neon = self.want(Dial::Neon) > 0.5;
        let own = if neon && !self.wishes.shuns(-6.0) {
            -6.0
        } else {
            let roll = [
                dice.range(4.0, 12.0),
                dice.range(14.0, 30.0),
                dice.range(30.0, 48.0),
                dice.range(-4.0, 4.0),
            ][dice.pick(4)];
            // An animal wants some sun: without it, snow and coat take on the one colour of the sky.
            let roll = if animal { roll.at_least(4.0) } else { roll };
            if self.wishes.shuns(roll) { 30.0 } else { roll }
        };
        let asked = self.wishes.hour();
        let elevation = (asked.unwrap_or(own) + dice.range(-1.2, 1.2)).bound(-20.0, 75.0);
        let sign = if dice.chance(0.5) { 1.0 } else { -1.0 };
        let low = elevation < 14.0;
        let side = if animal {
            sign * dice.range(1.25, 1.85)
        } else if low && self.is(Place::Lake) {
            let ahead = dice.chance(0.5);
            sign * if ahead {
                dice.range(0.08, 0.42)
            } else {
                dice.range(1.7, 2.4)
            }
        } else if low && !self.is(Place::Dunes) {
            sign * dice.range(0.06, 0.42)
        } else if elevation > 40.0 {
            sign * dice.range(1.2, 1.8)
        } else {
            sign * dice.range(0.75, 1.9)
        };
        let night = smoothstep(-3.0, -10.0, elevation);
        let own_moon = if self.is(Place::Woods) {
            1.0
        } else if dice.chance(0.5) {
            0.8
        } else {
            0.0
        };
        let tint = |d: Dial| 1.0 + 0.4 * self.grade(d);
        Daylight {
            elevation,
            side,
            moon: self.or(Dial::Moon, own_moon * night) * smoothstep(2.0, -6.0, elevation),
            moon_elevation: if self.is(Place::Woods) {
                dice.range(13.0, 20.0)
            } else {
                dice.range(11.0, 25.0)
            },
            moon_side: -sign
                * if animal {
                    dice.range(0.9, 1.4)
                } else {
                    dice.range(0.05, 0.34)
                },
            moon_size: if self.is(Place::Woods) { 1.5 } else { 1.0 }
                + 1.9 * self.want(Dial::BigMoon),
            tint: v3(
                tint(Dial::TintRed),
                tint(Dial::TintGreen),
                tint(Dial::TintBlue),
            ),
        }
    }

    fn sky(&self, dice: &mut Dice, elevation: f32) -> Sky {
        let storm = self.want(Dial::Storm);
        let dark = smoothstep(-3.0, -12.0, elevation);
        let own = mix(dice.range(0.30, 0.58), dice.range(0.1, 0.4), dark)
            * if self.is(Place::Dunes) { 0.45 } else { 1.0 };
        let asked = self.grade(Dial::Clouds);
        let clouds = clamp01(
            if asked < 0.0 {
                own * (1.0 + asked)
            } else {
                own.at_least(0.25 + 0.40 * asked * asked)
            } + 0.3 * storm,
        );
        Sky {
            clouds: if self.want(Dial::Clouds) == 0.0 && asked > 0.0 {
                0.0
            } else {
                self.wishes.unless_taken(Dial::Clouds, clouds)
            },
            heaps: clamp01(
                dice.range(0.0, 0.75) * smoothstep(-12.0, 14.0, elevation)
                    + 0.6 * self.want(Dial::Heaps),
            ),
            storm,
            stars: self.or(Dial::Stars, 0.55),
            galaxy: self.want(Dial::Galaxy),
            aurora: self.want(Dial::Aurora),
            lightning: self.want(Dial::Lightning),
            rainbow: self.want(Dial::Rainbow),
        }
    }

    fn air(&self, elevation: f32) -> Air {
        let woods = self.is(Place::Woods);
        Air {
            fog: if self.want(Dial::Mountains) > 0.5 || self.is(Place::Lake) {
                0.62
            } else {
                1.0
            } * self.or(Dial::Fog, if woods { 0.25 } else { 0.0 }),
            haze: clamp01(0.22 + self.want(Dial::Haze)),
            rain: self.want(Dial::Rain),
            snowfall: self.want(Dial::Snowfall),
            beams: self.or(
                Dial::Beams,
                if woods {
                    0.8
                } else if elevation < 12.0 {
                    0.22
                } else {
                    0.0
                },
            ),
            sparks: self.want(Dial::Sparks),
        }
    }

    fn look(&self) -> Look {
        use Dial::*;
        let g = |d: Dial| self.grade(d);
        Look {
            exposure: 0.9 * g(Exposure),
            contrast: 1.22 + 0.5 * g(Contrast),
            saturation: (1.18 + 0.42 * g(Saturation)).at_least(0.0),
            warmth: g(Warm),
            mono: g(Mono).at_least(0.0),
            vintage: g(Vintage).at_least(0.0),
            watercolor: g(Watercolor).at_least(0.0),
            oil: g(Oil).at_least(0.0),
            pastel: g(Pastel).at_least(0.0),
            grain: clamp01(0.4 + g(Grain)),
            bloom: clamp01(0.75 + 0.5 * g(Bloom)) * 1.2,
            vignette: clamp01(0.32 + 0.5 * g(Vignette)),
        }
    }

    fn frame(&self, dice: &mut Dice, animal: bool, size: f32) -> Frame {
        let (horizon, eye) = match self.place {
            _ if animal && self.is(Place::Woods) => ((0.44, 0.49), (0.75, 0.92)),
            _ if animal => ((0.43, 0.49), (0.58, 0.74)),
            Place::City => ((0.55, 0.65), (4.5, 6.0)),
            Place::Street => ((0.56, 0.62), (1.7, 2.4)),
            Place::Harbour => ((0.46, 0.55), (2.6, 3.4)),
            Place::Woods => ((0.56, 0.63), (1.5, 2.0)),
            Place::Dunes => ((0.36, 0.45), (24.0, 36.0)),
            Place::Beach => ((0.44, 0.52), (2.2, 3.4)),
            Place::Sea => ((0.48, 0.64), (3.0, 6.0)),
            Place::Lake => ((0.50, 0.60), (2.4, 4.2)),
            Place::Open => ((0.45, 0.56), (7.0, 15.0)),
        };
        let high = 1.0 + 3.0 * self.grade(Dial::High).at_least(0.0);
        let scale = if animal { size } else { high };
        Frame {
            horizon: dice.range(horizon.0, horizon.1) - 0.12 * self.grade(Dial::High),
            focal: dice.range(0.98, 1.16) * (1.0 - 0.28 * self.grade(Dial::Wide)),
            eye: dice.range(eye.0, eye.1) * scale,
            exposure_time: self.want(Dial::LongExposure),
            aperture: if animal { 0.9 } else { 0.0 },
            chance: dice.word(),
        }
    }
}
