//! The painter: carries a scene through its passes, one small unit of work at a time.

use crate::bloom::Bloom;
use crate::build::Site;
use crate::camera::Camera;
use crate::canvas::Canvas;
use crate::city::{self, Block};
use crate::grade::Grade;
use crate::light::Light;
use crate::math::{clamp01, exp, mix};
use crate::scene::Scene;
use crate::sky::Heaven;
use crate::water::Surface;

/// The passes, in the order in which they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    Sky,
    City,
    Water,
    Meter,
    Bloom,
    Print,
    Encode,
}

/// A picture in the making.
#[derive(Clone, Debug)]
pub struct Painter {
    scene: Scene,
    camera: Camera,
    light: Light,
    heaven: Heaven,
    site: Site,
    blocks: Vec<Block>,
    surface: Surface,
    canvas: Canvas,
    bloom: Bloom,
    grade: Option<Grade>,
    exposure: f32,
    rgb: Vec<u8>,
    file: Vec<u8>,
    plan: Vec<(Pass, usize, f32)>,
    pass: usize,
    unit: usize,
    spent: f32,
    total: f32,
}

impl Painter {
    /// Starts a square picture of `size` pixels an edge (1..=4096; others are moved into that range).
    pub fn new(scene: &Scene, size: u32) -> Painter {
        let size = size.clamp(1, 4096);
        let camera = Camera::new(&scene.frame, size);
        let light = Light::new(scene, &camera);
        let blocks = if scene.city.amount > 0.3 {
            city::blocks(scene, &camera)
        } else {
            Vec::new()
        };
        let rows = size as usize;
        // Units of each pass, and what one of them costs in rows of sky.
        let plan = vec![
            (Pass::Sky, rows, 1.0),
            (Pass::City, blocks.len(), 2.0),
            (Pass::Water, rows, 0.8),
            (Pass::Meter, 1, 2.0),
            (Pass::Bloom, Bloom::units(rows), 0.5),
            (Pass::Print, rows, 0.4),
            (Pass::Encode, 1, rows as f32 * 0.15),
        ];
        let total = plan
            .iter()
            .map(|(_, units, cost)| *units as f32 * cost)
            .sum();
        Painter {
            heaven: Heaven::new(scene, &light),
            site: Site::new(scene, &light),
            blocks,
            surface: Surface::new(scene),
            canvas: Canvas::new(size),
            bloom: Bloom::default(),
            grade: None,
            exposure: 1.0,
            rgb: Vec::with_capacity(rows * rows * 3),
            file: Vec::new(),
            plan,
            pass: 0,
            unit: 0,
            spent: 0.0,
            total,
            scene: scene.clone(),
            camera,
            light,
        }
    }

    /// Paints on for about as long as `rows` rows of sky take, and returns the share that is done, 0..=1.
    pub fn advance(&mut self, rows: u32) -> f32 {
        let mut left = rows as f32;
        while left > 0.0 && !self.is_done() {
            let (pass, units, cost) = self.plan[self.pass];
            if self.unit >= units {
                self.pass += 1;
                self.unit = 0;
                continue;
            }
            self.work(pass, self.unit);
            self.unit += 1;
            self.spent += cost;
            left -= cost;
        }
        if self.is_done() {
            1.0
        } else {
            (self.spent / self.total).min(0.999)
        }
    }

    /// Whether the picture is finished.
    pub fn is_done(&self) -> bool {
        self.pass >= self.plan.len()
    }

    /// The picture as a JPEG file; paints what is still missing first.
    pub fn jpeg(mut self) -> Vec<u8> {
        while !self.is_done() {
            self.advance(1024);
        }
        self.file
    }

    fn work(&mut self, pass: Pass, unit: usize) {
        match pass {
            Pass::Sky => self.sky(unit),
            Pass::City => self.site.paint(
                &self.blocks[unit],
                &mut self.canvas,
                &self.camera,
                &self.light,
            ),
            Pass::Water => self.water(unit),
            Pass::Meter => self.meter(),
            Pass::Bloom => self.bloom.work(unit, &self.canvas, self.exposure),
            Pass::Print => self.print(unit),
            Pass::Encode => self.file = crate::jpeg::encode(&self.rgb, self.canvas.size as u16),
        }
    }

    fn sky(&mut self, row: usize) {
        let n = self.canvas.size;
        let y = (row as f32 + 0.5) / n as f32;
        if y > self.camera.horizon + 0.05 {
            return;
        }
        let pixel = self.camera.pixel / self.camera.focal;
        for px in 0..n {
            let dir = self.camera.ray((px as f32 + 0.5) / n as f32, y);
            self.canvas.light[row * n + px] = self.heaven.along(dir, pixel, &self.light)
                + self.site.town_glow((self.camera.horizon - y) * 900.0);
        }
    }

    fn water(&mut self, row: usize) {
        let n = self.canvas.size;
        let y = (row as f32 + 0.5) / n as f32;
        let below = y - self.camera.horizon;
        let z = self.camera.eye * self.camera.focal / below.max(1e-5);
        if below <= 0.0 || z > city::SHORE {
            return;
        }
        for px in 0..n {
            let c = self
                .surface
                .at(px, row, z, &self.canvas, &self.camera, &self.light);
            let i = row * n + px;
            self.canvas.light[i] = c;
            self.canvas.depth[i] = z;
        }
    }

    /// Sets the exposure from the mean brightness, as a camera does: nights stay darker than days.
    fn meter(&mut self) {
        let n = self.canvas.size;
        let (mut sum, mut count) = (0.0, 0.0);
        let step = (n / 64).max(1);
        for y in (0..n).step_by(step) {
            for x in (0..n).step_by(step) {
                let l = self.canvas.light[y * n + x].luma().clamp(1e-4, 8.0);
                sum += libm::logf(l);
                count += 1.0;
            }
        }
        let mean = exp(sum / count);
        let aim = mix(0.20, 0.10, clamp01(self.light.dark));
        self.exposure = (aim / mean).clamp(0.35, 6.0);
        self.grade = Some(Grade::new(&self.scene, 1.0));
    }

    fn print(&mut self, row: usize) {
        let n = self.canvas.size;
        let Some(grade) = &self.grade else { return };
        let y = (row as f32 + 0.5) / n as f32;
        let part = 0.13 * self.scene.look.bloom;
        for px in 0..n {
            let x = (px as f32 + 0.5) / n as f32;
            let light = self.canvas.light[row * n + px] * self.exposure;
            let glow = self.bloom.at(x, y);
            let c = light.mix(glow, part.min(0.6)) + glow * (part * 0.25);
            let bytes = grade.bytes(grade.print(c, x, y), px, row, self.camera.pixel);
            self.rgb.extend_from_slice(&bytes);
        }
    }
}
