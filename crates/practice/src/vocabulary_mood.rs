//! The words the engine knows for hours, light, weather, colours and styles.

use crate::vocabulary::Row;
use crate::words::Dial::*;
use crate::words::Fact::{At, Turn};

/// Hours, light, weather, colours and styles.
pub(crate) const MOODS: &[Row] = &[
    // Hours: the height of the sun.
    (
        "dusk twilight nightfall gloaming blue-hour evening-twilight",
        &[At(-4.5)],
    ),
    ("sunset sundown", &[At(2.0)]),
    ("evening", &[At(1.0)]),
    (
        "golden-hour golden-light",
        &[At(7.5), Turn(Warm, 0.35), Turn(Beams, 0.5)],
    ),
    ("sunrise", &[At(4.5), Turn(Beams, 0.25), Turn(Fog, 0.2)]),
    ("dawn daybreak first-light", &[At(-0.5), Turn(Fog, 0.12)]),
    ("morning early-morning", &[At(12.0), Turn(Fog, 0.1)]),
    ("noon midday high-noon noonday", &[At(60.0)]),
    ("day daytime daylight afternoon", &[At(36.0)]),
    (
        "sunlight sunshine sunny sun sunlit",
        &[At(26.0), Turn(Clouds, -0.2)],
    ),
    ("low-sun", &[At(9.0)]),
    (
        "night nighttime midnight nocturnal night-time",
        &[At(-18.0), Turn(Stars, 0.5), Turn(Windows, 0.3)],
    ),
    (
        "moonlight moonlit moonshine by-moonlight",
        &[At(-18.0), Turn(Moon, 1.0), Turn(Beams, 0.7)],
    ),
    (
        "moon moonrise lunar crescent",
        &[At(-16.0), Turn(Moon, 1.0)],
    ),
    (
        "full-moon supermoon big-moon huge-moon",
        &[At(-16.0), Turn(Moon, 1.0), Turn(BigMoon, 1.0)],
    ),
    (
        "star starry starlight starlit constellation",
        &[At(-19.0), Turn(Stars, 1.0), Turn(Clouds, -0.4)],
    ),
    (
        "milky-way galaxy cosmos cosmic nebula universe",
        &[
            At(-20.0),
            Turn(Galaxy, 1.0),
            Turn(Stars, 1.0),
            Turn(Clouds, -0.6),
        ],
    ),
    (
        "northern-lights aurora aurora-borealis polar-lights southern-lights",
        &[
            At(-18.0),
            Turn(Aurora, 1.0),
            Turn(Stars, 0.8),
            Turn(Clouds, -0.5),
        ],
    ),
    (
        "firefly fireflies ember spark sparkle fairy magical magic enchanted fantasy",
        &[Turn(Sparks, 0.9), Turn(Bloom, 0.3)],
    ),
    // Sky and weather.
    (
        "cloud cloudscape cumulus",
        &[Turn(Clouds, 0.7), Turn(Heaps, 0.5)],
    ),
    ("cloudless clear clear-sky", &[Turn(Clouds, -1.0)]),
    ("sky skies heaven", &[Turn(Clouds, 0.15)]),
    (
        "overcast grey gray gloomy drizzle dull",
        &[
            Turn(Clouds, 1.0),
            Turn(Storm, 0.4),
            Turn(Saturation, -0.25),
            Turn(Haze, 0.3),
        ],
    ),
    (
        "storm thunderstorm tempest hurricane thunder dramatic-sky",
        &[
            Turn(Clouds, 0.9),
            Turn(Storm, 1.0),
            Turn(Waves, 0.6),
            Turn(Rain, 0.4),
            Turn(Heaps, 0.7),
        ],
    ),
    (
        "lightning thunderbolt",
        &[Turn(Lightning, 1.0), Turn(Storm, 0.7), Turn(Clouds, 0.7)],
    ),
    (
        "rain raining downpour rainstorm wet monsoon shower",
        &[
            Turn(Rain, 1.0),
            Turn(Clouds, 0.8),
            Turn(Storm, 0.4),
            Turn(Haze, 0.3),
        ],
    ),
    (
        "rainbow",
        &[Turn(Rainbow, 1.0), Turn(Clouds, 0.3), Turn(Rain, 0.2)],
    ),
    (
        "snowfall snowing blizzard snowstorm snowflake falling-snow",
        &[Turn(Snowfall, 1.0), Turn(Snow, 0.9), Turn(Clouds, 0.8)],
    ),
    (
        "fog foggy mist misty brume vapour",
        &[Turn(Fog, 0.9), Turn(Clouds, 0.3)],
    ),
    (
        "haze hazy smog smoke smoky atmospheric atmosphere dust",
        &[Turn(Haze, 0.7)],
    ),
    (
        "ray god-ray sunbeam beam light-shaft volumetric volumetric-light shaft sunray",
        &[Turn(Beams, 1.0), Turn(Haze, 0.3)],
    ),
    ("wind windy breeze", &[Turn(Waves, 0.3)]),
    ("long-exposure slow-shutter", &[Turn(LongExposure, 1.0)]),
    // Colours.
    (
        "red crimson scarlet ruby",
        &[Turn(TintRed, 0.30), Turn(Red, 0.6)],
    ),
    (
        "orange amber copper",
        &[Turn(TintRed, 0.25), Turn(TintGreen, 0.05), Turn(Warm, 0.2)],
    ),
    (
        "golden gold yellow honey",
        &[Turn(TintRed, 0.2), Turn(TintGreen, 0.1), Turn(Warm, 0.3)],
    ),
    ("green emerald jade", &[Turn(TintGreen, 0.25)]),
    (
        "turquoise teal cyan aqua azure aquamarine",
        &[
            Turn(TintGreen, 0.10),
            Turn(TintBlue, 0.12),
            Turn(Clear, 1.0),
        ],
    ),
    ("blue cobalt sapphire indigo navy", &[Turn(TintBlue, 0.3)]),
    (
        "purple violet magenta lilac",
        &[Turn(TintRed, 0.15), Turn(TintBlue, 0.3)],
    ),
    (
        "pink rose blush",
        &[Turn(TintRed, 0.3), Turn(TintBlue, 0.12)],
    ),
    ("white silver", &[Turn(Saturation, -0.1)]),
    ("warm warm-light cosy cozy", &[Turn(Warm, 0.5)]),
    ("cool cool-tone chilly bluish", &[Turn(Warm, -0.5)]),
    // Styles.
    (
        "vibrant colorful colourful vivid saturated",
        &[Turn(Saturation, 0.6)],
    ),
    (
        "muted desaturated subdued faded pale",
        &[Turn(Saturation, -0.5)],
    ),
    (
        "high-contrast contrast dramatic bold striking",
        &[Turn(Contrast, 0.6)],
    ),
    (
        "low-contrast flat soft gentle dreamy ethereal",
        &[Turn(Contrast, -0.35), Turn(Bloom, 0.5)],
    ),
    ("bright luminous radiant airy", &[Turn(Exposure, 0.35)]),
    (
        "dark moody ominous sinister low-key brooding",
        &[
            Turn(Exposure, -0.5),
            Turn(Contrast, 0.2),
            Turn(Vignette, 0.4),
        ],
    ),
    (
        "glow glowing shining shiny bloom-effect",
        &[Turn(Bloom, 0.6)],
    ),
    (
        "noir film-noir",
        &[
            Turn(Mono, 1.0),
            Turn(Contrast, 0.7),
            Turn(Vignette, 0.5),
            Turn(Grain, 0.5),
        ],
    ),
    (
        "monochrome black-and-white greyscale grayscale monochromatic b-w",
        &[Turn(Mono, 1.0), Turn(Contrast, 0.2)],
    ),
    (
        "vintage retro sepia antique nostalgic analog polaroid kodachrome old",
        &[Turn(Vintage, 1.0), Turn(Grain, 0.6), Turn(Vignette, 0.3)],
    ),
    (
        "watercolor watercolour aquarelle gouache ink-wash",
        &[Turn(Watercolor, 1.0), Turn(Contrast, -0.2)],
    ),
    (
        "oil-painting oil painting painted impressionist impressionism impasto painterly brushstroke monet turner",
        &[Turn(Oil, 1.0), Turn(Saturation, 0.15)],
    ),
    ("pastel pastels", &[Turn(Pastel, 1.0), Turn(Contrast, -0.3)]),
    ("grainy grain film analogue 35mm", &[Turn(Grain, 0.8)]),
    (
        "cinematic movie filmic",
        &[Turn(Contrast, 0.25), Turn(Vignette, 0.3), Turn(Haze, 0.15)],
    ),
    (
        "ultrarealistic photorealistic realistic photo photograph photography hyperrealistic sharp detailed",
        &[Turn(Contrast, 0.1), Turn(Grain, -0.1)],
    ),
    ("portrait", &[Turn(Vignette, 0.5), Turn(Warm, 0.1)]),
    (
        "melancholy melancholic sad lonely solitude",
        &[
            Turn(Saturation, -0.3),
            Turn(Exposure, -0.15),
            Turn(Fog, 0.35),
        ],
    ),
    (
        "mysterious mystic mystical eerie haunting spooky",
        &[Turn(Fog, 0.5), Turn(Exposure, -0.2), Turn(Beams, 0.4)],
    ),
    (
        "epic majestic grand sublime",
        &[Turn(Contrast, 0.25), Turn(Beams, 0.3), Turn(Tall, 0.4)],
    ),
    ("wide wide-angle panoramic ultrawide", &[Turn(Wide, 0.8)]),
    ("close-up closeup telephoto macro", &[Turn(Wide, -0.8)]),
    ("aerial birds-eye drone from-above", &[Turn(High, 1.0)]),
];
