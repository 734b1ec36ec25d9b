//! Without a mouse: from the first load to a saved image, and what typing must not be disturbed by.

use e2e::{KEY, Page, Setup, story};
use thirtyfour::Key;

/// What the focus is on, and what is wrong with that: not seen, or something lies over it.
const FOCUS: &str = "
    const e = document.activeElement;
    if (e === document.body) return ['BODY', ''];
    const box = e.getBoundingClientRect();
    const name = e.id || (e.getAttribute('aria-label') ?? e.innerText).trim() || e.tagName;
    const points = [[box.left + box.width / 2, box.top + box.height / 2], [box.left + 4, box.top + 4], [box.right - 4, box.bottom - 4]];
    const seen = points.some(([x, y]) => {
        const top = document.elementFromPoint(x, y);
        return top && (e.contains(top) || top.contains(e) || e.closest('label')?.contains(top));
    });
    const covered = points.slice(0, 1).every(([x, y]) => {
        const top = document.elementFromPoint(x, y);
        return top && !e.contains(top) && !top.contains(e) && !e.closest('label')?.contains(top);
    });
    const style = getComputedStyle(e);
    const ring = [style, getComputedStyle(e.parentElement), e.nextElementSibling && getComputedStyle(e.nextElementSibling)]
        .some(s => s && ((s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'));
    const trouble = [!seen && 'is out of sight', covered && 'is covered', !ring && 'has no ring'].filter(Boolean);
    return [name, trouble.join(', ')];";

/// Presses Tab until the focus is on what `wanted` is true of, an expression on `e`. Gives what was wrong on the way.
async fn tab_to(page: &Page, what: &str, wanted: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut way = Vec::new();
    for _ in 0..120 {
        page.keys(Key::Tab).await;
        let (name, trouble): (String, String) = page.js(FOCUS, &[]).await;
        if !trouble.is_empty() {
            wrong.push(format!("{name} {trouble}"));
        }
        way.push(name);
        let there: bool = page
            .js(
                &format!("const e = document.activeElement; return Boolean({wanted})"),
                &[],
            )
            .await;
        if there {
            return wrong;
        }
    }
    panic!("Tab never comes to {what}, but to {way:?}.");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_first_load_to_saved_image() {
    story("keyboard_only", Setup::default(), async |stage| {
        let page = stage.open().await;
        // Low enough that the form scrolls under its foot.
        page.resize(1280, 640).await;
        let mut wrong = tab_to(page, "Generate", "e.id === 'generate'").await;
        page.keys(Key::Enter).await;
        page.pictures(0, 2).await;
        wrong.extend(
            tab_to(
                page,
                "a download",
                "e.closest('#group-0') && e.ariaLabel === 'Download'",
            )
            .await,
        );
        page.keys(Key::Enter).await;
        let files = stage.downloaded(1).await;
        assert!(
            files[0].0.starts_with("practice-a-futuristic-cityscape")
                && files[0].0.ends_with("-1.jpg"),
            "{}",
            files[0].0
        );
        assert!(files[0].1.starts_with(&[0xFF, 0xD8, 0xFF]) && files[0].1.len() > 20_000);

        // Through the viewer: open, save, close, and back on the very tile.
        wrong.extend(tab_to(page, "the second image", "e.id === 'tile-0-1'").await);
        page.keys(Key::Enter).await;
        page.until(
            "the viewer is open",
            "document.querySelector('#viewer[open] img')?.complete",
        )
        .await;
        wrong.extend(
            tab_to(
                page,
                "the viewer's download",
                "e.closest('#viewer') && e.innerText.trim() === 'Download'",
            )
            .await,
        );
        page.keys(Key::Space).await;
        stage.downloaded(2).await;
        wrong.extend(tab_to(page, "the way out", "e.ariaLabel === 'Close the viewer'").await);
        page.keys(Key::Enter).await;
        page.until(
            "the focus is back on the tile",
            "document.activeElement.id === 'tile-0-1'",
        )
        .await;

        // The arrows go from image to image; Escape comes back to the one that was shown last.
        page.keys(Key::Enter).await;
        page.until_says("#viewer .count", "2 of 2").await;
        page.keys(Key::Left).await;
        page.until_says("#viewer .count", "1 of 2").await;
        page.keys(Key::Escape).await;
        page.until(
            "the focus is on the tile shown last",
            "document.activeElement.id === 'tile-0-0'",
        )
        .await;
        assert!(wrong.is_empty(), "{wrong:#?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn typing_is_left_alone() {
    story("typing", Setup::default(), async |stage| {
        let page = stage.open().await;
        page.fill("#prompt", "a fox in snow").await;
        page.js::<()>("window.field = document.getElementById('prompt'); field.setSelectionRange(2, 2)", &[]).await;
        page.keys("red, wet ").await;
        assert_eq!(page.field("#prompt").await, "a red, wet fox in snow");
        let caret: usize = page.value("field.selectionStart").await;
        assert_eq!(caret, 11, "the caret jumped");
        assert!(page.value::<bool>("field === document.getElementById('prompt')").await, "the field was made anew");

        // While an input method composes, the field is not written to, whatever is stored meanwhile.
        page.js::<()>(
            "field.setSelectionRange(2, 2);
             const own = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
             window.writes = 0;
             Object.defineProperty(field, 'value', { get() { return own.get.call(this); }, set(v) { writes++; own.set.call(this, v); } });",
            &[],
        )
        .await;
        let compose = serde_json::json!({ "text": "あか", "selectionStart": 2, "selectionEnd": 2 });
        page.cdp("Input.imeSetComposition", compose).await;
        page.cdp("Input.insertText", serde_json::json!({ "text": "赤い" })).await;
        page.until("the word is there", "field.value === 'a 赤いred, wet fox in snow'").await;
        assert_eq!(page.value::<usize>("writes").await, 0, "the field was written to while it was typed in");

        // Numbers may be wrong on the way; the slider follows where it can.
        page.fill("#guidance_scale", "7.").await;
        assert_eq!(page.field("#guidance_scale").await, "7.");
        page.keys("25").await;
        assert_eq!(page.field("#guidance_scale").await, "7.25");
        page.keys(Key::Up).await;
        assert_eq!(page.field("#guidance_scale").await, "7.75");
        page.fill("#num_inference_steps", "101").await;
        page.keys(Key::Tab).await;
        page.until_says("#num_inference_steps-problem", "100").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_form_leads_to_its_first_problem_and_a_reset_can_be_undone() {
    story("wrong_form", Setup::default(), async |stage| {
        let page = stage.open().await;
        page.connect("./", Some(KEY)).await;
        page.fill("#prompt", "   ").await;
        page.fill("#num_inference_steps", "19").await;
        page.fill("#guidance_scale", "26").await;
        page.fill("#seed", "1e3").await;
        page.click("#generate").await;
        page.until(
            "the first problem has the focus",
            "document.activeElement.id === 'prompt'",
        )
        .await;
        for field in ["prompt", "num_inference_steps", "guidance_scale", "seed"] {
            assert!(
                !page.text(&format!("#{field}-problem")).await.is_empty(),
                "{field} has no sentence"
            );
            let wrong: String = page
                .value(&format!("document.getElementById('{field}').ariaInvalid"))
                .await;
            assert_eq!(wrong, "true", "{field}");
        }
        assert_eq!(stage.posts(), []);

        page.press(".foot", "Reset").await;
        page.until(
            "the form is new",
            "document.getElementById('prompt').value.startsWith('a futuristic')",
        )
        .await;
        page.press(".foot", "Undo reset").await;
        page.until(
            "the form is as it was",
            "document.getElementById('prompt').value === '   '",
        )
        .await;
        assert_eq!(page.field("#guidance_scale").await, "26");

        page.fill("#prompt", "a fox").await;
        page.fill("#num_inference_steps", "20").await;
        page.fill("#guidance_scale", "25").await;
        page.seed(-1).await;
        page.keys(Key::Control + Key::Enter).await;
        page.pictures(0, 2).await;
        // The seed -1 is sent as typed, or drawn here: either way the group names the one that was sent.
        let body: serde_json::Value =
            serde_json::from_str(&stage.posts()[0].body).expect("a JSON body");
        let named = page.text("#group-0 .settings").await;
        assert!(
            named.contains(&format!("seed {}", body["seed"])),
            "{named}: {body}"
        );
    })
    .await;
}
