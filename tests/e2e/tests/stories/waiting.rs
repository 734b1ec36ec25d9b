//! Waiting for the API: cancelling, slow answers, rate limits.

use e2e::{KEY, Setup, faster, story};
use simulator::Config;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cancel_while_waiting() {
    story(
        "cancel_while_waiting",
        Setup::default().failing(),
        async |stage| {
            let page = stage.open().await;
            page.connect(&stage.faulty("delay=3000;case=cancelled"), Some(KEY))
                .await;
            page.generate(0).await;
            stage
                .ledger_shows("the request arrived", |posts| {
                    posts.iter().any(|post| post.body_complete)
                })
                .await;
            page.press("#group-0", "Cancel").await;
            assert_eq!(page.failure(0).await, "Cancelled.");
            page.until_says("#group-0", "may still finish and charge")
                .await;
            // The service knows no cancelling: it works on, and what it made comes nowhere.
            stage
                .ledger_shows("the service billed it", |posts| posts[0].billed > 0.0)
                .await;
            assert_eq!(page.count("#group-0 img").await, 0);
            let posts = stage.case("cancelled");
            assert_eq!(posts.len(), 1);
            assert!(!posts[0].answer_complete, "the fetch was not aborted");
            page.named("#group-0", "Send again…").await;
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_answers() {
    // Twenty of the page's seconds, and of the simulator's, pass in one.
    let setup = Setup::with(Config {
        time_scale: 20.0,
        ..Config::default()
    })
    .script(faster(20))
    .failing();
    story("slow_answers", setup, async |stage| {
        let page = stage.open().await;
        page.connect(&stage.faulty("cold-start=30;case=slow"), Some(KEY)).await;
        page.samples(1).await;
        page.generate(0).await;
        page.until(
            "it says how long it has been, and what is usual",
            r"/2\d s, usually about 3 s/.test(document.querySelector('#group-0 .tile')?.innerText)",
        )
        .await;
        page.pictures(0, 1).await;
        assert_eq!(stage.case("slow").len(), 1);

        page.connect(&stage.faulty("hang;case=hang"), Some(KEY)).await;
        page.generate(1).await;
        page.until_says("#group-1", "Keep waiting?").await;
        page.press("#group-1", "Keep waiting").await;
        page.until("it is content", "!document.querySelector('#group-1').innerText.includes('Keep waiting?')").await;
        page.until_says("#group-1", "Keep waiting?").await;
        page.press("#group-1", "Cancel").await;
        assert_eq!(page.failure(1).await, "Cancelled.");
        assert_eq!(stage.case("hang").len(), 1);

        // A rate limit without a word on when it ends: a minute is waited, in sight.
        page.connect(&stage.faulty("rate-limit=1;case=minute"), Some(KEY)).await;
        page.generate(2).await;
        page.until(
            "it counts the minute down",
            r"/goes out again by itself in [45]\d s/.test(document.querySelector('#group-2')?.innerText)",
        )
        .await;
        page.pictures(2, 1).await;
        assert_eq!(stage.case("minute").len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rate_limits_are_waited_out_three_times_at_most() {
    let setup = Setup::with(Config {
        time_scale: 60.0,
        ..Config::default()
    })
    .failing();
    story("rate_limits", setup, async |stage| {
        let page = stage.open().await;
        page.samples(1).await;
        page.connect(&stage.faulty("rate-limit-reset=2;case=twice"), Some(KEY))
            .await;
        page.generate(0).await;
        page.until_says("#group-0", "The service asked to wait.")
            .await;
        page.pictures(0, 1).await;
        assert_eq!(stage.case("twice").len(), 3);

        page.connect(&stage.faulty("rate-limit-reset=99;case=endless"), Some(KEY))
            .await;
        page.generate(1).await;
        page.until_says("#group-1", "sending 2 of at most 4").await;
        page.until_says("#group-1", "sending 4 of at most 4").await;
        assert_eq!(
            page.failure(1).await,
            "The service asks to wait: too many requests."
        );
        page.until_says("#group-1", "Nothing was charged").await;

        page.connect(&stage.faulty("rate-limit=99;case=held"), Some(KEY))
            .await;
        page.generate(2).await;
        page.until_says("#group-2", "The service asked to wait.")
            .await;
        page.press("#group-2", "Cancel").await;
        assert_eq!(page.failure(2).await, "Cancelled.");
        assert_eq!(stage.case("held").len(), 1);
        assert_eq!(stage.case("endless").len(), 4);
        assert!(
            stage
                .case("endless")
                .iter()
                .all(|post| post.status == Some(429) && post.billed == 0.0)
        );
    })
    .await;
}
