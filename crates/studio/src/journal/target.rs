//! Where a job goes, and what that means for money.

use ssd1b::Endpoint;

/// Who makes the images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// The practice engine, in the tab: free.
    Practice,
    /// The simulator beside the page, which has the practice engine paint: free.
    Simulator,
    /// The service, directly or through a proxy: paid.
    Service,
}

/// How the service is spoken to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Api {
    /// One request that waits for its images.
    #[default]
    V1,
    /// Hand in, ask how it goes, fetch.
    V2,
}

/// Where a job goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Who makes the images.
    pub maker: Maker,
    /// How the page calls it: "practice engine", "simulator" or the host.
    pub name: String,
    /// The address, where there is one.
    pub endpoint: Option<Endpoint>,
    /// How it is spoken to; without meaning for the practice engine.
    pub api: Api,
    /// A key went with it, or was to go. Without that key it waits: it never goes without, nor with another's.
    pub keyed: bool,
}

impl Target {
    /// The practice engine.
    pub fn practice() -> Target {
        Target {
            maker: Maker::Practice,
            name: "practice engine".into(),
            endpoint: None,
            api: Api::V1,
            keyed: false,
        }
    }

    /// It costs money.
    pub fn is_paid(&self) -> bool {
        self.maker == Maker::Service
    }

    /// It paints in the tab.
    pub fn is_practice(&self) -> bool {
        self.maker == Maker::Practice
    }

    /// What must stand beside its images, since they are not SSD-1B's: the practice engine paints for the simulator too.
    pub fn caveat(&self) -> Option<&'static str> {
        match self.maker {
            Maker::Practice => Some("practice engine"),
            Maker::Simulator => Some("simulator"),
            Maker::Service => None,
        }
    }

    /// The connection that limits and pauses are kept for: all jobs to one address share them, whatever they speak.
    pub fn lane(&self) -> &str {
        match &self.endpoint {
            _ if self.is_practice() => "practice",
            Some(endpoint) => endpoint.as_str(),
            // A stored address that can't be read any more. It must not pass for the practice engine's, which is free.
            None => "?",
        }
    }
}
