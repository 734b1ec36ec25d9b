//! Pictures from the API: every shape in which they come.

use e2e::{KEY, Setup, story};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn base64_and_bytes() {
    story("base64_and_bytes", Setup::default(), async |stage| {
        let page = stage.open().await;
        page.connect("./", Some(KEY)).await;
        let chip = page.text("#connection-chip").await;
        assert!(chip.contains("Simulator") && chip.contains("no money"), "{chip}");

        page.samples(4).await;
        page.seed(999_999_999_999_999).await;
        page.generate(0).await;
        page.pictures(0, 4).await;
        page.until_says("#status", "4 images are ready.").await;
        let mut pictures = page.sources(0).await;
        assert!(pictures.iter().all(|src| src.starts_with("data:image/jpeg;base64,")));
        let alt: String = page.value("document.querySelector('#tile-0-1 img').alt").await;
        assert!(alt.starts_with("Image 2 of 4: a futuristic cityscape at dusk"), "{alt}");

        page.click(".more summary").await;
        page.click("#base64").await;
        page.samples(1).await;
        page.generate(1).await;
        page.pictures(1, 1).await;
        let plain = page.sources(1).await;
        assert!(plain[0] == pictures[0], "bytes and Base64 of one seed differ");

        let posts = stage.posts();
        let bodies: Vec<Value> = posts
            .iter()
            .map(|post| serde_json::from_str(&post.body).expect("a JSON body"))
            .collect();
        let expect = json!({
            "prompt": "a futuristic cityscape at dusk, neon lights, reflections in water, ultrarealistic, high contrast, vibrant",
            "negative_prompt": "blurry,out of focus",
            "samples": 4,
            "scheduler": "DPM Multi",
            "num_inference_steps": 45,
            "guidance_scale": 7.0,
            "seed": 999_999_999_999_999_i64,
            "img_width": 1024,
            "img_height": 1024,
            "base64": true,
        });
        let whole = |body: &Value| {
            let mut body = body.clone();
            body["guidance_scale"] = json!(body["guidance_scale"].as_f64());
            body
        };
        assert_eq!(whole(&bodies[0]), expect);
        assert_eq!(bodies[1]["base64"], json!(false));
        assert_eq!(bodies.len(), 2);
        assert!(posts.iter().all(|post| post.key == "good" && post.answer_complete));

        pictures.sort();
        pictures.dedup();
        assert_eq!(pictures.len(), 4, "images of one request are alike");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn odd_answers_are_pictures_too() {
    let setup = Setup::default().names("images.invalid").failing();
    story("odd_answers", setup, async |stage| {
        let page = stage.open().await;
        page.samples(2).await;
        page.click(".more summary").await;
        let mut group = 0;
        // The base64 switch, what the answer does, how many pictures come of two, and how their addresses begin.
        let rows = [
            (true, "image-list", 2, "data:image/jpeg"),
            (true, "one-string", 1, "data:image/jpeg"),
            (true, "data-prefix", 2, "data:image/jpeg"),
            (true, "text-json", 2, "data:image/jpeg"),
            (true, "images", 2, "data:image/jpeg"),
            (true, "png", 2, "data:image/png"),
            (true, "webp", 2, "data:image/webp"),
            (true, "url", 2, "http://127.0.0.1"),
            (true, "output", 2, "http://127.0.0.1"),
            (false, "octet-stream", 1, "data:image/jpeg"),
            (false, "mislabelled", 1, "data:image/jpeg"),
            (false, "bytes-urls", 2, "http://127.0.0.1"),
        ];
        for (base64, faults, came, start) in rows {
            let is: bool = page
                .value("document.getElementById('base64').checked")
                .await;
            if is != base64 {
                page.click("#base64").await;
            }
            page.connect(&stage.faulty(faults), Some(KEY)).await;
            page.generate(group).await;
            page.pictures(group, came).await;
            let sources = page.sources(group).await;
            assert!(
                sources.iter().all(|src| src.starts_with(start)),
                "{faults}: {sources:?}"
            );
            let said = page.text(&format!("#group-{group}")).await;
            let fewer = said.contains(&format!("The answer brought {came} of 2 images."));
            assert_eq!(fewer, came < 2, "{faults}: {said}");
            let link = page
                .count(&format!("#group-{group} .tile a[target=_blank]"))
                .await;
            assert_eq!(
                link,
                if start.starts_with("http") { came } else { 0 },
                "{faults}"
            );
            group += 1;
        }

        // A picture at an address keeps its shape, and its note can be read.
        let remote = "#group-8 .tile.remote";
        page.js::<()>("document.querySelector(a[0]).scrollIntoView({ block: 'center' })", &[remote.into()]).await;
        let [width, height]: [f64; 2] = page
            .value(&format!("(b => [b.width, b.height])(document.querySelector('{remote} img').getBoundingClientRect())"))
            .await;
        assert!((width - height).abs() < 2.0, "the picture is {width} by {height}");
        let readable: bool = page
            .value(&format!(
                "(e => (b => e.contains(document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2)))(e.getBoundingClientRect()))\
                 (document.querySelector('{remote} figcaption'))"
            ))
            .await;
        assert!(readable, "the note of a picture at an address is hidden");

        // An address whose picture cannot be had is still a link, with its note.
        page.click("#base64").await;
        page.connect(&stage.faulty("image-url=https"), Some(KEY))
            .await;
        page.generate(group).await;
        let tile = format!("#group-{group} .tile.remote");
        page.until_says(&tile, "an address at images.invalid").await;
        let href: String = page
            .value(&format!("document.querySelector('{tile} a').href"))
            .await;
        assert!(href.starts_with("https://images.invalid/"), "{href}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_at_once_land_in_their_own_places() {
    story("two_at_once", Setup::default(), async |stage| {
        let page = stage.open().await;
        let ask = async |prompt: &str, seed: i64, group: usize| {
            page.fill("#prompt", prompt).await;
            page.seed(seed).await;
            page.generate(group).await;
        };
        page.connect(&stage.faulty("delay=4000;case=slow"), Some(KEY))
            .await;
        ask("a red fox in snow", 1, 0).await;
        page.connect(&stage.faulty("case=quick"), Some(KEY)).await;
        ask("desert at noon", 2, 1).await;
        page.pictures(1, 2).await;
        assert_eq!(
            page.count("#group-0 .tile.empty").await,
            2,
            "the slow one is still open"
        );
        page.pictures(0, 2).await;
        let title = |group| format!("#group-{group} h2");
        assert_eq!(page.text(&title(0)).await, "a red fox in snow");
        assert_eq!(page.text(&title(1)).await, "desert at noon");

        // Each alone brings the same pictures: none of them was swapped.
        page.connect("./", Some(KEY)).await;
        ask("a red fox in snow", 1, 2).await;
        page.pictures(2, 2).await;
        ask("desert at noon", 2, 3).await;
        page.pictures(3, 2).await;
        assert!(
            page.sources(0).await == page.sources(2).await,
            "the fox's pictures are others"
        );
        assert!(
            page.sources(1).await == page.sources(3).await,
            "the desert's pictures are others"
        );
        // The newest stands on top.
        let order: Vec<String> = page
            .value("[...document.querySelectorAll('article.group')].map(group => group.id)")
            .await;
        assert_eq!(order, ["group-3", "group-2", "group-1", "group-0"]);
    })
    .await;
}
