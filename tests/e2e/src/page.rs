//! The page as a person meets it: looking, clicking, typing, waiting. Each helper panics with what it was after.

use std::future::Future;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::{TypingData, WebDriver, WebElement};

/// How long anything may take: far longer than it does, since the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often it is looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(40);

/// Light or dark, as the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The page in the browser, or the frame in it that was entered.
pub struct Page {
    /// The session, for what has no helper here.
    pub web: WebDriver,
}

impl Page {
    /// Runs a script in the page; its arguments are `a[0]`, `a[1]`, …
    pub async fn js<T: DeserializeOwned>(&self, script: &str, arguments: &[Value]) -> T {
        match self.try_js(script, arguments).await {
            Ok(value) => value,
            Err(error) => panic!("The script {script:?} failed: {error}"),
        }
    }

    async fn try_js<T: DeserializeOwned>(
        &self,
        script: &str,
        arguments: &[Value],
    ) -> Result<T, String> {
        let whole = format!("const a = arguments; {script}");
        let answer = self.web.execute(whole, arguments.to_vec()).await;
        answer
            .and_then(|answer| answer.convert())
            .map_err(|error| error.to_string())
    }

    /// The value of an expression.
    pub async fn value<T: DeserializeOwned>(&self, expression: &str) -> T {
        self.js(&format!("return {expression}"), &[]).await
    }

    /// Asks again until `ask` gives something.
    pub async fn until_some<T, F: Future<Output = Option<T>>>(
        &self,
        what: &str,
        mut ask: impl FnMut() -> F,
    ) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = ask().await {
                return found;
            }
            if start.elapsed() > PATIENCE {
                let seen = self
                    .try_js::<String>("return document.body.innerText.slice(0, 3000)", &[])
                    .await
                    .unwrap_or_default();
                panic!("Waited in vain until {what}. The page says:\n{seen}");
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Waits until an expression holds.
    pub async fn until(&self, what: &str, expression: &str) {
        let script = format!("return Boolean({expression})");
        // A page that is just being left answers with an error: ask the next one.
        self.until_some(what, || async {
            let holds = self.try_js::<bool>(&script, &[]).await;
            holds.is_ok_and(|holds| holds).then_some(())
        })
        .await;
    }

    /// Waits until an element is there and visible, and gives it.
    pub async fn element(&self, css: &str) -> WebElement {
        self.first(&format!("{css} is there"), "", &json!([css, null]))
            .await
    }

    /// Waits until a button, link or summary of that very name is there and visible below `scope`, and gives it.
    pub async fn named(&self, scope: &str, name: &str) -> WebElement {
        const ALL: &str = "button, summary, a[href]";
        self.first(
            &format!("{scope} has a button {name:?}"),
            scope,
            &json!([ALL, name]),
        )
        .await
    }

    async fn first(&self, what: &str, scope: &str, wanted: &Value) -> WebElement {
        const SCRIPT: &str = "
            const [scope, [css, name]] = arguments;
            const roots = scope ? [...document.querySelectorAll(scope)] : [document];
            const all = roots.flatMap(root => [...root.querySelectorAll(css)]);
            const called = e => (e.getAttribute('aria-label') ?? e.textContent).trim();
            return all.find(e => e.checkVisibility({ visibilityProperty: true })
                && (name === null || called(e) === name)) ?? null;";
        let arguments = vec![json!(scope), wanted.clone()];
        self.until_some(what, || async {
            let found = self.web.execute(SCRIPT, arguments.clone()).await.ok()?;
            (!found.json().is_null()).then(|| found.element().ok())?
        })
        .await
    }

    /// Clicks an element as a mouse does: where something lies over it, this fails.
    pub async fn click(&self, css: &str) {
        let element = self.element(css).await;
        self.click_on(&element, css).await;
    }

    async fn click_on(&self, element: &WebElement, what: &str) {
        // To the middle first, as people scroll: the driver itself is content with a rim under a sticky bar.
        let clicked = async {
            let centre = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
            self.web.execute(centre, vec![element.to_json()?]).await?;
            element.click().await
        };
        if let Err(error) = clicked.await {
            panic!("{what} cannot be clicked: {error}");
        }
    }

    /// Clicks the button of that name below `scope`.
    pub async fn press(&self, scope: &str, name: &str) {
        let element = self.named(scope, name).await;
        self.click_on(&element, &format!("The button {name:?} in {scope}"))
            .await;
    }

    /// Replaces the text of a field by typing.
    pub async fn fill(&self, css: &str, text: &str) {
        let element = self.element(css).await;
        self.click_on(&element, css).await;
        let typed = async {
            element.send_keys(thirtyfour::Key::Control + "a").await?;
            element.send_keys(thirtyfour::Key::Backspace).await?;
            element.send_keys(text).await
        };
        if let Err(error) = typed.await {
            panic!("{text:?} cannot be typed into {css}: {error}");
        }
    }

    /// Sends keys to whatever has the focus.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        let keys = keys.into();
        let chain = self.web.action_chain().send_keys(keys);
        chain.perform().await.expect("keys can be pressed");
    }

    /// The text of the first such element as it is seen; empty where there is none.
    pub async fn text(&self, css: &str) -> String {
        self.value(&text_of(css)).await
    }

    /// How many such elements there are.
    pub async fn count(&self, css: &str) -> usize {
        self.js(
            "return document.querySelectorAll(a[0]).length",
            &[json!(css)],
        )
        .await
    }

    /// What a field holds.
    pub async fn field(&self, css: &str) -> String {
        self.element(css).await;
        self.js("return document.querySelector(a[0]).value", &[json!(css)])
            .await
    }

    /// Waits until the element's text holds `part`.
    pub async fn until_says(&self, css: &str, part: &str) {
        let holds = format!("{}.includes({})", text_of(css), json!(part));
        self.until(&format!("{css} says {part:?}"), &holds).await;
    }

    /// The id of the element that has the focus; its tag name where it has no id.
    pub async fn focused(&self) -> String {
        self.value("document.activeElement.id || document.activeElement.tagName")
            .await
    }

    /// A command of the browser's own protocol.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Value {
        let answer = self.web.cdp().send_raw(command, parameters).await;
        answer.unwrap_or_else(|error| panic!("{command} failed: {error}"))
    }

    /// Gives the page this size, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Sets the size of text that the person chose in the browser, in percent of the usual.
    pub async fn text_size(&self, percent: u32) {
        let sizes = json!({ "standard": 16 * percent / 100, "fixed": 13 * percent / 100 });
        self.cdp("Page.setFontSizes", json!({ "fontSizes": sizes }))
            .await;
    }

    /// Lets the system be light or dark.
    pub async fn colours(&self, colours: Colours) {
        let value = match colours {
            Colours::Light => "light",
            Colours::Dark => "dark",
        };
        // Motion would leave a picture or a measurement somewhere between two states.
        let features = json!([
            { "name": "prefers-color-scheme", "value": value },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.cdp(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await;
    }

    /// Runs a script before those of every page that is loaded from now on.
    pub async fn before_load(&self, script: &str) {
        let source = json!({ "source": script });
        self.cdp("Page.addScriptToEvaluateOnNewDocument", source)
            .await;
    }

    /// Whether two elements are seen one over the other.
    pub async fn overlap(&self, one: &str, other: &str) -> bool {
        let script = "
            const [p, q] = [...a].map(css => document.querySelector(css));
            if (!p?.checkVisibility() || !q?.checkVisibility()) return false;
            const [r, s] = [p, q].map(e => e.getBoundingClientRect());
            return r.left < s.right && s.left < r.right && r.top < s.bottom && s.top < r.bottom;";
        self.js(script, &[json!(one), json!(other)]).await
    }

    /// How far the page can be scrolled sideways, in pixels.
    pub async fn sideways(&self) -> i32 {
        self.value(
            "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) \
             - document.documentElement.clientWidth",
        )
        .await
    }
}

/// An expression for the text of an element. Far from what is seen the page may leave its parts without a layout, and so
/// without a text "as it is seen".
fn text_of(css: &str) -> String {
    let css = json!(css);
    format!(
        "(e => e?.checkVisibility() ? e.innerText || e.textContent : '')(document.querySelector({css}))"
    )
}
