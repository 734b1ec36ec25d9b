//! What lies on the ground: snow, flowers, the wet asphalt of a street.

use super::{Point, Soil};
use crate::light::Light;
use crate::math::{Bound, V3, clamp01, fade, mix, pow4, power_of_two, smoothstep, v3};
use crate::noise::{chance2, fbm, hash2, noise2, pcg, unit};

impl Soil {
    pub(super) fn snow_cover(&self, p: &Point, coarse: f32, normal: V3) -> (f32, V3) {
        let lowland = smoothstep(0.35, 0.65, self.snow);
        let alpine = if self.mountains > 0.05 {
            smoothstep(0.0, 130.0, p.up - self.snow_line + 240.0 * coarse)
        } else {
            0.0
        };
        let hold = smoothstep(0.48, 0.74, normal.y + 0.12 * coarse);
        (
            clamp01(lowland.at_least(alpine) * mix(hold, 1.0, lowland * 0.5)),
            normal,
        )
    }

    pub(super) fn snow_light(&self, p: &Point, normal: V3, shadow: f32, light: &Light) -> V3 {
        let near = fade(p.footprint * 14.0);
        let mut n = normal;
        if near > 0.02 {
            let (dx, dz) = (
                noise2(p.x * 2.6, p.z * 1.5, self.seed ^ 81),
                noise2(p.x * 2.6 + 9.0, p.z * 1.5, self.seed ^ 82),
            );
            let (ex, ez) = (
                noise2(p.x * 11.0, p.z * 7.0, self.seed ^ 83),
                noise2(p.x * 11.0, p.z * 7.0 + 5.0, self.seed ^ 84),
            );
            n = (n + v3(dx, 0.0, dz) * (0.11 * near) + v3(ex, 0.0, ez) * (0.07 * near)).unit();
        }
        let wrap = clamp01((n.dot(light.dir) + 0.12) / 1.12) * shadow;
        // Snow passes light on from grain to grain, and most of it forwards.
        let forward = pow4(clamp01(p.dir.dot(light.dir))) * 0.35 * shadow;
        let mut colour = v3(0.93, 0.94, 0.97)
            * (light.key * (wrap * 0.60 + forward * 0.10) + light.ambient * (0.62 + 0.35 * n.y));
        let size = 0.003_f32.at_least(power_of_two(p.footprint * 1.1));
        let spark = chance2(
            (p.x / size).floor() as i32,
            (p.z / size * 0.6).floor() as i32,
            self.seed ^ 85,
        );
        if near > 0.1 && spark > 0.9985 {
            colour += light.key * (1.1 * near * shadow * clamp01(wrap * 2.0));
        }
        colour
    }

    pub(super) fn asphalt(&self, p: &Point, light: &Light) -> (V3, f32) {
        let grit = if p.footprint < 0.3 {
            noise2(p.x * 9.0, p.z * 9.0, self.seed ^ 91)
        } else {
            0.0
        };
        let patch = fbm(p.x * 0.35, p.z * 0.22, 4, self.seed ^ 92);
        let kerb = smoothstep(5.6, 5.9, p.x.abs());
        let base = v3(0.040, 0.041, 0.045).mix(v3(0.085, 0.082, 0.08), kerb) * (1.0 + 0.25 * grit);
        let dash = smoothstep(0.12, 0.08, p.x.abs())
            * smoothstep(
                0.30,
                0.34,
                (p.z / 5.0 - (p.z / 5.0).floor() - 0.5).abs() + 0.1,
            );
        let paint = base.mix(v3(0.5, 0.48, 0.42), dash * 0.7);
        let puddle = smoothstep(-0.1, 0.35, patch + 0.25 * self.rain) * (1.0 - 0.5 * kerb);
        let wet = clamp01(self.rain * (0.30 + 0.55 * puddle));
        (self.lit(paint, v3(0.0, 1.0, 0.0), p.shadow, light), wet)
    }

    pub(super) fn petals(&self, base: V3, p: &Point) -> V3 {
        // Round heads on a jittered lattice; seen from low down they stand upright, so the lattice is stretched away from the eye.
        let size = power_of_two(p.footprint * 5.0).at_least(0.03125);
        let (gx, gz) = (p.x / size, p.z / size * 0.45);
        let (cx, cz) = (gx.floor() as i32, gz.floor() as i32);
        let field = smoothstep(-0.15, 0.35, fbm(p.x * 0.11, p.z * 0.07, 3, self.seed ^ 61));
        let here = hash2(cx, cz, self.seed ^ 62);
        if unit(here) > 0.50 * field * self.flowers {
            return base;
        }
        let (ox, oz) = (
            0.3 + 0.4 * unit(pcg(here)),
            0.3 + 0.4 * unit(pcg(here ^ 77)),
        );
        let (dx, dz) = (gx - gx.floor() - ox, gz - gz.floor() - oz);
        let far = (dx * dx + dz * dz).sqrt();
        let head = smoothstep(0.34, 0.22, far);
        if head <= 0.0 {
            return base;
        }
        let kind = chance2((p.x * 0.12).floor() as i32, cz / 9, self.seed ^ 63)
            + 0.4 * chance2(cx, cz, self.seed ^ 64);
        let petal = if kind < 0.45 {
            v3(0.75, 0.10, 0.07)
        } else if kind < 0.8 {
            v3(0.85, 0.62, 0.08)
        } else if kind < 1.1 {
            v3(0.45, 0.20, 0.62)
        } else {
            v3(0.85, 0.80, 0.78)
        };
        // A shade at the rim and a dark heart, for those near enough to be seen.
        let tone = mix(1.0, 0.7, smoothstep(0.12, 0.05, far));
        base.mix(petal * (tone - 0.35 * far), 0.9 * head)
    }
}
