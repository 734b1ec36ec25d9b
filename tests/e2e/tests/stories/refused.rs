//! What the browser refuses, and what breaks: blocked storage, a crash.

use e2e::{KEY, STORAGE_REFUSED, Setup, story};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refused_storage_is_said_and_nothing_else_is_lost() {
    let setup = Setup::default().script(STORAGE_REFUSED);
    story("storage_refused", setup, async |stage| {
        let page = stage.open().await;
        page.fill("#prompt", "a harbour in fog").await;
        page.until_says(".foot", "The browser refuses storage here")
            .await;
        page.connect("./", Some(KEY)).await;
        page.generate(0).await;
        page.pictures(0, 2).await;
        page.open_connection().await;
        page.click("#keep-tab").await;
        page.until_says("#connection", "the key is gone when the page closes")
            .await;
        page.close_connection().await;
        page.press(".bar", "Theme: as the system says. Switch to light")
            .await;
        let theme: String = page.value("document.documentElement.dataset.theme").await;
        assert_eq!(theme, "light");
        page.press(".bar", "About and help").await;
        page.press("#help", "Delete everything on this device…")
            .await;
        page.press("#help", "Delete everything").await;
        page.until_says("#status", "What the browser allowed is deleted.")
            .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_shows_a_banner_that_keeps_draft_and_images() {
    story("crash", Setup::default().crashing(), async |stage| {
        let page = stage.open().await;
        page.connect(&stage.faulty("case=paid"), Some(KEY)).await;
        page.generate(0).await;
        page.pictures(0, 2).await;
        page.fill("#prompt", "a mountain lake at sunrise").await;
        page.fill("#negative_prompt", "people").await;
        // No error but a plain text: what gloo-net does not reckon with.
        page.js::<()>("window.fetch = () => Promise.reject('x')", &[])
            .await;
        page.click("#generate").await;
        page.until_says("#crash", "The page has stopped working")
            .await;
        assert_eq!(
            page.field("#crash textarea").await,
            "a mountain lake at sunrise\n\npeople"
        );
        assert_eq!(page.axe().await, Vec::<String>::new());
        page.press("#crash", "Save image 1").await;
        page.press("#crash", "Save image 2").await;
        assert!(
            page.guards_leaving().await,
            "paid images are in a page that crashed"
        );
        let files = stage.downloaded(2).await;
        assert!(
            files
                .iter()
                .all(|(name, bytes)| name.ends_with(".jpg")
                    && bytes.starts_with(&[0xFF, 0xD8, 0xFF]))
        );
        page.press("#crash", "Reload").await;
        page.until(
            "the page is new",
            "!document.getElementById('crash') && document.getElementById('generate')",
        )
        .await;
        assert_eq!(page.field("#prompt").await, "a mountain lake at sunrise");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_engine_that_cannot_be_loaded_says_so() {
    let missing = "{
        const fetch = window.fetch;
        window.fetch = (...all) => new Request(...all).url.includes('painter')
            ? Promise.resolve(new Response('', { status: 404 })) : fetch(...all);
        }";
    story(
        "engine_missing",
        Setup::default().script(missing),
        async |stage| {
            let page = stage.open().await;
            page.generate(0).await;
            assert_eq!(page.failure(0).await, "The practice engine stopped");
            page.until_says("#group-0", "could not be loaded").await;
            page.press("#group-0", "Try again").await;
            assert_eq!(page.failure(1).await, "The practice engine stopped");
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_without_webassembly_is_told_so() {
    let setup = Setup::default()
        .script("delete window.WebAssembly;")
        .crashing();
    story("no_webassembly", setup, async |stage| {
        let page = &stage.page;
        page.web
            .goto(&stage.base)
            .await
            .expect("the page can be opened");
        page.until_says("#app", "This page needs WebAssembly").await;
    })
    .await;
}
