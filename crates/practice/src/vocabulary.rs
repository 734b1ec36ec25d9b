//! The words the engine knows: places and what stands in them. Light, weather and style are in `vocabulary_mood`.
//!
//! Each row: names separated by spaces (words that belong together are joined by a hyphen), and what they say. Endings (plural,
//! -y, -ing, -ed) are found by the reader and need no row of their own.

use crate::words::Dial::*;
use crate::words::Fact::{self, At, Turn};

/// Names, and what they say.
pub(crate) type Row = (&'static str, &'static [Fact]);

/// Places and things; the first row that has a word counts.
pub(crate) const THINGS: &[Row] = &[
    // Towns.
    (
        "city cityscape skyline metropolis megacity downtown capital manhattan tokyo shanghai dubai singapore",
        &[Turn(City, 1.0), Turn(Windows, 0.3)],
    ),
    ("town urban architecture building", &[Turn(City, 0.7)]),
    (
        "skyscraper tower highrise",
        &[Turn(City, 0.9), Turn(Tall, 0.5)],
    ),
    (
        "futuristic cyberpunk future sci-fi scifi utopia utopian dystopia dystopian blade-runner space-age",
        &[Turn(Future, 1.0), Turn(City, 0.35), Turn(Neon, 0.3)],
    ),
    (
        "neon neon-light neon-sign led holographic hologram",
        &[Turn(Neon, 1.0), Turn(City, 0.35), Turn(Windows, 0.2)],
    ),
    ("sign billboard advert", &[Turn(Neon, 0.5)]),
    (
        "street alley avenue boulevard lane crosswalk downtown-street sidewalk pavement",
        &[Turn(Street, 1.0), Turn(City, 0.9)],
    ),
    (
        "streetlight lamp lantern window city-light lit illuminated",
        &[Turn(Windows, 0.4)],
    ),
    (
        "village hamlet cottage cabin house hut farm farmhouse barn chalet home",
        &[Turn(Cottage, 1.0), Turn(Hills, 0.45)],
    ),
    // Water.
    ("lake pond tarn loch lagoon reservoir", &[Turn(Lake, 1.0)]),
    (
        "water river stream creek canal waterfront fjord",
        &[Turn(Lake, 0.7)],
    ),
    (
        "reflection reflect reflecting reflective mirror mirrored glassy",
        &[Turn(Mirror, 1.0)],
    ),
    (
        "sea ocean seascape atlantic pacific marine open-water",
        &[Turn(Sea, 1.0), Turn(Waves, 0.3)],
    ),
    (
        "wave surf swell tide choppy ripple",
        &[Turn(Waves, 0.5), Turn(Sea, 0.45)],
    ),
    (
        "calm still placid serene tranquil peaceful",
        &[Turn(Waves, -0.5)],
    ),
    (
        "beach coast coastline seaside bay sandy shore seashore",
        &[Turn(Beach, 1.0), Turn(Sea, 0.9)],
    ),
    ("island isle atoll", &[Turn(Sea, 0.8), Turn(Hills, 0.3)]),
    (
        "tropical tropic caribbean paradise exotic",
        &[
            Turn(Palms, 0.9),
            Turn(Beach, 0.9),
            Turn(Sea, 0.9),
            Turn(Saturation, 0.2),
        ],
    ),
    ("palm palm-tree coconut", &[Turn(Palms, 1.0)]),
    (
        "oasis",
        &[Turn(Palms, 1.0), Turn(Lake, 0.8), Turn(Dunes, 0.8)],
    ),
    (
        "ice frozen glacier iceberg icy frost",
        &[Turn(Ice, 1.0), Turn(Snow, 0.35)],
    ),
    (
        "frozen-lake frozen-river",
        &[Turn(Ice, 1.0), Turn(Lake, 1.0), Turn(Snow, 0.6)],
    ),
    // Harbours.
    (
        "harbour harbor port marina dock wharf quay docks",
        &[
            Turn(Harbour, 1.0),
            Turn(Boats, 0.7),
            Turn(Pier, 0.7),
            Turn(Masts, 0.2),
        ],
    ),
    (
        "boat ship fishing-boat trawler vessel ferry rowboat dinghy sailor fisherman captain",
        &[Turn(Boats, 0.9), Turn(Harbour, 0.45)],
    ),
    (
        "sailing-boat sailboat sail sailing yacht regatta schooner",
        &[Turn(Boats, 0.9), Turn(Masts, 1.0), Turn(Sea, 0.45)],
    ),
    ("mast rigging", &[Turn(Masts, 1.0), Turn(Boats, 0.6)]),
    (
        "lighthouse beacon",
        &[Turn(Lighthouse, 1.0), Turn(Sea, 0.6)],
    ),
    ("pier jetty boardwalk", &[Turn(Pier, 1.0), Turn(Lake, 0.6)]),
    // Mountains and open land.
    (
        "mountain alps alpine peak summit range himalaya dolomites rockies massif",
        &[Turn(Mountains, 1.0)],
    ),
    (
        "cliff crag canyon gorge rock rocky stone boulder",
        &[Turn(Mountains, 0.6), Turn(Dry, 0.5)],
    ),
    ("volcano volcanic", &[Turn(Mountains, 0.9), Turn(Dry, 0.6)]),
    (
        "valley highland moor scotland norway",
        &[Turn(Mountains, 0.6), Turn(Hills, 0.7)],
    ),
    (
        "hill rolling-hill countryside tuscany pasture down farmland field",
        &[Turn(Hills, 1.0), Turn(Trees, 0.3)],
    ),
    (
        "meadow prairie grassland lawn steppe savanna savannah plain",
        &[Turn(Hills, 0.6), Turn(Flowers, 0.3), Turn(Trees, 0.2)],
    ),
    ("grass grassy lush verdant", &[Turn(Hills, 0.4)]),
    (
        "landscape scenery vista panorama view nature wilderness",
        &[Turn(Hills, 0.32)],
    ),
    (
        "flower wildflower poppy tulip bloom blooming lavender sunflower daisy garden",
        &[Turn(Flowers, 1.0), Turn(Hills, 0.55)],
    ),
    (
        "cherry-blossom blossom sakura cherry almond-blossom apple-blossom",
        &[Turn(Blossom, 1.0), Turn(Trees, 0.85), Turn(Hills, 0.4)],
    ),
    (
        "desert sahara gobi namib dunes dune sand sandhill arabia",
        &[Turn(Dunes, 1.0), Turn(Dry, 0.8)],
    ),
    (
        "mars martian red-planet",
        &[
            Turn(Dunes, 0.8),
            Turn(Red, 1.0),
            Turn(Mountains, 0.4),
            Turn(TintRed, 0.1),
            Turn(Haze, 0.2),
        ],
    ),
    ("arid barren dry parched dusty drought", &[Turn(Dry, 0.8)]),
    ("ridge crest long-ridge", &[Turn(Hills, 0.2)]),
    // Woods.
    (
        "forest woods woodland wood jungle grove rainforest thicket",
        &[Turn(Forest, 1.0), Turn(Trees, 0.8)],
    ),
    (
        "tree trunk branch foliage oak beech maple willow elm",
        &[Turn(Trees, 0.75), Turn(Forest, 0.35)],
    ),
    (
        "pine fir spruce conifer evergreen taiga redwood sequoia larch christmas-tree",
        &[Turn(Trees, 0.8), Turn(Conifer, 1.0), Turn(Forest, 0.4)],
    ),
    (
        "birch aspen",
        &[Turn(Trees, 0.7), Turn(Birch, 1.0), Turn(Forest, 0.5)],
    ),
    (
        "leaf leaves fern moss mossy",
        &[Turn(Forest, 0.35), Turn(Trees, 0.3)],
    ),
    (
        "path trail road track footpath walkway way",
        &[Turn(Path, 1.0)],
    ),
    // Animals.
    ("fox vixen fennec foxes red-fox", &[Turn(Fox, 1.0)]),
    ("wolf wolves husky coyote dog jackal", &[Turn(Wolf, 1.0)]),
    (
        "cat kitten lynx tiger panther leopard lion cougar",
        &[Turn(Cat, 1.0)],
    ),
    ("deer doe fawn stag elk reindeer horse", &[Turn(Deer, 1.0)]),
    ("bear grizzly", &[Turn(Bear, 1.0)]),
    ("animal wildlife creature", &[Turn(Fox, 0.4)]),
    // Seasons, as far as they are things.
    (
        "snow snow-covered snowfield snowdrift fresh-snow snowscape powder",
        &[Turn(Snow, 1.0)],
    ),
    (
        "winter wintry arctic polar antarctic siberia lapland cold",
        &[Turn(Snow, 0.9), Turn(Conifer, 0.4), Turn(Warm, -0.15)],
    ),
    (
        "winter-sun low-winter-sun",
        &[At(9.5), Turn(Snow, 0.4), Turn(Warm, 0.1)],
    ),
    (
        "autumn autumnal fall october november harvest",
        &[
            Turn(Autumn, 1.0),
            Turn(Trees, 0.6),
            Turn(Forest, 0.3),
            Turn(Warm, 0.15),
        ],
    ),
    (
        "spring springtime april may",
        &[
            Turn(Flowers, 0.5),
            Turn(Blossom, 0.25),
            Turn(Saturation, 0.1),
        ],
    ),
    (
        "summer summertime june july august",
        &[Turn(Saturation, 0.15), Turn(Warm, 0.1)],
    ),
];
