//! Keys: where they are kept, where they go, and where never.

use e2e::{KEY, Page, Setup, story};

/// What both storages hold, as one text.
const STORED: &str = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }])";

async fn stored(page: &Page) -> String {
    page.value(STORED).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reload_keeps_the_draft_and_forgets_the_key() {
    story("reload", Setup::default().failing(), async |stage| {
        let page = stage.open().await;
        assert_eq!(
            stored(page).await,
            "[{},{}]",
            "a page that was only looked at left something"
        );
        let address = stage.faulty("case=key");
        page.connect(&address, Some(KEY)).await;
        page.fill("#prompt", "a lighthouse in a storm, 灯台").await;
        page.fill("#guidance_scale", "7.25").await;
        page.fill("#num_inference_steps", "nine").await;
        page.samples(3).await;
        assert!(
            !stored(page).await.contains("SG_"),
            "the key was stored unasked"
        );
        page.reload().await;
        assert_eq!(page.field("#prompt").await, "a lighthouse in a storm, 灯台");
        assert_eq!(page.field("#guidance_scale").await, "7.25");
        assert_eq!(
            page.field("#num_inference_steps").await,
            "nine",
            "what was wrong is kept as well"
        );
        assert!(
            page.value::<bool>("document.getElementById('samples-3').checked")
                .await
        );
        page.open_connection().await;
        assert_eq!(page.field("#own-endpoint").await, address);
        assert_eq!(page.field("#key").await, "");

        // Kept for the tab: there after a reload, not in another tab; the draft is.
        page.fill("#key", KEY).await;
        page.click("#keep-tab").await;
        page.reload().await;
        page.open_connection().await;
        assert_eq!(page.field("#key").await, KEY);
        page.close_connection().await;
        let first = page.web.window().await.expect("a window");
        let second = page.web.new_tab().await.expect("a tab");
        page.web
            .switch_to_window(second.clone())
            .await
            .expect("the tab is there");
        stage.open().await;
        assert_eq!(page.field("#prompt").await, "a lighthouse in a storm, 灯台");
        page.open_connection().await;
        assert_eq!(page.field("#key").await, "");

        // Kept on the device: there in another tab. Forgotten: nowhere.
        page.fill("#key", KEY).await;
        page.click("#keep-device").await;
        page.web
            .switch_to_window(first)
            .await
            .expect("the tab is there");
        page.open_connection().await;
        page.press("#connection", "Forget key").await;
        assert_eq!(page.field("#key").await, "");
        assert!(
            !stored(page).await.contains("SG_"),
            "{}",
            stored(page).await
        );
        page.reload().await;
        page.open_connection().await;
        assert_eq!(page.field("#key").await, "");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_goes_only_where_it_was_typed_for() {
    story("key_origin", Setup::default().failing(), async |stage| {
        let page = stage.open().await;
        let (here, there) = (
            stage.faulty("proxy;case=here"),
            stage.foreign("proxy;case=there"),
        );
        page.samples(1).await;
        page.connect(&there, Some(KEY)).await;
        page.generate(0).await;
        page.pictures(0, 1).await;

        page.connect(&here, None).await;
        page.generate(1).await;
        page.pictures(1, 1).await;
        page.open_connection().await;
        assert_eq!(
            page.field("#key").await,
            "",
            "the key of one place is on show for another"
        );
        page.click("#mode-hosted").await;
        assert_eq!(page.field("#key").await, "");
        page.close_connection().await;

        // Another path of the same origin is the same owner; back there the key is back.
        page.connect(&stage.foreign("proxy;case=back"), None).await;
        page.generate(2).await;
        page.pictures(2, 1).await;
        let keys = |case: &str| {
            stage
                .case(case)
                .iter()
                .map(|post| post.key)
                .collect::<Vec<_>>()
        };
        assert_eq!(keys("there"), ["good"]);
        assert_eq!(keys("here"), ["none"]);
        assert_eq!(keys("back"), ["good"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_hosted_api_wants_a_key_and_practice_never_steps_in() {
    story("hosted_without_key", Setup::default(), async |stage| {
        let page = stage.open().await;
        page.open_connection().await;
        page.click("#mode-hosted").await;
        page.close_connection().await;
        page.click("#generate").await;
        page.until_says("#connection", "The hosted API needs your key.")
            .await;
        page.until(
            "the key's field has the focus",
            "document.activeElement.id === 'key'",
        )
        .await;
        assert_eq!(page.count("article.group").await, 0);
        let chip = page.text("#connection-chip").await;
        assert!(chip.contains("no key yet"), "{chip}");
        // That nothing went to the service is held against the list of requests when the story ends.
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn typed_keys_are_trimmed_checked_and_shown_on_demand() {
    story("typed_keys", Setup::default().failing(), async |stage| {
        let page = stage.open().await;
        page.connect(&stage.faulty("case=typed"), Some(&format!(" \"{KEY}\" ")))
            .await;
        page.open_connection().await;
        let kind = "document.getElementById('key').type";
        assert_eq!(page.value::<String>(kind).await, "password");
        page.press("#connection", "Show").await;
        assert_eq!(page.value::<String>(kind).await, "text");
        page.press("#connection", "Hide").await;

        // Checking is free, and says the trouble exactly.
        page.press("#connection", "Check").await;
        page.until_says("#connection .check", "Accepted. Balance $5.02.")
            .await;
        page.until_says("#connection-chip", "$5.02 left").await;
        page.fill("#own-endpoint", &stage.faulty("bad-key")).await;
        page.press("#connection", "Check").await;
        page.until_says("#connection .check", "does not accept this API key")
            .await;
        page.fill("#own-endpoint", &stage.faulty("no-record")).await;
        page.press("#connection", "Check").await;
        page.until_says("#connection .check", "Accepted.").await;
        assert_eq!(stage.posts(), []);

        page.fill("#key", "SG_\u{201c}smart\u{201d}").await;
        page.until_says("#key-problem", "characters in it that keys never have")
            .await;
        page.fill("#own-endpoint", "https://user@example.com").await;
        page.click("#mode-own").await;
        page.until_says("#own-endpoint-problem", ".").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_on_this_device_can_be_deleted() {
    story("delete_everything", Setup::default(), async |stage| {
        let page = stage.open().await;
        page.connect("./", Some(KEY)).await;
        page.open_connection().await;
        page.click("#keep-device").await;
        page.close_connection().await;
        page.fill("#prompt", "a secret plan").await;
        page.press(".bar", "Theme: as the system says. Switch to light")
            .await;
        page.generate(0).await;
        page.pictures(0, 2).await;
        assert!(stored(page).await.contains(KEY) && stored(page).await.contains("secret plan"));

        page.press(".bar", "About and help").await;
        page.press("#help", "Delete everything on this device…")
            .await;
        page.press("#help", "Delete everything").await;
        page.until_says("#status", "is deleted").await;
        assert_eq!(stored(page).await, "[{},{}]");
        assert_eq!(
            page.text("#connection-chip strong").await,
            "Practice engine"
        );
        assert_eq!(page.count("#group-0 .tile img").await, 2, "the images stay");
        page.connect("./", None).await;
        page.open_connection().await;
        assert_eq!(page.field("#key").await, "");
    })
    .await;
}
