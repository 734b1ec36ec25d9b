//! Painting the animal: a march to its coat, then through the hair, and its shadow on the ground.

use crate::air::Veil;
use crate::camera::Camera;
use crate::canvas::Canvas;
use crate::creature::Body;
use crate::light::Light;
use crate::math::{Bound, V3, clamp01, cos, mix, pow4, sin, smoothstep, v3};
use crate::noise::{Dice, value3};
use crate::scene::Scene;

/// The animal where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Animal {
    body: Body,
    place: V3,
    size: f32,
    turn: (f32, f32),
    mirrored: f32,
    light: V3,
    snow: f32,
}

/// Distance of the animal from the eye in metres, for a fox.
pub(crate) const DISTANCE: f32 = 1.75;

impl Animal {
    /// `ground` gives the height of the land at a place.
    pub(crate) fn new(
        scene: &Scene,
        camera: &Camera,
        light: &Light,
        ground: impl Fn(f32, f32) -> f32,
    ) -> Animal {
        let c = &scene.creature;
        let mut dice = Dice::new(scene.frame.chance ^ 0xf0f0);
        let body = Body::new(c, &mut dice);
        let size = c.size;
        // Its feet stay clear of the lower edge.
        let z = (DISTANCE
            * size.at_least(0.6)
            * mix(1.0, 1.15, clamp01(c.legs - 1.0))
            * dice.range(0.95, 1.15)
            * if scene.woods.amount > 0.5 { 1.35 } else { 1.0 })
        .at_least(camera.eye * camera.focal / (0.81 - camera.horizon).at_least(0.1));
        let x = c.place / camera.focal * z;
        let mirrored = if c.turn < 0.0 { -1.0 } else { 1.0 };
        let turn = c.turn.abs();
        let place = v3(x, ground(x, z) - 0.02 * size, z);
        let mut animal = Animal {
            body,
            place,
            size,
            turn: (cos(turn), sin(turn)),
            mirrored,
            light: V3::ZERO,
            snow: scene.land.snow,
        };
        animal.light = animal.direction(light.dir);
        animal
    }

    /// Distance from the eye in metres.
    pub(crate) fn distance(&self) -> f32 {
        self.place.z
    }

    /// A direction of the world in the body's space.
    fn direction(&self, d: V3) -> V3 {
        let d = v3(d.x * self.mirrored, d.y, d.z);
        let (c, s) = self.turn;
        v3(d.x * c - d.z * s, d.y, d.x * s + d.z * c)
    }

    fn point(&self, p: V3) -> V3 {
        self.direction(p - self.place) * (1.0 / self.size)
    }

    /// Picture rows it may touch, shadow aside.
    pub(crate) fn rows(&self, camera: &Camera, size: usize) -> (usize, usize) {
        let n = size as f32;
        let (_, radius, top) = self.body.room();
        let near = (self.place.z - radius * self.size).at_least(0.3);
        let top = camera
            .row(self.place.y + top * self.size, near)
            .at_most(camera.row(self.place.y + top * self.size, self.place.z));
        let foot = camera.row(self.place.y - 0.1, near);
        (
            (top * n).bound(0.0, n) as usize,
            (foot * n).bound(0.0, n) as usize,
        )
    }

    /// Darkens the ground of one row where the animal keeps the light off it.
    pub(crate) fn shadow(&self, row: usize, canvas: &mut Canvas, camera: &Camera, light: &Light) {
        let n = canvas.size;
        let y = (row as f32 + 0.5) / n as f32;
        if y < camera.horizon {
            return;
        }
        // What is left of each channel once the direct light is gone: shadows of a red sun are blue.
        let (ambient, direct) = (
            light.ambient,
            light.key * (1.36 * light.dir.y.at_least(0.08)),
        );
        let left = |ambient: f32, direct: f32| ambient / (ambient + direct).at_least(1e-4);
        let full = v3(
            left(ambient.x, direct.x),
            left(ambient.y, direct.y),
            left(ambient.z, direct.z),
        );
        let row_of = row * n;
        let open_at = |column: usize, depth: f32| {
            let x = (column as f32 + 0.5) / n as f32;
            let p = self.point(v3(camera.right(x, depth), camera.up(y, depth), depth));
            (p, self.open(p))
        };
        // Shadows are soft: every second column is walked, the ones between are blended.
        let mut next: Option<(V3, f32)> = None;
        for column in 0..n {
            let k = row_of + column;
            let z = canvas.depth[k];
            if z > self.place.z + 7.0 * self.size {
                next = None;
                continue;
            }
            let (p, open) = match next.take() {
                Some((_, before)) => {
                    let (p, after) = open_at((column + 1).at_most(n - 1), z);
                    next = None;
                    (p, (before + after) * 0.5)
                }
                None => {
                    let here = open_at(column, z);
                    next = Some(here);
                    here
                }
            };
            let contact = 1.0
                - 0.55
                    * smoothstep(0.42, 0.05, v3(p.x * 0.75 + 0.03, 0.0, p.z * 1.7).length())
                    * smoothstep(0.3, 0.0, p.y);
            let print = if self.snow > 0.5 && z > self.place.z - 2.0 {
                self.footprint(p)
            } else {
                0.0
            };
            if print != 0.0 {
                canvas.light[k] = canvas.light[k] * (1.0 + print);
            }
            if open < 1.0 || contact < 1.0 {
                let shade = full.mix(V3::ONE, smoothstep(0.0, 1.0, open)) * contact;
                canvas.light[k] = canvas.light[k] * shade;
            }
        }
    }

    /// Light that reaches a point past the animal, 0..1 before softening.
    fn open(&self, p: V3) -> f32 {
        let Some((near, far)) = self.body.span(p, self.light) else {
            return 1.0;
        };
        let mut open = 1.0_f32;
        let mut t = near.at_least(0.02);
        for _ in 0..16 {
            let d = self.body.distance(p + self.light * t);
            open = open.at_most(0.5 + d / t * 7.0);
            t += d.at_least(0.03);
            if open <= 0.0 || t > far {
                break;
            }
        }
        open
    }

    /// The trail behind it: hollows with a dark and a bright side, as a change of brightness.
    fn footprint(&self, p: V3) -> f32 {
        if p.x > 0.30 || p.x < -9.0 {
            return 0.0;
        }
        // The trail bends aside with distance.
        let way = 0.025 * p.x.at_most(0.0) * p.x.at_most(0.0);
        if (p.z - way).abs() > 0.12 {
            return 0.0;
        }
        let step = 0.24;
        let at = ((p.x - 0.05) / step).floor();
        let mut sum = 0.0;
        for i in [at, at + 1.0] {
            let side = if (i as i32) & 1 == 0 { 0.045 } else { -0.045 };
            let (dx, dz) = (p.x - 0.05 - i * step, p.z - side - way);
            let d = (dx * dx + dz * dz * 1.4).sqrt() / 0.040;
            let hollow = smoothstep(1.3, 0.7, d);
            let lean = (dx * self.light.x + dz * self.light.z) / 0.040;
            sum += hollow * (-0.20 + 0.30 * lean.bound(-1.0, 1.0))
                + 0.10 * smoothstep(0.5, 0.0, (d - 1.35).abs());
        }
        sum
    }

    /// Paints the animal's part of one row.
    pub(crate) fn paint(
        &self,
        row: usize,
        canvas: &mut Canvas,
        camera: &Camera,
        light: &Light,
        veil: &Veil,
    ) {
        let n = canvas.size;
        let y = (row as f32 + 0.5) / n as f32;
        let middle = camera.column(self.place.x, self.place.z);
        let (at, radius, _) = self.body.room();
        let radius = (radius + at.x.abs()) * self.size;
        let half = radius / (self.place.z - radius).at_least(0.3) * camera.focal;
        let eye = self.point(v3(0.0, camera.eye, 0.0));
        for column in canvas.span(middle - half, middle + half) {
            let x = (column as f32 + 0.5) / n as f32;
            let world = camera.ray(x, y);
            let ray = self.direction(world);
            let Some((near, far)) = self.body.span(eye, ray) else {
                continue;
            };
            if let Some((colour, part, t)) = self.coat(eye, ray, near, far, light) {
                let z = t * self.size * world.z;
                let clear = veil.through(z, self.place.y + 0.4, camera);
                let air = veil.at(x, y);
                canvas.over(
                    column,
                    row,
                    air.mix(colour, clear),
                    part,
                    z.at_most(canvas.depth[row * n + column]),
                );
            }
        }
    }

    /// Marches to the coat and through it: colour, coverage, distance along the ray.
    fn coat(&self, eye: V3, ray: V3, from: f32, to: f32, light: &Light) -> Option<(V3, f32, f32)> {
        let long = self.body.longest_hair();
        let mut t = from.at_least(0.02);
        let mut first = to;
        let (mut sum, mut part) = (V3::ZERO, 0.0_f32);
        // Colour, length and hang of the hair the ray is in; none while it is in the open.
        let mut inside: Option<(V3, f32, f32)> = None;
        for _ in 0..72 {
            if t > to || part > 0.985 {
                break;
            }
            let p = eye + ray * t;
            let d = self.body.distance(p);
            if d > long {
                inside = None;
                t += (d - long * 0.9).at_least(0.007);
                continue;
            }
            let (shade, hair, hangs) = match inside {
                Some(known) => known,
                None => {
                    let near = p + ray * (d * 0.5);
                    let normal = self.body.normal(near);
                    let hide = self.body.hide(near - normal * (d * 0.5), normal);
                    let shade = self.shading(near, normal, ray, &hide.colour, hide.bare, light);
                    let known = (shade, hide.hair.at_most(long), hide.hangs);
                    inside = Some(known);
                    known
                }
            };
            if d > hair {
                t += (d - hair * 0.9).at_least(0.004);
                continue;
            }
            first = first.at_most(t);
            let depth = 1.0 - d / hair;
            let comb = p + v3(0.75, 0.35, 0.0).mix(v3(0.1, 0.9, 0.0), hangs) * (d * 0.9);
            let along = v3(34.0, 100.0, 100.0).mix(v3(110.0, 30.0, 90.0), hangs);
            let strand =
                value3(comb * along, 0xf00) * 0.6 + value3(comb * (along * 2.3), 0xf01) * 0.4;
            let solid = if d < 0.001 {
                1.0
            } else {
                smoothstep(0.0, 0.30, depth * 1.25 - strand)
            };
            let tip = mix(0.45, 1.15, clamp01(1.15 - depth)) * (0.60 + 0.80 * strand);
            sum += shade * (tip * solid * (1.0 - part));
            part += (1.0 - part) * solid;
            t += (d * 0.35).bound(hair * 0.20, hair * 0.45);
        }
        (part > 0.004).then(|| (sum * (1.0 / part), part, first))
    }

    fn shading(&self, p: V3, normal: V3, ray: V3, colour: &V3, bare: bool, light: &Light) -> V3 {
        let mut open = 1.0_f32;
        let mut t = 0.06;
        for _ in 0..3 {
            open = open
                .at_most(0.45 + self.body.distance(p + normal * 0.02 + self.light * t) / t * 4.0);
            t *= 2.4;
        }
        let open = smoothstep(0.0, 1.0, open);
        let near = clamp01(0.45 + self.body.distance(p + normal * 0.07) / 0.07 * 0.55);
        let wrap = clamp01((normal.dot(self.light) + 0.28) / 1.28);
        let away = 1.0 - clamp01(-normal.dot(ray));
        // Hair at the rim catches a light that stands behind the animal.
        let rim = pow4(away) * away * clamp01(0.35 + 0.65 * ray.dot(self.light)) * open;
        let up = 0.5 + 0.5 * normal.y;
        let bounce = light.ambient.mix(light.key * 0.30, 0.25) * (self.snow * (1.0 - up) * 0.65);
        let sky = light.ambient * (mix(0.45, 1.05, up) * near);
        let mut lit = *colour * (light.key * (wrap * open * 0.62) + sky + bounce * near)
            + (colour.mix(V3::ONE, 0.35)) * light.key * (rim * 0.55);
        if bare {
            let mirror = ray - normal * (2.0 * ray.dot(normal));
            let spot = smoothstep(0.982, 0.996, mirror.dot(v3(0.45, 0.8, -0.35).unit()));
            lit += (light.ambient * 0.8 + light.key * 0.2) * spot + light.ambient * (0.05 * up);
        }
        lit
    }
}
