//! Paints the pictures of the first visit: `cargo run -p practice --example examples -- FOLDER`.

use practice::{Brief, Painter, Scene};

/// The edge in pixels: more than the width at which they are shown on a laptop.
const EDGE: u32 = 384;

/// File name, prompt and seed. The prompts stand in the page too, in `src/view/results.rs`.
const EXAMPLES: [(&str, &str, u64); 3] = [
    ("city", ssd1b::Draft::SAMPLE_PROMPT, 4),
    ("fox", "a red fox in fresh snow, low winter sun", 7),
    ("desert", "desert dunes at noon, long ridges", 7),
];

fn main() -> std::io::Result<()> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "assets/examples".to_owned());
    std::fs::create_dir_all(&folder)?;
    for (name, prompt, seed) in EXAMPLES {
        let brief = Brief {
            prompt: prompt.to_owned(),
            negative_prompt: String::new(),
            seed,
            sample: 0,
        };
        std::fs::write(
            format!("{folder}/{name}.jpg"),
            Painter::new(&Scene::read(&brief), EDGE).jpeg(),
        )?;
    }
    Ok(())
}
