//! Two hundred images: the page stays light.

use e2e::{KEY, Setup, story};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_images() {
    story("two_hundred", Setup::default(), async |stage| {
        let page = stage.open().await;
        page.connect("./", Some(KEY)).await;
        page.samples(4).await;
        page.fill("#num_inference_steps", "20").await;
        let nodes = "document.getElementsByTagName('*').length";
        let empty: usize = page.value(nodes).await;
        for group in 0..50 {
            page.generate(group).await;
            page.pictures(group, 4).await;
        }
        assert_eq!(page.count(".tile.picture img").await, 200);
        let full: usize = page.value(nodes).await;
        let each = (full - empty) / 200;
        assert!(each <= 40, "{each} elements an image");

        // The oldest can be scrolled to, opened and left; typing reaches the field.
        page.click("#tile-0-3").await;
        page.until("the viewer shows it", "document.querySelector('#viewer[open] .stage img')?.complete").await;
        page.press("#viewer", "Close the viewer").await;
        page.until("the focus is back", "document.activeElement.id === 'tile-0-3'").await;
        let seen: bool = page
            .value("(b => b.top >= 0 && b.bottom <= innerHeight)(document.activeElement.getBoundingClientRect())")
            .await;
        assert!(seen, "the place was lost");
        page.fill("#prompt", "one more").await;
        page.generate(50).await;
        page.pictures(50, 4).await;
        assert_eq!(page.text("#group-50 h2").await, "one more");
    })
    .await;
}
