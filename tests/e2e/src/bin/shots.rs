//! Photographs every screen of the studio: three widths and a wiki's frame, light and dark.
//!
//! `cargo xtask shots [FILTER]` builds what is needed and runs this; the pictures go to `shots/`, or where `SSD1B_SHOTS`
//! says. With a word behind it, only pictures whose name holds that word are taken.

use std::fs;

use e2e::{Colours, Page, Screen, Setup, Stage, Wiki, shots, story, tour};
use simulator::Config;

/// Name, width and height of each view, in CSS pixels.
const VIEWS: [(&str, u32, u32); 3] = [("1440", 1440, 900), ("768", 768, 1024), ("360", 360, 740)];

#[tokio::main]
async fn main() {
    let filter = std::env::args().nth(1).unwrap_or_default();
    fs::create_dir_all(shots()).unwrap_or_else(|error| {
        panic!("{} cannot be made: {error}", shots().display());
    });
    let page = story("shots", setup(), async |stage: &Stage| {
        stage.open().await;
        tour(stage, async |screen| {
            for (name, width, height) in VIEWS {
                take(&stage.page, screen, name, Some((width, height)), &filter).await;
            }
            stage.page.resize(1440, 900).await;
            stage.page.js::<()>("scrollTo(0, 0)", &[]).await;
        })
        .await;
    });
    let frame = story("shots-frame", setup(), async |stage: &Stage| {
        stage.page.resize(760, 1060).await;
        let wiki = Wiki::open(stage).await;
        tour(stage, async |screen| {
            take(&stage.page, screen, "frame", None, &filter).await;
            stage.page.js::<()>("scrollTo(0, 0)", &[]).await;
        })
        .await;
        wiki.close().await;
    });
    tokio::join!(page, frame);
    let taken = fs::read_dir(shots()).map_or(0, |files| {
        let is_picture = |name: &str| name.ends_with(".png") && name.contains(&*filter);
        files
            .flatten()
            .filter(|file| file.file_name().to_str().is_some_and(is_picture))
            .count()
    });
    println!("{taken} screenshots in {}", shots().display());
}

fn setup() -> Setup {
    Setup::with(Config {
        time_scale: 60.0,
        ..Config::default()
    })
    .full_size()
    .failing()
}

/// Photographs one screen in one view, light and dark, unless the filter names another one.
async fn take(page: &Page, screen: Screen, view: &str, size: Option<(u32, u32)>, filter: &str) {
    let named = [(Colours::Light, "light"), (Colours::Dark, "dark")]
        .map(|(colours, word)| (colours, format!("{}-{view}-{word}.png", screen.name)));
    if !named.iter().any(|(_, name)| name.contains(filter)) {
        return;
    }
    if let Some((width, height)) = size {
        page.resize(width, height).await;
    }
    let look_at =
        "document.querySelector(a[0])?.scrollIntoView({ block: 'start', behavior: 'instant' })";
    page.js::<()>(look_at, &[screen.about.into()]).await;
    for (colours, name) in named {
        if name.contains(filter) {
            page.colours(colours).await;
            let path = shots().join(name);
            if let Err(error) = page.web.screenshot(&path).await {
                panic!("{} cannot be written: {error}", path.display());
            }
        }
    }
    page.colours(Colours::Light).await;
}
