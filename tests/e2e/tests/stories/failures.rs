//! Failures: each row of the contract's error table has its own sentence and its own next step, and is sent once.

use e2e::{KEY, Page, Setup, Stage, story};

/// Where the faulty API is: on the page's own origin, or on another one.
#[derive(Clone, Copy, Debug)]
enum Origin {
    Here,
    There,
}
use Origin::{Here, There};

struct Row {
    from: Origin,
    faults: &'static str,
    title: &'static str,
    /// A part of the sentence about the money.
    money: &'static str,
    /// The button or link that leads on; the same wherever it may be sent again.
    step: &'static str,
    /// How often the service gets it.
    posts: usize,
}

const fn row(
    from: Origin,
    faults: &'static str,
    title: &'static str,
    money: &'static str,
    step: &'static str,
) -> Row {
    Row {
        from,
        faults,
        title,
        money,
        step,
        posts: 1,
    }
}

const FREE: &str = "Nothing was charged";
const MAYBE: &str = "may have been charged";
const LIKELY: &str = "probably charged";
const OPEN: &str = "Open the connection";
const ASK: &str = "Send again…";
const NOTHING: &str = "Dismiss";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    row(Here, "no-key", "The request arrived without an API key.", FREE, OPEN),
    row(Here, "bad-key", "The service does not accept this API key.", FREE, OPEN),
    row(Here, "forbidden", "This account may not use SSD-1B.", FREE, NOTHING),
    row(Here, "wrong-type", "The request arrived without its content type.", FREE, OPEN),
    row(Here, "no-credits", "The balance is too low for this request.", FREE, "Check balance"),
    row(Here, "spend-limit", "A spending limit is reached.", FREE, NOTHING),
    row(Here, "refused-value", "The service refused one of the values.", FREE, "Change steps"),
    row(Here, "unknown", "There is nothing at this address.", FREE, OPEN),
    row(Here, "retired", "The service no longer offers this model.", FREE, NOTHING),
    row(Here, "wrong-verb", "The address does not take this kind of request.", FREE, OPEN),
    row(Here, "invalid=400;field=guidance_scale", "The service could not read the request.", FREE, "Change guidance"),
    row(Here, "invalid=422;field=seed", "The service refused the settings.", FREE, "Change seed"),
    row(Here, "invalid=500;field=prompt", "The service had an error of its own.", FREE, "Change prompt"),
    row(Here, "traceback", "The service had an error of its own.", FREE, "Try again"),
    row(Here, "gateway=502;billed", "A gateway in front of the service gave up.", MAYBE, ASK),
    row(Here, "gateway=504", "A gateway in front of the service gave up.", MAYBE, ASK),
    row(There, "gateway-cors=504", "A gateway in front of the service gave up.", MAYBE, ASK),
    row(There, "gateway=504", "No answer came back.", MAYBE, ASK),
    row(There, "bad-key;cors=no-errors", "No answer came back.", MAYBE, ASK),
    Row { posts: 0, ..row(There, "cors=off", "No answer came back.", MAYBE, ASK) },
    row(There, "drop", "No answer came back.", "perhaps more than once", ASK),
    row(Here, "drop;billed", "No answer came back.", "perhaps more than once", ASK),
    row(Here, "cut", "The connection broke in the middle of the answer.", LIKELY, ASK),
    row(Here, "login-page", "A sign-in page came back instead of an answer.", "probably nothing was charged", "Open it in a tab"),
    row(Here, "html-page", "A web page came back instead of an image.", MAYBE, "Open it in a tab"),
    row(Here, "empty", "The answer is empty.", LIKELY, ASK),
    row(Here, "truncated", "The answer stops before its end.", LIKELY, "Save what came"),
    row(Here, "not-base64", "The answer holds something that is not an image.", LIKELY, "Save what came"),
    row(Here, "not-image", "The answer holds something that is not an image.", LIKELY, "Save what came"),
    row(Here, "image-url=script", "The answer names an address that is not safe to open.", LIKELY, "Save what came"),
    row(Here, "image-url=plain", "The answer names an address that is not safe to open.", LIKELY, "Save what came"),
    row(Here, "error-shape=description;no-credits", "The balance is too low for this request.", FREE, "Check balance"),
    row(Here, "error-shape=detail;bad-key", "The service does not accept this API key.", FREE, OPEN),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_row_has_its_sentence_and_is_sent_once() {
    story("error_table", Setup::default().failing(), async |stage| {
        let page = stage.open().await;
        page.fill("#prompt", "a lighthouse").await;
        // One image: of several in an answer that stops early, the whole ones are kept.
        page.samples(1).await;
        // Typed once for each origin.
        page.connect(&stage.faulty("ok"), Some(KEY)).await;
        page.connect(&stage.foreign("ok"), Some(KEY)).await;
        let mut wrong = Vec::new();
        for (group, row) in ROWS.iter().enumerate() {
            let said = fail(stage, page, group, row).await;
            let expect = [row.title, row.money, row.step];
            if !expect.iter().all(|part| said.contains(part)) {
                wrong.push(format!("{:?} {}: expected {expect:?}, found {said:?}", row.from, row.faults));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert_eq!(page.field("#prompt").await, "a lighthouse", "typing was lost");
        // The key is in its field, and nowhere else.
        let whole: String = page.value("document.documentElement.outerHTML + JSON.stringify([localStorage, sessionStorage])").await;
        assert!(!whole.contains(KEY), "the key is in the page");
        // All that waited for a second sending would have been sent by now.
        for (group, row) in ROWS.iter().enumerate() {
            let posts = stage.case(&format!("row{group}"));
            assert_eq!(posts.len(), row.posts, "{:?} {}", row.from, row.faults);
            assert!(posts.iter().all(|post| post.key == "good"), "{:?}", row.from);
        }
    })
    .await;
}

/// Lets a request fail, and gives all that the page says of it.
async fn fail(stage: &Stage, page: &Page, group: usize, row: &Row) -> String {
    let faults = format!("{};case=row{group}", row.faults);
    let address = match row.from {
        Here => stage.faulty(&faults),
        There => stage.foreign(&faults),
    };
    page.connect(&address, None).await;
    page.generate(group).await;
    page.failure(group).await;
    page.text(&format!("#group-{group} .failure")).await
}

/// Answers every POST as a service would that repeats what it was sent.
const ECHO: &str = "{
    const fetch = window.fetch;
    window.fetch = async (...all) => {
        const request = new Request(...all);
        if (request.method !== 'POST') return fetch(...all);
        const key = request.headers.get('x-api-key');
        const words = `Key ${key} is not known, nor is SG_fedcba9876543210. ` + 'So it is. '.repeat(2000);
        return new Response(JSON.stringify({ error: words }), {
            status: 401,
            headers: { 'content-type': 'application/json' },
        });
    };
}";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_services_own_words_come_without_a_key_and_trimmed() {
    story("own_words", Setup::default().script(ECHO), async |stage| {
        let page = stage.open().await;
        // The second key has no shape at all: only its own text gives it away.
        for (group, key) in [KEY, "correct-horse"].into_iter().enumerate() {
            page.connect(&stage.faulty("case=echo"), Some(key)).await;
            page.generate(group).await;
            page.failure(group).await;
            let block = format!("#group-{group} .failure");
            assert!(
                !page.text(&block).await.contains("is not known"),
                "the words are one click away"
            );
            page.press(&block, "What the service said").await;
            page.until_says(&block, "is not known").await;
            let words = page.text(&format!("{block} pre")).await;
            assert!(
                words.chars().count() <= 2000,
                "{} characters",
                words.chars().count()
            );
            let whole: String = page.value("document.documentElement.outerHTML").await;
            for secret in [key, "SG_fedcba9876543210"] {
                assert!(!whole.contains(secret), "{words}");
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_that_is_offline_is_told_so() {
    story("offline", Setup::default().failing(), async |stage| {
        let page = stage.open().await;
        page.connect(&stage.faulty("case=offline"), Some(KEY)).await;
        let network = serde_json::json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        page.cdp("Network.emulateNetworkConditions", network).await;
        page.generate(0).await;
        assert_eq!(page.failure(0).await, "This device is offline.");
        page.until_says("#group-0", "Connect this device to the network.").await;
        assert_eq!(stage.posts(), []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_next_step_leads_there() {
    story("next_steps", Setup::default().failing(), async |stage| {
        let page = stage.open().await;
        page.connect(&stage.faulty("bad-key"), Some(KEY)).await;
        page.generate(0).await;
        page.press("#group-0", OPEN).await;
        page.element("#connection #key").await;
        page.close_connection().await;

        page.connect(&stage.faulty("invalid=400;field=guidance_scale"), None)
            .await;
        page.generate(1).await;
        page.press("#group-1", "Change guidance").await;
        page.until(
            "the field has the focus",
            "document.activeElement.id === 'guidance_scale'",
        )
        .await;

        page.connect(&stage.faulty("login-page"), None).await;
        page.generate(2).await;
        page.failure(2).await;
        let link: String = page
            .value("document.querySelector('#group-2 .failure a').href")
            .await;
        assert_eq!(link, stage.faulty("login-page"));

        // What was free to fail may be sent again at once: in the same words.
        page.connect(&stage.faulty("traceback;case=again"), None)
            .await;
        page.generate(3).await;
        page.press("#group-3", "Try again").await;
        page.failure(4).await;
        let posts = stage.case("again");
        assert_eq!(posts.len(), 2);
        assert_eq!(posts[0].body, posts[1].body);
    })
    .await;
}
