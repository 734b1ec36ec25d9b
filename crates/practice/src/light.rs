//! The light of an hour: colours of sun, sky and air for any height of the sun, between hand-mixed keys.

use crate::camera::Camera;
use crate::math::{Bound, V3, bell, clamp01, cos, fade, mix, pow4, sin, smoothstep, v3};
use crate::scene::Scene;

/// Colours of one height of the sun.
#[derive(Clone, Copy, Debug)]
struct Key {
    elevation: f32,
    zenith: V3,
    middle: V3,
    horizon: V3,
    glow: V3,
    sun: V3,
}

const fn key(elevation: f32, zenith: V3, middle: V3, horizon: V3, glow: V3, sun: V3) -> Key {
    Key {
        elevation,
        zenith,
        middle,
        horizon,
        glow,
        sun,
    }
}

/// Mixed by eye from photographs of clear skies; the horizon is the side away from the sun, the glow the side towards it.
const KEYS: [Key; 9] = [
    key(
        -20.0,
        v3(0.0035, 0.0065, 0.018),
        v3(0.006, 0.012, 0.030),
        v3(0.014, 0.022, 0.046),
        v3(0.02, 0.028, 0.05),
        v3(0.0, 0.0, 0.0),
    ),
    key(
        -15.0,
        v3(0.0035, 0.0065, 0.018),
        v3(0.006, 0.012, 0.030),
        v3(0.014, 0.022, 0.046),
        v3(0.02, 0.028, 0.05),
        v3(0.0, 0.0, 0.0),
    ),
    key(
        -9.0,
        v3(0.009, 0.017, 0.062),
        v3(0.026, 0.035, 0.115),
        v3(0.075, 0.07, 0.17),
        v3(0.30, 0.12, 0.15),
        v3(0.0, 0.0, 0.0),
    ),
    key(
        -4.0,
        v3(0.022, 0.042, 0.17),
        v3(0.105, 0.085, 0.27),
        v3(0.32, 0.17, 0.32),
        v3(1.25, 0.36, 0.16),
        v3(0.10, 0.03, 0.015),
    ),
    key(
        0.5,
        v3(0.07, 0.14, 0.36),
        v3(0.23, 0.25, 0.46),
        v3(0.52, 0.37, 0.48),
        v3(2.3, 0.80, 0.24),
        v3(3.3, 0.95, 0.26),
    ),
    key(
        7.0,
        v3(0.10, 0.22, 0.52),
        v3(0.27, 0.40, 0.66),
        v3(0.66, 0.62, 0.66),
        v3(2.1, 1.12, 0.48),
        v3(5.6, 2.9, 1.15),
    ),
    key(
        20.0,
        v3(0.09, 0.24, 0.62),
        v3(0.26, 0.46, 0.80),
        v3(0.68, 0.78, 0.86),
        v3(1.05, 0.95, 0.78),
        v3(4.6, 3.7, 2.6),
    ),
    key(
        50.0,
        v3(0.065, 0.20, 0.62),
        v3(0.20, 0.43, 0.86),
        v3(0.62, 0.78, 0.92),
        v3(0.72, 0.82, 0.92),
        v3(4.6, 4.2, 3.5),
    ),
    key(
        90.0,
        v3(0.05, 0.18, 0.60),
        v3(0.18, 0.41, 0.86),
        v3(0.60, 0.77, 0.93),
        v3(0.62, 0.78, 0.93),
        v3(4.7, 4.35, 3.7),
    ),
];

/// Light and sky colours of the scene.
#[derive(Clone, Debug)]
pub(crate) struct Light {
    zenith: V3,
    middle: V3,
    pub(crate) horizon: V3,
    pub(crate) glow: V3,
    /// Light that arrives from the sun or, at night, from the moon.
    pub(crate) key: V3,
    /// Towards the key light.
    pub(crate) dir: V3,
    /// Towards the sun, even when it is down.
    pub(crate) sun_dir: V3,
    pub(crate) moon_dir: V3,
    /// Light of the whole sky on a level surface.
    pub(crate) ambient: V3,
    /// 0 by day, 1 in the night.
    pub(crate) dark: f32,
    /// Colour of the sun's disc.
    pub(crate) disc: V3,
    pub(crate) moon: f32,
    overcast: f32,
    storm: f32,
    warm_spread: f32,
    /// One over the level part of the direction to the sun.
    sun_flat: f32,
}

impl Light {
    pub(crate) fn new(scene: &Scene, camera: &Camera) -> Light {
        let e = scene.light.elevation.bound(-20.0, 90.0);
        let upper = KEYS
            .iter()
            .position(|k| k.elevation >= e)
            .unwrap_or(KEYS.len() - 1)
            .at_least(1);
        let (a, b) = (&KEYS[upper - 1], &KEYS[upper]);
        let t = clamp01((e - a.elevation) / (b.elevation - a.elevation));
        let tint = scene.light.tint;
        let blend = |from: V3, to: V3| from.mix(to, t) * tint;
        let dark = smoothstep(-1.0, -13.0, e);
        let moon = scene.light.moon * smoothstep(1.0, -8.0, e);
        let overcast = scene
            .sky
            .storm
            .at_least(smoothstep(0.75, 1.0, scene.sky.clouds) * 0.8);
        let sun_dir = towards(camera, scene.light.side, e);
        let moon_dir = towards(camera, scene.light.moon_side, scene.light.moon_elevation);
        let disc = blend(a.sun, b.sun);
        let sun = disc * (1.0 - 0.85 * overcast);
        // A night without a moon still has a side that is a little lighter.
        let airglow = v3(0.018, 0.024, 0.036) * (dark * (1.0 - moon));
        let key = sun + airglow + v3(0.22, 0.28, 0.40) * moon * dark * (1.0 - 0.6 * overcast);
        // Sand has hardly a shadow at noon; a painter lets the light rake over it all the same.
        let raking = scene.land.dunes > 0.3 && e > 30.0;
        let shining = if raking {
            towards(camera, scene.light.side, 30.0)
        } else {
            sun_dir
        };
        let dir = if sun.luma() >= 0.12 || moon * dark < 0.05 {
            shining
        } else {
            moon_dir
        };
        let dir = if dark > 0.9 && moon < 0.3 {
            towards(camera, scene.light.side.signum() * 1.4, 28.0)
        } else {
            dir
        };
        let moonlit = v3(0.012, 0.019, 0.036) * (moon * dark);
        let grey = |c: V3| {
            c.mix(
                V3::ONE * (c.luma() * mix(0.95, 0.55, scene.sky.storm)),
                overcast * 0.8,
            )
        };
        let zenith = grey(blend(a.zenith, b.zenith) + moonlit);
        let middle = grey(blend(a.middle, b.middle) + moonlit * 1.5);
        let horizon = grey(blend(a.horizon, b.horizon) + moonlit * 2.2);
        let glow = grey(blend(a.glow, b.glow));
        // A sky full of stars lights the land a little, as long exposures show it.
        let starlight = v3(0.020, 0.026, 0.040) * (scene.sky.galaxy * dark)
            + v3(0.006, 0.030, 0.018) * (scene.sky.aurora * dark);
        let ambient = zenith * 0.45 + middle * 0.4 + horizon * 0.25 + glow * 0.12 + starlight;
        let spread = 1.0 - smoothstep(4.0, 25.0, e);
        Light {
            zenith,
            middle,
            horizon,
            glow,
            key,
            dir: v3(dir.x, dir.y.at_least(0.02), dir.z).unit(),
            sun_dir,
            moon_dir,
            ambient,
            dark,
            disc,
            moon,
            overcast,
            storm: scene.sky.storm,
            warm_spread: spread,
            sun_flat: 1.0
                / (sun_dir.x * sun_dir.x + sun_dir.z * sun_dir.z)
                    .sqrt()
                    .at_least(1e-3),
        }
    }

    /// The clear sky, without sun, clouds or stars, in a direction of length 1.
    pub(crate) fn clear_sky(&self, dir: V3) -> V3 {
        let up = dir.y.at_least(0.0);
        let low = fade(up * 7.5);
        let mid = fade(up * 2.3);
        let mut sky = self
            .zenith
            .mix(self.middle, mid)
            .mix(self.horizon, low * 0.9);
        // The glow hugs the horizon and thins out sideways, away from the sun.
        let flat = 1.0 / (dir.x * dir.x + dir.z * dir.z).sqrt().at_least(1e-3);

        let facing = (dir.x * self.sun_dir.x + dir.z * self.sun_dir.z) * flat * self.sun_flat;
        let toward = 0.5 + 0.5 * facing;
        let wide = toward * toward;
        let near = mix(wide, pow4(wide) * toward, self.warm_spread);
        let height = mix(0.16, 0.115, self.warm_spread);
        let band = bell(up, height * 1.6) * 0.55 + fade(up / height) * 0.45;
        sky = sky.mix(
            self.glow,
            clamp01(near * band) * (1.0 - 0.55 * self.overcast),
        );
        sky * (1.0 - 0.35 * self.storm * smoothstep(0.02, 0.5, up))
    }

    /// Light scattered forwards around the sun (the moon has its own, much smaller one).
    pub(crate) fn halo(&self, dir: V3) -> V3 {
        let toward = dir.dot(self.sun_dir).at_least(0.0);
        let near = 1.0 - toward;
        let wide = fade(near * 28.0) * 0.16 + fade(near * 160.0) * 0.22 + fade(near * 900.0) * 0.5;
        let mut light = self.disc * (wide * 0.32 * (1.0 - 0.9 * self.overcast));
        if self.moon > 0.0 {
            let near = 1.0 - dir.dot(self.moon_dir).at_least(0.0);
            let ring =
                fade(near * 60.0) * 0.025 + fade(near * 500.0) * 0.10 + fade(near * 3000.0) * 0.14;
            light += v3(0.75, 0.88, 1.1) * (ring * self.moon * (1.0 - 0.6 * self.overcast));
        }
        light
    }

    /// What the distance fades into, seen in a direction: the sky just over the horizon there.
    pub(crate) fn air(&self, dir: V3) -> V3 {
        self.clear_sky(v3(dir.x, dir.y.bound(0.015, 0.12), dir.z).unit()) + self.halo(dir) * 0.5
    }
}

/// Direction to something `side` picture widths from the middle, measured along the circle, and `elevation` degrees up.
fn towards(camera: &Camera, side: f32, elevation: f32) -> V3 {
    let turn = side / camera.focal;
    let flat = v3(sin(turn), 0.0, cos(turn));
    let e = elevation.to_radians();
    flat * cos(e) + v3(0.0, sin(e), 0.0)
}
