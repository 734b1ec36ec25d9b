//! Everything that stands in the picture, the farthest first, cut into bands of rows so that no single step takes long.

use core::ops::Range;

use crate::air::Veil;
use crate::build::Site;
use crate::camera::Camera;
use crate::canvas::Canvas;
use crate::city::{self, Block};
use crate::ground::Ground;
use crate::grove;
use crate::light::Light;
use crate::math::Bound;
use crate::scene::Scene;
use crate::shape;
use crate::shore::{self, Placed};
use crate::tree::{Kind, Tree};

/// Where a thing shows, in picture edges.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    pub(crate) left: f32,
    pub(crate) right: f32,
    pub(crate) top: f32,
    pub(crate) bottom: f32,
}

/// Something that stands in the picture.
#[derive(Debug)]
enum Item {
    Block(Box<Block>),
    Tree(Tree),
    Thing(Placed),
}

impl Item {
    fn distance(&self) -> f32 {
        match self {
            Item::Block(block) => block.z0,
            Item::Tree(tree) => tree.z,
            Item::Thing((spot, _)) => spot.z,
        }
    }

    /// Cost of a pixel of its picture, in 1024ths of an ordinary picture of 1024 pixels an edge; measured.
    fn cost(&self) -> f32 {
        match self {
            Item::Tree(Tree {
                kind: Kind::Leaf, ..
            }) => 1.0 / 4_000.0,
            Item::Thing(_) => 1.0 / 8_000.0,
            _ => 1.0 / 12_000.0,
        }
    }

    fn extent(&self, camera: &Camera) -> Extent {
        match self {
            Item::Block(block) => Site::extent(block, camera),
            Item::Tree(tree) => tree.extent(camera),
            Item::Thing((spot, thing)) => shape::extent(thing.shape(), *spot, camera),
        }
    }
}

/// A band of rows of one item.
#[derive(Clone, Debug)]
struct Task {
    item: usize,
    rows: Range<usize>,
    cost: f32,
}

/// All items of a picture and the work they are.
#[derive(Debug)]
pub(crate) struct Items {
    items: Vec<Item>,
    tasks: Vec<Task>,
    site: Site,
}

impl Items {
    pub(crate) fn new(
        scene: &Scene,
        camera: &Camera,
        light: &Light,
        ground: &Ground,
        size: usize,
    ) -> Items {
        let mut items: Vec<Item> = Vec::new();
        if scene.city.amount > 0.3 {
            items.extend(
                city::blocks(scene, camera)
                    .into_iter()
                    .map(|b| Item::Block(Box::new(b))),
            );
        }
        items.extend(
            grove::trees(scene, camera, ground)
                .into_iter()
                .map(Item::Tree),
        );
        items.extend(
            shore::things(scene, camera, light, ground)
                .into_iter()
                .map(Item::Thing),
        );
        // A stable sort over whole steps: the boxes of a tower share a distance and keep their order.
        items.sort_by_key(|item| core::cmp::Reverse((item.distance() * 64.0) as i64));
        let n = size as f32;
        let mut tasks = Vec::new();
        for (k, item) in items.iter().enumerate() {
            let e = item.extent(camera);
            let wide = ((e.right.at_most(1.0) - e.left.at_least(0.0)) * n).at_least(0.0);
            let (from, to) = (
                (e.top * n - 1.0).bound(0.0, n) as usize,
                ((e.bottom * n).bound(0.0, n)).ceil() as usize,
            );
            if wide <= 0.0 {
                continue;
            }
            let step = ((12_000.0 / wide) as usize).bound(4, 256);
            let mut row = from;
            while row < to {
                let end = (row + step).at_most(to);
                tasks.push(Task {
                    item: k,
                    rows: row..end,
                    cost: 0.02 + wide * (end - row) as f32 * item.cost(),
                });
                row = end;
            }
        }
        Items {
            items,
            tasks,
            site: Site::new(scene, light),
        }
    }

    pub(crate) fn tasks(&self) -> usize {
        self.tasks.len()
    }

    pub(crate) fn cost(&self, task: usize) -> f32 {
        self.tasks[task].cost
    }

    pub(crate) fn total(&self) -> f32 {
        self.tasks.iter().map(|t| t.cost).sum()
    }

    /// Light of the town in its own haze, over a point `up` metres high.
    pub(crate) fn town_glow(&self, up: f32) -> crate::math::V3 {
        self.site.town_glow(up)
    }

    pub(crate) fn paint(
        &self,
        task: usize,
        canvas: &mut Canvas,
        camera: &Camera,
        light: &Light,
        veil: &Veil,
    ) {
        let Task { item, rows, .. } = &self.tasks[task];
        let rows = rows.clone();
        match &self.items[*item] {
            Item::Block(block) => self.site.paint(block, rows, canvas, camera, light),
            Item::Tree(tree) => tree.paint(rows, canvas, camera, light, veil),
            Item::Thing((spot, thing)) => {
                shape::paint(thing.shape(), *spot, rows, canvas, camera, light, veil)
            }
        }
    }
}
