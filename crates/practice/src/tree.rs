//! Single trees: conifers, leaf trees, palms; each a silhouette with noise in its edge and light on its side.

use core::ops::Range;

use crate::air::Veil;
use crate::camera::Camera;
use crate::canvas::Canvas;
use crate::items::Extent;
use crate::light::Light;
use crate::math::{Bound, V3, bell, clamp01, mix, smin, smoothstep, v3};
use crate::noise::{chance2, fbm, hash2, noise2, unit};

/// The kinds of trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Conifer,
    Leaf,
    Palm,
}

/// A tree on the land.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    pub(crate) kind: Kind,
    pub(crate) x: f32,
    pub(crate) z: f32,
    /// Height of its foot over the water, and of its top over its foot, in metres.
    pub(crate) base: f32,
    pub(crate) height: f32,
    pub(crate) leaf: V3,
    pub(crate) snow: f32,
    /// Direct light that reaches it, 0..1.
    pub(crate) lit: f32,
    pub(crate) seed: u32,
}

/// What a tree shows at a point: coverage, colour without light, and the direction it faces.
struct Touch {
    part: f32,
    base: V3,
    normal: V3,
    /// Light that leaks through leaves.
    thin: f32,
}

impl Tree {
    /// Half the width of its picture, in heights.
    fn reach(&self) -> f32 {
        match self.kind {
            Kind::Conifer => 0.27,
            Kind::Leaf => 0.52,
            Kind::Palm => 0.62,
        }
    }

    /// Where it shows in the picture.
    pub(crate) fn extent(&self, camera: &Camera) -> Extent {
        let middle = camera.column(self.x, self.z);
        let tall = self.height / self.z * camera.focal;
        let foot = camera.row(self.base, self.z);
        let half = self.reach() * tall;
        Extent {
            left: middle - half,
            right: middle + half,
            top: foot - tall * 1.05,
            bottom: foot + tall * 0.01,
        }
    }

    /// Paints the rows of a band.
    pub(crate) fn paint(
        &self,
        band: Range<usize>,
        canvas: &mut Canvas,
        camera: &Camera,
        light: &Light,
        veil: &Veil,
    ) {
        let n = canvas.size as f32;
        let middle = camera.column(self.x, self.z);
        let tall = self.height / self.z * camera.focal;
        let foot = camera.row(self.base, self.z);
        let px = 1.0 / (tall * n);
        let extent = self.extent(camera);
        let span = canvas.span(extent.left, extent.right);
        if span.is_empty() || tall * n < 1.5 {
            return;
        }
        let clear = veil.through(self.z, self.base + self.height * 0.4, camera);
        let air = veil.at(middle, foot.at_most(camera.horizon) - tall * 0.3);

        let parts = self.parts();
        for row in band {
            let v = (foot - (row as f32 + 0.5) / n) / tall;
            for column in span.clone() {
                let u = ((column as f32 + 0.5) / n - middle) / tall;
                let touch = match self.kind {
                    Kind::Conifer => self.conifer(u, v, px),
                    Kind::Leaf => self.crown(u, v, px, &parts),
                    Kind::Palm => self.palm(u, v, px, &parts),
                };
                if touch.part <= 0.004 {
                    continue;
                }
                let facing = clamp01(touch.normal.dot(light.dir) * 0.8 + 0.2);
                let sun = light.key * (facing * 0.55 * self.lit);
                let through = light.key * (touch.thin * 0.30 * self.lit * clamp01(light.dir.z));
                let sky = light.ambient * (0.45 + 0.40 * touch.normal.y);
                let colour = touch.base * (sun + sky + through);
                canvas.over(column, row, air.mix(colour, clear), touch.part, self.z);
            }
        }
    }

    /// Puffs of a crown (x, y, radius) or fronds of a palm, rolled once per tree.
    fn parts(&self) -> Vec<V3> {
        let roll = |i: i32, k: u32| unit(hash2(i, k as i32, self.seed));
        match self.kind {
            Kind::Conifer => Vec::new(),
            // Laid out as seeds in a sunflower are: the crown is full, but of no regular outline.
            Kind::Leaf => (0..14)
                .map(|i| {
                    let angle = (i as f32 + 0.5 * roll(i, 0)) * 2.4 + unit(self.seed) * 6.0;
                    let out = ((i as f32 + roll(i, 1)) / 14.0).sqrt();
                    v3(
                        libm::cosf(angle) * out * 0.32,
                        0.68 + libm::sinf(angle) * out * 0.20 - 0.09 * out * out,
                        0.085 + 0.075 * roll(i, 2),
                    )
                })
                .collect(),
            Kind::Palm => (0..11)
                .map(|i| {
                    let t = i as f32 / 10.0;
                    let angle = mix(-0.55, 3.7, t) + (roll(i, 0) - 0.5) * 0.25;
                    v3(
                        libm::cosf(angle),
                        libm::sinf(angle),
                        0.34 + 0.14 * roll(i, 1),
                    )
                })
                .collect(),
        }
    }

    fn conifer(&self, u: f32, v: f32, px: f32) -> Touch {
        let slim = 0.145 + 0.055 * unit(self.seed.wrapping_mul(0x9e37_79b9));
        let tiers = 13.0;
        let none = Touch {
            part: 0.0,
            base: V3::ZERO,
            normal: V3::ONE,
            thin: 0.0,
        };
        if u.abs() > slim * 1.75 * (1.0 - v).at_least(0.0) + 0.03 {
            return none;
        }
        let sway = noise2(v * 3.0, 1.0, self.seed) * 0.012;
        let u = u + sway;
        let jag = noise2(u * 24.0, v * 30.0, self.seed ^ 1) * 0.45
            + noise2(u * 60.0, v * 64.0, self.seed ^ 2) * 0.40
            + if px < 0.008 {
                noise2(u * 190.0, v * 120.0, self.seed ^ 7) * 0.55
            } else {
                0.0
            };

        let droop = noise2(u * 15.0, v * 9.0, self.seed ^ 3);
        let at = v * tiers * (1.0 + 0.35 * v)
            + droop * 1.15
            + noise2(u * 4.0, v * 6.0, self.seed ^ 4) * 0.8
            + u.abs() * 5.5;
        let tier = 1.0 - (at - at.floor());
        let body = (1.0 - v).at_least(0.0);
        let wide =
            slim * body * (0.42 + 0.58 * body.sqrt()) * (0.62 + 0.5 * tier) * (1.0 + 0.30 * jag)
                + 0.004;
        let low = smoothstep(0.05, 0.11, v + 0.02 * jag);
        let edge = (u.abs() - wide) / (0.35 + 0.65 * wide / slim);
        let needles = clamp01(0.5 - edge / px.at_least(0.004)) * low * smoothstep(1.01, 0.995, v);
        let trunk = clamp01(0.5 - (u.abs() - 0.014 * body) / px)
            * smoothstep(-0.01, 0.0, v)
            * smoothstep(0.3, 0.2, v);
        let part = needles.at_least(trunk);
        if part <= 0.0 {
            return Touch {
                part,
                base: V3::ZERO,
                normal: V3::ONE,
                thin: 0.0,
            };
        }
        let t = clamp01(u / wide.at_least(0.01) * 0.5 + 0.5) * 2.0 - 1.0;
        let normal = v3(
            t * 0.85,
            0.25 + 0.5 * tier,
            -(1.0 - t * t).at_least(0.0).sqrt() * 0.8,
        )
        .unit();
        let depth = mix(0.35, 1.15, tier) * (1.0 + 0.45 * jag);
        let mut base =
            self.leaf.mix(v3(0.05, 0.035, 0.025), (1.0 - needles) * 0.9) * depth.at_least(0.15);
        if self.snow > 0.0 {
            let load = smoothstep(0.42, 0.95, tier * 0.60 + 0.75 * jag + 0.35 * droop + 0.22)
                * self.snow
                * needles;
            base = base.mix(v3(0.80, 0.84, 0.92), load * 0.9);
        }
        Touch {
            part,
            base,
            normal,
            thin: 0.3 * (1.0 - body),
        }
    }

    fn crown(&self, u: f32, v: f32, px: f32, puffs: &[V3]) -> Touch {
        let lean = noise2(v * 2.0, 3.0, self.seed) * 0.05;
        let leaf_noise = noise2(u * 26.0, v * 26.0, self.seed ^ 4) * 0.6
            + noise2(u * 70.0, v * 70.0, self.seed ^ 5) * 0.5
            + if px < 0.005 {
                noise2(u * 170.0, v * 170.0, self.seed ^ 7) * 0.6
            } else {
                0.0
            };
        let clump = fbm(u * 8.0, v * 8.0, 3, self.seed ^ 6);
        let mut nearest = 1.0_f32;
        let mut normal = v3(0.0, 0.2, 0.0);
        for p in puffs {
            let (dx, dy) = (u - p.x - lean, v - p.y);
            let d = (dx * dx + dy * dy * 1.7).sqrt() / p.z - 1.0;
            nearest = smin(nearest, d, 0.22);
            let bulge = (1.0 - (d + 1.0) * (d + 1.0)).at_least(0.0).sqrt();
            let near = smoothstep(0.35, -0.6, d);
            normal += v3(dx / p.z, dy / p.z + 0.25, -bulge) * (near * near + 0.002);
        }
        let edge = nearest + 0.55 * clump + 0.45 * leaf_noise + 0.02;
        let leaves = clamp01(0.5 - edge * 0.16 / px.at_least(0.004)) * 0.98;
        let holes = smoothstep(
            0.62,
            0.42,
            clump + 0.55 * leaf_noise + 0.45 * smoothstep(-0.5, 0.1, nearest),
        );
        let leaves = leaves * holes;
        let wood = self.wood(u - lean * 0.6, v, px);
        let part = leaves.at_least(wood);
        let shade = (0.80 + 0.62 * leaf_noise + 0.50 * clump).at_least(0.2)
            * mix(0.5, 1.1, clamp01((v - 0.35) * 2.0));
        let hue = 1.0 + 0.22 * noise2(u * 5.0, v * 5.0, self.seed ^ 8);
        let leaf = v3(self.leaf.x * hue, self.leaf.y, self.leaf.z * (2.0 - hue)) * shade;
        let base = if leaves >= wood * 0.5 {
            leaf
        } else {
            v3(0.055, 0.042, 0.034)
        };
        Touch {
            part,
            base,
            normal: (normal.unit() + v3(leaf_noise, clump, 0.0) * 0.6).unit(),
            thin: 0.35 + 0.5 * smoothstep(-0.9, 0.0, nearest),
        }
    }

    /// Trunk and a few limbs of a leaf tree.
    fn wood(&self, u: f32, v: f32, px: f32) -> f32 {
        let trunk = u.abs() - mix(0.026, 0.012, clamp01(v / 0.6)) - 0.02 * bell(v, 0.04);
        let mut d = if v < 0.66 { trunk } else { 1.0 };
        for (k, at) in [(0.75, 0.30), (-0.85, 0.36), (0.45, 0.44), (-0.4, 0.5)] {
            let rise = v - at;
            if (0.0..0.28).contains(&rise) {
                let bough = (u - rise * k).abs() * 0.8 - mix(0.013, 0.004, rise / 0.28);
                d = d.at_most(bough);
            }
        }
        clamp01(0.5 - d / px) * smoothstep(-0.01, 0.002, v)
    }

    fn palm(&self, u: f32, v: f32, px: f32, fronds: &[V3]) -> Touch {
        let bow = 0.16 * (unit(self.seed) - 0.5) * 2.0;
        let stem = u - bow * v * v;
        let ring = 0.0018 * noise2(v * 60.0, 1.0, self.seed);
        let trunk = clamp01(0.5 - (stem.abs() - mix(0.021, 0.013, v) - ring) / px)
            * smoothstep(-0.005, 0.0, v)
            * smoothstep(0.81, 0.80, v);
        let (cx, cy) = (u - bow * 0.62, v - 0.80);
        let mut part = trunk;
        let mut tone = v3(0.15, 0.11, 0.075) * (0.7 + 3.0 * (stem + 0.02).at_least(0.0) * 10.0);
        let mut normal = v3(stem * 40.0, 0.3, -0.7).unit();
        for (i, f) in fronds.iter().enumerate() {
            // A frond: an arc that starts along (x, y) and falls under its own weight.
            let along = if f.x.abs() > 0.25 {
                cx / f.x
            } else {
                (cx * f.x + cy * f.y).at_least(0.0)
            };
            let t = along / f.z;
            if !(0.0..=1.0).contains(&t) {
                continue;
            }
            let rib = f.y * along - 1.15 * along * along * (1.0 + 0.4 * f.x.abs());
            let (dx, dy) = if f.x.abs() > 0.25 {
                (0.0, cy - rib)
            } else {
                (cx - f.x * along, (cy - rib) * 0.25)
            };
            let off = (dx.abs() + dy.abs()) * 0.72;
            // Leaflets hang from the rib and are cut apart by gaps.
            let comb = 0.55 + 0.45 * noise2(t * 42.0 + i as f32 * 9.0, dy * 30.0, self.seed ^ 9);
            let wide = 0.062
                * (t * (1.0 - t) * 4.0).at_least(0.0).sqrt()
                * if dy < 0.0 { 1.25 } else { 0.45 }
                * comb
                + 0.003;
            let c = clamp01(0.5 - (off - wide) / px.at_least(0.003));
            if c > part {
                part = c;
                let shine = chance2(i as i32, (t * 24.0) as i32, self.seed);
                tone = self.leaf * (0.6 + 0.7 * shine);
                normal = v3(f.x * 0.4, 0.8, -0.4).unit();
            }
        }
        Touch {
            part,
            base: tone,
            normal,
            thin: 0.6,
        }
    }
}
