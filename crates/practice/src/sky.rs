//! The sky along a ray: clear air, stars, moon, sun, northern lights, clouds in front of them.

use crate::clouds::Clouds;
use crate::light::Light;
use crate::math::{Bound, V3, bell, clamp01, fade, mix, smoothstep, v3};
use crate::noise::{fbm, hash2, noise2, unit};
use crate::scene::Scene;

/// Everything above the horizon.
#[derive(Clone, Debug)]
pub(crate) struct Heaven {
    clouds: Clouds,
    stars: f32,
    galaxy: f32,
    aurora: f32,
    rainbow: f32,
    moon_radius: f32,
    seed: u32,
}

impl Heaven {
    pub(crate) fn new(scene: &Scene, light: &Light) -> Heaven {
        Heaven {
            clouds: Clouds::new(scene, light),
            stars: scene.sky.stars * light.dark,
            galaxy: scene.sky.galaxy * light.dark,
            aurora: scene.sky.aurora * light.dark,
            rainbow: scene.sky.rainbow * (1.0 - light.dark),
            moon_radius: 0.017 * scene.light.moon_size,
            seed: scene.frame.chance ^ 0x5157_0001,
        }
    }

    /// Light that arrives along a ray of length 1 when there are no clouds; `pixel` is the angle a pixel covers, in radians.
    pub(crate) fn along(&self, dir: V3, pixel: f32, light: &Light) -> V3 {
        let mut sky = light.clear_sky(dir);
        if dir.y > -0.02 && light.dark > 0.05 {
            sky += self.night(dir, pixel, light);
        }
        sky += self.discs(dir, pixel, light);

        sky
    }

    /// Clouds along a ray: their light, weighted with their coverage, and the coverage.
    pub(crate) fn clouds(&self, dir: V3, light: &Light) -> (V3, f32) {
        self.clouds.along(light.clear_sky(dir), dir, light)
    }

    fn night(&self, dir: V3, pixel: f32, light: &Light) -> V3 {
        let mut sum = V3::ZERO;
        if self.stars > 0.01 {
            // Cells on the plane the ray meets at distance 1; stars fade before that plane's lattice would show.
            let scale = 1.0 / (0.35 + dir.y.at_least(0.0));
            let (px, py) = (dir.x * scale, (dir.z - dir.y) * scale);
            let mut dust = 0.0;
            if self.galaxy > 0.02 {
                let across = (dir.x * 0.82 + dir.y * 0.42 - 0.16)
                    + 0.05 * noise2(px * 3.0, py * 3.0, self.seed);
                let cloud = 0.6 + 0.7 * fbm(px * 5.0, py * 5.0, 5, self.seed ^ 9);
                let lane = smoothstep(
                    -0.25,
                    0.35,
                    fbm(px * 6.0 + 4.0, py * 6.0, 4, self.seed ^ 5) + across.abs() * 2.5 - 0.05,
                );
                dust =
                    bell(across, 0.17) * cloud.at_least(0.0) * (0.25 + 0.75 * lane) * self.galaxy;
                sum += v3(0.13, 0.125, 0.165) * dust
                    + v3(0.12, 0.07, 0.05)
                        * (bell(across, 0.08) * cloud.at_least(0.2) * lane * self.galaxy);
            }
            sum += self.star_layer(px, py, 70.0, 0.020 + dust * 0.05, pixel * scale);
            sum += self.star_layer(px, py, 160.0, 0.055 + dust * 0.14, pixel * scale) * 0.45;
            let clear = smoothstep(0.0, 0.22, dir.y) * self.stars;
            let glare = fade((1.0 - dir.dot(light.moon_dir).at_least(0.0)) * 25.0) * light.moon;
            sum = sum * (clear * (1.0 - 0.85 * glare));
        }
        if self.aurora > 0.02 {
            sum += self.curtains(dir);
        }
        sum
    }

    fn star_layer(&self, px: f32, py: f32, scale: f32, density: f32, pixel: f32) -> V3 {
        let (x, y) = (px * scale, py * scale);
        let (cx, cy) = (x.floor(), y.floor());
        let h = hash2(cx as i32, cy as i32, self.seed ^ scale as u32);
        if unit(h) > density {
            return V3::ZERO;
        }
        let r = hash2(h as i32, 77, 3);
        let sx = 0.25 + 0.5 * unit(r);
        let sy = 0.25 + 0.5 * unit(r.wrapping_mul(0x9e37_79b9));
        let (dx, dy) = (x - cx - sx, y - cy - sy);
        // Never smaller than a pixel, so that stars don't drop out between pixel centres.
        let size = (pixel * scale * 0.75).at_least(0.035);
        let magnitude = unit(r.wrapping_mul(0x85eb_ca6b));
        let glow = bell((dx * dx + dy * dy).sqrt(), size)
            * (0.12 + 1.7 * magnitude * magnitude * magnitude * magnitude);
        let heat = unit(r.wrapping_mul(0xc2b2_ae35));
        v3(mix(0.7, 1.0, heat), 0.88, mix(1.15, 0.75, heat)) * glow
    }

    /// Curtains of northern lights: thin folded bands seen from below, each a bright hem with a long fading veil above it.
    fn curtains(&self, dir: V3) -> V3 {
        let mut sum = V3::ZERO;
        for layer in 0..3u32 {
            let l = layer as f32;
            let x = dir.x / (dir.z.abs() + 0.45);
            let bend = fbm(x * 1.1 + l * 7.0, l * 3.7, 3, self.seed ^ 0x61) * 0.30;
            let hem = 0.14 + 0.115 * l + bend * (0.7 + 0.25 * l) + 0.05 * x * (1.0 - l);
            let fold = x + 0.35 * noise2(x * 2.3 + l * 5.0, 1.5 * l, self.seed ^ 0x62);
            let swirl = fold + 0.10 * noise2(fold * 3.1, dir.y * 2.0, self.seed ^ 0x66);
            let rays = 0.60
                + 0.50 * noise2(swirl * 9.0 + l * 11.0, dir.y * 1.2, self.seed ^ 0x63)
                + 0.22 * noise2(swirl * 31.0, dir.y * 1.5, self.seed ^ 0x64);
            let patch = smoothstep(
                -0.35,
                0.45,
                noise2(x * 1.7 + l * 9.0, 8.0 + l, self.seed ^ 0x65),
            );
            let above = dir.y - hem;
            let veil = if above < 0.0 {
                bell(above, 0.012)
            } else {
                fade(above * 7.5)
            };
            let body = veil * rays.at_least(0.05) * patch * (1.0 - 0.22 * l);
            let green = v3(0.05, 0.62, 0.26);
            let violet = v3(0.32, 0.09, 0.48);
            sum += green.mix(violet, smoothstep(0.06, 0.30, above)) * (body * 0.85);
        }
        sum * self.aurora
    }

    fn discs(&self, dir: V3, pixel: f32, light: &Light) -> V3 {
        let mut sum = V3::ZERO;
        if light.disc.luma() > 0.02 {
            let off = (dir - light.sun_dir).length();
            let edge = smoothstep(0.0145 + pixel, 0.0145 - pixel, off);
            sum += light.disc * (edge * 9.0) + light.halo(dir);
        } else {
            sum += light.halo(dir);
        }
        if light.moon > 0.0 {
            let rel = dir - light.moon_dir;
            let off = rel.length();
            let disc = smoothstep(self.moon_radius + pixel, self.moon_radius - pixel, off);
            if disc > 0.0 {
                let (u, v) = (rel.x / self.moon_radius, rel.y / self.moon_radius);
                let seas = smoothstep(-0.1, 0.35, fbm(u * 1.3 + 3.0, v * 1.3, 4, 0xb00));
                let pits = 0.12 * noise2(u * 7.0, v * 7.0, 0xb01);
                let limb = 1.0 - 0.35 * (off / self.moon_radius) * (off / self.moon_radius);
                // Dark enough at night that the exposure for the land leaves its seas to be seen.
                let bright = mix(1.9, 0.75, light.dark);
                sum += v3(1.0, 0.97, 0.90)
                    * (bright * disc * light.moon * (1.0 - 0.55 * seas + pits) * limb);
            }
        }
        sum
    }

    /// The rainbow, which stands before the clouds.
    pub(crate) fn bow(&self, dir: V3, light: &Light) -> V3 {
        if self.rainbow < 0.02 {
            return V3::ZERO;
        }
        // The true bow stands opposite the sun; a picture with the sun in it gets one at the side all the same.
        let anti = v3(-light.sun_dir.x.signum() * 0.25, -0.42, 0.9).unit();
        let angle = dir.dot(anti);
        let t = (angle - 0.735) / 0.03;
        let band = |centre: f32| bell(t - centre, 0.33);
        v3(band(-0.55), band(0.0), band(0.55))
            * (0.42 * self.rainbow * clamp01(light.ambient.luma() * 3.0))
    }
}
