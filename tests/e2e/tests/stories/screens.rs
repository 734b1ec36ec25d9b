//! Every screen, light and dark, wide and narrow: axe-core finds nothing, and nothing scrolls sideways.

use e2e::{Colours, SCREENS, Setup, Wiki, story, tour};
use simulator::Config;

fn setup() -> Setup {
    Setup::with(Config {
        time_scale: 60.0,
        ..Config::default()
    })
    .failing()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_finds_nothing_and_nothing_scrolls_sideways() {
    story("screens", setup(), async |stage| {
        let page = stage.open().await;
        // A checker that finds nothing might be asleep.
        page.js::<()>(
            "document.body.insertAdjacentHTML('beforeend', '<img id=bad src=\"data:,\">')",
            &[],
        )
        .await;
        let found = page.axe().await.join("\n");
        assert!(
            found.contains("image-alt"),
            "axe-core overlooked a picture without a text: {found}"
        );
        page.js::<()>("document.getElementById('bad').remove()", &[])
            .await;

        let (mut wrong, mut seen) = (Vec::new(), Vec::new());
        tour(stage, async |screen| {
            for colours in [Colours::Light, Colours::Dark] {
                page.colours(colours).await;
                for trouble in page.axe().await {
                    wrong.push(format!("{}, {colours:?}: {trouble}", screen.name));
                }
            }
            for width in [320, 600, 880] {
                page.resize(width, 720).await;
                let sideways = page.sideways().await;
                if sideways > 0 {
                    wrong.push(format!(
                        "{}, {width} px wide: scrolls {sideways} px sideways",
                        screen.name
                    ));
                }
                if page.overlap(".status:not(.empty)", "#generate").await {
                    wrong.push(format!(
                        "{}, {width} px wide: the status line covers Generate",
                        screen.name
                    ));
                }
            }
            page.resize(640, 720).await;
            page.text_size(200).await;
            let sideways = page.sideways().await;
            if sideways > 0 {
                wrong.push(format!(
                    "{}, text of 200 %: scrolls {sideways} px sideways",
                    screen.name
                ));
            }
            page.text_size(100).await;
            page.resize(1440, 900).await;
            page.colours(Colours::Light).await;
            seen.push(screen.name);
        })
        .await;
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert_eq!(seen, SCREENS.map(|screen| screen.name));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_in_a_wikis_frame() {
    story("wiki", setup(), async |stage| {
        let wiki = Wiki::open(stage).await;
        let page = &stage.page;
        let mut wrong = Vec::new();
        tour(stage, async |screen| {
            let sideways = page.sideways().await;
            if sideways > 0 {
                wrong.push(format!("{}: scrolls {sideways} px sideways", screen.name));
            }
        })
        .await;
        assert!(wrong.is_empty(), "{wrong:#?}");
        wiki.close().await;
    })
    .await;
}
