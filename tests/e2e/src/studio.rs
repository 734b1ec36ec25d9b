//! What people do with the studio, in its own words.

use serde_json::json;

use crate::page::Page;

impl Page {
    /// Opens an address and waits for the form.
    pub async fn open(&self, url: &str) {
        if let Err(error) = self.web.goto(url).await {
            panic!("{url} cannot be opened: {error}");
        }
        self.ready().await;
    }

    /// Loads the page anew and waits for the form.
    pub async fn reload(&self) {
        self.web.refresh().await.expect("the page can be reloaded");
        self.ready().await;
    }

    /// Waits for the form.
    pub async fn ready(&self) {
        self.until("the form is there", "document.getElementById('generate')")
            .await;
    }

    /// Opens the connection panel, unless it is open.
    pub async fn open_connection(&self) {
        if self.count("#connection").await == 0 {
            self.click("#connection-chip").await;
        }
        self.element("#connection").await;
    }

    /// Closes the connection panel.
    pub async fn close_connection(&self) {
        self.press("#connection", "Close the connection panel")
            .await;
        self.until(
            "the panel is closed",
            "!document.getElementById('connection')",
        )
        .await;
    }

    /// Connects to an endpoint of one's own, with a key or without.
    pub async fn connect(&self, address: &str, key: Option<&str>) {
        self.open_connection().await;
        self.click("#mode-own").await;
        self.fill("#own-endpoint", address).await;
        if let Some(key) = key {
            self.fill("#key", key).await;
        }
        self.close_connection().await;
    }

    /// Chooses how many images.
    pub async fn samples(&self, number: u8) {
        self.click(&format!("#samples-{number}")).await;
    }

    /// Fixes the seed.
    pub async fn seed(&self, seed: i64) {
        self.fill("#seed", &seed.to_string()).await;
    }

    /// Presses Generate, and waits for the group with that number, counted from 0.
    pub async fn generate(&self, group: usize) {
        self.click("#generate").await;
        self.element(&format!("#group-{group}")).await;
    }

    /// Waits until a group's request has ended, well or badly.
    pub async fn ended(&self, group: usize) {
        self.until(
            &format!("request {group} has ended"),
            &format!(
                "document.getElementById('group-{group}') && !document.querySelector('#group-{group} .running')"
            ),
        )
        .await;
    }

    /// Waits until a group shows so many pictures, decoded and not empty.
    pub async fn pictures(&self, group: usize, number: usize) {
        self.until(
            &format!("group {group} shows {number} pictures"),
            &format!(
                "(all => all.length === {number} && all.every(i => i.complete && i.naturalWidth > 0))\
                 ([...document.querySelectorAll('#group-{group} .tile img')])"
            ),
        )
        .await;
        self.ended(group).await;
    }

    /// The addresses of a group's pictures.
    pub async fn sources(&self, group: usize) -> Vec<String> {
        self.js(
            "return [...document.querySelectorAll(a[0])].map(i => i.src)",
            &[json!(format!("#group-{group} .tile img"))],
        )
        .await
    }

    /// Waits until a group's request has failed, and gives the title of the failure.
    pub async fn failure(&self, group: usize) -> String {
        let failure = format!("#group-{group} .failure h3");
        self.element(&failure).await;
        self.text(&failure).await
    }

    /// Whether the page would ask before it is left.
    pub async fn guards_leaving(&self) -> bool {
        self.value(
            "(event => { dispatchEvent(event); return event.defaultPrevented; })\
             (new Event('beforeunload', { cancelable: true }))",
        )
        .await
    }
}
