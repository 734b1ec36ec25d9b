//! What belongs to the page rather than to a request: the viewer, the theme, the status line.

use leptos::prelude::*;

use super::job::TileId;
use crate::abilities::{Services, Slot};

/// How the page is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The name in storage and on the root element.
    pub const fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The next one, as the button in the bar goes round.
    pub const fn next(self) -> Theme {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }

    fn named(name: &str) -> Theme {
        [Theme::Light, Theme::Dark]
            .into_iter()
            .find(|theme| theme.name() == name)
            .unwrap_or(Theme::System)
    }
}

/// A line for the status bar and for screen readers.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The line.
    pub text: String,
    /// Counts up, so that the same line said twice is heard twice.
    pub turn: u32,
}

/// The page's own signals.
#[derive(Clone)]
pub struct Session {
    /// The picture in the viewer.
    pub viewer: RwSignal<Option<TileId>>,
    /// The panel behind the question mark is open.
    pub help: RwSignal<bool>,
    /// The theme.
    pub theme: RwSignal<Theme>,
    /// The status line.
    pub said: RwSignal<Option<Said>>,
    services: Services,
}

impl Session {
    /// Restores the theme.
    pub fn new(services: &Services) -> Self {
        let stored = services.device.get(Slot::Theme);
        Session {
            viewer: RwSignal::new(None),
            help: RwSignal::new(false),
            theme: RwSignal::new(
                stored
                    .ok()
                    .flatten()
                    .map_or(Theme::System, |name| Theme::named(&name)),
            ),
            said: RwSignal::new(None),
            services: services.clone(),
        }
    }

    /// Says a line.
    pub fn say(&self, text: impl Into<String>) {
        let turn = self
            .said
            .with_untracked(|said| said.as_ref().map_or(0, |said| said.turn + 1));
        let text = text.into();
        self.said.set(Some(Said { text, turn }));
    }

    /// The next theme, kept for the next visit.
    pub fn turn_theme(&self) {
        let theme = self.theme.get_untracked().next();
        self.theme.set(theme);
        // Refused storage means the theme lasts as long as the page.
        let _ = self.services.device.set(Slot::Theme, theme.name());
    }
}
