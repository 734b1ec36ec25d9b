//! Where a story plays: a simulator, a browser, and what holds for every story.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::{Arc, Mutex};

use futures::FutureExt;
use simulator::{Config, Entry, Ledger, Running};
use tokio::sync::Semaphore;

use crate::browser::Browser;
use crate::logs::{self, Sent};
use crate::page::Page;
use crate::place;

/// How many browsers may run at once: more would only wait for each other.
static BROWSERS: Semaphore = Semaphore::const_new(2);

/// What a story needs to be different. The default is a simulator with tiny pictures and nothing refused.
#[must_use]
pub struct Setup {
    config: Config,
    scripts: Vec<String>,
    hosts: Vec<String>,
    excused: Excused,
}

/// Which errors in the console belong to the story.
#[derive(Clone, Copy, PartialEq)]
enum Excused {
    None,
    /// The browser's own lines about requests that failed.
    Loads,
    /// What a crash leaves.
    Crash,
}

impl Default for Setup {
    fn default() -> Setup {
        Setup::with(Config::default())
    }
}

impl Setup {
    /// A simulator of that configuration. Site and log are filled in; pictures are tiny unless it says another size.
    pub fn with(config: Config) -> Setup {
        let edge = if config.edge == Config::default().edge {
            64
        } else {
            config.edge
        };
        Setup {
            config: Config { edge, ..config },
            scripts: Vec::new(),
            hosts: Vec::new(),
            excused: Excused::None,
        }
    }

    /// Pictures of full size.
    pub fn full_size(mut self) -> Setup {
        self.config.edge = Config::default().edge;
        self
    }

    /// Runs a script before those of the page.
    pub fn script(mut self, script: impl Into<String>) -> Setup {
        self.scripts.push(script.into());
        self
    }

    /// Requests to this host are part of the story: the person or an answer names it.
    pub fn names(mut self, host: impl Into<String>) -> Setup {
        self.hosts.push(host.into());
        self
    }

    /// Requests fail in this story, so the browser's own lines about that are expected in the console.
    pub fn failing(mut self) -> Setup {
        self.excused = Excused::Loads;
        self
    }

    /// The program crashes or cannot start in this story, so what that leaves in the console is expected.
    pub fn crashing(mut self) -> Setup {
        self.excused = Excused::Crash;
        self
    }

    async fn start(self) -> (Stage, Browser, Excused) {
        let config = Config {
            site: Some(place::site()),
            ..self.config
        };
        let simulator = simulator::serve(config)
            .await
            .unwrap_or_else(|error| panic!("The simulator does not start: {error}"));
        let browser = Browser::start().await;
        let page = Page {
            web: browser.web.clone(),
        };
        page.resize(1440, 900).await;
        for script in &self.scripts {
            page.before_load(script).await;
        }
        let mut hosts = self.hosts;
        hosts.push(simulator.addr.to_string());
        let stage = Stage {
            base: format!("http://{}", simulator.addr),
            simulator,
            page,
            downloads: browser.downloads.clone(),
            hosts: Mutex::new(hosts),
        };
        (stage, browser, self.excused)
    }
}

/// A simulator that serves the built app, and a browser.
pub struct Stage {
    /// The simulator.
    pub simulator: Running,
    /// Its address, without a slash at the end.
    pub base: String,
    /// The page in the browser; nothing is open at first.
    pub page: Page,
    /// Where downloads go.
    pub downloads: std::path::PathBuf,
    hosts: Mutex<Vec<String>>,
}

impl Stage {
    /// Opens the page, and gives it.
    pub async fn open(&self) -> &Page {
        self.page.open(&format!("{}/", self.base)).await;
        &self.page
    }

    /// The address of an API with these faults, on the page's own origin.
    #[must_use]
    pub fn faulty(&self, faults: &str) -> String {
        format!("{}/sim/{faults}", self.base)
    }

    /// The same on another origin, which the story names thereby.
    #[must_use]
    pub fn foreign(&self, faults: &str) -> String {
        let host = format!("localhost:{}", self.simulator.addr.port());
        let address = format!("http://{host}/sim/{faults}");
        self.name_host(host);
        address
    }

    pub(crate) fn name_host(&self, host: String) {
        self.hosts.lock().expect("no panic holds it").push(host);
    }

    /// Every POST so far.
    #[must_use]
    pub fn posts(&self) -> Vec<Entry> {
        self.ledger().entries()
    }

    /// The POSTs whose address carried `case=NAME`.
    #[must_use]
    pub fn case(&self, name: &str) -> Vec<Entry> {
        self.ledger().case(name)
    }

    fn ledger(&self) -> &Arc<Ledger> {
        &self.simulator.ledger
    }

    /// Waits until so many downloads are there, whole, and gives their names and bytes in the order of the names.
    pub async fn downloaded(&self, number: usize) -> Vec<(String, Vec<u8>)> {
        let look = || {
            let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(&self.downloads)
                .ok()?
                .filter_map(|file| {
                    let path = file.ok()?.path();
                    let name = path.file_name()?.to_str()?.to_owned();
                    Some((name, std::fs::read(&path).ok()?))
                })
                .collect();
            files.sort();
            // The browser names a file so until it is whole.
            let whole = files.iter().all(|(name, _)| {
                !name.ends_with(".crdownload") && !name.starts_with(".org.chromium.")
            });
            (whole && files.len() == number).then_some(files)
        };
        self.page
            .until_some(&format!("{number} downloads are there"), || async {
                look()
            })
            .await
    }

    /// Waits until the ledger shows something.
    pub async fn ledger_shows(&self, what: &str, holds: impl Fn(&[Entry]) -> bool) {
        self.page
            .until_some(what, || async { holds(&self.posts()).then_some(()) })
            .await;
    }
}

/// Tells a story: `tale` on a fresh stage, then what holds for every story. The name is that of its screenshot, should it
/// go wrong.
///
/// # Panics
///
/// The tale panicked, the console holds an error, or a request went to a host that nobody named.
pub async fn story(name: &str, setup: Setup, tale: impl AsyncFnOnce(&Stage)) {
    let _turn = BROWSERS.acquire().await.expect("nobody closes it");
    let (stage, browser, excused) = setup.start().await;
    let whole = async {
        tale(&stage).await;
        keeps_the_rules(&stage, excused).await;
    };
    let outcome = AssertUnwindSafe(whole).catch_unwind().await;
    if outcome.is_err() {
        let path = place::shots().join(format!("failed/{name}.png"));
        let _ = std::fs::create_dir_all(path.with_file_name(""));
        if stage.page.web.screenshot(&path).await.is_ok() {
            eprintln!("The page as it was then: {}", path.display());
        }
    }
    browser.quit().await;
    stage.simulator.shutdown().await;
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

async fn keeps_the_rules(stage: &Stage, excused: Excused) {
    let errors: Vec<String> = logs::console_errors(&stage.page.web)
        .await
        .into_iter()
        .filter(|line| match excused {
            Excused::None => true,
            Excused::Loads => !logs::is_load_failure(line),
            Excused::Crash => !logs::is_crash(line),
        })
        .collect();
    assert!(errors.is_empty(), "The console holds errors: {errors:#?}");

    let named = stage.hosts.lock().expect("no panic holds it").clone();
    let sent = logs::sent(&stage.page.web).await;
    assert!(!sent.is_empty(), "the list of requests is empty");
    let unnamed: Vec<Sent> = sent
        .into_iter()
        .filter(|sent| {
            let host = sent.host();
            host.is_some_and(|host| !named.iter().any(|named| named == host))
        })
        .collect();
    assert!(
        unnamed.is_empty(),
        "Requests went to hosts that nobody named: {unnamed:#?}"
    );
}
