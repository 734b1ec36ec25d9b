//! Painting blocks of buildings onto the canvas in perspective, the farthest first.

use core::ops::Range;

use crate::camera::Camera;
use crate::canvas::Canvas;
use crate::city::Block;
use crate::facade::Spot;
use crate::items::Extent;
use crate::light::Light;
use crate::math::{Bound, V3, clamp01, fade, mix, v3};
use crate::scene::Scene;

/// What all buildings of a picture share.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    night: f32,
    haze: f32,
    glow: V3,
}

/// One upright face of a block as it is seen.
struct Face {
    /// Picture columns of its edges.
    from: f32,
    to: f32,
    front: bool,
    facing: f32,
}

impl Site {
    pub(crate) fn new(scene: &Scene, light: &Light) -> Site {
        let night = clamp01(1.0 - light.ambient.luma() * 2.4).at_least(light.dark);
        let thick = scene.air.haze * 0.9 + scene.air.fog * 1.8 + scene.air.rain * 0.5;
        let hues = (scene.city.hue_a + scene.city.hue_b + scene.city.hue_c) * (1.0 / 3.0);
        let lamps = v3(0.55, 0.34, 0.16).mix(hues, scene.city.neon * 0.75);
        Site {
            night,
            haze: mix(0.34, 1.6, thick.at_most(1.3)),
            glow: lamps * (night * (0.05 + 0.11 * scene.city.neon) * scene.city.windows),
        }
    }

    /// Light of the town in its own haze, over a point `up` metres high.
    pub(crate) fn town_glow(&self, up: f32) -> V3 {
        self.glow * fade(up.at_least(0.0) / 85.0)
    }

    /// Where a block shows in the picture.
    pub(crate) fn extent(block: &Block, camera: &Camera) -> Extent {
        let back = if block.round { block.z0 } else { block.z1 };
        Extent {
            left: camera
                .column(block.x0, block.z0)
                .at_most(camera.column(block.x0, back)),
            right: camera
                .column(block.x1, block.z0)
                .at_least(camera.column(block.x1, back)),
            top: camera
                .row(block.base + block.height, block.z0)
                .at_most(camera.row(block.base + block.height, back)),
            bottom: camera.row(block.base, block.z0),
        }
    }

    /// Paints the rows of a band of a block.
    pub(crate) fn paint(
        &self,
        block: &Block,
        band: Range<usize>,
        canvas: &mut Canvas,
        camera: &Camera,
        light: &Light,
    ) {
        let front = Face {
            from: camera.column(block.x0, block.z0),
            to: camera.column(block.x1, block.z0),
            front: true,
            facing: (-light.dir.z).at_least(0.0),
        };
        if block.round {
            self.face(block, &front, band.clone(), canvas, camera, light);
            return;
        }
        if block.x0 > 0.0 {
            let side = Face {
                from: camera.column(block.x0, block.z1),
                to: front.from,
                front: false,
                facing: (-light.dir.x).at_least(0.0),
            };
            self.face(block, &side, band.clone(), canvas, camera, light);
        } else if block.x1 < 0.0 {
            let side = Face {
                from: front.to,
                to: camera.column(block.x1, block.z1),
                front: false,
                facing: light.dir.x.at_least(0.0),
            };
            self.face(block, &side, band.clone(), canvas, camera, light);
        }
        self.face(block, &front, band.clone(), canvas, camera, light);
    }

    fn face(
        &self,
        block: &Block,
        face: &Face,
        band: Range<usize>,
        canvas: &mut Canvas,
        camera: &Camera,
        light: &Light,
    ) {
        let n = canvas.size as f32;
        let middle = camera.ray((face.from + face.to) * 0.5, camera.horizon - 0.05);
        let air = light.air(middle);
        let normal_flip = if face.front {
            v3(1.0, 1.0, -1.0)
        } else {
            v3(-1.0, 1.0, 1.0)
        };
        let low = light.clear_sky((v3(middle.x, 0.04, middle.z) * normal_flip).unit());
        let high = light.clear_sky((v3(middle.x, 0.5, middle.z) * normal_flip).unit());
        let wall = if face.from < 0.5 { block.x1 } else { block.x0 };
        for px in canvas.span(face.from, face.to) {
            let x = (px as f32 + 0.5) / n;
            let (z, u, width) = if face.front {
                (
                    block.z0,
                    camera.right(x, block.z0) - block.x0,
                    block.x1 - block.x0,
                )
            } else {
                let across = x - 0.5;
                let z = if across.abs() < 1e-4 {
                    block.z1
                } else {
                    wall / across * camera.focal
                };
                let z = z.bound(block.z0, block.z1);
                (z, z - block.z0, block.z1 - block.z0)
            };
            let part_x = clamp01((x - face.from) * n + 0.5) * clamp01((face.to - x) * n + 0.5);
            let top = camera.row(block.base + block.height, z);
            let foot = camera.row(block.base, z);
            let clear = fade(z / 2600.0 * self.haze);
            let py = camera.footprint(z);
            let pxm = if face.front {
                py
            } else {
                py * (z / wall.abs().at_least(1.0)).at_least(0.3)
            };
            let (a, b) = (
                ((top * n - 0.5).floor().at_least(0.0) as usize).at_least(band.start),
                ((foot * n).ceil().bound(0.0, n) as usize).at_most(band.end),
            );
            for row in a..b {
                let y = (row as f32 + 0.5) / n;
                let up = camera.up(y, z);
                let v = (up - block.base).bound(0.0, block.height);
                let mut part = part_x * clamp01((y - top) * n + 0.5);
                let mut spot = Spot {
                    u,
                    width,
                    v,
                    height: block.height,
                    px: pxm,
                    py,
                    facing: face.facing,
                    front: face.front,
                    mirror: low.mix(high, v / block.height),
                };
                let mut shade = 1.0;
                if block.round {
                    let half = width * 0.5 * (1.0 - block.taper * v / block.height);
                    let d = (u - width * 0.5).abs() - half;
                    part *= clamp01(0.5 - d / py);
                    if part <= 0.0 {
                        continue;
                    }
                    let t = ((u - width * 0.5) / half.at_least(0.1)).bound(-1.0, 1.0);
                    let bulge = (1.0 - t * t).sqrt();
                    spot.facing = (light.dir.x * t - light.dir.z * bulge).at_least(0.0);
                    // Windows crowd together towards the rim of a round tower.
                    spot.u = width * 0.5 + half * t * (1.0 + 0.35 * t * t);
                    spot.width = width * 0.5 + half * 1.35;
                    shade = 0.55 + 0.45 * bulge;
                }
                if part <= 0.0 {
                    continue;
                }
                let colour = block.skin.at(spot, light, self.night) * shade;
                let mist = air + self.town_glow(up);
                canvas.over(
                    px,
                    row,
                    mist.mix(colour, clear * mix(0.91, 1.0, clamp01(up / 60.0))),
                    part,
                    z,
                );
            }
        }
    }
}
