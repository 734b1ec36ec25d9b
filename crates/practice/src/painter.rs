//! The painter: carries a scene through its passes, one small unit of work at a time.

mod passes;

use crate::air::Veil;
use crate::beams::Beams;
use crate::bloom::Bloom;
use crate::camera::Camera;
use crate::canvas::Canvas;
use crate::fur::Animal;
use crate::grade::Grade;
use crate::ground::Ground;
use crate::items::Items;
use crate::light::Light;
use crate::material::Soil;
use crate::math::Bound;
use crate::pier::Pier;
use crate::plate::Plate;
use crate::relief::Relief;
use crate::scene::Scene;
use crate::sky::Heaven;
use crate::water::Surface;
use crate::weather::Weather;
use crate::woods::Woods;

/// The passes, in the order in which they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    Survey,
    Shade,
    Ground,
    Clouds,
    Sky,
    Things,
    Woods,
    Pier,
    Water,
    Shadow,
    Animal,
    Air,
    Beams,
    Meter,
    Bloom,
    Print,
    Encode,
}

/// A picture in the making.
#[derive(Debug)]
pub struct Painter {
    scene: Scene,
    camera: Camera,
    light: Light,
    heaven: Heaven,
    veil: Veil,
    ground: Ground,
    soil: Soil,
    items: Items,
    woods: Woods,
    pier: Option<Pier>,
    surface: Surface,
    animal: Option<Animal>,
    weather: Weather,
    beams: Beams,
    canvas: Canvas,
    /// Clouds at half the picture's edge: their light, and in a second plate their coverage.
    clouds: (Plate, Plate),
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
        let soil = Soil::new(scene, &light);
        let ground = Ground::new(Relief::new(scene), &camera, size);
        let items = Items::new(scene, &camera, &light, &ground, size as usize);
        let animal = (scene.creature.amount > 0.5)
            .then(|| Animal::new(scene, &camera, &light, |x, z| ground.height(x, z, &camera)));
        let woods = Woods::new(scene, &camera, &soil);
        let beams = Beams::new(scene, &camera, &light, size);
        let pier = Pier::new(scene);
        let n = size as usize;
        let when = |there: bool, units: usize| if there { units } else { 0 };
        let animal_rows = animal
            .as_ref()
            .map_or(0, |a| a.rows(&camera, n).1 - a.rows(&camera, n).0);
        // Units of each pass, and what one of them costs in rows of sky.
        let plan = vec![
            (Pass::Survey, n, 0.35),
            (Pass::Shade, n.div_ceil(Ground::SHADE), 0.6),
            (Pass::Ground, n, 0.7),
            (Pass::Clouds, n.div_ceil(2), 0.5),
            (Pass::Sky, n, 0.6),
            (
                Pass::Things,
                items.tasks(),
                items.total() / (items.tasks() as f32).at_least(1.0),
            ),
            (Pass::Woods, woods.layers() * n, 0.35),
            (Pass::Pier, when(pier.is_some(), n), 0.2),
            (Pass::Water, n, 0.6),
            (Pass::Shadow, when(animal.is_some(), n), 0.2),
            (Pass::Animal, animal_rows, 2.0),
            (Pass::Air, n, 0.3),
            (Pass::Beams, beams.units(), 0.15),
            (Pass::Meter, 1, 2.0),
            (Pass::Bloom, Bloom::units(n), 0.5),
            (Pass::Print, n, 0.6),
            (Pass::Encode, 1, n as f32 * 0.12),
        ];
        let total = plan
            .iter()
            .map(|(_, units, cost)| *units as f32 * cost)
            .sum();
        Painter {
            heaven: Heaven::new(scene, &light),
            veil: Veil::new(scene, &camera, &light),
            surface: Surface::new(scene),
            weather: Weather::new(scene),
            canvas: Canvas::new(size),
            clouds: (Plate::waiting(n.div_ceil(2)), Plate::waiting(n.div_ceil(2))),
            bloom: Bloom::default(),
            grade: None,
            exposure: 1.0,
            rgb: Vec::with_capacity(n * n * 3),
            file: Vec::new(),
            pass: 0,
            unit: 0,
            spent: 0.0,
            scene: scene.clone(),
            camera,
            light,
            ground,
            soil,
            items,
            woods,
            pier,
            animal,
            beams,
            plan,
            total,
        }
    }

    /// Paints on for about as long as `rows` rows of sky take, and returns the share that is done, 0..=1.
    pub fn advance(&mut self, rows: u32) -> f32 {
        let mut left = rows.at_least(1) as f32;
        while left > 0.0 && !self.is_done() {
            let (pass, units, cost) = self.plan[self.pass];
            if self.unit >= units {
                self.pass += 1;
                self.unit = 0;
                continue;
            }
            let cost = if pass == Pass::Things {
                self.items.cost(self.unit)
            } else {
                cost
            };
            self.work(pass, self.unit);
            self.unit += 1;
            self.spent += cost;
            left -= cost;
        }
        if self.is_done() {
            1.0
        } else {
            (self.spent / self.total).at_most(0.999)
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

    /// The finished pixels: sRGB, three bytes each, rows from the top. Empty rows are missing until they are printed.
    pub(crate) fn pixels(&self) -> &[u8] {
        &self.rgb
    }

    fn work(&mut self, pass: Pass, unit: usize) {
        let (canvas, camera, light, veil) =
            (&mut self.canvas, &self.camera, &self.light, &self.veil);
        match pass {
            Pass::Survey => self.ground.survey(unit, camera),
            Pass::Shade => self.ground.shade(unit, camera, light),
            Pass::Ground => {
                self.ground
                    .paint(unit, canvas, &self.soil, camera, light, veil);
                self.ground.beyond(unit, canvas, camera, veil);
            }
            Pass::Clouds => self.clouds(unit),
            Pass::Sky => self.sky(unit),
            Pass::Things => self.items.paint(unit, canvas, camera, light, veil),
            Pass::Woods => self.woods.paint(
                unit / canvas.size,
                unit % canvas.size,
                canvas,
                camera,
                light,
                veil,
            ),
            Pass::Pier => {
                if let Some(pier) = &self.pier {
                    pier.paint(unit, canvas, camera, light, veil);
                }
            }
            Pass::Water => self.water(unit),
            Pass::Shadow => {
                if let Some(animal) = &self.animal {
                    animal.shadow(unit, canvas, camera, light);
                }
            }
            Pass::Animal => {
                if let Some(animal) = &self.animal {
                    let top = animal.rows(camera, canvas.size).0;
                    animal.paint(top + unit, canvas, camera, light, veil);
                }
            }
            Pass::Air => self.weather.over(unit, canvas, camera, light, veil),
            Pass::Beams => self.beams.work(unit, canvas),
            Pass::Meter => self.meter(),
            Pass::Bloom => self.bloom.work(unit, canvas, self.exposure),
            Pass::Print => self.print(unit),
            Pass::Encode => self.file = crate::jpeg::encode(&self.rgb, canvas.size as u16),
        }
    }
}
