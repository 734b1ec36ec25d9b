//! Where the API is: the service itself, or a proxy in front of it. An own small parse, stricter than a browser's.

use crate::authority::{self, Authority, HostProblem};
use crate::key::is_invisible;
use std::fmt;

/// The base URL that paths such as `/v1/ssd-1b` are added to.
///
/// Either absolute (`https://host[:port][/path]`, also `http`) or relative to the page that uses it (`/proxy`,
/// `./proxy`, `../proxy`, or `/` for the page's own origin). Scheme and host are kept in lower case, default ports and
/// trailing slashes are dropped: two endpoints are equal exactly when they send to the same place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    /// The normal form. Absolute ones start with their origin.
    text: String,
    /// How many bytes of `text` are the origin; 0 where it is relative.
    origin: usize,
    local: bool,
}

const HOSTED: &str = "https://api.segmind.com";

/// Paths that people paste along with the base URL, since the service's documentation prints only the full address.
const FULL_PATHS: [&str; 2] = ["/v1/ssd-1b", "/v2/ssd-1b"];

impl Endpoint {
    /// The service itself.
    #[must_use]
    pub fn hosted() -> Endpoint {
        Endpoint {
            text: HOSTED.into(),
            origin: HOSTED.len(),
            local: false,
        }
    }

    /// Reads a base URL that somebody typed. White space and invisible characters around it are dropped.
    ///
    /// A text without a scheme is a path only if it starts with `/`, `./` or `../`: `api.example.com` is far more likely
    /// a forgotten `https://` than a folder, and `proxy` alone could be either. A full address of the service's
    /// documentation is taken for its base: a trailing `/v1/ssd-1b` is dropped.
    ///
    /// # Errors
    ///
    /// An [`EndpointProblem`], whose text is one sentence that says what to type instead.
    ///
    /// ```
    /// # use ssd1b::Endpoint;
    /// let endpoint = Endpoint::parse(" HTTPS://Images.Example.com:443/proxy/ ")?;
    /// assert_eq!(endpoint.as_str(), "https://images.example.com/proxy");
    /// assert_eq!(endpoint.join("/v1/ssd-1b"), "https://images.example.com/proxy/v1/ssd-1b");
    /// # Ok::<(), ssd1b::EndpointProblem>(())
    /// ```
    pub fn parse(typed: &str) -> Result<Endpoint, EndpointProblem> {
        let typed = typed.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        check_characters(typed)?;

        let Some((plain, rest)) = split_scheme(typed)? else {
            return Ok(Endpoint {
                text: base_path(typed).into(),
                origin: 0,
                local: false,
            }
            .or_root());
        };
        let (name, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let Authority { host, port } = authority::parse(name, if plain { 80 } else { 443 })?;

        let mut text = String::from(if plain { "http://" } else { "https://" });
        text.push_str(&host);
        if let Some(port) = port {
            text.push(':');
            text.push_str(&port.to_string());
        }
        let origin = text.len();
        text.push_str(base_path(path));
        Ok(Endpoint {
            text,
            origin,
            local: authority::is_local(&host),
        })
    }

    /// The normal form, without a trailing slash, but for the bare `/`. Parsing it gives the endpoint back.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Scheme, host and port, as browsers write an origin; `None` for a relative endpoint, which has the page's.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        (self.origin > 0).then(|| &self.text[..self.origin])
    }

    /// The host, with its port unless that is the scheme's own; `None` for a relative endpoint.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.origin()?.split_once("://").map(|(_, host)| host)
    }

    /// Whether the address is a path on the page's own site.
    #[must_use]
    pub fn is_relative(&self) -> bool {
        self.origin == 0
    }

    /// Whether the host is this very machine: `localhost`, `*.localhost`, `127.0.0.0/8` or `[::1]`. A relative endpoint
    /// is not: where its page came from is not known here.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.local
    }

    /// Whether requests travel unencrypted, as far as the address says.
    #[must_use]
    pub fn is_plain_http(&self) -> bool {
        self.text.starts_with("http://")
    }

    /// Whether this is the service itself, where requests cost money.
    #[must_use]
    pub fn is_hosted(&self) -> bool {
        self.origin() == Some(HOSTED)
    }

    /// The address of a path below this base. The path may start with a slash or not.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        let base = self.text.trim_end_matches('/');
        [base, "/", path.trim_start_matches('/')].concat()
    }

    /// A relative path of slashes alone has nothing left once they are trimmed; it means the root.
    fn or_root(mut self) -> Endpoint {
        if self.text.is_empty() {
            self.text.push('/');
        }
        self
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// Refuses what no base URL may hold, wherever it stands.
fn check_characters(typed: &str) -> Result<(), EndpointProblem> {
    if typed.is_empty() {
        return Err(EndpointProblem::Empty);
    }
    for c in typed.chars() {
        match c {
            '?' => return Err(EndpointProblem::Query),
            '#' => return Err(EndpointProblem::Fragment),
            '\\' => return Err(EndpointProblem::Backslash),
            c if c.is_control() => return Err(EndpointProblem::Control),
            c if c.is_whitespace() => return Err(EndpointProblem::Space),
            c if !c.is_ascii() => return Err(EndpointProblem::NotAscii),
            _ => {}
        }
    }
    Ok(())
}

/// `Some((is it plain http, what follows the slashes))`, or `None` for a relative path.
fn split_scheme(typed: &str) -> Result<Option<(bool, &str)>, EndpointProblem> {
    if let Some((scheme, rest)) = typed.split_once("://") {
        let plain = scheme.eq_ignore_ascii_case("http");
        return if plain || scheme.eq_ignore_ascii_case("https") {
            Ok(Some((plain, rest)))
        } else {
            Err(EndpointProblem::Scheme)
        };
    }
    // "//host" would leave the site: browsers fill in the page's scheme there.
    let is_path = typed == "."
        || typed == ".."
        || ["/", "./", "../"]
            .iter()
            .any(|start| typed.starts_with(start));
    if is_path && !typed.starts_with("//") {
        return Ok(None);
    }
    // "host:8080/x" forgot its scheme; "javascript:x" and "https:/x" have a wrong one.
    match typed.split_once(':') {
        Some((name, rest))
            if !name.contains('/') && !rest.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            Err(EndpointProblem::Scheme)
        }
        _ => Err(EndpointProblem::NoScheme),
    }
}

/// The path without its trailing slashes and without the API's own part.
fn base_path(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    FULL_PATHS
        .iter()
        .find_map(|full| path.strip_suffix(full))
        .unwrap_or(path)
        .trim_end_matches('/')
}

/// Why a text is no endpoint. [`Display`](fmt::Display) gives the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointProblem {
    /// Nothing was typed.
    Empty,
    /// No `https://` in front, and no `/` that would make it a path.
    NoScheme,
    /// A scheme other than https and http.
    Scheme,
    /// A user name or password before an `@`.
    UserInfo,
    /// A `?`.
    Query,
    /// A `#`.
    Fragment,
    /// White space within.
    Space,
    /// A control character.
    Control,
    /// A backslash, which browsers read as a slash.
    Backslash,
    /// A character beyond ASCII.
    NotAscii,
    /// Nothing where the host belongs.
    NoHost,
    /// A host that is no name and no address.
    Host,
    /// A port that is no number from 1 to 65535.
    Port,
}

impl From<HostProblem> for EndpointProblem {
    fn from(problem: HostProblem) -> Self {
        match problem {
            HostProblem::UserInfo => EndpointProblem::UserInfo,
            HostProblem::Missing => EndpointProblem::NoHost,
            HostProblem::Malformed => EndpointProblem::Host,
            HostProblem::Port => EndpointProblem::Port,
        }
    }
}

impl fmt::Display for EndpointProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            EndpointProblem::Empty => "Enter the base URL of the API, such as https://api.segmind.com.",
            EndpointProblem::NoScheme => {
                "Start the base URL with https:// for another host, or with / for a path on this site."
            }
            EndpointProblem::Scheme => "Only addresses that start with https:// or http:// can be used.",
            EndpointProblem::UserInfo => {
                "Leave out the user name and password before the @; browsers refuse to send them in an address."
            }
            EndpointProblem::Query => "Leave out the ? and what follows it; the base URL takes no query.",
            EndpointProblem::Fragment => "Leave out the # and what follows it; the base URL takes no fragment.",
            EndpointProblem::Space => "Take out the spaces within the base URL.",
            EndpointProblem::Control => "Type the base URL by hand; the text has invisible control characters in it.",
            EndpointProblem::Backslash => "Use / instead of \\ in the base URL.",
            EndpointProblem::NotAscii => {
                "Use plain ASCII characters only; write a host such as bücher.example in its xn-- form."
            }
            EndpointProblem::NoHost => "Enter a host name after the ://, such as https://api.segmind.com.",
            EndpointProblem::Host => "Check the host name; it may hold letters, digits, hyphens and dots.",
            EndpointProblem::Port => "Check the port; it must be a number from 1 to 65535.",
        })
    }
}

impl std::error::Error for EndpointProblem {}
