//! The page's inline settings block, filled by those who deploy the app (and by the simulator).

use serde::Deserialize;

/// What a deployment says about itself. All of it is optional; an empty block means a plain page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The API at `endpoint` is the simulator: nothing it does costs money.
    pub simulator: bool,
    /// The endpoint offered as "your own", an address or a path.
    pub endpoint: Option<String>,
}

impl Settings {
    /// Reads the block.
    ///
    /// # Errors
    /// A sentence for the console when the block holds text that is not its JSON. The page then goes on
    /// without settings.
    pub fn read(text: &str) -> Result<Settings, String> {
        if text.trim().is_empty() {
            return Ok(Settings::default());
        }
        let block: Block = serde_json::from_str(text).map_err(|error| {
            [
                "The page's settings block is not usable: ",
                &error.to_string(),
            ]
            .concat()
        })?;
        Ok(Settings {
            simulator: block.simulator,
            endpoint: block.endpoint,
        })
    }
}

#[derive(Deserialize)]
struct Block {
    #[serde(default)]
    simulator: bool,
    endpoint: Option<String>,
}
