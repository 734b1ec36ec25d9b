//! How a simulator is set up.

use crate::cors::Cors;
use crate::faults::Faults;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// Takes the log, one line per request, without a line end and without a key.
pub type Log = Arc<dyn Fn(&str) + Send + Sync>;

/// When a job of v2 is billed. The service does not say; at its completion is what its answers suggest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Billing {
    /// When it is done, and not where it fails.
    #[default]
    Completion,
    /// When it is handed in.
    Submit,
}

/// The words for it on the command line and in faults, in the order of the enum.
pub(crate) const BILLINGS: &[&str] = &["completion", "submit"];

impl FromStr for Billing {
    type Err = String;

    fn from_str(text: &str) -> Result<Billing, String> {
        match text {
            "completion" => Ok(Billing::Completion),
            "submit" => Ok(Billing::Submit),
            _ => Err(format!("one of {} is needed.", BILLINGS.join(", "))),
        }
    }
}

/// The set-up. [`Default`] suits tests: a free port, no site, no log, full-size pictures.
#[derive(Clone)]
pub struct Config {
    /// Port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// Folder of the built app, served at `/`.
    pub site: Option<PathBuf>,
    /// JSON for the page's settings block.
    pub settings: String,
    /// Faults of every request that brings none of its own.
    pub faults: Faults,
    /// How many simulated seconds pass in a real one: above 0.
    pub time_scale: f64,
    /// Requests per simulated minute and key; `None` sets no limit.
    pub rate_limit: Option<u32>,
    /// When the jobs of v2 are billed.
    pub billing: Billing,
    /// Paid credits a key starts with, in US dollars.
    pub balance: f64,
    /// Real time a picture takes at least, as if it were painted slowly.
    pub delay: Duration,
    /// CORS mode.
    pub cors: Cors,
    /// Whether requests need a key, as the service's do; a team's proxy that holds the key needs none.
    pub key_needed: bool,
    /// Edge of the pictures in pixels. The service makes 1024; small ones make tests fast.
    pub edge: u32,
    /// Takes the log.
    pub log: Option<Log>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            port: 0,
            site: None,
            settings: r#"{"simulator":true,"endpoint":"./"}"#.into(),
            faults: Faults::default(),
            time_scale: 1.0,
            rate_limit: None,
            billing: Billing::default(),
            balance: 5.0,
            delay: Duration::ZERO,
            cors: Cors::default(),
            key_needed: true,
            edge: practice::EDGE,
            log: None,
        }
    }
}

impl Config {
    /// The real time in which so many simulated seconds pass.
    pub(crate) fn real(&self, simulated: f64) -> Duration {
        Duration::try_from_secs_f64(simulated / self.time_scale).unwrap_or(Duration::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simulated_time_is_scaled() {
        let check = |time_scale: f64, simulated: f64, expect: Duration| {
            let config = Config {
                time_scale,
                ..Config::default()
            };
            assert_eq!(
                config.real(simulated),
                expect,
                "{simulated} s at {time_scale}"
            );
        };
        check(1.0, 60.0, Duration::from_secs(60));
        check(60.0, 180.0, Duration::from_secs(3));
        check(0.5, 1.0, Duration::from_secs(2));
        check(1e-300, 1e300, Duration::MAX);
    }
}
