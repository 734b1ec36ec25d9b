//! Money at stake: nothing paid is sent twice unasked, nothing paid is lost unasked.

use e2e::{KEY, Setup, story};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_paid_request_asks_first() {
    story("same_again", Setup::default(), async |stage| {
        let page = stage.open().await;
        page.connect(&stage.faulty("case=paid"), Some(KEY)).await;
        assert!(page.text("#cost").await.contains("about $0.008"));
        page.seed(5).await;
        page.generate(0).await;
        page.pictures(0, 2).await;

        page.click("#generate").await;
        page.until_says(
            "#question[open]",
            "bring the same images again, for about $0.008",
        )
        .await;
        page.press("#question", "Don’t send").await;
        page.until(
            "the question is gone",
            "!document.querySelector('#question[open]')",
        )
        .await;
        assert_eq!(stage.case("paid").len(), 1);

        page.click("#generate").await;
        page.press("#question", "Send it again").await;
        page.pictures(1, 2).await;
        assert_eq!(stage.case("paid").len(), 2);

        // Another seed is another request, and what costs nothing never asks.
        page.seed(6).await;
        page.generate(2).await;
        page.pictures(2, 2).await;
        page.connect("./", Some(KEY)).await;
        for group in [3, 4] {
            page.generate(group).await;
            page.pictures(group, 2).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_is_sent_again_only_by_the_persons_word() {
    story("lost_answer", Setup::default().failing(), async |stage| {
        let page = stage.open().await;
        page.connect(&stage.foreign("drop;billed;case=lost"), Some(KEY))
            .await;
        page.generate(0).await;
        assert_eq!(page.failure(0).await, "No answer came back.");
        page.until_says(
            "#group-0",
            "This may have been charged, perhaps more than once",
        )
        .await;
        page.press("#group-0", "Send again…").await;
        page.until_says("#question[open]", "may have been charged")
            .await;
        page.press("#question", "Don’t send").await;
        assert_eq!(stage.case("lost").len(), 1);
        assert!(stage.case("lost")[0].billed > 0.0);

        page.connect(&stage.foreign("case=found"), Some(KEY)).await;
        page.press("#group-0", "Send again…").await;
        page.press("#question", "Send it again").await;
        page.pictures(1, 2).await;
        assert_eq!(
            (stage.case("lost").len(), stage.case("found").len()),
            (1, 1)
        );
        // The very request that failed, seed included.
        assert_eq!(stage.case("lost")[0].body, stage.case("found")[0].body);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leaving_asks_while_something_paid_would_be_lost() {
    story("leaving", Setup::default().failing(), async |stage| {
        let page = stage.open().await;
        assert!(!page.guards_leaving().await, "nothing is at stake yet");
        page.connect("./", Some(KEY)).await;
        page.generate(0).await;
        page.pictures(0, 2).await;
        assert!(
            !page.guards_leaving().await,
            "the simulator's images cost nothing"
        );

        page.connect(&stage.faulty("hang"), Some(KEY)).await;
        page.generate(1).await;
        assert!(page.guards_leaving().await, "a paid request runs");
        page.press("#group-1", "Cancel").await;
        page.ended(1).await;
        assert!(!page.guards_leaving().await, "it was cancelled");

        page.connect(&stage.faulty("case=paid"), Some(KEY)).await;
        page.generate(2).await;
        page.pictures(2, 2).await;
        page.until_says(".at-stake", "2 paid images live in this page only")
            .await;
        assert!(page.guards_leaving().await, "paid images are unsaved");
        page.press("#group-2 .tile:first-child", "Download").await;
        page.until_says(".at-stake", "1 paid image lives in this page only")
            .await;
        let files = stage.downloaded(1).await;
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        for (name, end) in names.iter().zip(["-1.jpg", "-2.jpg"]) {
            assert!(
                name.starts_with("ssd1b-a-futuristic-cityscape") && name.ends_with(end),
                "each image once: {names:?}"
            );
        }
        assert!(
            files
                .iter()
                .all(|(_, bytes)| bytes.starts_with(&[0xFF, 0xD8, 0xFF]))
        );

        page.press(".at-stake", "Save all").await;
        page.until("the line is gone", "!document.querySelector('.at-stake')")
            .await;
        assert!(!page.guards_leaving().await, "all is saved");
        // What was paid for and is no image is at stake as well, until it is saved or dismissed.
        page.connect(&stage.faulty("not-image"), Some(KEY)).await;
        page.generate(3).await;
        page.failure(3).await;
        assert!(
            page.guards_leaving().await,
            "an unusable answer was paid for"
        );
        page.press("#group-3", "Save what came").await;
        page.press("#group-3", "Dismiss").await;
        assert!(!page.guards_leaving().await, "it was dismissed");
    })
    .await;
}
