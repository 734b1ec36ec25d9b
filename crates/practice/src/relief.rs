//! The shape of the land: height over the water at any point, made of the parts a scene asks for.

use crate::city::SHORE;
use crate::dune::GreatDune;
use crate::math::{Bound, bell, clamp01, mix, smoothstep};
use crate::noise::{Dice, fbm, noise2};
use crate::scene::Scene;

/// Heights in metres as a function of place; x to the right, z away from the eye.
#[derive(Clone, Debug)]
pub(crate) struct Relief {
    mountains: f32,
    hills: f32,
    dunes: f32,
    drifts: f32,
    beach: f32,
    /// Where the land starts to rise into mountains.
    foot: f32,
    /// Near and far shore of a lake; the far one is beyond everything for a sea.
    lake: Option<(f32, f32)>,
    quay: Option<f32>,
    bank: f32,
    side: f32,
    /// Directions (x over z) and strengths of the main peaks.
    peaks: [(f32, f32, f32); 3],
    /// Direction and depth of a valley the sun shines through.
    valley: (f32, f32),
    great: Option<GreatDune>,
    flat_until: f32,
    /// How fast a beach runs away to its side.
    sweep: f32,
    shift: (f32, f32),
    turn: (f32, f32),
    seed: u32,
}

impl Relief {
    pub(crate) fn new(scene: &Scene) -> Relief {
        let mut dice = Dice::new(scene.frame.chance ^ 0x1a4d);
        let land = &scene.land;
        let side = if dice.chance(0.5) { 1.0 } else { -1.0 };
        let wet = scene.water.amount > 0.3;
        let open = scene.water.amount > 0.8;
        let city = scene.city.amount > 0.3 && scene.city.street < 0.5;
        let harbour = scene.coast.boats > 0.3 && !open;
        let near = scene.frame.eye * dice.range(2.4, 3.6);
        let far = if open {
            1.0e7
        } else {
            dice.range(520.0, 1100.0) * mix(1.0, 0.6, land.hills) * mix(1.0, 0.15, land.dunes)
        };
        // A low sun in the picture gets a valley to shine through, and the main peak stands beside it.
        let sun = scene.light.side / scene.frame.focal;
        let sunny = scene.light.elevation < 13.0
            && scene.light.elevation > -4.0
            && scene.light.side.abs() < 0.5;
        let main = if sunny {
            sun - sun.signum() * dice.range(0.26, 0.40)
        } else {
            dice.range(-0.34, 0.34)
        };
        // Slip faces look away from the sun, so that the ridges show.
        let angle = if land.dunes > 0.3 {
            -scene.light.side.signum() * dice.range(0.70, 1.20)
        } else {
            0.0
        };
        Relief {
            mountains: land.mountains,
            valley: (sun, if sunny { 0.82 } else { 0.0 }),
            hills: land.hills,
            dunes: land.dunes,
            drifts: land.snow.at_least(0.25)
                * if land.dunes > 0.3 || city || scene.city.street > 0.5 {
                    0.0
                } else {
                    1.0
                },
            beach: land.beach,
            foot: if wet && !open {
                far * 1.05
            } else if open {
                2600.0
            } else {
                900.0
            },
            lake: (wet && !city && !harbour).then_some((near, far)),
            quay: if city && wet {
                Some(SHORE * 0.965)
            } else if harbour {
                Some(dice.range(210.0, 330.0))
            } else {
                None
            },
            bank: if wet && !open && !city && !harbour {
                1.0
            } else {
                0.0
            },
            side,
            peaks: [
                (main, dice.range(0.10, 0.19), 1.0),
                (
                    main - side * dice.range(0.22, 0.4),
                    dice.range(0.12, 0.24),
                    dice.range(0.45, 0.8),
                ),
                (
                    main + side * dice.range(0.3, 0.55),
                    dice.range(0.12, 0.3),
                    dice.range(0.3, 0.7),
                ),
            ],
            great: (land.dunes > 0.3 && !wet).then(|| GreatDune::new(scene, &mut dice)),
            flat_until: if city { 2500.0 } else { 0.0 },
            sweep: dice.range(0.02, 0.17),
            shift: (dice.range(0.0, 900.0), dice.range(0.0, 900.0)),
            turn: (libm::cosf(angle), libm::sinf(angle)),
            seed: scene.frame.chance ^ 0x2e11ef,
        }
    }

    /// Where the fan of samples may change its pace, and the share of samples before that: water needs few.
    pub(crate) fn knee(&self) -> (f32, f32) {
        match (self.lake, self.quay) {
            (Some((_, far)), _) if far < 1.0e6 => (far * 0.9, 0.26),
            (_, Some(quay)) => (quay * 0.9, 0.3),
            _ if self.mountains > 0.05 => (self.foot * 0.9, 0.45),
            _ => (300.0, 0.6),
        }
    }

    /// Farthest distance at which the land still matters.
    pub(crate) fn end(&self) -> f32 {
        if self.mountains > 0.05 {
            12_000.0
        } else {
            4200.0
        }
    }

    pub(crate) fn quay(&self) -> Option<f32> {
        self.quay
    }

    /// Distance of the far shore of a lake; 600 m where there is none.
    pub(crate) fn far_shore(&self) -> f32 {
        self.lake.map_or(600.0, |(_, far)| far)
    }

    pub(crate) fn has_water(&self) -> bool {
        self.lake.is_some() || self.quay.is_some()
    }

    /// Height in metres; details shorter than `fine` metres are left out.
    pub(crate) fn height(&self, x: f32, z: f32, fine: f32) -> f32 {
        if let Some((near, far)) = self.lake {
            // Open water: nothing of the land reaches above it here.
            if self.beach < 0.3 && z < far * 0.75 && z > near * 4.0 + x.abs() {
                return -3.0;
            }
        }
        let (wx, wz) = (x + self.shift.0, z + self.shift.1);
        let mut h = 0.0;
        if self.drifts > 0.0 && fine < 9.0 {
            h += self.small(wx, wz, fine);
        }
        let inland = smoothstep(self.flat_until, self.flat_until * 1.5 + 40.0, z);
        if self.hills > 0.0 && inland > 0.0 && z > 14.0 {
            let rise = smoothstep(14.0, 420.0, z) * self.hills * inland;
            h += rise
                * (24.0
                    + 62.0
                        * fbm(
                            wx / 390.0,
                            wz / 390.0,
                            octaves(390.0, fine, 5),
                            self.seed ^ 5,
                        ));
            h += rise
                * 70.0
                * smoothstep(300.0, 2400.0, z)
                * (0.6 + noise2(wx / 900.0, wz / 900.0, self.seed ^ 6));
        }
        if self.dunes > 0.0 {
            h += self.dunes * self.dune(x, z, fine);
        }
        if self.mountains > 0.0 && z > self.foot && inland > 0.0 {
            h += self.mountain(x, z, wx, wz, fine) * inland;
        }
        match self.lake {
            Some((near, far)) => self.shored(h, x, z, near, far),
            None => match self.quay {
                Some(quay) => mix(-4.0, h.at_least(0.0) + 1.5, smoothstep(quay, quay + 2.0, z)),
                None => h,
            },
        }
    }

    /// Bumps and drifts that the eye meets close by.
    fn small(&self, wx: f32, wz: f32, fine: f32) -> f32 {
        let mut h = 0.55 * noise2(wx / 17.0, wz / 11.0, self.seed ^ 1);
        if fine < 5.0 {
            h += 0.16 * noise2(wx / 5.5, wz / 3.6, self.seed ^ 2);
        }
        if fine < 1.0 {
            h += 0.035 * noise2(wx / 1.3, wz / 0.8, self.seed ^ 3);
        }
        h * self.drifts
    }

    /// Long ridges with a gentle windward and a steep lee side, meeting in a sharp crest.
    fn dune(&self, x: f32, z: f32, fine: f32) -> f32 {
        let (wx, wz) = (x + self.shift.0, z + self.shift.1);
        let big = 0.5 + noise2(wx / 620.0, wz / 620.0, self.seed ^ 11);
        let ridge = |scale: f32, wander: f32, seed: u32| {
            let (c, s) = self.turn;
            let along = wx * c - wz * s;
            let across = wx * s + wz * c;
            let warp = wander
                * (noise2(along / (scale * 1.9), across / (scale * 2.6), seed)
                    + 0.4 * noise2(along / (scale * 0.8), across / (scale * 1.6), seed ^ 1));
            let at = across / scale + warp;
            let t = at - at.floor();
            let crest = 0.70;
            let shape = if t < crest {
                let r = t / crest;
                r * r * (1.6 - 0.6 * r)
            } else {
                let r = (1.0 - t) / (1.0 - crest);
                r * r * (2.2 - 1.2 * r)
            };
            let swell =
                clamp01(0.62 + 0.75 * noise2(along / (scale * 2.3), at.floor() * 7.3, seed ^ 2));
            shape * swell
        };
        let rise = smoothstep(6.0, 150.0, z);
        let mut h = 34.0 * rise * ridge(235.0, 0.85, self.seed ^ 12) * (0.5 + 0.7 * clamp01(big));
        if z > 500.0 {
            h += 95.0
                * smoothstep(500.0, 2600.0, z)
                * clamp01(big)
                * ridge(690.0, 0.7, self.seed ^ 13);
        }
        if fine < 40.0 {
            h += 6.0 * smoothstep(2.0, 60.0, z) * ridge(64.0, 0.7, self.seed ^ 15);
        }
        match &self.great {
            Some(great) => great.over(h, x, z),
            None => h,
        }
    }

    /// Ridged multifractal mountains (Musgrave): sharp crests, each finer octave riding on the one before it.
    fn mountain(&self, x: f32, z: f32, wx: f32, wz: f32, fine: f32) -> f32 {
        let at = x / z;
        let lift = self.peaks.iter().fold(0.42, |sum, (c, w, s)| {
            sum + 0.62 * s * bell(at - c, *w * 1.3)
        });
        let lift = lift * (1.0 - self.valley.1 * bell(at - self.valley.0, 0.15));
        let rise = smoothstep(self.foot, self.foot + 5200.0, z);
        let foothills = smoothstep(self.foot, self.foot + 500.0, z);
        let (mut px, mut py) = (wx / 3400.0, wz / 3400.0);
        let warp = (
            noise2(px * 1.9, py * 1.9, self.seed ^ 20),
            noise2(px * 1.9 + 7.0, py * 1.9, self.seed ^ 22),
        );
        px += 0.20 * warp.0;
        py += 0.20 * warp.1;
        let (mut sum, mut amp, mut weight, mut wave) = (0.0, 0.62, 1.0, 3400.0);
        for i in 0..9u32 {
            let ridge =
                (1.0 - 1.55 * noise2(px, py, self.seed.wrapping_add(i * 31)).abs()).at_least(0.0);
            let signal = ridge * ridge * weight;
            sum += amp * signal * smoothstep(0.9 * fine, 2.2 * fine, wave);
            // Valleys stay smooth: an octave counts only where the one before it rose.
            weight = clamp01(signal * 2.2);
            wave *= 0.48;
            if wave < fine {
                break;
            }
            amp *= 0.47;
            let turned = 1.67 * px + 1.25 * py;
            py = 1.67 * py - 1.25 * px;
            px = turned;
        }
        let massif = 0.45 + 0.75 * clamp01(0.5 + noise2(wx / 5200.0, wz / 5200.0, self.seed ^ 21));
        self.mountains * ((sum * massif + 0.12) * 1750.0 * rise * lift + foothills * 70.0 * sum)
    }

    /// Land sinks below the water between the shores, and along a beach that runs away to one side.
    fn shored(&self, h: f32, x: f32, z: f32, near: f32, far: f32) -> f32 {
        if self.beach > 0.3 {
            let s = x * self.side;
            let line = -3.5
                + self.sweep * z
                + 5.0 * noise2(z / 34.0, 3.0, self.seed ^ 31)
                + 1.2 * noise2(z / 7.0, 3.0, self.seed ^ 32);
            let up = (s - line) * 0.10;
            let land = up.bound(-3.0, 1.1)
                + smoothstep(9.0, 30.0, s - line) * (0.9 + h.bound(0.0, 12.0) * 0.8);
            if far > 1.0e6 || z < far * 0.8 {
                return land;
            }
        }
        let bay = 0.16 * noise2(x / 260.0, 1.0, self.seed ^ 33)
            + 0.05 * noise2(x / 60.0, 2.0, self.seed ^ 34);
        let edge = far * (1.0 + bay);
        let beyond = smoothstep(edge, edge * 1.16, z);
        let low = -3.0 + 3.2 * smoothstep(edge * 0.985, edge * 1.01, z);
        let shore = low + beyond * (h.at_least(0.0) + 1.0);
        if self.bank <= 0.0 || z > near * 4.0 + x.abs() {
            return shore;
        }
        // A bank in one of the lower corners gives the eye a place to stand.
        let lean = x * self.side * 0.9
            + 1.1 * noise2(x / 3.1, z / 3.0, self.seed ^ 35)
            + 0.4 * noise2(x / 0.9, z / 0.9, self.seed ^ 36);
        let bank = self.bank * (near * 0.62 - z + lean) * 0.22;
        shore.at_least(bank.bound(-3.0, 1.1))
    }
}

/// Octaves that waves of a first length need before they get shorter than `fine`.
fn octaves(first: f32, fine: f32, most: u32) -> u32 {
    let mut n = 1;
    let mut wave = first * 0.5;
    while n < most && wave > fine {
        n += 1;
        wave *= 0.5;
    }
    n
}
