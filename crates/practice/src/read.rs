//! From dials to a scene: settles what kind of place it is, and rolls the dice for everything the words leave open.

use crate::brief::{Brief, fnv};
use crate::math::{Bound, V3, clamp01, mix, smoothstep, v3};
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
        let tint = |d: Dial| 1.0 + 0.55 * self.grade(d);
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
            moon_size: 1.0 + 1.9 * self.want(Dial::BigMoon),
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
                own.at_least(0.25 + 0.6 * asked * asked.at_most(1.0))
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
            fog: self.or(Dial::Fog, if woods { 0.25 } else { 0.0 }),
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

    fn land(&self, dice: &mut Dice, animal: bool) -> Land {
        use Dial::*;
        let lake = self.is(Place::Lake);
        let open = self.is(Place::Open);
        let snow = self.want(Snow);
        let hilly = if self.town() || self.is(Place::Harbour) {
            0.0
        } else {
            self.want(Hills)
        };
        let lofty = if lake && self.want(Hills) < 0.5 {
            0.75
        } else {
            0.0
        };
        let mountains = self.or(
            Mountains,
            if open && self.want(Hills) < 0.3 && !animal && snow > 0.3 {
                0.5
            } else {
                lofty
            },
        );
        let trees = self.want(Trees).at_least(self.wishes.unless_taken(
            Trees,
            if lake || mountains > 0.5 {
                0.55
            } else if open || animal {
                0.5
            } else {
                0.0
            },
        ));
        let own_conifer = if self.want(Blossom) > 0.5 || self.want(Autumn) > 0.5 {
            0.0
        } else if snow > 0.4 || mountains > 0.4 {
            0.95
        } else {
            0.12
        };
        Land {
            mountains,
            hills: if animal {
                0.25
            } else {
                hilly
                    .at_least(if open && mountains < 0.3 { 0.8 } else { 0.0 })
                    .at_least(if mountains > 0.4 && !lake { 0.35 } else { 0.0 })
            },
            dunes: self
                .want(Dunes)
                .at_least(if self.is(Place::Dunes) { 0.9 } else { 0.0 }),
            snow,
            beach: self
                .want(Beach)
                .at_least(if self.is(Place::Beach) { 1.0 } else { 0.0 }),
            trees: if self.is(Place::Dunes) || self.is(Place::Sea) {
                0.0
            } else {
                trees
            },
            conifer: if self.want(Autumn).at_least(self.want(Blossom)) > 0.5
                && self.want(Conifer) < 0.5
            {
                0.0
            } else {
                self.or(Conifer, own_conifer)
            },
            palms: self.or(
                Palms,
                if self.is(Place::Beach) && self.want(Snow) < 0.3 && dice.chance(0.4) {
                    0.7
                } else {
                    0.0
                },
            ),
            autumn: self.want(Autumn),
            blossom: self.want(Blossom),
            flowers: self.want(Flowers),
            dry: clamp01(self.grade(Dry).at_least(0.0) + dice.range(0.0, 0.35)),
            red: self
                .want(Red)
                .at_least(dice.range(0.0, 0.5) * if self.is(Place::Dunes) { 1.0 } else { 0.4 })
                * if animal { 0.2 } else { 1.0 },
            path: self
                .want(Path)
                .at_least(if self.is(Place::Woods) && self.want(Moon) < 0.5 {
                    dice.range(0.0, 0.7)
                } else {
                    0.0
                }),
            cottage: self.want(Cottage),
        }
    }

    fn water(&self, dice: &mut Dice, animal: bool) -> Water {
        use Dial::*;
        let mirror = self.want(Mirror);
        let amount = match self.place {
            Place::Sea | Place::Beach => 1.0,
            Place::Lake | Place::Harbour => 0.6,
            // A city stands on water unless that was taken away.
            Place::City => self.wishes.unless_taken(Lake, 0.6),
            Place::Street => 0.0,
            _ => self.want(Lake).at_least(self.want(Sea)) * 0.6,
        };
        let open = self.is(Place::Sea) || self.is(Place::Beach);
        let own = if open {
            dice.range(0.42, 0.62)
        } else if self.is(Place::Harbour) {
            0.16
        } else if self.is(Place::City) {
            dice.range(0.20, 0.34)
        } else {
            dice.range(0.10, 0.26)
        };
        let clear = self.want(Clear).at_least(if self.is(Place::Beach) {
            0.45 + 0.4 * self.want(Palms)
        } else {
            0.0
        });
        let gloom = self.want(Storm);
        Water {
            amount: if animal
                || self.want(Sea).at_least(self.want(Lake)) == 0.0 && !self.wishes_water()
            {
                0.0
            } else {
                amount
            },
            waves: clamp01(
                own + 0.6 * self.grade(Waves)
                    - if self.is(Place::City) { 0.04 } else { 0.15 } * mirror
                    + if self.is(Place::Street) { 0.35 } else { 0.0 },
            ),
            ice: self.want(Ice),
            depth: v3(0.012, 0.055, 0.085)
                .mix(v3(0.010, 0.30, 0.33), clear)
                .mix(v3(0.035, 0.05, 0.055), gloom * 0.7),
        }
    }

    /// Whether the place itself brings water, and none of its names were taken away.
    fn wishes_water(&self) -> bool {
        self.wishes.unless_taken(Dial::Lake, 1.0) * self.wishes.unless_taken(Dial::Sea, 1.0) > 0.5
    }

    fn city(&self, dice: &mut Dice, elevation: f32) -> City {
        use Dial::*;
        let night = smoothstep(12.0, -6.0, elevation);
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
        let set = sets[dice.pick(4)];
        crate::scene::City {
            amount: if self.town() {
                1.0
            } else if self.want(City) > 0.5 {
                self.want(City)
            } else {
                0.0
            },
            height: dice.range(0.75, 1.15) * (1.0 + 0.3 * self.grade(Tall)),
            future: self.want(Future),
            windows: clamp01(mix(0.12, 0.55, night) + 0.35 * self.want(Windows) * night),
            neon: self.or(
                Neon,
                if self.want(Future) > 0.5 {
                    0.5 * night
                } else if self.is(Place::Street) {
                    0.35 * night
                } else {
                    0.06 * night
                },
            ),
            street: if self.is(Place::Street) { 1.0 } else { 0.0 },
            hue_a: set.0,
            hue_b: set.1,
            hue_c: set.2,
        }
    }

    fn woods(&self, dice: &mut Dice) -> Woods {
        Woods {
            amount: if self.is(Place::Woods) { 1.0 } else { 0.0 },
            girth: dice.range(0.75, 1.35),
            leaves: dice.range(0.45, 0.8) + 0.2 * self.want(Dial::Autumn),
            birch: self.want(Dial::Birch),
        }
    }

    fn coast(&self) -> Coast {
        use Dial::*;
        let harbour = self.is(Place::Harbour);
        Coast {
            boats: self.or(Boats, if harbour { 0.75 } else { 0.0 }),
            masts: self.or(Masts, if harbour { 0.5 } else { 0.4 }),
            lighthouse: self.or(Lighthouse, if harbour { 0.8 } else { 0.0 }),
            pier: self.or(Pier, if harbour { 0.8 } else { 0.0 }),
        }
    }

    fn creature(&self, dice: &mut Dice) -> Creature {
        use Dial::*;
        let kinds = [Fox, Wolf, Cat, Deer, Bear];
        let kind = kinds.into_iter().fold(Fox, |best, k| {
            if self.want(k) > self.want(best) {
                k
            } else {
                best
            }
        });
        let sign = if dice.chance(0.5) { 1.0 } else { -1.0 };
        // Size, legs, snout, ears, tail; coat, bib, socks.
        let white = v3(0.82, 0.80, 0.76);
        let (shape, coat, bib, socks): ([f32; 5], V3, V3, V3) = match kind {
            Wolf => (
                [1.55, 1.25, 1.1, 0.75, 0.75],
                v3(0.20, 0.19, 0.18),
                v3(0.55, 0.53, 0.50),
                v3(0.22, 0.20, 0.18),
            ),
            Cat => (
                [0.72, 0.95, 0.45, 0.62, 0.42],
                v3(0.26, 0.17, 0.10),
                v3(0.62, 0.55, 0.46),
                v3(0.16, 0.10, 0.06),
            ),
            Deer => (
                [1.75, 2.1, 1.15, 1.0, 0.28],
                v3(0.34, 0.17, 0.075),
                v3(0.60, 0.50, 0.40),
                v3(0.22, 0.12, 0.06),
            ),
            Bear => (
                [2.1, 0.85, 0.85, 0.35, 0.25],
                v3(0.11, 0.060, 0.032),
                v3(0.15, 0.090, 0.050),
                v3(0.07, 0.040, 0.024),
            ),
            _ => (
                [1.0, 1.0, 1.0, 1.0, 1.0],
                v3(0.47, 0.150, 0.034),
                white,
                v3(0.022, 0.017, 0.015),
            ),
        };
        Creature {
            amount: self.want(kind),
            size: shape[0],
            legs: shape[1],
            snout: shape[2],
            ears: shape[3],
            tail: shape[4],
            coat,
            bib,
            socks,
            turn: sign * dice.range(0.02, 0.5),
            place: -sign * dice.range(-0.06, 0.10),
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
            _ if animal && self.is(Place::Woods) => ((0.42, 0.47), (0.95, 1.15)),
            _ if animal => ((0.36, 0.43), (0.78, 0.98)),
            Place::City => ((0.55, 0.65), (4.5, 6.0)),
            Place::Street => ((0.56, 0.62), (1.7, 2.4)),
            Place::Harbour => ((0.46, 0.55), (2.6, 3.4)),
            Place::Woods => ((0.56, 0.63), (1.5, 2.0)),
            Place::Dunes => ((0.27, 0.38), (42.0, 60.0)),
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
            chance: dice.word(),
        }
    }
}
