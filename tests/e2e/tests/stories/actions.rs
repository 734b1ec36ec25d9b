//! What can be done with an image and its settings, beside saving it.

use e2e::{KEY, Setup, story};
use serde_json::json;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn copying_an_image_and_its_settings() {
    story("actions", Setup::default(), async |stage| {
        let page = stage.open().await;
        let granted = json!({ "origin": stage.base, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        page.cdp("Browser.grantPermissions", granted).await;

        page.press(".examples", "Red fox in fresh snow, low winter sun").await;
        assert_eq!(page.field("#prompt").await, "a red fox in fresh snow, low winter sun");
        page.connect("./", Some(KEY)).await;
        page.fill("#guidance_scale", "9.25").await;
        page.seed(77).await;
        page.generate(0).await;
        page.pictures(0, 2).await;

        page.press("#group-0 .tile:first-child", "Copy image").await;
        page.until_says("#status", "The image is copied, as PNG.").await;
        // The clipboard is asked in the page, and answers later.
        page.js::<()>(
            "navigator.clipboard.read().then(items => window.copied = items.flatMap(item => item.types), error => window.copied = [String(error)])",
            &[],
        )
        .await;
        page.until("the clipboard answered", "window.copied").await;
        assert_eq!(page.value::<Vec<String>>("copied").await, ["image/png"]);
        page.click("#tile-0-1").await;
        page.press("#viewer", "Copy data URL").await;
        page.until_says("#status", "The data URL is copied.").await;
        page.js::<()>("navigator.clipboard.readText().then(text => window.text = text)", &[]).await;
        page.until("the clipboard answered", "window.text").await;
        assert!(page.value::<String>("text").await == page.sources(0).await[1], "another data URL was copied");

        // From the viewer: the same with a new seed, in a group of its own.
        page.press("#viewer", "Same, new seed").await;
        page.pictures(1, 2).await;
        assert_eq!(page.text("#group-1 h2").await, "a red fox in fresh snow, low winter sun");
        let seed = |settings: String| settings.split("seed ").nth(1).map(|rest| rest.split_whitespace().next().unwrap_or_default().to_owned());
        let drawn = seed(page.text("#group-1 .settings").await).expect("the seed is named");
        assert_ne!(drawn, "77");

        // All settings, one of them, the last seed, a rolled one.
        page.press(".foot", "Reset").await;
        page.press("#group-0 .tile:first-child", "Use settings").await;
        page.until("they are in the form", "document.getElementById('guidance_scale').value === '9.25'").await;
        assert_eq!(page.field("#prompt").await, "a red fox in fresh snow, low winter sun");
        assert_eq!(page.field("#seed").await, "77");
        page.click("#group-1 .setting:last-of-type").await;
        page.until("the drawn seed is in the form", &format!("document.getElementById('seed').value === '{drawn}'")).await;
        page.press(".seed-choices", "Use last").await;
        page.press(".field", "Roll a seed and keep it").await;
        let rolled = page.field("#seed").await;
        assert!(rolled != drawn && rolled.parse::<u64>().is_ok_and(|seed| seed <= 999_999_999_999_999), "{rolled}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_theme_stays_over_a_reload() {
    story("theme", Setup::default(), async |stage| {
        let page = stage.open().await;
        let ground = "getComputedStyle(document.body).backgroundColor";
        let light: String = page.value(ground).await;
        page.press(".bar", "Theme: as the system says. Switch to light")
            .await;
        page.press(".bar", "Theme: light. Switch to dark").await;
        page.until("the page is dark", &format!("{ground} !== '{light}'"))
            .await;
        let dark: String = page.value(ground).await;
        page.reload().await;
        assert_eq!(page.value::<String>(ground).await, dark);
        page.press(".bar", "Theme: dark. Switch to what the system says")
            .await;
        page.until("the page is light", &format!("{ground} === '{light}'"))
            .await;
    })
    .await;
}
