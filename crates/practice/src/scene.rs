//! What stands between words and pixels: a scene as plain numbers.
//!
//! Nearly everything is continuous, 0 meaning "not there" and 1 "as the word says it", so that a scene can be drawn, blended and
//! nudged. The painter reads nothing else: two equal scenes give equal pixels.

use crate::math::V3;

/// Everything the painter needs to know about a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Where the light comes from.
    pub light: Daylight,
    /// Clouds and what shines in the sky.
    pub sky: Sky,
    /// What hangs and falls in the air.
    pub air: Air,
    /// Ground and what grows on it.
    pub land: Land,
    /// Lake, sea, river or wet street.
    pub water: Water,
    /// Buildings and their lights.
    pub city: City,
    /// The inside of a forest.
    pub woods: Woods,
    /// Boats and what belongs to a harbour.
    pub coast: Coast,
    /// The animal in the foreground.
    pub creature: Creature,
    /// How the developed picture is graded.
    pub look: Look,
    /// Camera and chance.
    pub frame: Frame,
}

/// Sun and moon.
#[derive(Clone, Debug, PartialEq)]
pub struct Daylight {
    /// Height of the sun over the horizon in degrees, -25 (deep night) to 75.
    pub elevation: f32,
    /// Where the sun stands, in picture widths from the middle along the circle of the horizon; beyond ±0.5 it is outside the
    /// frame, beyond about ±1.7 behind the viewer.
    pub side: f32,
    /// Presence of the moon, 0..1.
    pub moon: f32,
    /// Height of the moon in degrees.
    pub moon_elevation: f32,
    /// Where the moon stands, in picture widths from the middle.
    pub moon_side: f32,
    /// Size of the moon, 1 being a little larger than life.
    pub moon_size: f32,
    /// A cast over light and sky, as a factor per channel around 1.
    pub tint: V3,
}

/// The sky.
#[derive(Clone, Debug, PartialEq)]
pub struct Sky {
    /// Share of the sky under clouds, 0..1.
    pub clouds: f32,
    /// 0 for veils and streaks, 1 for heaps.
    pub heaps: f32,
    /// How dark and heavy the clouds are, 0..1.
    pub storm: f32,
    /// Number and brightness of stars, 0..1; they show only in the dark.
    pub stars: f32,
    /// The band of the Milky Way, 0..1.
    pub galaxy: f32,
    /// Northern lights, 0..1.
    pub aurora: f32,
    /// Lightning, 0..1.
    pub lightning: f32,
    /// A rainbow, 0..1.
    pub rainbow: f32,
}

/// The air.
#[derive(Clone, Debug, PartialEq)]
pub struct Air {
    /// Fog near the ground, 0..1.
    pub fog: f32,
    /// Dust and damp that swallow the distance, 0..1.
    pub haze: f32,
    /// Falling rain, 0..1.
    pub rain: f32,
    /// Falling snow, 0..1.
    pub snowfall: f32,
    /// Visible beams of light, 0..1.
    pub beams: f32,
    /// Drifting sparks: fireflies, lanterns, embers, 0..1.
    pub sparks: f32,
}

/// The ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Land {
    /// Mountains at the back, 0..1.
    pub mountains: f32,
    /// Rolling hills, 0..1.
    pub hills: f32,
    /// Sand dunes, 0..1.
    pub dunes: f32,
    /// Snow cover, 0..1.
    pub snow: f32,
    /// A sandy shore in front, 0..1.
    pub beach: f32,
    /// Trees scattered on the land, 0..1.
    pub trees: f32,
    /// 0 for leaf trees, 1 for conifers.
    pub conifer: f32,
    /// Palms on the shore, 0..1.
    pub palms: f32,
    /// Autumn colours, 0..1.
    pub autumn: f32,
    /// Blossom on the trees, 0..1.
    pub blossom: f32,
    /// Flowers in the grass, 0..1.
    pub flowers: f32,
    /// Dryness of the ground: 0 green, 1 rock and sand.
    pub dry: f32,
    /// Redness of rock and sand, 0..1.
    pub red: f32,
    /// A path, 0..1.
    pub path: f32,
    /// A cottage with lit windows, 0..1.
    pub cottage: f32,
}

/// The water.
#[derive(Clone, Debug, PartialEq)]
pub struct Water {
    /// 0: none; from 0.3 on a level surface covers the low ground; 1: open sea.
    pub amount: f32,
    /// 0 for a mirror, 1 for a rough sea.
    pub waves: f32,
    /// Ice on it, 0..1.
    pub ice: f32,
    /// Colour of its depth in linear light.
    pub depth: V3,
}

/// Buildings.
#[derive(Clone, Debug, PartialEq)]
pub struct City {
    /// A skyline, 0..1.
    pub amount: f32,
    /// Height of its towers, 1 being 250 m.
    pub height: f32,
    /// 0 for brick and concrete, 1 for glass and light.
    pub future: f32,
    /// Share of windows that are lit, 0..1.
    pub windows: f32,
    /// Neon signs and edges, 0..1.
    pub neon: f32,
    /// 0: seen across the ground or the water; 1: from within a street.
    pub street: f32,
    /// First neon colour in linear light.
    pub hue_a: V3,
    /// Second neon colour in linear light.
    pub hue_b: V3,
    /// Third neon colour in linear light.
    pub hue_c: V3,
}

/// A forest seen from inside.
#[derive(Clone, Debug, PartialEq)]
pub struct Woods {
    /// Presence, 0..1.
    pub amount: f32,
    /// Thickness of the trunks, 1 being 0.5 m.
    pub girth: f32,
    /// Leaves overhead, 0..1.
    pub leaves: f32,
    /// Birch bark, 0..1.
    pub birch: f32,
}

/// A harbour.
#[derive(Clone, Debug, PartialEq)]
pub struct Coast {
    /// Boats, 1 being about seven.
    pub boats: f32,
    /// Share of boats with sails or masts, 0..1.
    pub masts: f32,
    /// A lighthouse, 0..1.
    pub lighthouse: f32,
    /// A wooden pier, 0..1.
    pub pier: f32,
}

/// The animal in the foreground. Its shape is made of these proportions.
#[derive(Clone, Debug, PartialEq)]
pub struct Creature {
    /// Presence, 0..1.
    pub amount: f32,
    /// Size of the whole animal, 1 as a fox.
    pub size: f32,
    /// Length of the legs, 1 as a fox's.
    pub legs: f32,
    /// Length of the snout, 1 as a fox's.
    pub snout: f32,
    /// Height of the ears, 1 as a fox's.
    pub ears: f32,
    /// Thickness of the tail, 1 as a fox's.
    pub tail: f32,
    /// Thickness of the body and its legs, 1 as a fox's.
    pub girth: f32,
    /// Length of the neck, 1 as a fox's.
    pub neck: f32,
    /// Antlers, 0..1.
    pub antlers: f32,
    /// 0 for a fox's markings and upright ears, 1 for a plain coat and ears that stand aside.
    pub plain: f32,
    /// Colour of the coat in linear light.
    pub coat: V3,
    /// Colour of bib, belly and tail tip in linear light.
    pub bib: V3,
    /// Colour of the legs and the backs of the ears in linear light.
    pub socks: V3,
    /// Which way it stands, in radians from the side view; positive faces right, negative left.
    pub turn: f32,
    /// Where it stands, in picture widths from the middle.
    pub place: f32,
}

/// Grading.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Exposure in stops around the automatic one.
    pub exposure: f32,
    /// 1 neutral.
    pub contrast: f32,
    /// 1 neutral, 0 grey.
    pub saturation: f32,
    /// White balance: positive warm, -1..1.
    pub warmth: f32,
    /// Black and white, 0..1.
    pub mono: f32,
    /// Faded film, 0..1.
    pub vintage: f32,
    /// Watercolour on paper, 0..1.
    pub watercolor: f32,
    /// Brush strokes, 0..1.
    pub oil: f32,
    /// Pale, light colours, 0..1.
    pub pastel: f32,
    /// Film grain, 1 being a fine one.
    pub grain: f32,
    /// Glow around bright things, 1 as a good lens has it.
    pub bloom: f32,
    /// Darkening of the corners, 0..1.
    pub vignette: f32,
}

/// Camera and chance.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Height of the horizon from the top edge, in picture heights.
    pub horizon: f32,
    /// Focal length in picture widths.
    pub focal: f32,
    /// Height of the eye over the ground in metres.
    pub eye: f32,
    /// Long exposure: smooths water and draws lights out, 0..1.
    pub exposure_time: f32,
    /// How soft things far behind the animal are, 0..1.
    pub aperture: f32,
    /// What every texture and position of the picture grows from.
    pub chance: u32,
}
