//! The painter: carries a scene through its passes, one small unit of work at a time.

mod passes;

use crate::air::Veil;
use crate::beams::Beams;
use crate::bloom::Bloom;
use crate::camera::Camera;
use crate::canvas::Canvas;
use crate::city::moon_side;
use crate::focus::Focus;
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
    Focus,
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
    focus: Focus,
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
        let mut scene = scene.clone();
        scene.light.moon_side = moon_side(&scene, &camera);
        // However high it stands, the upper edge does not cut it.
        let top = libm::atanf(camera.horizon / camera.focal) - 0.025 * scene.light.moon_size;
        scene.light.moon_elevation = scene.light.moon_elevation.at_most(top.to_degrees());
        let scene = &scene;
        let light = Light::new(scene, &camera);
        let soil = Soil::new(scene, &light);
        let ground = Ground::new(Relief::new(scene), &camera, size);
        let items = Items::new(scene, &camera, &light, &ground, size as usize);
        let animal = (scene.creature.amount > 0.5)
            .then(|| Animal::new(scene, &camera, &light, |x, z| ground.height(x, z, &camera)));
        let woods = Woods::new(scene, &camera, &soil);
        let beams = Beams::new(scene, &camera, &light, size);
        let pier = Pier::new(scene);
        let focus = Focus::new(
            animal.as_ref().map_or(1.0, Animal::distance),
            scene.frame.aperture,
        );
        let n = size as usize;
        let plan = plan(
            scene,
            &camera,
            n,
            &items,
            &woods,
            (animal.as_ref(), &focus),
            &beams,
        );
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
            focus,
            beams,
            plan,
            total,
        }
    }

    /// Paints on for a share of the work that `rows` 1024ths of an ordinary picture are (a millisecond or two each in a browser;
    /// 0 counts as 1), and returns the share that is done, 0..=1.
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

    /// The finished pixels: sRGB, three bytes each, rows from the top. Rows are missing until they are printed.
    pub(crate) fn pixels(&self) -> &[u8] {
        &self.rgb
    }

    /// First picture row at or below the horizon.
    fn first_below(camera: &Camera, size: usize) -> usize {
        (camera.horizon.bound(0.0, 1.0) * size as f32) as usize
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
                    pier.paint(
                        Painter::first_below(camera, canvas.size) + unit,
                        canvas,
                        camera,
                        light,
                        veil,
                    );
                }
            }
            Pass::Water => {
                let top = Painter::first_below(camera, canvas.size);
                self.water(top + unit);
            }
            Pass::Focus => self.focus.work(unit, canvas),
            Pass::Shadow => {
                if let Some(animal) = &self.animal {
                    animal.shadow(
                        Painter::first_below(camera, canvas.size) + unit,
                        canvas,
                        camera,
                        light,
                    );
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

/// Units of each pass, and what one of them costs in 1024ths of an ordinary picture; measured, so that the share is honest.
fn plan(
    scene: &Scene,
    camera: &Camera,
    n: usize,
    items: &Items,
    woods: &Woods,
    (animal, focus): (Option<&Animal>, &Focus),
    beams: &Beams,
) -> Vec<(Pass, usize, f32)> {
    let when = |there: bool, units: usize| if there { units } else { 0 };
    let if_so = |there: bool, cost: f32| if there { cost } else { 0.0 };
    let land = &scene.land;
    let below = n - Painter::first_below(camera, n);
    let (sea, wet) = (scene.water.amount > 0.8, scene.water.amount > 0.3);
    let forest = scene.woods.amount > 0.5;
    let survey = 0.03
        + if_so(land.mountains > 0.05, 0.18)
        + if_so(land.hills > 0.05, 0.10)
        + if_so(land.dunes > 0.3, 0.17);
    let ground = if sea {
        0.07
    } else if wet {
        0.17
    } else if forest {
        0.40
    } else {
        0.30
    };
    let water = if sea {
        0.9
    } else if wet || scene.city.street > 0.5 {
        0.5
    } else {
        0.005
    };
    let air = 0.004
        + if_so(scene.air.fog > 0.05, 0.025)
        + if_so(scene.air.rain + scene.air.snowfall > 0.05, 0.06);
    let animal_rows = animal.map_or(0, |a| a.rows(camera, n).1 - a.rows(camera, n).0);
    vec![
        (Pass::Survey, n, survey),
        (Pass::Shade, n.div_ceil(Ground::SHADE), 0.17),
        (Pass::Ground, n, ground),
        (Pass::Clouds, n.div_ceil(2), 0.14),
        (Pass::Sky, n, 0.06 + if_so(scene.sky.lightning > 0.3, 0.05)),
        (
            Pass::Things,
            items.tasks(),
            items.total() / (items.tasks() as f32).at_least(1.0),
        ),
        (Pass::Woods, woods.layers() * n, 0.064),
        (
            Pass::Pier,
            when(scene.coast.pier > 0.3 && scene.water.amount > 0.3, below),
            0.03,
        ),
        (Pass::Water, below, water),
        (Pass::Focus, focus.units(n), 0.02),
        (Pass::Shadow, when(animal.is_some(), below), 0.32),
        (Pass::Animal, animal_rows, 0.74),
        (Pass::Air, n, air),
        (Pass::Beams, beams.units(), 0.03),
        (Pass::Meter, 1, 0.4),
        (Pass::Bloom, Bloom::units(n), 0.02),
        (Pass::Print, n, 0.12),
        (Pass::Encode, 1, n as f32 * 0.026),
    ]
}
