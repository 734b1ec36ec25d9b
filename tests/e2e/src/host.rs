//! A page of somebody else, of another site, that shows the studio in a frame: a wiki.

use std::path::PathBuf;

use simulator::{Config, Running};

use crate::stage::Stage;

/// A wiki with the studio in a frame of 600 by 800 pixels.
pub struct Wiki {
    server: Running,
    folder: PathBuf,
}

impl Wiki {
    /// Serves the wiki, opens it, and enters the frame: from then on the stage's page is the one in the frame.
    pub async fn open(stage: &Stage) -> Wiki {
        let folder = stage.downloads.with_file_name("wiki");
        std::fs::create_dir_all(&folder).expect("a folder for the wiki can be made");
        let html = format!(
            r#"<!doctype html><html lang="en"><meta charset="utf-8"><title>A wiki</title>
<meta name="color-scheme" content="light dark">
<body style="font: 16px/1.5 serif; margin: 24px auto; width: 600px">
<h1>Pictures for the handbook</h1><p>Make them here, then drop them into the page.</p>
<iframe title="SSD-1B Studio" src="{}/" width="600" height="800" style="border: 0"></iframe>
<p>Last changed on a Tuesday.</p></body></html>"#,
            stage.base
        );
        std::fs::write(folder.join("index.html"), html).expect("the wiki can be written");
        // It serves files: that it could be an API, too, does not matter here.
        let server = simulator::serve(Config {
            site: Some(folder.clone()),
            ..Config::default()
        })
        .await
        .unwrap_or_else(|error| panic!("The wiki does not start: {error}"));
        let host = format!("wiki.localhost:{}", server.addr.port());
        let web = &stage.page.web;
        let opened = async {
            web.goto(format!("http://{host}/")).await?;
            web.enter_frame(0).await
        };
        if let Err(error) = opened.await {
            panic!("The wiki at {host} cannot be opened: {error}");
        }
        stage.name_host(host);
        stage.page.ready().await;
        Wiki { server, folder }
    }

    /// Stops serving it.
    pub async fn close(self) {
        self.server.shutdown().await;
        let _ = std::fs::remove_dir_all(self.folder);
    }
}
