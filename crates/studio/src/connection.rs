//! Where pictures come from: the practice engine, the hosted API, or an endpoint of one's own.

use serde::{Deserialize, Serialize};
use ssd1b::{Endpoint, EndpointProblem};

/// The three ways to get a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Painted in the tab: free, offline, not SSD-1B.
    Practice,
    /// Segmind's API with the person's own key.
    Hosted,
    /// A team's proxy or any address that speaks the same API.
    Own,
}

impl Mode {
    /// All modes, in the order in which the panel shows them.
    pub const ALL: [Mode; 3] = [Mode::Practice, Mode::Hosted, Mode::Own];

    /// The name in storage and in element ids.
    pub const fn name(self) -> &'static str {
        match self {
            Mode::Practice => "practice",
            Mode::Hosted => "hosted",
            Mode::Own => "own",
        }
    }
}

/// How long a key is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// In memory: gone with the page.
    Page,
    /// In the tab's own storage: gone with the tab.
    Tab,
    /// In the browser's storage: there until forgotten.
    Device,
}

impl Keeping {
    /// All choices, the most careful one first.
    pub const ALL: [Keeping; 3] = [Keeping::Page, Keeping::Tab, Keeping::Device];

    /// What the choice means, in one line.
    pub const fn about(self) -> &'static str {
        match self {
            Keeping::Page => "Forget it when this page closes or reloads",
            Keeping::Tab => "Keep it for this tab, also over a reload",
            Keeping::Device => {
                "Keep it on this device (anyone using this browser could spend with it)"
            }
        }
    }

    /// The name in element ids.
    pub const fn name(self) -> &'static str {
        match self {
            Keeping::Page => "page",
            Keeping::Tab => "tab",
            Keeping::Device => "device",
        }
    }
}

/// The origin that a key was typed for. A key goes to no other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owner(String);

impl Owner {
    /// The owner of a key typed while `endpoint` is chosen. A relative endpoint belongs to the page's origin.
    pub fn of(endpoint: &Endpoint, page_origin: &str) -> Owner {
        Owner(endpoint.origin().unwrap_or(page_origin).to_owned())
    }

    /// The origin, such as `https://api.segmind.com`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An owner read back from storage.
    pub fn stored(origin: &str) -> Owner {
        Owner(origin.to_owned())
    }
}

/// What survives a reload: the mode and the address. Never the key.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// The chosen mode.
    pub mode: Mode,
    /// The own endpoint as typed.
    pub own: String,
}

impl Default for Setup {
    fn default() -> Self {
        Setup {
            mode: Mode::Practice,
            own: String::new(),
        }
    }
}

/// Why no request can go out with the present setup.
#[derive(Clone, Debug, PartialEq)]
pub enum Obstacle {
    /// The own endpoint's address is missing or wrong.
    Address(String),
    /// An http address from an https page: the browser would refuse it.
    Mixed,
    /// The hosted API without a key.
    NoKey,
}

impl Obstacle {
    /// What is wrong and what to do, in one sentence or two.
    pub fn sentence(&self) -> String {
        match self {
            Obstacle::Address(sentence) => sentence.clone(),
            Obstacle::Mixed => {
                "This page came over https, so the browser refuses http addresses other than \
                localhost. Use the endpoint's https address."
                    .to_owned()
            }
            Obstacle::NoKey => {
                "The hosted API needs your key. Paste it below, or choose the practice engine."
                    .to_owned()
            }
        }
    }
}

impl Setup {
    /// The endpoint that requests go to; `None` in practice mode.
    ///
    /// # Errors
    /// The obstacle when the own address is unusable from a page with this origin.
    pub fn endpoint(&self, page_is_https: bool) -> Result<Option<Endpoint>, Obstacle> {
        match self.mode {
            Mode::Practice => Ok(None),
            Mode::Hosted => Ok(Some(Endpoint::hosted())),
            Mode::Own => {
                let parsed = Endpoint::parse(&self.own)
                    .map_err(|problem: EndpointProblem| Obstacle::Address(problem.to_string()))?;
                if page_is_https && parsed.is_plain_http() && !parsed.is_local() {
                    return Err(Obstacle::Mixed);
                }
                Ok(Some(parsed))
            }
        }
    }

    /// The setup as text for the browser's storage.
    pub fn save(&self) -> String {
        let Setup { mode, own } = self;
        let saved = Saved {
            version: 1,
            mode: Some(mode.name().to_owned()),
            own: Some(own.clone()),
        };
        serde_json::to_string(&saved).unwrap_or_default()
    }

    /// Reads what [`save`](Self::save) wrote. What is missing or unknown becomes the default.
    pub fn restore(text: &str) -> Setup {
        let Ok(saved) = serde_json::from_str::<Saved>(text) else {
            return Setup::default();
        };
        let named = |mode: &&Mode| saved.mode.as_deref() == Some(mode.name());
        Setup {
            mode: Mode::ALL
                .iter()
                .find(named)
                .copied()
                .unwrap_or(Mode::Practice),
            own: saved.own.unwrap_or_default(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Saved {
    #[serde(default)]
    version: u32,
    mode: Option<String>,
    own: Option<String>,
}
