//! What the ground is made of, and how it takes the light: grass, rock, sand, leaf litter. What lies on it is in `cover`.

mod cover;

use crate::light::Light;
use crate::math::{Bound, V3, clamp01, fade, mix, power_of_two, smoothstep, v3};
use crate::noise::{fbm, noise2};
use crate::scene::Scene;

/// A point of the land as it is seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    pub(crate) x: f32,
    pub(crate) z: f32,
    pub(crate) up: f32,
    pub(crate) normal: V3,
    /// Direct light that reaches it, 0..1.
    pub(crate) shadow: f32,
    /// Metres a pixel covers.
    pub(crate) footprint: f32,
    /// The ray it is seen along.
    pub(crate) dir: V3,
}

/// The ground of a scene.
#[derive(Clone, Debug)]
pub(crate) struct Soil {
    snow: f32,
    dunes: f32,
    beach: f32,
    autumn: f32,
    flowers: f32,
    dry: f32,
    red: f32,
    trees: f32,
    conifer: f32,
    path: f32,
    woods: f32,
    street: f32,
    rain: f32,
    mountains: f32,
    blossom: f32,
    snow_line: f32,
    /// Unit vector across the light on the ground, for long shadows.
    across: (f32, f32),
    seed: u32,
}

impl Soil {
    pub(crate) fn new(scene: &Scene, light: &Light) -> Soil {
        let land = &scene.land;
        let flat = (light.dir.x * light.dir.x + light.dir.z * light.dir.z)
            .sqrt()
            .at_least(1e-3);
        Soil {
            snow: land.snow,
            dunes: land.dunes,
            beach: land.beach,
            autumn: land.autumn,
            flowers: land.flowers,
            dry: land.dry,
            red: land.red,
            trees: land.trees,
            conifer: land.conifer,
            path: land.path,
            woods: scene.woods.amount,
            street: if scene.city.amount > 0.3 {
                scene.city.street
            } else {
                0.0
            },
            rain: scene.air.rain,
            mountains: land.mountains,
            blossom: land.blossom,
            snow_line: mix(820.0, 120.0, land.snow),
            across: (light.dir.z / flat, -light.dir.x / flat),
            seed: scene.frame.chance ^ 0x5011,
        }
    }

    /// Light that leaves the point, and the share of it that is a puddle instead.
    pub(crate) fn colour(&self, p: &Point, light: &Light) -> (V3, f32) {
        if self.street > 0.5 {
            return self.asphalt(p, light);
        }
        let near = fade(p.footprint * 3.0);
        if self.snow > 0.66 && self.mountains < 0.05 && p.normal.y > 0.78 {
            // Under closed snow nothing else shows; looking for it would cost as much as the snow itself.
            return (
                self.snow_light(p, p.normal, self.between_trees(p), light),
                0.0,
            );
        }
        let coarse = fbm(p.x * 0.05, p.z * 0.05, 3, self.seed);
        let fine = if near > 0.03 {
            fbm(p.x * 1.9, p.z * 1.3, 3, self.seed ^ 7) * near
        } else {
            0.0
        };
        let (snowy, _) = self.snow_cover(p, coarse, p.normal);
        if snowy > 0.999 {
            return (
                self.snow_light(p, p.normal, self.between_trees(p), light),
                0.0,
            );
        }
        let (mut base, mut rough) = if self.dunes > 0.3 {
            (self.sand(p, fine), 0.0)
        } else {
            self.growth(p, coarse, fine)
        };
        if self.beach > 0.3 {
            let damp = smoothstep(0.35, 0.0, p.up);
            let sand =
                v3(0.62, 0.50, 0.36) * (1.0 + 0.12 * fine + 0.05 * coarse) * (1.0 - 0.55 * damp);
            base = base.mix(sand, smoothstep(3.4, 2.0, p.up));
            rough *= 0.2;
        }
        let mut normal = p.normal;
        if self.dunes > 0.3 {
            // A little more slope than there is: sand at noon has hardly any shadow to show its ridges by.
            normal = v3(normal.x * 1.35, normal.y, normal.z * 1.35).unit();
        }
        if rough > 0.0 {
            let s = 1.0 / power_of_two(p.footprint * 4.5).at_least(0.08);
            let (nx, nz) = (
                noise2(p.x * s, p.z * s, self.seed ^ 21),
                noise2(p.x * s + 41.0, p.z * s, self.seed ^ 22),
            );
            normal = (normal + v3(nx, 0.0, nz) * (0.45 * rough)).unit();
        }
        let shadow = self.between_trees(p);
        let (snowy, snow_normal) = self.snow_cover(p, coarse, normal);
        let mut colour = self.lit(base, normal, shadow, light);
        if snowy > 0.0 {
            colour = colour.mix(self.snow_light(p, snow_normal, shadow, light), snowy);
        }
        (colour, 0.0)
    }

    /// Direct light at the point after trees have taken their share.
    fn between_trees(&self, p: &Point) -> f32 {
        if self.woods > 0.5 {
            p.shadow * self.dapple(p)
        } else if self.trees > 0.35 && self.snow > 0.5 && p.z < 300.0 {
            p.shadow * mix(1.0, self.dapple(p), 0.4 * fade(p.z / 90.0))
        } else {
            p.shadow
        }
    }

    fn lit(&self, base: V3, normal: V3, shadow: f32, light: &Light) -> V3 {
        let sun = (normal.dot(light.dir)).at_least(0.0) * shadow;
        let sky = 0.55 + 0.45 * normal.y;
        let bounce = light.key * (0.05 * light.dir.y.at_least(0.0));
        base * (light.key * (sun * 0.62) + light.ambient * (sky * 0.85) + bounce)
    }

    fn sand(&self, p: &Point, fine: f32) -> V3 {
        let warm = v3(0.70, 0.45, 0.235).mix(v3(0.54, 0.25, 0.13), self.red);
        // Wind ripples, as far as the eye can tell them apart.
        let seen = fade(p.footprint * 9.0);
        let ripple = if seen > 0.02 {
            let wander = noise2(p.x * 0.11, p.z * 0.11, self.seed ^ 31);
            let wave = p.x * (self.across.0 * 2.0 + 0.8)
                + p.z * 2.9
                + 7.0 * wander
                + 0.9 * noise2(p.x * 0.7, p.z * 0.7, self.seed ^ 33);
            libm::sinf(wave * 2.2) * (0.085 + 0.09 * wander) * seen
        } else {
            0.0
        };
        let band = noise2(p.x * 0.012, p.z * 0.02, self.seed ^ 32) * 0.07;
        warm * (1.0 + ripple + 0.05 * fine + band)
    }

    /// Grass, scrub, rock and woods by steepness and height; returns colour and roughness.
    fn growth(&self, p: &Point, coarse: f32, fine: f32) -> (V3, f32) {
        let patch = clamp01(0.5 + 0.9 * coarse);
        let green = v3(0.080, 0.140, 0.034).mix(v3(0.19, 0.21, 0.065), patch);
        let straw = v3(0.33, 0.25, 0.105).mix(v3(0.24, 0.17, 0.075), patch);
        let rust = v3(0.34, 0.14, 0.035).mix(v3(0.42, 0.24, 0.05), patch);
        let mut base =
            green.mix(straw, self.dry).mix(rust, self.autumn * 0.8) * (1.0 + 0.45 * fine);
        if self.woods > 0.5 {
            let litter = v3(0.085, 0.062, 0.038).mix(
                v3(0.40, 0.155, 0.03),
                self.autumn * clamp01(0.75 + 0.6 * fine),
            );
            let moss = v3(0.045, 0.085, 0.025);
            base = litter.mix(
                moss,
                smoothstep(0.1, 0.5, coarse + 0.25) * (1.0 - self.autumn),
            ) * (1.0 + 0.6 * fine);
        }
        if self.flowers > 0.0 && p.footprint < 0.6 && p.normal.y > 0.9 {
            base = self.petals(base, p);
        }
        let mut rough = 0.35;
        if self.mountains > 0.05 || self.dry > 0.6 {
            let strata = noise2(p.x * 0.004, p.up * 0.03 + 0.7 * coarse, self.seed ^ 41);
            let stone = v3(0.165, 0.150, 0.140).mix(v3(0.36, 0.155, 0.085), self.red)
                * (1.0 + 0.35 * strata + 0.2 * coarse);
            let steep = smoothstep(0.90, 0.66, p.normal.y + 0.10 * coarse);
            let high = smoothstep(330.0, 640.0, p.up + 160.0 * coarse);
            let rocky = clamp01(steep.at_least(high));
            if self.trees > 0.05 && p.z > 500.0 {
                let canopy = v3(0.022, 0.045, 0.022)
                    .mix(v3(0.040, 0.070, 0.018), 1.0 - self.conifer)
                    .mix(
                        v3(0.30, 0.12, 0.02),
                        self.autumn * (1.0 - 0.4 * self.conifer) * patch,
                    );
                let s = 1.0 / power_of_two(p.footprint * 3.0).at_least(7.0);
                let crown = noise2(p.x * s, p.z * s * 0.6, self.seed ^ 42);
                let stand = self.trees
                    * smoothstep(560.0, 260.0, p.up + 190.0 * coarse)
                    * smoothstep(0.62, 0.8, p.normal.y);
                base = base.mix(canopy * (1.0 + 0.9 * crown), clamp01(stand * 1.4));
                rough = mix(rough, 1.0, stand);
            }
            base = base.mix(stone, rocky);
            rough = mix(rough, 0.75, rocky);
        } else if self.trees > 0.05 && p.z > 250.0 {
            // Far woods on hills, in clumps.
            let clump = smoothstep(
                0.05,
                0.35,
                fbm(p.x * 0.006, p.z * 0.004, 4, self.seed ^ 43) - 0.12 + 0.3 * self.trees,
            );
            let leaf = v3(0.030, 0.060, 0.020)
                .mix(v3(0.36, 0.15, 0.02), self.autumn * patch)
                .mix(v3(0.62, 0.34, 0.40), self.blossom * 0.7);
            base = base.mix(leaf, clump * self.trees);
            rough = mix(rough, 1.0, clump);
        }
        if self.path > 0.05 {
            let way = self.path_at(p.z);
            let d = (p.x - way).abs() + 0.35 * fine;
            let on = smoothstep(1.35, 0.75, d) * self.path * fade(p.z / 260.0);
            base = base.mix(v3(0.30, 0.22, 0.15) * (1.0 + 0.3 * fine), on * 0.85);
            rough *= 1.0 - 0.5 * on;
        }
        (base, rough)
    }

    /// Where the path is at a distance, in metres from the axis.
    pub(crate) fn path_at(&self, z: f32) -> f32 {
        let bend = noise2(z / 22.0, 0.5, self.seed ^ 51) - noise2(0.0, 0.5, self.seed ^ 51);
        bend * 3.6 * smoothstep(0.0, 25.0, z) + noise2(9.0, 0.5, self.seed ^ 52) * 0.8
    }

    /// Light between trunks: stripes that run away from the light, broken up by leaves.
    fn dapple(&self, p: &Point) -> f32 {
        let a = p.x * self.across.0 + p.z * self.across.1;
        let along = p.x * self.across.1 - p.z * self.across.0;
        let stripe = noise2(a * 0.85, along * 0.03, self.seed ^ 71)
            + 0.6 * noise2(a * 2.3, along * 0.06, self.seed ^ 72);
        let leaf = noise2(p.x * 1.1, p.z * 0.7, self.seed ^ 73);
        smoothstep(-0.22, 0.28, stripe + 0.35 * leaf)
    }
}
