//! Pictures without a key: the practice engine, in a worker and on the page.

use e2e::{Setup, Stage, WORKERS_BROKEN, WORKERS_REFUSED, story};

/// Whether a share strictly between nothing and all was seen is remembered in the page.
const WATCH_PROGRESS: &str = "
    window.sharesSeen = new Set();
    new MutationObserver(() => {
        for (const bar of document.querySelectorAll('progress')) sharesSeen.add(bar.value);
    }).observe(document, { subtree: true, childList: true, characterData: true });";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_from_a_worker() {
    story(
        "a_picture_from_a_worker",
        Setup::default().full_size(),
        async |stage| {
            let src = paints(stage).await;
            let workers: usize = stage
                .page
                .value("window.ssd1bPainter === undefined ? 1 : 0")
                .await;
            assert_eq!(workers, 1, "it was painted on the page");

            // The simulator's picture of the same words and seed is the same picture, pixel for pixel.
            let page = &stage.page;
            page.connect("./", Some(e2e::KEY)).await;
            page.seed(42).await;
            page.generate(2).await;
            page.pictures(2, 1).await;
            assert!(
                page.sources(2).await[0] == src,
                "two machines paint two pictures"
            );
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_on_the_page_where_workers_are_refused() {
    let setup = Setup::default().script(WORKERS_REFUSED);
    story("workers_refused", setup, async |stage| {
        paints(stage).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_on_the_page_where_workers_never_start() {
    let setup = Setup::default().script(WORKERS_BROKEN);
    story("workers_broken", setup, async |stage| {
        paints(stage).await;
    })
    .await;
}

/// Paints a picture, sees its progress, cancels another one; gives the first one's address.
async fn paints(stage: &Stage) -> String {
    let page = &stage.page;
    page.before_load(WATCH_PROGRESS).await;
    stage.open().await;
    assert_eq!(
        page.text("#connection-chip strong").await,
        "Practice engine"
    );
    page.samples(1).await;
    page.seed(42).await;
    page.generate(0).await;
    page.pictures(0, 1).await;
    page.until_says("#status", "1 image is ready.").await;
    let between: usize = page
        .value("[...sharesSeen].filter(share => share > 0 && share < 100).length")
        .await;
    assert!(between > 0, "no progress was seen");
    let sources = page.sources(0).await;
    assert!(sources[0].starts_with("data:image/jpeg;base64,"));
    let edge: u32 = page
        .value("document.querySelector('#group-0 img').naturalWidth")
        .await;
    assert_eq!(edge, 1024);
    let said = page.text("#group-0").await;
    assert!(said.contains("not SSD-1B"), "{said}");

    page.samples(4).await;
    page.generate(1).await;
    page.until(
        "painting began",
        "document.querySelector('#group-1 progress')?.value > 0",
    )
    .await;
    page.press("#group-1", "Cancel").await;
    page.ended(1).await;
    assert_eq!(page.failure(1).await, "Cancelled.");
    page.until_says("#group-1", "Nothing was charged").await;
    page.samples(1).await;
    assert_eq!(stage.posts(), [], "the practice engine asked somebody");
    sources[0].clone()
}
