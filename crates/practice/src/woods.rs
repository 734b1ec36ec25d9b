//! The inside of a forest: trunks in layers of distance, leaves overhead, light and mist between them.

use crate::air::Veil;
use crate::camera::Camera;
use crate::canvas::Canvas;
use crate::light::Light;
use crate::material::Soil;
use crate::math::{Bound, V3, bell, clamp01, fade, mix, smoothstep, v3};
use crate::noise::{Dice, fbm, noise2};
use crate::scene::Scene;

/// One trunk.
#[derive(Clone, Debug)]
struct Trunk {
    x: f32,
    radius: f32,
    lean: f32,
    seed: u32,
    /// Height and side of dead or living boughs.
    boughs: [(f32, f32, f32); 4],
}

/// Trunks of about the same distance.
#[derive(Clone, Debug)]
struct Layer {
    z: f32,
    trunks: Vec<Trunk>,
}

/// The whole forest, the farthest layer first.
#[derive(Clone, Debug)]
pub(crate) struct Woods {
    layers: Vec<Layer>,
    leaves: f32,
    conifer: f32,
    birch: f32,
    autumn: f32,
    snow: f32,
    seed: u32,
}

/// Columns between two samples of the masses of leaves.
const STRIDE: usize = 8;

const DISTANCES: [f32; 9] = [82.0, 62.0, 47.0, 36.0, 27.0, 20.5, 15.0, 10.5, 7.0];

impl Woods {
    pub(crate) fn new(scene: &Scene, camera: &Camera, soil: &Soil) -> Woods {
        let mut dice = Dice::new(scene.frame.chance ^ 0x300d5);
        let mut layers = Vec::new();
        if scene.woods.amount > 0.5 {
            for z in DISTANCES {
                layers.push(Layer {
                    z,
                    trunks: trunks(scene, camera, soil, &mut dice, z),
                });
            }
        }
        Woods {
            layers,
            leaves: scene.woods.leaves,
            conifer: scene.land.conifer,
            birch: scene.woods.birch,
            autumn: scene.land.autumn,
            snow: scene.land.snow,
            seed: scene.frame.chance ^ 0x1eaf,
        }
    }

    pub(crate) fn layers(&self) -> usize {
        self.layers.len()
    }

    /// Paints one picture row of one layer.
    pub(crate) fn paint(
        &self,
        layer: usize,
        row: usize,
        canvas: &mut Canvas,
        camera: &Camera,
        light: &Light,
        veil: &Veil,
    ) {
        let n = canvas.size;
        let y = (row as f32 + 0.5) / n as f32;
        let here = &self.layers[layer];
        let z = here.z;
        let up = camera.up(y, z);
        if up < -0.6 {
            return;
        }
        let clear = veil.through(z, up, camera) * mix(1.0, 0.93, layer as f32 / 9.0);
        let px = camera.footprint(z);
        self.canopy(layer, row, up, clear, canvas, camera, light, veil);
        for trunk in &here.trunks {
            let waver = 0.05 * noise2(up * 0.35, 0.0, trunk.seed) * z.sqrt() * 0.4;
            let axis = trunk.x + trunk.lean * up + waver;
            let flare = 0.55 * bell(up.at_least(0.0), 0.45);
            let radius = trunk.radius * (1.0 + flare) * (1.0 - 0.018 * up).at_least(0.35);
            let (a, b) = (
                camera.column(axis - radius, z),
                camera.column(axis + radius, z),
            );
            for column in canvas.span(a - 0.002, b + 0.002) {
                let x = (column as f32 + 0.5) / n as f32;
                let off = camera.right(x, z) - axis;
                let ragged = radius * (1.0 + 0.06 * noise2(off * 3.0, up * 2.6, trunk.seed ^ 1));
                // The foot sinks into moss and litter instead of ending in a line.
                let foot = up + 0.10 * noise2(off * 8.0, z, trunk.seed ^ 6);
                let part = clamp01(0.5 - (off.abs() - ragged) / px) * smoothstep(-0.10, 0.12, foot);
                if part > 0.0 {
                    let colour = self.bark(trunk, off / ragged, up, px, light);
                    let air = veil.at(x, y);
                    canvas.over(column, row, air.mix(colour, clear), part, z);
                }
            }
            self.limbs(
                trunk, axis, radius, up, row, z, clear, canvas, camera, light, veil,
            );
        }
    }

    fn bark(&self, trunk: &Trunk, t: f32, up: f32, px: f32, light: &Light) -> V3 {
        let t = t.bound(-1.0, 1.0);
        let normal = v3(t, 0.0, -(1.0 - t * t).sqrt());
        let round = t * (1.0 + 0.4 * t * t) * trunk.radius;
        let furrow = noise2(round * 17.0, up * 1.6, trunk.seed ^ 2)
            + 0.6 * noise2(round * 42.0, up * 5.0, trunk.seed ^ 3);
        let detail = smoothstep(0.09, 0.01, px);
        let brown = v3(0.085, 0.066, 0.050) * (1.0 + 0.75 * furrow * detail).at_least(0.2);
        let scar = smoothstep(
            0.30,
            0.46,
            noise2(round * 2.6, up * 7.5, trunk.seed ^ 4) + 0.15 * furrow,
        );
        let white = v3(0.62, 0.60, 0.55).mix(v3(0.045, 0.04, 0.038), scar);
        let moss = v3(0.045, 0.075, 0.022);
        let mossy = smoothstep(
            0.1,
            0.6,
            fbm(round * 3.0, up * 0.9, 3, trunk.seed ^ 5) + 0.45 * bell(up, 1.3),
        ) * (1.0 - self.birch);
        let base = brown
            .mix(white, self.birch)
            .mix(moss, mossy * 0.6 * (1.0 - self.snow));
        let sun = clamp01(normal.dot(light.dir) * 0.9 + 0.02);
        // The rim towards the light glows even when the light stands behind the trunk.
        let rim = smoothstep(0.72, 1.0, t * light.dir.x.signum()) * clamp01(light.dir.z) * 0.55;
        base * (light.key * (sun * 0.6 + rim) + light.ambient * 0.62)
    }

    #[allow(clippy::too_many_arguments)]
    fn limbs(
        &self,
        trunk: &Trunk,
        axis: f32,
        radius: f32,
        up: f32,
        row: usize,
        z: f32,
        clear: f32,
        canvas: &mut Canvas,
        camera: &Camera,
        light: &Light,
        veil: &Veil,
    ) {
        let n = canvas.size;
        let px = camera.footprint(z);
        for (height, slope, length) in trunk.boughs {
            let rise = up - height;
            let along = rise / slope.abs().at_least(0.05);
            if rise * slope.signum().abs() < -0.4 || along < -0.1 || along > length {
                continue;
            }
            let side = if slope > 0.0 { 1.0 } else { -1.0 };
            let bend = 0.12 * noise2(along * 1.7, height, trunk.seed);
            let at = axis + side * (along + bend);
            let half = (radius * 0.30 * (1.0 - along / length)).at_least(0.008)
                * (1.0 + 1.0 / slope.abs().at_least(0.3))
                * 0.7;
            let (a, b) = (camera.column(at - half, z), camera.column(at + half, z));
            for column in canvas.span(a - 0.001, b + 0.001) {
                let x = (column as f32 + 0.5) / n as f32;
                let off = (camera.right(x, z) - at).abs() - half;
                let part = clamp01(0.5 - off / px);
                if part > 0.0 {
                    let air = veil.at(x, (row as f32 + 0.5) / n as f32);
                    let colour = v3(0.06, 0.048, 0.038) * (light.ambient * 0.7 + light.key * 0.12);
                    canvas.over(column, row, air.mix(colour, clear), part, z);
                }
            }
        }
    }

    /// Leaves or needles overhead, thinning out downwards.
    #[allow(clippy::too_many_arguments)]
    fn canopy(
        &self,
        layer: usize,
        row: usize,
        up: f32,
        clear: f32,
        canvas: &mut Canvas,
        camera: &Camera,
        light: &Light,
        veil: &Veil,
    ) {
        let z = self.layers[layer].z;
        let low = mix(4.2, 3.0, self.conifer) + z * 0.035;
        if self.leaves < 0.05 || up < low - 2.6 {
            return;
        }
        let n = canvas.size;
        let y = (row as f32 + 0.5) / n as f32;
        let seed = self.seed.wrapping_add(layer as u32 * 101);
        let px = camera.footprint(z);
        let dense = smoothstep(low - 2.6, low + 9.0, up) * 0.95
            - mix(0.50, 0.16, self.leaves)
            - 0.5 * smoothstep(low + 0.6, low - 2.4, up);
        let stretch = mix(1.0, 0.55, self.conifer);
        // The masses of leaves are wide; they are worked out at every eighth column and blended between.
        let masses: Vec<(f32, f32)> = (0..n / STRIDE + 2)
            .map(|i| {
                let x = ((i * STRIDE) as f32 + 0.5) / n as f32;
                let right = camera.right(x, z);
                let hue = if self.autumn > 0.05 {
                    noise2(right * 0.5, up * 0.5, seed ^ 9)
                } else {
                    0.0
                };
                (fbm(right * 0.30 * stretch, up * 0.36, 3, seed), hue)
            })
            .collect();
        for column in 0..n {
            let x = (column as f32 + 0.5) / n as f32;
            let right = camera.right(x, z);
            let (mass, hue) = {
                let at = column / STRIDE;
                let t = (column % STRIDE) as f32 / STRIDE as f32;
                (
                    mix(masses[at].0, masses[at + 1].0, t),
                    mix(masses[at].1, masses[at + 1].1, t),
                )
            };
            let dir = camera.ray(x, y);
            if mass + dense < -0.42 {
                continue;
            }
            let spray = noise2(right * 2.3 * stretch, up * 2.9, seed ^ 7) * 0.30;
            let leaf = if px < 0.035 {
                noise2(right * 8.5, up * 9.5, seed ^ 8) * 0.32
            } else {
                0.0
            };
            // The leaves part before the moon, so that its disc is seen, and a little before the sun.
            let window = if light.moon > 0.0 {
                1.3 * fade((1.0 - dir.dot(light.moon_dir)) * 420.0)
            } else {
                0.42 * fade((1.0 - dir.dot(light.sun_dir)) * 190.0)
            };
            let edge = mass + dense + spray + leaf - window;
            let part = smoothstep(0.0, 0.05 + px * 0.8, edge) * 0.97;
            if part <= 0.01 {
                continue;
            }
            let green = v3(0.045, 0.085, 0.020).mix(v3(0.030, 0.060, 0.030), self.conifer);
            let fall = v3(0.62, 0.20, 0.022)
                .mix(v3(0.72, 0.40, 0.04), clamp01(0.5 + hue))
                .mix(v3(0.48, 0.07, 0.015), clamp01(-hue * 1.4));
            let tone = green.mix(fall, self.autumn).mix(
                v3(0.75, 0.78, 0.84),
                self.snow * smoothstep(0.1, 0.35, leaf + spray) * 0.8,
            );
            let toward = clamp01(dir.dot(light.dir));
            let thin = smoothstep(0.55, 0.0, edge) * (0.35 + 0.65 * toward * toward);
            let lit = light.key * (0.50 * thin + 0.10 * clamp01(0.5 + leaf * 2.0))
                + light.ambient * (0.40 + 0.4 * clamp01(0.5 + spray + leaf));
            let air = veil.at(x, y);
            canvas.over(column, row, air.mix(tone * lit, clear), part, z);
        }
    }
}

fn trunks(scene: &Scene, camera: &Camera, soil: &Soil, dice: &mut Dice, z: f32) -> Vec<Trunk> {
    let spacing = mix(2.7, 3.6, scene.land.path) * (0.65 + z * 0.012);
    let reach = 0.56 / camera.focal * z;
    let open = scene.land.path.at_least(if scene.creature.amount > 0.5 {
        1.0
    } else {
        0.35
    });
    let way = if scene.land.path > 0.3 {
        soil.path_at(z)
    } else {
        gap(scene, camera) * z
    };
    let mut list = Vec::new();
    let mut x = -reach + dice.range(-1.0, 1.0) * spacing;
    while x < reach {
        let radius =
            0.23 * scene.woods.girth * dice.range(0.55, 1.35) * mix(1.0, 0.55, scene.woods.birch);
        let trunk = Trunk {
            x: x + dice.range(-0.4, 0.4) * spacing,
            radius,
            lean: dice.range(-0.045, 0.045),
            seed: dice.word(),
            boughs: core::array::from_fn(|i| {
                let side = if dice.chance(0.5) { 1.0 } else { -1.0 };
                (
                    1.8 + i as f32 * 1.3 + dice.range(0.0, 1.2),
                    side * dice.range(0.25, 1.1),
                    dice.range(0.4, 1.9),
                )
            }),
        };
        let room = open * mix(1.5, 2.3, clamp01(1.0 - z / 60.0));
        if (trunk.x - way).abs() > room + radius
            && dice.chance(0.82)
            && (z > 9.0 || trunk.x.abs() > 1.9)
        {
            list.push(trunk);
        }
        x += spacing * dice.range(0.6, 1.4);
    }
    list
}

/// Direction (x over z) in which the forest opens a little: towards the light, so that it is seen.
fn gap(scene: &Scene, camera: &Camera) -> f32 {
    if scene.creature.amount > 0.5 {
        return scene.creature.place / camera.focal;
    }
    let side = if scene.light.elevation < -3.0 {
        scene.light.moon_side
    } else {
        scene.light.side
    };
    side.bound(-0.38, 0.38) / camera.focal
}
