//! Writes one JPEG per prompt into a folder: `cargo run --release -p practice --example sheet -- FOLDER [SIZE] [SAMPLES] [PROMPT…]`.

use practice::{Brief, Painter, Scene};

/// The prompts a change is judged by when none are given.
const PROMPTS: &[&str] = &[
    "a futuristic cityscape at dusk, neon lights, reflections in water, ultrarealistic, high contrast, vibrant",
    "a red fox in fresh snow, low winter sun",
    "desert dunes at noon, long ridges",
    "harbour in fog, long exposure",
    "forest by moonlight",
    "mountain lake at sunrise",
];

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap_or_else(|| "sheet".to_owned());
    let size = args.next().and_then(|a| a.parse().ok()).unwrap_or(512);
    let samples = args.next().and_then(|a| a.parse().ok()).unwrap_or(1);
    let given: Vec<String> = args.collect();
    let prompts = if given.is_empty() {
        PROMPTS.iter().map(|p| (*p).to_owned()).collect()
    } else {
        given
    };
    std::fs::create_dir_all(&folder)?;
    for (i, prompt) in prompts.iter().enumerate() {
        for sample in 0..samples {
            // A bar separates the negative prompt.
            let (prompt, negative) = prompt.split_once('|').unwrap_or((prompt, ""));
            let brief = Brief {
                prompt: prompt.to_owned(),
                negative_prompt: negative.to_owned(),
                seed: 7,
                sample,
            };
            let file = Painter::new(&Scene::read(&brief), size).jpeg();
            std::fs::write(format!("{folder}/{i:02}-{sample}.jpg"), file)?;
        }
    }
    Ok(())
}
