//! From dials to things: land, water, buildings, woods, boats, animals.

use super::{Place, Reader};
use crate::math::{Bound, V3, clamp01, mix, smoothstep, v3};
use crate::noise::Dice;
use crate::scene::{self, Coast, Creature, Land, Water, Woods};
use crate::words::Dial;

impl Reader {
    pub(super) fn land(&self, dice: &mut Dice, animal: bool) -> Land {
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
            } else if self.is(Place::City) {
                0.3
            } else {
                0.0
            },
        ));
        let own_conifer = if self.want(Blossom) > 0.5 || self.want(Autumn) > 0.5 {
            0.0
        } else if snow > 0.4 {
            1.0
        } else if mountains > 0.4 {
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

    pub(super) fn water(&self, dice: &mut Dice, animal: bool) -> Water {
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

    pub(super) fn city(&self, dice: &mut Dice, elevation: f32) -> scene::City {
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
        scene::City {
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

    pub(super) fn woods(&self, dice: &mut Dice) -> Woods {
        Woods {
            amount: if self.is(Place::Woods) { 1.0 } else { 0.0 },
            girth: dice.range(0.75, 1.35),
            leaves: dice.range(0.45, 0.8) + 0.2 * self.want(Dial::Autumn),
            birch: self.want(Dial::Birch),
        }
    }

    pub(super) fn coast(&self) -> Coast {
        use Dial::*;
        let harbour = self.is(Place::Harbour);
        Coast {
            boats: self.or(Boats, if harbour { 0.75 } else { 0.0 }),
            masts: self.or(Masts, if harbour { 0.5 } else { 0.4 }),
            lighthouse: self.or(Lighthouse, if harbour { 0.8 } else { 0.0 }),
            pier: self.or(Pier, if harbour { 0.8 } else { 0.0 }),
        }
    }

    pub(super) fn creature(&self, dice: &mut Dice) -> Creature {
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
        // Size, legs, snout, ears, tail, girth, neck, antlers, plain; coat, bib, socks.
        let white = v3(0.82, 0.80, 0.76);
        let (shape, coat, bib, socks): ([f32; 9], V3, V3, V3) = match kind {
            Wolf => (
                [1.5, 1.35, 1.15, 0.7, 0.72, 1.12, 1.1, 0.0, 0.35],
                v3(0.20, 0.19, 0.18),
                v3(0.55, 0.53, 0.50),
                v3(0.22, 0.20, 0.18),
            ),
            Cat => (
                [0.72, 0.9, 0.45, 0.62, 0.5, 0.92, 0.9, 0.0, 0.6],
                v3(0.26, 0.17, 0.10),
                v3(0.62, 0.55, 0.46),
                v3(0.16, 0.10, 0.06),
            ),
            Deer => (
                [1.75, 2.0, 1.1, 0.85, 0.24, 1.0, 1.65, 0.9, 1.0],
                v3(0.26, 0.135, 0.066),
                v3(0.60, 0.50, 0.40),
                v3(0.055, 0.035, 0.025),
            ),
            Bear => (
                [2.1, 1.0, 0.85, 0.30, 0.02, 1.55, 0.85, 0.0, 1.0],
                v3(0.11, 0.060, 0.032),
                v3(0.15, 0.090, 0.050),
                v3(0.07, 0.040, 0.024),
            ),
            _ => (
                [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0],
                v3(0.45, 0.158, 0.044),
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
            girth: shape[5],
            neck: shape[6],
            antlers: shape[7],
            plain: shape[8],
            coat,
            bib,
            socks,
            turn: sign * dice.range(0.02, 0.5),
            place: -sign * dice.range(-0.06, 0.10),
        }
    }
}
