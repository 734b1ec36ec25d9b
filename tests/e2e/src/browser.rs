//! A Chromium with a fresh profile and a folder for its downloads.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::{CapabilitiesHelper, DesiredCapabilities, WebDriver};

use crate::driver::Driver;
use crate::place;

/// The flags that the wasm tests' browser starts with, too.
const FLAGS: &str = include_str!("../../../webdriver.json");

/// A browser that runs. Call [`quit`](Browser::quit): dropping it leaves a window without anybody to steer it.
pub(crate) struct Browser {
    pub(crate) web: WebDriver,
    pub(crate) downloads: PathBuf,
    folder: Folder,
    driver: Driver,
}

impl Browser {
    pub(crate) async fn start() -> Browser {
        let (driver, folder) = (Driver::start(), Folder::new());
        let downloads = folder.0.join("downloads");
        std::fs::create_dir_all(&downloads).expect("a folder for downloads can be made");

        let mut wanted = DesiredCapabilities::chrome();
        let chrome = place::chrome();
        let profile = format!("--user-data-dir={}", folder.0.join("profile").display());
        let size = "--window-size=1440,900";
        let set = (|| {
            wanted.set_binary(&chrome.to_string_lossy())?;
            for flag in flags().iter().map(String::as_str).chain([&*profile, size]) {
                wanted.add_arg(flag)?;
            }
            wanted.add_experimental_option(
                "prefs",
                json!({
                    "download.default_directory": downloads,
                    "download.prompt_for_download": false,
                    // As if the person had said yes to several files from one click; a headless browser says no.
                    "profile.default_content_setting_values.automatic_downloads": 1,
                }),
            )?;
            wanted.set(
                "goog:loggingPrefs",
                json!({ "browser": "ALL", "performance": "ALL" }),
            )
        })();
        set.expect("capabilities are plain JSON");
        let web = WebDriver::builder(&driver.url, wanted)
            .request_timeout(Duration::from_secs(120))
            .await
            .unwrap_or_else(|error| panic!("{} does not start: {error}", chrome.display()));
        Browser {
            web,
            downloads,
            folder,
            driver,
        }
    }

    /// Closes the browser, then its driver, then takes its folder away.
    pub(crate) async fn quit(self) {
        let Browser {
            web,
            folder,
            driver,
            ..
        } = self;
        // What cannot be closed is ended with its driver.
        let _ = web.quit().await;
        drop(driver);
        drop(folder);
    }
}

fn flags() -> Vec<String> {
    let all: Value = serde_json::from_str(FLAGS).expect("webdriver.json is JSON");
    serde_json::from_value(all["goog:chromeOptions"]["args"].clone())
        .expect("webdriver.json lists the browser's flags")
}

/// A folder that goes with its owner.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "ssd1b-e2e-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path)
            .unwrap_or_else(|error| panic!("{} cannot be made: {error}", path.display()));
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // The last process of the browser may still be writing: what stays is in the folder for such things.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
